"""What placeholders are called, in both languages, that the bot fills itself in a notice."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from bot.parse.text import normal

if TYPE_CHECKING:
    from collections.abc import Mapping

KNOWN: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "name": ("ชื่อ", "ชื่อผู้รับ", "ชื่อ-สกุล", "name", "recipient"),
        "unit": ("หน่วย", "หน่วยงาน", "กอง", "unit"),
        "post": ("ตำแหน่ง", "บทบาท", "post", "role", "position"),
        "overdue": ("งานค้าง", "จำนวนงานค้าง", "จำนวนมาตรการค้าง", "overdue"),
        "measures": ("มาตรการค้าง", "มาตรการที่ค้าง", "รายการค้าง", "measures", "overdue measures"),
        "deadline": ("กำหนดส่ง", "วันครบกำหนด", "deadline", "due date"),
    }
)
"""What the bot fills for each recipient → how it may be spelled; all else is filled once, by the author."""
_SPELLED: Final = {normal(words): key for key, spelled in KNOWN.items() for words in spelled}


def place(name: str) -> str | None:
    """Return what a placeholder of this name stands for, if the bot can fill it."""
    return _SPELLED.get(normal(name))
