"""What the intents around reminders are called and how they are said: see ``bot/render/sayings.py``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from babel.dates import get_day_names

from bot.render.names import joined, listed

if TYPE_CHECKING:
    from bot.render.i18n import Words

Slots = Mapping[str, Any]
Phrase = Callable[["Words", Slots], str]
_LONGEST_COUNT = 9
"""Digits of a number of days that is said as one; what a button carries may be anything."""


def rung_name(w: Words, rung: object) -> str:
    """Name a rung of the ladder: ``start``, ``t-14``, ``due``, ``over-2``, ``head-3``; or a digest.

    What was put off is named as the step that it comes from.
    """
    said = str(rung).partition("~")[0]
    before = said.removeprefix("t-")
    if before != said and before.isdecimal() and len(before) <= _LONGEST_COUNT:
        return w.ngettext("%(num)s day before", "%(num)s days before", int(before))
    return {
        "start": w.gettext("first day"),
        "due": w.gettext("due day"),
        "over": w.gettext("once overdue"),
        "head": w.gettext("to the head"),
        "central": w.gettext("to the central group"),
        "digest": w.gettext("weekly digest"),
    }.get(said.partition("-")[0], said)


def _of_measure(w: Words, slots: Slots) -> str | None:
    return w.gettext("of measure %(measure)s", measure=slots["measure"]) if "measure" in slots else None


def _how_long(w: Words, slots: Slots) -> str | None:
    if "until" in slots:
        return w.gettext("until %(day)s", day=w.iso_date(slots["until"]))
    if isinstance(slots.get("days"), int):
        return w.ngettext("for %(num)s day", "for %(num)s days", slots["days"])
    return None


def _snooze_label(w: Words, slots: Slots) -> str:
    """Name how long instead of what: that sets a lead apart from its neighbours."""
    if "until" in slots:
        return w.gettext("Until %(day)s", day=w.iso_date(slots["until"]))
    days = slots.get("days")
    if days == 1:
        return w.gettext("Remind me tomorrow")
    if isinstance(days, int):
        return w.ngettext("Later by %(num)s day", "Later by %(num)s days", days)
    return w.gettext("Remind me later")


def _mute_label(w: Words, slots: Slots) -> str:
    if "until" in slots:
        return w.gettext("Off until %(day)s", day=w.iso_date(slots["until"]))
    if isinstance(slots.get("days"), int):
        return w.ngettext("Off for %(num)s day", "Off for %(num)s days", slots["days"])
    return w.gettext("Stop reminders")


def _cancel_label(w: Words, slots: Slots) -> str:
    return w.gettext("This reminder after all") if slots.get("back") else w.gettext("Not this reminder")


def _say_cancel(w: Words, slots: Slots) -> str:
    rung = f"“{rung_name(w, slots['rung'])}”" if "rung" in slots else None
    day = w.iso_date(slots["day"]) if "day" in slots else None
    named = " ".join(part for part in (_cancel_label(w, slots), rung, day) if part)
    return joined(named, _of_measure(w, slots))


def _for_long(phrase: Callable[[Words], str]) -> Phrase:
    return lambda w, slots: joined(phrase(w), _of_measure(w, slots), _how_long(w, slots))


def weekday_names(w: Words, days: Iterable[Any]) -> list[str]:
    """Name weekdays, 1 for Monday."""
    names = get_day_names("wide", locale=w.language)
    return [names[day - 1] for day in days if day in range(1, 8)]


def _day_names(w: Words, slots: Slots) -> list[str]:
    return weekday_names(w, slots.get("weekdays", ()))


def _setting(w: Words, slots: Slots) -> str | None:
    """Say the one thing that a button sets; None if it sets none, or several."""
    said = {
        ("digest", True): w.gettext("Only the weekly digest"),
        ("digest", False): w.gettext("Remind me of everything"),
        ("place", "group"): w.gettext("Remind in the group"),
        ("place", "private"): w.gettext("Remind in private"),
    }
    found = [said[key, slots[key]] for key in ("digest", "place") if (key, slots.get(key)) in said]
    return found[0] if len(found) == 1 else None


def _set_label(w: Words, slots: Slots) -> str:
    if "at" in slots:
        return w.gettext("At %(time)s", time=slots["at"])
    if days := _day_names(w, slots):
        return w.all_of(days)
    return _setting(w, slots) or w.gettext("Set reminders")


def _say_set(w: Words, slots: Slots) -> str:
    days = listed(w.gettext("and"), _day_names(w, slots))
    when = w.gettext("at %(time)s", time=slots["at"]) if "at" in slots else None
    on = w.gettext("only on %(days)s", days=days) if days else None
    if when or on:
        return joined(w.gettext("Remind me"), when, on)
    return _setting(w, slots) or w.gettext("Set reminders")


def _leave_label(w: Words, slots: Slots) -> str:
    if slots.get("substitute") == 0:
        return w.gettext("Nobody stands in")
    first, last = slots.get("first"), slots.get("last", slots.get("first"))
    if first is not None:
        return w.iso_date(first) if first == last else w.gettext("To %(day)s", day=w.iso_date(last))
    if slots.get("other") is True or "person" in slots:
        return w.gettext("A colleague's leave")
    return w.gettext("Note my leave")


def _say_leave(w: Words, slots: Slots) -> str:
    if slots.get("substitute") == 0:
        return w.gettext("Nobody stands in")
    named = slots.get("name")
    if "substitute" in slots:
        return w.gettext("%(name)s stands in", name=named or slots["substitute"])
    if slots.get("other") is True or "person" in slots:
        return joined(w.gettext("Note a colleague's leave"), str(named) if named else None)
    said = w.gettext("Note my leave")
    first, last = slots.get("first"), slots.get("last", slots.get("first"))
    if first is not None:
        said = (
            w.gettext("On leave on %(day)s", day=w.iso_date(first))
            if first == last
            else w.gettext(
                "On leave from %(first)s to %(last)s", first=w.iso_date(first), last=w.iso_date(last)
            )
        )
    name = w.gettext("%(name)s stands in", name=slots["text"]) if "text" in slots else None
    return joined(said, name)


def _on_day(phrase: Callable[[Words], str]) -> Phrase:
    return lambda w, slots: joined(
        phrase(w), w.iso_date(slots["on"]) if "on" in slots else None, slots.get("text")
    )


def _ladder_label(w: Words, slots: Slots) -> str:
    if "rung" not in slots:
        return w.gettext("Change a step")
    named = rung_name(w, slots["rung"])
    if slots.get("enabled") is False:
        return w.gettext("Off: %(rung)s", rung=named)
    return w.gettext("On: %(rung)s", rung=named)


def _say_ladder(w: Words, slots: Slots) -> str:
    if "rung" not in slots:
        return w.gettext("Change a step of reminding")
    named = rung_name(w, slots["rung"])
    said = (
        w.gettext("Turn off the reminder: %(rung)s", rung=named)
        if slots.get("enabled") is False
        else w.gettext("Turn on the reminder: %(rung)s", rung=named)
    )
    return joined(said, _of_measure(w, slots))


def _say_office(w: Words, slots: Slots) -> str:
    if "opens" in slots and "closes" in slots:
        return w.gettext("Office hours %(opens)s-%(closes)s", opens=slots["opens"], closes=slots["closes"])
    if "cutoff" in slots:
        return w.gettext("Send what is left at %(time)s", time=slots["cutoff"])
    return w.gettext("Office hours")


REMINDER_LABELS: Mapping[str, Phrase] = MappingProxyType(
    {
        "reminder.show": lambda w, _: w.gettext("My reminders"),
        "reminder.snooze": _snooze_label,
        "reminder.mute": _mute_label,
        "reminder.unmute": lambda w, _: w.gettext("Resume reminders"),
        "reminder.set": _set_label,
        "leave.set": _leave_label,
        "leave.end": lambda w, s: (
            w.gettext("End the leave") if "leave" in s else w.gettext("Back from leave")
        ),
        "reminder.cancel": _cancel_label,
        "leave.list": lambda w, _: w.gettext("Who is on leave"),
        "calendar.list": lambda w, _: w.gettext("Public holidays"),
        "calendar.close": lambda w, _: w.gettext("Add a holiday"),
        "calendar.open": lambda w, _: w.gettext("Remove a holiday"),
        "budget.show": lambda w, _: w.gettext("Message budget"),
        "budget.set": lambda w, slots: w.gettext("Reserve: %(num)s", num=slots.get("reserve", "")),
        "ladder.show": lambda w, _: w.gettext("Steps of reminding"),
        "ladder.set": _ladder_label,
        "office.set": lambda w, _: w.gettext("Office hours"),
    }
)
REMINDER_UTTERANCES: Mapping[str, Phrase] = MappingProxyType(
    dict(REMINDER_LABELS)
    | {
        "reminder.snooze": _for_long(lambda w: w.gettext("Remind me later")),
        "reminder.mute": _for_long(lambda w: w.gettext("Stop reminders")),
        "reminder.unmute": _for_long(lambda w: w.gettext("Resume reminders")),
        "reminder.set": _say_set,
        "reminder.cancel": _say_cancel,
        "leave.set": _say_leave,
        "calendar.close": _on_day(lambda w: w.gettext("Add a holiday")),
        "calendar.open": _on_day(lambda w: w.gettext("Remove a holiday")),
        "ladder.show": lambda w, slots: joined(w.gettext("Steps of reminding"), _of_measure(w, slots)),
        "ladder.set": _say_ladder,
        "office.set": _say_office,
        "budget.set": lambda w, slots: w.gettext(
            "Keep %(num)s messages in reserve", num=slots.get("reserve", "")
        ),
    }
)
