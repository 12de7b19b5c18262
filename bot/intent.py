"""What a person asks for: the parser's result, and what a button carries. The names are in `INTENTS`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

INTENTS = (
    "score.overall",
    "score.indicator",
    "score.question",
    "score.tool",
    "score.issue",
    "score.lowest",
    "score.compare",
    "score.whatif",
    "rating.explain",
    "measure.list",
    "measure.show",
    "measure.mine",
    "deadline.list",
    "deadline.extend",
    "progress.submit",
    "progress.edit",
    "progress.history",
    "progress.review",
    "evidence.list",
    "overview",
    "reminder.show",
    "reminder.snooze",
    "reminder.mute",
    "reminder.unmute",
    "reminder.set",
    "leave.set",
    "leave.end",
    "leave.list",
    "calendar.list",
    "calendar.close",
    "calendar.open",
    "budget.show",
    "ladder.show",
    "ladder.set",
    "office.set",
    "notice.send",
    "notice.list",
    "notice.status",
    "notice.templates",
    "notice.template.save",
    "notice.template.use",
    "notice.template.drop",
    "register",
    "invite",
    "people.list",
    "group.bind",
    "audit.list",
    "whoami",
    "language.set",
    "privacy.export",
    "privacy.delete",
    "help",
    "confirm",
    "cancel",
    "undo",
    "none",
    # Only buttons carry what follows.
    "progress.accept",
    "progress.return",
    "deadline.grant",
    "deadline.refuse",
    "people.unlink",
    "reminder.cancel",
    "budget.set",
    "notice.set",
    "notice.test",
    "notice.ack",
    "notice.approve",
    "notice.reject",
    "notice.cancel",
    "notice.pause",
    "notice.resume",
    "notice.retry",
    "notice.remind",
    "notice.correct",
    "notice.edit",
    "notice.who",
    "notice.receipt",
    "notice.policy",
)
TOPICS = ("score", "measure", "progress", "reminder", "notice", "register", "privacy")


@dataclass(frozen=True, slots=True)
class Intent:
    """An intent's name and the slots that were said (JSON-like values, as the command language states)."""

    name: str
    slots: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))
    page: int = 1
