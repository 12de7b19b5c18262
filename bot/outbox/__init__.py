"""The way out: one row is one call to LINE. What to do after a failed try is decided by a pure function.

Order: of one chat's rows that wait for another try, the older goes first, and a younger one not before the
older is settled or waits again. An answer that was just made waits for nobody: it overtakes rows of its chat
that wait. So answers come in order as long as LINE takes them at the first try; when it does not, one row
(which may wait for a day, where the month's messages are used up) does not hold up answers whose reply
tokens live for a minute. Every answer says what it is about, so it can be understood wherever it comes.
"""

from bot.outbox.courier import Courier, Try
from bot.outbox.deciding import GIVE_UP, LONGEST_WAIT, NOTHING, Decision, Known, decide
from bot.outbox.rows import REPLY_WINDOW, answer_row

__all__ = [
    "GIVE_UP",
    "LONGEST_WAIT",
    "NOTHING",
    "REPLY_WINDOW",
    "Courier",
    "Decision",
    "Known",
    "Try",
    "answer_row",
    "decide",
]
