"""What a person can be in a unit."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """A role. A person may have several, in several units."""

    STAFF = "staff"
    HEAD = "head"
    REVIEWER = "reviewer"
    ADMIN = "admin"
    AUDITOR = "auditor"
