"""Agencies and what belongs to them directly."""

from __future__ import annotations

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel


class Agency(SQLModel, table=True):
    """An assessed agency. Every other row belongs to one, directly or through its parent."""

    __tablename__ = "agency"

    id: int | None = Field(default=None, primary_key=True)
    code: str = Field(unique=True, max_length=40)
    name_th: str
    name_en: str | None = None
    short_th: str


class Channel(SQLModel, table=True):
    """A LINE channel. ``destination`` is the bot's own user id, known once the first webhook came."""

    __tablename__ = "channel"

    id: int | None = Field(default=None, primary_key=True)
    agency_id: int = Field(foreign_key="agency.id", index=True)
    destination: str | None = Field(default=None, unique=True, max_length=64)


class Unit(SQLModel, table=True):
    """A unit, working group or committee that owns measures; ``kind`` is unit, group or all."""

    __tablename__ = "unit"
    __table_args__ = (UniqueConstraint("agency_id", "abbr"),)

    id: int | None = Field(default=None, primary_key=True)
    agency_id: int = Field(foreign_key="agency.id", index=True)
    position: int
    abbr: str
    full_name: str | None = None
    kind: str = "unit"


class Correction(SQLModel, table=True):
    """A suspected error of the source: kept beside the printed text, which stays as printed.

    ``subject`` is document, question, score, issue, measure, step, owner, level or limitation; ``subject_key``
    names it within its year (``i19``, ``2``, ``4.1``), empty for the document itself.
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
