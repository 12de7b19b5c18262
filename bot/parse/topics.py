"""What help may be wanted about."""

from __future__ import annotations

TOPICS = (
    ("notice", "notice"),
    ("remind", "reminder"),
    ("snooze", "reminder"),
    ("mute", "reminder"),
    ("unmute", "reminder"),
    ("holiday", "reminder"),
    ("ladder", "reminder"),
    ("leave_word", "reminder"),
    ("budget", "reminder"),
    ("register", "register"),
    ("personal", "privacy"),
    ("delete", "privacy"),
    ("data", "privacy"),
    ("progress", "progress"),
    ("report", "progress"),
    ("take_back", "progress"),
    ("measure", "measure"),
    ("due", "measure"),
    ("score", "score"),
    ("overall", "score"),
    ("low", "score"),
    ("compare", "score"),
    ("if", "score"),
    ("+tool", "score"),
    ("indicator_word", "score"),
    ("issue_word", "score"),
    ("privacy", "privacy"),
    ("ita", "score"),
    ("edit", "progress"),
    ("extend", "measure"),
    ("evidence", "progress"),
    ("invite", "register"),
    ("people", "register"),
)
"""Cue → topic of help; the first that is there counts."""
ACTIONS = frozenset(
    {
        "notice",
        "snooze",
        "mute",
        "unmute",
        "register",
        "delete",
        "progress",
        "report",
        "take_back",
        "send_notice",
        "edit",
        "extend",
        "invite",
    }
)
"""Cues that name something to do."""
