"""What is old goes, in small batches; what is open or young stays."""

from __future__ import annotations

import datetime as dt

import pytest
from obstore.store import MemoryStore
from sqlmodel import select

from bot.evidence.vault import Vault
from bot.jobs import Jobs, retention
from bot.store import conversations, dialogues, inbox
from bot.store.engine import reading, writing
from bot.store.tables import (
    Agency,
    AuditEntry,
    Channel,
    Chat,
    Contact,
    Dialogue,
    Evidence,
    Extension,
    InboxEvent,
    Invite,
    Measure,
    OutboxMessage,
    Person,
    Report,
    ReportSource,
    SentMessage,
    Unit,
)
from bot.usecases.retention import DAYS, Kept, cutoff
from tests.jobs.conftest import PACE, started, wait_for
from tests.jobs.rows import execute, query, states

NOW = dt.datetime(2024, 4, 1, 2, 0, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)
LATER = dt.datetime(2100, 1, 1, tzinfo=dt.UTC)


def ago(days, seconds=0):
    return NOW - dt.timedelta(days=days, seconds=seconds)


@pytest.fixture
def chat(jobs_engine):
    with writing(jobs_engine) as session:
        session.add(channel := Channel())
        session.flush()
        session.add(chat := Chat(channel_id=channel.id, line_id="U1"))
        session.flush()
    return {"channel_id": channel.id, "chat_id": chat.id}


def event(chat, name, **values):
    common = {"type": "message", "occurred_ms": 1, "received_at": ago(1000), "payload": {"text": "x"}}
    return InboxEvent(**chat, event_id=name, **{**common, **values})


def message(chat, name, state, done_at, event_id=None):
    times = {"created_at": ago(1000), "not_before": ago(1000), "done_at": done_at}
    return OutboxMessage(
        **chat, recipient="U1", messages=[], retry_key=name, state=state, event_id=event_id, **times
    )


def run(engine, now, batch=500, key="1"):
    jobs = Jobs(engine, "node-1", PACE)
    retention.define(jobs, lambda: now, Vault(MemoryStore()), batch)
    with writing(engine) as session:
        work = jobs.enqueue(session, "retention", key)
    with started(jobs):
        wait_for(lambda: states(engine).get(work) in {"SUCCESS", "ERROR"})
    assert states(engine)[work] == "SUCCESS"
    return work


def test_the_table_names_everything_that_is_thrown_away():
    assert set(DAYS) == set(Kept) == {*retention.FORGET, *retention.EVIDENCE, *retention.ENDED}
    assert cutoff(Kept.HANDLED_EVENTS, NOW) == NOW - dt.timedelta(days=7)


def test_exactly_what_is_old_goes(jobs_engine, chat):
    young, old = {"seconds": 0}, {"seconds": 1}
    with writing(jobs_engine) as session:
        session.add_all(
            [
                event(chat, "handled, young", handled_at=ago(7, **young), payload=None),
                event(chat, "handled, old", handled_at=ago(7, **old), payload=None),
                answered := event(chat, "handled, old, answered", handled_at=ago(8), payload=None),
                unsent := event(chat, "handled, old, not delivered", handled_at=ago(1000), payload=None),
                event(chat, "open, old"),
                event(chat, "parked, young", parked_at=ago(7, **young), reference="A"),
                event(chat, "parked, to be erased", parked_at=ago(7, **old), reference="B"),
                event(chat, "parked, old, erased", parked_at=ago(30, **young), reference="C"),
                event(chat, "parked, old", parked_at=ago(30, **old), reference="D"),
            ]
        )
        session.flush()
        session.add_all(
            [
                message(chat, "queued, old", "queued", None, unsent.id),
                message(chat, "sent, of an old event", "sent", ago(8), answered.id),
                message(chat, "sent, young", "sent", ago(30, **young)),
                *(message(chat, state, state, ago(30, **old)) for state in ("sent", "refused", "unknown")),
                SentMessage(**chat, message_id="young", sent_at=ago(365, **young)),
                SentMessage(**chat, message_id="old", sent_at=ago(365, **old)),
            ]
        )
    run(jobs_engine, NOW)
    with reading(jobs_engine) as session:
        erased = "payload IS NULL OR CAST(payload AS TEXT) = 'null'"
        events = query(jobs_engine, f"SELECT event_id, {erased} FROM inbox_event")  # noqa: S608 (ours)
        assert not inbox.unpark(session, "B")
    left = {name for name, _ in events}
    assert left == {
        "handled, young",
        "handled, old, not delivered",
        "open, old",
        "parked, young",
        "parked, to be erased",
        "parked, old, erased",
    }
    assert {name for name, erased in events if not erased} == {"open, old", "parked, young"}
    messages = dict(query(jobs_engine, "SELECT retry_key, event_id FROM outbox_message"))
    assert messages == {"queued, old": unsent.id, "sent, of an old event": None, "sent, young": None}
    assert query(jobs_engine, "SELECT message_id FROM sent_message") == [("young",)]


def test_it_goes_in_batches_each_with_its_record(jobs_engine, chat):
    with writing(jobs_engine) as session:
        session.add_all(event(chat, f"{n}", handled_at=ago(8), payload=None) for n in range(5))
        session.add_all(event(chat, f"p{n}", parked_at=ago(8), reference=f"{n}") for n in range(4))
    work = run(jobs_engine, NOW, batch=2)
    steps = query(
        jobs_engine,
        "SELECT function_name, output FROM {dbos}operation_outputs WHERE workflow_uuid = :work"
        " ORDER BY function_id",
        work=work,
    )
    counts = {kept: [output for name, output in steps if name == kept] for kept in Kept}
    assert counts[Kept.HANDLED_EVENTS] == ["2", "2", "1"]
    assert counts[Kept.PARKED_CONTENT] == ["2", "2", "0"]
    assert counts[Kept.SENT_IDS] == ["0"]


def test_finished_and_parked_work_is_forgotten_and_other_work_is_not(jobs_engine):
    done = run(jobs_engine, NOW, key="done")
    kept, parked = ("PENDING", "ENQUEUED", "CANCELLED"), ("ERROR", "MAX_RECOVERY_ATTEMPTS_EXCEEDED")
    idle = Jobs(jobs_engine, "node-1", PACE)
    retention.define(idle, lambda: NOW, Vault(MemoryStore()))
    with writing(jobs_engine) as session:
        names = {state: idle.enqueue(session, "retention", state) for state in (*kept, *parked)}

    def ended(states, at):
        for state in states:  # of a version that nobody runs, so that they stay as they are
            execute(
                jobs_engine,
                "UPDATE {dbos}workflow_status SET status = :state, application_version = '0',"
                " completed_at = :at WHERE workflow_uuid = :name",
                state=state,
                name=names[state],
                at=round(at.timestamp() * 1000),
            )

    ended(kept, NOW - 1000 * DAY)
    ended(parked, NOW - 29 * DAY)
    work = run(jobs_engine, NOW)
    assert states(jobs_engine).keys() == {done, work, *names.values()}  # by the demo's clock all is young
    ended(parked, NOW - 31 * DAY)
    last = run(jobs_engine, LATER, key="last")
    assert states(jobs_engine) == {last: "SUCCESS", **{names[state]: state for state in kept}}


@pytest.fixture
def office(jobs_engine):
    with writing(jobs_engine) as session:
        session.add(agency := Agency(code="a", name_th="a", short_th="a"))
        session.flush()
        session.add(unit := Unit(agency_id=agency.id, position=1, abbr="u"))
        session.flush()
        return {"agency_id": agency.id, "unit_id": unit.id}


def contact(session, chat, name, **values):
    session.add(Chat(channel_id=chat["channel_id"], line_id=name))
    session.add(made := Contact(channel_id=chat["channel_id"], line_id=name, language="en", **values))
    session.flush()
    return made.id


def test_codes_and_dialogues_that_are_over_go(jobs_engine, chat, office):
    young, old = {"seconds": 0}, {"seconds": 1}
    common = {**office, "role": "staff", "made_at": ago(400)}
    with writing(jobs_engine) as session:
        keys = {name: contact(session, chat, name) for name in ("young", "old", "over")}
        session.add_all(
            [
                Invite(**common, code_hash="expired, young", expires_at=ago(90, **young)),
                Invite(**common, code_hash="expired, old", expires_at=ago(90, **old)),
                Invite(**common, code_hash="used, old", expires_at=ago(0), used_at=ago(90, **old)),
                Invite(**common, code_hash="good", expires_at=LATER),
                *(
                    Dialogue(
                        chat_id=chat["chat_id"],
                        contact_id=keys[name],
                        number=7,
                        state={} if name == "over" else {"kind": "Draft", "lines": []},
                        touched_at=ago(7, **(young if name == "young" else old)),
                    )
                    for name in keys
                ),
            ]
        )
    run(jobs_engine, NOW)
    left = {name for (name,) in query(jobs_engine, "SELECT code_hash FROM invite")}
    assert left == {"expired, young", "good"}
    with reading(jobs_engine) as session:
        found = {key: dialogues.of(session, chat["chat_id"], keys[key]) for key in keys}
    assert {key: bool(kept.state) for key, kept in found.items()} == {
        "young": True, "old": False, "over": False,
    }  # fmt: skip
    assert {kept.number for kept in found.values()} == {7}


def test_strangers_who_block_the_bot_are_forgotten(jobs_engine, chat, office):
    with writing(jobs_engine) as session:
        old = contact(session, chat, "old", blocked_at=ago(30, 1), followed_at=ago(100))
        contact(session, chat, "young", blocked_at=ago(30))
        contact(session, chat, "friend")
        linked = contact(session, chat, "linked", blocked_at=ago(300))
        session.add(
            Person(agency_id=office["agency_id"], contact_id=linked, notice_version=1, accepted_at=ago(300))
        )
    run(jobs_engine, NOW)
    assert {name for (name,) in query(jobs_engine, "SELECT line_id FROM contact")} == {
        f"erased-{old}", "young", "friend", "linked",
    }  # fmt: skip
    chats = {name for (name,) in query(jobs_engine, "SELECT line_id FROM chat")}
    assert chats == {"U1", f"erased-{old}", "young", "friend", "linked"}
    row = f"SELECT language, blocked_at, followed_at FROM contact WHERE id = {old}"  # noqa: S608 (ours)
    assert query(jobs_engine, row) == [("th", None, None)]
    with writing(jobs_engine) as session:  # the one who comes back in a chat that is known by its key
        new = conversations.new_contact(session, chat["channel_id"], "old")
        key = session.exec(select(Chat.id).where(Chat.line_id == f"erased-{old}")).one()
        conversations.followed(session, new, key, NOW)
    assert "old" in {name for (name,) in query(jobs_engine, "SELECT line_id FROM chat")}


def test_what_is_evidence_goes_after_five_years(jobs_engine, chat):
    days = DAYS[Kept.REPORTS]
    with writing(jobs_engine) as session:
        session.add(agency := Agency(code="a", name_th="a", short_th="a"))
        session.flush()
        session.add(unit := Unit(agency_id=agency.id, position=1, abbr="u"))
        plan = {"plan_year": 2567, "issue": 1, "number": 1, "text": "x", "period": "x"}
        day = NOW.date()
        session.add(measure := Measure(agency_id=agency.id, start=day, due=day, **plan))
        session.flush()
        of_both = {
            "agency_id": agency.id,
            "measure_id": measure.id,
            "unit_id": unit.id,
            "chat_id": chat["chat_id"],
        }
        old = [Report(**of_both, filing=name, percent=1, received_at=ago(days, 1)) for name in "ab"]
        session.add_all(old)
        session.flush()
        session.add(ReportSource(report_id=old[0].id, chat_id=chat["chat_id"], message_id="1"))
        session.add(
            Evidence(
                agency_id=agency.id,
                chat_id=chat["chat_id"],
                report_id=old[1].id,
                message_id="2",
                kind="image",
                received_at=ago(days),
            )
        )
        session.add(Report(**of_both, filing="c", percent=2, received_at=ago(days), replaces=old[0].id))
        for at in (ago(days, 1), ago(days)):
            session.add(Extension(**of_both, asked_at=at, due_before=day, until=day))
            session.add(AuditEntry(agency_id=agency.id, at=at, actor="bot", action="x", subject="x"))
    before = cutoff(Kept.REPORTS, NOW)
    with writing(jobs_engine) as session:
        assert retention.old.forget_reports(session, before) == 1
        assert retention.old.forget_extensions(session, before) == 1
        assert retention.old.forget_audit(session, before) == 1
    with reading(jobs_engine) as session:
        left = session.exec(select(Report).order_by(Report.id)).all()
        assert [(one.filing, one.replaces) for one in left] == [("b", None), ("c", None)]
        assert len(session.exec(select(Extension)).all()) == len(session.exec(select(AuditEntry)).all()) == 1
