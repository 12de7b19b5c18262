"""What is said of templates of notices."""

import datetime as dt
from typing import Any

import pytest

from bot.parse import Vocabulary, parse

TODAY = dt.date(2024, 4, 1)


@pytest.mark.parametrize(
    ("text", "intent", "slots"),
    [
        ("แบบประกาศ", "notice.templates", {}),
        ("ขอดูแบบประกาศทั้งหมดหน่อยครับ", "notice.templates", {}),
        ("แบบประกาศมีอะไรบ้าง", "notice.templates", {}),
        ("templates", "notice.templates", {}),
        ("list templates", "notice.templates", {}),
        (
            "บันทึกแบบประกาศ ทวงงาน: เรียน {ชื่อ}\nค้าง: {งานค้าง}",
            "notice.template.save",
            {"name": "ทวงงาน", "text": "เรียน {ชื่อ}\nค้าง: {งานค้าง}"},
        ),
        (
            "บันทึกแบบประกาศ ทวงงาน\nเรียน {ชื่อ}: ด่วน",
            "notice.template.save",
            {"name": "ทวงงาน", "text": "เรียน {ชื่อ}: ด่วน"},
        ),
        (
            "save template weekly: Dear {name}",
            "notice.template.save",
            {"name": "weekly", "text": "Dear {name}"},
        ),
        ("บันทึกแบบประกาศ", "notice.template.save", {}),
        ("บันทึกแบบประกาศ ทวงงาน", "notice.template.save", {"name": "ทวงงาน"}),
        (
            "ใช้แบบประกาศ ทวงงาน ถึง กย. และ สล. ครับ",
            "notice.template.use",
            {"name": "ทวงงาน", "audience": ["กย.", "สล."]},
        ),
        (
            "ใช้แบบประกาศ “ประชุมประจำเดือน” ถึงทุกคน",
            "notice.template.use",
            {"name": "ประชุมประจำเดือน", "audience": "all"},
        ),
        ("use template weekly for กย.", "notice.template.use", {"name": "weekly", "audience": ["กย."]}),
        ("ใช้แบบประกาศ ถึงเวลาส่งงาน", "notice.template.use", {"name": "ถึงเวลาส่งงาน"}),
        ("ลบแบบประกาศ ทวงงาน", "notice.template.drop", {"name": "ทวงงาน"}),
        ("delete template weekly", "notice.template.drop", {"name": "weekly"}),
        ("ใช้แบบประกาศยังไง", "help", {"topic": "notice"}),
        ("ยกเลิกประกาศ", "notice.cancel", {}),
    ],
)
def test_templates(vocabulary: Vocabulary, text: str, intent: str, slots: dict[str, Any]) -> None:
    found = parse(text, vocabulary, TODAY)
    assert (found.name, dict(found.slots)) == (intent, slots)
