"""Something else said where words are wanted: a command and little more, told apart from a reason."""

from __future__ import annotations

import re

from bot.parse.calling_off import calls_off
from bot.parse.table import table
from bot.parse.text import normal

_THAI = table("""
asked: คะแนน; รวม; เท่าไหร่; เท่าไร; เท่าใด; ได้; อันดับ; ระดับ; ปี; ปีนี้; ปีที่แล้ว; ตัวชี้วัด; ประเด็น; ภาพรวม; สรุป;
    มาตรการ; งาน; รายการ; ข้อ; คืออะไร; ทั้งหมด; แผน; รายงาน; รอ; ตรวจ; พิจารณา; ประวัติ; ย้อนหลัง; หลักฐาน; ไฟล์แนบ;
    ความคืบหน้า; คืบหน้า; ความก้าวหน้า; กำหนด; กำหนดส่ง; กำหนดการ; เดดไลน์; หน่วยงาน; ใกล้; ครบกำหนด; เลยกำหนด
done: ใช่; ยืนยัน; ตกลง; โอเค; ถูกต้อง; ส่ง; เลย; ช่วยเหลือ; วิธีใช้; วิธีใช้งาน; คู่มือ; เมนู; ใช้งาน; ใช้; ยังไง; อย่างไร;
    ทำอะไรได้; ลบข้อมูล; ข้อมูล; ส่วนตัว; ส่วนบุคคล; ความเป็นส่วนตัว; นโยบาย; ลงทะเบียน; สมัคร; รหัส; ย้อนกลับ; ถอน; เป็นใคร;
    คือใคร; ขอเลื่อน; ขยายเวลา; ภาษา; ภาษาไทย; ภาษาอังกฤษ; อังกฤษ; ไทย; เปลี่ยน; พูด
said: สวัสดี; หวัดดี; ขอบคุณ; ขอบพระคุณ; มาก; ๆ; ครับ; ครับผม; คับ; ค่ะ; คะ; จ้า; จ้ะ; นะ; หน่อย; ด้วย; ขอ; ดู; อยาก;
    ต้องการ; ทราบ; รู้; ช่วย; ที; ที่; ของ; ฉัน; ผม; ดิฉัน; เรา; บ้าง; อะไร; ไหม; มี; ใน; แล้ว; เป็น; ให้; กี่; และ
""")
_ENGLISH = table("""
said: a; an; and; are; can; data; deadline; deadlines; delete; english; evidence; export; for; forget;
    give; good; guide; hello; help; hey; hi; history; how; i; iit; eit; oit; indicator; is; issue;
    ita; it; language; late; list; many; manual; me; measure; measures; menu; morning; much; my; of;
    ok; okay; overall; overview; overdue; plan; please; policy; privacy; progress; queue; rank;
    register; report; reports; review; reviews; score; scores; send; show; sign; sure; tell; thai;
    thank; thanks; the; to; total; undo; up; waiting; was; what; which; whoami; who; am; yep; yes;
    you
""")["said"]
_LITTLE = re.compile(
    "|".join(sorted((normal(word) for words in _THAI.values() for word in words), key=len, reverse=True))
    + rf"|(?<![a-z])(?:{'|'.join(_ENGLISH)})(?![a-z])|(?<![a-z])[ieo]\s?(?=\d)|[\W\d_](?<![ก-๎])"
)
_SCORES = re.compile(r"คะแนน|เท่าไ|เท่าใด|(?<![a-z])scores?(?![a-z])|how|\?")
_FIGURES = ("score.", "rating.")
_LEFT = 1
"""Characters that a command may leave unexplained."""


def is_aside(command: str, text: str) -> bool:
    """Whether words are a command, or small talk, rather than the free text that was asked for.

    ``command`` is the name of the intent that the words would be alone. Of most commands little more may be
    said than they need: "give me the real manual" is a reason, as is "not complete".
    """
    if command == "cancel":
        return calls_off(text)
    said = normal(text)
    if command.startswith(_FIGURES) and _SCORES.search(said):
        return True
    return len(_LITTLE.sub("", said)) <= _LEFT
