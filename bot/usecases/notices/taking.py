"""Taking a picture or file that is sent while a notice is being written: it becomes a part of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from bot.answers import MediaReceived, Reply
from bot.changes import EvidenceSent
from bot.evidence import kinds
from bot.intent import Intent
from bot.store import attachments
from bot.usecases import drafting, permission
from bot.usecases.notices import composing, files, gathering
from bot.usecases.permission import Right

if TYPE_CHECKING:
    from sqlmodel import Session

    from bot.dialogue import Noticing
    from bot.reading import Media
    from bot.usecases.asker import Ask
    from bot.usecases.notices.gathering import Found

KINDS: Final = frozenset({"image", "file"})


def gather(session: Session, ask: Ask, media: Media) -> Found | None:
    """Find what a notice depends on, and how many pictures of a set came in before this one."""
    found = gathering.gather(session, ask)
    if found is None or media.image_set is None:
        return found
    return replace(found, in_set=attachments.in_set(session, ask.asker.chat_id or 0, media.image_set.id))


def take(ask: Ask, state: Noticing, media: Media) -> Reply:
    """Take it; several pictures sent at once are answered once, when the last of them is in."""
    permission.need(ask, Right.NOTICE)
    found: Found = ask.found
    problem = _problem(ask, state, media)
    if problem is not None or media.message_id is None:
        number = {"dialogue": ask.present.number}
        leads = (Intent("notice.set", {"part": "look", **number}), Intent("cancel", number))
        return Reply(answer=files.refused(media.kind, problem or "kind", media.name), leads=leads)
    sent = EvidenceSent(
        message_id=media.message_id,
        kind=media.kind,
        name=media.name,
        size=media.size,
        image_set=media.image_set.id if media.image_set else None,
        image_index=media.image_set.index if media.image_set else None,
        for_notice=True,
    )
    more = replace(state, files=(*state.files, media.message_id), counting=False)
    if media.image_set is not None and found.in_set + 1 < media.image_set.total:
        answer = MediaReceived(kind=media.kind)
        return Reply(answer=answer, changes=(sent, drafting.turned(ask, more)), silent=True)
    there = {
        **found.files,
        media.message_id: attachments.expected(
            media.message_id, media.kind, media.name, media.size, ask.asker.now
        ),
    }
    reply = composing.shown(replace(ask, found=replace(found, files=there)), more)
    return replace(reply, changes=(sent, *reply.changes))


def _problem(ask: Ask, state: Noticing, media: Media) -> str | None:
    if media.kind not in KINDS or media.message_id is None:
        return "kind"
    if ask.links is None:
        return "address"
    if len(state.files) >= files.MOST:
        return "many"
    return kinds.TOO_LARGE if media.size is not None and media.size > kinds.FILE_BYTES else None
