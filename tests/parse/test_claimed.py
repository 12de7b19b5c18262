"""The day on which reported work was done: when it is one, and when it is a part of the note."""

import datetime as dt
import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.parse import parse, spoken

YESTERDAY = "2024-03-14"
"""Today is Friday, 15 March 2567."""


@pytest.mark.parametrize(
    ("words", "on"),
    [
        ("เสร็จแล้วเมื่อวาน", YESTERDAY),
        ("เสร็จแล้วเมื่อวานนี้ครับ", YESTERDAY),
        ("เสร็จเมื่อวานซืน", "2024-03-13"),
        ("เสร็จเมื่อวันศุกร์ที่แล้ว", "2024-03-08"),
        ("เสร็จเมื่อวันศุกร์", "2024-03-08"),
        ("เสร็จวันพุธที่ผ่านมา", "2024-03-13"),
        ("เสร็จวันพุธสัปดาห์ที่แล้ว", "2024-03-06"),
        ("เสร็จเมื่อวันพุธที่ 6 มี.ค. 67", "2024-03-06"),
        ("เสร็จ 3 วันก่อน", "2024-03-12"),
        ("เสร็จเมื่อสองวันที่แล้ว", "2024-03-13"),
        ("เสร็จตั้งแต่ 5 มี.ค.", "2024-03-05"),
        ("เสร็จตั้งแต่เมื่อวาน", YESTERDAY),
        ("เสร็จวันที่ 5", "2024-03-05"),
        ("เสร็จเมื่อวันที่ 20", "2024-02-20"),
        ("เสร็จแล้ว ณ วันที่ ๑๒/๓/๒๕๖๗", "2024-03-12"),
        ("เสร็จแล้ว ณ 12/3/2567", "2024-03-12"),
        ("เสร็จแล้วณ 12 มี.ค.", "2024-03-12"),
        ("ดำเนินการเสร็จแล้ว ณ วันที่ 12 มีนาคม 2567", "2024-03-12"),
        ("เสร็จเรียบร้อยแล้ว ณ 12/3/67 ครับ", "2024-03-12"),
        ("ดำเนินการแล้วเสร็จเมื่อวันที่ 12 มีนาคม พ.ศ. 2567 ค่ะ", "2024-03-12"),
        ("100% เสร็จแล้วเมื่อวาน", YESTERDAY),
        ("100% (ข้อมูล ณ วันที่ 12 มี.ค. 67)", "2024-03-12"),
        ("ณ วันที่ 12 มีนาคม 2567 ร้อยละ 100", "2024-03-12"),
        ("done yesterday", YESTERDAY),
        ("done on 12 March", "2024-03-12"),
        ("done last Friday", "2024-03-08"),
        ("finished 2 days ago", "2024-03-13"),
        ("100% as of 2024-03-12", "2024-03-12"),
        ("เสร็จวันที่ 20 มี.ค.", "2024-03-20"),
        ("เสร็จเมื่อวันที่ 30 ก.ย. 66", "2023-09-30"),
    ],
)
def test_the_day_beside_the_value_is_that_of_the_work(words, on, vocabulary, today):
    read = parse(f"3.2 {words}", vocabulary, today)
    assert (read.name, dict(read.slots)) == ("progress.submit", {"measure": "3.2", "percent": 100, "on": on})


@pytest.mark.parametrize(
    ("text", "slots"),
    [
        ("เมื่อวาน 3.2 60%", {"measure": "3.2", "percent": 60, "on": YESTERDAY}),
        ("รายงาน ณ วันที่ 12/3/2567 มาตรการ 3.2 60%", {"measure": "3.2", "percent": 60, "on": "2024-03-12"}),
        ("3.2 60% เมื่อวาน, ส่งคู่มือแล้ว", {"measure": "3.2", "percent": 60, "on": YESTERDAY, "note": "ส่งคู่มือแล้ว"}),
        ("3.2 60% เมื่อวาน - ส่งคู่มือแล้ว", {"measure": "3.2", "percent": 60, "on": YESTERDAY, "note": "ส่งคู่มือแล้ว"}),
        ("3.2 60% เมื่อวาน\nส่งคู่มือแล้ว", {"measure": "3.2", "percent": 60, "on": YESTERDAY, "note": "ส่งคู่มือแล้ว"}),
        (
            "3.2 เสร็จแล้วเมื่อวาน ส่งคู่มือ ๒ เล่ม",
            {"measure": "3.2", "percent": 100, "on": YESTERDAY, "note": "ส่งคู่มือ ๒ เล่ม"},
        ),
        (
            "3.1 60% เมื่อวาน 3.2 เสร็จวันที่ 5 มี.ค. 3.3 20% ประชุมเมื่อวาน",
            {
                "reports": [
                    {"measure": "3.1", "percent": 60, "on": YESTERDAY},
                    {"measure": "3.2", "percent": 100, "on": "2024-03-05"},
                    {"measure": "3.3", "percent": 20, "note": "ประชุมเมื่อวาน"},
                ]
            },
        ),
        (
            "เมื่อวาน 3.1 60% 3.2 80% เมื่อวันที่ 5 มี.ค.",
            {
                "reports": [
                    {"measure": "3.1", "percent": 60, "on": YESTERDAY},
                    {"measure": "3.2", "percent": 80, "on": "2024-03-05"},
                ]
            },
        ),
    ],
)
def test_where_else_it_may_stand(text, slots, vocabulary, today):
    read = parse(text, vocabulary, today)
    assert (read.name, dict(read.slots)) == ("progress.submit", slots)


@pytest.mark.parametrize(
    "note",
    [
        "ประชุมวันที่ 5 มี.ค. แล้ว",
        "เวียนหนังสือเมื่อวาน",
        "ประชุมเสร็จแล้วเมื่อวาน",
        "เมื่อวานประชุมคณะทำงาน",
        "เมื่อวาน ประชุมคณะทำงาน",
        "เมื่อวันที่ 5 มี.ค. 67 ประชุมคณะทำงาน",
        "เมื่อวันที่ 5 มี.ค. 67 เวลา 10.00 น.",
        "ตั้งแต่ 5 มี.ค. ถึง 10 มี.ค.",
        "เมื่อวันที่ 5 มี.ค. และ 7 มี.ค.",
        "เมื่อวันที่ 5 มี.ค., 7 มี.ค.",
        "เมื่อวันที่ 31 ก.พ. 67",
        "คาดว่าเสร็จวันที่ 5 เม.ย.",
        "เสร็จภายในวันที่ 5 เม.ย.",
        "วันศุกร์นี้",
        "สัปดาห์ที่แล้ว",
        "วันนี้",
        "ประกาศขึ้นเว็บเมื่อ 5 มี.ค. 67",
        "yesterday we met",
    ],
)
def test_any_other_day_stays_in_the_note_as_typed(note, vocabulary, today):
    said = parse(f"3.2 60% {note}", vocabulary, today).slots
    assert dict(said) == {"measure": "3.2", "percent": 60, "note": note}


@pytest.mark.parametrize(
    ("day", "said", "on"),
    [
        ((2024, 4, 15), "5 เม.ย.", "2024-04-05"),
        ((2024, 4, 15), "5 ต.ค.", "2023-10-05"),
        ((2024, 9, 1), "1 ต.ค.", "2023-10-01"),
        ((2024, 10, 2), "28 ก.ย.", "2024-09-28"),
        ((2024, 3, 15), "5 เม.ย.", "2024-04-05"),
        ((2024, 3, 15), "29 ก.พ.", "2024-02-29"),
        ((2024, 1, 5), "31", "2023-12-31"),
    ],
)
def test_a_day_without_a_year_was_in_this_fiscal_year_or_is_the_nearest(day, said, on, vocabulary):
    read = parse(f"3.2 60% เมื่อวันที่ {said}", vocabulary, dt.date(*day))
    assert read.slots["on"] == on


@pytest.mark.parametrize(
    ("text", "slots"),
    [
        ("แก้ไข 3.2 เป็น 70% เมื่อวันที่ 5 มี.ค.", {"measure": "3.2", "percent": 70, "on": "2024-03-05"}),
        ("แก้ไข 3.2 วันที่ 5 มี.ค.", {"measure": "3.2", "on": "2024-03-05"}),
        ("แก้ไขรายงาน 3.2 เป็นเมื่อวาน", {"measure": "3.2", "on": YESTERDAY}),
        ("แก้ไขวันที่รายงานเป็น 5 มี.ค.", {"on": "2024-03-05"}),
        ("แก้ไขรายงานเป็นวันที่ 5 มี.ค.", {"on": "2024-03-05"}),
        ("แก้ไข เมื่อวาน", {"on": YESTERDAY}),
        ("แก้ 3.2 เป็น 80", {"measure": "3.2", "percent": 80}),
        ("แก้ไข 3.2 เป็น 70% เวียนหนังสือเมื่อวาน", {"measure": "3.2", "percent": 70, "note": "เวียนหนังสือเมื่อวาน"}),
    ],
)
def test_a_correction_of_the_day(text, slots, vocabulary, today):
    read = parse(text, vocabulary, today)
    assert (read.name, dict(read.slots)) == ("progress.edit", slots)


@pytest.mark.parametrize("text", ["3.2 เสร็จเมื่อไหร่", "3.2 เสร็จเมื่อวันไหน", "3.2 เสร็จหรือยัง"])
def test_a_question_is_no_report(text, vocabulary, today):
    assert parse(text, vocabulary, today).name == "measure.show"


@pytest.mark.parametrize(
    ("text", "number", "on"),
    [
        ("วันที่ 5 มี.ค.", None, "2024-03-05"),
        ("5/3", None, "2024-03-05"),
        ("เมื่อวานนี้ครับ", None, YESTERDAY),
        ("วันนี้", None, "2024-03-15"),
        ("แก้วันที่เป็น 5 มี.ค.", None, "2024-03-05"),
        ("60% เมื่อวาน", 60, YESTERDAY),
        ("เสร็จแล้วเมื่อวันศุกร์ที่แล้ว", 100, "2024-03-08"),
        ("60% เมื่อวาน ประชุมแล้ว", 60, None),
        ("60", 60, None),
        ("เวียนหนังสือเมื่อวาน", None, None),
        ("พรุ่งนี้", None, None),
    ],
)
def test_an_answer_that_is_a_day(text, number, on, vocabulary, today):
    said = spoken(text, vocabulary, today)
    assert (said.number, said.on and said.on.isoformat()) == (number, on)


PIECES = st.sampled_from(
    ["3.1", "3.2", "60%", "เสร็จแล้ว", "เมื่อ", "เมื่อวาน", "วันที่", "ณ", "5 มี.ค.", "31/2/67", "ที่แล้ว", "วันศุกร์",
     "3 วันก่อน", ",", "\n", "(", ")", "-", "ประชุม", "ถึง", "แก้ไข", "เป็น", "on", "yesterday", "\u200b"]
)  # fmt: skip


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=200)
@given(st.lists(PIECES, max_size=10).map(" ".join) | st.lists(PIECES, max_size=10).map("".join))
def test_whatever_is_said_a_day_is_one_and_a_note_is_exact(vocabulary, today, text):
    slots = parse(text, vocabulary, today).slots
    for one in (slots, *slots.get("reports", ())):
        if "on" in one:
            assert dt.date.fromisoformat(one["on"])
        if isinstance(one.get("note"), str):
            assert one["note"] in text
    json.dumps(dict(slots))
