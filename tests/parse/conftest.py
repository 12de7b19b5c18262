import datetime as dt

import pytest

from bot.parse import Unit, Vocabulary
from ita_core.keys import Name

UNITS = (
    "กร.1",
    "กร.2",
    "กกอ.",
    "กวอ.",
    "กมร.",
    "กวภ.",
    "กปภ.",
    "กทส.",
    "กย.",
    "ศส.",
    "สจก.",
    "สล.",
    "ศบพ.",
    "กลุ่มงานจริยธรรม",
    "คณะทำงานจัดทำแผนบริหารความเสี่ยงการทุจริต ประจำปีงบประมาณ พ.ศ. 2567",
    "คณะทำงานการประเมินคุณธรรมและความโปร่งใสในการดำเนินงาน ประจำปีงบประมาณ พ.ศ. 2567",
    "ทุกหน่วยงานใน กรอ",
)
INDICATORS = (
    Name("การปฏิบัติหน้าที่", "Performance of duties"),
    Name("การใช้งบประมาณ", "Use of budget"),
    Name("การใช้อำนาจ", "Use of power"),
    Name("การใช้ทรัพย์สินของราชการ", "Use of state property"),
    Name("การแก้ไขปัญหาการทุจริต", "Tackling corruption"),
    Name("คุณภาพการดำเนินงาน", "Quality of operation"),
    Name("ประสิทธิภาพการสื่อสาร", "Communication efficiency"),
    Name("การปรับปรุงการทำงาน", "Improvement of work"),
    Name("การเปิดเผยข้อมูล", "Disclosure of information"),
    Name("การป้องกันการทุจริต", "Prevention of corruption"),
)
ISSUES = (
    Name("กระบวนการปฏิบัติงานที่โปร่งใสและมีประสิทธิภาพ"),
    Name("การให้บริการและระบบ E – Service"),
    Name("ช่องทางและรูปแบบการประชาสัมพันธ์เผยแพร่ข้อมูลข่าวสารภาครัฐ"),
    Name("กระบวนการกำกับดูแลการใช้ทรัพย์สินของราชการ"),
    Name("กระบวนการสร้างความโปร่งใสในการใช้งบประมาณและการจัดซื้อจัดจ้าง"),
    Name("กระบวนการควบคุม ตรวจสอบการใช้อำนาจและการบริหารงานบุคคล"),
    Name("กลไกและมาตรการในการแก้ไขและป้องกันการทุจริตภายในหน่วยงาน"),
)


@pytest.fixture(scope="session")
def vocabulary() -> Vocabulary:
    return Vocabulary(
        units=tuple(Unit(abbr) for abbr in UNITS),
        indicators=tuple(enumerate(INDICATORS, 1)),
        issues=tuple(enumerate(ISSUES, 1)),
        bot_names=("ITA",),
    )


@pytest.fixture(scope="session")
def today() -> dt.date:
    return dt.date(2024, 3, 15)
