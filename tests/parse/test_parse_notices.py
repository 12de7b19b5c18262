"""What is to be done with a notice that there is already: what the files of utterances do not show."""

import pytest

from bot.intent import Intent
from bot.parse import acknowledges, parse
from bot.parse.intents_notices import NOTICE_ROWS
from bot.render import leads
from bot.render.i18n import words_in

NAMES = sorted({row.intent for row in NOTICE_ROWS} - {"notice.policy"})
SAID = {
    "สถานะประกาศ 12": ("status", {"notice": 12}),
    "ขอดูสถานะการส่งประกาศที่ ๒ หน่อยครับ": ("status", {"notice": 2}),
    "ประกาศ 12 ส่งถึงไหนแล้ว": ("status", {"notice": 12}),
    "ประกาศล่าสุดถึงไหนแล้ว": ("status", {}),
    "พักประกาศ 12": ("pause", {"notice": 12}),
    "หยุดส่งประกาศ 12 ก่อน": ("pause", {"notice": 12}),
    "พักประกาศ": ("pause", {}),
    "ส่งประกาศ 12 ต่อ": ("resume", {"notice": 12}),
    "ส่งประกาศต่อ": ("resume", {}),
    "ยกเลิกประกาศ 12": ("cancel", {"notice": 12}),
    "ส่งประกาศ 1 ซ้ำเฉพาะที่ไม่สำเร็จ": ("retry", {"notice": 1}),
    "ใบรับทราบประกาศ 12": ("receipt", {"notice": 12}),
    "ใบรับทราบ": ("receipt", {}),
    "ใครยังไม่รับทราบประกาศ 12": ("who", {"notice": 12, "state": "unread"}),
    "ประกาศ 12 ใครยังไม่รับทราบบ้าง": ("who", {"notice": 12, "state": "unread"}),
    "ใครรับทราบประกาศ 12 แล้วบ้าง": ("who", {"notice": 12, "state": "read"}),
    "ใครได้รับประกาศ 12 แล้วบ้าง": ("who", {"notice": 12}),
    "รับทราบประกาศ 12": ("ack", {"notice": 12}),
    "เตือนผู้ที่ยังไม่รับทราบประกาศ 12": ("remind", {"notice": 12}),
    "อนุมัติประกาศ 12": ("approve", {"notice": 12}),
    "ไม่อนุมัติประกาศ 12": ("reject", {"notice": 12}),
    "status of notice 12": ("status", {"notice": 12}),
    "pause notice 12": ("pause", {"notice": 12}),
    "resume notice 12": ("resume", {"notice": 12}),
    "cancel the notice": ("cancel", {}),
    "receipt sheet of notice 12": ("receipt", {"notice": 12}),
    "who has not acknowledged notice 12": ("who", {"notice": 12, "state": "unread"}),
    "acknowledge notice 12": ("ack", {"notice": 12}),
    "รายการประกาศ": ("list", {}),
}


@pytest.mark.parametrize("text", SAID)
def test_it_is_read(vocabulary, today, text):
    name, slots = SAID[text]
    assert parse(text, vocabulary, today) == Intent(f"notice.{name}", slots)


@pytest.mark.parametrize("language", ["th", "en"])
@pytest.mark.parametrize("name", NAMES)
def test_what_a_button_says_is_read_as_what_it_does(vocabulary, today, name, language):
    meant = Intent(name, {"notice": 12})
    assert parse(leads.utterance(words_in(language), meant), vocabulary, today) == meant


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("ประกาศถึงทุกคน: ยกเลิกประกาศ 12", "notice.send"),
        ("ประกาศผลสอบ", "none"),
        ("ยกเลิกประกาศยังไง", "help"),
        ("พักประกาศต้องทำอย่างไร", "help"),
        ("แจ้งทุกคนว่าประกาศ 12 ยกเลิกแล้ว", "notice.send"),
    ],
)
def test_words_of_a_notice_are_no_command(vocabulary, today, text, name):
    assert parse(text, vocabulary, today).name == name


@pytest.mark.parametrize(
    "text", ["รับทราบ", "รับทราบครับ", "ทราบแล้วค่ะ", "รับทราบ 👍", "โอเค รับทราบ", "noted", "Acknowledged."]
)
def test_that_somebody_has_read_something(text):
    assert acknowledges(text)


@pytest.mark.parametrize(
    "text", ["รับทราบค่ะ จะรีบแก้ให้", "ใครรับทราบ", "ใบรับทราบ", "ยังไม่ทราบ", "", "ok", "3.2 60%"]
)
def test_that_nobody_has(text):
    assert not acknowledges(text)
