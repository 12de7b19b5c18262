"""Where a reason was asked for: what is one, and what is something else that is asked."""

import pytest

from bot.parse import parse
from bot.parse.asides import is_aside


@pytest.mark.parametrize(
    "text",
    [
        "หลักฐาน 3.2",
        "ขอดูหลักฐานมาตรการที่ ๓.๒ หน่อยค่ะ",
        "รอตรวจ",
        "รายงานที่รอตรวจ",
        "ประวัติ 3.2",
        "คืบหน้า",
        "3.2",
        "3.2 60%",
        "ขอบคุณครับ",
        "สวัสดี",
        "สวัสดีค่ะ",
        "มาตรการ 3.2 คืออะไร",
        "กำหนดส่ง",
        "คะแนนรวม",
        "คะแนนงบประมาณ",
        "e14",
        "e14 ได้เท่าไหร่",
        "คู่มือ",
        "ช่วยด้วยครับ",
        "ยืนยัน",
        "ใช่ค่ะ",
        "ลบข้อมูลของฉัน",
        "ลงทะเบียน",
        "ยกเลิก",
        "help",
        "show me the evidence of 3.2",
        "thank you",
        "my measures please",
    ],
)
def test_something_else(text, vocabulary, today):
    assert is_aside(parse(text, vocabulary, today).name, text)


@pytest.mark.parametrize(
    "text",
    [
        "ขอคู่มือฉบับจริง",
        "ลบข้อมูลส่วนตัวออกจากภาพก่อน",
        "e14 ยังไม่มีหลักฐาน",
        "ใช่ แต่ขาดรูป",
        "รองบประมาณ",
        "ยังไม่ได้ลงทะเบียน",
        "ไม่ครบถ้วน ขอภาพใหม่",
        "หลักฐานไม่ครบ",
        "หลักฐานไม่ตรงกับมาตรการ 3.2",
        "ขอหลักฐานเพิ่ม",
        "แนบหลักฐานเพิ่มด้วยครับ ขอบคุณครับ",
        "แก้ไขร้อยละให้ถูก",
        "ส่งผิดมาตรการ",
        "ผู้รับผิดชอบไม่อยู่",
        "รออธิบดีอนุมัติ",
        "รอการจัดซื้อจัดจ้าง",
        "มาตรการนี้ยังไม่แล้วเสร็จ",
        "evidence is missing",
        "the photo does not show the date",
        "not registered yet",
    ],
)
def test_a_reason(text, vocabulary, today):
    assert not is_aside(parse(text, vocabulary, today).name, text)
