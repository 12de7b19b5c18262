"""Durable work: what must be done once, whatever dies when. The only room that knows the engine, DBOS."""

from bot.jobs.engine import Jobs, Pace
from bot.jobs.parked import run_again
from bot.jobs.run import Run
from bot.jobs.tables import migrate

__all__ = ["Jobs", "Pace", "Run", "migrate", "run_again"]
