"""A year's assessment and its scores."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlmodel import Session, col, select

from bot.store.tables import Assessment, PublishedFigure, QuestionScore
from ita_core.keys import Question

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class AssessmentRows:
    """One year's assessment: published figures by kind and key, questions by code and part."""

    assessment: Assessment
    published: tuple[PublishedFigure, ...]
    questions: tuple[QuestionScore, ...]


def assessment_years(session: Session, agency_id: int) -> Sequence[int]:
    """Return the fiscal years that have an assessment, newest first."""
    statement = select(Assessment.fiscal_year).where(Assessment.agency_id == agency_id)
    return session.exec(statement.order_by(col(Assessment.fiscal_year).desc())).all()


def assessment(session: Session, agency_id: int, year: int) -> AssessmentRows | None:
    """Return a year's assessment with all its scores, or None."""
    statement = select(Assessment).where(Assessment.agency_id == agency_id, Assessment.fiscal_year == year)
    found = session.exec(statement).first()
    if found is None:
        return None
    published = session.exec(select(PublishedFigure).where(PublishedFigure.assessment_id == found.id))
    questions = session.exec(select(QuestionScore).where(QuestionScore.assessment_id == found.id))
    return AssessmentRows(
        assessment=found,
        published=tuple(sorted(published, key=lambda row: (row.kind, row.key.zfill(8)))),
        questions=tuple(sorted(questions, key=lambda row: (Question.parse(row.question), row.part))),
    )
