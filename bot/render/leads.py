"""What may be asked next: an intent as a button's label, as something a person might say, and as a LINE action.

The label is short (a quick reply holds 20 graphemes); the words said in the reader's name (``displayText``) are
whole, with year and page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Any

from bot import buttons
from bot.intent import Intent
from bot.render.chars import clean, shorten
from bot.render.i18n import Words
from bot.render.limits import DISPLAY_TEXT, FLEX_LABEL, MESSAGE_ACTION_TEXT, QUICK_LABEL, Json
from ita_core.keys import Tool

Slots = Mapping[str, Any]
Phrase = Callable[[Words, Slots], str]
_THAI = range(0x0E00, 0x0E80)


def label(w: Words, intent: Intent) -> str:
    """Name an intent in at most 20 graphemes."""
    return shorten(clean(_LABELS[intent.name](w, intent.slots)), QUICK_LABEL)


def utterance(w: Words, intent: Intent) -> str:
    """Say what a person would say for this intent, with its year and page."""
    said = [_UTTERANCES[intent.name](w, intent.slots)]
    if "year" in intent.slots:
        said.append(_in_year(w, intent.slots["year"]))
    if intent.page > 1:
        said.append(w.gettext("(page %(page)s)", page=intent.page))
    return shorten(clean(_said(*said)), DISPLAY_TEXT)


def tap(w: Words, intent: Intent) -> Json:
    """Return the action of a part of a card that can be tapped; LINE shows no label there."""
    return {key: value for key, value in action(w, intent).items() if key != "label"}


def action(w: Words, intent: Intent, shown: str | None = None) -> Json:
    """Return a LINE action that asks for ``intent``; ``shown`` is its label on a button of a card."""
    said = utterance(w, intent)
    named = label(w, intent) if shown is None else shorten(clean(shown), FLEX_LABEL)
    try:
        data = buttons.encode(intent)
    except ValueError:
        # Only free text that somebody typed can be this long; saying it again serves as well.
        return {"type": "message", "label": named, "text": shorten(said, MESSAGE_ACTION_TEXT)}
    return {"type": "postback", "label": named, "data": data, "displayText": said}


def quick_reply(w: Words, leads: Iterable[Intent]) -> Json | None:
    """Return the quick replies for ``leads``, or None if there are none."""
    items = [{"type": "action", "action": action(w, lead)} for lead in leads]
    return {"items": items} if items else None


def tool_name(w: Words, tool: Tool) -> str:
    """Short name of a tool or a part of one."""
    if tool.part is None:
        return tool.value
    return w.gettext("%(tool)s part %(part)s", tool=tool.whole.value, part=tool.part)


def _spoken_year(w: Words, year: object) -> str | None:
    return {
        "this": w.gettext("this year"),
        "last": w.gettext("last year"),
        "before_last": w.gettext("the year before last"),
    }.get(str(year))


def _year(w: Words, year: object) -> str:
    return _spoken_year(w, year) or w.gettext("FY%(year)s", year=year)


def _in_year(w: Words, year: object) -> str:
    return _spoken_year(w, year) or w.gettext("in FY%(year)s", year=year)


def _tool(w: Words, slots: Slots) -> str:
    try:
        return tool_name(w, Tool(slots.get("tool")))
    except ValueError:
        return str(slots.get("tool", ""))


def _status(w: Words, status: object) -> str:
    return {
        "not_started": w.gettext("not started"),
        "in_progress": w.gettext("in progress"),
        "done": w.gettext("done"),
        "overdue": w.gettext("overdue"),
    }.get(str(status), str(status))


def _said(*phrases: str | None) -> str:
    """Join phrases as they are written: a space between them, but none between two Thai letters."""
    said = ""
    for phrase in phrases:
        if phrase:
            gap = "" if not said or (_is_thai(said[-1]) and _is_thai(phrase[0])) else " "
            said += gap + phrase
    return said


def _is_thai(char: str) -> bool:
    return ord(char) in _THAI


def _listed(word: str, phrases: list[str]) -> str:
    """Join phrases with a word between each two."""
    parts = [part for phrase in phrases for part in (word, phrase)]
    return _said(*parts[1:])


# --- labels -------------------------------------------------------------------------------------------


def _lowest_label(w: Words, slots: Slots) -> str:
    if "threshold" in slots:
        return w.gettext("Below %(score)s", score=slots["threshold"])
    return w.gettext("Lowest scores")


def _list_label(w: Words, slots: Slots) -> str:
    if "status" in slots:
        return w.gettext("Measures %(status)s", status=_status(w, slots["status"]))
    if "unit" in slots:
        return w.gettext("Measures: %(unit)s", unit=slots["unit"])
    if "issue" in slots:
        return w.gettext("Measures, issue %(issue)s", issue=slots["issue"])
    return w.gettext("All measures")


def _deadline_label(w: Words, slots: Slots) -> str:
    within = slots.get("within")
    if within == "week":
        return w.gettext("Due this week")
    if within == "month":
        return w.gettext("Due this month")
    if "unit" in slots:
        return w.gettext("Due: %(unit)s", unit=slots["unit"])
    if within is not None:
        return w.gettext("Due in %(days)s days", days=within)
    return w.gettext("Deadlines")


def _language_label(w: Words, slots: Slots) -> str:
    # Each catalog names a language in that language, for whoever cannot read the present one.
    if slots.get("language") == "en":
        return w.pgettext("in its own language", "English")
    return w.pgettext("in its own language", "Thai")


_LABELS: Mapping[str, Phrase] = MappingProxyType(
    {
        "score.overall": lambda w, _: w.gettext("Total score"),
        "score.indicator": lambda w, s: w.gettext("Indicator %(number)s", number=s.get("indicator", "")),
        "score.question": lambda w, s: w.gettext("Question %(code)s", code=s.get("question", "")),
        "score.tool": _tool,
        "score.issue": lambda w, s: w.gettext("Issue %(number)s", number=s.get("issue", "")),
        "score.lowest": _lowest_label,
        "score.compare": lambda w, _: w.gettext("Compare years"),
        "score.whatif": lambda w, _: w.gettext("What if…"),
        "rating.explain": lambda w, _: w.gettext("Why this level"),
        "measure.list": _list_label,
        "measure.show": lambda w, s: w.gettext("Measure %(measure)s", measure=s.get("measure", "")),
        "measure.mine": lambda w, _: w.gettext("My unit's measures"),
        "deadline.list": _deadline_label,
        "progress.submit": lambda w, _: w.gettext("Report progress"),
        "progress.history": lambda w, _: w.gettext("Earlier reports"),
        "reminder.show": lambda w, _: w.gettext("My reminders"),
        "reminder.snooze": lambda w, _: w.gettext("Remind me later"),
        "reminder.mute": lambda w, _: w.gettext("Stop reminders"),
        "reminder.unmute": lambda w, _: w.gettext("Resume reminders"),
        "notice.send": lambda w, _: w.gettext("Send a notice"),
        "notice.list": lambda w, _: w.gettext("Earlier notices"),
        "notice.status": lambda w, _: w.gettext("Notice status"),
        "register": lambda w, _: w.gettext("Register"),
        "whoami": lambda w, _: w.gettext("Who am I?"),
        "language.set": _language_label,
        "privacy.export": lambda w, _: w.gettext("Get my data"),
        "privacy.delete": lambda w, _: w.gettext("Delete my data"),
        "help": lambda w, _: w.gettext("How to ask"),
        "confirm": lambda w, _: w.gettext("Confirm"),
        "cancel": lambda w, _: w.gettext("Cancel"),
        "undo": lambda w, _: w.gettext("Undo"),
        "none": lambda w, _: w.gettext("Something else"),
    }
)

# --- utterances ---------------------------------------------------------------------------------------


def _say_lowest(w: Words, slots: Slots) -> str:
    if "threshold" in slots:
        what = w.gettext("Questions that score below %(score)s", score=slots["threshold"])
    elif "count" in slots:
        num = int(slots["count"])
        what = w.ngettext("The %(num)s lowest question", "The %(num)s lowest questions", num)
    else:
        what = w.gettext("The lowest questions")
    return _said(
        what,
        w.gettext("in %(tool)s", tool=_tool(w, slots)) if "tool" in slots else None,
        w.gettext("for issue %(issue)s", issue=slots["issue"]) if "issue" in slots else None,
    )


def _say_compare(w: Words, slots: Slots) -> str:
    years = [_year(w, year) for year in slots.get("years", ())]
    return _said(
        w.gettext("Compare scores"),
        w.gettext("of indicator %(number)s", number=slots["indicator"]) if "indicator" in slots else None,
        w.gettext("of question %(code)s", code=slots["question"]) if "question" in slots else None,
        w.gettext("of %(tool)s", tool=_tool(w, slots)) if "tool" in slots else None,
        _listed(w.gettext("with"), years),
    )


def _say_whatif(w: Words, slots: Slots) -> str:
    changes = dict(slots.get("changes", {}))
    supposed = [
        w.gettext("%(key)s were %(score)s", key=key_name(w, key), score=score)
        for key, score in changes.items()
    ]
    return w.gettext("What if %(changes)s?", changes=_listed(w.gettext("and"), supposed) or "…")


def key_name(w: Words, key: str) -> str:
    """Name the key of a what-if: a question code, an indicator number or a tool."""
    if key.isdecimal():
        return w.gettext("indicator %(number)s", number=key)
    return tool_name(w, Tool(key)) if key in Tool.__members__ else key


def _say_list(w: Words, slots: Slots) -> str:
    narrowed = {"issue", "unit", "status"} & slots.keys()
    return _said(
        w.gettext("Measures") if narrowed else w.gettext("All measures"),
        w.gettext("of issue %(issue)s", issue=slots["issue"]) if "issue" in slots else None,
        w.gettext("of unit %(unit)s", unit=slots["unit"]) if "unit" in slots else None,
        w.gettext("that are %(status)s", status=_status(w, slots["status"])) if "status" in slots else None,
    )


def _say_mine(w: Words, slots: Slots) -> str:
    return _said(
        w.gettext("My unit's measures"),
        w.gettext("that are %(status)s", status=_status(w, slots["status"])) if "status" in slots else None,
    )


def _say_deadlines(w: Words, slots: Slots) -> str:
    within = slots.get("within")
    spans = {"week": w.gettext("this week"), "month": w.gettext("this month")}
    when = None
    if within is not None:
        when = spans.get(str(within)) or w.gettext("within %(days)s days", days=within)
    return _said(
        w.gettext("What falls due"),
        when,
        w.gettext("of unit %(unit)s", unit=slots["unit"]) if "unit" in slots else None,
    )


def _say_report(w: Words, slots: Slots) -> str:
    return _said(
        w.gettext("Report progress"),
        w.gettext("of measure %(measure)s", measure=slots["measure"]) if "measure" in slots else None,
        f"{slots['percent']}%" if "percent" in slots else None,
    )


def _with_measure(phrase: Callable[[Words], str]) -> Phrase:
    def say(w: Words, slots: Slots) -> str:
        measure = slots.get("measure")
        return _said(
            phrase(w), None if measure is None else w.gettext("of measure %(measure)s", measure=measure)
        )

    return say


def _say_help(w: Words, slots: Slots) -> str:
    return _said(w.gettext("What can I ask?"), topic_name(w, slots["topic"]) if "topic" in slots else None)


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


_UTTERANCES: Mapping[str, Phrase] = MappingProxyType(
    dict(_LABELS)
    | {
        "score.indicator": lambda w, s: w.gettext("Score of indicator %(number)s", number=s.get("indicator", "")),
        "score.question": lambda w, s: w.gettext("Score of question %(code)s", code=s.get("question", "")),
        "score.tool": lambda w, s: w.gettext("Score of %(tool)s", tool=_tool(w, s)),
        "score.issue": lambda w, s: w.gettext("Scores of issue %(number)s", number=s.get("issue", "")),
        "score.lowest": _say_lowest,
        "score.compare": _say_compare,
        "score.whatif": _say_whatif,
        "rating.explain": lambda w, _: w.gettext("Why did we get this level?"),
        "measure.list": _say_list,
        "measure.mine": _say_mine,
        "deadline.list": _say_deadlines,
        "progress.submit": _say_report,
        "progress.history": _with_measure(lambda w: w.gettext("Earlier reports")),
        "reminder.snooze": _with_measure(lambda w: w.gettext("Remind me later")),
        "reminder.mute": _with_measure(lambda w: w.gettext("Stop reminders")),
        "reminder.unmute": _with_measure(lambda w: w.gettext("Resume reminders")),
        "language.set": lambda w, s: (
            w.gettext("Reply in English") if s.get("language") == "en" else w.gettext("Reply in Thai")
        ),
        "help": _say_help,
    }
)
