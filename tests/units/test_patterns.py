"""Texts with placeholders: what stands in braces, and braces that mean themselves."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import patterns
from bot.parse.places import KNOWN, place
from bot.patterns import BadPattern, Place
from bot.render.i18n import words_in
from bot.render.notice_words import PLACES, place_name


def test_words_and_placeholders_in_their_order() -> None:
    assert patterns.split("a {b  c} {{d}} {e}") == ("a ", Place("b c"), " {d} ", Place("e"))
    assert patterns.split("{{{a}}}") == ("{", Place("a"), "}")


@pytest.mark.parametrize(
    ("text", "why", "at"),
    [
        ("a {b", "open", 2),
        ("a {b {c}", "open", 2),
        ("a} b", "close", 1),
        ("{}", "blank", 0),
        ("{ \n }", "blank", 0),
        ("{" + "a" * 41 + "}", "long", 0),
    ],
)
def test_what_is_wrong_is_named_with_its_place(text: str, why: str, at: int) -> None:
    with pytest.raises(BadPattern) as bad:
        patterns.split(text)
    assert (bad.value.why, bad.value.at) == (why, at)


def test_a_value_that_looks_like_a_placeholder_is_none() -> None:
    assert patterns.filled("{a} {b} {c}", {"a": "{b}", "b": "}}"}) == "{b} }} {c}"


@given(st.text())
def test_literal_words_say_just_themselves(words: str) -> None:
    assert patterns.filled(patterns.literal(words), {}) == words


@given(st.text(alphabet="{}a "))
def test_no_text_does_more_than_be_refused(text: str) -> None:
    try:
        patterns.split(text)
    except BadPattern as bad:
        assert text[bad.at] in "{}"  # noqa: PT017 (most texts are none)


@pytest.mark.parametrize("language", ["th", "en"])
def test_what_is_shown_for_a_placeholder_can_be_typed(language: str) -> None:
    assert set(PLACES) == set(KNOWN)
    assert {place(place_name(words_in(language), key)) for key in PLACES} == set(KNOWN)
