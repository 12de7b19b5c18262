"""All tables, so that `Table.metadata` is whole once this package is imported."""

from bot.store.tables.agency import Agency, Channel, Correction, Unit
from bot.store.tables.assessment import Assessment, PublishedFigure, QuestionScore
from bot.store.tables.base import Table
from bot.store.tables.chat import Chat, Contact, InboxEvent, OutboxMessage, SentMessage
from bot.store.tables.deployment import Deployment
from bot.store.tables.job import JobExecutor
from bot.store.tables.plan import Measure, MeasureOwner, MeasureStep, PlanIssue
from bot.store.tables.rate import RateBucket

__all__ = [
    "Agency",
    "Assessment",
    "Channel",
    "Chat",
    "Contact",
    "Correction",
    "Deployment",
    "InboxEvent",
    "JobExecutor",
    "Measure",
    "MeasureOwner",
    "MeasureStep",
    "OutboxMessage",
    "PlanIssue",
    "PublishedFigure",
    "QuestionScore",
    "RateBucket",
    "SentMessage",
    "Table",
    "Unit",
]
