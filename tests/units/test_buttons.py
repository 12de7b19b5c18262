"""What a button carries comes back the same; anything else is a bad button."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.buttons import LIMIT, BadButton, decode, encode, fits
from bot.intent import INTENTS, Intent

WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
VALUES = st.one_of(
    st.integers(-(10**9), 10**9), st.booleans(), st.none(), WORDS, st.lists(st.integers(0, 99))
)
INTENT = st.builds(
    Intent, st.sampled_from(INTENTS), st.dictionaries(WORDS, VALUES, max_size=4), st.integers(1, 999)
)


@given(INTENT)
def test_what_fits_comes_back(intent) -> None:
    if not fits(intent):
        with pytest.raises(ValueError, match=f"over {LIMIT}"):
            encode(intent)
        return
    data = encode(intent)
    assert len(data.encode("utf-16-le")) // 2 <= LIMIT
    assert decode(data) == intent


@given(st.text() | st.from_regex(r"1\|(help|score\.issue)\|[0-9]{1,5}\|.*", fullmatch=True))
def test_anything_is_an_intent_or_a_bad_button(data) -> None:
    try:
        found = decode(data)
    except BadButton:
        return
    assert found.name in INTENTS
    assert 1 <= found.page <= 999


@pytest.mark.parametrize(
    "data",
    [
        "",
        "1",
        "2|help|1|{}",
        "1|nothing|1|{}",
        "1|help||{}",
        "1|help|-1|{}",
        "1|help|๑|{}",
        "1|help|1|",
        "1|help|1|[]",
        '1|help|1|{"a":NaN}',
        '1|help|1|{"a":' + "[" * 200,
        '1|help|1|{"a":' + "[" * 5000,
        '1|help|1|{"a":"' + "x" * LIMIT + '"}',
    ],
)
def test_bad_buttons(data) -> None:
    with pytest.raises(BadButton):
        decode(data)


def test_half_a_character_does_not_fit() -> None:
    assert not fits(Intent("help", {"a": "\ud800"}))
