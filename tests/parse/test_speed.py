"""How long reading takes. The bounds are wide: they catch a wrong algorithm, not a slow machine."""

import json
import time
from pathlib import Path

from bot.parse import Vocabulary, parse, warm

DATA = Path(__file__).parents[1] / "data"
LONGEST = 5000


def seconds(text, vocabulary, today):
    start = time.perf_counter()
    parse(text, vocabulary, today)
    return time.perf_counter() - start


def test_messages_are_read_in_milliseconds(vocabulary, today):
    warm(vocabulary)
    lines = (DATA / "utterances.jsonl").read_text(encoding="utf-8").splitlines()
    taken = sorted(seconds(json.loads(line)["text"], vocabulary, today) for line in lines * 3)
    print(f"p50 {taken[len(taken) // 2] * 1e3:.2f} ms, p99 {taken[len(taken) * 99 // 100] * 1e3:.2f} ms")  # noqa: T201 (shown with -s)
    assert taken[len(taken) // 2] < 0.005
    assert taken[len(taken) * 99 // 100] < 0.025


def test_long_messages_do_not_stop_the_bot(vocabulary, today):
    warm(vocabulary)
    texts = ("มาตรการ 3.2 คืบหน้า " * LONGEST, "กขคง" * LONGEST, "รายงาน 3.2 60% " + "ผลงานดีมาก " * LONGEST)
    for text in texts:
        assert min(seconds(text[:LONGEST], vocabulary, today) for _ in range(3)) < 0.25


def test_warmed_the_first_message_is_read_as_fast(vocabulary, today):
    fresh = Vocabulary(vocabulary.units, vocabulary.indicators, vocabulary.issues, vocabulary.bot_names)
    warm(fresh)
    assert seconds("คะแนรวม ปีนี่ เท่ารัย", fresh, today) < 0.05
