"""Registration codes: told apart, typed in any way, and read by the parser whatever they are."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from bot import parse
from bot.parse import Vocabulary
from bot.usecases import codes

VOCABULARY = Vocabulary()
TODAY = dt.date(2024, 4, 1)
CODE = st.tuples(
    st.text(codes.LETTERS, min_size=4, max_size=4),
    st.text(codes.LETTERS + codes.DIGITS, min_size=4, max_size=4).filter(lambda tail: not tail.isalpha()),
).map("-".join)


def test_codes_differ_and_look_as_they_should() -> None:
    made = codes.new(200)
    assert len(set(made)) == 200
    for code in made:
        head, tail = code.split("-")
        assert set(head) <= set(codes.LETTERS)
        assert set(tail) <= set(codes.LETTERS + codes.DIGITS)
        assert set(tail) & set(codes.DIGITS)


@given(CODE)
def test_a_code_is_the_same_however_it_is_typed(code: str) -> None:
    plain = code.replace("-", "")
    assert codes.hashed(code) == codes.hashed(plain) == codes.hashed(f" {plain.lower()[:4]} {plain[4:]} ")
    assert len(codes.hashed(code)) == 64


@given(CODE, st.sampled_from(["ลงทะเบียน {}", "ลงทะเบียน{}ครับ", "register {}", "รหัส {}", "{}"]))
def test_the_parser_reads_every_code(code: str, said: str) -> None:
    for typed in (code, code.lower(), code.replace("-", " - ")):
        found = parse.parse(said.format(typed), VOCABULARY, TODAY)
        assert found.name == "register"
        assert codes.hashed(str(found.slots["code"])) == codes.hashed(code)


@given(st.binary(min_size=32, max_size=32), st.integers(1, codes.MOST))
def test_a_secret_tells_the_same_codes_again(secret: bytes, count: int) -> None:
    made = codes.drawn(secret, count)
    assert codes.drawn(secret, codes.MOST)[:count] == made
    assert len(set(made)) == count
    assert not set(made) & set(codes.drawn(secret[::-1] + b"x", count))
    assert codes.count_of(codes.batch(count)) == count


def test_every_letter_is_as_likely_as_the_others() -> None:
    heads = "".join(code[: codes.HALF] for code in codes.drawn(b"any secret", 4000))
    counts = [heads.count(letter) for letter in codes.LETTERS]
    assert sum(counts) == 16000
    assert max(abs(count - 16000 / len(codes.LETTERS)) for count in counts) < 150  # five deviations
