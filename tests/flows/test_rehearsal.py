"""A rehearsal and the rounds agree: who gets what, when and at what price, on every day of the plan."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter

import pytest
from sqlmodel import col

from bot.agenda.workdays import Workdays
from bot.store.engine import reading
from bot.store.tables import Hush, Leave, Reminder, ReminderChoice
from bot.usecases import foreseeing, rehearsing
from bot.usecases.budgeting import BUDGET, what_for
from tests.commands import call
from tests.flows.ticks import BANGKOK, desk_of

FIRST, LAST = dt.date(2024, 3, 4), dt.date(2024, 5, 10)
HOURS = ("09:00", "13:00")
DAY = dt.timedelta(days=1)


@pytest.fixture
def desk(databases, tmp_path):
    """An agency whose people want to be told in different ways."""
    with desk_of(databases, tmp_path) as made:
        yield made


def staffed(desk):
    """Fill the agency."""
    desk.at(FIRST, "07:00")
    desk.keep(issues=2)
    desk.person("สุดา", "ศส.")
    early = desk.person("ปรีชา", "สล.")
    tuesdays = desk.person("วิภา", "กมร.")
    weekly = desk.person("อนันต์", "กกอ.")
    hushing = desk.person("มาลี", "กย.")
    desk.person("หัวหน้า", "ศส.", role="head")
    admin = desk.person("กลาง", "สล.", role="admin")
    desk.add(
        ReminderChoice(person_id=admin, weekdays=[3]),
        ReminderChoice(person_id=early, at="09:00"),
        ReminderChoice(person_id=tuesdays, weekdays=[2, 4]),
        ReminderChoice(person_id=weekly, digest_only=True),
        Hush(person_id=hushing, until=dt.date(2024, 4, 10), made_at=desk.clock()),
    )


def told(desk, day):
    """Return what was pushed on a day: when, to whom, at what price, and all that was on it.

    But for the note that something is held back, which the round adds that holds it back.
    """
    found = []
    for card in desk.cards(day):
        on_it = desk.reminders(Reminder.card_id == card.id)
        (person,) = {one.person_id for one in on_it}
        steps = Counter(what_for(one.kind, one.rung) for one in on_it if one.kind != BUDGET)
        found.append((f"{card.made_at.astimezone(BANGKOK):%H:%M}", person, card.cost, steps))
    return sorted(found, key=lambda one: one[:2])


def foretold(rehearsal):
    return [
        (
            f"{row.at:%H:%M}",
            row.person,
            row.cost,
            Counter(line.what for line in row.lines if line.what != BUDGET),
        )
        for row in rehearsal.rows
        if row.way == "pushed"
    ]


def far_ahead(desk):
    """Return what the whole plan's rehearsal says of each day, as of now."""
    now = desk.clock().astimezone(BANGKOK)
    with reading(desk.engine) as session:
        view = foreseeing.gather(session, desk.staff.agency_id, now)
    return {
        day.day: [
            (
                f"{card.at:%H:%M}",
                card.address.key,
                card.cost,
                Counter(what_for(one.kind, one.rung) for one in card.items),
            )
            for card in day.pushed
        ]
        for day in rehearsing.days_ahead(view, now, LAST)
    }


@pytest.mark.parametrize(("quota", "first"), [(None, FIRST), (20, dt.date(2024, 4, 21))])
def test_a_rehearsal_says_what_the_rounds_of_each_day_then_do(desk, quota, first) -> None:
    """With 20 messages a month there is not enough: then it says, too, what is held back."""
    desk.line.set_quota(quota)
    staffed(desk)
    desk.tick(first, "00:01")
    ahead = far_ahead(desk)
    said, did, held = {}, {}, 0
    for day in (first + DAY * past for past in range((LAST - first).days + 1)):
        desk.tick(day, "00:01")  # a bot that runs asks LINE every hour how the month stands
        desk.at(day, "00:05")
        rehearsed = desk.rehearse(day)
        done = [desk.tick(day, hour) for hour in HOURS if Workdays().is_working(day) or hour == HOURS[-1]]
        said[day], did[day] = foretold(rehearsed), told(desk, day)
        held += sum(one.held for one in done)
        assert sum(row.way == "held" for row in rehearsed.rows) == sum(one.held for one in done)
    assert {day: (said[day], did[day]) for day in said if said[day] != did[day]} == {}
    assert (held > 0) == (quota is not None)
    assert (ahead == did) == (quota is None)  # weeks ahead, too, if nobody does anything
    pushed = [day for day, cards in did.items() for _ in cards]
    assert len(desk.pushes()) == len(pushed) > 20
    assert all(map(Workdays().is_working, pushed))
    assert {state for state, _ in desk.outbox()} == {"sent"}
    if quota is not None:
        by_month = Counter(day.month for day in pushed)
        assert max(by_month.values()) <= quota - 2  # a tenth stays in reserve


def test_what_waits_for_somebody_on_leave_is_foretold_for_who_stands_in(desk) -> None:
    """It waited before the leave began; on the day after it what is open is given back."""
    desk.at(FIRST, "07:00")
    desk.keep(issues=1)
    away, substitute = desk.person("สุดา", "ศส."), desk.person("ปรีชา", "สล.")
    desk.person("กลาง", "สล.", role="admin")
    desk.add(ReminderChoice(person_id=substitute, at="09:00"))
    start = dt.date(2024, 4, 4)
    desk.tick(start, "00:01")
    desk.tick(start, "01:00")
    last = start + DAY * 6
    desk.add(
        Leave(
            agency_id=desk.staff.agency_id,
            person_id=away,
            substitute_id=substitute,
            first=start,
            last=last,
            made_at=desk.clock(),
        )
    )
    ahead = far_ahead(desk)
    did = {}
    for day in (start + DAY * past for past in range(12)):
        for hour in ("00:01", "09:00", "13:00", "13:00"):
            desk.tick(day, hour)
        did[day] = told(desk, day)
    assert {day: (ahead[day], did[day]) for day in did if ahead[day] != did[day]} == {}
    during = [card[1] for day, cards in did.items() if day <= last for card in cards]
    assert substitute in during
    assert away not in during
    assert away in [card[1] for day, cards in did.items() if day > last for card in cards]


def command(desk, *arguments):
    environment = {
        "DATABASE_URL": desk.settings.database_url,
        "ITA_BOT_DATA_DIR": str(desk.folder),
        "LINE_API_BASE_URL": desk.settings.api_base_url,
        "LINE_CHANNEL_SECRET": desk.line.secret,
        "LINE_CHANNEL_ACCESS_TOKEN": desk.line.token,
        "COLUMNS": "160",
    }
    return call(arguments, environment, desk.folder)


def test_it_changes_nothing_and_sends_nothing(desk) -> None:
    """Also where no round has planned anything yet."""
    staffed(desk)
    shown = command(desk, "reminders", "--on", "2024-03-06").stdout
    assert "สุดา" in shown
    assert "pushed at 13:00" in shown
    assert "start: " in shown
    assert desk.reminders() == []
    assert desk.line.calls == []
    as_json = json.loads(command(desk, "reminders", "--on", "2024-03-06", "--json").stdout)
    by_name = {row["name"]: row for row in as_json["rows"]}
    assert by_name["ปรีชา"]["at"] == "2024-03-06 09:00:00+07:00"
    assert as_json["cost"] == sum(row["way"] == "pushed" for row in as_json["rows"])
    assert command(desk, "reminders", "--on", "soon").returncode == 1


def test_an_urgent_round_knows_no_hours_and_is_in_the_log(desk) -> None:
    staffed(desk)
    desk.tick(dt.date(2024, 4, 3), "20:00")
    desk.tick(dt.date(2024, 4, 4), "20:00")
    assert desk.pushes() == []
    urgent = command(desk, "tick", "--now", "2024-04-06T20:00+07:00", "--urgent", "--json")
    done = json.loads(urgent.stdout)
    assert done["cards"] == done["sent"] == len(desk.pushes()) > 0
    (entry,) = [one for one in desk.staff.log() if one.action == "round.urgent"]
    assert (entry.actor, entry.after) == ("command", {"cards": done["cards"]})
    again = command(desk, "tick", "--now", "2024-04-06T20:01+07:00", "--urgent")
    assert "0 cards were made" in again.stdout
    assert len([one for one in desk.staff.log() if one.action == "round.urgent"]) == 1
    assert not desk.reminders(Reminder.state == "waiting", col(Reminder.push_at).is_not(None))
