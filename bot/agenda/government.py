"""The days on which Thai government offices are closed, as civil servants know them.

The dates come from the `holidays` package. Its public holidays are those of everybody; a government office is
also closed on the Royal Ploughing Ceremony, and open on National Labor Day. Children's Day closes nothing: it
is a Saturday. Bridge days that the cabinet decides are in the package once it knows them; until then an
administrator adds them.
"""

from __future__ import annotations

import datetime as dt
import warnings
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import version
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

import holidays

if TYPE_CHECKING:
    from collections.abc import Mapping

CATEGORIES: Final = ("public", "government")
SOURCE: Final = "holidays"
_BETWEEN: Final = "; "
_NOT_OURS: Final = (dt.date(2019, 5, 1), dt.date(2020, 1, 11))
"""Labor Day and Children's Day of years in which nothing else was on that day: they say their names."""
_BY_THE_MOON: Final = (
    dt.date(2019, 2, 19),
    dt.date(2022, 5, 13),
    dt.date(2022, 5, 15),
    dt.date(2019, 7, 16),
    dt.date(2019, 7, 17),
)
"""Makha Bucha, Royal Ploughing, Visakha Bucha, Asarnha Bucha and the first day of Lent: as above."""


@dataclass(frozen=True, slots=True)
class DayName:
    """What a day is called in both languages."""

    th: str
    en: str


@lru_cache(maxsize=64)
def holidays_of(year: int) -> Mapping[dt.date, DayName]:
    """Return the days of a calendar year (C.E.) on which government offices are closed, weekends included."""
    thai, english = _of_offices(year, "th"), _of_offices(year, "en_US")
    return MappingProxyType({day: DayName(thai[day], english[day]) for day in sorted(thai)})


def unannounced(year: int) -> tuple[DayName, ...]:
    """Return the days that follow the moon, or are proclaimed, and are not known of a year yet."""
    known = holidays_of(year).values()
    every = (
        DayName(_of_package(day.year, "th")[day], _of_package(day.year, "en_US")[day]) for day in _BY_THE_MOON
    )
    return tuple(one for one in every if not any(one.th in day.th for day in known))


@lru_cache(maxsize=1)
def edition() -> str:
    """Return what the dates follow from: whoever planned with another edition has to plan again."""
    return f"{SOURCE} {version(SOURCE)}"


def _of_offices(year: int, language: str) -> dict[dt.date, str]:
    others = {_of_package(day.year, language)[day] for day in _NOT_OURS}
    found = {}
    for day, names in _of_package(year, language).items():
        kept = [name for name in names.split(_BETWEEN) if not any(other in name for other in others)]
        if kept:
            found[day] = _BETWEEN.join(kept)
    return found


def _of_package(year: int, language: str) -> dict[dt.date, str]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns of years whose lunar dates it does not know yet
        made = holidays.country_holidays("TH", years=year, categories=CATEGORIES, language=language)
    return dict(made)
