"""One agency's trouble in a round: the others are told all the same, and it is tried again."""

from __future__ import annotations

import pytest
from sqlmodel import select

from bot.store import leaves, people, queries
from bot.store import office as offices
from bot.store.engine import reading, writing
from bot.store.inbox import identity
from bot.store.tables import Contact
from tests.flows.neighbours import Neighbours
from tests.flows.office import Office
from tests.flows.rounds import pushes, tick, turn_to


@pytest.fixture
def stage(own_stage):
    """Each of these has a bot of its own."""
    return own_stage


@pytest.fixture
def neighbours(stage, suda, tmp_path) -> Neighbours:  # noqa: ARG001 (ours is the only one till then)
    """Another agency."""
    return Neighbours(stage, tmp_path)


@pytest.fixture
def suda(stage):
    """Somebody of ours whom the bot can reach."""
    staff = Office(stage).person("สุดา", "ศส.")
    staff.say("สวัสดี")
    return staff


def decide(stage, agency_id: int, **values: object) -> None:
    with writing(stage.service.engine) as session:
        offices.decide(session, agency_id, **values)
        queries.touch(session, agency_id)


def told(stage) -> set[str]:
    return {call.request["to"] for call in pushes(stage)}


def test_an_agency_that_cannot_be_planned_keeps_nobody_waiting(stage, suda, neighbours) -> None:
    theirs = neighbours.person("มานี", "ศส.")
    decide(stage, neighbours.agency_id, rungs=["x-3"])
    turn_to(stage, "2024-04-03 13:00")
    tick(stage)
    turn_to(stage, "2024-04-04 13:00")
    tick(stage)
    assert told(stage) == {suda.line.user_id}
    decide(stage, neighbours.agency_id, rungs=["t-7"])
    turn_to(stage, "2024-04-19 13:00")
    tick(stage)
    assert told(stage) == {suda.line.user_id, theirs.user_id}


def test_an_agency_that_cannot_be_reminded_keeps_nobody_waiting(stage, suda, neighbours) -> None:
    theirs = neighbours.person("มานี", "ศส.")
    turn_to(stage, "2024-04-03 13:00")
    tick(stage)
    decide(stage, neighbours.agency_id, push_at="lunch")
    turn_to(stage, "2024-04-04 13:00")
    tick(stage)
    assert told(stage) == {suda.line.user_id}
    decide(stage, neighbours.agency_id, push_at="13:00")
    turn_to(stage, "2024-04-05 13:00")
    tick(stage)
    assert told(stage) == {suda.line.user_id, theirs.user_id}


def test_an_agency_whose_leave_cannot_be_given_back_keeps_nobody_waiting(stage, suda, neighbours) -> None:
    theirs = neighbours.person("มานี", "ศส.")
    turn_to(stage, "2024-04-03 13:00")
    tick(stage)
    today = stage.clock().date()
    with writing(stage.service.engine) as session:
        contact = session.exec(select(Contact).where(Contact.line_id == theirs.user_id)).one()
        who = people.of_contact(session, identity(contact.id))
        assert who is not None
        new = leaves.New(person_id=who, substitute_id=None, first=today, last=today)
        leaves.add(session, neighbours.agency_id, new, None, stage.clock())
    decide(stage, neighbours.agency_id, push_at="lunch")
    turn_to(stage, "2024-04-04 13:00")
    tick(stage)
    assert told(stage) == {suda.line.user_id}
    with reading(stage.service.engine) as session:
        assert not leaves.any_over(session, stage.clock().date())
