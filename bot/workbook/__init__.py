"""The agency's data as people keep them: a workbook (`.xlsx`), or a folder of CSV files with the same sheets.

Read with `load`, understand with `check` (`read` does both), keep with `store`; `import_path` does it all.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from bot.store.engine import rehearsing, writing
from bot.workbook.checking import Checked, check
from bot.workbook.exporting import example_code, export, template
from bot.workbook.faults import Fault, Faulty, NotAWorkbook
from bot.workbook.reading import load
from bot.workbook.storing import Report, SheetReport, store
from bot.workbook.tables import Workbook

if TYPE_CHECKING:
    import datetime as dt

    from sqlalchemy import Engine

__all__ = [
    "Checked",
    "Fault",
    "Faulty",
    "NotAWorkbook",
    "Report",
    "SheetReport",
    "Workbook",
    "check",
    "example_code",
    "example_path",
    "export",
    "import_path",
    "load",
    "read",
    "store",
    "template",
]


def read(path: Path) -> Checked:
    """Read a workbook. Raises NotAWorkbook if there is none, Faulty with every fault."""
    checked = check(load(path))
    if not isinstance(checked, Checked):
        raise Faulty(checked)
    return checked


def import_path(engine: Engine, path: Path, *, dry_run: bool, now: dt.datetime) -> Report:
    """Import a workbook in one transaction; a dry run undoes it and tells what it would have done.

    Nobody is told of it: `bot.importing` does that, where somebody may have been told otherwise before.
    Raises as `read`; nothing is stored then.
    """
    checked = read(path)
    with (rehearsing if dry_run else writing)(engine) as session:
        return replace(store(session, checked, now), dry_run=dry_run)


def example_path() -> Path:
    """Return the example agency, a folder of CSV files that comes with the package."""
    return Path(__file__).parent / "example"
