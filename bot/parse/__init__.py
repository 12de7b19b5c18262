"""From what a person typed to an intent with slots. Pure, and never raises, whatever was typed."""

from bot.parse.addressing import calls_bot
from bot.parse.answers import Spoken, spoken
from bot.parse.choose import parse, warm
from bot.parse.nearest import nearest
from bot.parse.social import social
from bot.parse.vocabulary import Unit, Vocabulary

__all__ = ["Spoken", "Unit", "Vocabulary", "calls_bot", "nearest", "parse", "social", "spoken", "warm"]
