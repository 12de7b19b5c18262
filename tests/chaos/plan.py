"""What a round does and when: all of it follows from the seed, before anything is started."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Literal

from bot.simulator import Fault

REPLIES_AND_PUSHES = "/v2/bot/message/"
CODES = tuple(
    f"{tool}{number + 1}" for tool, count in (("i", 30), ("e", 15), ("o", 43)) for number in range(count)
)
"""Questions that the example agency's bot can answer; the answer names the question."""
TOO_SLOW = 11.0
"""Seconds; longer than the bot waits for LINE."""

DeedKind = Literal["ask", "button", "stale button", "chatter", "ask and unsend"]


@dataclass(frozen=True, slots=True)
class Deed:
    """What one person does in one chat. ``code`` is the question that is asked for."""

    kind: DeedKind
    chat: int
    person: int
    code: str


@dataclass(frozen=True, slots=True)
class Post:
    """One webhook. It is ``held`` seconds on its way, so that later ones come first."""

    at: float
    deeds: tuple[Deed, ...]
    held: float
    copies: int


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something that breaks at ``at``, and is mended ``lasts`` seconds later. ``which`` is one of several."""

    at: float
    kind: str
    lasts: float
    which: int
    amount: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """How much of it. ``rate`` is webhooks a second, ``every`` seconds the next trouble comes.

    ``fresh`` programs are interpreters of their own, as in production.
    ``notices`` go out meanwhile, each to all ``recipients``, who are none of the ``people`` who talk.
    """

    seconds: float
    rate: float
    every: float
    commands: tuple[str, ...]
    kinds: tuple[str, ...]
    patient: bool = True
    fresh: bool = True
    people: int = 12
    groups: int = 3
    notices: int = 2
    recipients: int = 40


ANYWHERE = (
    *("slow", "429", "500", "500 taken", "hang", "hang taken", "refuse"),
    *("lock", "clock forward", "clock back"),
)
KINDS = {
    "sqlite": ("kill run", "end run", "disk full", *ANYWHERE),
    "postgresql": (
        *("kill web", "kill worker", "kill run", "end web", "end worker", "end run"),
        *("stop database", "kill database", *ANYWHERE),
    ),
}
SHORTLY = {
    "sqlite": ("kill run", "disk full", "end run", "500 taken", "lock", "429", "refuse", "clock back", "500"),
    "postgresql": (
        *("kill worker", "stop database", "kill web", "500 taken", "lock", "429", "refuse", "clock forward"),
        *("500",),
    ),
}
"""What breaks in a round of some seconds: nothing that would be waited for longer than that."""
LONGEST = {"lock": 6.0, "disk full": 4.0, "refuse": 3.0, "stop database": 3.0, "kill database": 3.0}
"""Seconds, where trouble lasts otherwise than for two at most."""


def short(database: str) -> Scale:
    """Give the scale of a round of some seconds."""
    commands = {"sqlite": ("run",), "postgresql": ("web", "worker", "worker")}[database]
    kinds = SHORTLY[database]
    return Scale(seconds=5, rate=12, every=0.5, commands=commands, kinds=kinds, patient=False, fresh=False)


def long(database: str, seed: int, seconds: float, *, turned: bool) -> Scale:
    """Give the scale of a round of so many seconds; each third one on PostgreSQL is of `run` alone."""
    apart = ("web", "web", "worker", "worker") if seed % 3 else ("run", "run")
    commands = ("run",) if database == "sqlite" else apart
    kinds = tuple(kind for kind in KINDS[database] if _possible(kind, commands, turned=turned))
    return Scale(
        seconds=seconds, rate=12, every=2.5, commands=commands, kinds=kinds, notices=12, recipients=1_000
    )


def _possible(kind: str, commands: tuple[str, ...], *, turned: bool) -> bool:
    how, _, what = kind.partition(" ")
    return (turned or how != "clock") and (what in commands or what not in {"web", "worker", "run"})


def posts(rng: random.Random, scale: Scale) -> list[Post]:
    """Plan what people do."""
    made = []
    for number in range(round(scale.seconds * scale.rate)):
        at = (number + rng.random()) / scale.rate
        deeds = tuple(_deed(rng, scale) for _ in range(rng.choice((1, 1, 1, 1, 2, 3, 5))))
        held = rng.uniform(0.1, 0.8) if rng.random() < 0.15 else 0.0
        made.append(Post(at, deeds, held, copies=2 if rng.random() < 0.15 else 1))
    return sorted(made, key=lambda post: post.at)


def _deed(rng: random.Random, scale: Scale) -> Deed:
    chat, person = rng.randrange(scale.people + scale.groups), rng.randrange(scale.people)
    in_group = chat >= scale.people
    kinds: tuple[DeedKind, ...] = ("ask", "button", "stale button", "ask and unsend")
    kind = rng.choices(kinds, (80, 10, 3, 7))[0]
    if in_group and rng.random() < 0.2:
        kind = "chatter"
    return Deed(kind, chat, person if in_group else chat, rng.choice(CODES))


def troubles(rng: random.Random, scale: Scale) -> list[Trouble]:
    """Plan what breaks: all kinds once in any order, and again as long as there is time."""
    made: list[Trouble] = []
    waiting: list[str] = []
    at = rng.uniform(0.3, 0.3 + scale.every / 2)
    while at < scale.seconds:
        waiting = waiting or rng.sample(scale.kinds, len(scale.kinds))
        made.append(_trouble(rng, at, waiting.pop(), scale))
        at += rng.uniform(0.5, 1.5) * scale.every
    return made


def _trouble(rng: random.Random, at: float, kind: str, scale: Scale) -> Trouble:
    longest = LONGEST.get(kind, 2.0) if scale.patient else 1.0
    if kind == "lock" and scale.patient and rng.random() < 0.2:
        longest = 40.0  # longer than anybody waits for a lock
    return Trouble(at, kind, rng.uniform(0, longest), rng.randrange(100), rng.uniform(5, 90))


def fault(trouble: Trouble) -> Fault | None:
    """Give what LINE is to do wrong; None for trouble that is not LINE's."""
    times = 1 + trouble.which % 6
    faults = {
        "slow": Fault(REPLIES_AND_PUSHES, accept=True, delay=trouble.lasts / 2, times=4 * times),
        "429": Fault(REPLIES_AND_PUSHES, 429, times=times, message="injected"),
        "500": Fault(REPLIES_AND_PUSHES, 500, times=times, message="injected"),
        "500 taken": Fault(REPLIES_AND_PUSHES, 500, accept=True, times=times, message="injected"),
        "hang": Fault(REPLIES_AND_PUSHES, hang=True, times=1 + times // 3),
        "hang taken": Fault(REPLIES_AND_PUSHES, accept=True, hang=True, times=1 + times // 3),
    }
    return faults.get(trouble.kind)
