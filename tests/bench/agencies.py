"""Many agencies as the example is, each with its plan, its people and its planned duties, in one database.

They are made by the database itself, from the example and from each other: minutes rather than hours.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from sqlalchemy import create_engine, text

from bot import rounds
from bot.store import channels, queries
from bot.store import engine as engines
from bot.store.inbox import identity
from tests.bench import rows

if TYPE_CHECKING:
    from sqlalchemy import Connection

PAIRS = 372
"""(measure, owner) pairs of one agency: the example's."""
BANGKOK = dt.timezone(dt.timedelta(hours=7))
MET = dt.datetime(2024, 4, 2, 9, 0, tzinfo=BANGKOK)
"""When the plans were planned; the next step of every duty is two days later."""
COPY = (
    """INSERT INTO agency (code, name_th, short_th, revision, standing, closed, accepted_by)
    SELECT 'copy' || i, name_th, short_th, revision, standing, closed, accepted_by
    FROM agency, n WHERE agency.id = :model""",
    """INSERT INTO unit (agency_id, position, abbr, full_name, kind)
    SELECT a.id, position, abbr, full_name, kind FROM agency a, unit
    WHERE a.id <> :model AND agency_id = :model""",
    """INSERT INTO measure (agency_id, plan_year, issue, number, text, tool, start, due, period)
    SELECT a.id, plan_year, issue, number, text, tool, start, due, period FROM agency a, measure
    WHERE a.id <> :model AND agency_id = :model""",
    """INSERT INTO duty (agency_id, measure_id, unit_id, due, open, done_through, next_on, rung)
    SELECT m.agency_id, m.id, u.id, d.due, d.open, d.done_through, d.next_on, d.rung
    FROM duty d JOIN measure dm ON dm.id = d.measure_id JOIN unit du ON du.id = d.unit_id
    JOIN measure m ON m.plan_year = dm.plan_year AND m.issue = dm.issue AND m.number = dm.number
    JOIN unit u ON u.agency_id = m.agency_id AND u.abbr = du.abbr
    WHERE d.agency_id = :model AND m.agency_id <> :model""",
    """INSERT INTO planned (agency_id, revision, standing, calendar, digest_on)
    SELECT a.id, a.revision, a.standing, calendar, digest_on FROM agency a, planned
    WHERE a.id <> :model AND agency_id = :model""",
    """INSERT INTO contact (channel_id, line_id, language, wrong_codes)
    SELECT :channel, 'U' || id, 'th', 0 FROM unit WHERE kind <> 'all'""",
    """INSERT INTO chat (channel_id, line_id, kind)
    SELECT :channel, 'U' || id, 'user' FROM unit WHERE kind <> 'all'""",
    """INSERT INTO person (agency_id, contact_id, notice_version, accepted_at)
    SELECT u.agency_id, c.id, 1, :now FROM unit u JOIN contact c ON c.line_id = 'U' || u.id""",
    """INSERT INTO membership (person_id, unit_id, role, since)
    SELECT p.id, u.id, 'staff', :now FROM unit u JOIN contact c ON c.line_id = 'U' || u.id
    JOIN person p ON p.contact_id = c.id""",
)
NUMBERS = {
    "sqlite": "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :count)",
    "postgresql": "WITH n(i) AS (SELECT generate_series(1, CAST(:count AS bigint)))",
}
UNCHECKED = {
    "sqlite": ("PRAGMA journal_mode = OFF", "PRAGMA synchronous = OFF", "PRAGMA cache_size = -200000"),
    "postgresql": ("SET session_replication_role = replica", "SET synchronous_commit = off"),
}
AFTER = {"sqlite": ("PRAGMA journal_mode = WAL",), "postgresql": ("VACUUM (ANALYZE)",)}


def fill(url: str, pairs: int) -> None:
    """Give the example's database so many pairs in all, and a person in each unit that can be reached."""
    with rows.opened(url) as engine, engines.writing(engine) as session:
        agency = queries.only_agency(session)
        assert agency is not None
        model, channel = identity(agency.id), identity(channels.default(session).id)
        rounds.plan_one(session, MET)
    bulk = create_engine(url, isolation_level="AUTOCOMMIT")
    kind = bulk.dialect.name
    with bulk.connect() as connection:
        for statement in UNCHECKED[kind]:
            connection.exec_driver_sql(statement)
        values = {"model": model, "channel": channel, "count": max(0, pairs // PAIRS - 1), "now": MET}
        for statement in COPY:
            _run(connection, statement, values)
        for statement in AFTER[kind]:
            connection.exec_driver_sql(statement)
    bulk.dispose()


def _run(connection: Connection, statement: str, values: dict[str, object]) -> None:
    if " n " in statement:
        if not values["count"]:
            return
        into, select = statement.split("\n", 1)
        statement = f"{into} {NUMBERS[connection.dialect.name]} {select}"
    named = {name: value for name, value in values.items() if f":{name}" in statement}
    connection.execute(text(statement), named)
