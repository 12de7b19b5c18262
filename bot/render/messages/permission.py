"""A refusal, with who may."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.answers import Refused
from bot.intent import Intent
from bot.render import flex, leads
from bot.render.blocks import remark
from bot.render.names import role_name
from bot.render.registry import renders

if TYPE_CHECKING:
    from bot.render.cards import Card
    from bot.render.i18n import Words


@renders(Refused)
def refused(w: Words, answer: Refused) -> Card:
    """Say no, who could, and what to do."""
    what = {
        "ask": w.gettext("This agency answers its own staff only."),
        "progress": w.gettext("Progress is for registered staff."),
        "report": w.gettext("Reporting progress is for the staff of the units that own a measure."),
        "review": w.gettext("Reviewing reports is not part of your role."),
        "extend": w.gettext("More time is asked for by the units that own a measure."),
        "decide": w.gettext("Deadlines are decided on by administrators."),
        "overview": w.gettext("The overview is for heads and administrators."),
        "people": w.gettext("Who is registered is for heads and administrators."),
        "invite": w.gettext(
            "Administrators give out registration codes, and heads those for their own unit."
        ),
        "unlink": w.gettext("Only administrators can end somebody's registration."),
        "bind": w.gettext("A group is bound to a unit by its head or an administrator."),
        "reminders": w.gettext("Reminders are for registered staff."),
        "snooze": w.gettext("Here only people of the unit that owns the measures can put reminders off."),
        "budget": w.gettext("The message budget is for administrators."),
        "notice": w.gettext("Notices are sent by administrators."),
        "audit": w.gettext("The full log is for administrators and auditors."),
        "leave": w.gettext("Leave is noted for registered staff."),
        "leaves": w.gettext("The leave of colleagues is noted by their head or an administrator."),
        "office": w.gettext("Days off, office hours and the steps of reminding are set by administrators."),
    }[answer.right]
    if not answer.linked:
        return remark(
            w.gettext("Please register first"),
            what,
            w.gettext("Ask your unit's head or an administrator for a registration code."),
            buttons=(flex.button(leads.action(w, Intent("register"))),),
        )
    who = w.either(role_name(w, role) for role in answer.roles)
    return remark(w.gettext("Not for your role"), what, w.gettext("Who can: %(who)s.", who=who))
