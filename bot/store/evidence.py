"""Queries on evidence: what is fetched, kept, given back, compared and thrown away."""

from __future__ import annotations

import datetime as dt
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sqlalchemy import and_, or_, update
from sqlmodel import Session, col, select

from bot.store.engine import alone, reading, writing
from bot.store.inbox import insert_new
from bot.store.tables import Evidence, LinkKey

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Engine
    from sqlmodel.sql.expression import SelectOfScalar

EXPECTED: Final = "expected"
KEPT: Final = "kept"
REFUSED: Final = "refused"
GONE: Final = "gone"
WITHDRAWN: Final = "withdrawn"
COMPARED: Final = 3000
"""Pictures of an agency that a new one is compared with, newest first: some years of them."""
THE_KEY: Final = 1
COMPARING: Final = 0x17AB0C  # any number that nobody else locks in this database


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """Evidence that is to be fetched, and where its content goes. ``for_notice``: it is for one instead."""

    agency_id: int
    message_id: str
    kind: str
    place: str
    for_notice: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """Kept evidence as who holds a link to it gets it. ``name`` is what its sender called it.

    ``preview_bytes`` is the size of the smaller picture beside it, ``for_notice``: many people look at it.
    """

    place: str
    media_type: str
    size: int
    name: str | None
    received_at: dt.datetime
    preview_bytes: int | None = None
    for_notice: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """Other kept evidence that one may repeat."""

    id: int
    sha256: str
    likeness: str | None


@dataclass(frozen=True, slots=True)
class Old:
    """Evidence that is thrown away, with where its content may be."""

    id: int
    place: str | None


# --- fetching -----------------------------------------------------------------------------------------


def work_key(session: Session, evidence_id: int) -> str:
    """Name work on evidence, in the order in which it came. Raises NoResultFound if there is no such row.

    A number alone would not do: the newest may be given again after its row is deleted, or in a restored
    database, and what is done under the same name is not done again.
    """
    found = select(Evidence.message_id, Evidence.position).where(Evidence.id == evidence_id)
    message_id, position = session.exec(found).one()
    return f"{evidence_id:012}-{message_id}-{position}"


def take_up(session: Session, evidence_id: int, fresh: str) -> Expected | None:
    """Return what is to be fetched; its place is ``fresh`` unless it has one. None: nothing is expected."""
    row = session.get(Evidence, evidence_id)
    if row is None or row.state != EXPECTED:
        return None
    row.place = row.place or f"{row.agency_id}/{fresh[:2]}/{fresh}"
    session.add(row)
    return Expected(
        agency_id=row.agency_id,
        message_id=row.message_id,
        kind=row.kind,
        place=row.place,
        for_notice=row.for_notice,
    )


def settle(session: Session, evidence_id: int, state: str, **found: str | int | None) -> Evidence | None:
    """Note what became of expected evidence. None, and nothing is noted: it was withdrawn, or is no more.

    ``found`` are ``problem``, ``media_type``, ``size``, ``sha256``, ``likeness`` and ``preview_bytes``.
    """
    locked = select(Evidence).where(Evidence.id == evidence_id).with_for_update()
    row = session.exec(locked).first()
    if row is None or row.state != EXPECTED:
        return None
    row.sqlmodel_update({"state": state, **found})
    session.add(row)
    return row


def withdraw(session: Session, ids: Sequence[int]) -> None:
    """Erase what evidence showed and was called. Its place stays: content there is still to be deleted."""
    session.execute(
        update(Evidence)
        .where(col(Evidence.id).in_(ids))
        .values(
            state=WITHDRAWN,
            problem=None,
            name=None,
            link=None,
            media_type=None,
            size=None,
            sha256=None,
            likeness=None,
            preview_bytes=None,
        )
    )


def withdrawn_place(session: Session, evidence_id: int) -> str | None:
    """Return where the content of withdrawn evidence may be. None: it is not withdrawn, or never had any."""
    row = session.get(Evidence, evidence_id)
    return row.place if row is not None and row.state == WITHDRAWN else None


# --- giving back and comparing ------------------------------------------------------------------------


def shown(session: Session, evidence_id: int) -> Shown | None:
    """Return kept evidence that has content; None for any other."""
    row = session.get(Evidence, evidence_id)
    if row is None or row.state != KEPT or row.place is None or row.media_type is None or row.size is None:
        return None
    return Shown(
        place=row.place,
        media_type=row.media_type,
        size=row.size,
        name=row.name,
        received_at=row.received_at,
        preview_bytes=row.preview_bytes,
        for_notice=row.for_notice,
    )


def alike_candidates(session: Session, evidence_id: int, limit: int = COMPARED) -> Sequence[Earlier]:
    """Return what else the agency keeps that kept evidence may repeat, newest first.

    That is whatever has the same bytes and, if it is a picture, the newest ``limit`` pictures: whether
    those are alike, `bot.evidence.likeness` says. What was sent later counts as well, for it may have been
    fetched first. What its sender sent before and belongs to no report is repeated by nobody, nor is what
    notices hold.

    Waits until no other evidence is being compared: of two copies, the second sees the first.
    """
    alone(session, COMPARING)
    row = session.get(Evidence, evidence_id)
    if row is None or row.state != KEPT or row.sha256 is None or row.for_notice:
        return ()
    same = col(Evidence.sha256) == row.sha256
    others = (
        select(Evidence.id, Evidence.sha256, Evidence.likeness)
        .where(
            Evidence.agency_id == row.agency_id,
            Evidence.id != evidence_id,
            col(Evidence.state) == KEPT,
            ~col(Evidence.for_notice),
        )
        .order_by(col(Evidence.id).desc())
    )
    if row.contact_id is not None:
        others = others.where(
            or_(
                col(Evidence.report_id).is_not(None),
                col(Evidence.contact_id).is_distinct_from(row.contact_id),
            )
        )
    found = {one[0]: one for one in session.exec(others.where(same).limit(limit))}
    if row.likeness is not None:
        pictures = others.where(col(Evidence.likeness).is_not(None)).limit(limit)
        found |= {one[0]: one for one in session.exec(pictures)}
    return [
        Earlier(id=key, sha256=sha256, likeness=likeness)
        for key, sha256, likeness in sorted(found.values(), key=lambda one: -(one[0] or 0))
        if key is not None and sha256 is not None
    ]


def link_key(engine: Engine) -> bytes:
    """Return what links are signed with; it is made when it is first asked for. 32 bytes."""
    with reading(engine) as session:
        found = session.get(LinkKey, THE_KEY)
    if found is None:
        with writing(engine) as session:  # of several who come first, one writes
            fresh = {"id": THE_KEY, "key": secrets.token_hex(32)}
            session.execute(insert_new(session, LinkKey).values(**fresh))
            found = session.exec(select(LinkKey).where(LinkKey.id == THE_KEY)).one()
    return bytes.fromhex(found.key)


# --- throwing away ------------------------------------------------------------------------------------


def take_loose(session: Session, before: dt.datetime, limit: int) -> Sequence[Old]:
    """Withdraw what came before a moment and belongs to no report and no notice, and what was withdrawn.

    See `forget`.
    """
    nobodys = and_(col(Evidence.report_id).is_(None), col(Evidence.notice_id).is_(None))
    loose = or_(nobodys, col(Evidence.state) == WITHDRAWN)
    return _take(session, select(Evidence).where(loose, col(Evidence.received_at) < before), limit)


def take_old(session: Session, before: dt.datetime, limit: int) -> Sequence[Old]:
    """Withdraw what came before a moment, whatever it belongs to. See `forget`."""
    return _take(session, select(Evidence).where(col(Evidence.received_at) < before), limit)


def forget(session: Session, ids: Sequence[int]) -> int:
    """Delete withdrawn rows, once their content is deleted; return how many."""
    rows = session.exec(
        select(Evidence).where(col(Evidence.id).in_(ids), col(Evidence.state) == WITHDRAWN)
    ).all()
    for row in rows:
        session.delete(row)
    return len(rows)


def _take(session: Session, chosen: SelectOfScalar[Evidence], limit: int) -> Sequence[Old]:
    """Withdraw rows, so that nobody attaches to a report what is being deleted."""
    rows = session.exec(chosen.order_by(col(Evidence.received_at)).limit(limit).with_for_update()).all()
    withdraw(session, [row.id for row in rows if row.id is not None])
    return [Old(row.id, row.place) for row in rows if row.id is not None]
