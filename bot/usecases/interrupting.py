"""What becomes of something that is under way when the person begins something else. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot import answers
from bot.dialogue import Deleting, Draft, EndingLeave, Extending, Joining, Leaving, Returning, Unlinking

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Literal

    from bot.usecases.asker import Ask

    What = Literal[
        "draft", "returning", "joining", "deleting", "unlinking", "extending", "leaving", "ending_leave"
    ]

NAMES: Mapping[type, What] = {
    Draft: "draft",
    Returning: "returning",
    Joining: "joining",
    Deleting: "deleting",
    Unlinking: "unlinking",
    Extending: "extending",
    Leaving: "leaving",
    EndingLeave: "ending_leave",
}


def dropped(ask: Ask, kind: type) -> answers.Dropped | None:
    """Return what is to be said where something of another kind is given up; None where nothing is."""
    state = ask.present.state
    what = NAMES.get(type(state))
    if what is None or isinstance(state, kind) or (isinstance(state, Draft) and not state.lines):
        return None
    return answers.Dropped(what=what)
