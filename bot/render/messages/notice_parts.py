"""What notices are made from: templates with placeholders, pictures and files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.answers.notice_parts import (
    NoticeFileRefused,
    NoticePlaceAsked,
    NoticeTemplates,
    TemplateHow,
    TemplateRefused,
    TemplateRetired,
    TemplateSaved,
)
from bot.intent import Intent
from bot.render import flex, leads
from bot.render.blocks import fact, heading, remark, small
from bot.render.cards import Card, Sheet
from bot.render.chars import shorten
from bot.render.notice_words import PLACES, file_words, place_meaning, place_name
from bot.render.registry import renders

if TYPE_CHECKING:
    from bot.answers.notice_parts import TemplateLine
    from bot.render.i18n import Words
    from bot.render.limits import Json

_LINES_MEGA = 1_000_000
_MEGA = 1024 * 1024
_TEXT = 600
_SHOWN = 12


@renders(NoticeTemplates)
def notice_templates(w: Words, answer: NoticeTemplates) -> Card:
    """List templates, each on a sheet with what can be done with it."""
    missing = (
        w.gettext("There is no template “%(name)s”.", name=shorten(answer.missing, 60))
        if answer.missing
        else ""
    )
    if not answer.lines:
        none = missing or w.gettext("There is no template yet.")
        return remark(w.gettext("Templates of notices"), none, *how_lines(w, None))
    count = w.ngettext("%(num)s template", "%(num)s templates", answer.total)
    names = w.all_of(shorten(one.name, 60) for one in answer.lines)
    alt = w.gettext("%(count)s: %(names)s", count=count, names=names)
    return Card(
        alt=f"{missing} {alt}".strip(),
        sheets=tuple(
            _sheet(w, one, missing if not number else "") for number, one in enumerate(answer.lines)
        ),
        size="mega",
    )


def _sheet(w: Words, line: TemplateLine, first: str) -> Sheet:
    which = {"name": line.name}
    return Sheet(
        kicker=w.gettext("Template of a notice"),
        title=line.name,
        blocks=(
            *([flex.text(first, size="xs", color=flex.AMBER_TEXT)] if first else []),
            *_template(w, line),
        ),
        buttons=(
            flex.button(leads.action(w, Intent("notice.template.use", which)), primary=True),
            flex.button(leads.action(w, Intent("notice.template.drop", which))),
        ),
    )


def _template(w: Words, line: TemplateLine) -> list[Json]:
    asked = [f"{{{shorten(place, 40)}}}" for place in line.places[:_SHOWN]]
    known = [f"{{{place_name(w, key)}}}" for key in line.known]
    return [
        *flex.paragraphs(shorten(line.text, _TEXT), size="sm"),
        flex.separator(),
        *([fact(w.gettext("Filled by me"), " ".join(known))] if known else []),
        *([fact(w.gettext("Asked of you"), " ".join(asked))] if asked else []),
        small(_version(w, line)),
    ]


def _version(w: Words, line: TemplateLine) -> str:
    facts = {"version": line.version, "day": w.date(line.made_on), "name": shorten(line.by or "", 60)}
    if line.by is None:
        return w.gettext("Version %(version)s of %(day)s", **facts)
    return w.gettext("Version %(version)s of %(day)s, by %(name)s", **facts)


def how_lines(w: Words, name: str | None) -> tuple[str, ...]:
    """Say how a template is kept, and what may stand in it."""
    return (
        w.gettext(
            "To keep one, type “Save template %(name)s: ” and its text behind it.",
            name=shorten(name, 60) if name else w.gettext("NAME"),
        ),
        w.gettext(
            "Words in braces are filled: {%(place)s} and others by me for each recipient, any other, such as "
            "{subject}, by you once for all.",
            place=place_name(w, "name"),
        ),
    )


@renders(TemplateHow)
def template_how(w: Words, answer: TemplateHow) -> Card:
    """Say how a template is kept."""
    first, second = how_lines(w, answer.name)
    rows = [fact(f"{{{place_name(w, key)}}}", place_meaning(w, key)) for key in PLACES]
    sheet = Sheet(
        plain=True,
        title=w.gettext("Keeping a template"),
        blocks=(
            flex.text(first),
            flex.text(second, size="xs", color=flex.MUTED),
            heading(w.gettext("What I fill for each recipient")),
            *rows,
            small(w.gettext("A brace that means itself is typed twice: {{ or }}.")),
        ),
    )
    return Card(alt=f"{first} {second}", sheets=(sheet,), size="mega")


@renders(TemplateSaved)
def template_saved(w: Words, answer: TemplateSaved) -> Card:
    """Show what was kept."""
    line = answer.line
    title = w.gettext("Template “%(name)s” is kept", name=shorten(line.name, 60))
    said = (
        w.gettext("This is its version %(version)s; those before it stay on record.", version=line.version)
        if line.version > 1
        else w.gettext("It can be used from now on.")
    )
    sheet = Sheet(
        plain=True,
        title=title,
        blocks=(flex.text(said), *_template(w, line)),
        buttons=(
            flex.button(leads.action(w, Intent("notice.template.use", {"name": line.name})), primary=True),
        ),
    )
    return Card(alt=f"{title}. {said}", sheets=(sheet,), size="mega")


@renders(TemplateRefused)
def template_refused(w: Words, answer: TemplateRefused) -> Card:
    """Say what is wrong with a template, and where."""
    facts = {"at": answer.at, "count": answer.count, "most": answer.most, "link": shorten(answer.before, 100)}
    said = {
        "open": w.gettext("The brace { at character %(at)s is not closed.", **facts),
        "close": w.gettext("The brace } at character %(at)s closes nothing.", **facts),
        "blank": w.gettext("There is no name in the braces at character %(at)s.", **facts),
        "long": w.gettext(
            "Between the braces at character %(at)s stands more than a name of at most %(most)s characters.",
            **facts,
        ),
        "long_name": w.gettext(
            "The template's name has %(count)s characters; it may have %(most)s.", **facts
        ),
        "full": w.gettext("There are %(most)s templates already. Please delete one first.", **facts),
        "empty": w.gettext("There is no text in it."),
        "too_long": w.gettext("It has %(count)s characters, and LINE takes %(most)s.", **facts),
        "link": w.gettext("The link %(link)s is not safe to open: it must begin with https://.", **facts),
        "bad_link": w.gettext(
            "The link %(link)s cannot be opened. Please look whether it is typed right.", **facts
        ),
        "long_link": w.gettext("A link in it has %(count)s characters, and LINE takes %(most)s.", **facts),
        "link_place": w.gettext("A link cannot have a placeholder in it: %(link)s", **facts),
    }[answer.why]
    title = w.gettext("Template “%(name)s” is not kept", name=shorten(answer.name, 60))
    if answer.why not in {"open", "close", "blank", "long"}:
        return remark(title, said)
    here = w.gettext("Here: %(text)s", text=f"…{answer.before}▸{answer.after}…")
    return remark(title, said, here, w.gettext("A brace that means itself is typed twice: {{ or }}."))


@renders(TemplateRetired)
def template_retired(w: Words, answer: TemplateRetired) -> Card:
    """Confirm that a template is not in use any more."""
    title = w.gettext("Template “%(name)s” is not in use any more", name=shorten(answer.name, 60))
    said = w.ngettext(
        "Its %(num)s version stays on record. Kept under the same name, it begins a further one.",
        "Its %(num)s versions stay on record. Kept under the same name, it begins a further one.",
        answer.versions,
    )
    return remark(title, said)


@renders(NoticePlaceAsked)
def notice_place_asked(w: Words, answer: NoticePlaceAsked) -> Card:
    """Ask what a placeholder shall stand for."""
    title = w.gettext("What is {%(place)s}?", place=answer.place)
    said = w.gettext("Please type it as it shall be read; it is the same for everybody.")
    if not answer.left:
        return remark(title, said)
    more = w.ngettext("I ask for %(num)s more after it.", "I ask for %(num)s more after it.", answer.left)
    return remark(title, said, more)


@renders(NoticeFileRefused)
def notice_file_refused(w: Words, answer: NoticeFileRefused) -> Card:
    """Say why a picture or file is no part of a notice, and what could be."""
    what = file_words(w, answer.kind, answer.name)
    limits = {"pictures": answer.picture_bytes // _LINES_MEGA, "files": answer.file_bytes // _MEGA}
    said = {
        "kind": w.gettext("A notice can carry pictures and files, nothing else."),
        "address": w.gettext(
            "A notice can carry pictures and files only where the bot has a public address, for LINE fetches "
            "them there. Whoever runs the bot can set one."
        ),
        "many": w.gettext("A notice carries at most %(most)s pictures and files.", most=answer.most),
        "too_large": w.gettext(
            "It is too large: a picture may have %(pictures)s MB, a file %(files)s MB.", **limits
        ),
        "not_allowed": w.gettext(
            "It is not a kind that can be sent: pictures (JPEG, PNG), PDF and office documents can."
        ),
        "empty": w.gettext("There is nothing in it."),
        "gone": w.gettext("LINE has it no more. Please send it once more."),
    }.get(answer.problem, w.gettext("LINE did not give it. Please send it once more."))
    return remark(w.gettext("“%(file)s” is no part of the notice", file=what), said)
