"""One function an answer; importing this package registers them all."""

from bot.render.messages import (
    comparing,
    evidence,
    issues,
    joining,
    measures,
    overall,
    own,
    people,
    permission,
    privacy,
    questions,
    rating,
    reporting,
    staff,
    talk,
)

__all__ = [
    "comparing",
    "evidence",
    "issues",
    "joining",
    "measures",
    "overall",
    "own",
    "people",
    "permission",
    "privacy",
    "questions",
    "rating",
    "reporting",
    "staff",
    "talk",
]
