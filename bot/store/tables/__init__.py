"""All tables, so that `Table.metadata` is whole once this package is imported."""

from bot.store.tables.agency import Agency, Channel, Correction, Unit
from bot.store.tables.agenda import (
    Closure,
    Duty,
    Hush,
    Leave,
    MeasureLadder,
    OfficePolicy,
    Planned,
    QuotaReading,
    Reminder,
    ReminderCard,
    ReminderChoice,
)
from bot.store.tables.assessment import Assessment, PublishedFigure, QuestionScore
from bot.store.tables.base import Table
from bot.store.tables.chat import Chat, Contact, InboxEvent, OutboxMessage, SentMessage
from bot.store.tables.deployment import Deployment, LinkKey
from bot.store.tables.job import JobExecutor
from bot.store.tables.notice import Notice, NoticeRecipient, NoticeTemplate
from bot.store.tables.people import AuditEntry, Dialogue, Invite, Membership, Person
from bot.store.tables.plan import Measure, MeasureOwner, MeasureStep, PlanIssue
from bot.store.tables.progress import Evidence, Extension, Report, ReportSource, Share
from bot.store.tables.rate import RateBucket

__all__ = [
    "Agency",
    "Assessment",
    "AuditEntry",
    "Channel",
    "Chat",
    "Closure",
    "Contact",
    "Correction",
    "Deployment",
    "Dialogue",
    "Duty",
    "Evidence",
    "Extension",
    "Hush",
    "InboxEvent",
    "Invite",
    "JobExecutor",
    "Leave",
    "LinkKey",
    "Measure",
    "MeasureLadder",
    "MeasureOwner",
    "MeasureStep",
    "Membership",
    "Notice",
    "NoticeRecipient",
    "NoticeTemplate",
    "OfficePolicy",
    "OutboxMessage",
    "Person",
    "PlanIssue",
    "Planned",
    "PublishedFigure",
    "QuestionScore",
    "QuotaReading",
    "RateBucket",
    "Reminder",
    "ReminderCard",
    "ReminderChoice",
    "Report",
    "ReportSource",
    "SentMessage",
    "Share",
    "Table",
    "Unit",
]
