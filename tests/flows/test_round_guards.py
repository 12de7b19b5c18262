"""What fails beside the cards of a round keeps nobody waiting: taking one back, telling of the budget."""

from __future__ import annotations

import datetime as dt
from contextlib import contextmanager

import pytest
from sqlalchemy import text

from bot.store.engine import writing
from bot.store.tables import Reminder
from tests.flows.ticks import desk_of

APRIL_4 = dt.date(2024, 4, 4)
"""Fourteen working days before the deadline of all measures."""
UNITS = ("ศส.", "สล.", "กมร.", "กย.")
DAY = dt.timedelta(days=1)
QUOTA = "/v2/bot/message/quota"
REFUSE = {
    "sqlite": [
        """CREATE TRIGGER refuse BEFORE {what} ON {table} WHEN {when}
        BEGIN SELECT RAISE(ABORT, 'refused'); END""",
    ],
    "postgresql": [
        """CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'refused' USING ERRCODE = 'check_violation'; END $$""",
        """CREATE TRIGGER refuse BEFORE {what} ON {table} FOR EACH ROW WHEN ({when})
        EXECUTE FUNCTION refuse()""",
    ],
}
ALLOW = {
    "sqlite": ["DROP TRIGGER refuse"],
    "postgresql": ["DROP TRIGGER refuse ON {table}", "DROP FUNCTION refuse()"],
}


@pytest.fixture
def desk(databases, tmp_path):
    """An agency of four people and an administrator, where rounds are done by hand."""
    with desk_of(databases, tmp_path) as made:
        made.keep(issues=1)
        made.at(APRIL_4 - DAY, "09:00")
        for number, unit in enumerate(UNITS):
            made.person(f"คนที่ {number}", unit)
        yield made


@contextmanager
def refusing(desk, table: str, what: str, when: str):
    """Let the database refuse some rows, as one does that is broken in a single place."""
    kind = desk.engine.dialect.name

    def run(statements) -> None:
        with writing(desk.engine) as session:
            for one in statements:
                session.connection().execute(text(one.format(table=table, what=what, when=when)))

    run(REFUSE[kind])
    try:
        yield
    finally:
        run(ALLOW[kind])


def told(desk) -> set[str]:
    return {call.request["to"] for call in desk.pushes()}


def test_a_card_that_cannot_be_taken_back_keeps_no_other_waiting(desk) -> None:
    desk.line.set_quota(0)
    desk.line.fail(500, QUOTA, times=0)
    desk.tick(APRIL_4 - DAY, "13:00")
    assert desk.tick(APRIL_4, "16:00").cards == 4
    broken = desk.cards(APRIL_4)[0].id
    desk.line.clear_faults()
    desk.line.set_quota(300)
    with refusing(desk, "reminder_card", "DELETE", f"OLD.id = {broken}"):
        assert desk.tick(APRIL_4, "16:30").renewed == 3
        stuck = {one.state for one in desk.reminders(Reminder.card_id == broken)}
        assert stuck == {"shown"}  # nothing of it is half done
        done = desk.tick(APRIL_4 + DAY, "13:00")
        assert (done.renewed, done.cards) == (0, 3)
        assert len(told(desk)) == len(desk.pushes()) == 3
    done = desk.tick(APRIL_4 + DAY, "13:01")
    assert (done.renewed, done.cards) == (1, 1)
    assert len(told(desk)) == len(desk.pushes()) == 4


def test_administrators_who_cannot_be_told_of_the_budget_keep_nobody_waiting(desk) -> None:
    """The round goes on as it would have, and they are told by the next one that holds something back."""
    admin = desk.person("กลาง", "สล.", role="admin")
    desk.line.set_quota(14)
    note = Reminder.kind == "budget"
    desk.tick(APRIL_4 - DAY, "13:00")
    with refusing(desk, "reminder", "INSERT", "NEW.kind = 'budget'"):
        assert desk.tick(APRIL_4, "13:00").held > 0
        assert desk.reminders(note) == []
    assert desk.tick(APRIL_4 + DAY, "13:00").held > 0
    assert {one.person_id for one in desk.reminders(note)} == {admin}
