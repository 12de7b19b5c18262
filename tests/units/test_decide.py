"""What follows from a failed try, case by case."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.failures import AlreadyAccepted, NoConnection, Permanent, TokenSpent, TooMany, Uncertain
from bot.outbox import GIVE_UP, LONGEST_WAIT, NOTHING, REPLY_WINDOW, Decision, Known, answer_row, decide
from bot.outbox.deciding import DEAREST, FLOOD_WAIT, QUOTA_WAIT

NOW = dt.datetime(2024, 4, 1, 2, 0, tzinfo=dt.UTC)


def row(*, attempts=1, uncertain=False, age=0.0, recipient="U1"):
    """Return a row whose webhook came, and whose first try was made, ``age`` seconds ago."""
    made = answer_row(
        channel_id=1,
        chat_id=1,
        event_row_id=1,
        recipient=recipient,
        messages=[],
        reply_token="t",  # noqa: S106 (no secret)
        received_at=NOW - dt.timedelta(seconds=age),
        now=NOW - dt.timedelta(seconds=age),
    )
    made.attempts, made.uncertain = attempts, uncertain
    return made


BUSY, LOST, NOBODY = TooMany("429"), Uncertain("500"), NoConnection("refused")
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
    "nobody there": (NOBODY, row(), True, ("queued", 1, 0, 0)),
    "nobody there after doubt": (NOBODY, row(uncertain=True), True, ("queued", 1, 0, 1)),
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
    assert decide(failure, tried, as_reply=as_reply, now=NOW, known=NOTHING, chance=1) == wanted


LEFT = Known(asked=True, left=700)
UNLIMITED = Known(asked=True)


def of_notice(cost: int):
    """Return a row of a notice that costs so much."""
    made = row(age=60, recipient="many")
    made.notice_id, made.cost = 1, cost
    return made


FEW = Known(asked=True, left=DEAREST - 1)
NONE = Known(asked=True, left=0)
PRESSED = Known(asked=True, left=700, pressed=True)
BUSY_CASES = {
    "nothing is known": (row(age=60), NOTHING, Decision(state="queued", wait=1)),
    "none left": (row(age=60), NONE, Decision(state="queued", wait=QUOTA_WAIT, quota=True)),
    "none left, whoever calls": (
        row(age=60),
        Known(asked=True, left=-3, pressed=True),
        Decision(state="queued", wait=QUOTA_WAIT, quota=True),
    ),
    "few left for a group": (
        row(age=60, recipient="C1"),
        FEW,
        Decision(state="queued", wait=QUOTA_WAIT, quota=True),
    ),
    "enough left for a group": (
        row(age=60, recipient="C1"),
        LEFT,
        Decision(state="queued", wait=FLOOD_WAIT, flood=True),
    ),
    "few left for one": (row(age=60), FEW, Decision(state="queued", wait=FLOOD_WAIT, flood=True)),
    "no limit": (row(age=60), UNLIMITED, Decision(state="queued", wait=FLOOD_WAIT, flood=True)),
    "flood again": (row(age=60, attempts=3), LEFT, Decision(state="queued", wait=120, flood=True)),
    "flood for long": (
        row(age=60, attempts=9),
        LEFT,
        Decision(state="queued", wait=LONGEST_WAIT, flood=True),
    ),
    "we call much": (row(age=60), PRESSED, Decision(state="queued", wait=1)),
    "none left for a day": (row(age=DAY - QUOTA_WAIT), NONE, Decision(state="refused")),
    "a notice beyond what is left": (
        of_notice(500),
        FEW,
        Decision(state="queued", wait=QUOTA_WAIT, quota=True),
    ),
    "a notice within what is left": (of_notice(499), FEW, Decision(state="queued", wait=1)),
    "none left, and doubt": (
        row(age=DAY - QUOTA_WAIT, uncertain=True),
        NONE,
        Decision(state="unknown", uncertain=True),
    ),
}


@pytest.mark.parametrize("case", BUSY_CASES.values(), ids=list(BUSY_CASES))
def test_what_a_429_of_a_push_means(case) -> None:
    tried, known, wanted = case
    assert decide(BUSY, tried, as_reply=False, now=NOW, known=known, chance=1) == wanted


@pytest.mark.parametrize("known", [NONE, LEFT, PRESSED])
def test_a_reply_is_free_so_a_429_of_it_passes(known) -> None:
    assert decide(BUSY, row(), as_reply=True, now=NOW, known=known, chance=1) == Decision(
        state="queued", wait=1
    )


@pytest.mark.parametrize(("asked", "wait"), [(0, 1), (20, 20), (100_000, LONGEST_WAIT)])
def test_line_may_ask_for_a_longer_wait(asked, wait) -> None:
    for failure in (TooMany("429", wait=asked), Uncertain("503", wait=asked)):
        found = decide(failure, row(age=60), as_reply=False, now=NOW, known=NOTHING, chance=1)
        assert found.wait == wait


def test_a_wait_that_is_asked_for_does_not_outlast_the_token() -> None:
    for failure, doubt in ((TooMany("429", wait=3600), False), (Uncertain("503", wait=3600), True)):
        found = decide(failure, row(age=10), as_reply=True, now=NOW, known=NOTHING, chance=1)
        assert found == Decision(state="queued", wait=20, uncertain=doubt)


@given(
    failure=st.sampled_from([BUSY, LOST, NOBODY]),
    tried=st.builds(row, attempts=st.integers(1, 10_000), uncertain=st.booleans(), age=st.floats(0, 2 * DAY)),
    as_reply=st.booleans(),
    known=st.builds(Known, asked=st.booleans(), left=st.none() | st.integers(-9, 999), pressed=st.booleans()),
    chance=st.floats(0, 1),
)
def test_what_always_holds(failure, tried, as_reply, known, chance) -> None:
    found, longest = (
        decide(failure, tried, as_reply=as_reply, now=NOW, known=known, chance=one) for one in (chance, 1)
    )
    assert found.state != "sent"
    if found.state == "queued" and found.wait:
        assert NOW + dt.timedelta(seconds=found.wait) < tried.first_attempt_at + GIVE_UP
        assert not as_reply or NOW + dt.timedelta(seconds=found.wait) < tried.reply_until
        if longest.wait:
            assert longest.wait / 2 <= found.wait <= longest.wait
    if tried.uncertain or failure is LOST:  # some try may have been accepted
        assert found.uncertain
        assert not found.drop_token
        assert found.state != "refused"


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
