"""What follows from a try for a row of a notice, which goes to many at once. Pure.

LINE takes a call or refuses it as a whole, and does not promise to say for whose sake. So a refused row is
halved, again and again, until the one remains that LINE minds. What is wrong with the messages, or with our
right to send, is wrong for everybody: then nobody is refused, and the notice pauses.

Halves have keys of their own. That is safe only if LINE certainly took none of the whole: a row of which some
try may have been accepted is never halved, dropped or made anew. It is tried with its own key until LINE says
(409: it had it), or until the key's time is over; then nobody knows.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Literal

from bot.failures import Permanent
from bot.outbox.deciding import LONGEST_WAIT, Decision

if TYPE_CHECKING:
    from bot.failures import LineFailure
    from bot.store.tables import OutboxMessage

FAILURES, QUOTA, CREDENTIALS, CONTENT = "failures", "quota", "credentials", "content"
"""Why the bot itself pauses a notice."""
_BAD_REQUEST: Final = 400
_NO_RIGHT: Final = (401, 403)
_TOO_LARGE: Final = 413
_OF_MESSAGES: Final = ("messages", "/")
"""How LINE names what is in a message: its place in the request, or, of a Flex Message, within that."""
_WORDS: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What becomes of a row, and of those it goes to: ``recipients`` is their state, with ``why``.

    ``halve``: two smaller rows take its place. ``trouble``: why its notice has to pause.
    """

    decision: Decision
    recipients: Literal["sending", "sent", "refused", "unknown", "queued"]
    why: str | None = None
    halve: bool = False
    trouble: str | None = None


def judge(
    decision: Decision, failure: LineFailure | None, row: OutboxMessage, *, heads: int, wanted: bool
) -> Verdict:
    """Judge. ``decision`` is as for any row, ``heads`` how many it goes to; ``row`` is as before the try.

    ``wanted``: its notice is being sent; else what LINE has certainly not taken is not tried again.
    """
    if decision.state in {"sent", "unknown"}:
        return Verdict(decision=decision, recipients=decision.state)
    if decision.state == "queued":
        return _again(decision, wanted=wanted)
    if not isinstance(failure, Permanent):
        return _dropped(decision)  # its key's time is over, and LINE took none of it: a fresh one will do
    return _refused(decision, failure, row, heads=heads, wanted=wanted)


def _again(decision: Decision, *, wanted: bool) -> Verdict:
    if decision.uncertain:
        return Verdict(decision=decision, recipients="sending")
    if decision.quota:
        return _dropped(decision, QUOTA)
    return Verdict(decision=decision, recipients="sending") if wanted else _dropped(decision)


def _refused(
    decision: Decision, failure: Permanent, row: OutboxMessage, *, heads: int, wanted: bool
) -> Verdict:
    trouble = _trouble(failure)
    if row.uncertain and trouble == CREDENTIALS:
        later = Decision(state="queued", wait=LONGEST_WAIT, uncertain=True)
        return Verdict(decision=later, recipients="sending", trouble=trouble)
    if row.uncertain:
        return Verdict(decision=replace(decision, state="unknown"), recipients="unknown")
    if trouble is not None or not wanted:
        return _dropped(decision, trouble)
    if heads > 1:
        return Verdict(decision=replace(decision, state="dropped"), recipients="sending", halve=True)
    return Verdict(decision=decision, recipients="refused", why=failure.problem[:_WORDS])


def _trouble(failure: Permanent) -> str | None:
    """Tell what is wrong for everybody; None: it may be one recipient."""
    if failure.status in _NO_RIGHT:
        return CREDENTIALS
    if failure.status == _TOO_LARGE or any(one.startswith(_OF_MESSAGES) for one in failure.about):
        return CONTENT
    return None if failure.status == _BAD_REQUEST else FAILURES


def _dropped(decision: Decision, trouble: str | None = None) -> Verdict:
    return Verdict(decision=replace(decision, state="dropped"), recipients="queued", trouble=trouble)
