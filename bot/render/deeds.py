"""What stands in the audit log, in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from bot.render.names import report_state, role_title
from bot.render.notice_words import state_words
from bot.render.sayings_reminders import rung_name, weekday_names

if TYPE_CHECKING:
    from bot.render.i18n import Words


def deed_words(w: Words, action: str) -> str:
    """Say what was done; what a later version does has its own name until this one knows it."""
    return {
        "person.join": w.gettext("Registered"),
        "person.erase": w.gettext("Had their data deleted"),
        "post.end": w.gettext("Ended a registration"),
        "invite.make": w.gettext("Gave out registration codes"),
        "group.bind": w.gettext("Bound a group to a unit"),
        "agency.set": w.gettext("Changed what holds for the agency"),
        "report.file": w.gettext("Reported progress"),
        "report.correct": w.gettext("Corrected a report"),
        "report.withdraw": w.gettext("Took a report back"),
        "report.retract": w.gettext("Asked to take an accepted report back"),
        "report.accept": w.gettext("Accepted a report"),
        "report.return": w.gettext("Returned a report"),
        "report.keep": w.gettext("Let an accepted report stand"),
        "reminder.set": w.gettext("Changed how they are reminded"),
        "reminder.snooze": w.gettext("Put a reminder off"),
        "reminder.mute": w.gettext("Turned reminders off for a time"),
        "reminder.unmute": w.gettext("Turned reminders on again"),
        "reminder.cancel": w.gettext("Left out a reminder"),
        "reminder.restore": w.gettext("Took up a reminder that was left out"),
        "deadline.ask": w.gettext("Asked for more time"),
        "deadline.grant": w.gettext("Granted more time"),
        "deadline.refuse": w.gettext("Refused more time"),
        "leave.set": w.gettext("Noted a leave"),
        "leave.end": w.gettext("Ended a leave"),
        "leave.act": w.gettext("Appointed who stands in"),
        "calendar.close": w.gettext("Closed the office on a day"),
        "calendar.open": w.gettext("Opened the office on a day"),
        "calendar.import": w.gettext("Imported days off"),
        "calendar.renew": w.gettext("Took up a new edition of the government's calendar"),
        "office.set": w.gettext("Set office hours"),
        "ladder.set": w.gettext("Switched a step of reminding"),
        "budget.set": w.gettext("Changed the reserve of messages"),
        "notice.send": w.gettext("Confirmed a notice"),
        "notice.approve": w.gettext("Approved a notice"),
        "notice.reject": w.gettext("Rejected a notice"),
        "notice.cancel": w.gettext("Cancelled a notice"),
        "notice.edit": w.gettext("Called a notice back to change it"),
        "notice.pause": w.gettext("Paused a notice"),
        "notice.resume": w.gettext("Let a notice go on"),
        "notice.retry": w.gettext("Had a notice tried once more for those refused"),
        "notice.policy": w.gettext("Set which notices need approval"),
        "notice.template.save": w.gettext("Kept a template of a notice"),
        "notice.template.drop": w.gettext("Took a template out of use"),
        "round.urgent": w.gettext("Pushed reminders at once, whatever the hour"),
    }.get(action, action)


def subject_words(w: Words, subject: str) -> str:
    """Say what it was done to: ``measure 2567 3.2 X``, ``unit X``, ``report 12``."""
    kind, _, rest = subject.partition(" ")
    if kind == "measure":
        _, _, rest = rest.partition(" ")
        measure, _, unit = rest.partition(" ")
        named = w.gettext("Measure %(measure)s", measure=measure)
        return f"{named} · {w.gettext('Unit %(unit)s', unit=unit)}" if unit else named
    return {
        "unit": w.gettext("Unit %(unit)s", unit=rest),
        "report": w.gettext("Report no. %(number)s", number=rest),
        "group": w.gettext("Group no. %(number)s", number=rest),
        "person": w.gettext("own data"),
        "reminders": w.gettext("own reminders"),
        "agency": w.gettext("the agency"),
        "leave": w.gettext("leave"),
        "day": w.iso_date(rest),
        "template": w.gettext("template"),
        "notice": w.gettext("Notice %(number)s", number=rest),
    }.get(kind, subject)


def fact_words(w: Words, name: str, value: Any) -> str:  # noqa: ANN401 (whatever the log holds)
    """Say one fact of before or after."""
    said = _FACTS.get(name)
    return str(value) if said is None else said(w, value)


_FACTS: Mapping[str, Callable[[Words, Any], str]] = MappingProxyType(
    {
        "percent": lambda w, value: w.gettext("%(percent)s%%", percent=value),
        "role": lambda w, value: role_title(w, str(value)),
        "count": lambda w, value: w.ngettext("%(num)s code", "%(num)s codes", int(value)),
        "reports": lambda w, value: w.ngettext("%(num)s report", "%(num)s reports", int(value)),
        "unit": lambda w, value: w.gettext("Unit %(unit)s", unit=value),
        "claimed_on": lambda w, value: w.gettext("as of %(day)s", day=w.iso_date(value)),
        "due": lambda w, value: w.gettext("due %(day)s", day=w.iso_date(value)),
        "first": lambda w, value: w.gettext("from %(day)s", day=w.iso_date(value)),
        "substitute": lambda w, value: w.gettext("stands in: person no. %(number)s", number=value),
        "at": lambda w, value: w.gettext("at %(time)s", time=value or w.gettext("the agency's hour")),
        "weekdays": lambda w, value: w.all_of(weekday_names(w, value)) or w.gettext("every working day"),
        "digest": lambda w, value: w.gettext("only the weekly digest") if value else w.gettext("every step"),
        "place": lambda w, value: (
            w.gettext("in the unit's group") if value == "group" else w.gettext("in our own chat")
        ),
        "step": rung_name,
        "day": lambda w, value: w.iso_date(value),
        "measures": lambda w, value: w.ngettext("%(num)s measure", "%(num)s measures", int(value)),
        "reserve": lambda w, value: w.ngettext(
            "%(num)s message in reserve", "%(num)s messages in reserve", int(value)
        ),
        "approve_from": lambda w, value: w.gettext("from %(num)s recipients on", num=value),
        "edits": lambda w, value: w.gettext("instead of notice %(number)s", number=value),
        "version": lambda w, value: w.gettext("version %(version)s", version=value),
        "cards": lambda w, value: w.ngettext("%(num)s card", "%(num)s cards", int(value)),
        "until": lambda w, value: w.gettext("until %(day)s", day=w.iso_date(value)),
        "works": lambda w, value: w.gettext("working day") if value else w.gettext("day off"),
        "days": lambda w, value: w.ngettext("%(num)s day", "%(num)s days", int(value)),
        "opens": lambda w, value: w.gettext("opens %(time)s", time=value),
        "closes": lambda w, value: w.gettext("closes %(time)s", time=value),
        "cutoff": lambda w, value: w.gettext("cut-off %(time)s", time=value),
        "rung": rung_name,
        "on": lambda w, value: w.gettext("on") if value else w.gettext("off"),
        "state": lambda w, value: state_words(w, report_state(w, str(value))),
        "closed": lambda w, value: (
            w.gettext("closed to strangers") if value else w.gettext("open to strangers")
        ),
        "accepted_by": lambda w, value: w.gettext(
            "reports accepted by: %(who)s", who=role_title(w, str(value))
        ),
    }
)
