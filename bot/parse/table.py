"""How the word lists of this room are written: ``name: phrase; phrase``, longer ones on indented lines."""

from __future__ import annotations

import re

LISTS = {
    "{I}": "{ฉัน,ดิฉัน,ผม,กระผม,เรา,พวกเรา,หนู,ข้าพเจ้า,ตัวเอง,พี่,เค้า,ผู้ถาม}",
    "{UNIT}": "{หน่วย,หน่วยงาน,กอง,ศูนย์,สำนัก,ฝ่าย,กลุ่ม,กลุ่มงาน,ทีม,แผนก,ส่วนงาน,งาน}",
    "{VERB}": "{มี,ทำ,ต้องทำ,ถาม,พิมพ์,สั่ง,ได้,ช่วย,ค้าง,ส่ง,ติด,ขาด,เหลือ,เก็บ,เป็น,เตือน,ประกาศ,รายงาน,ใช้}",
    "{MONTH}": "{มกรา,กุมภา,มีนา,เมษา,พฤษภา,มิถุนา,กรกฎา,สิงหา,กันยา,ตุลา,พฤศจิกา,ธันวา}",
    "{REMIND}": "{เตือน,แจ้งเตือน,การเตือน,การแจ้งเตือน,ระบบแจ้งเตือน,ระบบเตือน,ข้อความเตือน}",
}
_ENTRY = re.compile(r"^(\S+):(.*(?:\n    .*)*)", re.MULTILINE)


def table(text: str) -> dict[str, tuple[str, ...]]:
    """Read a word list."""
    for name, words in LISTS.items():
        text = text.replace(name, words)
    return {
        found[1]: tuple(phrase.strip() for phrase in found[2].split(";")) for found in _ENTRY.finditer(text)
    }
