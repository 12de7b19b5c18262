"""How long what is kept. One table; the times are arguments."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping


class Kept(StrEnum):
    """What is thrown away when it is old. What is open (to be handled, sent, run) is none of it."""

    HANDLED_EVENTS = "handled events"
    PARKED_CONTENT = "content of parked events"
    PARKED_EVENTS = "parked events"
    SETTLED_MESSAGES = "settled messages"
    SENT_IDS = "ids of sent messages"
    LOOSE_EVIDENCE = "evidence of no report"
    OLD_EVIDENCE = "evidence of reports"
    REPORTS = "reports"
    EXTENSIONS = "wishes for more time"
    AUDIT = "audit log"
    DIALOGUES = "dialogues that are over"
    INVITES = "registration codes that are over"
    BLOCKED = "strangers who block the bot"
    REMINDERS = "reminders that are settled"
    CARDS = "cards of the day"
    HUSHES = "wishes not to be reminded that are over"
    LEAVES = "leaves that are over"
    NOTICES = "notices"
    CLOSURES = "days off that are over"
    FINISHED_WORK = "finished durable work"
    PARKED_WORK = "parked durable work"


DAYS: Final[Mapping[Kept, int]] = MappingProxyType(
    {
        Kept.HANDLED_EVENTS: 7,  # its content is gone already; the id makes a redelivery known
        Kept.PARKED_CONTENT: 7,  # what a person wrote, for as long as somebody may look into it
        Kept.PARKED_EVENTS: 30,
        Kept.SETTLED_MESSAGES: 30,  # its content is gone already; the row says when and with what outcome
        Kept.SENT_IDS: 365,  # a quote of ours is recognised for a year
        Kept.LOOSE_EVIDENCE: 7,  # also what was withdrawn, whose content is gone already
        Kept.OLD_EVIDENCE: 1826,  # five years, as the audit log: an assessment may be asked about that long
        Kept.REPORTS: 1830,  # once their evidence is gone
        Kept.EXTENSIONS: 1830,
        Kept.AUDIT: 1830,  # five years with up to two leap days: the database deletes none that is younger
        Kept.DIALOGUES: 7,  # their numbers stay, so that old buttons stay old
        Kept.INVITES: 90,  # used or expired: as long as somebody may ask who came in with which
        Kept.BLOCKED: 30,  # who is linked to nobody; who unblocks the bot within that time is known again
        Kept.REMINDERS: 365,  # who was told what: for as long as a year's plan may be talked about
        Kept.CARDS: 365,
        Kept.HUSHES: 365,
        Kept.LEAVES: 365,
        Kept.NOTICES: 365,  # whatever became of them; what is still to be sent, or paused, is none of it
        Kept.CLOSURES: 1830,  # a day that moved a deadline, as long as the reports on it
        Kept.FINISHED_WORK: 14,  # longer than any id is offered twice
        Kept.PARKED_WORK: 30,  # failed or given up: as long as a parked event, time to look and run again
    }
)


def cutoff(kept: Kept, now: dt.datetime) -> dt.datetime:
    """Return the moment before which ``kept`` is thrown away at ``now``."""
    return now - dt.timedelta(days=DAYS[kept])
