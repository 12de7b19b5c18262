"""The round as durable work: it asks LINE outside its transactions, weighs, holds back, each as a step."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.jobs import Jobs, reminders
from bot.line import Quota
from bot.rounds import Done
from bot.store.engine import reading, writing
from bot.store.quota import channel_of, of_channel
from tests.flows.ticks import BANGKOK, desk_of
from tests.jobs.conftest import PACE, started, wait_for
from tests.jobs.rows import states

MOMENTS = ("2024-04-03 09:00", "2024-04-04 13:00")


@pytest.mark.parametrize(
    ("told", "cards", "held"), [(Quota(300, 0), 1, 0), (Quota(2, 0), 0, 1), (None, 1, 0)]
)
def test_a_round_of_durable_work_keeps_to_the_budget(databases, tmp_path, told, cards, held) -> None:
    with desk_of(databases, tmp_path) as desk:
        desk.keep(issues=1)
        desk.person("สุดา", "ศส.")
        moments = [dt.datetime.fromisoformat(one).replace(tzinfo=BANGKOK) for one in MOMENTS]
        done: list[Done] = []
        jobs = Jobs(desk.engine, "node-1", PACE)
        reminders.define(
            jobs,
            lambda: moments[len(done)],
            BANGKOK,
            None,
            engine=desk.engine,
            ask=lambda: told,
            count=done.append,
        )
        with started(jobs):
            for number in range(len(moments)):
                with writing(desk.engine) as session:
                    work = jobs.enqueue(session, reminders.NAME, str(number))
                wait_for(lambda work=work: states(desk.engine)[work] in {"SUCCESS", "ERROR"})
        assert [(one.cards, one.held) for one in done] == [(0, 0), (cards, held)]
        with reading(desk.engine) as session:
            kept = of_channel(session, channel_of(session, desk.staff.agency_id) or 0)
        assert (None if kept is None else (kept.most, kept.used)) == (told and (told.limit, told.used))
