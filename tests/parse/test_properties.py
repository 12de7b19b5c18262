"""What holds for every input."""

import json
import string
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bot.intent import INTENTS
from bot.parse import nearest, parse, social

DATA = Path(__file__).parents[1] / "data"
TEXTS = [
    json.loads(line)["text"]
    for name in ("utterances.jsonl", "parse_heldout.jsonl", "utterances_reminders.jsonl")
    for line in (DATA / name).read_text(encoding="utf-8").splitlines()
]
PIECES = st.sampled_from(
    [
        *TEXTS,
        "ถ้า",
        "e14",
        "ได้",
        "97",
        "3.2",
        "60%",
        "มาตรการ",
        "ปี",
        "66",
        "กย.",
        "@ITA",
        "\x00",
        "\ud800",
        "\u200b",
        "ํา",
        "เเ",
        "๙" * 40,
        "9" * 400,
        "ภายในวันที่ 31 ก.พ.",
        "ร้อยละ",
        "จุด",
        "ศูนย์จุดศูนย์",
        "1.2.3",
        "ล้าน" * 3,
        "ประกาศ",
        "ถึง",
        "ลา",
        "แทน",
        "เตือน",
        "30-31 ก.พ.",
        "วันที่ 31-99",
        "25.99 น.",
        "วันหยุด",
        "T-0",
        "ล่วงหน้า",
        "โมง",
        "วันศุกร์ถึง",
        ":",
    ]
)
ANYTHING = (
    st.text(max_size=200)
    | st.text(st.characters(), max_size=50)
    | st.lists(PIECES, max_size=8).map(" ".join)
    | st.lists(PIECES, max_size=6).map("".join)
)
RELAXED = settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=150
)


@RELAXED
@given(ANYTHING)
@example("\ud800")
@example("\x00" * 10)
@example("9" * 5000)
@example("มาตรการ 3." * 500)
@example("@" * 5000)
@example("ํ" * 5000)
def test_nothing_raises(vocabulary, today, text):
    read = parse(text, vocabulary, today)
    assert read.name in INTENTS
    assert read == parse(text, vocabulary, today)
    json.dumps(dict(read.slots))
    assert all(near.name in INTENTS and near.name != "none" for near in nearest(text, vocabulary, today))
    assert social(text) in {"greeting", "thanks", None}


@RELAXED
@given(ANYTHING)
def test_free_text_is_an_exact_piece(vocabulary, today, text):
    slots = parse(text, vocabulary, today).slots
    for slot in ("note", "text"):
        if slot in slots:
            assert slots[slot] in text
            assert slots[slot] == slots[slot].strip()


@RELAXED
@given(st.sampled_from(TEXTS), st.data())
def test_invisible_characters_do_not_matter(vocabulary, today, text, data):
    plain = parse(text, vocabulary, today)
    place = data.draw(st.integers(0, len(text)))
    invisible = data.draw(st.sampled_from("\u200b\u200c\u200d\u2060\ufeff\u00ad"))
    read = parse(text[:place] + invisible + text[place:], vocabulary, today)
    free = {"note", "text"}
    assert read.name == plain.name
    assert {k: v for k, v in read.slots.items() if k not in free} == {
        k: v for k, v in plain.slots.items() if k not in free
    }
    for slot in free & set(plain.slots):
        assert read.slots[slot].replace(invisible, "") == plain.slots[slot]


@pytest.fixture(scope="module")
def as_typed(vocabulary, today):
    """What every text of ours means."""
    return {text: parse(text, vocabulary, today) for text in TEXTS}


@pytest.mark.parametrize("added", ["{} ครับ", "{}ค่ะ", "{} นะคะ", "@ITA {}", "{} @ita", "\ufeff{}\u00a0"])
def test_polite_words_and_mentions_do_not_matter(vocabulary, today, as_typed, added):
    plain = {text: read for text, read in as_typed.items() if text.strip() and "text" not in read.slots}
    changed = [text for text, read in plain.items() if parse(added.format(text), vocabulary, today) != read]
    assert len(changed) <= 0.01 * len(plain), changed


def test_thai_digits_do_not_matter(vocabulary, today, as_typed):
    thai = str.maketrans(string.digits, "๐๑๒๓๔๕๖๗๘๙")
    for text, plain in as_typed.items():
        if not {"note", "text", "code"} & set(plain.slots):
            assert parse(text.translate(thai), vocabulary, today) == plain, text
