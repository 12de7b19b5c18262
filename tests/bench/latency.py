"""From a webhook to the call that answers it, at three paces; and what is answered when it never stops."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.table import Table

from tests.bench.figures import a_second, interleaved, middle, ms
from tests.bench.orders import PATIENCE, Drain, Paced
from tests.bench.stands import POSTGRESQL, SQLITE, Stage

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from tests.bench.orders import Told
    from tests.bench.stands import Recipe, Stand

ROUNDS = 3
PACES = {"idle: 5 a second": (5, 4), "50 a second": (50, 3), "200 a second": (200, 2)}
"""Webhooks a second, and for how many seconds."""
BACKLOG, DRAIN_SECONDS = 1500, 5.0


@dataclass(frozen=True, slots=True)
class Round:
    """What one stand did in one round: by pace, and flat out."""

    by_pace: Mapping[str, Told]
    flat_out: Told


def measure() -> Iterator[Table]:
    """Run all beside each other."""
    with Stage() as stage:
        found = interleaved(ROUNDS, recipes(stage), answered)
    yield paces(found)
    yield sustained({name: [one.flat_out for one in rounds] for name, rounds in found.items()})


def recipes(stage: Stage) -> dict[str, Recipe]:
    """Tell what is compared: one process on either database, two and four on PostgreSQL."""
    return {
        "run, SQLite": stage.bot(SQLITE, "run"),
        "run, PostgreSQL": stage.bot(POSTGRESQL, "run"),
        "1 web, 1 worker": stage.bot(POSTGRESQL, "web", "worker"),
        "1 web, 3 workers": stage.bot(POSTGRESQL, "web", "worker", "worker", "worker"),
    }


def answered(recipe: Recipe) -> Round:
    """Open a stand, ask at each pace, then more than it can answer."""
    with recipe() as stand:
        by_pace = {}
        for pace, (rate, seconds) in PACES.items():
            by_pace[pace] = stand.run(Paced, rate=rate, seconds=seconds)
            stand.settle()
        return Round(by_pace, drained(stand))


def flat_out(recipe: Recipe) -> Told:
    """Open a stand and ask more than it can answer."""
    with recipe() as stand:
        return drained(stand)


def drained(stand: Stand) -> Told:
    """Post a backlog and see how fast it is answered once all is in; what is left then is dropped."""
    told = stand.run(Drain, count=BACKLOG, seconds=DRAIN_SECONDS)
    stand.settle()
    return told


def paces(found: Mapping[str, Sequence[Round]]) -> Table:
    """Show the times; the ratio is to the first stand's."""
    first = next(iter(found))
    title = f"webhook to reply call; medians of {ROUNDS} rounds; late: without a reply after {PATIENCE:.0f} s"
    made = Table("pace", "bot", "p50", "p99", f"p50 of {first}", "ack p50", "ack p99", "late", title=title)
    for pace in PACES:
        base = middle([one.by_pace[pace] for one in found[first]], "reply_p50")
        for name, rounds in found.items():
            told = [one.by_pace[pace] for one in rounds]
            p50 = middle(told, "reply_p50")
            made.add_row(
                pace,
                name,
                ms(p50),
                ms(middle(told, "reply_p99")),
                f"{p50 / base:.2f}",
                ms(middle(told, "ack_p50")),
                ms(middle(told, "ack_p99")),
                str(sum(one.unanswered for one in told)),
                end_section=name == list(found)[-1],
            )
    return made


def sustained(found: Mapping[str, Sequence[Told]]) -> Table:
    """Show how many are answered a second when there is always one more."""
    first = middle(next(iter(found.values())), "reply_rate")
    title = f"sustained: a backlog of {BACKLOG}, for {DRAIN_SECONDS:.0f} s; medians"
    made = Table("bot", "answered", f"of {next(iter(found))}", "taken in", title=title)
    for name, told in found.items():
        rate = middle(told, "reply_rate")
        made.add_row(name, a_second(rate), f"{rate / first:.2f}", a_second(middle(told, "ack_rate")))
    return made
