"""Parts of the card of a notice that is being written: whose is shown, what lacks for whom, and its files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.render import flex
from bot.render.blocks import fact, note, small
from bot.render.chars import shorten
from bot.render.notice_words import file_words, people_words, place_name, unit_rows

if TYPE_CHECKING:
    from bot.answers.notices import NoticeAwaits, NoticeBlank, NoticeDraft
    from bot.render.i18n import Words
    from bot.render.limits import Json

_UNITS = 4
_ROOMS = 8


def sample_notes(w: Words, answer: NoticeDraft | NoticeAwaits) -> list[Json]:
    """Say whose notice is shown above, where each gets another one."""
    if answer.sample is None:
        return []
    facts = {"unit": shorten(answer.sample.unit, 40), "name": shorten(answer.sample.name or "", 60)}
    if answer.sample.room:
        said = w.gettext("Shown as the group of unit %(unit)s gets it; each gets their own.", **facts)
    elif answer.sample.name:
        said = w.gettext("Shown as %(name)s (%(unit)s) gets it; each gets their own.", **facts)
    else:
        said = w.gettext("Shown as somebody of unit %(unit)s gets it; each gets their own.", **facts)
    return [note(said)]


def blank_notes(w: Words, answer: NoticeDraft) -> list[Json]:
    """Say for whom which placeholder stands for nothing: so it does not go."""
    rows = [row for blank in answer.blanks for row in _blank(w, blank)]
    if not rows:
        return []
    said = w.gettext("It cannot go yet: for some a placeholder stands for nothing.")
    how = w.gettext("Leave them out of the recipients, or write the text without it.")
    return [note(said, how, mark="!"), *rows]


def _blank(w: Words, blank: NoticeBlank) -> list[Json]:
    people = sum(one.count for one in blank.units)
    counted = people_words(w, people) if people else ""
    rooms = w.ngettext("%(num)s group", "%(num)s groups", len(blank.rooms)) if blank.rooms else ""
    title = w.gettext(
        "{%(place)s} is not known for %(count)s",
        place=place_name(w, blank.place),
        count=w.all_of([said for said in (counted, rooms) if said]),
    )
    groups = [small(w.gettext("Group of unit %(unit)s", unit=unit)) for unit in blank.rooms[:_ROOMS]]
    return [
        flex.text(title, size="xs", weight="bold", color=flex.BRICK),
        *unit_rows(w, blank.units, _UNITS),
        *groups,
    ]


def file_rows(w: Words, answer: NoticeDraft) -> list[Json]:
    """List pictures and files, with what became of them."""
    if not answer.files:
        return []
    rows = [
        fact(file_words(w, one.kind, one.name), _state(w, one.state, one.problem)) for one in answer.files
    ]
    if any(one.state == "expected" for one in answer.files):
        rows.append(
            note(w.gettext("It can be confirmed once everything is here: please look again."), mark="!")
        )
    if answer.hidden:
        hidden = w.gettext("LINE shows me no more here: “Send it to me first” shows all of it.")
        rows.append(small(hidden))
    return rows


def _state(w: Words, state: str, problem: str | None) -> str:
    if state == "expected":
        return w.gettext("still being fetched from LINE")
    return w.gettext("is part of it") if state == "kept" else problem_words(w, problem or state)


def problem_words(w: Words, problem: str) -> str:
    """Say in short why a picture or file is no part of it."""
    return {
        "too_large": w.gettext("left out: too large"),
        "not_allowed": w.gettext("left out: not a kind that can be sent"),
        "empty": w.gettext("left out: empty"),
        "gone": w.gettext("left out: LINE has it no more"),
    }.get(problem, w.gettext("left out: LINE did not give it"))
