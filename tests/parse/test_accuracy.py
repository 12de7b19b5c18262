"""How much of what people write is understood, to the letter: intent and every slot."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from bot.parse import parse

DATA = Path(__file__).parents[1] / "data"


def examples(name: str) -> list[dict[str, Any]]:
    lines = (DATA / name).read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


@pytest.mark.parametrize(
    ("name", "floor"),
    [
        ("utterances.jsonl", 0.97),
        ("parse_heldout.jsonl", 0.98),
        ("parse_heldout2.jsonl", 0.97),
        ("parse_heldout3.jsonl", 0.95),
    ],
)
def test_utterances_are_understood(name, floor, vocabulary, today):
    said, understood = Counter(), Counter()
    wrong = []
    for example in examples(name):
        read = parse(example["text"], vocabulary, today)
        right = (read.name, dict(read.slots)) == (example["intent"], example["slots"])
        for key in ("all", example["intent"], f"style {example['style']}"):
            said[key] += 1
            understood[key] += right
        if not right:
            wrong.append((example["text"], example["intent"], example["slots"], read))
    for key in said:
        print(f"{name} {key}: {understood[key]}/{said[key]}")  # noqa: T201 (shown with -s)
    for one in wrong:
        print(one)  # noqa: T201 (shown with -s)
    assert understood["all"] >= floor * said["all"]


def test_order_of_changes_is_as_said(vocabulary, today):
    read = parse("ถ้า e15 ได้ 97.5 แล้ว e1 ได้ 98", vocabulary, today)
    assert list(read.slots["changes"].items()) == [("e15", 97.5), ("e1", 98)]
    assert isinstance(read.slots["changes"]["e1"], int)
