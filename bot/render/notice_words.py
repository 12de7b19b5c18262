"""Words that several cards about notices share."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from bot import patterns
from bot.render import flex
from bot.render.blocks import note, small
from bot.render.chars import shorten
from bot.render.names import role_name, role_title

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.answers.notices import AudienceUnit, NoticeWhen
    from bot.render.i18n import Words
    from bot.render.limits import Json

MOST_UNITS = 15
MOST_GROUPS = 12
LONGEST_GROUP = 80
EXCERPT = 160
_SAID = 300


def audience_words(w: Words, words: Sequence[str]) -> str:
    """Say whom a notice is for, in the words it was said with."""
    out = [word for word in words if word.startswith("not:")]
    whom = _groups(w, [word for word in words if word not in out])
    return w.gettext("%(whom)s, except %(units)s", whom=whom, units=_groups(w, out)) if out else whom


def _groups(w: Words, words: Sequence[str]) -> str:
    said = [shorten(_group(w, word), LONGEST_GROUP) for word in words[:MOST_GROUPS]]
    rest = len(words) - len(said)
    return w.all_of((*said, w.gettext("and %(num)s more", num=rest)) if rest else said)


def _group(w: Words, word: str) -> str:
    kind, _, rest = word.partition(":")
    return {
        "all": w.gettext("everybody"),
        "groups": w.gettext("the groups of all units"),
        "overdue": w.gettext("whoever has something overdue"),
        "role": w.gettext("all: %(role)s", role=role_name(w, rest)),
        "unit": w.gettext("unit %(unit)s", unit=rest),
        "not": w.gettext("unit %(unit)s", unit=rest),
        "group": w.gettext("the group of unit %(unit)s", unit=rest),
        "same": w.gettext("recipients of notice %(number)s", number=rest),
        "unread": w.gettext("who has not acknowledged notice %(number)s", number=rest),
    }.get(kind, word)


def notification(w: Words, number: int | None, agency_short: str, text: str) -> str:
    """Say what stands in the notification of a notice, and in the list of chats."""
    shown = w.gettext("(preview)") if number is None else str(number)
    return w.gettext(
        "%(title)s from %(agency)s: %(text)s",
        title=w.gettext("Notice %(number)s", number=shown),
        agency=agency_short,
        text=shorten(" ".join(text.split()), _SAID),
    )


def when_words(w: Words, when: NoticeWhen) -> str:
    """Say when it goes: with the name of the day and its year."""
    if when.at is None:
        return w.gettext("in %(seconds)s seconds (until then it can be cancelled)", seconds=when.hold)
    return moment_words(w, when.at)


def moment_words(w: Words, at: dt.datetime) -> str:
    """Say a day and time, with the name of the day and its year."""
    return w.gettext("%(day)s at %(time)s", day=w.day(at.date()), time=f"{at:%H:%M}")


def when_notes(w: Words, when: NoticeWhen) -> list[Json]:
    """Say what is to be known of the time."""
    if when.past:
        return [
            note(w.gettext("That time is over. Please choose another one, or send it right away."), mark="!")
        ]
    if when.off and when.at is None:
        return [note(w.gettext("Today is not a working day."), mark="!")]
    if when.after_hours and when.at is None:
        return [note(w.gettext("It is outside office hours now."), mark="!")]
    if when.off:
        return [note(w.gettext("That is not a working day."), mark="!")]
    if when.after_hours:
        return [note(w.gettext("That is outside office hours."), mark="!")]
    return []


def people_words(w: Words, count: int) -> str:
    """Count people."""
    return w.ngettext("%(num)s person", "%(num)s people", count)


def reached_words(w: Words, people: int, rooms: int) -> str:
    """Count whom a notice comes to: people, and groups."""
    said = [people_words(w, people)] if people or not rooms else []
    if rooms:
        said.append(w.ngettext("%(num)s group", "%(num)s groups", rooms))
    return w.all_of(said)


def unreachable_words(w: Words, people: int) -> str:
    """Say how many of those who are meant get nothing, and why."""
    return w.ngettext(
        "%(num)s person cannot be reached: they block the bot or never wrote to it.",
        "%(num)s people cannot be reached: they block the bot or never wrote to it.",
        people,
    )


def heads_words(w: Words, cost: int) -> str:
    """Say how many read it, where it goes to groups: their members count."""
    return w.ngettext(
        "With all who are in the groups that is %(num)s person.",
        "With all who are in the groups that is %(num)s people.",
        cost,
    )


def message_words(w: Words, count: int) -> str:
    """Count messages."""
    return w.ngettext("%(num)s message", "%(num)s messages", count)


def unit_rows(w: Words, units: Sequence[AudienceUnit], most: int = MOST_UNITS) -> list[Json]:
    """List people by unit, the first of each by name."""
    rows: list[Json] = [_unit_row(w, one) for one in units[:most]]
    rest = units[most:]
    if rest:
        people = sum(one.count for one in rest)
        rows.append(
            small(
                w.gettext(
                    "and %(people)s in %(units)s more units", people=people_words(w, people), units=len(rest)
                )
            )
        )
    return rows


def _unit_row(w: Words, one: AudienceUnit) -> Json:
    known = [shorten(name, 40) for name in one.names if name]
    rest = one.count - len(known)
    more = w.ngettext("and %(num)s other", "and %(num)s others", rest) if known else people_words(w, rest)
    said = ", ".join((*known, more) if rest else known)
    return flex.row(
        flex.text(shorten(one.unit, 30), size="xs", weight="bold", color=flex.TEAL, flex=3),
        flex.text(said, size="xs", flex=8),
        flex.text(str(one.count), size="xs", align="end", color=flex.MUTED, flex=1),
        spacing="sm",
    )


def state_words(w: Words, state: str) -> str:
    """Say how a notice stands."""
    return {
        "awaiting": w.gettext("waiting for approval"),
        "rejected": w.gettext("not approved"),
        "scheduled": w.gettext("scheduled"),
        "sending": w.gettext("being sent"),
        "paused": w.gettext("paused"),
        "sent": w.gettext("sent"),
        "cancelled": w.gettext("cancelled"),
    }.get(state, state)


def filled_text(w: Words, text: str, filled: Mapping[str, str] | None) -> str:
    """Return a text with its placeholders filled; those that stand for nothing stay, in braces."""
    if filled is None:
        return text
    return patterns.said(text, lambda key: _filled(w, key, filled))


def _filled(w: Words, key: str, filled: Mapping[str, str]) -> str:
    value = filled.get(key)
    if value is None:
        return f"{{{place_name(w, key)}}}"
    if key == "post":
        return role_title(w, value)
    return w.date(dt.date.fromisoformat(value)) if key == "deadline" else value


def place_name(w: Words, key: str) -> str:
    """Say what a placeholder is called that the bot fills, as it may be typed."""
    return {
        "name": w.pgettext("placeholder", "name"),
        "unit": w.pgettext("placeholder", "unit"),
        "post": w.pgettext("placeholder", "post"),
        "overdue": w.pgettext("placeholder", "overdue"),
        "measures": w.pgettext("placeholder", "measures"),
        "deadline": w.pgettext("placeholder", "deadline"),
    }.get(key, key)


def place_meaning(w: Words, key: str) -> str:
    """Say what such a placeholder stands for."""
    return {
        "name": w.gettext("the recipient's name"),
        "unit": w.gettext("their unit"),
        "post": w.gettext("what they are in it"),
        "overdue": w.gettext("how many measures of the unit are overdue"),
        "measures": w.gettext("which measures those are"),
        "deadline": w.gettext("when the unit's next measure is due"),
    }.get(key, key)


PLACES = ("name", "unit", "post", "overdue", "measures", "deadline")
"""What the bot fills."""


def file_words(w: Words, kind: str, name: str | None) -> str:
    """Name a picture or file."""
    if name:
        return shorten(name, 40)
    return w.gettext("Picture") if kind == "image" else w.gettext("File")
