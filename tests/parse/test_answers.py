"""Answers within a dialogue: what alone would ask for nothing."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bot.parse import Spoken, spoken


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("60", "60"),
        ("๖๐", "60"),
        ("60%", "60"),
        ("๖๐ %", "60"),
        ("60 เปอร์เซ็นต์ครับ", "60"),
        ("ร้อยละหกสิบ", "60"),
        ("หกสิบ", "60"),
        ("ครึ่งหนึ่ง", "50"),
        ("ครึ่งนึงค่ะ", "50"),
        ("ประมาณ 60 ค่ะ", "60"),
        ("ทำไปแล้ว 35.5%", "35.5"),
        ("33.3", "33.3"),
        ("เสร็จแล้วครับ", "100"),
        ("160", "160"),
        ("160%", "160"),
        ("-5", "-5"),
        ("1,000", "1000"),
        ("10 วัน", "10"),
        ("ดำเนินการเสร็จเรียบร้อยแล้วค่ะ", "100"),
        ("it's all done, thanks", "100"),
        ("3.2%", "3.2"),
        ("3.2", None),
        ("not done yet", None),
        ("not finished", None),
        ("เกือบเสร็จ", None),
        ("ใกล้เสร็จแล้ว", None),
        ("จะเสร็จสิ้นเดือนหน้า", None),
        ("เสร็จ 3 คน จาก 10", None),
        ("@ITA 60", "60"),
        ("รอประชุม 3 ครั้ง", None),
        ("ยังไม่เสร็จ", None),
        ("", None),
    ],
)
def test_a_number(text, number, vocabulary, today):
    assert spoken(text, vocabulary, today).number == (number if number is None else Decimal(number))


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("3.2", "3.2"),
        ("ข้อ 3.2", "3.2"),
        ("๓.๒", "3.2"),
        ("มาตรการ 1.10 ค่ะ", "1.10"),
        ("3-2", "3.2"),
        ("3 จุด 2", "3.2"),
        ("3", None),
        ("60%", None),
    ],
)
def test_a_measure(text, measure, vocabulary, today):
    assert spoken(text, vocabulary, today).measure == measure


@pytest.mark.parametrize(
    ("text", "unit"), [("กย.", "กย."), ("กร1", "กร.1"), ("กลุ่มงานจริยธรรมค่ะ", "กลุ่มงานจริยธรรม"), ("กอง", None)]
)
def test_a_unit(text, unit, vocabulary, today):
    assert spoken(text, vocabulary, today).unit == unit


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2024-05-15", (2024, 5, 15)),
        ("2567-05-15", (2024, 5, 15)),
        ("15 พ.ค.", (2024, 5, 15)),
        ("๑๕ พ.ค. ๖๗", (2024, 5, 15)),
        ("15 พฤษภาคม 2567", (2024, 5, 15)),
        ("วันที่ 15 พฤษภาคม พ.ศ. 2568 ค่ะ", (2025, 5, 15)),
        ("15/5/67", (2024, 5, 15)),
        ("15/5", (2024, 5, 15)),
        ("15-05-2567", (2024, 5, 15)),
        ("10 ม.ค.", (2025, 1, 10)),
        ("15 มี.ค.", (2024, 3, 15)),
        ("15 May 2024", (2024, 5, 15)),
        ("May 15", (2024, 5, 15)),
        ("วันที่ 10", (2024, 4, 10)),
        ("30 มิ.ย.", (2024, 6, 30)),
        ("30 มิย 67", (2024, 6, 30)),
        ("30 มิถุนายน 2567", (2024, 6, 30)),
        ("สิ้นเดือนมิถุนายน", (2024, 6, 30)),
        ("30 ก.ย.", (2024, 9, 30)),
        ("วันศุกร์", (2024, 3, 22)),
        ("พรุ่งนี้", (2024, 3, 16)),
        ("มะรืนนี้ครับ", (2024, 3, 17)),
        ("วันนี้", (2024, 3, 15)),
        ("สิ้นเดือน", (2024, 3, 31)),
        ("สิ้นเดือนหน้า", (2024, 4, 30)),
        ("สิ้นเดือนพฤษภาคม", (2024, 5, 31)),
        ("ขอเป็นวันศุกร์นะคะ", (2024, 3, 22)),
        ("31 ก.พ.", None),
        ("31/2/2567", None),
        ("99/99/9999", None),
        ("3.2", None),
        ("60%", None),
        ("อาทิตย์หน้า", None),
    ],
)
def test_a_day(text, day, vocabulary, today):
    assert spoken(text, vocabulary, today).day == (dt.date(*day) if day else None)


def test_text_is_as_typed(vocabulary, today):
    assert spoken("  @ITA รอ ผอ. ลงนาม ๒ ครั้ง \n", vocabulary, today) == Spoken(
        None, None, None, None, None, None, None, "รอ ผอ. ลงนาม ๒ ครั้ง"
    )


@pytest.mark.parametrize(
    ("text", "days", "until"),
    [
        ("1 สัปดาห์", 7, None),
        ("สองสัปดาห์", 14, None),
        ("อีกสองอาทิตย์ค่ะ", 14, None),
        ("๓ วัน", 3, None),
        ("ขอ 3 วัน", 3, None),
        ("สัก 5 วันนะครับ", 5, None),
        ("1 เดือน", 30, None),
        ("สัปดาห์หน้า", 7, None),
        ("พรุ่งนี้", 1, None),
        ("a week", 7, None),
        ("two weeks please", 14, None),
        ("ถึงวันศุกร์", None, (2024, 3, 22)),
        ("จนถึงวันที่ 20", None, (2024, 3, 20)),
        ("ถึง 10/4/67", None, (2024, 4, 10)),
        ("until friday", None, (2024, 3, 22)),
        ("สิ้นเดือนนี้ครับ", None, (2024, 3, 31)),
        ("สัปดาห์นี้", None, (2024, 3, 17)),
        ("วันนี้", None, (2024, 3, 15)),
        ("60%", None, None),
        ("มีอะไรวันศุกร์", None, None),
        ("วันศุกร์ได้ไหม?", None, None),
        ("ส่งเล่มรายงานให้กองกฎหมายตรวจแล้วเมื่อวันที่ 5 มี.ค.", None, None),
    ],
)
def test_how_long(text, days, until, vocabulary, today):
    read = spoken(text, vocabulary, today)
    assert (read.days, read.until) == (days, dt.date(*until) if until else None)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=150)
@given(st.text(max_size=100) | st.text("0123456789๐๖./-,% กพ.คมย", max_size=30))
@example("9" * 5000)
@example("\ud800")
@example("0/0/00")
@example("9999-12-31")
@example("ร้อยละ" * 300)
def test_nothing_raises(vocabulary, today, text):
    said = spoken(text, vocabulary, today)
    assert said.text in text
    assert said == spoken(text, vocabulary, today)
