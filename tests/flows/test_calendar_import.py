"""Days off by import: whoever has another date hears of it, as when an administrator says it."""

from __future__ import annotations

import datetime as dt
import shutil

import pytest
from sqlmodel import select

from bot import importing, workbook
from bot.store.engine import reading
from bot.store.tables import Duty, Reminder
from tests.flows.office import Office
from tests.flows.rounds import BANGKOK, do_round, pushes

BRIDGE = ("2567-04-11", "yes", "วันหยุดพิเศษ")


@pytest.fixture
def brought_in(office, tmp_path):
    """Import the example with days off of its own, or with no word of them."""

    def bring(*rows: tuple[str, str, str], dry_run: bool = False, sheet: bool = True) -> importing.Imported:
        folder = tmp_path / "form"
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(workbook.example_path(), folder)
        if sheet:
            lines = [("day", "closed", "name"), *rows]
            (folder / "closures.csv").write_text("\n".join(map(",".join, lines)) + "\n", "utf-8")
        now = office.now().astimezone(BANGKOK)
        return importing.import_path(office.engine, folder, dry_run=dry_run, now=now)

    return bring


def planned(office: Office) -> set[tuple[dt.date | None, str | None]]:
    with reading(office.engine) as session:
        return {(row.next_on, row.rung) for row in session.exec(select(Duty))}


def told(office: Office) -> list[dt.date]:
    with reading(office.engine) as session:
        return [row.day for row in session.exec(select(Reminder).where(Reminder.kind == "moved"))]


def test_whom_it_moves_is_told(stage, office, brought_in) -> None:
    suda = office.person("สุดา", "ศส.")
    suda.say("สวัสดี")
    do_round(stage)
    done = brought_in(BRIDGE)
    assert [(one.rung, one.was, one.day, one.measures) for one in done.shift.moves] == [
        ("t-14", dt.date(2024, 4, 4), dt.date(2024, 4, 3), 47)
    ]
    assert len(done.shift.people) == 1
    assert planned(office) == {(dt.date(2024, 4, 3), "t-14")}
    assert told(office) == [dt.date(2024, 4, 3)]
    suda.say("คะแนนรวม")
    assert "4 เม.ย. 2567 → 3 เม.ย. 2567" in suda.card
    assert pushes(stage) == []
    (entry,) = office.log()
    assert (entry.action, entry.actor, entry.after) == ("calendar.import", "command", {"days": 1})


def test_the_same_again_and_a_workbook_without_the_sheet_change_nothing(stage, office, brought_in) -> None:
    office.person("สุดา", "ศส.").say("สวัสดี")
    do_round(stage)
    brought_in(BRIDGE)
    for again in (brought_in(BRIDGE), brought_in(sheet=False)):
        assert again.report.changes == 0
        assert again.shift.moves == ()
    assert planned(office) == {(dt.date(2024, 4, 3), "t-14")}
    assert len(told(office)) == 1


def test_an_empty_sheet_takes_the_days_away_again(stage, office, brought_in) -> None:
    suda = office.person("สุดา", "ศส.")
    suda.say("สวัสดี")
    do_round(stage)
    brought_in(BRIDGE)
    done = brought_in()
    assert done.report.sheet("closures").removed == ("day 2024-04-11",)
    assert planned(office) == {(dt.date(2024, 4, 4), "t-14")}
    suda.say("คะแนนรวม")
    assert len(suda.got) == 1


def test_a_dry_run_tells_what_would_move_and_moves_nothing(stage, office, brought_in) -> None:
    office.person("สุดา", "ศส.").say("สวัสดี")
    do_round(stage)
    done = brought_in(BRIDGE, dry_run=True)
    assert len(done.shift.moves) == 1
    assert planned(office) == {(dt.date(2024, 4, 4), "t-14")}
    assert told(office) == []
    assert office.log() == []
