"""What is known of an agency, loaded once and kept until its data change."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from bot import answers
from bot.parse import Unit as SpokenUnit
from bot.parse import Vocabulary
from bot.store import progress, queries
from ita_core import framework as frameworks
from ita_core import goalseek, rating, scoring
from ita_core import plan as plans
from ita_core.keys import FiscalYear, MeasureId, Name, Question, Tool

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlmodel import Session

    from bot.store.tables import Agency, Unit
    from ita_core.framework import Framework

BOT_NAMES = ("ITA", "ITA Bot")
EVERYBODY = "all"
UNIT = "unit"
MOST_SHELVES = 16
"""An agency's shelf takes about 20 MB, most of it for reading what is misspelled."""
STANDARD = "standard"


class NoData(Exception):
    """There is nothing to answer from; ``reply`` says what there is instead."""

    def __init__(self, reply: answers.Reply) -> None:
        super().__init__(type(reply.answer).__name__)
        self.reply = reply


@dataclass(frozen=True, slots=True)
class Note:
    """A suspected misprint: what it concerns, what is printed and what was probably meant.

    A value, not the row: a shelf outlives the session that loaded it.
    """

    subject: str
    keys: tuple[str, ...]
    correction: answers.Correction


@dataclass(frozen=True)
class YearBook:
    """One assessed year: figures as published, and everything that follows from them."""

    scope: answers.Scope
    board: scoring.Scoreboard
    rank: int | None
    rank_among: str | None
    notes: tuple[Note, ...]

    @property
    def framework(self) -> Framework:
        """The year's framework."""
        return self.board.framework

    @cached_property
    def rating(self) -> rating.Rating:
        """The level that the figures give, with every condition."""
        return rating.rate_board(self.board)

    @cached_property
    def slack(self) -> tuple[goalseek.Slack, ...]:
        """How far each tool alone may fall with the present level kept."""
        return goalseek.slack(self.board, self.level)

    @cached_property
    def way_up(self) -> goalseek.Goal | None:
        """The least changes, by question, to the next better level; None at the best, or without a way."""
        better = self.better_level
        return None if better is None else goalseek.least_changes(self.board, better, goalseek.By.QUESTION)

    @property
    def level(self) -> str:
        """The level as published; if none is printed, the best that the figures give."""
        return self.board.assessment.published_level or self.rating.possible[0]

    @property
    def better_level(self) -> str | None:
        """The next better level; None at the best."""
        keys = [level.key for level in self.framework.rating.levels]
        place = keys.index(self.level)
        return keys[place - 1] if place else None


@dataclass(frozen=True)
class Plan:
    """One year's improvement plan, and the assessment year that it answers to."""

    year: FiscalYear
    assessed: FiscalYear
    source: str
    issues: Mapping[int, Name]
    measures: Mapping[MeasureId, plans.Measure]
    owners: Mapping[MeasureId, tuple[answers.UnitRef, ...]]
    notes: tuple[Note, ...]

    def of_unit(self, unit: str | None) -> tuple[plans.Measure, ...]:
        """Return the measures of a unit, whether it is named or one of all; without a unit, every measure."""
        return tuple(
            measure
            for key, measure in self.measures.items()
            if unit is None or unit in measure.owners or any(one.abbr == unit for one in self.owners[key])
        )


@dataclass(frozen=True)
class Shelf:
    """An agency's years and plans, newest first, and what it calls things."""

    revision: int = 0
    standing: int = 0
    closed: bool = False
    accepted_by: str = "reviewer"
    name: Name = field(default=Name(""))
    short: str = ""
    years: tuple[YearBook, ...] = ()
    plans: tuple[Plan, ...] = ()
    units: Mapping[str, answers.UnitRef] = field(default_factory=dict)
    withheld: bool = False
    """Progress was reported and does not stand here: this is a stranger's view."""
    vocabulary: Vocabulary = field(default_factory=lambda: _vocabulary((), None))

    @property
    def empty(self) -> bool:
        """Whether there is nothing to answer from."""
        return not self.years and not self.plans

    @cached_property
    def public(self) -> Shelf:
        """What a stranger may see of it: the plan as published, without what was reported."""
        if not any(measure.shares for plan in self.plans for measure in plan.measures.values()):
            return self
        found = tuple(
            replace(plan, measures={key: replace(one, shares=()) for key, one in plan.measures.items()})
            for plan in self.plans
        )
        return replace(self, plans=found, withheld=True)

    def book(self, year: FiscalYear | None) -> YearBook:
        """Return a year's book, the newest if no year is asked for. Raises NoData."""
        for book in self.years:
            if year is None or book.scope.year == year:
                return book
        if year is None:
            raise NoData(answers.Reply(answer=answers.NoAgency()))
        available = tuple(book.scope.year for book in self.years)
        missing = answers.NoYear(agency_short=self.short, asked=year, available=available)
        raise NoData(answers.Reply(answer=missing))

    def plan(self) -> Plan:
        """Return the newest plan. Raises NoData."""
        if not self.plans:
            raise NoData(answers.Reply(answer=answers.NoAgency()))
        return self.plans[0]

    def plan_of(self, year: int) -> Plan:
        """Return the plan of a year, a number of the Buddhist era. Raises NoData."""
        for plan in self.plans:
            if plan.year.be == year:
                return plan
        raise NoData(answers.Reply(answer=answers.NoAgency()))

    def plan_for(self, assessed: FiscalYear) -> Plan | None:
        """Return the plan that answers to a year's assessment."""
        return next((plan for plan in self.plans if plan.assessed == assessed), None)

    def unit(self, abbr: str) -> answers.UnitRef:
        """Return a unit. Raises NoData."""
        found = self.units.get(abbr)
        if found is None:
            raise NoData(answers.Reply(answer=answers.NotFound(kind="unit", key=abbr, year=None)))
        return found


class Library:
    """Shelves by agency, those asked for last. One a process, for all its threads.

    A shelf is loaded anew when the agency's data have changed.
    """

    def __init__(self) -> None:
        self._shelves: OrderedDict[int, Shelf] = OrderedDict()
        self._empty = Shelf()
        self._lock = threading.Lock()

    def shelf(self, session: Session, agency_id: int | None) -> Shelf:
        """Return an agency's shelf, an empty one if there is no agency."""
        with self._lock:
            return self._shelf(session, agency_id)

    def _shelf(self, session: Session, agency_id: int | None) -> Shelf:
        if agency_id is None:
            return self._empty
        revision, standing = queries.data_version(session, agency_id) or (None, None)
        kept = self._shelves.get(agency_id)
        if kept is None or kept.revision != revision:
            agency = queries.agency(session, agency_id)
            kept = self._empty if agency is None else _load(session, agency, agency_id)
        elif kept.standing != standing:
            kept = _restand(session, kept, agency_id, standing or 0)
        self._shelves[agency_id] = kept
        self._shelves.move_to_end(agency_id)
        while len(self._shelves) > MOST_SHELVES:
            self._shelves.popitem(last=False)
        return kept


def _load(session: Session, agency: Agency, agency_id: int) -> Shelf:
    name = Name(agency.name_th, agency.name_en)
    units = queries.units(session, agency_id)
    years = [
        _book(rows, name, agency.short_th, _notes(session, agency_id, year))
        for year in queries.assessment_years(session, agency_id)
        if (rows := queries.assessment(session, agency_id, year)) is not None
    ]
    found = [
        _plan(plan, units, _notes(session, agency_id, year))
        for year in queries.plan_years(session, agency_id)
        if (plan := queries.plan(session, agency_id, year)) is not None
    ]
    shelf = Shelf(
        revision=agency.revision,
        closed=agency.closed,
        accepted_by=agency.accepted_by,
        name=name,
        short=agency.short_th,
        years=tuple(years),
        plans=tuple(found),
        units={unit.abbr: _unit(unit) for unit in units},
        vocabulary=_vocabulary(tuple(units), years[0].framework if years else None),
    )
    return _restand(session, shelf, agency_id, agency.standing)


def _restand(session: Session, shelf: Shelf, agency_id: int, standing: int) -> Shelf:
    """Return the shelf with the plan as it stands now: all else is as it was."""
    shares = _shares(session, agency_id)
    found = tuple(
        replace(
            plan,
            measures={
                key: replace(measure, shares=shares.get((plan.year.be, key), ()))
                for key, measure in plan.measures.items()
            },
        )
        for plan in shelf.plans
    )
    return replace(shelf, standing=standing, plans=found)


def _shares(session: Session, agency_id: int) -> Mapping[tuple[int, MeasureId], tuple[plans.Share, ...]]:
    found: dict[tuple[int, MeasureId], tuple[plans.Share, ...]] = {}
    for row in progress.shares(session, agency_id):
        share = plans.Share(row.unit, row.percent, done=row.done)
        found[row.year, row.measure] = (*found.get((row.year, row.measure), ()), share)
    return found


def _vocabulary(units: tuple[Unit, ...], framework: Framework | None) -> Vocabulary:
    chosen = framework or frameworks.load(*frameworks.known()[-1])
    made = Vocabulary(
        units=tuple(SpokenUnit(unit.abbr, (unit.full_name,) if unit.full_name else ()) for unit in units),
        indicators=tuple((spec.no, spec.name) for spec in chosen.indicators),
        issues=tuple((spec.no, spec.name) for spec in chosen.issues),
        bot_names=BOT_NAMES,
    )
    return _known(made)


@lru_cache(maxsize=MOST_SHELVES)
def _known(made: Vocabulary) -> Vocabulary:
    """Return an equal vocabulary that has its index already.

    An index takes 0.4 s, and a shelf is loaded anew whenever any of the agency's data change, names or not.
    """
    return made


def _unit(unit: Unit, printed: str | None = None) -> answers.UnitRef:
    return answers.UnitRef(abbr=unit.abbr, full_name=unit.full_name, printed=printed)


def _notes(session: Session, agency_id: int, year: int) -> tuple[Note, ...]:
    return tuple(
        Note(
            row.subject,
            tuple(row.subject_key.split()),
            answers.Correction(printed=row.printed, likely=row.likely),
        )
        for row in queries.corrections(session, agency_id, year)
    )


def _book(rows: queries.AssessmentRows, agency: Name, short: str, notes: tuple[Note, ...]) -> YearBook:
    row = rows.assessment
    year = FiscalYear(row.fiscal_year)
    framework = frameworks.load(year, row.variant)
    level = next((one.key for one in framework.rating.levels if row.level in {one.name.th, one.key}), None)
    assessment = scoring.Assessment(
        year=year,
        variant=row.variant,
        published_total=row.total,
        published_level=level,
        rank=row.rank,
        published_indicators={int(f.key): f.score for f in rows.published if f.kind == "indicator"},
        published_tools={Tool(f.key): f.score for f in rows.published if f.kind == "tool"},
        scores={
            (Question.parse(score.question), score.part): score.score
            for score in rows.questions
            if score.score is not None
        },
    )
    return YearBook(
        scope=answers.Scope(
            agency=agency,
            agency_short=short,
            year=year,
            source=row.source,
            keep_line=framework.keep_line.value,
        ),
        board=scoring.scoreboard(framework, assessment),
        rank=row.rank,
        rank_among=row.rank_among,
        notes=notes,
    )


def _plan(rows: queries.PlanRows, units: Sequence[Unit], notes: tuple[Note, ...]) -> Plan:
    everybody = [unit.abbr for unit in units if unit.kind == UNIT]
    first = rows.issues[0]
    measures, owners = {}, {}
    for entry in rows.measures:
        row = entry.measure
        key = MeasureId(row.issue, row.number)
        owners[key] = tuple(_unit(owner.unit, owner.row.printed) for owner in entry.owners)
        named = [owner.unit.abbr for owner in entry.owners if owner.unit.kind != EVERYBODY]
        # "Every unit of the department" stands for them all: nobody belongs to it, so it reports nothing.
        shared = everybody if any(owner.unit.kind == EVERYBODY for owner in entry.owners) else []
        measures[key] = plans.Measure(
            id=key,
            text=row.text,
            tool=Tool(row.tool) if row.tool else None,
            steps=tuple(step.text for step in entry.steps),
            start=row.start,
            end=row.due,
            owners=tuple(dict.fromkeys([*named, *shared])),
            progress=row.percent,
        )
    return Plan(
        year=FiscalYear(first.plan_year),
        assessed=FiscalYear(first.assessment_year),
        source=first.source,
        issues=_issue_names(rows),
        measures=measures,
        owners=owners,
        notes=notes,
    )


def _issue_names(rows: queries.PlanRows) -> dict[int, Name]:
    """The issues' names: the framework's where it has them, since a plan breaks them over table rows."""
    names = {issue.number: Name(issue.name) for issue in rows.issues}
    key = FiscalYear(rows.issues[0].assessment_year), STANDARD
    if key in frameworks.known():
        names |= {spec.no: spec.name for spec in frameworks.load(*key).issues if spec.no in names}
    return names
