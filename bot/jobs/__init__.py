"""Durable work: what must be done once, whatever dies when. The only room that knows the engine, DBOS."""

from bot.jobs.client import give_up, waiting
from bot.jobs.engine import Jobs, Pace
from bot.jobs.parked import run_again
from bot.jobs.run import Run
from bot.jobs.tables import TABLES, migrate

__all__ = ["TABLES", "Jobs", "Pace", "Run", "give_up", "migrate", "run_again", "waiting"]
