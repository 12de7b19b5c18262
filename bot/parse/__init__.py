"""From what a person typed to an intent with slots. Pure, and never raises, whatever was typed."""

from bot.parse.addressing import calls_bot, said_of_measure
from bot.parse.answers import Spoken, spoken
from bot.parse.choose import parse, warm
from bot.parse.nearest import nearest
from bot.parse.notices import acknowledges
from bot.parse.social import social
from bot.parse.vocabulary import Unit, Vocabulary

__all__ = [
    "Spoken",
    "Unit",
    "Vocabulary",
    "acknowledges",
    "calls_bot",
    "nearest",
    "parse",
    "said_of_measure",
    "social",
    "spoken",
    "warm",
]
