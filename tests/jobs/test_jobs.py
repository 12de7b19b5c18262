"""Durable work: enqueued with what asks for it, done once, recorded with what it changed."""

from __future__ import annotations

import json
import threading
from dataclasses import replace

import pytest
from alembic import command

from bot import jobs as room
from bot.jobs import Jobs
from bot.store import engine as engines
from bot.store import migrate
from bot.store.engine import writing
from bot.store.tables import Agency, Table
from tests.jobs.conftest import PACE, started, wait_for
from tests.jobs.rows import codes, execute, query, states

OURS = {
    "agency", "assessment", "audit_entry", "channel", "chat", "closure", "contact", "correction",
    "deployment", "dialogue", "duty", "evidence", "extension", "hush", "inbox_event", "invite",
    "job_executor", "leave", "link_key", "measure", "measure_ladder", "measure_owner", "measure_step",
    "membership", "notice", "notice_recipient", "notice_template",
    "office_policy", "outbox_message", "person", "plan_issue", "planned", "published_figure",
    "question_score", "quota_reading", "rate_bucket", "reminder", "reminder_card", "reminder_choice",
    "report", "report_source", "sent_message", "share", "unit",
}  # fmt: skip


def add(session, code):
    session.add(Agency(code=code, name_th=code, short_th=code))
    return code


def adding(run, code):
    run.change("add", lambda session: add(session, code))


def test_work_is_enqueued_with_the_transaction_that_asks_for_it(jobs, jobs_engine):
    jobs.define("adding", adding)

    def fail():
        with writing(jobs_engine) as session:
            add(session, "undone")
            jobs.enqueue(session, "adding", "1", "from undone")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    with writing(jobs_engine) as session:
        add(session, "done")
        assert jobs.enqueue(session, "adding", "2", "from done") == "adding:2"
    assert states(jobs_engine) == {"adding:2": "ENQUEUED"}
    with started(jobs):
        wait_for(lambda: states(jobs_engine) == {"adding:2": "SUCCESS"})
    assert codes(jobs_engine) == ["done", "from done"]


def test_the_same_work_is_done_once(jobs, jobs_engine):
    jobs.define("adding", adding)
    with writing(jobs_engine) as session:
        jobs.enqueue(session, "adding", "1", "first")
        jobs.enqueue(session, "adding", "1", "first again")
    with started(jobs):
        wait_for(lambda: states(jobs_engine) == {"adding:1": "SUCCESS"})
        with writing(jobs_engine) as session:
            jobs.enqueue(session, "adding", "1", "late")
            jobs.enqueue(session, "adding", "2", "second")
        wait_for(lambda: states(jobs_engine).get("adding:2") == "SUCCESS")
    assert codes(jobs_engine) == ["first", "second"]


def test_unknown_work_is_refused_before_it_is_stored(jobs, jobs_engine):
    with pytest.raises(LookupError), writing(jobs_engine) as session:
        jobs.enqueue(session, "nothing", "1")
    assert states(jobs_engine) == {}


def test_a_failed_step_leaves_nothing_and_is_tried_again(jobs, jobs_engine):
    seen = []

    def hesitating(session):
        add(session, f"try {len(seen)}")
        session.flush()
        seen.append(1)
        if len(seen) < 3:
            raise ValueError("not yet")
        return len(seen)

    jobs.define("hesitating", lambda run: run.change("hesitate", hesitating))
    with writing(jobs_engine) as session:
        jobs.enqueue(session, "hesitating", "1")
    with started(jobs):
        wait_for(lambda: states(jobs_engine) == {"hesitating:1": "SUCCESS"})
    assert codes(jobs_engine) == ["try 2"]
    assert len(seen) == 3


def test_work_that_fails_for_good_says_so_and_blocks_nobody(jobs, jobs_engine):
    def broken(session):
        add(session, "never")
        session.flush()
        raise ValueError("broken")

    jobs.define("broken", lambda run: run.change("break", broken))
    jobs.define("adding", adding)
    with writing(jobs_engine) as session:
        jobs.enqueue(session, "broken", "1")
        jobs.enqueue(session, "adding", "1", "other")
    with started(jobs):
        wait_for(lambda: states(jobs_engine) == {"broken:1": "ERROR", "adding:1": "SUCCESS"})
    assert codes(jobs_engine) == ["other"]
    ((error,),) = query(jobs_engine, "SELECT error FROM {dbos}workflow_output WHERE error IS NOT NULL")
    assert json.loads(error)["message"] == "broken"


REFUSE = {
    "sqlite": "CREATE TRIGGER refuse BEFORE INSERT ON datasource_outputs WHEN new.output IS NOT NULL"
    " BEGIN SELECT RAISE(ABORT, 'refused'); END",
    "postgresql": "ALTER TABLE {dbos}datasource_outputs ADD CONSTRAINT refuse CHECK (output IS NULL)",
}
ALLOW = {
    "sqlite": "DROP TRIGGER refuse",
    "postgresql": "ALTER TABLE {dbos}datasource_outputs DROP CONSTRAINT refuse",
}


def test_a_write_and_its_record_are_one(jobs_engine):
    """The record is refused, so the change is undone with it; both are there once it is not."""
    patient = Jobs(jobs_engine, "node-1", replace(PACE, waits=(0.02,) * 500))
    patient.define("adding", adding)
    execute(jobs_engine, REFUSE[jobs_engine.dialect.name])
    with writing(jobs_engine) as session:
        patient.enqueue(session, "adding", "1", "both")
    with started(patient):
        wait_for(lambda: query(jobs_engine, "SELECT * FROM {dbos}datasource_outputs"))
        assert codes(jobs_engine) == []
        execute(jobs_engine, ALLOW[jobs_engine.dialect.name])
        wait_for(lambda: states(jobs_engine) == {"adding:1": "SUCCESS"})
    assert codes(jobs_engine) == ["both"]


def test_what_stands_in_the_tables_can_be_read_by_sql(jobs, jobs_engine):
    halfway, go_on = threading.Event(), threading.Event()

    def telling(run, first, second):
        run.change("tell", lambda _session: {"th": "คะแนน", "n": [1, 2, first, second]})
        halfway.set()
        go_on.wait()

    jobs.define("telling", telling)
    with writing(jobs_engine) as session:
        jobs.enqueue(session, "telling", "1", "a", {"b": None})
    with started(jobs):
        assert halfway.wait(30)
        ((inputs, form, version),) = query(
            jobs_engine,
            "SELECT coalesce(i.inputs, s.inputs), s.serialization, s.application_version"
            " FROM {dbos}workflow_status s LEFT JOIN {dbos}workflow_input i USING (workflow_uuid)",
        )
        kept = {form for (form,) in query(jobs_engine, "SELECT serialization FROM {dbos}datasource_outputs")}
        ((output,),) = query(jobs_engine, "SELECT output FROM {dbos}datasource_outputs")
        go_on.set()
    assert (form, version, kept) == ("portable_json", "1", {"portable_json"})
    assert json.loads(inputs)["positionalArgs"] == ["a", {"b": None}]
    assert json.loads(output) == {"th": "คะแนน", "n": [1, 2, "a", {"b": None}]}


def test_stopping_leaves_the_rest_to_the_next_start(jobs, jobs_engine):
    first, go_on = threading.Event(), threading.Event()

    def two_steps(run, wait):
        run.change("one", lambda session: add(session, "one"))
        first.set()
        if wait:
            go_on.wait()
        run.change("two", lambda session: add(session, "two"))

    jobs.define("two", lambda run: two_steps(run, wait=True))
    with writing(jobs_engine) as session:
        jobs.enqueue(session, "two", "1")
    jobs.start()
    assert first.wait(30)
    stopping = threading.Thread(target=jobs.stop)
    stopping.start()
    wait_for(lambda: jobs.stopping)
    go_on.set()
    stopping.join()
    assert codes(jobs_engine) == ["one"]
    assert states(jobs_engine) == {"two:1": "PENDING"}
    again = Jobs(jobs_engine, "node-2", PACE)
    again.define("two", lambda run: two_steps(run, wait=False))
    with started(again):
        wait_for(lambda: states(jobs_engine) == {"two:1": "SUCCESS"})
    assert codes(jobs_engine) == ["one", "two"]


def test_scheduled_work_is_run_by_itself_once_each_time(jobs, jobs_engine):
    jobs.define("tick", lambda run, at, _: run.change("tick", lambda s: add(s, at)), cron="* * * * * *")
    with started(jobs):
        wait_for(lambda: list(states(jobs_engine).values()).count("SUCCESS") > 1)
    found = states(jobs_engine)  # the last may have written and not come to say so: its next start will
    assert len(codes(jobs_engine)) <= len(found)
    assert "ERROR" not in found.values()
    assert all(work.startswith("sched-tick-20") for work in found)


def test_only_one_runs_in_a_process(jobs, jobs_engine):
    second = Jobs(jobs_engine, "node-2", PACE)
    with started(jobs), pytest.raises(RuntimeError):
        second.start()
    with started(second):
        pass


def test_a_database_without_the_engines_tables_gets_them_at_the_start(empty_url):
    made = engines.create(empty_url)
    migrate.upgrade(made)
    jobs = Jobs(made, "node-1", PACE)
    jobs.define("adding", adding)
    with started(jobs):
        with writing(made) as session:
            jobs.enqueue(session, "adding", "1", "x")
        wait_for(lambda: codes(made) == ["x"])
    made.dispose()


def test_the_engines_tables_are_none_of_alembics_business(jobs_engine):
    room.migrate(jobs_engine)  # once more changes nothing
    with jobs_engine.connect() as connection:
        command.check(migrate.configuration(connection))


def test_no_table_of_ours_has_a_name_of_the_engines(jobs_engine):
    assert set(Table.metadata.tables) == OURS
    theirs = (
        {name for (name,) in query(jobs_engine, "SELECT name FROM sqlite_master WHERE type = 'table'")}
        - OURS
        - {"alembic_version"}
        if jobs_engine.dialect.name == "sqlite"
        else {n for (n,) in query(jobs_engine, "SELECT tablename FROM pg_tables WHERE schemaname = 'dbos'")}
    )
    assert {"workflow_status", "operation_outputs", "datasource_outputs", "dbos_migrations"} <= theirs
    assert not theirs & OURS
