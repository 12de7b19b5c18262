"""A deadline that was moved stays moved when the plan is imported again."""

from __future__ import annotations

import csv
import datetime as dt
import shutil

import pytest

from bot import workbook
from tests.flows.desk import Desk
from tests.flows.test_extension import DUE


@pytest.fixture
def desk(emptied_stage):
    """The example agency with somebody who asked for more time, and got it."""
    desk = Desk(emptied_stage)
    somchai, admin = desk.person("สมชาย", "ศส."), desk.person("ผู้ดูแล", "กย.", role="admin")
    for count, until in enumerate(("2024-05-15", "2024-05-31"), start=1):
        desk.press(somchai, "deadline.extend", measure="3.2", until=until)
        somchai.say("รอตรวจรับงานจ้าง")
        somchai.tap("ยืนยัน")
        desk.hears(admin, 2 * count - 1)
        desk.press(admin, "deadline.grant", extension=desk.wishes()[0].id)
        desk.hears(somchai, 4 * count)
        assert desk.due("3.2") == dt.date.fromisoformat(until)
    return desk


def imported(desk, folder):
    """Import a workbook; return what became of the measures."""
    return workbook.import_path(desk.engine, folder, dry_run=False, now=desk.now()).sheet("measures")


def test_a_workbook_of_before_does_not_move_it_back(desk):
    report = imported(desk, workbook.example_path())
    assert (report.changes, report.granted, len(report.overruled)) == (
        0, ("plan_year 2567, issue 3, measure 2",), 0,
    )  # fmt: skip
    assert desk.due("3.2") == dt.date(2024, 5, 31)


def test_a_workbook_that_says_something_new_does_and_it_is_told(desk, tmp_path):
    folder = tmp_path / "plan"
    shutil.copytree(workbook.example_path(), folder)
    path = folder / "measures.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    heading, due = rows[0], rows[0].index("due")
    (row,) = [one for one in rows if dict(zip(heading, one, strict=True))["measure"] == "2" and one[1] == "3"]
    assert dt.date.fromisoformat(row[due]) == DUE
    row[due] = "2024-06-30"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    report = imported(desk, folder)
    assert (report.changed, report.overruled) == (1, ("plan_year 2567, issue 3, measure 2",))
    assert desk.due("3.2") == dt.date(2024, 6, 30)
