"""Names of things within a sentence: tools, years, statuses, topics; and how phrases are joined."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ita_core.keys import Tool

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.answers import UnitRef
    from bot.render.i18n import Words

_THAI = range(0x0E00, 0x0E80)


def tool_name(w: Words, tool: Tool) -> str:
    """Short name of a tool or a part of one."""
    if tool.part is None:
        return tool.value
    return w.gettext("%(tool)s part %(part)s", tool=tool.whole.value, part=tool.part)


def key_name(w: Words, key: str) -> str:
    """Name the key of a what-if: a question code, an indicator number or a tool."""
    if key.isdecimal():
        return w.gettext("indicator %(number)s", number=key)
    return tool_name(w, Tool(key)) if key in Tool.__members__ else key


def topic_name(w: Words, topic: str) -> str:
    """Name a group of intents."""
    return {
        "score": w.gettext("ITA scores"),
        "measure": w.gettext("measures"),
        "progress": w.gettext("progress reports"),
        "reminder": w.gettext("reminders"),
        "notice": w.gettext("notices"),
        "register": w.gettext("registration"),
        "privacy": w.gettext("personal data"),
    }.get(topic, topic)


def _spoken(w: Words, year: object) -> str | None:
    return {
        "this": w.gettext("this year"),
        "last": w.gettext("last year"),
        "before_last": w.gettext("the year before last"),
    }.get(str(year))


def year_name(w: Words, year: object) -> str:
    """Name the value of a year slot: a number, or a word such as "last"."""
    return _spoken(w, year) or w.gettext("FY%(year)s", year=year)


def in_year(w: Words, year: object) -> str:
    """Say when, from the value of a year slot."""
    return _spoken(w, year) or w.gettext("in FY%(year)s", year=year)


def status_said(w: Words, status: object) -> str:
    """Name the value of a status slot within a sentence."""
    return {
        "not_started": w.gettext("not started"),
        "in_progress": w.gettext("in progress"),
        "done": w.gettext("done"),
        "overdue": w.gettext("overdue"),
    }.get(str(status), str(status))


def role_name(w: Words, role: str) -> str:
    """Name what a person is in a unit."""
    return {
        "staff": w.gettext("unit staff"),
        "head": w.gettext("the unit's head"),
        "reviewer": w.gettext("a reviewer of another unit"),
        "admin": w.gettext("an administrator"),
        "auditor": w.gettext("an auditor"),
    }.get(role, role)


def role_title(w: Words, role: str) -> str:
    """Name what a person is in a unit, in a list."""
    return {
        "staff": w.pgettext("role", "staff"),
        "head": w.pgettext("role", "head"),
        "reviewer": w.pgettext("role", "reviewer"),
        "admin": w.pgettext("role", "administrator"),
        "auditor": w.pgettext("role", "auditor"),
    }.get(role, role)


def right_words(w: Words, right: str) -> str:
    """Say what somebody may do."""
    return {
        "report": w.gettext("Report your unit's progress and send evidence"),
        "extend": w.gettext("Ask for more time"),
        "review": w.gettext("Accept reports or return them"),
        "decide": w.gettext("Decide on deadlines"),
        "overview": w.gettext("See the overview of progress"),
        "invite": w.gettext("Give out registration codes"),
        "unlink": w.gettext("End registrations"),
        "bind": w.gettext("Bind a group to a unit"),
        "audit": w.gettext("See the full log"),
        "leave": w.gettext("Note your own leave"),
        "leaves": w.gettext("Note the leave of colleagues"),
        "office": w.gettext("Set days off, office hours and the steps of reminding"),
        "notice": w.gettext("Send notices"),
    }.get(right, right)


def language_name(w: Words, language: str) -> str:
    """Name a language."""
    return {"th": w.gettext("Thai"), "en": w.gettext("English")}.get(language, language)


def unit_name(unit: UnitRef) -> str:
    """Name a unit in full where the data do."""
    return f"{unit.abbr} {unit.full_name}" if unit.full_name else unit.abbr


def flag_words(w: Words, flag: str) -> str:
    """Say what is remarkable about a report."""
    return {
        "lower": w.gettext("less than reported before"),
        "no_evidence": w.gettext("100%% without evidence"),
        "late": w.gettext("reported after the deadline"),
        "early": w.gettext("done before the measure begins"),
        "alike": w.gettext("a picture that was used before"),
    }.get(flag, flag)


def report_state(w: Words, state: str) -> str:
    """Say how a report stands."""
    return {
        "filed": w.gettext("Reported"),
        "waits": w.gettext("Waiting for review"),
        "accepted": w.gettext("Accepted"),
        "returned": w.gettext("Returned"),
        "replaced": w.gettext("Corrected later"),
        "withdrawn": w.gettext("Withdrawn"),
        "retracting": w.gettext("Withdrawal asked for"),
    }.get(state, state)


def joined(*phrases: str | None) -> str:
    """Join phrases as they are written: a space between them, but none between two Thai letters."""
    said = ""
    for phrase in phrases:
        if phrase:
            gap = "" if not said or (_is_thai(said[-1]) and _is_thai(phrase[0])) else " "
            said += gap + phrase
    return said


def _is_thai(char: str) -> bool:
    return ord(char) in _THAI


def listed(word: str, phrases: Sequence[str]) -> str:
    """Join phrases with a word between each two."""
    parts = [part for phrase in phrases for part in (word, phrase)]
    return joined(*parts[1:])
