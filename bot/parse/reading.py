"""One utterance, read: the cues and slots found in it, and what of it is still unexplained."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, Any

from bot.parse import claimed, dates, free, reports, slots, templates
from bot.parse.changes import changes
from bot.parse.cues import ASKED_LATE, IMPLIED, OPENING
from bot.parse.scene import scene
from bot.parse.slots import Found
from bot.parse.text import MARKS, Text
from bot.parse.topics import ACTIONS, TOPICS

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence

    from bot.parse.phrases import Hit
    from bot.parse.vocabulary import Named, Vocabulary

HEAD = 600
"""Cues are looked for in so many characters; what follows can only be a note or a notice."""
BENDABLE = frozenset(
    {"score", "measure", "register", "postpone", "level", "notice", "due", "indicator_word", "overall"}
)
"""Cues that mean something else with an unknown word right behind them: ``คะแนนสอบ``, ``ลงทะเบียนอบรม``."""
_BENDING = 3
_GAP = 8
_ISSUE_GAP = re.compile(r"[\s:]*(?:การ|เรื่อง|ด้าน|ของ|ที่|ข้อ|ว่าด้วย|กระบวนการ|ระบบ|ว่า|on|about|of|the)*[\s:]*$")
_BEFORE_OPENING = 3
_SILENT = frozenset({"off", "role"})
"""Kinds of words that explain nothing by being known."""
_INVITING = frozenset({"invite", "ask_code", "ask_register", "make_code", "add"})
_LOOK = re.compile(r"(?:ขอ)?(?:ดู|เช็ค|เช็ก|ค้น|แสดง|อ่าน)(?!แล)|(?<![a-z])(?:show|see|view|list|read)(?![a-z])")
_TO_LANGUAGE = re.compile(r"(?:เป็น|กลับ|ใช้|ตอบ|พูด|to|in|into|ขอ|เอา|set)\s?(?:ภาษา\s?)?$")
_THAI = re.compile(r"[ก-๎]")


class Reading:
    """What was found in an utterance."""

    def __init__(self, text: Text, vocabulary: Vocabulary, today: dt.date) -> None:
        hits = vocabulary.lexicon.find(text)
        self.text = vocabulary.lexicon.respelled(text, hits)
        self.norm = self.text.norm
        self.vocabulary = vocabulary
        self.today = today
        self.hits: list[Hit] = hits if self.text is text else vocabulary.lexicon.find(self.text)
        self._read()

    def corrected(self) -> Reading | None:
        """Read again with typing errors corrected; None if there are none that can be."""
        unread = list(self.unread)
        for hit in self.of("off"):
            unread[hit.start : hit.end] = [False] * (hit.end - hit.start)
        text = self.vocabulary.lexicon.corrected(self.text, unread)
        return Reading(text, self.vocabulary, self.today) if text is not None else None

    def of(self, kind: str, value: Any = None) -> list[Hit]:  # noqa: ANN401 (a slot's value)
        """Return the known phrases of a kind, in the order said."""
        return [hit for hit in self.hits if hit.kind == kind and (value is None or hit.value == value)]

    def ends(self, cue: str) -> list[int]:
        """Return where a cue's phrases end."""
        return [hit.end for hit in self.of("cue", cue)]

    def _read(self) -> None:
        head = self.norm[:HEAD]
        borders = {hit.end for hit in self.hits}
        self.scene = scene(head, self.hits, self.today)
        self.units = list(slots.units(head, self.hits, self.vocabulary))
        self.years = [one for one in dates.years(head, self.hits, self.today) if not one.overlaps(self.units)]
        self.tools = list(slots.tools(head, self.hits))
        self.questions = [one for one in slots.questions(head, borders) if not one.overlaps(self.of("off"))]
        if not self.questions:
            self.questions = list(slots.item_of_tool(head, self.tools))
        self.percents = list(slots.percents(head))
        issue_numbers = {no for no, _ in self.vocabulary.issues} or set(range(1, 8))
        ends = self.ends("measure")
        self.measures = [
            one
            for one in slots.measures(head, ends, issue_numbers)
            if not one.overlaps(self.percents)
            and not one.overlaps(self.questions)
            and not one.overlaps(self.years)
            and not one.overlaps(self.scene.taken)
        ]
        self.thresholds = [one for one in slots.thresholds(head) if not one.overlaps(self.questions)]
        self.spans = dates.spans(head, self.hits, self.today, [*self.measures, *self.years, *self.units])
        self.codes = list(slots.codes(head))
        if self.measures or self.of("cue", "report") or self.of("cue", "progress"):
            # What cannot be is carried, so that it can be answered: "-5%", "160%".
            wrong = list(slots.beyond(head))
            right = [one for one in self.percents if not one.overlaps(wrong)]
            self.percents = sorted([*right, *wrong], key=lambda one: one.start)
        self._read_names(head)
        taken = [
            *self.thresholds,
            *self.questions,
            *self.years,
            *self.issues,
            *self.indicators,
            *self.measures,
        ]
        inviting = any(hit.value in _INVITING for hit in self.of("cue"))
        self.roles = [Found(hit.value, hit.start, hit.end) for hit in self.of("role") if inviting]
        self.people = [one for one in slots.people(head) if not one.overlaps(taken)] if inviting else []
        self.counts = [one for one in slots.counts(head) if not one.overlaps(taken)]
        self._read_percent_words(head)
        self.claimed = self._claimed()
        self.unread = self._unread()

    def _read_names(self, head: str) -> None:
        taken = [*self.measures, *self.questions, *self.years]
        most_issue = max((no for no, _ in self.vocabulary.issues), default=7)
        most = max((no for no, _ in self.vocabulary.indicators), default=slots.LAST_INDICATOR)
        self.indicators = [
            one for one in slots.after(head, self.ends("indicator_word"), most) if not one.overlaps(taken)
        ]
        self.issues = [
            one for one in slots.after(head, self.ends("issue_word"), most_issue) if not one.overlaps(taken)
        ]
        named_indicators: list[Found] = []
        named_issues: list[Found] = []
        self.shared_issue: int | None = None
        issue_ends = self.ends("issue_word")
        for hit in self.of("name"):
            named: Named = hit.value
            told = any(
                end <= hit.start <= end + _GAP * 2 and _ISSUE_GAP.match(head[end : hit.start])
                for end in issue_ends
            )
            if named.issue is not None and (told or named.indicator is None):
                named_issues.append(Found(named.issue, hit.start, hit.end, named.sure or told))
            elif named.indicator is not None:
                named_indicators.append(Found(named.indicator, hit.start, hit.end, named.sure))
                self.shared_issue = self.shared_issue or named.issue
        self.indicators += [one for one in named_indicators if not one.overlaps(self.tools)]
        self.issues += named_issues
        self.targets = [
            *((one.value, one) for one in self.questions),
            *((one.value, one) for one in self.tools if not one.overlaps(self.questions)),
            *((str(one.value), one) for one in self.indicators),
        ]

    @cached_property
    def reports(self) -> list[dict[str, Any]]:
        """Several reports in one message; one if the other measures belong to its note; else nothing."""
        return reports.read(self, HEAD) if len(self.measures) > 1 else []

    def _read_percent_words(self, head: str) -> None:
        """``ครึ่งหนึ่ง`` is a percentage, and ``เสร็จแล้ว`` right after a measure."""
        self.done: Found | None = None
        for measure in self.measures[:1]:
            if found := free.done_after(head, measure.end):
                self.done = Found(100, *found)
        if not self.percents:
            self.percents = [Found(hit.value, hit.start, hit.end) for hit in self.of("percent")]

    def _claimed(self) -> Found | None:
        """The day on which the work of a single report is said to have been done."""
        value = self.percents[0] if self.percents else self.done
        if not self.measures or value is None:
            return None
        return claimed.of_report(self.text, self.measures[0], value, self.done, self.today)

    def _unread(self) -> list[bool]:
        unread = [char.isalnum() for char in self.norm]
        for start, end in self._spans():
            for place in range(start, min(end, len(unread))):
                unread[place] = False
        return unread

    def _spans(self) -> Iterable[tuple[int, int]]:
        groups: tuple[Sequence[Found | Hit], ...] = (
            [hit for hit in self.hits if hit.kind not in _SILENT],
            self.roles,
            self.units,
            self.years,
            self.tools,
            self.questions,
            self.percents,
            self.measures,
            self.thresholds,
            self.counts,
            self.people,
            self.spans,
            self.codes,
            self.indicators,
            self.issues,
            [self.claimed] if self.claimed else [],
        )
        return (*self.scene.read, *((one.start, one.end) for group in groups for one in group))

    @cached_property
    def left(self) -> tuple[int, float]:
        """How many letters and digits are unexplained, and which share of all that is."""
        letters = sum(char.isalnum() for char in self.norm)
        left = sum(self.unread)
        return left, left / letters if letters else 0.0

    def _bends(self, hit: Hit) -> bool:
        place = hit.end
        while place < len(self.norm) and (self.norm[place] == " " or self.norm[place] in MARKS):
            place += 1
        run = self.norm[place : place + _BENDING]
        return (
            len(run) == _BENDING
            and _THAI.match(run) is not None
            and all(self.unread[place + i] or run[i] in MARKS for i in range(_BENDING))
        )

    @cached_property
    def compared(self) -> list[Any]:
        """The years that are named side by side."""
        found = list(self.years)
        taken = [
            *self.years,
            *self.units,
            *self.measures,
            *self.percents,
            *self.thresholds,
            *self.questions,
            *self.indicators,
            *self.issues,
            *self.tools,
            *self.spans,
            *self.counts,
        ]
        comparing = bool(self.of("cue", "compare"))
        for one in dates.short_years(self.norm[:HEAD], taken):
            if comparing or any(_joined(self.norm, other, one) for other in found):
                found.append(one)
        if not found:
            short = dates.short_years(self.norm[:HEAD], taken)
            found = [
                one
                for one in short
                if any(other is not one and _joined(self.norm, one, other) for other in short)
            ]
        ordered = [one.value for one in sorted(found, key=lambda one: one.start)]
        return list(dict.fromkeys(ordered))

    @cached_property
    def changes(self) -> dict[str, float]:
        """The scores that are imagined."""
        return changes(self.norm[:HEAD], self.targets, [*self.years, *self.units])

    @cached_property
    def notice(self) -> free.Notice | None:
        """The notice, if the utterance begins as one."""
        return free.notice(self.text, self.hits, self.units, lambda place: sum(self.unread[:place]) <= 2)

    @cached_property
    def note(self) -> str | None:
        """What is left of a report."""
        heads = [(one.start, one.end) for one in self.measures[:1]]
        if self.done and not self._percent_first:
            heads.append((self.done.start, self.done.end))
        heads += [(one.start, one.end) for one in self.percents[:1]]
        if self.claimed:
            heads.append((self.claimed.start, self.claimed.end))
        if not heads:
            return None
        return free.note(self.text, heads, lambda start, end: not any(self.unread[start:end]))

    @property
    def on(self) -> str | None:
        """The day of the work, in ISO form."""
        return self.claimed.value.isoformat() if self.claimed else None

    @cached_property
    def _percent_first(self) -> bool:
        return bool(self.percents)

    @cached_property
    def language(self) -> str | None:
        """The language that is wanted: the one after a word like ``เป็น``, else the last."""
        said = self.of("language")
        aimed = [hit for hit in said if _TO_LANGUAGE.search(self.norm, 0, hit.start)]
        return (aimed or said)[-1].value if said else None

    @cached_property
    def topic(self) -> str | None:
        """What help is wanted about."""
        cues = self.cues
        return next((topic for cue, topic in TOPICS if cue in cues), None)

    @cached_property
    def bent(self) -> set[str]:
        """The cues that are there and mean something else."""
        found = {hit.value for hit in self.hits if hit.kind == "cue"}
        return {
            cue
            for cue in found & BENDABLE
            if all(self._bends(hit) for hit in self.hits if hit.kind == "cue" and hit.value == cue)
        }

    @cached_property
    def template(self) -> templates.Template | None:
        """What is said of a template of notices, if the utterance begins so."""
        return templates.read(self.text, self.hits, self.units)

    @cached_property
    def cues(self) -> set[str]:
        """The cues that are there and mean what they say: ``วันพุธที่ผ่านมา`` asks for nothing that was."""
        day = self.claimed
        found = {
            hit.value
            for hit in self.hits
            if hit.kind == "cue" and not (day and day.start <= hit.start and hit.end <= day.end)
        }
        implied = {other for cue in found for other in IMPLIED.get(cue, ())}
        return (found - self.bent) | implied | ({"+tool"} if self.tools else set())

    @cached_property
    def features(self) -> set[str]:
        """Cues, and slots with a ``+`` before them: what the table of intents speaks of."""
        features = self.cues | self.scene.features(self.cues)
        groups: dict[str, Sequence[Found]] = {
            "question": self.questions,
            "tool": self.tools,
            "indicator": self.indicators,
            "issue": self.issues,
            "measure": self._usable_measures(),
            "percent": self.percents,
            "unit": self.units,
            "year": self.years,
            "threshold": self.thresholds,
            "count": self.counts,
            "code": self.codes,
            "people": self.people,
            "role": self.roles,
        }
        for slot, found in groups.items():
            if found:
                features.add(f"+{slot}")
            if any(one.sure for one in found):
                features.add(f"+{slot}!")
        flags = {
            "+status": bool(self.of("status")),
            "+overdue": any(hit.value == "overdue" for hit in self.of("status")),
            "+language": bool(self.language),
            "+years": len(self.compared) > 1,
            "+within": bool(self.spans),
            "+days": any(isinstance(one.value, int) for one in self.spans),
            "+done": self.done is not None,
            "topic": bool(self.topic),
            "off": bool(self.of("off")),
            "action": bool(self.cues & ACTIONS),
            "look": _LOOK.search(self.norm) is not None,
            "to_language": any(_TO_LANGUAGE.search(self.norm, 0, hit.start) for hit in self.of("language")),
        }
        features |= {name for name, there in flags.items() if there}
        if "?" in self.norm:
            features.add("asks")
        features |= templates.features(self.notice, self.template)
        if "if" in features or "would" in features:
            features |= {"+changes"} if self.changes else set()
        if self.measures and self.note:
            features.add("+note")
        if len(self.reports) > 1 and self._usable_measures()[:1] == self.measures[:1]:
            features |= (
                {"+reports", "+reports!"} if any("percent" in one for one in self.reports) else {"+reports"}
            )
        if "+dated" in features and not any(self.unread[: self.scene.days[0].start]):
            features.add("^dated")
        features |= {f"^{cue}" for cue in OPENING & self.cues if self._opens(cue)}
        return features

    def _opens(self, cue: str) -> bool:
        """Tell whether a cue stands before all measures and percentages, and nothing unknown before it."""
        edges = self.percents if cue in ASKED_LATE else [*self.measures, *self.percents]
        edge = min((one.start for one in edges), default=len(self.norm))
        return any(
            hit.start <= edge and sum(self.unread[: hit.start]) <= _BEFORE_OPENING
            for hit in self.of("cue", cue)
        )

    def _usable_measures(self) -> list[Found]:
        """A bare ``2.4`` names a measure only where little that is unknown stands before it."""
        return [one for one in self.measures if one.sure or sum(self.unread[: one.start]) <= 3]


_JOINED = re.compile(
    r"\s?(?:กับ|และ|vs\.?|versus|,|-|/|ถึง|and|to|with|เทียบ(?:กับ)?|เปรียบเทียบ(?:กับ)?|หรือ|ต่อ|\s|ปี)*\s?"
)


def _joined(norm: str, one: Found, other: Found) -> bool:
    first, second = sorted((one, other), key=lambda found: found.start)
    return _JOINED.fullmatch(norm, first.end, second.start) is not None
