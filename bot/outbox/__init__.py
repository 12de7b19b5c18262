"""The way out: one row is one call to LINE. What to do after a failed try is decided by a pure function.

Order: the answers of a chat go out in the order in which they were made. One whose next try is more than ten
seconds away (LINE failed it several times, or the month's messages are used up) is overtaken: it may wait for
a day, and the others' reply tokens live for a minute. Every answer says what it is about, so it can be
understood wherever it comes.
"""

from bot.outbox.courier import Courier, Try
from bot.outbox.deciding import GIVE_UP, LONGEST_WAIT, NOTHING, Decision, Known, decide
from bot.outbox.quota import QuotaAsker, keep
from bot.outbox.rows import REPLY_WINDOW, InTime, answer_row, told_row

__all__ = [
    "GIVE_UP",
    "LONGEST_WAIT",
    "NOTHING",
    "REPLY_WINDOW",
    "Courier",
    "Decision",
    "InTime",
    "Known",
    "QuotaAsker",
    "Try",
    "answer_row",
    "decide",
    "keep",
    "told_row",
]
