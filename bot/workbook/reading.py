"""Opening whatever a path leads to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.workbook import csv_folder, xlsx
from bot.workbook.faults import NotAWorkbook

if TYPE_CHECKING:
    from pathlib import Path

    from bot.workbook.tables import Workbook


def load(path: Path) -> Workbook:
    """Read a workbook (`.xlsx`) or a folder of CSV files. Raises NotAWorkbook."""
    if not path.exists():
        raise NotAWorkbook(path, "missing")
    try:
        return csv_folder.load(path) if path.is_dir() else xlsx.load(path)
    except OSError as error:
        raise NotAWorkbook(path, "unreadable") from error
