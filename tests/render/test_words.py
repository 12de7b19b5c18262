"""Words in both languages: catalogs, dates, numbers, labels and what buttons say."""

import ast
import datetime as dt
import re
from decimal import Decimal
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from bot.intent import INTENTS, Intent
from bot.render import leads
from bot.render.chars import graphemes
from bot.render.i18n import words_in
from ita_core.figure import Basis, Figure
from ita_core.keys import FiscalYear
from tests.render.conftest import LOCALES

ROOM = Path(__file__).parents[2] / "bot" / "render"
PLACEHOLDER = re.compile(r"%\(\w+\)s|%%")


def catalog(language: str) -> Catalog:
    with (LOCALES / language / "LC_MESSAGES" / "bot.po").open("rb") as file:
        return read_po(file)


def template() -> Catalog:
    with (LOCALES / "bot.pot").open("rb") as file:
        return read_po(file)


def first(text: object) -> str:
    return text[0] if isinstance(text, tuple | list) else str(text)


def keys(messages: Catalog) -> set[tuple[str | None, str]]:
    return {(each.context, first(each.id)) for each in messages if each.id}


def extracted() -> set[tuple[str | None, str]]:
    found = extract_from_dir(ROOM, [("**.py", "python")])
    return {(context, first(text)) for _, _, text, _, context in found}


def written() -> set[str]:
    """Return every message in the code, read by Python itself: the extractor misses calls within calls."""
    texts = set()
    for path in ROOM.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                place = {"gettext": 0, "ngettext": 0, "pgettext": 1}.get(node.func.attr)
                if place is not None and isinstance(node.args[place], ast.Constant):
                    texts.add(str(node.args[place].value))  # type: ignore[attr-defined]
    return texts


@pytest.mark.parametrize("language", ["th", "en"])
def test_catalogs_are_complete(language: str) -> None:
    messages = catalog(language)
    assert keys(messages) == keys(template()) == extracted()
    assert {text for _, text in keys(messages)} >= written()
    assert not messages.obsolete
    assert not messages.fuzzy
    for message in messages:
        strings = message.string if isinstance(message.string, tuple | list) else (message.string,)
        assert not message.fuzzy
        assert message.id == "" or all(strings), message.id


@pytest.mark.parametrize("language", ["th", "en"])
def test_placeholders_are_the_same(language: str) -> None:
    for message in catalog(language):
        if message.id:
            ids = message.id if isinstance(message.id, tuple | list) else (message.id,)
            strings = message.string if isinstance(message.string, tuple | list) else (message.string,)
            wanted = set(PLACEHOLDER.findall(ids[0]))
            for each in (*ids, *strings):
                assert set(PLACEHOLDER.findall(each)) == wanted, each


def test_no_thai_in_the_code() -> None:
    for path in ROOM.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if (
                isinstance(node, ast.Constant)
                and isinstance(node.value, str)
                and node.end_lineno == node.lineno
            ):
                docstring = node.value.startswith(("Short:", "Long:"))
                assert docstring or not re.search("[\u0e00-\u0e7f]", node.value.replace("\u0e33", "")), (
                    node.value
                )


@pytest.mark.parametrize(
    ("day", "short", "long", "english"),
    [
        (dt.date(2024, 1, 1), "1 ม.ค. 2567", "1 มกราคม 2567", "1 Jan 2024"),
        (dt.date(2024, 2, 29), "29 ก.พ. 2567", "29 กุมภาพันธ์ 2567", "29 Feb 2024"),
        (dt.date(2024, 3, 6), "6 มี.ค. 2567", "6 มีนาคม 2567", "6 Mar 2024"),
        (dt.date(2024, 4, 30), "30 เม.ย. 2567", "30 เมษายน 2567", "30 Apr 2024"),
        (dt.date(2024, 5, 1), "1 พ.ค. 2567", "1 พฤษภาคม 2567", "1 May 2024"),
        (dt.date(2024, 6, 1), "1 มิ.ย. 2567", "1 มิถุนายน 2567", "1 Jun 2024"),
        (dt.date(2024, 7, 1), "1 ก.ค. 2567", "1 กรกฎาคม 2567", "1 Jul 2024"),
        (dt.date(2024, 8, 1), "1 ส.ค. 2567", "1 สิงหาคม 2567", "1 Aug 2024"),
        (dt.date(2024, 9, 1), "1 ก.ย. 2567", "1 กันยายน 2567", "1 Sep 2024"),
        (dt.date(2023, 10, 1), "1 ต.ค. 2566", "1 ตุลาคม 2566", "1 Oct 2023"),
        (dt.date(2023, 11, 1), "1 พ.ย. 2566", "1 พฤศจิกายน 2566", "1 Nov 2023"),
        (dt.date(2023, 12, 31), "31 ธ.ค. 2566", "31 ธันวาคม 2566", "31 Dec 2023"),
    ],
)
def test_dates(day: dt.date, short: str, long: str, english: str) -> None:
    assert words_in("th").date(day) == short
    assert words_in("th").long_date(day) == long
    assert words_in("en").date(day) == english


def test_periods() -> None:
    w = words_in("th")
    assert w.period(dt.date(2024, 3, 6), dt.date(2024, 4, 30)) == "6 มี.ค. – 30 เม.ย. 2567"
    assert w.period(dt.date(2023, 12, 30), dt.date(2024, 1, 2)) == "30 ธ.ค. 2566 – 2 ม.ค. 2567"


@pytest.mark.parametrize(
    ("days", "thai", "english"),
    [
        (3, "เหลืออีก 3 วัน", "3 days left"),
        (1, "เหลืออีก 1 วัน", "1 day left"),
        (0, "ครบกำหนดวันนี้", "Due today"),
        (-1, "เกินกำหนด 1 วัน", "1 day overdue"),
        (-12, "เกินกำหนด 12 วัน", "12 days overdue"),
    ],
)
def test_days_left(days: int, thai: str, english: str) -> None:
    assert words_in("th").days_left(days) == thai
    assert words_in("en").days_left(days) == english


def test_numbers() -> None:
    w = words_in("th")
    assert w.number(Decimal("98.9")) == "98.90"
    assert w.plain(Decimal("95.00")) == "95"
    assert w.plain(Decimal("94.50")) == "94.5"
    assert w.plain(Decimal(100)) == "100"
    assert w.signed(Decimal("3.9")) == "+3.90"
    assert w.signed(Decimal("-0.42")) == "−0.42"
    assert w.signed(Decimal("0.00")) == "0.00"
    assert w.figure(Figure(Decimal("96.74"), Decimal("96.76"), Basis.COMPUTED)) == "96.74–96.76"
    assert w.margin(Figure(Decimal("-0.60"), Decimal("0.20"), Basis.COMPUTED)) == "−0.60 ถึง +0.20"
    assert w.fiscal_year(FiscalYear(2566)) == "ปีงบประมาณ 2566"


@pytest.mark.parametrize(
    ("intent", "label", "utterance", "english"),
    [
        (Intent("score.overall"), "คะแนนรวม", "คะแนนรวม", "Total score"),
        (Intent("score.overall", {"year": 2566}), "คะแนนรวม", "คะแนนรวมปี 2566", "Total score in FY2566"),
        (Intent("score.overall", {"year": "last"}), "คะแนนรวม", "คะแนนรวมปีที่แล้ว", "Total score last year"),
        (
            Intent("score.issue", {"issue": 2}),
            "ประเด็นที่ 2",
            "คะแนนของประเด็นที่ 2",
            "Scores of issue 2",
        ),
        (
            Intent("score.tool", {"tool": "EIT2", "year": 2566}),
            "EIT ส่วนที่ 2",
            "คะแนน EIT ส่วนที่ 2 ปี 2566",
            "Score of EIT part 2 in FY2566",
        ),
        (
            Intent("score.lowest", {"count": 1, "tool": "EIT", "issue": 3}),
            "ข้อที่คะแนนต่ำสุด",
            "ข้อที่คะแนนต่ำสุด 1 ข้อใน EIT ของประเด็นที่ 3",
            "The 1 lowest question in EIT for issue 3",
        ),
        (
            Intent("score.lowest", {"threshold": 95}),
            "ข้อที่ต่ำกว่า 95",
            "ข้อที่ได้คะแนนต่ำกว่า 95",
            "Questions that score below 95",
        ),
        (
            Intent("score.compare", {"years": [2565, "this"], "indicator": 8}),
            "เทียบระหว่างปี",
            "เทียบคะแนนตัวชี้วัดที่ 8 ปี 2565 กับปีนี้",
            "Compare scores of indicator 8 FY2565 with this year",
        ),
        (
            Intent("score.whatif", {"changes": {"e14": 95, "8": 90, "EIT2": 84.5}}),
            "ลองสมมติคะแนน",
            "ถ้า e14 ได้ 95 และตัวชี้วัดที่ 8 ได้ 90 และ EIT ส่วนที่ 2 ได้ 84.5 จะเป็นอย่างไร",
            "What if e14 were 95 and indicator 8 were 90 and EIT part 2 were 84.5?",
        ),
        (Intent("measure.show", {"measure": "5.3"}), "มาตรการ 5.3", "มาตรการ 5.3", "Measure 5.3"),
        (
            Intent("measure.list", {"issue": 2, "unit": "สล.", "status": "overdue"}, 2),
            "มาตรการที่เกินกำหนด",
            "มาตรการของประเด็นที่ 2 ของ สล. ที่เกินกำหนด (หน้า 2)",
            "Measures of issue 2 of unit สล. that are overdue (page 2)",
        ),
        (Intent("measure.list", {"unit": "สล."}), "มาตรการของ สล.", "มาตรการของ สล.", "Measures of unit สล."),
        (
            Intent("measure.mine", {"status": "done"}),
            "ของฉัน เสร็จแล้ว",
            "มาตรการของหน่วยฉันที่เสร็จแล้ว",
            "My unit's measures that are done",
        ),
        (
            Intent("deadline.list", {"within": 30, "unit": "กย."}),
            "กำหนดของ กย.",
            "มาตรการที่จะครบกำหนดภายใน 30 วันของ กย.",
            "What falls due within 30 days of unit กย.",
        ),
        (
            Intent("deadline.list", {"within": "week"}),
            "ครบกำหนดสัปดาห์นี้",
            "มาตรการที่จะครบกำหนดภายในสัปดาห์นี้",
            "What falls due this week",
        ),
        (
            Intent("progress.submit", {"measure": "3.2", "percent": 60}),
            "60%",
            "รายงานความก้าวหน้ามาตรการ 3.2 60%",
            "Report progress of measure 3.2 60%",
        ),
        (
            Intent("register", {"code": "CDFG-HJ23"}),
            "ลงทะเบียน",
            "ลงทะเบียน CDFG-HJ23",
            "register CDFG-HJ23",
        ),
        (Intent("help", {"topic": "measure"}), "วิธีถาม", "ถามอะไรได้บ้างมาตรการ", "What can I ask? measures"),
        (Intent("language.set", {"language": "en"}), "English", "ตอบเป็นภาษาอังกฤษ", "Reply in English"),
        (Intent("language.set", {"language": "th"}), "ภาษาไทย", "ตอบเป็นภาษาไทย", "Reply in Thai"),
    ],
)
def test_what_buttons_say(intent: Intent, label: str, utterance: str, english: str) -> None:
    assert leads.label(words_in("th"), intent) == label
    assert leads.utterance(words_in("th"), intent) == utterance
    assert leads.utterance(words_in("en"), intent) == english


@pytest.mark.parametrize("language", ["th", "en"])
@pytest.mark.parametrize("name", INTENTS)
def test_every_intent_can_be_a_button(name: str, language: str) -> None:
    w = words_in(language)
    for slots in ({}, {"year": 2566, "measure": "5.3", "within": "month", "tool": "x", "status": "y"}):
        said = leads.action(w, Intent(name, slots))
        assert 0 < len(graphemes(said["label"])) <= 20
        assert said["displayText"]
        assert "2566" in said["displayText"] or not slots


def test_free_text_too_long_for_a_button_is_said_again() -> None:
    said = leads.action(words_in("th"), Intent("progress.submit", {"measure": "1.1", "note": "ก" * 300}))
    assert said == {"type": "message", "label": "รายงาน 1.1", "text": "รายงานความก้าวหน้ามาตรการ 1.1"}
