"""What LINE accepts as a message, and how it refuses the rest."""

from bot.simulator.schema.core import Path, Problem
from bot.simulator.schema.messages import error_body, problems

__all__ = ["Path", "Problem", "error_body", "problems"]
