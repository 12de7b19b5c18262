"""Answers about a confirmed notice that is to be changed before it goes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.answers.parts import UnderWay


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeBeingEdited:
    """A notice does not go as it was confirmed: somebody changes it. ``mine``: the asker does.

    ``by`` is who does (None: nobody knows their name). ``awaited``: it waited for approval, which it does
    not any more.
    """

    number: int
    by: str | None = None
    mine: bool = False
    awaited: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeEditAsks:
    """Something else is under way, which would be given up if the notice were changed now.

    ``goes``: until then it goes as it was confirmed. ``stopped``: it was about to go, and was called back.
    """

    number: int
    what: UnderWay
    goes: bool = False
    stopped: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeEditLate:
    """A notice cannot be changed: in which ``state`` it is, and to how many it was ``sent`` already.

    ``successor`` is the notice that took its place. ``forgotten``: its author took its words back.
    """

    number: int
    state: str
    sent: int = 0
    successor: int | None = None
    forgotten: bool = False


NoticeEditAnswer = NoticeBeingEdited | NoticeEditAsks | NoticeEditLate
