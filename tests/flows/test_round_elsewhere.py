"""Reminders of a bot on its own: in another zone, by its schedule, beside `ita-bot tick`, on a copy."""

from __future__ import annotations

import datetime as dt
from contextlib import contextmanager

from sqlalchemy import text

from bot.app import Service
from bot.arming import NOT_ARMED
from bot.simulator import serve
from bot.store import deployment, queries
from bot.store import engine as engines
from bot.store import office as offices
from bot.store.engine import reading, writing
from tests.commands import call
from tests.flows.bot import APRIL, StoppedClock, running, settings
from tests.flows.conftest import Stage, staged
from tests.flows.office import Office, Staff
from tests.flows.rounds import pushes, tick, turn_to, waiting
from tests.flows.test_round_trouble import at, move_all, present
from tests.flows.test_trouble import wait_for

ROUNDS = "SELECT count(*) FROM {prefix}workflow_status WHERE name = 'reminders' AND status = 'SUCCESS'"
STEPS = """SELECT function_name FROM {prefix}operation_outputs WHERE workflow_uuid = (SELECT workflow_uuid
    FROM {prefix}workflow_status WHERE name = 'reminders' AND status = 'SUCCESS'
    ORDER BY created_at DESC LIMIT 1)"""
EVERY_SECOND = "* * * * * *"


@contextmanager
def by_itself(line, url: str, folder):
    """Run the example agency's bot; it looks every second whom to tell."""
    clock = StoppedClock()
    with serve(line) as line_url:
        service = Service(settings(line, line_url, url, folder), clock, rounds=EVERY_SECOND)
        with running(service) as base:
            line.world.endpoint = f"{base}/webhook"
            yield Stage(line, service, clock, base, line.person("สมชาย"))
        service.engine.dispose()


def command(stage: Stage, folder, *arguments: str):
    given = stage.service.settings
    environment = {
        "LINE_CHANNEL_SECRET": stage.line.secret,
        "LINE_CHANNEL_ACCESS_TOKEN": stage.line.token,
        "LINE_API_BASE_URL": given.api_base_url,
        "DATABASE_URL": given.database_url,
        "ITA_BOT_DATA_DIR": str(folder),
    }
    return call(arguments, environment, folder)


def rounds(stage: Stage) -> int:
    """Count the rounds that the schedule has run."""
    prefix = "" if stage.service.engine.dialect.name == "sqlite" else "dbos."
    with reading(stage.service.engine) as session:
        found = (
            f"SELECT count(*) FROM {prefix}workflow_status WHERE name = 'reminders' AND status = 'SUCCESS'"  # noqa: S608 (ours)
        )
        return int(session.connection().execute(text(found)).scalar_one())


def steps(stage: Stage) -> list[str]:
    """Return what the last round of the schedule did."""
    prefix = "" if stage.service.engine.dialect.name == "sqlite" else "dbos."
    with reading(stage.service.engine) as session:
        return list(session.connection().execute(text(STEPS.format(prefix=prefix))).scalars())


def test_the_schedule_and_the_command_at_the_same_time_tell_once(line, example_url, tmp_path) -> None:
    with by_itself(line, example_url, tmp_path) as stage:
        office = Office(stage)
        people: list[Staff] = [
            present(office, f"คนที่ {number}", unit) for number, unit in enumerate(("ศส.", "กร.1", "กร.2"))
        ]
        turn_to(stage, "2024-04-03 13:00")
        before = rounds(stage)
        wait_for(lambda: rounds(stage) > before + 1)
        wait_for(lambda: steps(stage) == ["due"])  # nothing was: one look is all that is on record
        for day in (4, 19, 25):
            turn_to(stage, f"2024-04-{day:02} 13:00")
            before = rounds(stage)
            for _ in range(3):
                tick(stage)
            wait_for(lambda before=before: rounds(stage) > before + 1)
            wait_for(lambda: not waiting(stage))
        told = sorted(call.request["to"] for call in pushes(stage))
    assert told == sorted(person.line.user_id for person in people for _ in range(3))


def test_the_command_tells_once_and_refuses_a_copy(line, example_url, tmp_path) -> None:
    with staged(line, example_url, tmp_path) as stage:
        office = Office(stage)
        suda = present(office, "สุดา", "ศส.")
        turn_to(stage, "2024-04-03 13:00")
        tick(stage)
        with writing(office.engine) as session:
            deployment.disarm(session, stage.clock(), "restored")
        wait_for(lambda: stage.service.problems() == [NOT_ARMED])
        refused = command(stage, tmp_path, "tick", "--now", "2024-04-04T13:00+07:00")
        assert (refused.returncode, refused.stdout, refused.stderr.count("\n")) == (1, "", 1)
        assert "not armed" in refused.stderr
        assert pushes(stage) == []
        with writing(office.engine) as session:
            deployment.arm(session, stage.clock(), "me", send_waiting=False)
        turn_to(stage, "2024-04-04 13:00")
        done = [command(stage, tmp_path, "tick", "--now", "2024-04-04T13:00+07:00") for _ in range(2)]
        assert [one.returncode for one in done] == [0, 0]
        wait_for(lambda: not waiting(stage))
        assert [call.request["to"] for call in pushes(stage)] == [suda.line.user_id]


def test_a_copy_does_no_round_by_itself_until_it_is_armed(line, example_url, tmp_path) -> None:
    engine = engines.create(example_url)
    with writing(engine) as session:
        deployment.disarm(session, APRIL, "restored")
    engine.dispose()
    with by_itself(line, example_url, tmp_path) as stage:
        assert stage.service.problems() == [NOT_ARMED]
        assert stage.service.worker is None
        with writing(stage.service.engine) as session:
            assert deployment.arm(session, stage.clock(), "me", send_waiting=False)
        wait_for(lambda: rounds(stage) > 0)
        suda = present(Office(stage), "สุดา", "ศส.")
        turn_to(stage, "2024-04-03 13:00")
        seen = rounds(stage)
        wait_for(lambda: rounds(stage) > seen + 1)
        turn_to(stage, "2024-04-04 13:00")
        line.wait_calls(1, "/v2/bot/message/push")
        assert [call.request["to"] for call in pushes(stage)] == [suda.line.user_id]


def test_an_hour_that_the_clocks_leave_out_is_made_up_for(line, example_url, tmp_path) -> None:
    with staged(line, example_url, tmp_path, ITA_BOT_TIMEZONE="Europe/Berlin") as stage:
        office = Office(stage)
        suda = present(office, "สุดา", "ศส.")
        turn_to(stage, "2024-03-29 20:00")
        move_all(office, dt.date(2024, 3, 1), dt.date(2024, 3, 31))
        with writing(office.engine) as session:
            night_shift(session, office, stage)
        tick(stage)
        told = {
            moment: at(stage, f"2024-03-31 {moment}")  # Bangkok's, five or six hours ahead
            for moment in ("07:29", "07:59", "08:00", "08:29", "08:30", "08:31", "09:30")
        }
    assert [moment for moment, to in told.items() if to == [suda.line.user_id]] == ["08:30"]
    assert sum(map(len, told.values())) == 1


def night_shift(session, office: Office, stage: Stage) -> None:
    """Let the agency work on the night of that Sunday, and be told at 02:30."""
    day = dt.date(2024, 3, 31)
    offices.set_day(session, office.agency_id, day, closed=False, name=None, now=stage.clock())
    offices.decide(session, office.agency_id, opens="01:00", closes="05:00", push_at="02:30")
    queries.advance(session, office.agency_id)
