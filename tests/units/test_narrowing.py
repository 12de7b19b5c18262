"""What follows from a try for a row of a notice, case by case."""

from __future__ import annotations

import pytest

from bot.failures import NoConnection, Permanent, TooMany, Uncertain
from bot.outbox.deciding import Decision
from bot.outbox.narrowing import judge
from bot.store.tables import OutboxMessage

AGAIN = Decision(state="queued", wait=1)
DOUBT = Decision(state="queued", wait=1, uncertain=True)
NO_QUOTA = Decision(state="queued", wait=3600, quota=True)
REFUSED = Decision(state="refused")
BAD = Permanent("400 no", status=400, about=("to[3]",))
WORDS = Permanent("400 no", status=400, about=("messages[0].text",))
FLEX = Permanent("400 no", status=400, about=("/body/contents/0",))
RIGHT, LARGE, GONE = (Permanent(str(status), status=status) for status in (401, 413, 404))
CASES = {
    "taken": (Decision(state="sent"), None, False, 9, True, ("sent", "sent", False, None)),
    "tried again": (AGAIN, NoConnection("no"), False, 9, True, ("queued", "sending", False, None)),
    "not wanted any more": (AGAIN, TooMany("429"), False, 9, False, ("dropped", "queued", False, None)),
    "in doubt, not wanted": (DOUBT, Uncertain("500"), False, 9, False, ("queued", "sending", False, None)),
    "no messages left": (NO_QUOTA, TooMany("429"), False, 9, True, ("dropped", "queued", False, "quota")),
    "a bad one among many": (REFUSED, BAD, False, 9, True, ("dropped", "sending", True, None)),
    "the bad one": (REFUSED, BAD, False, 1, True, ("refused", "refused", False, None)),
    "a bad one, not wanted": (REFUSED, BAD, False, 9, False, ("dropped", "queued", False, None)),
    "a bad one after doubt": (REFUSED, BAD, True, 9, True, ("unknown", "unknown", False, None)),
    "bad words": (REFUSED, WORDS, False, 9, True, ("dropped", "queued", False, "content")),
    "bad words for one": (REFUSED, WORDS, False, 1, True, ("dropped", "queued", False, "content")),
    "bad words of a card": (REFUSED, FLEX, False, 9, True, ("dropped", "queued", False, "content")),
    "too large": (REFUSED, LARGE, False, 9, True, ("dropped", "queued", False, "content")),
    "no right": (REFUSED, RIGHT, False, 9, True, ("dropped", "queued", False, "credentials")),
    "no right after doubt": (REFUSED, RIGHT, True, 9, True, ("queued", "sending", False, "credentials")),
    "another place": (REFUSED, GONE, False, 9, True, ("dropped", "queued", False, "failures")),
    "too late, never taken": (REFUSED, TooMany("429"), False, 9, True, ("dropped", "queued", False, None)),
    "too late, in doubt": (
        Decision(state="unknown", uncertain=True),
        Uncertain("500"),
        True,
        9,
        True,
        ("unknown", "unknown", False, None),
    ),
}


@pytest.mark.parametrize("case", CASES.values(), ids=list(CASES))
def test_what_follows_from_a_try(case) -> None:
    decision, failure, uncertain, heads, wanted, expected = case
    row = OutboxMessage(uncertain=uncertain)  # type: ignore[call-arg]  # no other column matters
    found = judge(decision, failure, row, heads=heads, wanted=wanted)
    assert (found.decision.state, found.recipients, found.halve, found.trouble) == expected
    if uncertain and found.decision.state == "queued":
        assert found.decision.uncertain
