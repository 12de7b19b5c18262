"""Queries on corrections: what passes from a report to the one that replaces it, and back again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select as sqlalchemy_select
from sqlalchemy import tuple_, update
from sqlmodel import Session, col, select

from bot.store.tables import Evidence, Report, ReportSource

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

REPLACED = "replaced"
LINK = "link"
_ROWS = sqlalchemy_select(
    col(Report.id),
    col(Report.measure_id),
    col(Report.unit_id),
    col(Report.replaces),
    col(Report.percent),
    col(Report.state),
    col(Report.received_at),
)


def sources(session: Session, reports: Collection[int]) -> Mapping[int, tuple[str, ...]]:
    """Return the messages that reports were made from, by report."""
    statement = select(ReportSource.report_id, ReportSource.message_id).where(
        col(ReportSource.report_id).in_(reports)
    )
    found: dict[int, tuple[str, ...]] = {}
    for report_id, message_id in session.exec(statement.order_by(col(ReportSource.message_id))):
        found[report_id] = (*found.get(report_id, ()), message_id)
    return found


def note_sources(
    session: Session, report_id: int, chat_id: int, messages: Iterable[str], replaces: int | None
) -> None:
    """Note what a report was made from: messages of its chat, and whatever made the report that it corrects.

    A correction repeats what it does not change, so words of the first message may stand in it too.
    """
    made_from = {(chat_id, message_id) for message_id in messages}
    if replaces is not None:
        earlier = select(ReportSource.chat_id, ReportSource.message_id)
        made_from.update(session.exec(earlier.where(ReportSource.report_id == replaces)).all())
    session.add_all(
        ReportSource(report_id=report_id, chat_id=chat, message_id=message_id)
        for chat, message_id in sorted(made_from)
    )


def carry(
    session: Session, replaced: Mapping[int, int], links: Collection[str], counting: Collection[str]
) -> None:
    """Pass evidence on from each replaced report (a key) to the one that corrects it (its value).

    What was sent stays with what it was filed with, if a report of that still has one of the states
    ``counting``. Of links only those in the new notes pass on.
    """
    session.flush()
    for old, new in replaced.items():
        filing = select(Report.filing).where(Report.id == old).scalar_subquery()
        beside = select(Report.id).where(Report.filing == filing, col(Report.state).in_(counting))
        other = session.exec(beside.order_by(col(Report.id)).limit(1)).first()
        theirs = update(Evidence).where(col(Evidence.report_id) == old)
        sent = theirs.where(col(Evidence.kind) != LINK)
        session.execute(sent.values(report_id=new if other is None else other))
        repeated = theirs.where(col(Evidence.kind) == LINK, col(Evidence.link).in_(links))
        session.execute(repeated.values(report_id=new))


def give_back(session: Session, withdrawn: Sequence[int], filed: str) -> list[int]:
    """Let what withdrawn corrections replaced stand again, with the evidence that it had.

    ``filed`` is the state that it gets. What was itself withdrawn does not come back. Returns what does.
    """
    earlier = Report.__table__.alias("earlier")  # type: ignore[attr-defined]  # SQLModel adds it to table classes
    statement = (
        sqlalchemy_select(col(Report.id), earlier.c.id, col(Report.received_at))
        .join(earlier, earlier.c.id == col(Report.replaces))
        .where(col(Report.id).in_(withdrawn), earlier.c.state == REPLACED)
    )
    back = []
    for new, old, received_at in session.execute(statement).all():
        session.execute(update(Report).where(col(Report.id) == old).values(state=filed))
        had = (col(Evidence.report_id) == new, col(Evidence.received_at) < received_at)
        session.execute(update(Evidence).where(*had).values(report_id=old))
        back.append(old)
    return back


def newest(session: Session, of: Any, counting: Collection[str]) -> list[Any]:  # noqa: ANN401 (SQLAlchemy's)
    """Return for each unit and measure in ``of`` the last report that is in one of the states ``counting``.

    ``of`` is a query of keys of measures and units. A correction has the place of what it corrects,
    so correcting an old report makes it no newer. A row has a report's id, percent, state and received_at.
    """
    pair = tuple_(col(Report.measure_id), col(Report.unit_id))
    found = session.execute(_ROWS.where(pair.in_(of)).order_by(col(Report.id)))
    place: dict[int, int] = {}
    last: dict[tuple[int, int], Any] = {}
    for row in found:
        place[row.id] = row.id if row.replaces is None else place.get(row.replaces, row.replaces)
        key = (row.measure_id, row.unit_id)
        if row.state in counting and (key not in last or place[row.id] >= place[last[key].id]):
            last[key] = row
    return list(last.values())
