"""Times, days and people around reminders: what the files of utterances do not show."""

import datetime as dt
import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot import buttons
from bot.intent import Intent
from bot.parse import parse
from bot.parse.rungs import rungs
from bot.parse.times import NEVER, times
from bot.parse.weekdays import habits
from bot.render import leads
from bot.render.i18n import words_in

LATEST = "2024-04-08"
BUTTONS = [
    Intent("reminder.snooze", {"days": 3, "measure": "3.2"}),
    Intent("reminder.snooze", {"until": LATEST}),
    Intent("reminder.mute", {"until": "2024-04-30"}),
    Intent("reminder.mute", {"days": 7, "measure": "3.2"}),
    Intent("reminder.unmute", {"measure": "3.2"}),
    Intent("reminder.set", {"at": "09:00"}),
    Intent("reminder.set", {"at": "14:30", "weekdays": [1, 4]}),
    Intent("reminder.set", {"weekdays": [1, 2, 3, 4, 5, 6, 7]}),
    Intent("reminder.set", {"digest": True}),
    Intent("reminder.set", {"digest": False}),
    Intent("reminder.set", {"place": "group"}),
    Intent("reminder.set", {"place": "private"}),
    Intent("leave.set", {"first": LATEST, "last": "2024-04-10", "text": "นางสาวสมหญิง ใจดี"}),
    Intent("leave.set", {"first": LATEST, "last": LATEST}),
    Intent("leave.end"),
    Intent("leave.list"),
    Intent("calendar.list"),
    Intent("calendar.close", {"on": "2024-04-11", "text": "วันหยุดพิเศษตามมติ ครม."}),
    Intent("calendar.open", {"on": "2024-04-11"}),
    Intent("budget.show"),
    Intent("ladder.show", {"measure": "3.2"}),
    *(
        Intent("ladder.set", {"rung": rung, "enabled": enabled})
        for rung in ("start", "t-90", "t-1", "due", "over", "head", "central")
        for enabled in (True, False)
    ),
    Intent("office.set", {"opens": "08:30", "closes": "16:30"}),
    Intent("office.set", {"cutoff": "13:00"}),
]


@pytest.mark.parametrize("said", [*BUTTONS, Intent("reminder.cancel", {"rung": "t-14", "day": LATEST})])
def test_buttons_carry_lists_truths_and_times(said):
    data = buttons.encode(said)
    assert len(data) <= buttons.LIMIT
    assert buttons.decode(data) == said


def test_a_name_as_long_as_one_is_read_fits_a_button():
    slots = {"first": LATEST, "last": LATEST, "text": "ก" * 60}
    assert buttons.fits(Intent("leave.set", slots))


@pytest.mark.parametrize("language", ["th", "en"])
@pytest.mark.parametrize("said", BUTTONS)
def test_what_a_button_says_can_be_said(said, language, vocabulary, today):
    words = leads.utterance(words_in(language), said)
    assert parse(words, vocabulary, today) == said, words


@pytest.mark.parametrize(
    ("words", "time"),
    [
        ("9 โมง", "09:00"),
        ("4 โมง", "16:00"),
        ("4 โมงเย็น", "16:00"),
        ("10 โมงครึ่ง", "10:30"),
        ("10 โมง 15 นาที", "10:15"),
        ("สามโมงเช้า", "09:00"),
        ("บ่ายโมง", "13:00"),
        ("บ่ายโมงครึ่ง", "13:30"),
        ("บ่ายสอง", "14:00"),
        ("บ่าย 3 โมง", "15:00"),
        ("เที่ยง", "12:00"),
        ("เที่ยงครึ่ง", "12:30"),
        ("เที่ยงคืน", "00:00"),
        ("ตีห้า", "05:00"),
        ("ทุ่มครึ่ง", "19:30"),
        ("2 ทุ่ม", "20:00"),
        ("8.30 น.", "08:30"),
        ("08:30", "08:30"),
        ("13 นาฬิกา 30 นาที", "13:30"),
        ("9am", "09:00"),
        ("12 am", "00:00"),
        ("12:15 p.m.", "12:15"),
        ("noon", "12:00"),
        ("ตอนเช้า", "09:00"),
        ("ตอน 9", "09:00"),
        ("at 2", "14:00"),
        ("3.30", None),
        ("24:00", None),
        ("10.75 น.", None),
        ("ตอน 9 เม.ย.", None),
        ("ตอน 3 วัน", None),
    ],
)
def test_times(words, time):
    assert [one.value for one in times(words, NEVER)] == ([time] if time else [])


def test_hours_of_the_office_need_no_word_for_time():
    assert [one.value for one in times("9 to 5", 0)] == ["09:00", "17:00"]
    assert [one.value for one in times("7.30-15.30", 0)] == ["07:30", "15:30"]


@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("เฉพาะวันจันทร์", [1]),
        ("วันจันทร์กับพฤหัส", [1, 4]),
        ("วันศุกร์ถึงจันทร์", [1, 5, 6, 7]),
        ("เฉพาะ จ. พ. ศ.", [1, 3, 5]),
        ("วันเสาร์อาทิตย์", [6, 7]),
        ("ทุกวันทำการ", [1, 2, 3, 4, 5]),
        ("every day", [1, 2, 3, 4, 5, 6, 7]),
        ("mondays and thursdays", [1, 4]),
        ("วันจันทร์", None),
        ("อาทิตย์หน้า", None),
        ("ถึงวันจันทร์กับอังคาร", None),
    ],
)
def test_days_of_the_week_for_good(words, days):
    assert next((one.value for one in habits(words)), None) == days


@pytest.mark.parametrize(
    ("words", "rung"),
    [
        ("t-30", "t-30"),
        ("t-0", None),
        ("t-91", None),
        ("ล่วงหน้า 2 สัปดาห์", "t-14"),
        ("เตือนก่อนครบกำหนดสามวัน", "t-3"),
        ("7 days before", "t-7"),
        ("t-shirt", None),
    ],
)
def test_rungs(words, rung):
    assert next((one.value for one in rungs(words)), None) == rung


@pytest.mark.parametrize(
    ("today", "words", "first", "last"),
    [
        ("2024-03-15", "ลา 14-18 มี.ค.", "2024-03-14", "2024-03-18"),
        ("2024-03-15", "ลา 29 เม.ย. - 3 พ.ค.", "2024-04-29", "2024-05-03"),
        ("2024-03-15", "ลา 29-3 พ.ค.", "2024-04-29", "2024-05-03"),
        ("2024-12-20", "ลา 30 ธ.ค. ถึง 2 ม.ค.", "2024-12-30", "2025-01-02"),
        ("2024-02-20", "ลา 28-29 ก.พ.", "2024-02-28", "2024-02-29"),
        ("2023-02-20", "ลา 28 ก.พ. ถึง 1 มี.ค.", "2023-02-28", "2023-03-01"),
        ("2024-09-25", "ลา 30 ก.ย. - 4 ต.ค.", "2024-09-30", "2024-10-04"),
        ("2024-03-15", "ลา 12 เม.ย. ถึง 10 เม.ย.", "2024-04-12", "2024-04-10"),
        ("2024-03-15", "ลาวันศุกร์ถึงวันอังคาร", "2024-03-22", "2024-03-26"),
        ("2024-03-15", "ลา 3 วันตั้งแต่วันศุกร์", "2024-03-22", "2024-03-26"),
        ("2024-03-15", "ลา 3 วันตั้งแต่พรุ่งนี้", "2024-03-16", "2024-03-20"),
        ("2024-03-15", "ลาถึง 20 มี.ค.", "2024-03-15", "2024-03-20"),
        ("2024-03-15", "ลา 8/4/67-10/4/67", "2024-04-08", "2024-04-10"),
        ("2024-03-15", "ลา 8,9,10 เม.ย.", "2024-04-08", "2024-04-10"),
        ("2024-03-15", "on leave April 8-10", "2024-04-08", "2024-04-10"),
    ],
)
def test_spans_of_leave(today, words, first, last, vocabulary):
    read = parse(words, vocabulary, dt.date.fromisoformat(today))
    assert (read.name, dict(read.slots)) == ("leave.set", {"first": first, "last": last})


def test_several_days_name_no_single_holiday(vocabulary, today):
    assert parse("ปิดทำการ 3-5 มิ.ย.", vocabulary, today).slots == {}


WORDS = """
เตือน เลื่อนเตือน ปิดเตือน ลา ไปราชการ ให้วิไล แทน ถึง - 8 31 30 ก.พ. เม.ย. วันที่ วันจันทร์ วันศุกร์ พรุ่งนี้
เฉพาะ ทุก ตอน 9 โมง บ่าย 25.99 8.30 น. เพิ่มวันหยุด ลบวันหยุด ปิดทำการ เปิดทำการ เวลาทำการ ที่เหลือ ล่วงหน้า
99 วัน t-30 แจ้งหัวหน้า สัปดาห์หน้า 3.2 2567 99999
"""
PIECES = st.sampled_from(WORDS.split())
SHAPES = {
    "at": r"([01]\d|2[0-3]):[0-5]\d",
    "opens": r"([01]\d|2[0-3]):[0-5]\d",
    "closes": r"([01]\d|2[0-3]):[0-5]\d",
    "cutoff": r"([01]\d|2[0-3]):[0-5]\d",
    "rung": r"start|t-([1-9]|[1-8]\d|90)|due|over|head|central",
    "place": r"private|group",
}
DAYS = ("until", "on", "first", "last")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=300)
@given(
    st.lists(PIECES, max_size=9),
    st.sampled_from([" ", ""]),
    st.dates(dt.date(2000, 1, 1), dt.date(2100, 1, 1)),
)
def test_slots_are_what_they_promise(vocabulary, pieces, gap, today):
    text = gap.join(pieces)
    slots = parse(text, vocabulary, today).slots
    for slot, shape in SHAPES.items():
        assert slot not in slots or re.fullmatch(shape, slots[slot])
    for slot in DAYS:
        assert slot not in slots or dt.date.fromisoformat(slots[slot])
    assert not {"days", "until"} <= slots.keys()
    assert slots.get("weekdays", [1]) == sorted(set(slots.get("weekdays", [1])) & set(range(1, 8)))
    assert "text" not in slots or slots["text"] in text
