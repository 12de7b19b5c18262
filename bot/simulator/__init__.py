"""LINE in a box: a strict double of the LINE platform for tests, for development and for the demo.

Nothing of the rest of `bot` is imported here: the bot talks to it through HTTP, as to LINE.
"""

from bot.simulator.api import create_app
from bot.simulator.clock import Clock
from bot.simulator.events import Webhook, signature
from bot.simulator.line import Line, texts
from bot.simulator.model import Call, Delivery, Fault, Group, Message, Person
from bot.simulator.server import serve

__all__ = [
    "Call",
    "Clock",
    "Delivery",
    "Fault",
    "Group",
    "Line",
    "Message",
    "Person",
    "Webhook",
    "create_app",
    "serve",
    "signature",
    "texts",
]
