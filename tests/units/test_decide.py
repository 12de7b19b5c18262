"""What follows from a failed try, case by case."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.failures import AlreadyAccepted, Permanent, RetryAfter, TokenSpent, Uncertain
from bot.outbox import GIVE_UP, LONGEST_WAIT, REPLY_WINDOW, Decision, answer_row, decide

NOW = dt.datetime(2024, 4, 1, 2, 0, tzinfo=dt.UTC)


def row(*, attempts=1, uncertain=False, age=0.0):
    """Return a row whose webhook came, and whose first try was made, ``age`` seconds ago."""
    made = answer_row(
        channel_id=1,
        chat_id=1,
        event_row_id=1,
        recipient="U1",
        messages=[],
        reply_token="t",  # noqa: S106 (no secret)
        received_at=NOW - dt.timedelta(seconds=age),
        now=NOW - dt.timedelta(seconds=age),
    )
    made.attempts, made.uncertain = attempts, uncertain
    return made


BUSY, LOST = RetryAfter("429"), Uncertain("500")
DAY = GIVE_UP.total_seconds()
CASES = {
    "known already": (
        AlreadyAccepted("409", request_id="r", message_ids=()),
        row(),
        False,
        ("sent", 0, 0, 0),
    ),
    "token spent": (TokenSpent("400"), row(), True, ("queued", 0, 1, 0)),
    "token spent, maybe by us": (TokenSpent("400"), row(uncertain=True), True, ("unknown", 0, 0, 1)),
    "refused": (Permanent("403"), row(), True, ("refused", 0, 0, 0)),
    "refused after doubt": (Permanent("403"), row(uncertain=True), False, ("refused", 0, 0, 1)),
    "busy": (BUSY, row(), True, ("queued", 1, 0, 0)),
    "busy again": (BUSY, row(attempts=4), True, ("queued", 8, 0, 0)),
    "busy till the token ends": (BUSY, row(age=49.5), True, ("queued", 0, 1, 0)),
    "lost": (LOST, row(), True, ("queued", 1, 0, 1)),
    "lost till the token ends": (LOST, row(age=49.5), True, ("unknown", 0, 0, 1)),
    "busy after doubt till the token ends": (BUSY, row(age=49.5, uncertain=True), True, ("unknown", 0, 0, 1)),
    "push busy": (BUSY, row(age=60), False, ("queued", 1, 0, 0)),
    "push lost": (LOST, row(age=60), False, ("queued", 1, 0, 1)),
    "push busy for a day": (BUSY, row(age=DAY), False, ("refused", 0, 0, 0)),
    "push lost for a day": (LOST, row(age=DAY), False, ("unknown", 0, 0, 1)),
    "longest wait": (BUSY, row(age=60, attempts=40), False, ("queued", LONGEST_WAIT, 0, 0)),
    "more tries than a float holds": (
        BUSY,
        row(age=60, attempts=5000),
        False,
        ("queued", LONGEST_WAIT, 0, 0),
    ),
}


@pytest.mark.parametrize("case", CASES.values(), ids=list(CASES))
def test_what_follows(case) -> None:
    failure, tried, as_reply, (state, wait, drop_token, uncertain) = case
    wanted = Decision(state=state, wait=wait, drop_token=bool(drop_token), uncertain=bool(uncertain))
    assert decide(failure, tried, as_reply=as_reply, now=NOW) == wanted


def test_a_row_made_too_late_for_its_token_has_none() -> None:
    made = row()
    late = answer_row(
        channel_id=1,
        chat_id=1,
        event_row_id=1,
        recipient="U1",
        messages=[],
        reply_token="t",  # noqa: S106 (no secret)
        received_at=NOW,
        now=NOW + REPLY_WINDOW,
    )
    assert (made.reply_token, late.reply_token, late.reply_until) == ("t", None, None)
