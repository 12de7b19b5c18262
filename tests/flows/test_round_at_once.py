"""Rounds at the same time as each other, as answers, as reports: what one does the other does not undo."""

from __future__ import annotations

import datetime as dt
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import text

from bot import rounds
from bot.store import queries
from bot.store.engine import reading, writing
from tests.flows.rounds import BANGKOK, pushes, round_of, turn_to, waiting
from tests.flows.test_round_trouble import at, present
from tests.flows.test_trouble import wait_for

ONLY_POSTGRESQL = pytest.mark.parametrize("databases", ["postgresql"], indirect=True, scope="session")
BLOCKED = """SELECT count(*) FROM pg_stat_activity
    WHERE datname = current_database() AND wait_event_type = 'Lock'"""


def test_rounds_at_once_and_who_asks_meanwhile_come_to_one_card_each(stage, office) -> None:
    people = [present(office, f"คนที่ {number}", unit) for number, unit in enumerate(("ศส.", "กร.1", "กร.2"))]
    at(stage, "2024-04-03 13:00")
    days = (4, 19, 25, 29, 30)
    with ThreadPoolExecutor(4) as threads:
        for day in days:
            turn_to(stage, f"2024-04-{day:02} 13:00")
            line = [threads.submit(round_of, stage.service) for _ in range(3)]
            asking = threads.submit(people[0].say, "คะแนนรวม")
            for one in line:
                one.result(30)
            asking.result(30)
            wait_for(lambda: not waiting(stage))
    told = [call.request["to"] for call in pushes(stage)]
    for person in people[1:]:
        assert told.count(person.line.user_id) == len(days)
    with reading(office.engine) as session:
        cards = session.connection().execute(text("SELECT count(*), sum(cost) FROM reminder_card")).one()
    assert cards == (len(days) * len(people), len(told))


@ONLY_POSTGRESQL
def test_a_report_between_looking_and_writing_is_not_undone(stage, office) -> None:
    present(office, "สุดา", "ศส.")
    at(stage, "2024-04-03 13:00")
    turn_to(stage, "2024-04-04 09:00")
    now = stage.clock().astimezone(BANGKOK)
    looked, go_on = threading.Event(), threading.Event()

    def remind() -> None:
        with writing(office.engine) as session:
            rounds.remind(session, now, 500)
            looked.set()
            go_on.wait()

    def plan() -> None:
        with writing(office.engine) as session:
            session.connection().execute(text("UPDATE measure SET percent = 100"))
            queries.touch(session, office.agency_id)
        with writing(office.engine) as session:
            rounds.plan_one(session, now)

    def blocked() -> bool:
        with reading(office.engine) as session:
            return bool(session.connection().execute(text(BLOCKED)).scalar_one())

    with ThreadPoolExecutor(2) as threads:
        first = threads.submit(remind)
        looked.wait()
        second = threads.submit(plan)
        wait_for(lambda: second.done() or blocked())
        go_on.set()
        first.result(30)
        second.result(30)
    with reading(office.engine) as session:
        left = session.connection().execute(text("SELECT count(*) FROM duty WHERE open")).scalar_one()
    assert left == 0
    assert dt.date(2024, 4, 4) == now.date()
