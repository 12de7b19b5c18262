"""One function an answer; importing this package registers them all."""

from bot.render.messages import (
    comparing,
    evidence,
    extending,
    history,
    issues,
    measures,
    overall,
    overview,
    people,
    permission,
    questions,
    rating,
    reporting,
    reviewing,
    talk,
)

__all__ = [
    "comparing",
    "evidence",
    "extending",
    "history",
    "issues",
    "measures",
    "overall",
    "overview",
    "people",
    "permission",
    "questions",
    "rating",
    "reporting",
    "reviewing",
    "talk",
]
