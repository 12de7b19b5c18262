"""Everything the bot can say, as facts: numbers, keys, names and dates, never sentences.

A use case makes one of these, `bot.render` turns it into LINE messages. What a person did wrong is an
answer too. Scores arrive as `Figure` (already rounded by `ita_core.scoring`); nobody computes with them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.answers.extending import (
    DeadlineTold,
    ExtendingAnswer,
    ExtensionAsks,
    ExtensionJudged,
    ExtensionNeedless,
    ExtensionRequested,
    ExtensionSent,
    ExtensionShown,
    ExtensionStale,
    Wish,
)
from bot.answers.measures import (
    DeadlineGroup,
    DeadlineList,
    MeasureAnswer,
    MeasureList,
    MeasureShown,
    ShareLine,
)
from bot.answers.notice_edits import NoticeEditAnswer
from bot.answers.notice_parts import NoticePartAnswer
from bot.answers.notice_status import NoticeStatusAnswer
from bot.answers.notices import NoticeAnswer
from bot.answers.overview import (
    EvidenceLine,
    EvidenceList,
    IssueProgress,
    Overview,
    OverviewAnswer,
    UnitProgress,
    WhichMeasure,
)
from bot.answers.parts import (
    Correction,
    IndicatorLine,
    IssueRef,
    Level,
    MeasureLine,
    Mismatch,
    Page,
    QuestionLine,
    Rated,
    Scope,
    ToolLine,
    UnitRef,
)
from bot.answers.people import (
    AuditLine,
    AuditList,
    BindHow,
    CodeRefused,
    CodesPaused,
    DataShown,
    DeleteAsks,
    Erased,
    GroupIsBound,
    InviteAsks,
    InvitesGiven,
    InvitesPrinted,
    InviteTooMany,
    Joined,
    MyMeasures,
    NameAsked,
    NameKept,
    Notice,
    NoticeShown,
    OwnLine,
    OwnReport,
    OwnShare,
    PeopleAnswer,
    PeopleList,
    PersonLine,
    PostHeld,
    PostLine,
    PostLost,
    PrivacyRenewed,
    PrivateOnly,
    RegisterHow,
    UnlinkAsks,
    Unlinked,
)
from bot.answers.rating import ConditionCheck, GoalStep, LevelCheck, RatingAnswer, RatingExplained
from bot.answers.reminders import ReminderAnswer
from bot.answers.reporting import (
    Attached,
    DayRefused,
    DoneAlready,
    DraftAsks,
    DraftLine,
    DraftOutlived,
    DraftShown,
    Dropped,
    EvidenceRefused,
    EvidenceTaken,
    HistoryShown,
    NotYours,
    PercentRefused,
    Refused,
    ReportFiled,
    ReportingAnswer,
    ReportLine,
    StepStale,
    Undone,
    UndoRefused,
)
from bot.answers.reviewing import (
    JudgementTold,
    NotToReview,
    ReasonAsked,
    ReportJudged,
    ReportsAwait,
    ReviewingAnswer,
    ReviewQueue,
    Verdict,
    Waiting,
)
from bot.answers.scores import (
    ChangeLine,
    ComparedRow,
    ScoreAnswer,
    ScoreIndicator,
    ScoreIssue,
    ScoreOverall,
    ScoreQuestion,
    ScoreTool,
    WeakPoints,
    WhatIf,
    WhatIfRefused,
    YearsCompared,
)
from bot.answers.talk import (
    DidYouMean,
    Failed,
    Help,
    LanguageSet,
    MediaReceived,
    NeedsLink,
    NoAgency,
    NotFound,
    NothingPending,
    NoYear,
    SmallTalk,
    StaleButton,
    StillOpen,
    TalkAnswer,
    Welcome,
    WhoAmI,
)
from bot.changes import Change, LanguageChosen
from bot.intent import Intent

if TYPE_CHECKING:
    from bot.store.people import Recipient

__all__ = [
    "FIRST_LANGUAGE",
    "Answer",
    "Attached",
    "AuditLine",
    "AuditList",
    "BindHow",
    "ChangeLine",
    "CodeRefused",
    "CodesPaused",
    "ComparedRow",
    "ConditionCheck",
    "Correction",
    "DataShown",
    "DayRefused",
    "DeadlineGroup",
    "DeadlineList",
    "DeadlineTold",
    "DeleteAsks",
    "DidYouMean",
    "DoneAlready",
    "DraftAsks",
    "DraftLine",
    "DraftOutlived",
    "DraftShown",
    "Dropped",
    "Erased",
    "EvidenceLine",
    "EvidenceList",
    "EvidenceRefused",
    "EvidenceTaken",
    "ExtensionAsks",
    "ExtensionJudged",
    "ExtensionNeedless",
    "ExtensionRequested",
    "ExtensionSent",
    "ExtensionShown",
    "ExtensionStale",
    "Failed",
    "GoalStep",
    "GroupIsBound",
    "Help",
    "HistoryShown",
    "IndicatorLine",
    "InviteAsks",
    "InviteTooMany",
    "InvitesGiven",
    "InvitesPrinted",
    "IssueProgress",
    "IssueRef",
    "Joined",
    "JudgementTold",
    "LanguageSet",
    "Level",
    "LevelCheck",
    "MeasureLine",
    "MeasureList",
    "MeasureShown",
    "MediaReceived",
    "Mismatch",
    "MyMeasures",
    "NameAsked",
    "NameKept",
    "NeedsLink",
    "NoAgency",
    "NoYear",
    "NotFound",
    "NotToReview",
    "NotYours",
    "NothingPending",
    "Notice",
    "NoticeShown",
    "Overview",
    "OwnLine",
    "OwnReport",
    "OwnShare",
    "Page",
    "PeopleList",
    "PercentRefused",
    "PersonLine",
    "PostHeld",
    "PostLine",
    "PostLost",
    "PrivacyRenewed",
    "PrivateOnly",
    "QuestionLine",
    "Rated",
    "RatingExplained",
    "ReasonAsked",
    "Refused",
    "RegisterHow",
    "Reply",
    "ReportFiled",
    "ReportJudged",
    "ReportLine",
    "ReportsAwait",
    "ReviewQueue",
    "Scope",
    "ScoreIndicator",
    "ScoreIssue",
    "ScoreOverall",
    "ScoreQuestion",
    "ScoreTool",
    "ShareLine",
    "SmallTalk",
    "StaleButton",
    "StepStale",
    "StillOpen",
    "ToolLine",
    "UndoRefused",
    "Undone",
    "UnitProgress",
    "UnitRef",
    "UnlinkAsks",
    "Unlinked",
    "Verdict",
    "Waiting",
    "WeakPoints",
    "Welcome",
    "WhatIf",
    "WhatIfRefused",
    "WhichMeasure",
    "WhoAmI",
    "Wish",
    "YearsCompared",
]

Answer = (
    ScoreAnswer
    | RatingAnswer
    | MeasureAnswer
    | TalkAnswer
    | ReportingAnswer
    | PeopleAnswer
    | ExtendingAnswer
    | OverviewAnswer
    | ReviewingAnswer
    | ReminderAnswer
    | NoticeAnswer
    | NoticeStatusAnswer
    | NoticeEditAnswer
    | NoticePartAnswer
)


FIRST_LANGUAGE = "th"
"""Of whoever has not chosen one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tell:
    """What somebody else is told because of what the asker did."""

    recipient: Recipient
    reply: Reply


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """An answer with what may be asked next: ``leads`` as quick replies, ``more`` as a "see more" button.

    ``first`` is said before it, ``after`` behind it. ``changes`` is what was decided along with it. ``about``
    is what it speaks of, for who quotes it; ``sources`` say whose words it repeats, as `bot.changes.sources`
    does. ``silent``: nothing is said, and only the changes count.
    """

    answer: Answer
    first: Answer | None = None
    after: Answer | None = None
    leads: tuple[Intent, ...] = ()
    more: Intent | None = None
    changes: tuple[Change, ...] = ()
    tells: tuple[Tell, ...] = ()
    about: str | None = None
    sources: tuple[str, ...] = ()
    silent: bool = False

    @property
    def language(self) -> str | None:
        """The language that the asker has just chosen."""
        return next((one.language for one in self.changes if isinstance(one, LanguageChosen)), None)
