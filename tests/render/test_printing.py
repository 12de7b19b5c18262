"""The page of codes: nothing that somebody named can become a tag, and eight cards fill a sheet."""

import datetime as dt

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.answers.parts import UnitRef
from bot.answers.people import InviteCard, InviteSheet
from bot.render import printing
from bot.roles import Role
from ita_core.keys import Name

UNTIL = dt.datetime(2024, 4, 8, 9, 0, tzinfo=dt.timezone(dt.timedelta(hours=7)))


def sheet(
    *cards: InviteCard, name: str = "กรม", unit: str = "ศส.", basic_id: str | None = "@x"
) -> InviteSheet:
    return InviteSheet(
        agency=Name(name),
        unit=UnitRef(abbr=unit, full_name=name),
        role=Role.STAFF,
        until=UNTIL,
        cards=cards,
        basic_id=basic_id,
    )


CODE = InviteCard(code="NPRF-MC7M")


@settings(deadline=None)  # the first page reads the catalogs
@given(st.text(min_size=1), st.text(min_size=1), st.text(min_size=1), st.sampled_from(["th", "en"]))
def test_names_are_words_and_no_tags(name: str, unit: str, basic_id: str, language: str) -> None:
    page = printing.page(sheet(CODE, name=name, unit=unit, basic_id=f"@{basic_id}"), language)
    assert page.count("<") == printing.page(sheet(CODE), language).count("<")
    assert page.count('href="https://line.me/R/oaMessage/%40') == 1


def test_eight_cards_fill_a_sheet_and_those_over_are_apart() -> None:
    over = InviteCard(code=None)
    for good, lists in ((0, 0), (8, 1), (9, 2), (20, 3)):
        assert printing.page(sheet(*[CODE] * good), "th").count("<ul>") == lists
        page = printing.page(sheet(over, *[CODE] * good), "th")
        assert page.count("<ul>") == lists
        assert page.count('<ul class="over">') == 1
