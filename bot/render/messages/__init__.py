"""One function an answer; importing this package registers them all."""

from bot.render.messages import (
    comparing,
    evidence,
    issues,
    measures,
    overall,
    people,
    permission,
    questions,
    rating,
    reporting,
    talk,
)

__all__ = [
    "comparing",
    "evidence",
    "issues",
    "measures",
    "overall",
    "people",
    "permission",
    "questions",
    "rating",
    "reporting",
    "talk",
]
