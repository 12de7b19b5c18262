"""What intents are called: on a quick reply (short), and in the words a person might say."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from bot.render.names import joined, key_name, listed, status_said, tool_name, topic_name, year_name
from bot.render.sayings_notices import NOTICE_LABELS, NOTICE_UTTERANCES
from bot.render.sayings_reminders import REMINDER_LABELS, REMINDER_UTTERANCES
from ita_core.keys import Tool

if TYPE_CHECKING:
    from bot.render.i18n import Words

Slots = Mapping[str, Any]
Phrase = Callable[["Words", Slots], str]


def _tool(w: Words, slots: Slots) -> str:
    said = str(slots.get("tool", "")) or w.gettext("a tool")
    return tool_name(w, Tool(said)) if said in Tool.__members__ else said


# --- labels -------------------------------------------------------------------------------------------


def _lowest_label(w: Words, slots: Slots) -> str:
    if "threshold" in slots:
        return w.gettext("Below %(score)s", score=slots["threshold"])
    return w.gettext("Lowest scores")


def _list_label(w: Words, slots: Slots) -> str:
    if "status" in slots:
        return w.gettext("Measures %(status)s", status=status_said(w, slots["status"]))
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


def _report_label(w: Words, slots: Slots) -> str:
    if "percent" in slots:
        return f"{slots['percent']}%"
    if "unit" in slots:
        return str(slots["unit"])
    if "measure" in slots:
        return w.gettext("Report %(measure)s", measure=slots["measure"])
    return w.gettext("Report progress")


def _mine_label(w: Words, slots: Slots) -> str:
    if "status" in slots:
        return w.gettext("Mine %(status)s", status=status_said(w, slots["status"]))
    return w.gettext("My unit's measures")


def _with_unit(phrase: Callable[[Words], str]) -> Phrase:
    """Name a unit instead of what is to be done for it: there is room for one of the two."""

    def say(w: Words, slots: Slots) -> str:
        return str(slots["unit"]) if "unit" in slots else phrase(w)

    return say


def _extend_label(w: Words, slots: Slots) -> str:
    """Name what sets a lead apart from its neighbours: the day, else the unit, else the measure."""
    if "until" in slots:
        return w.gettext("Until %(day)s", day=w.iso_date(slots["until"]))
    if "unit" in slots:
        return str(slots["unit"])
    if "measure" in slots:
        return w.gettext("More time: %(measure)s", measure=slots["measure"])
    return w.gettext("Ask for more time")


def _history_label(w: Words, slots: Slots) -> str:
    if "measure" in slots:
        return w.gettext("Reports on %(measure)s", measure=slots["measure"])
    return w.gettext("Earlier reports")


def _evidence_label(w: Words, slots: Slots) -> str:
    if "measure" in slots:
        return w.gettext("Evidence of %(measure)s", measure=slots["measure"])
    return w.gettext("Evidence")


def _overview_label(w: Words, slots: Slots) -> str:
    if "unit" in slots:
        return w.gettext("Progress of %(unit)s", unit=slots["unit"])
    if "issue" in slots:
        return w.gettext("Progress, issue %(issue)s", issue=slots["issue"])
    return w.gettext("Progress overview")


def _language_label(w: Words, slots: Slots) -> str:
    # Each catalog names a language in that language, for whoever cannot read the present one.
    if slots.get("language") == "en":
        return w.pgettext("in its own language", "English")
    return w.pgettext("in its own language", "Thai")


LABELS: Mapping[str, Phrase] = MappingProxyType(
    dict(REMINDER_LABELS)
    | dict(NOTICE_LABELS)
    | {
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
        "measure.mine": _mine_label,
        "deadline.list": _deadline_label,
        "progress.submit": _report_label,
        "deadline.extend": _extend_label,
        "progress.edit": lambda w, _: w.gettext("Correct a report"),
        "progress.history": _history_label,
        "progress.review": lambda w, _: w.gettext("Reports to review"),
        "evidence.list": _evidence_label,
        "overview": _overview_label,
        "register": lambda w, s: w.gettext("Give my name") if "name" in s else w.gettext("Register"),
        "invite": _with_unit(lambda w: w.gettext("Invite staff")),
        "people.list": _with_unit(lambda w: w.gettext("Registered staff")),
        "group.bind": _with_unit(lambda w: w.gettext("Bind this group to a unit")),
        "audit.list": lambda w, _: w.gettext("Who did what"),
        "whoami": lambda w, _: w.gettext("Who am I?"),
        "language.set": _language_label,
        "privacy.export": lambda w, _: w.gettext("Get my data"),
        "privacy.delete": lambda w, _: w.gettext("Delete my data"),
        "help": lambda w, _: w.gettext("How to ask"),
        "confirm": lambda w, _: w.gettext("Confirm"),
        "cancel": lambda w, _: w.gettext("Cancel"),
        "undo": lambda w, _: w.gettext("Undo"),
        "none": lambda w, _: w.gettext("Something else"),
        "progress.accept": lambda w, _: w.gettext("Accept"),
        "progress.return": lambda w, _: w.gettext("Return with a reason"),
        "deadline.grant": lambda w, _: w.gettext("Grant more time"),
        "deadline.refuse": lambda w, _: w.gettext("Refuse more time"),
        "people.unlink": lambda w, _: w.gettext("End the registration"),
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
    return joined(
        what,
        w.gettext("in %(tool)s", tool=_tool(w, slots)) if "tool" in slots else None,
        w.gettext("for issue %(issue)s", issue=slots["issue"]) if "issue" in slots else None,
    )


def _say_compare(w: Words, slots: Slots) -> str:
    years = [year_name(w, year) for year in slots.get("years", ())]
    return joined(
        w.gettext("Compare scores"),
        w.gettext("of indicator %(number)s", number=slots["indicator"]) if "indicator" in slots else None,
        w.gettext("of question %(code)s", code=slots["question"]) if "question" in slots else None,
        w.gettext("of %(tool)s", tool=_tool(w, slots)) if "tool" in slots else None,
        listed(w.gettext("with"), years),
    )


def _say_whatif(w: Words, slots: Slots) -> str:
    changes = dict(slots.get("changes", {}))
    supposed = [
        w.gettext("%(key)s were %(score)s", key=key_name(w, key), score=score)
        for key, score in changes.items()
    ]
    changed = listed(w.gettext("and"), supposed)
    return w.gettext("What if %(changes)s?", changes=changed or "…")


def _say_list(w: Words, slots: Slots) -> str:
    narrowed = {"issue", "unit", "status"} & slots.keys()
    return joined(
        w.gettext("Measures") if narrowed else w.gettext("All measures"),
        w.gettext("of issue %(issue)s", issue=slots["issue"]) if "issue" in slots else None,
        w.gettext("of unit %(unit)s", unit=slots["unit"]) if "unit" in slots else None,
        w.gettext("that are %(status)s", status=status_said(w, slots["status"]))
        if "status" in slots
        else None,
    )


def _say_mine(w: Words, slots: Slots) -> str:
    return joined(
        w.gettext("My unit's measures"),
        w.gettext("that are %(status)s", status=status_said(w, slots["status"]))
        if "status" in slots
        else None,
    )


def _say_deadlines(w: Words, slots: Slots) -> str:
    within = slots.get("within")
    spans = {"week": w.gettext("this week"), "month": w.gettext("this month")}
    when = None
    if within is not None:
        when = spans.get(str(within)) or w.gettext("within %(days)s days", days=within)
    return joined(
        w.gettext("What falls due"),
        when,
        w.gettext("of unit %(unit)s", unit=slots["unit"]) if "unit" in slots else None,
    )


def _say_report(w: Words, slots: Slots) -> str:
    return joined(
        w.gettext("Report progress"),
        w.gettext("of measure %(measure)s", measure=slots["measure"]) if "measure" in slots else None,
        f"{slots['percent']}%" if "percent" in slots else None,
    )


def _with_measure(phrase: Callable[[Words], str]) -> Phrase:
    def say(w: Words, slots: Slots) -> str:
        measure = slots.get("measure")
        return joined(
            phrase(w), None if measure is None else w.gettext("of measure %(measure)s", measure=measure)
        )

    return say


def _say_decision(phrase: Callable[[Words], str], of_retraction: Callable[[Words], str]) -> Phrase:
    """Name the measure, which a button carries for this alone."""
    return lambda w, slots: _with_measure(of_retraction if slots.get("retraction") else phrase)(w, slots)


def _say_extension(w: Words, slots: Slots) -> str:
    said = _with_measure(lambda w: w.gettext("Ask for more time"))(w, slots)
    days = None
    if "until" in slots:
        days = w.gettext("until %(day)s", day=w.iso_date(slots["until"]))
    return joined(said, days)


def _say_overview(w: Words, slots: Slots) -> str:
    return joined(
        w.gettext("Progress overview"),
        w.gettext("of issue %(issue)s", issue=slots["issue"]) if "issue" in slots else None,
        w.gettext("of unit %(unit)s", unit=slots["unit"]) if "unit" in slots else None,
    )


def _say_registration(w: Words, slots: Slots) -> str:
    if "code" in slots:
        return w.gettext("register %(code)s", code=slots["code"])
    return LABELS["register"](w, slots)


def _say_help(w: Words, slots: Slots) -> str:
    return joined(w.gettext("What can I ask?"), topic_name(w, slots["topic"]) if "topic" in slots else None)


UTTERANCES: Mapping[str, Phrase] = MappingProxyType(
    dict(LABELS)
    | dict(REMINDER_UTTERANCES)
    | dict(NOTICE_UTTERANCES)
    | {
        "score.indicator": lambda w, s: w.gettext(
            "Score of indicator %(number)s", number=s.get("indicator", "")
        ),
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
        "deadline.extend": _say_extension,
        "overview": _say_overview,
        "progress.edit": _with_measure(lambda w: w.gettext("Correct the report")),
        "progress.history": _with_measure(lambda w: w.gettext("Earlier reports")),
        "evidence.list": _with_measure(lambda w: w.gettext("Evidence")),
        "register": _say_registration,
        "invite": lambda w, s: joined(
            w.gettext("Invite staff"),
            w.gettext("of unit %(unit)s", unit=s["unit"]) if "unit" in s else None,
        ),
        "people.list": lambda w, s: joined(
            w.gettext("Registered staff"),
            w.gettext("of unit %(unit)s", unit=s["unit"]) if "unit" in s else None,
        ),
        "group.bind": lambda w, s: (
            w.gettext("This is the group of unit %(unit)s", unit=s["unit"])
            if "unit" in s
            else w.gettext("Bind this group to a unit")
        ),
        "progress.accept": _say_decision(
            lambda w: w.gettext("Accept the report"), lambda w: w.gettext("Let the report be withdrawn")
        ),
        "progress.return": _say_decision(
            lambda w: w.gettext("Return the report"), lambda w: w.gettext("Keep the report")
        ),
        "deadline.grant": _with_measure(lambda w: w.gettext("Grant more time")),
        "deadline.refuse": _with_measure(lambda w: w.gettext("Refuse more time")),
        "language.set": lambda w, s: (
            w.gettext("Reply in English") if s.get("language") == "en" else w.gettext("Reply in Thai")
        ),
        "help": _say_help,
    }
)
