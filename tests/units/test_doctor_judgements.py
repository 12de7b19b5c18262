"""Judgements of the doctor: pure functions of what was found."""

from __future__ import annotations

import datetime as dt
from collections import namedtuple

import pytest

from bot.doctor import clock, house, platform, telling
from bot.settings import Settings
from bot.store.backlog import Backlog, ParkedEvent
from bot.store.jobs import ParkedJob
from bot.store.outbox import Trouble
from bot.store.quota import Reading
from bot.usecases import budgeting
from bot.usecases.budgeting import Allowance, Means
from bot.usecases.foreseeing import Address
from bot.usecases.rehearsing import Card, Day, Outlook

NOW = dt.datetime(2024, 4, 1, 2, 0, tzinfo=dt.UTC)
URL = "https://bot.example"
HOOK = f"{URL}/webhook"


def seconds(n):
    return dt.timedelta(seconds=n)


@pytest.mark.parametrize(
    ("off", "level"),
    [(0, "ok"), (-1, "ok"), (6, "warning"), (-7, "warning"), (31, "problem"), (-40, "problem")],
)
def test_a_clock(off, level):
    """It was asked between two moments, and its answer is cut to a second."""
    assert clock.compared("LINE", NOW + seconds(off), NOW, NOW + seconds(0.5)).level == level


@pytest.mark.parametrize(
    ("told", "base_url", "level"),
    [
        ({"endpoint": HOOK, "active": True}, URL, "ok"),
        ({"endpoint": HOOK, "active": True}, f"{URL}/", "ok"),
        ({"endpoint": HOOK, "active": True}, None, "warning"),
        ({"endpoint": HOOK, "active": False}, URL, "problem"),
        ({"endpoint": f"{URL}/callback", "active": True}, URL, "problem"),
        ({}, URL, "problem"),
    ],
)
def test_a_webhook_address(told, base_url, level):
    assert platform.address(told, base_url).level == level
    assert HOOK in platform.no_address(URL).do


@pytest.mark.parametrize(
    ("told", "level", "word"),
    [
        ({"success": True, "statusCode": 200, "reason": "OK", "detail": "200"}, "ok", ""),
        (
            {"success": False, "reason": "ERROR_STATUS_CODE", "detail": "401"},
            "problem",
            "LINE_CHANNEL_SECRET",
        ),
        ({"success": False, "reason": "REQUEST_TIMEOUT"}, "problem", "two seconds"),
        ({"success": False, "reason": "COULD_NOT_CONNECT"}, "problem", "certificate"),
        ({}, "problem", "certificate"),
    ],
)
def test_a_webhook_test(told, level, word):
    found = platform.test(told)
    assert found.level == level
    assert word in found.do


@pytest.mark.parametrize(
    ("limit", "used", "level"),
    [
        ({"type": "none"}, {"totalUsage": 5000}, "ok"),
        ({"type": "limited", "value": 1000}, {"totalUsage": 799}, "ok"),
        ({"type": "limited", "value": 1000}, {"totalUsage": 800}, "warning"),
        ({"type": "limited", "value": 1000}, {"totalUsage": 1000}, "problem"),
        ({}, {}, "ok"),
    ],
)
def test_a_quota(limit, used, level):
    assert platform.quota(limit, used).level == level


@pytest.mark.parametrize("mode", ["chat", "bot"])
def test_what_cannot_be_asked_is_said(mode):
    assert "allow group chats" in platform.groups({"chatMode": mode, "markAsReadMode": "auto"}).do


def test_settings():
    given = Settings(_env_file=None, LINE_CHANNEL_SECRET="new,old")  # noqa: S106 (it is none)
    found = house.of_settings(given)
    assert [one.level for one in found] == ["ok", "problem", "warning"]
    assert "LINE_CHANNEL_ACCESS_TOKEN" in found[1].found


@pytest.mark.parametrize(("free", "level"), [(50_000, "ok"), (900, "warning"), (100, "problem")])
def test_disk(monkeypatch, tmp_path, free, level):
    usage = namedtuple("usage", "free")(free * 2**20)  # noqa: PYI024 (a stand-in)
    monkeypatch.setattr(house.shutil, "disk_usage", lambda _: usage)
    assert house.of_disk(tmp_path / "not yet" / "there").level == level


def backlog(**changes):
    counts = {"events": {"waiting": 0, "parked": 0}, "outbox": {"queued": 0, "refused": 0, "unknown": 0}}
    ages = {"events_oldest": 0.0, "outbox_oldest": 0.0, "jobs": None, "jobs_oldest": 0.0}
    return Backlog(armed=True, **{**counts, **ages, **changes})


def test_what_waits_for_long_is_a_warning():
    late = backlog(events={"waiting": 3, "parked": 0}, events_oldest=61.0)
    assert [one.level for one in house.waiting(late)] == ["warning", "ok"]
    assert house.workers(0).level == "problem"
    assert house.workers(2).found == "2 alive"


def test_units_that_nobody_can_be_reminded_of():
    assert telling.heard("", 0, []).level == telling.heard("", 3, []).level == "ok"
    found = telling.heard("diw: ", 14, [f"U{number}" for number in range(12)])
    assert found.level == "warning"
    assert found.found.startswith("diw: 12 of 14 units")
    assert found.found.endswith("U9 and 2 more")


def test_notices_that_are_paused():
    assert telling.paused("", {}).level == "ok"
    found = telling.paused("diw: ", {12: "quota", 7: "copied", **dict.fromkeys(range(20, 30), "asked")})
    assert (found.level, "ita" in found.do) == ("warning", False)
    assert found.found.startswith("diw: 7 (copied), 12 (quota), 20 (asked)")
    assert found.found.endswith("27 (asked) and 2 more")


def test_without_an_address_of_ones_own_notices_carry_no_file():
    assert "no file" in platform.address({"endpoint": HOOK, "active": True}, None).do


@pytest.mark.parametrize(
    ("most", "used", "level", "word"),
    [
        (None, 0, "ok", "no limit"),
        (300, 0, "ok", "270 can be spent"),
        (300, 268, "warning", "held back: digest"),
        (300, 290, "warning", "held back: digest, due"),
    ],
)
def test_a_month_that_lasts_or_not(most, used, level, word):
    reading = Reading(channel_id=1, month="2024-04", most=most, used=used, read_at=NOW)
    means = budgeting.means(reading, 0, None, NOW)
    cards = tuple(
        Card(address=Address(1), at=NOW, what=what, cost=1, items=()) for what in ("digest", "due", "due")
    )
    day = Day(day=NOW.date(), pushed=cards, held=(), waits={})
    allowance = budgeting.allow({"digest": 1, "due": 2}, means.room)
    found = telling.budget("", Outlook(means=means, days=(day,), allowance=allowance))
    assert (found.level, word in found.found) == (level, True)
    assert telling.budget("", Outlook(means=Means(), days=(day,), allowance=Allowance())).level == "ok"


def test_of_many_some_are_shown_and_the_rest_is_counted():
    events = [ParkedEvent(f"AB12CD3{n}", "message", NOW, erased=n == 1) for n in range(2)]
    shown = house.parked_events(events, 5)
    assert [one.found.partition(",")[0] for one in shown] == [
        "AB12CD30: message",
        "AB12CD31: message",
        "and 3 more",
    ]
    assert ["replay" in one.do for one in shown] == [True, False, False]
    job = ParkedJob("retention:1", "retention", "MAX_RECOVERY_ATTEMPTS_EXCEEDED", NOW)
    (given_up,) = house.parked_jobs([job], 1)
    assert (
        given_up.found
        == f"{job.reference}: retention:1 ended its process again and again, 2024-04-01 02:00 UTC"
    )
    trouble = Trouble(id=7, state="unknown", problem=f"to U{'0' * 32}", request_id="r-1", done_at=NOW)
    told = house.undelivered([trouble], backlog(outbox={"queued": 0, "refused": 1, "unknown": 1}))
    assert [one.level for one in told] == ["warning", "warning"]
    assert told[0].found == "row 7: unknown, 2024-04-01 02:00 UTC, to U… (LINE's request r-1)"
