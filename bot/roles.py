"""What a person can be in a unit."""

from __future__ import annotations

from enum import StrEnum
from typing import Final


class Role(StrEnum):
    """A role. A person may have several, in several units."""

    STAFF = "staff"
    HEAD = "head"
    REVIEWER = "reviewer"
    ADMIN = "admin"
    AUDITOR = "auditor"


AT_WORK: Final = frozenset({Role.STAFF, Role.HEAD})
"""Who does a unit's work: they report, are reminded of its duties, and hand both on when they are away."""
