"""From how many recipients on a second person approves a notice. Every administrator hears of a change.

In the chat it can only be made stricter: else one administrator could lift the rule and send alone. Who runs
the bot can set any number (`ita-bot agency --approve-from`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.answers import Reply, Tell
from bot.answers.notices import NoticePolicy
from bot.changes import Done
from bot.changes_notices import ApprovalSet
from bot.intent import Intent
from bot.store.audit import Deed
from bot.usecases import slots
from bot.usecases.notices import composing, looking

if TYPE_CHECKING:
    from bot.usecases.asker import Ask
    from bot.usecases.notices.gathering import Found

OFFERED: Final = (50, 100, 200, 500, 1000)
"""Recipients that can be chosen with a tap."""
FEWEST: Final = 2
"""A notice to one person is no broadcast."""
MOST: Final = 100_000


def policy(ask: Ask) -> Reply:
    """Show it, or set it. Whoever could let notices go alone by it is not alone in knowing."""
    looking.need(ask)
    me = ask.asker.member
    found: Found = ask.found
    before = composing.approve_from(found)
    wanted = slots.number(ask.intent, "count")
    if wanted is not None and not FEWEST <= wanted <= MOST:
        raise slots.BadSlots(repr(wanted))
    changed = wanted is not None and wanted < before
    now = wanted if changed and wanted is not None else before
    answer = NoticePolicy(
        approve_from=now,
        typed_from=composing.TYPED_FROM,
        offered=tuple(one for one in OFFERED if one < now),
        changed=changed,
        looser=wanted if wanted is not None and wanted > before else None,
        told=len(found.reach) if changed else 0,
    )
    leads = (Intent("notice.list"), Intent("notice.send"))
    if not changed:
        return Reply(answer=answer, leads=leads)
    deed = decided(before, now)
    told = NoticePolicy(
        approve_from=now,
        typed_from=composing.TYPED_FROM,
        offered=(),
        changed=True,
        by=(me.name if me is not None else None) or "",
        before=before,
    )
    return Reply(
        answer=answer,
        leads=leads,
        changes=(ApprovalSet(now), Done(deed)),
        tells=tuple(
            Tell(
                recipient=one, reply=Reply(answer=told, leads=(Intent("notice.policy"), Intent("audit.list")))
            )
            for one in found.reach.values()
        ),
    )


def decided(before: int | None, now: int) -> Deed:
    """Return what the log says of another number."""
    return Deed(
        action="notice.policy",
        subject="agency",
        before=None if before is None else {"approve_from": before},
        after={"approve_from": now},
    )
