"""`ita-bot tick` sends notices whose time has come; once, wherever it ends on the way."""

from __future__ import annotations

import asyncio
import datetime as dt
import itertools
import json
from collections import Counter
from contextlib import contextmanager

import pytest
from sqlalchemy import event, func
from sqlmodel import select

from bot import ticking
from bot.outbox.rows import LEASE
from bot.store import notices
from bot.store.engine import reading
from bot.store.tables import NoticeRecipient
from tests.commands import call
from tests.flows.bot import APRIL
from tests.flows.broadcast import crowd, got, make, multicasts, recipients
from tests.flows.ticks import desk_of

PEOPLE = 30


class Ended(BaseException):
    """The process ends here."""


@pytest.fixture
def desk(databases, tmp_path):
    with desk_of(databases, tmp_path) as made:
        yield made


def tick(desk, now: dt.datetime):
    return asyncio.run(ticking.tick(desk.engine, desk.settings, now.astimezone(dt.UTC)))


def counts(desk, key: int) -> dict[str, int]:
    with reading(desk.engine) as session:
        statement = select(NoticeRecipient.state, func.count()).group_by(NoticeRecipient.state)
        return dict(session.exec(statement.where(NoticeRecipient.notice_id == key)).all())


def test_a_tick_sends_what_is_due_and_the_same_tick_again_nothing(desk) -> None:
    those = crowd(desk.engine, desk.line, 700, at=APRIL)
    to = recipients(desk.engine, those)
    due = make(desk.engine, those, to, at=APRIL, send_at=APRIL + dt.timedelta(hours=2))
    later = make(desk.engine, those, to, at=APRIL, send_at=APRIL + dt.timedelta(days=2))
    for _ in range(2):
        tick(desk, APRIL + dt.timedelta(hours=3))
        assert got(desk.line) == Counter(those.line_ids)
    assert (counts(desk, due), counts(desk, later)) == ({"sent": 700}, {"queued": 700})
    assert sum(len(call.request["to"]) for call in multicasts(desk.line)) == 700
    with reading(desk.engine) as session:
        assert notices.bare(session, due).state == notices.SENT


def test_the_command_says_how_many_notices_it_looked_after(desk, tmp_path) -> None:
    those = crowd(desk.engine, desk.line, 30, at=APRIL)
    make(desk.engine, those, recipients(desk.engine, those), at=APRIL)
    make(desk.engine, those, recipients(desk.engine, those), at=APRIL, send_at=APRIL + dt.timedelta(days=2))
    given = desk.settings
    environment = {
        "LINE_CHANNEL_SECRET": desk.line.secret,
        "LINE_CHANNEL_ACCESS_TOKEN": desk.line.token,
        "LINE_API_BASE_URL": given.api_base_url,
        "DATABASE_URL": given.database_url,
        "ITA_BOT_DATA_DIR": str(tmp_path),
    }
    first = call(("tick", "--now", APRIL.isoformat(), "--json"), environment, tmp_path)
    assert (json.loads(first.stdout)["notices"], json.loads(first.stdout)["sent"]) == (1, 2), first.stderr
    assert got(desk.line) == Counter(those.line_ids)
    again = call(("tick", "--now", APRIL.isoformat()), environment, tmp_path)
    assert "; 0 notices were begun or gone on with; LINE took 0 calls" in again.stdout


@contextmanager
def ending(engine, at: int):
    """End the process at its n-th statement or commit, in whatever thread."""
    count = itertools.count(1)

    def step(*_: object) -> None:
        if next(count) == at:
            raise Ended

    event.listen(engine, "before_cursor_execute", step)
    event.listen(engine, "commit", step)
    try:
        yield
    finally:
        event.remove(engine, "before_cursor_execute", step)
        event.remove(engine, "commit", step)


def test_a_notice_that_ends_anywhere_on_its_way_reaches_each_once(desk) -> None:
    """At any statement: of beginning it, of each batch, of each call before and after it, and of its end."""
    those = crowd(desk.engine, desk.line, PEOPLE, at=APRIL)
    to = recipients(desk.engine, those)
    half = 1 if desk.engine.dialect.name == "sqlite" else 2  # each database every other statement
    now, sent, whole, at = APRIL, 0, False, half
    while not whole:
        key = make(desk.engine, those, to, at=now)
        try:
            with ending(desk.engine, at):
                tick(desk, now)
            whole = True
        except Ended:
            now += LEASE + dt.timedelta(seconds=1)
            tick(desk, now)
        sent += 1
        assert counts(desk, key) == {"sent": PEOPLE}, at
        now += dt.timedelta(minutes=1)
        at += 2
    assert at > 60
    assert got(desk.line) == Counter(those.line_ids * sent)
