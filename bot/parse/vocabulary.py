"""What an agency calls its units, and a year's framework its indicators and issues, ready for reading."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any

from bot.parse import cues, values
from bot.parse.phrases import Lexicon, Phrase, expand, phrases
from bot.parse.text import fold, normal

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ita_core.keys import Name

EVERYDAY: dict[str, tuple[str, ...]] = {
    "ปฏิบัติหน้าที่": ("{การ,}ปฏิบัติหน้าที่", "performance of dut{y,ies}", "performing dut{y,ies}"),
    "งบประมาณ": (
        "{การ,}{ใช้,}งบ{ประมาณ,}",
        "การใช้จ่ายงบ{,ประมาณ}",
        "{use of ,}budget{,s}",
        "budget {use,spending}",
    ),
    "ใช้อำนาจ": ("{การ,}ใช้อำนาจ{,หน้าที่}", "อำนาจ", "{use ,abuse ,exercise }of {power,authority}", "power"),
    "ทรัพย์สิน": (
        "{การ,}{ใช้,}ทรัพย์สิน{,ของ}{ราชการ,ทางราชการ,หลวง,รัฐ,}",
        "{use of ,}{state ,government ,public ,}{property,assets}",
    ),
    "แก้ไขปัญหาการทุจริต": (
        "{การ,}แก้{,ไข}{,ปัญหา}{การ,}{ทุจริต,คอร์รัปชัน}",
        "{tackling ,fighting ,solving }corruption",
    ),
    "คุณภาพการดำเนินงาน": (
        "คุณภาพ{,ของ}{การ,}{ดำเนินงาน,ดำเนินการ,ทำงาน}",
        "คุณภาพงาน",
        "{quality of ,}operation{,s}{, quality}",
    ),
    "ประสิทธิภาพการสื่อสาร": (
        "{ประสิทธิภาพ,}{,ของ,ด้าน}การสื่อสาร",
        "communication{,s}{, efficiency}",
        "efficiency of communication",
    ),
    "การทำงาน": (
        "{การ,}ปรับปรุง{,ระบบ}{การ,}ทำงาน",
        "ปรับปรุงระบบ",
        "{work ,system ,}improvement{, of work}",
        "improving work",
    ),
    "การเปิดเผยข้อมูล": ("{การ,}เปิดเผยข้อมูล", "{information ,data ,}disclosure{, of information}", "open data"),
    "การป้องกันการทุจริต": (
        "{การ,}ป้องกัน{,การ}ทุจริต",
        "prevention of corruption",
        "corruption prevention",
        "preventing corruption",
    ),
    "ปฏิบัติงานที่โปร่งใส": (
        "{กระบวนการ,}{การ,}ปฏิบัติงาน{,ที่}{,โปร่งใส,มีประสิทธิภาพ}",
        "กระบวนการ{ทำงาน,ดำเนินงาน}",
        "{work ,}process{,es}",
    ),
    "e-service": (
        "{ระบบ,บริการ,}{อีเซอร์วิส,อีเซอร์วิซ,อีเซอวิส,e-service{,s}}".replace("{,s}", ""),
        "e-services",
        "eservice{,s}",
        "{การ,ระบบ,}{ให้,}บริการ{,ออนไลน์,ประชาชน}",
    ),
    "ประชาสัมพันธ์": (
        "{ช่องทาง,}{และ,}{รูปแบบ,}{การ,}ประชาสัมพันธ์{,เผยแพร่}{,ข้อมูล}{,ข่าวสาร}",
        "{การ,}เผยแพร่ข้อมูล{,ข่าวสาร}",
        "ข้อมูลข่าวสาร{,ภาครัฐ}",
        "ช่องทาง{,การ}{สื่อสาร,เผยแพร่}",
        "public relations",
        "pr",
        "publicity",
        "พีอาร์",
    ),
    "กำกับดูแลการใช้ทรัพย์สิน": ("{กระบวนการ,การ,}กำกับดูแล{,การใช้ทรัพย์สิน,ทรัพย์สิน}",),
    "จัดซื้อจัดจ้าง": (
        "{การ,}จัดซื้อ{,จัดจ้าง}",
        "จัดจ้าง",
        "{การ,}จัดซื้อ/จัดจ้าง",
        "{งาน,}พัสดุ",
        "procurement",
        "purchasing",
    ),
    "ความโปร่งใสในการใช้งบประมาณ": ("{กระบวนการ,}{การ,}{สร้าง,}ความโปร่งใสในการใช้งบ{ประมาณ,}",),
    "บริหารงานบุคคล": (
        "{การ,}บริหาร{งาน,}{บุคคล,บุคลากร}",
        "งานบุคคล",
        "{การ,}{บริหาร,}ทรัพยากรบุคคล",
        "hr",
        "human resource{,s}{, management}",
        "personnel{, management}",
    ),
    "การใช้อำนาจและการบริหาร": (
        "{กระบวนการ,การ,}{ควบคุม,}ตรวจสอบ{การ,}ใช้อำนาจ",
        "{กระบวนการ,การ,}ควบคุม{,ตรวจสอบ}{,การใช้อำนาจ}",
    ),
    "กลไกและมาตรการ": (
        "กลไก{,และมาตรการ}",
        "กลไกและมาตรการในการแก้ไข",
        "{การ,}แก้ไขและป้องกัน{,การ}ทุจริต",
        "{กลไก,}{แก้ไข,}ป้องกันการทุจริตภายใน",
    ),
    "ทุจริต": ("{การ,}ทุจริต", "{,การ}{คอร์รัปชัน,คอรัปชั่น}", "corruption"),
}
"""A piece of an official name → what people say instead, of whichever indicator or issue has the piece."""

_HEADS = ("กระบวนการ", "การ")
_OCCASION = re.compile(r"\s*ประจำปี.*$")
_JOINTS = re.compile(r"(?:และ|ของ|ใน|ที่)+")
_PIECE_LEAST = 8
_SHORT, _SHORT_DOTTED = 5, 8


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as the plan prints it, and what else it is called."""

    abbr: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Named:
    """What a name may stand for: an indicator, an issue, or both. ``sure``: said in full."""

    indicator: int | None = None
    issue: int | None = None
    sure: bool = False


@dataclass(frozen=True)
class Vocabulary:
    """The names that the parser knows. Build it once an agency and year: what it computes, it keeps."""

    units: tuple[Unit, ...] = ()
    indicators: tuple[tuple[int, Name], ...] = ()
    issues: tuple[tuple[int, Name], ...] = ()
    bot_names: tuple[str, ...] = ()

    @cached_property
    def mention(self) -> re.Pattern[str]:
        """A mention of the bot, with the blanks around it."""
        names = sorted((normal(name) for name in self.bot_names if normal(name)), key=len, reverse=True)
        words = "|".join(re.escape(name).replace(r"\ ", " ?") for name in names) or "(?!)"
        return re.compile(rf"\s*@ ?(?:{words})(?![a-z0-9])[\s,:]*")

    @cached_property
    def lexicon(self) -> Lexicon:
        """Everything that is looked for in an utterance."""
        known = dict.fromkeys((*_common(), *self._unit_names(), *self._names()))
        return Lexicon(tuple(known), values.COMMON)

    @cached_property
    def short_units(self) -> re.Pattern[str]:
        """Abbreviations, with or without their dots and blanks."""
        return re.compile("|".join(self._short) or "(?!)")

    @cached_property
    def short_unit(self) -> dict[str, str]:
        """What is left of an abbreviation without dots and blanks → the abbreviation as printed."""
        return {bare(unit.abbr): unit.abbr for unit in self.units if bare(unit.abbr) and _is_short(unit.abbr)}

    @cached_property
    def _short(self) -> list[str]:
        keys = sorted(self.short_unit, key=len, reverse=True)
        return [r"[. ]?[. ]?".join(re.escape(char) for char in key) + r"\.?" for key in keys]

    def _unit_names(self) -> Iterator[Phrase]:
        for unit in self.units:
            names = [*unit.aliases, *(() if _is_short(unit.abbr) else (unit.abbr,))]
            for name in names:
                full = normal(name)
                yield from phrases("unit", unit.abbr, {full, _OCCASION.sub("", full)})

    def _names(self) -> Iterator[Phrase]:
        meant: dict[str, Named] = {}
        meant.update((*self._everyday(), *self._pieces(), *self._official()))
        for words, named in meant.items():
            yield from phrases("name", named, (words,))

    def _official(self) -> Iterator[tuple[str, Named]]:
        for no, name in self.issues:
            for words in _sayings(name):
                yield words, Named(issue=no, sure=True)
        for no, name in self.indicators:
            for words in _sayings(name):
                yield words, Named(indicator=no, issue=self._only(self.issues, words), sure=True)

    def _pieces(self) -> Iterator[tuple[str, Named]]:
        """Parts of long names that are found in one name only."""
        for no, name in self.issues:
            for piece in _JOINTS.split(normal(name.th)):
                words = piece.strip()
                if len(words) >= _PIECE_LEAST and self._only(self.issues, words) == no:
                    yield words, Named(self._only(self.indicators, words), no)

    def _everyday(self) -> Iterator[tuple[str, Named]]:
        for piece, patterns in EVERYDAY.items():
            indicator, issue = self._only(self.indicators, piece), self._only(self.issues, piece)
            if indicator is None and issue is None:
                continue
            for pattern in patterns:
                for phrase in phrases("name", None, (pattern,)):
                    yield phrase.form, Named(indicator, issue)

    @staticmethod
    def _only(names: tuple[tuple[int, Name], ...], piece: str) -> int | None:
        """Return the number of the one name that has this piece."""
        wanted = fold(piece)
        found = {no for no, name in names if wanted in fold(name.th)}
        return found.pop() if len(found) == 1 else None


def bare(abbreviation: str) -> str:
    """Return an abbreviation without dots and blanks."""
    return normal(abbreviation).replace(".", "").replace(" ", "")


def _is_short(abbr: str) -> bool:
    letters = len(bare(abbr))
    return letters <= _SHORT or ("." in abbr.rstrip(".") and letters <= _SHORT_DOTTED)


def _sayings(name: Name) -> Iterator[str]:
    for full in filter(None, (name.th, name.en)):
        words = normal(full)
        yield words
        for head in _HEADS:
            if words.startswith(head) and len(words) > len(head) + _PIECE_LEAST:
                yield words.removeprefix(head)


@cache
def _common() -> tuple[Phrase, ...]:
    """Return what every agency's people say alike; made once a process, however many agencies it serves."""
    return tuple(_made_common())


def _made_common() -> Iterator[Phrase]:
    tables: tuple[tuple[str, dict[str, tuple[str, ...]]], ...] = (
        ("cue", cues.CUES),
        ("year", values.YEARS),
        ("tool", values.TOOLS),
        ("status", values.STATUSES),
        ("language", values.LANGUAGES),
        ("role", values.ROLES),
    )
    for kind, table in tables:
        for value, patterns in table.items():
            yield from phrases(kind, value, patterns, fuzzy=value not in cues.WHOLE and kind != "role")
    yield from _numbered("percent", values.PERCENTS)
    yield from _numbered("within", values.WITHIN)
    yield from phrases("audience", "all", values.EVERYONE)
    yield from phrases("audience", "admins", values.ADMINS)
    yield from phrases("audience", "role:head", values.HEADS, fuzzy=False)
    yield from phrases("audience", "groups", values.GROUP_CHATS, fuzzy=False)
    yield from phrases("audience", "overdue", values.LATE_OWNERS, fuzzy=False)
    for word in values.WORDS:
        yield from phrases("word", word, (word,))
    for spelling, variants in values.SPELLINGS.items():
        for variant in variants:
            yield from _respelled(spelling, variant)
    yield from phrases("off", None, cues.OFF_TOPIC, fuzzy=False)
    yield from phrases("filler", None, values.FILLERS, fuzzy=False)


def _respelled(spelling: str, variant: str) -> Iterator[Phrase]:
    """Pair the choices of a spelling with those of its variant."""
    sign = "=" if variant.startswith("=") else ""
    for right, typed in zip(
        itertools.cycle(expand(spelling)), expand(variant.removeprefix("=")), strict=False
    ):
        yield from phrases("word", right, (sign + typed,), fuzzy=False)


def _numbered(kind: str, table: Mapping[Any, tuple[str, ...]]) -> Iterator[Phrase]:
    for value, patterns in table.items():
        yield from phrases(kind, value, patterns, fuzzy=kind == "within")
