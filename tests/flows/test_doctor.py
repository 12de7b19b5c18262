"""`ita-bot doctor` and `replay`, as programs beside a running bot."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys

import pytest

from bot import usecases
from bot.app import real_clock
from bot.doctor import examine
from bot.jobs import Jobs
from bot.settings import Settings
from bot.store import jobs
from bot.store.engine import writing
from tests.flows.test_trouble import REPLY, attempts, settled, wait_for
from tests.jobs.rows import execute, states


@pytest.fixture
def stage(own_stage):
    """Each of these has a bot of its own."""
    return own_stage


@pytest.fixture
def look(stage, tmp_path):
    """Have the doctor look at the running bot, or at one whose settings are others."""

    def examined(**changes):
        given = stage.service.settings
        values = {
            "LINE_CHANNEL_SECRET": stage.line.secret,
            "LINE_CHANNEL_ACCESS_TOKEN": stage.line.token,
            "LINE_API_BASE_URL": given.api_base_url,
            "DATABASE_URL": given.database_url,
            "ITA_BOT_DATA_DIR": str(tmp_path),
            "ITA_BOT_PORT": stage.url.rpartition(":")[2],
        }
        findings = asyncio.run(examine(Settings(_env_file=None, **{**values, **changes}), real_clock))
        found = {}
        for one in findings:
            found.setdefault(one.check, []).append(one)
        return found

    return examined


def replay(stage, reference):
    """Run the command as its operator does."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("ITA_BOT_", "LINE_"))}
    return subprocess.run(  # noqa: S603 (our own)
        [sys.executable, "-m", "bot.cli", "replay", reference],
        env={**kept, "DATABASE_URL": stage.service.settings.database_url},
        capture_output=True,
        text=True,
        check=False,
    ).stdout


def levels(found):
    return {check: [one.level for one in findings] for check, findings in found.items()}


def test_all_is_well_but_for_what_only_its_operator_knows(stage, look) -> None:
    stage.ask("คะแนนรวม")
    settled(stage, "sent")
    found = look()
    expected = {
        "settings", "disk", "token", "group setting", "clock (LINE)", "webhook address", "webhook test",
        "quota", "database", "migrations", "workers", "waiting events", "queued messages", "parked events",
        "parked jobs", "undelivered messages", "armed", "message budget", "unlinked owners", "paused notices",
    }  # fmt: skip
    postgresql = {"clock (database)"} if "postgresql" in stage.service.settings.database_url else set()
    assert set(found) == expected | postgresql
    not_well = {check: one for check, one in levels(found).items() if set(one) != {"ok"}}
    not_well.pop("disk", None)  # of the machine that runs the tests
    assert not_well == {"webhook address": ["warning"]}  # ITA_BOT_BASE_URL is not set
    assert not [secret for secret in (stage.line.secret, stage.line.token) if secret in str(found)]


def test_parked_and_refused_things_are_told_and_run_again(stage, look, monkeypatch) -> None:
    table = usecases.TABLE
    monkeypatch.setattr(usecases, "TABLE", {**table, "score.question": lambda _: 1 / 0})
    stage.line.fail(403, REPLY)
    stage.line.say(stage.somchai, "คะแนนรวม")
    settled(stage, "refused")
    stage.line.say(stage.somchai, "ข้อ e14")
    for tries in (1, 2):
        wait_for(lambda tries=tries: attempts(stage) >= tries)
        stage.clock.push(seconds=5)
    stage.line.wait_sent(stage.somchai)
    settled(stage, "sent")
    work = failed_work(stage)
    found = look(ITA_BOT_BASE_URL="https://bot.example")
    (event,) = found["parked events"]
    reference = event.found.partition(":")[0]
    assert (event.level, f"ita-bot replay {reference}" in event.do) == ("problem", True)
    assert found["parked jobs"][0].found.startswith(f"{jobs.reference(work)}: {work} failed")
    (refused,) = found["undelivered messages"]
    assert (refused.level, stage.line.calls[0].request_id in refused.found) == ("warning", True)
    (address,) = found["webhook address"]
    assert (address.level, "https://bot.example/webhook" in address.do) == ("problem", True)

    monkeypatch.setattr(usecases, "TABLE", table)
    assert replay(stage, reference.lower()) == f"{reference} will be tried again\n"
    wait_for(lambda: len(stage.line.sent(stage.somchai)) == 2)
    assert replay(stage, jobs.reference(work)) == f"{jobs.reference(work)} will be tried again\n"
    wait_for(lambda: states(stage.service.engine)[work] == "SUCCESS")
    found = look()
    assert levels(found)["parked events"] == levels(found)["parked jobs"] == ["ok"]


def failed_work(stage):
    """Retention that failed: the running bot knows how to do it, and will when it is asked again."""
    asking = Jobs(stage.service.engine, "asking")
    asking.define("retention", lambda *_: None)
    with writing(stage.service.engine) as session:
        work = asking.enqueue(session, "retention", "1")
    wait_for(lambda: states(stage.service.engine)[work] == "SUCCESS")
    execute(
        stage.service.engine,
        "UPDATE {dbos}workflow_status SET status = 'ERROR' WHERE workflow_uuid = :work",
        work=work,
    )
    return work


def test_where_nothing_is_set_up_it_says_what_to_do_and_makes_nothing(look, tmp_path) -> None:
    data = tmp_path / "none"
    wrong = {"LINE_CHANNEL_SECRET": "", "LINE_CHANNEL_ACCESS_TOKEN": "wrong"}
    found = look(DATABASE_URL="", ITA_BOT_DATA_DIR=str(data), **wrong)
    assert levels(found)["token"] == ["problem"]
    assert found["settings"][1].found == "LINE_CHANNEL_SECRET is not set"
    assert found["database"][0].do == "run ita-bot migrate"
    assert not data.exists()


def test_it_tells_that_line_or_the_bot_does_not_answer(stage, look) -> None:
    found = levels(look(LINE_API_BASE_URL="http://127.0.0.1:9", ITA_BOT_PORT="9"))
    assert found["token"] == ["problem"]
    assert "webhook address" not in found
    if stage.service.engine.dialect.name == "sqlite":
        assert found["workers"] == ["problem"]


def test_a_part_that_line_does_not_tell_is_a_warning(stage, look) -> None:
    for path in ("quota", "webhook/endpoint"):
        stage.line.fail(500, path)
    found = levels(look())
    assert found["quota"] == found["webhook address"] == ["warning"]
    stage.line.world.endpoint = ""
    assert "none is set" in look()["webhook address"][0].found
