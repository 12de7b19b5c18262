"""Slots as they are handed on: without those that were not said."""

from __future__ import annotations

from typing import Any


def said(**slots: Any) -> dict[str, Any]:  # noqa: ANN401 (a slot's value)
    """Return the slots that were said."""
    return {slot: value for slot, value in slots.items() if value is not None}
