"""What use cases say of the example agency, as facts: figures of the document, before any picture is made."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from bot import answers, usecases
from bot.intent import Intent
from bot.reading import Heard
from bot.store import queries
from bot.store.engine import reading
from ita_core.figure import MeasureStatus
from ita_core.keys import FiscalYear

APRIL = dt.date(2024, 4, 1)


def morning(day):
    return dt.datetime.combine(day, dt.time(9), dt.timezone(dt.timedelta(hours=7)))


def answered(engine, shelf, asker, intent):
    """Answer an intent of somebody whom the bot does not know."""
    heard = Heard(intent)
    with reading(engine) as session:
        ask = usecases.gather(session, usecases.Ask(intent=intent, asker=asker, shelf=shelf), heard)
    return usecases.respond(ask, heard)


@pytest.fixture
def ask(example_engine):
    """Ask an intent on a day; the answer's facts come back."""
    with reading(example_engine) as session:
        agency = queries.only_agency(session)
        library = usecases.Library()
        shelf = library.shelf(session, agency.id)
        assert library.shelf(session, agency.id) is shelf  # loaded once

    def ask(name, /, day=APRIL, page=1, **slots):
        asker = usecases.Asker(agency_id=agency.id, in_group=False, now=morning(day))
        return answered(example_engine, shelf, asker, Intent(name, slots, page))

    return ask


def low(figure) -> str:
    return str(figure.low)


def test_overall(ask) -> None:
    answer = ask("score.overall").answer
    assert low(answer.total) == "98.90"
    assert (answer.rated.best.name.th, answer.rated.published, answer.rank) == ("ดีเยี่ยม", True, 3)
    assert [low(line.figure) for line in answer.indicators] == (
        ["99.65", "99.01", "98.85", "98.60", "99.50", "97.95", "97.13", "96.58", "100.00", "100.00"]
    )
    assert [(one.indicator, low(one.published), low(one.recomputed)) for one in answer.mismatches] == (
        [(2, "99.01", "99.04")]
    )


@pytest.mark.parametrize(("tool", "figure"), [("IIT", "99.12"), ("EIT", "97.22"), ("OIT", "100.00")])
def test_tools(ask, tool, figure) -> None:
    answer = ask("score.tool", tool=tool).answer
    assert low(answer.line.figure) == figure
    assert answer.weight_percent in {30, 40}


def test_a_part_of_eit_is_a_range_because_e4_has_no_score(ask) -> None:
    answer = ask("score.tool", tool="EIT2").answer
    assert not answer.line.figure.certain
    assert answer.lowest[0].figure.low < 95
    assert str(answer.lowest[0].question) == "e14"
    assert low(answer.lowest[0].figure) == "93.75"


def test_a_question_with_both_parts_and_its_place(ask) -> None:
    reply = ask("score.question", question="e14")
    answer = reply.answer
    assert [lead.slots["measure"] for lead in reply.leads if lead.name == "measure.show"] == ["2.4", "2.5"]
    assert [low(part.figure) for part in answer.line.parts] == ["94.53", "93.75"]
    assert (answer.place, answer.of, answer.tied) == (1, 86, 0)
    assert [issue.number for issue in answer.issues] == [2]


def test_a_question_without_a_score(ask) -> None:
    answer = ask("score.question", question="e4").answer
    assert answer.line.missing
    assert answer.line.figure.low > 99
    assert answer.place is None


def test_misprints_stand_beside_what_is_printed(ask) -> None:
    assert "ทำนรู้" in ask("score.question", question="i19").answer.correction.printed
    assert ask("score.question", question="i10").answer.score_note.printed == "98.41"
    assert ask("score.issue", issue=2).answer.correction.likely == "o15"
    owners = ask("measure.show", measure="3.1").answer
    assert [owner.printed for owner in owners.owners] == [None, "ศล.", None]
    assert any(one.likely == "สล." for one in owners.corrections)


def test_an_issue_leads_to_its_measures(ask) -> None:
    reply = ask("score.issue", issue=2)
    assert (reply.answer.keep, reply.answer.improve, reply.answer.missing) == (15, 1, 0)
    assert [str(line.measure) for line in reply.answer.measures] == [f"2.{n}" for n in range(1, 8)]
    assert Intent("measure.list", {"issue": 2}) in reply.leads


def test_weak_points(ask) -> None:
    assert [str(line.question) for line in ask("score.lowest").answer.rows] == [
        "e14",
        "e12",
        "e6",
        "e15",
        "i20",
    ]
    assert [str(line.question) for line in ask("score.lowest", threshold=95).answer.rows] == ["e14"]
    assert ask("score.lowest", threshold=94.14).answer.rows == ()
    assert len(ask("score.lowest", count=1).answer.rows) == 1
    first, second = (ask("score.lowest", threshold=98, page=page).answer for page in (1, 2))
    assert (first.page.first, first.page.last, second.page.first) == (1, 10, 11)


def test_rating(ask) -> None:
    answer = ask("rating.explain").answer
    best, good, passed = answer.levels[:3]
    assert [check.holds for check in best.conditions] == [True] * 5
    assert good.reached is True
    assert [(one.comparison, one.holds) for one in passed.conditions] == (
        [("at_least", True), ("some_below", False)]
    )
    assert answer.next_level is None
    assert {step.key: str(step.after) for step in answer.slack}["EIT1"] == "95.00"


@pytest.mark.parametrize(
    ("changes", "total", "level"),
    [
        ({"e14": 97}, ("98.96", "98.96"), ["ดีเยี่ยม"]),
        ({"EIT2": 84}, ("96.75", "96.77"), ["ผ่าน"]),
        ({"IIT": 90}, ("96.17", "96.17"), ["ดี"]),
        ({"OIT": 94}, ("96.50", "96.50"), ["ดี"]),
        ({"8": 90}, ("98.24", "98.24"), None),
        ({"i10": 98.21}, ("98.90", "98.90"), ["ดีเยี่ยม"]),
    ],
)
def test_what_if(ask, changes, total, level) -> None:
    answer = ask("score.whatif", changes=changes).answer
    assert (str(answer.total_after.low), str(answer.total_after.high)) == total
    if level is not None:
        assert [one.name.th for one in answer.rated_after.possible] == level


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"e99": 90}, "unknown"),
        ({"11": 90}, "unknown"),
        ({"e14": 101}, "out_of_range"),
        ({}, "empty"),
        ({"x": 1}, "unknown"),
    ],
)
def test_what_if_refused(ask, changes, reason) -> None:
    assert ask("score.whatif", changes=changes).answer.reason == reason


def test_years(ask) -> None:
    answer = ask("score.compare", years=[2565, 2566]).answer
    assert answer.years == (FiscalYear(2566),)
    assert answer.without_data == (FiscalYear(2565),)
    nothing = ask("score.compare", years=[2559, 2560])
    assert isinstance(nothing.answer, answers.NoYear)
    assert nothing.leads == (Intent("score.overall", {"year": 2566}),)


def test_a_year_without_data_leads_to_the_same_question_where_there_is_data(ask) -> None:
    reply = ask("score.question", question="e14", year="this")
    assert (reply.answer.asked, reply.answer.available) == (FiscalYear(2567), (FiscalYear(2566),))
    assert reply.leads == (Intent("score.question", {"question": "e14", "year": 2566}),)


def test_measures_of_a_unit_count_those_that_every_unit_owns(ask) -> None:
    answer = ask("measure.list", unit="กร.1").answer
    assert answer.page.total == 20  # the ten of issue 1 by name, the ten of issue 7 as "every unit"
    assert ask("measure.list", unit="กย.", issue=5).answer.page.total == 5
    assert ask("measure.list").answer.page.total == 47


@pytest.mark.parametrize(
    ("day", "status", "left"),
    [
        (dt.date(2024, 4, 1), MeasureStatus.NOT_STARTED, 29),
        (dt.date(2024, 4, 30), MeasureStatus.NOT_STARTED, 0),
        (dt.date(2024, 5, 1), MeasureStatus.OVERDUE, -1),
    ],
)
def test_a_measure_on_a_day(ask, day, status, left) -> None:
    answer = ask("measure.show", day=day, measure="5.3").answer
    assert (answer.line.status, answer.line.days_left) == (status, left)
    assert [owner.abbr for owner in answer.owners] == ["กย.", "สล."]
    assert len(answer.steps) == 3
    assert [str(line.question) for line in answer.questions] == ["i10", "i8", "i7"]


@pytest.mark.parametrize(
    ("day", "within", "found"),
    [
        (dt.date(2024, 4, 1), "week", 0),
        (dt.date(2024, 4, 1), "month", 47),
        (dt.date(2024, 4, 1), 29, 47),
        (dt.date(2024, 4, 1), 28, 0),
        (dt.date(2024, 4, 30), 0, 47),
        (dt.date(2024, 5, 1), None, 47),
        (dt.date(2024, 5, 1), 30, 0),
    ],
)
def test_deadlines(ask, day, within, found) -> None:
    slots = {} if within is None else {"within": within}
    answer = ask("deadline.list", day=day, **slots).answer
    assert answer.page.total == found
    assert answer.overdue == (47 if day.month == 5 else 0)


@pytest.mark.parametrize(
    ("name", "slots", "kind"),
    [
        ("score.question", {"question": "e16"}, "question"),
        ("score.indicator", {"indicator": 11}, "indicator"),
        ("score.issue", {"issue": 8}, "issue"),
        ("measure.show", {"measure": "9.9"}, "measure"),
        ("measure.list", {"issue": 8}, "issue"),
        ("measure.list", {"unit": "กกก."}, "unit"),
        ("deadline.list", {"unit": "กกก."}, "unit"),
    ],
)
def test_what_does_not_exist(ask, name, slots, kind) -> None:
    answer = ask(name, **slots).answer
    assert (type(answer), answer.kind) == (answers.NotFound, kind)


SAID = {
    "score.indicator": {"indicator": 7},
    "score.question": {"question": "e14"},
    "score.tool": {"tool": "EIT1"},
    "score.issue": {"issue": 2},
    "score.compare": {"years": ["this", "last"]},
    "score.whatif": {"changes": {"e14": 97}},
    "measure.show": {"measure": "5.3"},
}


@pytest.mark.parametrize("missing", [{"years": ()}, {"plans": ()}, {"years": (), "plans": ()}], ids=str)
def test_an_agency_with_only_scores_or_only_a_plan_gets_answers(example_engine, missing):
    with reading(example_engine) as session:
        agency = queries.only_agency(session)
        shelf = replace(usecases.Library().shelf(session, agency.id), **missing)
    asker = usecases.Asker(agency_id=agency.id, in_group=False, now=morning(APRIL))
    for name in usecases.TABLE:
        for slots in ({}, SAID.get(name, {})):
            reply = answered(example_engine, shelf, asker, Intent(name, slots))
            assert reply.answer is not None


def test_without_an_agency_the_bot_still_talks(engine) -> None:
    asker = usecases.Asker(agency_id=None, in_group=False, now=morning(APRIL))
    for name in usecases.TABLE:
        reply = answered(engine, usecases.Shelf(), asker, Intent(name))
        assert reply.answer is not None
