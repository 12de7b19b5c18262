"""Words, dates and numbers in the reader's language, as a `Words` that is passed to whatever speaks.

Messages are English sentences; the gettext catalogs in ``locales/`` (``bot/locales/`` in a wheel) translate.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cache
from gettext import NullTranslations, translation
from pathlib import Path
from typing import TYPE_CHECKING

from babel.dates import format_date

from ita_core.keys import BUDDHIST_ERA_OFFSET, FiscalYear, Name

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from decimal import Decimal

    from ita_core.figure import Figure

DOMAIN = "bot"
LANGUAGES = ("th", "en")
_PACKAGE = Path(__file__).resolve().parents[1]
_MINUS = "\N{MINUS SIGN}"
_DASH = "\N{EN DASH}"
_COUNTS = frozenset({"num", "count", "most"})
"""Names of values that count something."""


@cache
def words_in(language: str) -> Words:
    """Return the words of ``language``; Thai for a language that we do not speak.

    Raises FileNotFoundError where the catalogs were not compiled (``make setup`` and the build do that).
    """
    known = language if language in LANGUAGES else LANGUAGES[0]
    return Words(known, translation(DOMAIN, _catalogs(), [known]))


def _catalogs() -> Path:
    packed = _PACKAGE / "locales"
    return packed if packed.is_dir() else _PACKAGE.parent / "locales"


@dataclass(frozen=True, slots=True)
class Words:
    """What is said in one language."""

    language: str
    catalog: NullTranslations

    def gettext(self, message: str, /, **values: object) -> str:
        """Translate ``message`` and fill in its ``%(name)s``."""
        return self.catalog.gettext(message) % _grouped(values)

    def ngettext(self, singular: str, plural: str, num: int, /, **values: object) -> str:
        """Translate by number; ``%(num)s`` is the number."""
        return self.catalog.ngettext(singular, plural, num) % _grouped({"num": num, **values})

    def pgettext(self, context: str, message: str, /, **values: object) -> str:
        """Translate a message that means different things in different places."""
        return self.catalog.pgettext(context, message) % _grouped(values)

    def name(self, name: Name) -> str:
        """Return the name in this language, Thai where there is no other."""
        return name.in_language(self.language)

    # --- numbers --------------------------------------------------------------------------------------

    def number(self, value: Decimal) -> str:
        """Two decimals. Scores arrive rounded, so nothing is rounded here."""
        return f"{value:.2f}".replace("-", _MINUS)

    def plain(self, value: Decimal) -> str:
        """As few decimals as the value needs: a threshold, a weight, a score that somebody typed."""
        whole = value == value.to_integral_value()
        return f"{value.to_integral_value() if whole else value.normalize():f}".replace("-", _MINUS)

    def signed(self, value: Decimal) -> str:
        """Two decimals with a sign; zero has none."""
        return f"{value:+.2f}".replace("-", _MINUS) if value else self.number(value)

    def figure(self, figure: Figure) -> str:
        """Return one number, or the range it lies in."""
        if figure.certain:
            return self.number(figure.low)
        return f"{self.number(figure.low)}{_DASH}{self.number(figure.high)}"

    def margin(self, figure: Figure) -> str:
        """Like `figure`, signed."""
        if figure.certain:
            return self.signed(figure.low)
        return self.gettext("%(low)s to %(high)s", low=self.signed(figure.low), high=self.signed(figure.high))

    # --- time -----------------------------------------------------------------------------------------

    def date(self, day: dt.date) -> str:
        """Short: ``30 Apr 2024``; in Thai with its own abbreviation and the B.E. year."""
        return f"{self._day_and_month(day, 'd MMM')} {self._year(day)}"

    def iso_date(self, day: object) -> str:
        """Return a day that a button carries, ``2024-04-30``, as `date` does; whatever is none as it is."""
        try:
            return self.date(dt.date.fromisoformat(str(day)))
        except ValueError:
            return str(day)

    def long_date(self, day: dt.date) -> str:
        """Long: ``30 April 2024``; in Thai with the B.E. year."""
        return f"{self._day_and_month(day, 'd MMMM')} {self._year(day)}"

    def weekday(self, day: dt.date) -> str:
        """Name the day of the week."""
        return format_date(day, "EEEE", locale=self.language)

    def day(self, day: dt.date) -> str:
        """Long, with the day of the week: ``Thursday 11 April 2024``."""
        return self.gettext("%(weekday)s %(date)s", weekday=self.weekday(day), date=self.long_date(day))

    def month(self, day: dt.date) -> str:
        """Name a month and its year: ``April 2024``; in Thai the B.E. year."""
        return f"{format_date(day, 'LLLL', locale=self.language)} {self._year(day)}"

    def moment(self, at: dt.datetime) -> str:
        """Return day and time, as the clock of ``at`` shows them."""
        return self.gettext("%(date)s %(time)s", date=self.date(at.date()), time=f"{at:%H:%M}")

    def period(self, start: dt.date, end: dt.date) -> str:
        """From one day to another, the year once where both share it."""
        first = self._day_and_month(start, "d MMM") if start.year == end.year else self.date(start)
        return f"{first} {_DASH} {self.date(end)}"

    def _day_and_month(self, day: dt.date, pattern: str) -> str:
        return format_date(day, pattern, locale=self.language)

    def era(self, year: int) -> int:
        """Return a calendar year of the Buddhist era as this language counts."""
        return year if self.language == "th" else year - BUDDHIST_ERA_OFFSET

    def _year(self, day: dt.date) -> int:
        return day.year + BUDDHIST_ERA_OFFSET if self.language == "th" else day.year

    def days_left(self, days: int) -> str:
        """Days until something is due, in words; negative when it is overdue."""
        if days == 0:
            return self.gettext("Due today")
        if days < 0:
            return self.ngettext("%(num)s day overdue", "%(num)s days overdue", -days)
        return self.ngettext("%(num)s day left", "%(num)s days left", days)

    def year(self, year: FiscalYear) -> str:
        """Short name of a fiscal year."""
        return self.gettext("FY%(year)s", year=year)

    def fiscal_year(self, year: FiscalYear) -> str:
        """Full name of a fiscal year, for headings."""
        return self.gettext("Fiscal year B.E. %(year)s", year=year)

    # --- lists ----------------------------------------------------------------------------------------

    def either(self, names: Iterable[str]) -> str:
        """Alternatives: ``A or B``."""
        return self.gettext(" or ").join(names)

    def all_of(self, names: Iterable[str]) -> str:
        """Things side by side: ``A, B, C``."""
        return ", ".join(names)


def _grouped(values: Mapping[str, object]) -> dict[str, object]:
    """Write counts as people read them, 1,000; a number that is a name (notice 1000, year 2567) stays."""
    return {
        name: f"{value:,}" if name in _COUNTS and isinstance(value, int) else value
        for name, value in values.items()
    }
