"""What an event changes about notices."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from bot.changes import OfAgency

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.store.notices import NewNotice


class Overtaken(Exception):
    """A notice does not stand any more as it was decided on: what was decided is void, and decided anew."""


class OfNotices(OfAgency):
    """About a notice of the agency."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class NoticeMade(OfNotices):
    """A notice was confirmed. It gets the number that it was promised, for others of the agency wait."""

    new: NewNotice


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeTurned(OfNotices):
    """A notice that was in one of the states ``seen`` is in another now. ``values`` are further columns."""

    notice_id: int
    seen: tuple[str, ...]
    state: str
    why: str | None = None
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ApprovalSet(OfNotices):
    """Notices to so many recipients need a second person's word from now on."""

    count: int


@dataclass(frozen=True, slots=True)
class NoticeRetried(OfNotices):
    """Recipients of a notice that were refused are queued again."""

    notice_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateKept(OfNotices):
    """A further version of a template, which somebody wrote in a message."""

    name: str
    text: str
    person_id: int
    message_id: str | None = None


@dataclass(frozen=True, slots=True)
class TemplateOver(OfNotices):
    """A template is not in use any more."""

    name: str
