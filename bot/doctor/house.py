"""Checks of this installation: settings, disk, database, workers, and what is parked or was not delivered."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Final

import httpx

from bot.doctor import clock, telling
from bot.doctor.findings import Finding, ok, problem, warning
from bot.logs import without_ids
from bot.store import backlog, executors, jobs, migrate, outbox
from bot.store import engine as engines

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sqlalchemy import Engine
    from sqlmodel import Session

    from bot.settings import Settings
    from bot.store.backlog import Backlog, ParkedEvent
    from bot.store.jobs import ParkedJob
    from bot.store.outbox import Trouble

SHOWN: Final = 10
"""Of each kind; the rest is counted."""
SILENT: Final = dt.timedelta(seconds=30)
"""A worker says every five seconds that it lives."""
LATE_SECONDS: Final = 60.0
MEGABYTE: Final = 2**20
LITTLE, TOO_LITTLE = 1024, 200
"""Free megabytes: time to look, and time to fear for the database."""
_START: Final = "start ita-bot run, or ita-bot worker beside ita-bot web"
_READY: Final = 200


def of_settings(settings: Settings) -> list[Finding]:
    """Tell what is set, and what is missing or half done."""
    found = [ok("settings", f"read; days begin and end in {settings.timezone}")]
    if not settings.secrets:
        found.append(_missing("LINE_CHANNEL_SECRET", "channel secret"))
    if not settings.channel_access_token.get_secret_value().strip():
        found.append(_missing("LINE_CHANNEL_ACCESS_TOKEN", "channel access token"))
    if len(settings.secrets) > 1:
        do = "take the old one out once LINE signs with the new one"
        found.append(warning("settings", f"{len(settings.secrets)} channel secrets are accepted", do))
    return found


def of_disk(folder: Path) -> Finding:
    """Judge the space left where the data folder is, or would be."""
    there = next(one for one in (folder.absolute(), *folder.absolute().parents) if one.exists())
    free = shutil.disk_usage(there).free // MEGABYTE
    found, do = f"{free} MB free at {folder}", "make room, or move ITA_BOT_DATA_DIR"
    if free < TOO_LITTLE:
        return problem("disk", found, do)
    return warning("disk", found, do) if free < LITTLE else ok("disk", found)


def of_database(settings: Settings, now: Callable[[], dt.datetime]) -> list[Finding]:
    """Look into the database, if there is one; a SQLite file is not made by looking for it."""
    shown = engines.shown(settings.database_url)
    if not engines.is_there(settings.database_url):
        return [problem("database", f"there is none at {shown}", "run ita-bot migrate")]
    engine = engines.create(settings.database_url)
    try:
        engines.need(engine)
        return [ok("database", f"{shown} answers"), *_within(engine, settings, now)]
    except engines.Unreachable as error:
        return [problem("database", f"{shown} does not answer: {error}", "start it, or mend DATABASE_URL")]
    except engines.AWAY as error:
        return [
            problem("database", f"{shown} fails: {type(error).__name__}", "see its own log, and its disk")
        ]
    finally:
        engine.dispose()


def _within(engine: Engine, settings: Settings, now: Callable[[], dt.datetime]) -> list[Finding]:
    if not migrate.is_current(engine):
        return [problem("migrations", "the tables are not those of this version", "run ita-bot migrate")]
    found = [ok("migrations", "current")]
    with engines.reading(engine) as session:
        if engine.dialect.name == "postgresql":
            before = now()
            found.append(clock.compared("database", executors.database_now(session), before, now()))
            found.append(workers(executors.living(session, SILENT)))
        else:
            found.append(_served(settings))
        waits = backlog.read(session, now())
        local = now().astimezone(settings.zone)
        return [
            *found,
            armed(waits),
            *waiting(waits),
            *_left_over(session, waits),
            *telling.of_agencies(session, local),
        ]


def _left_over(session: Session, waits: Backlog) -> list[Finding]:
    parked = jobs.parked(session)
    return [
        *parked_events(backlog.parked_events(session, SHOWN), waits.events["parked"]),
        *parked_jobs(parked[-SHOWN:], len(parked)),
        *undelivered(outbox.troubles(session, SHOWN), waits),
    ]


def _served(settings: Settings) -> Finding:
    """Ask the service itself: with a SQLite file it is on this machine, and nobody notes that it lives."""
    host = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(settings.host, settings.host)  # noqa: S104 (told apart)
    url = f"http://{host}:{settings.port}/readyz"
    try:
        answer = httpx.get(url, timeout=5, trust_env=False)
    except httpx.HTTPError:
        return problem("workers", f"nothing answers at {url}", _START)
    if answer.status_code != _READY:
        return problem("workers", f"{url} says {answer.text[:200]}", "see the log of the service")
    return ok("workers", f"{url} says it is ready")


# --- judgements -------------------------------------------------------------------------------------------


def workers(living: int) -> Finding:
    """Judge how many processes said lately that they run durable work, as every worker does."""
    return ok("workers", f"{living} alive") if living else problem("workers", "none is alive", _START)


def armed(waits: Backlog) -> Finding:
    """Judge whether the database acts at all: a copy must not, before somebody says so."""
    if waits.armed:
        return ok("armed", "yes: events are handled and messages sent")
    return problem(
        "armed",
        "no: the database is a copy, or was disarmed by hand",
        "see docs/operating.md, then: ita-bot arm",
    )


def waiting(waits: Backlog) -> list[Finding]:
    """Judge what waits: people have been waiting that long for an answer."""
    events, messages = waits.events["waiting"], waits.outbox[outbox.QUEUED]
    found = []
    for check, number, oldest in (
        ("waiting events", events, waits.events_oldest),
        ("queued messages", messages, waits.outbox_oldest),
    ):
        told = f"{number}, the oldest for {oldest:.0f} seconds" if number else "none"
        if oldest > LATE_SECONDS:
            do = "see that workers run, and their log; LINE may be away: see ita_bot_circuit_open"
            found.append(warning(check, told, do))
        else:
            found.append(ok(check, told))
    return found


def parked_events(shown: Sequence[ParkedEvent], number: int) -> list[Finding]:
    """Tell events that failed too often."""
    if not shown:
        return [ok("parked events", "none")]
    lines = [
        problem(
            "parked events",
            f"{one.reference}: {one.type}, parked {_at(one.parked_at)}",
            "its content is erased by now; find the cause in the log by its reference number"
            if one.erased
            else f"find the cause in the log by {one.reference}, then: ita-bot replay {one.reference}",
        )
        for one in shown
    ]
    return [*lines, *_more("parked events", number - len(shown))]


def parked_jobs(shown: Sequence[ParkedJob], number: int) -> list[Finding]:
    """Tell durable work that failed for good or was given up."""
    if not shown:
        return [ok("parked jobs", "none")]
    how = {"ERROR": "failed", "MAX_RECOVERY_ATTEMPTS_EXCEEDED": "ended its process again and again"}
    lines = [
        problem(
            "parked jobs",
            f"{one.reference}: {one.work} {how[one.state]}, {_at(one.parked_at)}",
            f"find the cause in the log by {one.reference}, then: ita-bot replay {one.reference}",
        )
        for one in shown
    ]
    return [*lines, *_more("parked jobs", number - len(shown))]


def undelivered(shown: Sequence[Trouble], waits: Backlog) -> list[Finding]:
    """Tell messages that LINE refused, and those of which nobody knows whether they arrived."""
    if not shown:
        return [ok("undelivered messages", "none")]
    lines = [
        warning(
            "undelivered messages",
            f"row {one.id}: {one.state}, {_at(one.done_at)}, {without_ids(one.problem or 'too late')}"
            + (f" (LINE's request {one.request_id})" if one.request_id else ""),
            "it is not sent again; what LINE said tells why, and LINE's support knows the request",
        )
        for one in shown
    ]
    number = sum(waits.outbox[state] for state in backlog.UNDELIVERED)
    return [*lines, *_more("undelivered messages", number - len(shown), warning)]


def _more(check: str, number: int, how: Callable[[str, str, str], Finding] = problem) -> list[Finding]:
    return [how(check, f"and {number} more", "see /metrics for their number over time")] if number > 0 else []


def _missing(name: str, what: str) -> Finding:
    return problem(
        "settings", f"{name} is not set", f"copy the channel's {what} from the LINE Developers Console"
    )


def _at(moment: dt.datetime | None) -> str:
    return "at an unknown time" if moment is None else f"{moment:%Y-%m-%d %H:%M} UTC"
