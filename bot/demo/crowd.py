"""As many people of the example agency as are asked for, beside the few whose parts one plays.

They are made up: registered already, spread over the units, every tenth reads English. The first of them is a
second administrator, whom a notice to many needs; then comes the head of each unit, then staff.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.demo import staff
from bot.store import channels, enrolling, inbox, queries
from bot.store.engine import reading, writing
from bot.usecases import joining

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Sequence

    from sqlalchemy import Engine

DATA = Path(__file__).with_name("crowd.json")
AT_ONCE = 1000
UNIT = "unit"
"""The kind of unit that people belong to; the others stand for several units, or for all."""


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Somebody made up; ``status`` is what their LINE profile says of them."""

    key: str
    name: str
    language: str
    status: str
    unit: str
    role: str

    def profile(self) -> dict[str, str]:
        """Return what LINE knows of them."""
        return {"key": self.key, "name": self.name, "language": self.language, "status": self.status}


def invent(count: int, units: Sequence[str]) -> list[Newcomer]:
    """Make up people of these units, the same ones whenever it is asked."""
    data = json.loads(DATA.read_text("utf-8"))
    deputy = data["deputy"]

    def one(place: int) -> Newcomer:
        if place == 0:
            key, name, unit, role = deputy["key"], deputy["name"], deputy["unit"], deputy["role"]
        else:
            name = f"{_turn(data['given'], place)} {_turn(data['family'], place)}"
            key, unit, role = (
                f"person-{place}",
                _turn(units, place - 1),
                "head" if place <= len(units) else "staff",
            )
        english = place % data["english"] == data["english"] - 1
        status = data["status"].format(unit=unit, role=data["roles"][role])
        return Newcomer(f"crowd/{key}", name, "en" if english else "th", status, unit, role)

    return [one(place) for place in range(count)]


def bringing(page_url: str) -> Callable[[list[dict[str, str]]], list[str]]:
    """Return what brings people in at LINE in a box, by their profiles, and gives their ids."""
    call = staff.caller(page_url)

    def bring(profiles: list[dict[str, str]]) -> list[str]:
        parts = [profiles[start : start + AT_ONCE] for start in range(0, len(profiles), AT_ONCE)]
        return [one["user_id"] for part in parts for one in call("people", {"people": part})["people"]]

    return bring


def settle(
    engine: Engine, count: int, bring: Callable[[list[dict[str, str]]], list[str]], now: dt.datetime
) -> None:
    """Bring people in at LINE, which gives their ids, and register them with the only agency."""
    if count <= 0:
        return
    with reading(engine) as session:
        agency = queries.only_agency(session)
        if agency is None:
            return
        agency_id = inbox.identity(agency.id)
        units = {
            one.abbr: inbox.identity(one.id) for one in queries.units(session, agency_id) if one.kind == UNIT
        }
    those = invent(count, list(units))
    enrolled = [
        enrolling.Enrolled(
            line_id=line_id, name=one.name, language=one.language, unit_id=units[one.unit], role=one.role
        )
        for one, line_id in zip(those, bring([one.profile() for one in those]), strict=True)
    ]
    with writing(engine) as session:
        enrolling.enrol(
            session,
            enrolled,
            agency_id=agency_id,
            channel_id=inbox.identity(channels.default(session).id),
            notice_version=joining.NOTICE_VERSION,
            now=now,
        )
        queries.advance(session, agency_id)


def _turn(items: Sequence[Any], place: int) -> Any:  # noqa: ANN401 (whatever they are)
    return items[place % len(items)]
