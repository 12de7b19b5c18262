"""Replies of the card of the day, and about leave."""

import datetime as dt
from typing import Any

from bot import answers as a
from bot.answers import leaves as v
from bot.answers import reminders as r
from bot.intent import Intent
from ita_core.keys import MeasureId
from tests.render import samples as s

TODAY = dt.date(2024, 4, 4)
DUE = dt.date(2024, 4, 30)
SUDA = v.Colleague(number=12, name="สุดา ใจดี", units=("ศส.",))
NAMELESS = v.Colleague(number=14, name=None, units=("สล.", "กย."))
DAYS = v.LeaveDays(first=dt.date(2024, 4, 8), last=dt.date(2024, 4, 10), workdays=2)
KEYS = list(s.DATA["measures"])
NUMBER = {"dialogue": 4}
ANSWERS = (Intent("confirm", NUMBER), Intent("cancel", NUMBER))
UNIT_NAMES = ["ศส.", "กย.", "สล.", "กร.1", "กวภ.", *(f"ศอ.{number}" for number in range(1, 12))]


def line(key: str, due: dt.date = DUE, **facts: Any) -> r.DueLine:
    left = (due - TODAY).days
    return r.DueLine(
        **{
            "year": 2567,
            "measure": MeasureId.parse(key),
            "text": s.measure(key).text,
            "due": due,
            "days_left": left,
            "units": ("ศส.",),
            "percent": None,
            "workdays_left": 15 if left > 0 else None,
            **facts,
        }
    )


def unit_line(unit: str, count: int, due: dt.date = DUE) -> r.UnitLine:
    measures = tuple(MeasureId.parse(key) for key in KEYS[: min(count, 6)])
    return r.UnitLine(unit=unit, count=count, measures=measures, due=due, days_left=(due - TODAY).days)


def card(**facts: Any) -> r.ReminderCard:
    return r.ReminderCard(
        **{"agency_short": "กรอ.", "today": TODAY, "in_group": False, "lines": (), "count": 0, **facts}
    )


MANY = tuple(line(key, percent=60 if number % 3 == 0 else None) for number, key in enumerate(KEYS[:10]))
LATE = (line("3.2", dt.date(2024, 3, 29)), line("2.4", dt.date(2024, 4, 2), percent=60))
MIXED = (*LATE, line("1.1", TODAY), line("5.3", dt.date(2024, 4, 9), workdays_left=2), line("7.3"))
LATE_UNITS = tuple(
    unit_line(unit, 3 + number * 4, dt.date(2024, 3, 20)) for number, unit in enumerate(UNIT_NAMES[:12])
)
QUIET_UNITS = tuple(
    r.UnitLine(unit=unit, count=31 - number, measures=(), due=DUE, days_left=26)
    for number, unit in enumerate(UNIT_NAMES[:12])
)
DONE = (
    r.DoneLine(year=2567, measure=MeasureId(3, 2), unit="ศส."),
    r.DoneLine(year=2567, measure=MeasureId(4, 1), unit="กย."),
)
QUEUE = r.QueueLine(count=3, since=dt.date(2024, 3, 29), workdays=4)
STANDS = tuple(
    r.UnitStand(unit=unit, open=31 - number, overdue=max(0, 5 - number), done=number)
    for number, unit in enumerate(UNIT_NAMES[:8])
)


def digest(scope: r.DigestScope, **facts: Any) -> r.Digest:
    return r.Digest(
        **{
            "scope": scope,
            "open": 31,
            "overdue": 5,
            "done": 7,
            "next_due": DUE,
            "lines": (),
            **facts,
        }
    )


OWN = digest(r.DigestScope.OWN, lines=MANY, rest=21)
UNIT = digest(r.DigestScope.UNIT, lines=MIXED, rest=0, open=5, overdue=2)
UNITS = digest(r.DigestScope.UNIT, units=STANDS[:3], unit_count=3)
AGENCY = digest(r.DigestScope.AGENCY, units=STANDS, unit_count=46, open=47, done=0)
ENTRY = v.LeaveEntry(
    id=7, who=SUDA, own=False, days=DAYS, now=True, substitute=NAMELESS, gone=False, may_end=True
)
ENTRIES = (
    ENTRY,
    v.LeaveEntry(
        id=8, who=NAMELESS, own=True, days=DAYS, now=False, substitute=None, gone=False, may_end=True
    ),
    v.LeaveEntry(id=9, who=SUDA, own=False, days=DAYS, now=False, substitute=SUDA, gone=True, may_end=False),
)


def asks_days(**facts: Any) -> v.LeaveAsksDays:
    tomorrow = dt.date(2024, 4, 5)
    return v.LeaveAsksDays(
        **{
            "who": None,
            "first": None,
            "choices": ((TODAY, TODAY), (tomorrow, tomorrow), (DAYS.first, dt.date(2024, 4, 12))),
            "earliest": TODAY,
            "latest": dt.date(2025, 4, 4),
            **facts,
        }
    )


def asks_substitute(**facts: Any) -> v.LeaveAsksSubstitute:
    return v.LeaveAsksSubstitute(
        **{"who": None, "days": DAYS, "people": (SUDA, NAMELESS), "rest": 0, **facts}
    )


def shown(**facts: Any) -> v.LeaveShown:
    return v.LeaveShown(
        **{
            "who": None,
            "days": DAYS,
            "substitute": SUDA,
            "alone": (),
            "open": 0,
            "stands_in": (),
            "dialogue": 4,
            **facts,
        }
    )


def reply(answer: a.Answer, *leads: Intent) -> a.Reply:
    return a.Reply(answer=answer, leads=leads or (Intent("measure.mine"), Intent("reminder.show")))


def ordinary() -> dict[str, a.Reply]:
    """Replies as the example agency's data give them."""
    acting = tuple(line(key, in_place_of=SUDA) for key in KEYS[:3])
    return {
        "remind_one": reply(card(lines=(line("3.2", percent=60),), count=1)),
        "remind_31": reply(card(lines=MANY, count=31)),
        "remind_overdue": reply(card(lines=MIXED, count=5)),
        "remind_acting": reply(
            card(
                lines=acting,
                count=3,
                leave=(r.LeaveLine(kind="acting", who=SUDA, first=DAYS.first, last=DAYS.last),),
            )
        ),
        "remind_acting_and_own": reply(card(lines=(*acting[:1], line("7.3"), line("7.4")), count=3)),
        "remind_leave": reply(
            card(
                leave=(
                    r.LeaveLine(kind="leave", who=NAMELESS, first=DAYS.first, last=DAYS.first),
                    r.LeaveLine(kind="back", who=SUDA, first=DAYS.first, last=DAYS.last),
                )
            )
        ),
        "remind_escalated_head": reply(
            card(escalated=(unit_line("ศส.", 3, dt.date(2024, 3, 29)),), escalated_count=1)
        ),
        "remind_escalated": reply(card(escalated=LATE_UNITS, escalated_count=20)),
        "remind_unheard": reply(card(unheard=QUIET_UNITS, unheard_count=34)),
        "remind_unheard_one": reply(card(unheard=QUIET_UNITS[:1], unheard_count=1)),
        "remind_done": reply(card(done=DONE, done_count=2)),
        "remind_queue": reply(card(queue=QUEUE)),
        "remind_all": reply(
            card(
                lines=MIXED,
                count=5,
                escalated=LATE_UNITS[:3],
                escalated_count=3,
                unheard=QUIET_UNITS[:2],
                unheard_count=2,
                done=DONE,
                done_count=14,
                queue=QUEUE,
                digest=AGENCY,
            )
        ),
        "digest_own": reply(card(digest=OWN)),
        "digest_unit": reply(card(digest=UNIT, queue=QUEUE)),
        "digest_units": reply(card(digest=UNITS)),
        "digest_agency": reply(card(digest=AGENCY, unheard=QUIET_UNITS[:2], unheard_count=2)),
        "leave_who": reply(v.LeaveAsksWho(people=(SUDA, NAMELESS), rest=3)),
        "leave_who_none": reply(v.LeaveAsksWho(people=(), rest=0)),
        "leave_days": reply(asks_days()),
        "leave_days_of": reply(asks_days(who=SUDA, first=DAYS.first)),
        **{
            f"leave_days_{wrong}": reply(asks_days(wrong=wrong, said=(DUE, DAYS.first), other=DAYS))
            for wrong in ("past", "backwards", "long", "far", "overlap")
        },
        "leave_substitute": reply(asks_substitute()),
        **{
            f"leave_substitute_{wrong}": reply(
                asks_substitute(who=SUDA, wrong=wrong, said="วิไล", away=DAYS, rest=4)
            )
            for wrong in ("self", "away", "unknown", "several")
        },
        "leave_shown": reply(shown(stands_in=(NAMELESS,)), *ANSWERS),
        "leave_shown_of": reply(shown(who=NAMELESS), *ANSWERS),
        "leave_shown_alone": reply(
            shown(substitute=None, alone=(s.unit("ศส."), s.unit("กย.")), open=37), *ANSWERS
        ),
        "leave_shown_of_nobody": reply(shown(who=SUDA, substitute=None), *ANSWERS),
        "leave_noted": reply(v.LeaveNoted(who=None, days=DAYS, substitute=SUDA)),
        "leave_noted_alone": reply(v.LeaveNoted(who=SUDA, days=DAYS, substitute=None)),
        "leave_list": reply(
            v.LeaveList(agency_short="กรอ.", today=TODAY, rows=ENTRIES, count=5, whole=True),
            Intent("leave.set"),
            Intent("leave.set", {"other": True}),
        ),
        "leave_list_none": reply(
            v.LeaveList(agency_short="กรอ.", today=TODAY, rows=(), count=0, whole=False)
        ),
        "leave_list_none_whole": reply(
            v.LeaveList(agency_short="กรอ.", today=TODAY, rows=(), count=0, whole=True)
        ),
        "leave_end": reply(v.LeaveEndAsks(entry=ENTRY, dialogue=4), *ANSWERS),
        "leave_call_off": reply(v.LeaveEndAsks(entry=ENTRIES[1], dialogue=4), *ANSWERS),
        "leave_end_which": reply(v.LeaveEndWhich(rows=ENTRIES)),
        "leave_over": reply(v.LeaveOver(entry=ENTRY)),
        "leave_called_off": reply(v.LeaveOver(entry=ENTRIES[1])),
        "leave_none": reply(v.LeaveOver(entry=None)),
    }


def full(long: str) -> dict[str, a.Answer]:
    """The card of the day when everything comes together, with the longest words."""
    who = v.Colleague(number=2**31 - 1, name=long, units=(long,) * 20)
    lines = tuple(line(key, text=long, units=(long[:70],) * 9, in_place_of=who) for key in KEYS[:10])
    units = tuple(
        r.UnitLine(
            unit=long[:70],
            count=99,
            measures=tuple(MeasureId(7, 99) for _ in range(6)),
            due=DUE,
            days_left=-9,
        )
        for _ in range(12)
    )
    stands = tuple(r.UnitStand(unit=long[:70], open=99, overdue=99, done=99) for _ in range(8))
    everything = card(
        lines=lines,
        count=372,
        escalated=units,
        escalated_count=47,
        unheard=units,
        unheard_count=47,
        done=tuple(r.DoneLine(year=2567, measure=MeasureId(7, 9), unit=long) for _ in range(12)),
        done_count=372,
        queue=QUEUE,
        leave=tuple(
            r.LeaveLine(kind=kind, who=who, first=TODAY, last=DUE) for kind in ("acting", "leave", "back")
        ),
        digest=digest(r.DigestScope.AGENCY, units=stands, unit_count=47),
    )
    entry = v.LeaveEntry(
        id=2**31 - 1, who=who, own=True, days=DAYS, now=True, substitute=who, gone=True, may_end=True
    )
    return {
        "card": everything,
        "digest": card(digest=digest(r.DigestScope.OWN, lines=lines, rest=362)),
        "who": v.LeaveAsksWho(people=(who,) * 10, rest=300),
        "substitute": asks_substitute(who=who, people=(who,) * 10, rest=300, wrong="several", said=long),
        "shown": shown(who=who, substitute=who, alone=(a.UnitRef(abbr=long),) * 9, stands_in=(who,) * 9),
        "list": v.LeaveList(agency_short=long, today=TODAY, rows=(entry,) * 12, count=300, whole=True),
        "which": v.LeaveEndWhich(rows=(entry,) * 12),
    }
