"""One function an answer; importing this package registers them all."""

from bot.render.messages import comparing, issues, measures, overall, people, questions, rating, talk

__all__ = ["comparing", "issues", "measures", "overall", "people", "questions", "rating", "talk"]
