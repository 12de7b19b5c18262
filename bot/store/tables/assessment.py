"""A year's assessment of an agency: what was published, as printed."""

import datetime as dt
from decimal import Decimal

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from bot.store.tables.base import Table
from bot.store.tables.columns import Score


class Assessment(Table, table=True):
    """One agency, one fiscal year. ``level`` is the level's name as printed."""

    __tablename__ = "assessment"
    __table_args__ = (UniqueConstraint("agency_id", "fiscal_year"),)

    id: int | None = Field(default=None, primary_key=True)
    agency_id: int = Field(foreign_key="agency.id")
    fiscal_year: int
    variant: str = "standard"
    source: str
    published_on: dt.date | None = None
    total: Decimal | None = Field(default=None, sa_type=Score)
    level: str | None = None
    rank: int | None = None
    rank_among: str | None = None
    limitation: str | None = None


class PublishedFigure(Table, table=True):
    """A published score above the questions: ``kind`` is indicator or tool, ``key`` its number or code."""

    __tablename__ = "published_figure"
    __table_args__ = (UniqueConstraint("assessment_id", "kind", "key"),)

    id: int | None = Field(default=None, primary_key=True)
    assessment_id: int = Field(foreign_key="assessment.id")
    kind: str
    key: str
    score: Decimal = Field(sa_type=Score)
    source_line: int | None = None


class QuestionScore(Table, table=True):
    """One question's score; ``part`` is 1 or 2 for EIT, else 0. No score: the source has none."""

    __tablename__ = "question_score"
    __table_args__ = (UniqueConstraint("assessment_id", "question", "part"),)

    id: int | None = Field(default=None, primary_key=True)
    assessment_id: int = Field(foreign_key="assessment.id")
    question: str
    part: int = 0
    score: Decimal | None = Field(default=None, sa_type=Score)
    printed: str | None = None
    source_line: int | None = None
