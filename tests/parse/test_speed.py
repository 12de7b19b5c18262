"""How much work reading is. Work is counted, not timed: how fast it is, `make bench` says."""

import json
import sys
import time
from pathlib import Path

import pytest

from bot.parse import Vocabulary, parse, warm

DATA = Path(__file__).parents[1] / "data"
LONGEST = 5000


def calls(text, vocabulary, today):
    """Count the calls, of Python and of C, that reading a text takes: the same in every run."""
    counted = 0

    def count(_frame, what, _argument):
        nonlocal counted
        counted += what in {"call", "c_call"}

    sys.setprofile(count)
    try:
        parse(text, vocabulary, today)
    finally:
        sys.setprofile(None)
    return counted


def test_no_message_is_much_more_work_than_others(vocabulary, today):
    warm(vocabulary)
    lines = (DATA / "utterances.jsonl").read_text(encoding="utf-8").splitlines()
    taken = sorted(calls(json.loads(line)["text"], vocabulary, today) for line in lines)
    print(taken[len(taken) // 2], taken[len(taken) * 99 // 100], taken[-1])  # noqa: T201 (shown with -s)
    assert taken[-1] < 20 * taken[len(taken) // 2]


@pytest.mark.parametrize(
    "words", ["มาตรการ 3.2 คืบหน้า ", "กขคง", "รายงาน 3.2 60% ผลงานดีมาก ", "3.1 60% ดี 3.2 "]
)
def test_long_messages_do_not_stop_the_bot(words, vocabulary, today):
    """Twice the text may be twice the work and something more; not four times, as a search in circles is."""
    warm(vocabulary)

    def work(length):
        text = (words * LONGEST)[:length]
        return min(processor_time(text, vocabulary, today) for _ in range(5))

    assert work(LONGEST) < 3.5 * work(LONGEST // 2)


def processor_time(text, vocabulary, today):
    """Measure by the processor's clock, which stands while others have the machine."""
    start = time.thread_time()
    parse(text, vocabulary, today)
    return time.thread_time() - start


def test_warmed_the_first_message_is_no_more_work_than_the_next(vocabulary, today):
    fresh = Vocabulary(vocabulary.units, vocabulary.indicators, vocabulary.issues, vocabulary.bot_names)
    warm(fresh)
    first, second = (calls("คะแนรวม ปีนี่ เท่ารัย", fresh, today) for _ in range(2))
    assert first < 1.5 * second
