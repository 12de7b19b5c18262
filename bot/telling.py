"""Tells people what they must hear without having asked just now. It leaves by the outbox like everything."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot import answers
from bot.evidence import kinds
from bot.outbox import told_row
from bot.render import render
from bot.store import outbox, people
from bot.usecases.notices import files

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Sequence

    from sqlmodel import Session

    from bot.answers import Reply
    from bot.outbox import InTime
    from bot.store.people import Recipient
    from bot.store.tables import Evidence


def tell(  # noqa: PLR0913 (what a message consists of; what is rare by name)
    session: Session,
    to: Recipient,
    reply: Reply,
    now: dt.datetime,
    *,
    sources: Sequence[str] = (),
    in_time: InTime | None = None,
) -> None:
    """Put a message to somebody into the outbox, in their language. ``sources``: see the row's."""
    row = told_row(
        to,
        render(reply, to.language),
        about=reply.about,
        now=now,
        sources=(*reply.sources, *sources),
        in_time=in_time,
    )
    outbox.add(session, row)


def evidence_refused(session: Session, row: Evidence, *, now: Callable[[], dt.datetime]) -> None:
    """Tell whoever sent evidence that it could not be kept: they think that it is."""
    if row.contact_id is None:
        return
    person = people.of_contact(session, row.contact_id)
    answer = _refused_for_notice(row) if row.for_notice else _refused(row)
    for to in people.recipients(session, [person] if person is not None else []):
        tell(session, to, answers.Reply(answer=answer, sources=(row.message_id,)), now())


def _refused_for_notice(row: Evidence) -> answers.Answer:
    return files.refused(row.kind, row.problem or "", row.name)


def _refused(row: Evidence) -> answers.Answer:
    return answers.EvidenceRefused(
        kind=row.kind,  # type: ignore[arg-type]  # a kind of LINE's messages
        problem=row.problem or "",
        name=row.name,
        limit=kinds.most_bytes(row.kind) if row.problem == kinds.TOO_LARGE else None,
    )
