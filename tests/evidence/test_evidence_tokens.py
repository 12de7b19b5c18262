"""A link is for one piece of evidence, for a time, and cannot be made by anybody else."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as some

from bot.evidence import links

NOW = dt.datetime(2024, 4, 1, 2, 0, tzinfo=dt.UTC)
KEY, OTHER = b"k" * 32, b"o" * 32
PLACE, ELSEWHERE = "1/ab/" + "ab" * 20, "1/ab/" + "cd" * 20
SECOND = dt.timedelta(seconds=1)


def good(token, key=KEY, place=PLACE, now=NOW):
    said = links.read(token)
    return said is not None and links.is_good(key, said, place, now)


@given(some.integers(0, 2**62))
def test_a_link_is_for_its_evidence_until_it_ends(number):
    token = links.token_for(KEY, number, PLACE, NOW)
    assert links.read(token).number == number
    assert good(token, now=NOW - SECOND)
    assert not good(token, now=NOW)
    assert not good(token, key=OTHER, now=NOW - SECOND)
    assert not good(token, place=ELSEWHERE, now=NOW - SECOND)


def test_nothing_of_it_can_be_changed():
    token = links.token_for(KEY, 71, PLACE, NOW + links.LASTS)
    assert good(token)
    for at in range(len(token)):
        for char in "0aA_.-%/ ":
            if token[at] != char:
                changed = token[:at] + char + token[at + 1 :]
                assert not good(changed), changed
    for odd in ("", ".", "..", token + "=", f" {token}", f"0{token}", token.upper(), token[:-1]):
        assert not good(odd)


@given(some.text())
def test_odd_tokens_are_none(token):
    assert not good(token)


def test_the_address_is_the_bots_public_one():
    until = NOW + links.LASTS
    link = links.link_for("https://bot.example/", KEY, 5, PLACE, until)
    assert link == f"https://bot.example/evidence/{links.token_for(KEY, 5, PLACE, until)}"
