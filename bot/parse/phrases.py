"""Finding known phrases in an utterance, in spite of typing errors. What they mean is not known here."""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from rapidfuzz import fuzz, process

from bot.parse.cues import WHOLE
from bot.parse.text import MARKS, fold_normal, normal
from bot.parse.variants import Variants

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from bot.parse.text import Text

_BRACES = re.compile(r"\{([^{}]*)\}")
_LATIN_WORD = re.compile(r"[a-z]{5,}")
_FOLD_LEAST = 3
_FUZZY_LEAST, _FUZZY_MOST = 5, 16
_FRAME_LEAST = 5
_NEAR = 8
_LEADING = frozenset("เแโใไ")
_LOOSE_ENDS = 2
"""So few unread letters are not worth a long search."""
_UNFINISHED = frozenset(MARKS) - set("็")
"""What may not follow a phrase that counts to the letter: with one more mark it is another word."""
_GOES_ON = frozenset(MARKS) | frozenset("ะาำ")
"""What may not follow a word that is respelled: its last letter begins the next syllable, ``แล้วนัด``."""
_NO_LITTLE_WORD = re.compile(r"มิ(?:\s?\.|\s?ย(?:[.\s\d]|$)|ถุ|ต)")
"""What begins like the little word ``มิ`` and is another: June, in short or in full, and ``มิติ``, ``มิตร``."""
_AT = re.compile(r"ณ(?!ะ)")
"""A word of its own before a day or a place: what it stands behind goes on to no ``นะ``."""
_ALIKE = 60
_TWO_ERRORS_FROM = 10
_FORESEEN = frozenset(
    {"cue", "year", "within", "status", "language", "audience", "percent", "tool", "name", "word", "role"}
)
_FORESEEN_SIZES = range(4, 19)
_FORESEEN_SCORE = 101
"""What was foreseen is better than what is only alike."""
_FUZZY_TEXT = 140
"""Errors are looked for in the first characters only: who writes more has written the request by then."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A known phrase. ``exact`` ones are so short that every tone mark counts."""

    kind: str
    value: Any
    form: str
    """As it is looked for: folded, or normalised if exact."""
    squeezed: str
    exact: bool = False
    fuzzy: bool = True

    @property
    def latin(self) -> bool:
        """Whether it consists of Latin letters, so that word borders can be seen."""
        return self.form[:1].isascii()


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase found in ``norm[start:end]``."""

    kind: str
    value: Any
    start: int
    end: int


_Index = dict[str, list[tuple[str, list[Phrase]]]]


def expand(pattern: str) -> Iterator[str]:
    """Spell out ``{a,b}{,c}`` as ``a``, ``ac``, ``b``, ``bc``."""
    parts = _BRACES.split(pattern)
    choices = [part.split(",") if place % 2 else [part] for place, part in enumerate(parts)]
    return ("".join(words) for words in itertools.product(*choices))


def phrases(kind: str, value: Any, patterns: Iterable[str], *, fuzzy: bool = True) -> Iterator[Phrase]:  # noqa: ANN401 (a slot's value)
    """Make phrases; a pattern that begins with ``=`` must be met to the letter."""
    for pattern in patterns:
        for words in expand(pattern.removeprefix("=")):
            norm = normal(words)
            folded = fold_normal(norm)
            exact = pattern.startswith("=") or len(folded) < _FOLD_LEAST
            yield Phrase(
                kind, value, norm if exact else folded, norm.replace(" ", ""), exact, fuzzy and not exact
            )


@dataclass(frozen=True)
class Lexicon:
    """All phrases that are known, ready to be looked for."""

    known: tuple[Phrase, ...]
    common: tuple[str, ...] = ()
    """Short words whose errors are foreseen too, whatever they mean."""

    @cached_property
    def _variants(self) -> Variants:
        words: dict[str, object] = {}
        for phrase in self.known:
            if phrase.kind in _FORESEEN and not phrase.latin and len(phrase.squeezed) in _FORESEEN_SIZES:
                words.setdefault(phrase.squeezed, _meaning(phrase))
        for word in self.common:
            words.setdefault(word, word)
        return Variants.of(words)

    @cached_property
    def _by_start(self) -> tuple[_Index, _Index]:
        """Return the phrases that count to the letter and the others, by the letters that they begin with."""
        exact = (phrase for phrase in self.known if phrase.exact and phrase.form)
        loose = (phrase for phrase in self.known if not phrase.exact)
        return _index(exact, 1), _index(loose, _FOLD_LEAST)

    @cached_property
    def _fuzzy(self) -> tuple[list[str], list[Phrase]]:
        """Return what errors are looked for in: the shortest phrases that mean one thing."""
        kept: dict[str, Phrase] = {}
        of_meaning: defaultdict[tuple[str, object], list[str]] = defaultdict(list)
        usable = (phrase for phrase in self.known if phrase.fuzzy and not phrase.latin)
        for phrase in sorted(usable, key=lambda phrase: len(phrase.squeezed)):
            words = phrase.squeezed
            if words in kept or not _FUZZY_LEAST <= len(words) <= _FUZZY_MOST:
                continue
            shorter = of_meaning[phrase.kind, phrase.value]
            if not any(short in words for short in shorter):
                shorter.append(words)
                kept[words] = phrase
        return list(kept), list(kept.values())

    @cached_property
    def _latin(self) -> dict[str, Phrase]:
        return {
            phrase.form: phrase
            for phrase in reversed(self.known)
            if phrase.fuzzy and phrase.latin and _LATIN_WORD.fullmatch(phrase.form)
        }

    @cached_property
    def _lettered(self) -> list[tuple[int, int, int]]:
        """For each phrase of ``_fuzzy`` its place, its letters, and how many of them may be missing."""
        return [
            (place, _letters(words), 4 if len(words) >= _TWO_ERRORS_FROM else 2)
            for place, words in enumerate(self._fuzzy[0])
        ]

    def prepare(self) -> None:
        """Compute now what is otherwise computed when it is first needed."""
        _ = (
            self._by_start,
            self._variants,
            self._fuzzy,
            self._lettered,
            self._frames,
            self._latin,
            self._whole,
        )

    def find(self, text: Text) -> list[Hit]:
        """Return the phrases that stand in the text, but none that is only a part of a longer one."""
        exact, loose = self._by_start
        hits = [
            Hit(phrase.kind, phrase.value, *text.from_folded(start, end))
            for group, start, end in _occurrences(text.folded, loose, _FOLD_LEAST)
            for phrase in group
        ]
        hits += [
            Hit(phrase.kind, phrase.value, start, end)
            for group, start, end in _occurrences(text.norm, exact, 1)
            if text.norm[end : end + 1] not in _UNFINISHED
            for phrase in group
        ]
        return outermost(hits)

    @cached_property
    def _frames(self) -> list[tuple[str, Phrase]]:
        """Phrases without the marks above and below: those are left out most."""
        framed = ((_frame(words), phrase) for words, phrase in zip(*self._fuzzy, strict=True))
        return [(frame, phrase) for frame, phrase in framed if len(frame) >= _FRAME_LEAST]

    def respelled(self, text: Text, hits: Iterable[Hit]) -> Text:
        """Spell the little words as they should be, around which numbers are read."""
        fixes = [
            (hit.start, hit.end, hit.value)
            for hit in hits
            if hit.kind == "word"
            and text.norm[hit.start : hit.end] != hit.value
            and text.norm[hit.end : hit.end + 1] not in _GOES_ON
            and not _NO_LITTLE_WORD.match(text.norm, hit.start)
            and len(_AT.findall(text.norm[hit.start : hit.end])) == len(_AT.findall(str(hit.value)))
        ]
        return text.repaired(fixes) if fixes else text

    def corrected(self, text: Text, unread: Sequence[bool]) -> Text | None:
        """Put known phrases where something almost like them is unread; None if there are none."""
        words, places = _surroundings(text.norm, unread)
        if not words:
            return None
        loose = [unread[place] for place in places]
        found: list[tuple[float, int, int, str]] = [
            (_FORESEEN_SCORE + end - start, places[start], places[end - 1] + 1, spelling)
            for spelling, start, end in self._variants.find(words, loose)
        ]
        foreseen = {place for _, start, end, _ in found for place in range(start, end)}
        if sum(is_unread and place not in foreseen for place, is_unread in enumerate(unread)) > _LOOSE_ENDS:
            found += [
                (score, places[start], places[end - 1] + 1, phrase.squeezed)
                for score, phrase, start, end in (*self._near(words, loose), *self._framed(words, loose))
            ]
            found += self._guess_latin(text, unread)
        found += self._guess_whole(text)
        fixes: list[tuple[int, int, str]] = []
        for _, start, end, spelling in sorted(found, key=lambda one: (-one[0], one[1] - one[2])):
            if all(end <= other[0] or other[1] <= start for other in fixes):
                fixes.append((start, end, spelling))
        return text.repaired(fixes) if fixes else None

    def _near(self, words: str, loose: Sequence[bool]) -> Iterator[tuple[float, Phrase, int, int]]:
        known = self._fuzzy[1]
        absent = ~_letters(words)
        # Comparing is slow: only what lacks no more letters than its errors may cost is worth it.
        places = [place for place, letters, most in self._lettered if (letters & absent).bit_count() <= most]
        worth = {place: self._fuzzy[0][place] for place in places}
        for _, score, index in process.extract(
            words, worth, scorer=fuzz.partial_ratio, score_cutoff=_cutoff(_FUZZY_LEAST), limit=None
        ):
            wanted = known[index].squeezed
            span = _almost(words, loose, wanted) if score >= _cutoff(len(wanted)) else None
            if span is not None and _plausible(words, loose, span, wanted):
                yield fuzz.ratio(words[slice(*span)], wanted) + len(wanted), known[index], *span

    def _framed(self, words: str, loose: Sequence[bool]) -> Iterator[tuple[float, Phrase, int, int]]:
        kept = [place for place, char in enumerate(words) if char not in MARKS]
        bones = "".join(words[place] for place in kept)
        for frame, phrase in self._frames:
            start = bones.find(frame)
            if start >= 0:
                first, last = kept[start], kept[start + len(frame) - 1] + 1
                if any(loose[first:last]) and words[first - 1 : first] not in _LEADING:
                    yield 97 + len(frame), phrase, first, last

    def _guess_whole(self, text: Text) -> Iterator[tuple[float, int, int, str]]:
        """Compare a very short utterance as a whole with answers like ``ยืนยัน``."""
        words = text.norm.replace(" ", "")
        if len(words) <= _FUZZY_MOST and text.norm:
            best = process.extractOne(words, self._whole, scorer=fuzz.ratio, score_cutoff=80)
            if best is not None:
                yield best[1], 0, len(text.norm), best[0]

    @cached_property
    def _whole(self) -> list[str]:
        answers = (phrase for phrase in self.known if phrase.kind == "cue" and phrase.value in WHOLE)
        return [phrase.squeezed for phrase in answers if len(phrase.squeezed) >= _FUZZY_LEAST]

    def _guess_latin(self, text: Text, unread: Sequence[bool]) -> Iterator[tuple[float, int, int, str]]:
        for found in _LATIN_WORD.finditer(text.norm, 0, _FUZZY_TEXT):
            if all(unread[found.start() : found.end()]):
                best = process.extractOne(found[0], self._latin.keys(), scorer=fuzz.ratio, score_cutoff=80)
                if best is not None:
                    yield best[1], *found.span(), best[0]


def _meaning(phrase: Phrase) -> object:
    return phrase.squeezed if phrase.kind == "word" else (phrase.kind, phrase.value)


def outermost(hits: list[Hit]) -> list[Hit]:
    """Drop every hit that lies inside a longer one: ``ข้อ`` in ``ข้อมูล`` is no word."""
    kept: list[Hit] = []
    longest: Hit | None = None
    for hit in sorted(hits, key=lambda hit: (hit.start, -hit.end)):
        if longest is not None and hit.end <= longest.end:
            if (hit.start, hit.end) == (longest.start, longest.end):
                kept.append(hit)
            continue
        kept.append(hit)
        longest = hit
    return kept


def _letters(words: str) -> int:
    """Return the set of letters as bits; a Latin one may share its bit with a Thai one."""
    bits = 0
    for char in words:
        bits |= 1 << (ord(char) & 127)
    return bits


def _cutoff(length: int) -> float:
    """One error in five letters or more, two in ten or more (a wrong letter counts as two edits of 2 n)."""
    return 100 * (1 - (2.01 if length >= _TWO_ERRORS_FROM else 1.01) / length)


def _index(phrases: Iterable[Phrase], size: int) -> _Index:
    by_form: dict[str, list[Phrase]] = {}
    for phrase in phrases:
        by_form.setdefault(phrase.form, []).append(phrase)
    index: _Index = {}
    for form, group in by_form.items():
        index.setdefault(form[:size], []).append((form, group))
    return index


def _occurrences(where: str, index: _Index, size: int) -> Iterator[tuple[list[Phrase], int, int]]:
    for start in range(len(where) - size + 1):
        for form, group in index.get(where[start : start + size], ()):
            if where.startswith(form, start):
                end = start + len(form)
                if not (form[0].isascii() and _inside_word(where, start, end)):
                    yield group, start, end


def _inside_word(where: str, start: int, end: int) -> bool:
    before, after = where[start - 1 : start], where[end : end + 1]
    return (before.isascii() and before.isalnum()) or (after.isascii() and after.isalnum())


def _surroundings(norm: str, unread: Sequence[bool]) -> tuple[str, list[int]]:
    """Return what is unread with a little on either side, without blanks, and the way back."""
    near = bytearray(len(norm))
    for place, is_unread in enumerate(unread[:_FUZZY_TEXT]):
        if is_unread:
            near[max(0, place - _NEAR) : place + _NEAR + 1] = b"\1" * (
                min(len(norm), place + _NEAR + 1) - max(0, place - _NEAR)
            )
    places = [place for place, char in enumerate(norm) if near[place] and char != " "]
    return "".join(norm[place] for place in places), places


def _frame(words: str) -> str:
    return "".join(char for char in words if char not in MARKS)


def _almost(words: str, loose: Sequence[bool], wanted: str) -> tuple[int, int] | None:
    least = _cutoff(len(wanted))
    if len(wanted) > len(words):
        return (0, len(words)) if fuzz.ratio(words, wanted) >= least else None
    found = fuzz.partial_ratio_alignment(words, wanted)
    if found is None or found.src_end <= found.src_start:
        return None
    start, end = found.src_start, found.src_end
    # The alignment leaves out a wrong letter at the edge; nothing else explains it, so it belongs here.
    if (
        loose[end : end + 2] in ([True], [True, False])
        and fuzz.ratio(words[start : end + 1], wanted) >= least
    ):
        end += 1
    return start, end


def _plausible(words: str, loose: Sequence[bool], span: tuple[int, int], wanted: str) -> bool:
    """Tell whether what is unread stands for a part of the phrase, and not for another word."""
    # A syllable begins with the vowel written before it: "ปิด" (shut) is no part of "เปิด" (open).
    if words[span[0] - 1 : span[0]] in _LEADING:
        return False
    if len(wanted) == _FUZZY_LEAST and (words[span[0]], words[span[1] - 1]) != (wanted[0], wanted[-1]):
        return False
    # An error does not swallow a whole word: a phrase begins and ends nearly as it should.
    if not set(wanted[:2]) & set(words[span[0] :][:3]) or not set(wanted[-2:]) & set(words[: span[1]][-3:]):
        return False
    rest, unread = wanted, ""
    for is_loose, run in itertools.groupby(range(*span), key=loose.__getitem__):
        piece = "".join(words[place] for place in run)
        if is_loose:
            unread += piece
        elif len(piece) > 2:
            rest = rest.replace(piece, "", 1)
    return bool(unread) and (rest == wanted or fuzz.ratio(rest, unread) >= _ALIKE)
