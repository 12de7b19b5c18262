"""Pictures and files of a notice that is being written, as far as they have been fetched. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.answers.notice_parts import NoticeFileRefused
from bot.answers.notices import NoticeAttached
from bot.evidence import kinds
from bot.store.evidence import EXPECTED, KEPT
from bot.usecases.notices.content import PICTURE, File

if TYPE_CHECKING:
    from bot.dialogue import Noticing
    from bot.store.attachments import Sent
    from bot.usecases.notices.content import Content
    from bot.usecases.notices.gathering import Found

MOST: Final = 3
"""With the text and the card, as many messages as LINE takes at once."""


def refused(kind: str, problem: str, name: str | None) -> NoticeFileRefused:
    """Say that a picture or file cannot be a part of a notice, and what could."""
    return NoticeFileRefused(
        kind=kind,
        problem=problem,
        name=name,
        most=MOST,
        picture_bytes=kinds.CHAT_BYTES,
        file_bytes=kinds.FILE_BYTES,
    )


def of(found: Found, state: Noticing) -> tuple[File, ...]:
    """Return what is there of a draft's pictures and files, in the order sent."""
    return tuple(
        File(evidence=one.id, kind=_kind(one), name=one.name, place=one.place)
        for one in _sent(found, state)
        if one.state == KEPT and one.place is not None
    )


def kept(found: Found, state: Noticing) -> tuple[str, ...]:
    """Return the messages that brought what is there, or on its way."""
    return tuple(one.message_id for one in _sent(found, state) if one.state in {EXPECTED, KEPT})


def held(found: Found, said: Content) -> tuple[str, ...]:
    """Return the messages that brought the pictures and files of a notice, as far as they are there."""
    by_key = {one.id: message_id for message_id, one in found.files.items()}
    return tuple(by_key[one.evidence] for one in said.files if one.evidence in by_key)


def attached(found: Found, state: Noticing) -> tuple[NoticeAttached, ...]:
    """Return all that was sent for a draft, with what became of it."""
    return tuple(
        NoticeAttached(kind=_kind(one), name=one.name, state=one.state, problem=one.problem)
        for one in _sent(found, state)
    )


def _sent(found: Found, state: Noticing) -> list[Sent]:
    return [found.files[message_id] for message_id in state.files if message_id in found.files]


def _kind(one: Sent) -> str:
    return PICTURE if one.media_type in kinds.SHOWN_IN_CHAT or one.kind == PICTURE else "file"
