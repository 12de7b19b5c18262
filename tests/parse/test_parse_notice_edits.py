"""That a notice is to be changed: which, and what it shall say or when it shall go."""

import pytest

from bot.intent import Intent
from bot.parse import parse

SAID = {
    "แก้ไขประกาศ 12": {"notice": 12},
    "แก้ไขประกาศที่ ๑๒ ครับ": {"notice": 12},
    "ขอแก้ไขประกาศ 12 หน่อยค่ะ": {"notice": 12},
    "แก้ประกาศ": {},
    "แก้ไขประกาศ": {},
    "แก้ประกาศล่าสุด": {"which": "latest"},
    "แก้ประกาศที่ตั้งเวลาไว้": {"which": "waiting"},
    "ขอแก้ไขประกาศที่รออนุมัติ": {"which": "waiting"},
    "แก้ข้อความประกาศ 12": {"notice": 12},
    "เปลี่ยนเวลาส่งประกาศ 12": {"notice": 12},
    "แก้คำผิดในประกาศ 3": {"notice": 3},
    "แก้ไขประกาศ 12 ได้ไหมคะ": {"notice": 12},
    "แก้ไขประกาศ 12 เป็น ประชุมเลื่อนเป็นวันจันทร์ครับ": {"notice": 12, "text": "ประชุมเลื่อนเป็นวันจันทร์ครับ"},
    "แก้ไขประกาศ 12: แจ้งทุกคนว่างดประชุม": {"notice": 12, "text": "แจ้งทุกคนว่างดประชุม"},
    "แก้ประกาศล่าสุดเป็น ส่งเอกสารภายในวันศุกร์": {"which": "latest", "text": "ส่งเอกสารภายในวันศุกร์"},
    "แก้ไขประกาศ 12 เป็น วิธีส่งรายงาน ดูที่ https://x.go.th/A": {
        "notice": 12,
        "text": "วิธีส่งรายงาน ดูที่ https://x.go.th/A",
    },
    "เลื่อนประกาศ 12 เป็นพรุ่งนี้ 10 โมง": {"notice": 12, "at": "10:00", "on": "2024-03-16"},
    "แก้ไขประกาศ 12 เป็น 5 เม.ย. 67": {"notice": 12, "at": "09:00", "on": "2024-04-05"},
    "เลื่อนประกาศ 12 ไปบ่ายสอง": {"notice": 12, "at": "14:00"},
    "edit notice 12": {"notice": 12},
    "please edit notice 12": {"notice": 12},
    "can I change the scheduled notice": {"which": "waiting"},
    "edit the latest notice": {"which": "latest"},
    "change the wording of notice 12": {"notice": 12},
    "edit notice 12 to The meeting is on Monday": {"notice": 12, "text": "The meeting is on Monday"},
    "edit notice 12: Tell everybody that it is off": {"notice": 12, "text": "Tell everybody that it is off"},
    "move notice 12 to tomorrow 10:00": {"notice": 12, "at": "10:00", "on": "2024-03-16"},
}


@pytest.mark.parametrize("text", SAID)
def test_it_is_read(vocabulary, today, text):
    assert parse(text, vocabulary, today) == Intent("notice.edit", SAID[text])


def test_its_words_are_kept_as_typed_however_many(vocabulary, today):
    words = "ขอให้ส่งเอกสาร  ภายในวันศุกร์\nขอบคุณครับ " * 60
    read = parse(f"แก้ไขประกาศ 12 เป็น {words}", vocabulary, today)
    assert read == Intent("notice.edit", {"notice": 12, "text": words.strip()})


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("ส่งประกาศแก้ไข ประกาศที่ 12", "notice.correct"),
        ("ประกาศแก้ไขประกาศ 12", "notice.correct"),
        ("send a correction of notice 12", "notice.correct"),
        ("correct notice 12", "notice.correct"),
        ("ประกาศถึงทุกคน: แก้ไขประกาศ 12", "notice.send"),
        ("แจ้งทุกคนว่า แก้ไขประกาศ 12 แล้ว", "notice.send"),
        ("แก้ไขแบบประกาศ ประชุม: เรียนทุกท่าน", "notice.template.save"),
        ("ยกเลิกประกาศ 12", "notice.cancel"),
        ("แก้ไข 3.2 เป็น 60%", "progress.edit"),
        ("ขอเลื่อน 3.2 ไปวันศุกร์", "deadline.extend"),
        ("แก้ไขประกาศยังไง", "help"),
        ("how do I edit a notice", "help"),
    ],
)
def test_what_means_something_else_stays_that(vocabulary, today, text, name):
    assert parse(text, vocabulary, today).name == name


@pytest.mark.parametrize(
    "text", ["แก้ไขประกาศ 12 ยังไง", "แก้ไขประกาศผลสอบคัดเลือก", "แก้ไขประกาศกระทรวงการคลังเรื่องพัสดุ"]
)
def test_what_only_sounds_like_it_is_none(vocabulary, today, text):
    assert parse(text, vocabulary, today).name != "notice.edit"
