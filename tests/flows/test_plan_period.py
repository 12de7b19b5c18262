"""A whole plan period, 6 March to 30 April 2567, lived through on one clock: who is told when."""

from __future__ import annotations

import datetime as dt
import random
from collections import Counter

import pytest
from sqlalchemy import text

from bot.rounds import is_due
from bot.store import office as offices
from bot.store import queries
from bot.store.engine import reading, writing
from bot.store.tables import Chat
from bot.usecases import forecasting
from tests.flows.neighbours import Neighbours
from tests.flows.office import Office, Staff
from tests.flows.rounds import BANGKOK, pushes, tick, turn_to

EVERYBODY = "all"
FIRST, LAST = dt.date(2024, 3, 6), dt.date(2024, 4, 30)
YEAR_ENDS = dt.date(2024, 9, 30)
CLOSED = {dt.date(2024, 4, day) for day in (6, 7, 8, 12, 13, 14, 15, 16, 20, 21, 27, 28)}
MOVE = """UPDATE measure SET due = :due WHERE id IN (SELECT measure_id FROM measure_owner
    JOIN unit ON unit.id = unit_id WHERE abbr = :unit)"""
SOMETIMES = ("07:00", "08:30", "13:00", "16:29", "23:59")


@pytest.fixture
def stage(own_stage):
    """Each of these has a bot of its own."""
    return own_stage


class Plan(Office):
    """The agency through a time, with the pushes of each day."""

    def __init__(self, stage) -> None:
        super().__init__(stage)
        self.told: dict[dt.datetime, Counter[str]] = {}
        self._seen = 0

    def units(self) -> list[str]:
        with reading(self.engine) as session:
            return [one.abbr for one in queries.units(session, self.agency_id) if one.kind != EVERYBODY]

    def reached(self, name: str, *units: str, role: str = "staff") -> Staff:
        """Bring in somebody whose chat the bot knows, without a word."""
        staff: Staff = self.person(name, *units, role=role)
        with writing(self.engine) as session:
            session.add(Chat(channel_id=1, line_id=staff.line.user_id))
        return staff

    def decide(self, **values) -> None:
        with writing(self.engine) as session:
            offices.decide(session, self.agency_id, **values)
            queries.advance(session, self.agency_id)

    def close(self, day: dt.date) -> None:
        with writing(self.engine) as session:
            offices.set_day(session, self.agency_id, day, closed=True, name=None, now=self.stage.clock())
            queries.advance(session, self.agency_id)

    def move_deadlines(self, unit: str, due: dt.date) -> None:
        """Let all that a unit has a part in end on another day."""
        with writing(self.engine) as session:
            session.connection().execute(text(MOVE), {"unit": unit, "due": due})
            queries.touch(session, self.agency_id)

    def prospects(self) -> dict[tuple[int | None, dt.date, str], dt.date]:
        """Return the day on which each step will be told, by duty, deadline and rung."""
        with reading(self.engine) as session:
            today = self.stage.clock().astimezone(BANGKOK).date()
            seen = forecasting.gather(session, self.agency_id, today)
        coming = forecasting.forecast(seen, today + dt.timedelta(days=1), LAST, BANGKOK)
        return {(what.duty_id, what.due, what.rung): one.day for one in coming for what in one.reminders}

    def live(self, first: dt.date, last: dt.date, at) -> None:
        """Let days pass with a round at these times of each, where anything is due."""
        day = first
        while day <= last:
            for time in at(day) if callable(at) else at:
                self.tick(f"{day} {time}")
            day += dt.timedelta(days=1)

    def tick(self, moment: str) -> None:
        turn_to(self.stage, moment)
        now = self.stage.clock().astimezone(BANGKOK)
        with reading(self.engine) as session:
            if not is_due(session, now):
                return
        tick(self.stage)
        with reading(self.engine) as session:
            assert not is_due(session, now)
        new = pushes(self.stage)[self._seen :]
        self._seen += len(new)
        if new:
            self.told[now] = Counter(call.request["to"] for call in new)

    def days_of(self, person) -> list[dt.date]:
        """The days on which somebody was pushed something, as often as they were."""
        return [moment.date() for moment, to in self.told.items() for _ in range(to[person.user_id])]


@pytest.fixture
def plan(stage) -> Plan:
    turn_to(stage, "2024-03-05 10:00")
    return Plan(stage)


def april(*days: int) -> list[dt.date]:
    return [dt.date(2024, 4, day) for day in days]


def test_three_offsets_cost_48_pushes_and_only_at_work(plan, tmp_path) -> None:
    people = [plan.reached(f"คนที่ {number}", unit) for number, unit in enumerate(plan.units())]
    assert len(people) == 16
    plan.decide(rungs=["t-14", "t-7", "t-1"], digest=False)
    others = Neighbours(plan.stage, tmp_path)
    other = others.person("อื่น", "สล.")
    chance = random.Random(6)  # noqa: S311 (to be had again)

    def times(day):
        """Any minute, and the hour; on the days that count, what lies around it too."""
        minute = f"{chance.randrange(24):02}:{chance.randrange(60):02}"
        return sorted({"13:00", minute, *(SOMETIMES if day in april(3, 4, 5, 6, 19, 20, 29, 30) else ())})

    plan.live(FIRST, LAST, times)
    for person in people:
        assert plan.days_of(person.line) == april(4, 19, 29)
    told = [(moment, to) for moment, to in plan.told.items() if set(to) != {other.user_id}]
    assert sum(to.total() - to[other.user_id] for _, to in told) == 48
    assert not {moment.date() for moment in plan.told} & CLOSED
    assert all(moment.strftime("%H:%M") == "13:00" for moment in plan.told)
    assert set(april(4, 19, 29)) < set(plan.days_of(other))


def test_the_default_ladder_until_the_fiscal_year_ends(plan) -> None:
    staff = plan.reached("สุดา", "ศส.")
    head, admin = plan.reached("หัวหน้า", "ศส.", role="head"), plan.reached("กลาง", "ศส.", role="admin")
    plan.decide(digest=False)
    plan.live(FIRST, dt.date(2024, 5, 23), ("13:00",))
    ahead = [dt.date(2024, 3, 6), dt.date(2024, 3, 13), *april(4, 19, 25, 29, 30)]
    behind = [dt.date(2024, 5, day) for day in (1, 8, 15, 21)]  # the 22nd is Visakha Bucha
    assert plan.days_of(staff.line) == [*ahead, *behind]
    assert set(plan.days_of(head.line)) - {*ahead, *behind} == {dt.date(2024, 5, 3)}
    assert dt.date(2024, 5, 13) in plan.days_of(admin.line)  # closed on the 6th and on the 10th
    assert not {moment.date() for moment in plan.told} & CLOSED
    plan.live(dt.date(2024, 9, 20), dt.date(2024, 10, 9), ("13:00",))  # nothing ran all summer
    after = [dt.date(2024, 9, 20), dt.date(2024, 9, 25)]
    assert plan.days_of(staff.line) == [*ahead, *behind, *after]
    assert max(plan.told).date() <= YEAR_ENDS


def test_who_asks_during_the_day_costs_nothing(plan) -> None:
    people = [plan.reached(f"คนที่ {number}", unit) for number, unit in enumerate(plan.units())]
    plan.decide(rungs=["t-14", "t-7", "t-1"], digest=False)
    asking = people[:6]
    for day in april(4, 19, 29):
        plan.tick(f"{day} 08:30")
        for person in asking:
            person.say("คะแนนรวม")
            assert len(person.got) == 2
            person.say("คะแนนรวม")
            assert len(person.got) == 1
        plan.tick(f"{day} 13:00")
    assert [plan.days_of(person.line) for person in asking] == [[]] * 6
    assert [plan.days_of(person.line) for person in people[6:]] == [april(4, 19, 29)] * 10


def test_a_bridge_day_moves_exactly_what_lies_before_it(plan) -> None:
    staff, other = plan.reached("สุดา", "ศส."), plan.reached("มานี", "กร.1")
    plan.decide(rungs=["t-14", "t-7", "t-1"], digest=False)
    plan.move_deadlines("กร.1", dt.date(2024, 4, 10))
    plan.live(FIRST, april(2)[0], ("13:00",))
    before = plan.prospects()
    plan.close(dt.date(2024, 4, 11))
    plan.tick("2024-04-02 15:00")
    after = plan.prospects()
    moved = {key: (day, after[key]) for key, day in before.items() if after[key] != day}
    assert before.keys() == after.keys()
    assert set(moved) == {key for key in before if key[1:] == (LAST, "t-14")}
    assert set(moved.values()) == {tuple(reversed(april(3, 4)))}
    assert {key for key in before if key[1] != LAST}
    plan.live(april(3)[0], LAST, ("13:00",))
    earlier = [dt.date(2024, 3, 20), dt.date(2024, 3, 29), *april(9)]  # what ends on the 10th
    for person in (staff, other):
        assert plan.days_of(person.line) == sorted([*earlier, *april(3, 19, 29)])
