"""Acknowledgements a second, flat out, beside servers that store nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.table import Table

from tests.bench.commits import commits
from tests.bench.figures import a_second, interleaved, middle, ms, times
from tests.bench.orders import Flat
from tests.bench.stands import BACKENDS, BARE, ECHO, Stage

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from tests.bench.orders import Told
    from tests.bench.stands import Recipe, Stand

ROUNDS = 3
SECONDS = 2.0
CONNECTIONS = (1, 32, 256)
LEAST = {BARE: 0.5, ECHO: 1.0}
"""How many times a server's rate a durable acknowledgement is to have."""


@dataclass(frozen=True, slots=True)
class Round:
    """What one stand did in one round, by connections."""

    by_connections: Mapping[int, Told]


def measure() -> Iterator[Table]:
    """Run all beside each other."""
    with Stage() as stage:
        found = interleaved(ROUNDS, recipes(stage), acknowledged)
        commit = commits(stage)
    yield table(found, f"acknowledged; {ROUNDS} rounds of {SECONDS:.0f} s, medians; {commit}")


def recipes(stage: Stage) -> dict[str, Recipe]:
    """Tell what is compared: (a), (b), and the bot as it takes webhooks only, and as it answers too."""
    bots = {
        f"{command}, {backend}": stage.bot(backend, command)
        for command in ("web", "run")
        for backend in BACKENDS
    }
    return {BARE: stage.server("bare"), ECHO: stage.server("echo"), **bots}


def acknowledged(recipe: Recipe) -> Round:
    """Open a stand and post flat out, over few connections and many."""
    with recipe() as stand:
        return flat_out(stand)


def flat_out(stand: Stand) -> Round:
    """Post flat out; what is left to be answered is dropped in between."""
    told = {}
    for connections in CONNECTIONS:
        told[connections] = stand.run(Flat, connections=connections, seconds=SECONDS)
        stand.settle()
    return Round(told)


def table(found: Mapping[str, Sequence[Round]], title: str) -> Table:
    """Show rates, times and ratios, and whether the bot is as fast as is wanted."""
    made = Table("connections", "server", "rate", "p50", "p99", "of (a)", "of (b)", "wanted", title=title)
    for connections in CONNECTIONS:
        told = {name: [one.by_connections[connections] for one in rounds] for name, rounds in found.items()}
        rates = {name: middle(one, "ack_rate") for name, one in told.items()}
        for name, rounds in told.items():
            made.add_row(
                str(connections),
                name,
                a_second(rates[name]),
                ms(middle(rounds, "ack_p50")),
                ms(middle(rounds, "ack_p99")),
                *(times(rates[name], rates[base]) for base in (BARE, ECHO)),
                "" if name in LEAST else verdict(rates, name),
                end_section=name == list(told)[-1],
            )
    return made


def verdict(rates: Mapping[str, float], name: str) -> str:
    """Say whether it is fast enough, or beside which server it is not."""
    slow = [base[:3] for base, least in LEAST.items() if rates[name] < least * rates[base]]
    return f"missed: {', '.join(slow)}" if slow else "met: 0.5 (a), 1.0 (b)"
