"""Whom a notice is for, as it is said: all of a group, and never more than was named."""

import pytest

from bot.parse import parse, spoken


@pytest.mark.parametrize(
    ("said", "audience", "text"),
    [
        ("ประกาศถึงทุกคน: ประชุมพรุ่งนี้", "all", "ประชุมพรุ่งนี้"),
        ("ประกาศถึงทุกคน ที่ประชุมเลื่อน", "all", "ที่ประชุมเลื่อน"),
        ("ประกาศถึงทุกคนยกเว้น กย. ให้ส่งเอกสาร", ["all", "not:กย."], "ให้ส่งเอกสาร"),
        ("ประกาศถึงทุกหน่วยยกเว้น สล. ประชุมพรุ่งนี้", ["all", "not:สล."], "ประชุมพรุ่งนี้"),
        ("ประกาศถึงทุกคน ยกเว้นหน่วย กย. และ สล.: ประชุมพรุ่งนี้", ["all", "not:กย.", "not:สล."], "ประชุมพรุ่งนี้"),
        ("ประกาศถึงหัวหน้าทุกหน่วย (ไม่รวม กย.) ประชุมพรุ่งนี้", ["role:head", "not:กย."], "ประชุมพรุ่งนี้"),
        ("ประกาศถึงทุกคนยกเว้น กย. และฝ่ายบัญชี ประชุมพรุ่งนี้", None, None),
        ("ประกาศถึงทุกคนยกเว้น กย. ที่ส่งแล้ว: ประชุมพรุ่งนี้", None, "ประชุมพรุ่งนี้"),
        ("ประกาศถึงทุกคนยกเว้นหัวหน้า กย.: ประชุมพรุ่งนี้", None, "ประชุมพรุ่งนี้"),
        ("ประกาศถึงทุกคนยกเว้นฝ่ายบัญชี ประชุมพรุ่งนี้", None, None),
        ("ประกาศถึง กย. ยกเว้นหัวหน้า: ประชุม", None, "ประชุม"),
        ("ประกาศถึงทุกคนที่ค้างงาน: รีบส่ง", None, "รีบส่ง"),
        ("announce to everyone except กย. send the papers", ["all", "not:กย."], "send the papers"),
        ("notice to all auditors: meeting tomorrow", None, "meeting tomorrow"),
        ("notice to all heads: meeting tomorrow", "role:head", "meeting tomorrow"),
        ("ประกาศถึงหัวหน้าทุกคน: ประชุมพรุ่งนี้", "role:head", "ประชุมพรุ่งนี้"),
        ("ประกาศถึงหัวหน้าทุกหน่วย ประชุมพรุ่งนี้", "role:head", "ประชุมพรุ่งนี้"),
        ("ประกาศถึงทุกกลุ่มไลน์ ประชุมพรุ่งนี้", "groups", "ประชุมพรุ่งนี้"),
        ("ประกาศถึงกลุ่มไลน์ของทุกหน่วย: ประชุมพรุ่งนี้", "groups", "ประชุมพรุ่งนี้"),
        ("ประกาศถึงทุกกลุ่ม ประชุมพรุ่งนี้", "all", "ประชุมพรุ่งนี้"),
        ("announce to all group chats: meeting tomorrow", "groups", "meeting tomorrow"),
        ("ประกาศถึงผู้รับผิดชอบมาตรการที่เกินกำหนด: โปรดรายงานภายในวันนี้", "overdue", "โปรดรายงานภายในวันนี้"),
        ("ประกาศถึงหน่วยที่มีมาตรการเกินกำหนด โปรดรายงานภายในวันนี้", "overdue", "โปรดรายงานภายในวันนี้"),
        ("notice to owners of overdue measures: please report today", "overdue", "please report today"),
        ("ประกาศถึงหัวหน้า กย. ประชุมพรุ่งนี้", None, "ประชุมพรุ่งนี้"),
        ("ประกาศถึงทุกคนใน กย. ประชุมพรุ่งนี้", ["กย."], "ประชุมพรุ่งนี้"),
    ],
)
def test_a_notice_begins_with_whom_it_is_for(said, audience, text, vocabulary, today):
    intent = parse(said, vocabulary, today)
    assert intent.name == "notice.send"
    assert (intent.slots.get("audience"), intent.slots.get("text")) == (audience, text)


@pytest.mark.parametrize(
    ("said", "audience"),
    [
        ("ทุกคน", "all"),
        ("หัวหน้าทุกคน", "role:head"),
        ("all heads", "role:head"),
        ("กย. กับ สล.", ["กย.", "สล."]),
        ("ทุกกลุ่มไลน์", "groups"),
        ("ห้องกลุ่มไลน์ทุกหน่วย", "groups"),
        ("เจ้าของมาตรการที่ล่าช้า", "overdue"),
        ("owners of overdue measures", "overdue"),
        ("ทุกคนใน กย.", ["กย."]),
        ("ทุกคนยกเว้น กย.", ["all", "not:กย."]),
        ("ทุกกลุ่มไลน์ ยกเว้น สล.", ["groups", "not:สล."]),
        ("ทุกคนยกเว้นฝ่ายบัญชี", None),
        ("กย. ยกเว้นหัวหน้า", None),
        ("everyone except กย.", ["all", "not:กย."]),
    ],
)
def test_whom_it_is_for_alone(said, audience, vocabulary, today):
    assert spoken(said, vocabulary, today).audience == audience


@pytest.mark.parametrize(
    ("said", "count"),
    [("50", 50), ("๕๐ คนครับ", 50), ("1,200 ราย", 1200), ("50%", None), ("ครึ่งหนึ่ง", None), ("ประมาณ 50", None)],
)
def test_a_number_of_people(said, count, vocabulary, today):
    assert spoken(said, vocabulary, today).count == count


@pytest.mark.parametrize(
    ("said", "moment"),
    [
        ("ส่งวันศุกร์ 10 โมง", True),
        ("5 เม.ย. 67", True),
        ("บ่ายสองค่ะ", True),
        ("send it tomorrow at 9:00", True),
        ("next monday 10:00", True),
        ("พรุ่งนี้วันหยุดไหม", False),
        ("ลาป่วยพรุ่งนี้", False),
        ("วันนี้มีงานอะไรบ้าง", False),
        ("ประชุมวันศุกร์", False),
    ],
)
def test_a_moment_is_said_and_nothing_else(said, moment, vocabulary, today):
    assert spoken(said, vocabulary, today).moment is moment
