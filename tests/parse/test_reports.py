"""Several reports in one message, corrections, and more time: what each slot must hold."""

import datetime as dt

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bot.parse import parse


def reports(*said):
    return {"reports": [dict(zip(("measure", "percent", "note"), one, strict=False)) for one in said]}


@pytest.mark.parametrize(
    ("text", "slots"),
    [
        ("3.1 3.2 เสร็จแล้ว 4.1 ครึ่งหนึ่ง", reports(("3.1", 100), ("3.2", 100), ("4.1", 50))),
        ("3.1 60% ประชุมแล้ว, 3.2 100% ส่งคู่มือแล้ว", reports(("3.1", 60, "ประชุมแล้ว"), ("3.2", 100, "ส่งคู่มือแล้ว"))),
        ("เสร็จแล้ว 3.1 3.2", reports(("3.1", 100), ("3.2", 100))),
        ("60% มาตรการ 3.1 กับ 3.2", reports(("3.1", 60), ("3.2", 60))),
        ("3.1 ถึง 3.3 เสร็จแล้ว", reports(("3.1", 100), ("3.2", 100), ("3.3", 100))),
        ("3.1 ประชุมแล้ว 60% 3.2 80%", reports(("3.1", 60, "ประชุมแล้ว"), ("3.2", 80))),
        ("3.1 60% 3.1 80% 3.2 10%", reports(("3.1", 80), ("3.2", 10))),
        ("-3.1 60%\n-3.2 ๗๐%", reports(("3.1", 60), ("3.2", 70))),
        ("3.1 160% 3.2 -5%", reports(("3.1", 160), ("3.2", -5))),
        (
            "3.1 3.2 60% รอ ผอ. ลงนาม ๒ ครั้ง",
            reports(("3.1", 60, "รอ ผอ. ลงนาม ๒ ครั้ง"), ("3.2", 60, "รอ ผอ. ลงนาม ๒ ครั้ง")),
        ),
        ("3.2 60% ตามข้อ 4.1 ของแผน", {"measure": "3.2", "percent": 60, "note": "ตามข้อ 4.1 ของแผน"}),
        ("3.2 60% 3.2 ประชุมแล้ว", {"measure": "3.2", "percent": 60, "note": "3.2 ประชุมแล้ว"}),
    ],
)
def test_several_reports(text, slots, vocabulary, today):
    read = parse(text, vocabulary, today)
    assert (read.name, dict(read.slots)) == ("progress.submit", slots)


def test_a_long_message_is_read_to_its_end(vocabulary, today):
    lines = [
        f"{issue}.{number} {number}0% {'จัดประชุมคณะทำงานแล้ว ' * 4}"
        for issue in (1, 2, 3)
        for number in range(1, 10)
    ]
    read = parse("\n".join(lines), vocabulary, today).slots["reports"]
    assert [(one["measure"], one["percent"]) for one in read] == [
        (f"{issue}.{number}", number * 10) for issue in (1, 2, 3) for number in range(1, 10)
    ]
    assert {one["note"] for one in read} == {("จัดประชุมคณะทำงานแล้ว " * 4).strip()}


@pytest.mark.parametrize(
    ("text", "percent"),
    [
        ("3.2 160%", 160),
        ("3.2 -5%", -5),
        ("3.2 - 60%", 60),
        ("3.2 ร้อยละ -5", -5),
        ("3.2 ติดลบ 5%", -5),
        ("3.2 ร้อยละ ๑๒๐", 120),
        ("3.2 1,000%", 1000),
        ("3.2 100.5%", 100.5),
        ("3.2 999999999999%", 999_999_999_999),
        ("รายงาน 3.2 ร้อยละสองร้อย", 200),
        ("3.2 -0%", 0),
        ("3.2 100%", 100),
    ],
)
def test_percentages_that_cannot_be_are_carried(text, percent, vocabulary, today):
    read = parse(text, vocabulary, today)
    assert (read.name, dict(read.slots)) == ("progress.submit", {"measure": "3.2", "percent": percent})


@pytest.mark.parametrize("text", ["160%", "ลดราคา 120%", "กำไร 150% ปีนี้"])
def test_elsewhere_they_are_no_report(text, vocabulary, today):
    assert parse(text, vocabulary, today).name == "none"


@pytest.mark.parametrize(
    ("words", "note"),
    [
        ("ประชุมคณะทำงานครับ", "ประชุมคณะทำงาน"),
        ("ประชุมคณะทำงาน ครับ", "ประชุมคณะทำงาน"),
        ("ทำแผนคะ", "ทำแผน"),
        ("ประชุมคณะทำงานนะครับ", "ประชุมคณะทำงาน"),
        ("แล้วนัดประชุม", "แล้วนัดประชุม"),
        ("ทำแล้วนำเสนอผู้บริหาร", "ทำแล้วนำเสนอผู้บริหาร"),
    ],
)
def test_polite_words_take_no_letter_from_a_note(words, note, vocabulary, today):
    assert parse(f"3.2 60% {words}", vocabulary, today).slots["note"] == note
    assert parse(f"3.1 50% 3.2 60% {words}", vocabulary, today).slots["reports"][1]["note"] == note


@pytest.mark.parametrize(
    ("words", "slots"),
    [
        ("ถึง 15 พ.ค.", {"until": "2024-05-15"}),
        ("ถึง 15 พ.ค. 2568", {"until": "2025-05-15"}),
        ("ถึง ๑๕ พ.ค. ๖๘", {"until": "2025-05-15"}),
        ("ถึง 15/5/2567", {"until": "2024-05-15"}),
        ("ถึง 2024-05-15", {"until": "2024-05-15"}),
        ("ถึง 10 ม.ค.", {"until": "2025-01-10"}),
        ("จาก 30 เม.ย. เป็น 31 พ.ค.", {"until": "2024-05-31"}),
        ("ถึงวันที่ 10", {"until": "2024-04-10"}),
        ("ถึงสิ้นเดือนหน้า", {"until": "2024-04-30"}),
        ("ออกไปสองสัปดาห์", {"days": 14}),
        ("ออกไปอีก ๓๐ วัน", {"days": 30}),
        ("ไปเดือนหน้า", {"days": 30}),
        ("", {}),
        ("เพราะรอประชุม", {"note": "รอประชุม"}),
        ("อีก 7 วัน เนื่องจาก ผอ. ไปราชการค่ะ", {"days": 7, "note": "ผอ. ไปราชการ"}),
    ],
)
def test_until_when_and_why(words, slots, vocabulary, today):
    read = parse(f"ขอขยายเวลามาตรการ 3.2 {words}", vocabulary, today)
    assert (read.name, dict(read.slots)) == ("deadline.extend", {"measure": "3.2", **slots})


def test_the_next_such_day_depends_on_the_day(vocabulary):
    text = "ขอขยายเวลา 3.2 ถึง 15 พ.ค."
    assert parse(text, vocabulary, dt.date(2024, 5, 15)).slots["until"] == "2024-05-15"
    assert parse(text, vocabulary, dt.date(2024, 5, 16)).slots["until"] == "2025-05-15"


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("รายงาน 3.2 60% แก้ไขคำสั่งแล้ว", "progress.submit"),
        ("รายงาน 3.2 60% แก้ไขเป็นฉบับใหม่แล้ว", "progress.submit"),
        ("รายงาน 3.2 60% ครบกำหนด 15 พ.ค. ขอขยายเวลา", "progress.submit"),
        ("3.2 แก้เป็น 70%", "progress.edit"),
        ("ใครแก้รายงาน 3.2", "progress.history"),
        ("อนุมัติรายงาน 3.2", "progress.review"),
        ("อนุมัติ", "confirm"),
        ("เลื่อนกำหนดเตือน 3.2 ไป 3 วัน", "reminder.snooze"),
        ("วิธีขอขยายเวลา", "help"),
        ("ขอรหัสลงทะเบียน", "register"),
        ("ลบประวัติการใช้งานของฉัน", "privacy.delete"),
        ("ความคืบหน้า", "overview"),
        ("ส่งความคืบหน้า", "progress.submit"),
        ("ความคืบหน้า 3.2", "progress.submit"),
    ],
)
def test_what_stands_near_each_other(text, intent, vocabulary, today):
    assert parse(text, vocabulary, today).name == intent


PIECES = st.sampled_from(
    [
        "3.1",
        "3.2",
        "มาตรการ 4.1",
        "60%",
        "-5%",
        "เสร็จแล้ว",
        "ครึ่งหนึ่ง",
        "ประชุม ๒ ครั้ง",
        ",",
        "\n",
        "ถึง",
        "แก้",
        "ขอขยายเวลา",
        "15 พ.ค. 67",
        "31/2/67",
        "\u200b",
    ]
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=150)
@given(st.lists(PIECES, max_size=12).map(" ".join) | st.lists(PIECES, max_size=12).map("".join))
@example("3.1 ถึง 3.99 เสร็จแล้ว 3.98")
@example("3.1 " * 1200)
def test_each_measure_is_reported_once_and_in_exact_words(vocabulary, today, text):
    slots = parse(text, vocabulary, today).slots
    said = slots.get("reports", [])
    assert "reports" not in slots or (set(slots) == {"reports"} and len(said) > 1)
    assert len({one["measure"] for one in said}) == len(said)
    assert all(one["note"] in text for one in said if "note" in one)
