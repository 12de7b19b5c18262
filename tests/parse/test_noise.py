"""Typing errors: most of what is understood when typed well is understood when typed badly."""

import json
import random
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.parse import parse

DATA = Path(__file__).parents[1] / "data"
TONES, VOWELS = "\u0e48\u0e49\u0e4a\u0e4b", "\u0e31\u0e34\u0e35\u0e36\u0e37\u0e38\u0e39\u0e47\u0e4c"
EXAMPLES = [
    json.loads(line)
    for name in ("utterances.jsonl", "parse_heldout.jsonl")
    for line in (DATA / name).read_text(encoding="utf-8").splitlines()
]


def is_letter(char: str) -> bool:
    return "\u0e01" <= char <= "\u0e2e"


def without(marks: str) -> Callable[[str, random.Random], str | None]:
    def drop(text: str, dice: random.Random) -> str | None:
        places = [place for place, char in enumerate(text) if char in marks]
        if not places:
            return None
        place = dice.choice(places)
        return text[:place] + text[place + 1 :]

    return drop


def without_space(text: str, dice: random.Random) -> str | None:
    places = [
        place
        for place, char in enumerate(text[1:-1], 1)
        if char == " "
        and not (text[place - 1].isascii() and text[place + 1].isascii())
        and not (text[place - 1].isdecimal() and text[place + 1].isdecimal())
    ]
    if not places:
        return None
    place = dice.choice(places)
    return text[:place] + text[place + 1 :]


def with_space(text: str, dice: random.Random) -> str | None:
    places = [
        place
        for place in range(1, len(text))
        if is_letter(text[place]) and "\u0e00" < text[place - 1] < "\u0e7f" and text[place - 1] not in "เแโใไ"
    ]
    place = dice.choice(places) if places else 0
    return text[:place] + " " + text[place:] if places else None


def doubled(text: str, dice: random.Random) -> str | None:
    places = [place for place, char in enumerate(text) if is_letter(char)]
    place = dice.choice(places) if places else 0
    return text[:place] + text[place] + text[place:] if places else None


def swapped(text: str, dice: random.Random) -> str | None:
    places = [
        place
        for place in range(len(text) - 1)
        if is_letter(text[place]) and is_letter(text[place + 1]) and text[place] != text[place + 1]
    ]
    place = dice.choice(places) if places else 0
    return text[:place] + text[place + 1] + text[place] + text[place + 2 :] if places else None


@pytest.mark.parametrize(
    ("noise", "floor"),
    [
        (without(TONES), 0.98),
        (without(VOWELS), 0.93),
        (without_space, 0.99),
        (with_space, 0.965),
        (doubled, 0.965),
        (swapped, 0.9),
    ],
    ids=[
        "tone mark left out",
        "vowel left out",
        "space left out",
        "space put in",
        "letter doubled",
        "letters swapped",
    ],
)
def test_typing_errors(noise, floor, vocabulary, today):
    dice = random.Random(2567)  # noqa: S311 (it is no secret)
    said = understood = 0
    for example in EXAMPLES:
        if {"note", "text", "code"} & set(example["slots"]):
            continue
        text = noise(example["text"], dice)
        if text is not None:
            read = parse(text, vocabulary, today)
            said += 1
            understood += (read.name, dict(read.slots)) == (example["intent"], example["slots"])
    print(f"{understood}/{said}")  # noqa: T201 (shown with -s)
    assert understood >= floor * said
