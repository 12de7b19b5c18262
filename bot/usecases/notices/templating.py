"""Templates of notices: which there are, one more or a further version, one used, and one given up."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from bot import patterns
from bot.answers import Reply
from bot.answers.notice_parts import (
    NoticeTemplates,
    TemplateHow,
    TemplateLine,
    TemplateRefused,
    TemplateRetired,
    TemplateSaved,
)
from bot.changes import Done
from bot.changes_notices import TemplateKept, TemplateOver
from bot.intent import Intent
from bot.patterns import BadPattern, Place
from bot.store import templates
from bot.store.audit import Deed
from bot.store.templates import Template
from bot.usecases import drafting, joining, permission
from bot.usecases.notices import audience, composing, filling
from bot.usecases.permission import Right

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlmodel import Session

    from bot.usecases.asker import Ask
    from bot.usecases.notices.gathering import Found

LONGEST_NAME: Final = 60
MOST: Final = 100
"""Templates of an agency."""
A_PAGE: Final = 8
AROUND: Final = 20
"""Characters that are shown on both sides of what is wrong."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawer:
    """The templates in use, and the last version of the one that is named, in use or not."""

    templates: Sequence[Template] = ()
    last: int = 0


def gather(session: Session, ask: Ask) -> Drawer:
    """Find the agency's templates; none for whoever may not send notices."""
    agency_id = ask.asker.agency_id
    if agency_id is None or not permission.may(ask, Right.NOTICE) or ask.asker.in_group:
        return Drawer()
    found = templates.in_use(session, agency_id)
    named = _named(found, _name(ask))
    last = templates.last_version(session, agency_id, _name(ask) if named is None else named.name)
    return Drawer(templates=found, last=last)


def list_(ask: Ask) -> Reply:
    """List the agency's templates."""
    drawer: Drawer = ask.found
    return _refused(ask) or _listed(ask, drawer.templates)


def _listed(ask: Ask, found: Sequence[Template], missing: str | None = None) -> Reply:
    pages = max(1, -(-len(found) // A_PAGE))
    page = min(ask.intent.page, pages)
    shown = found[(page - 1) * A_PAGE : page * A_PAGE]
    lines = tuple(_line(one) for one in shown)
    return Reply(
        answer=NoticeTemplates(lines=lines, total=len(found), missing=missing),
        leads=(Intent("notice.template.save"), Intent("notice.send"), Intent("notice.list")),
        more=Intent("notice.templates", page=page + 1) if page < pages else None,
    )


def save(ask: Ask) -> Reply:
    """Keep a template; of a name that there is already it is a further version."""
    refused = _refused(ask)
    if refused is not None:
        return refused
    drawer: Drawer = ask.found
    name, said = _name(ask), ask.intent.slots.get("text")
    text = said.strip() if isinstance(said, str) else ""
    if not name or not text:
        return Reply(answer=TemplateHow(name=name or None), leads=(Intent("notice.templates"),))
    before = _named(drawer.templates, name)
    wrong = _wrong(name, text, full=before is None and len(drawer.templates) >= MOST)
    if wrong is not None:
        return Reply(answer=wrong, leads=(Intent("notice.templates"),))
    me = permission.need(ask, Right.NOTICE)
    name = name if before is None else before.name
    version = drawer.last + 1
    made = Template(id=0, name=name, version=version, text=text, by=me.name, made_at=ask.asker.now)
    kept = TemplateKept(name=name, text=text, person_id=me.person_id, message_id=ask.message_id)
    deed = Deed(action="notice.template.save", subject="template", after={"version": version})
    return Reply(
        answer=TemplateSaved(line=_line(made)),
        leads=(Intent("notice.template.use", {"name": name}), Intent("notice.templates")),
        changes=(kept, Done(deed)),
        sources=() if ask.message_id is None else (ask.message_id,),
    )


def use(ask: Ask) -> Reply:
    """Begin a notice from a template, or put it into the one that is being written."""
    refused = _refused(ask)
    if refused is not None:
        return refused
    found: Found = ask.found
    chosen = _named(found.templates, _name(ask))
    if chosen is None:
        return _listed(ask, found.templates, _name(ask) or None)
    before = composing.present(ask)
    state = replace(
        before, text=chosen.text, template=chosen.id, places=filling.free(chosen.text), values=(), again=None
    )
    if "audience" in ask.intent.slots:
        state = replace(state, audience=audience.read(ask.intent.slots["audience"]))
    state = replace(state, counting=False)
    if state.place is None:
        state = composing.checked(ask, state, before)
    return composing.shown(ask, composing.from_message(ask, state))


def drop(ask: Ask) -> Reply:
    """Take a template out of use. Its versions stay on record, as notices were made from them."""
    refused = _refused(ask)
    if refused is not None:
        return refused
    drawer: Drawer = ask.found
    chosen = _named(drawer.templates, _name(ask))
    if chosen is None:
        return _listed(ask, drawer.templates, _name(ask) or None)
    deed = Deed(action="notice.template.drop", subject="template", before={"version": chosen.version})
    return Reply(
        answer=TemplateRetired(name=chosen.name, versions=drawer.last),
        leads=(Intent("notice.templates"), Intent("notice.send")),
        changes=(TemplateOver(chosen.name), Done(deed)),
    )


def _refused(ask: Ask) -> Reply | None:
    permission.need(ask, Right.NOTICE)
    return joining.private(ask)


def _name(ask: Ask) -> str:
    said = ask.intent.slots.get("name")
    return " ".join(said.split()) if isinstance(said, str) else ""


def _named(found: Sequence[Template], name: str) -> Template | None:
    """Return the template of a name, whose capitals do not count."""
    return next((one for one in found if one.name.casefold() == name.casefold()), None)


def _wrong(name: str, text: str, *, full: bool) -> TemplateRefused | None:
    """Return what is wrong with a template; None: it can be kept."""
    if len(name) > LONGEST_NAME:
        return TemplateRefused(why="long_name", name=name, count=len(name), most=LONGEST_NAME)
    if full:
        return TemplateRefused(why="full", name=name, most=MOST)
    try:
        parts = patterns.split(text)
    except BadPattern as bad:
        before, after = text[max(0, bad.at - AROUND) : bad.at], text[bad.at : bad.at + AROUND]
        most = patterns.LONGEST_NAME
        return TemplateRefused(why=bad.why, name=name, before=before, after=after, at=bad.at + 1, most=most)
    fault = composing.fault(text)
    if fault is not None:
        return TemplateRefused(name=name, before=fault.pop("words", ""), **fault)
    if not any(isinstance(part, Place) or part.strip() for part in parts):
        return TemplateRefused(why="empty", name=name)
    linked = next((link for link in drafting.LINKS.findall(text) if "{" in link or "}" in link), None)
    return None if linked is None else TemplateRefused(why="link_place", name=name, before=linked)


def _line(one: Template) -> TemplateLine:
    return TemplateLine(
        name=one.name,
        version=one.version,
        text=one.text,
        by=one.by,
        made_on=one.made_at.date(),
        places=filling.free(one.text),
        known=filling.known(one.text),
    )
