"""Agencies and what belongs to them directly."""

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from bot.store.tables.base import Table


class Agency(Table, table=True):
    """An assessed agency. Every other row belongs to one, directly or through its parent.

    ``revision`` grows whenever its data change, so that what was loaded can be kept until then; ``standing``
    whenever something changes that people do: who is who, reports, reviews, deadlines. Strangers may ask for
    what is public unless ``closed``. Who accepts reports is a reviewer of another unit, or the unit's head:
    ``accepted_by`` is reviewer or head.
    """

    __tablename__ = "agency"

    id: int | None = Field(default=None, primary_key=True)
    code: str = Field(unique=True, max_length=40)
    name_th: str
    name_en: str | None = None
    short_th: str
    revision: int = 0
    standing: int = 0
    closed: bool = False
    accepted_by: str = Field(default="reviewer", max_length=16)


class Channel(Table, table=True):
    """A LINE channel. ``destination`` is the bot's own user id, known once the first webhook came.

    ``agency_id`` is empty until data was imported.
    """

    __tablename__ = "channel"

    id: int | None = Field(default=None, primary_key=True)
    agency_id: int | None = Field(default=None, foreign_key="agency.id", index=True)
    destination: str | None = Field(default=None, unique=True, max_length=64)


class Unit(Table, table=True):
    """A unit, working group or committee that owns measures; ``kind`` is unit, group or all."""

    __tablename__ = "unit"
    __table_args__ = (UniqueConstraint("agency_id", "abbr"),)

    id: int | None = Field(default=None, primary_key=True)
    agency_id: int = Field(foreign_key="agency.id")
    position: int
    abbr: str
    full_name: str | None = None
    kind: str = "unit"


class Correction(Table, table=True):
    """A suspected error of the source: kept beside the printed text, which stays as printed.

    ``subject`` is document, question, score, issue, measure, step, owner, level or limitation.
    ``subject_key`` names it within its year, several with a space between: a question's code (``i19``) for
    question and score, a measure (``4.1``), a level's name, an issue's number (``2``) for issue, step and
    owner; empty for document and limitation. ``fiscal_year`` is the plan's for measure, step and owner, else
    the assessment's.
    """

    __tablename__ = "correction"

    id: int | None = Field(default=None, primary_key=True)
    agency_id: int = Field(foreign_key="agency.id", index=True)
    fiscal_year: int
    position: int
    subject: str
    subject_key: str = ""
    printed: str
    likely: str
    kind: str
    confidence: str
    source_line: int | None = None
