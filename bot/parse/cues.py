"""The words that show what is asked for. A cue says nothing alone: ``bot/parse/intents.py`` joins them.

``{a,b}`` in a phrase is a choice; ``=`` before a phrase: every tone mark counts.
"""

from __future__ import annotations

from bot.parse.cues_answers import ANSWERS
from bot.parse.cues_people import PEOPLE
from bot.parse.cues_plan import PLAN
from bot.parse.cues_reminders import REMINDERS
from bot.parse.cues_scores import SCORES
from bot.parse.cues_work import WORK
from bot.parse.table import table

CUES: dict[str, tuple[str, ...]] = SCORES | PLAN | PEOPLE | ANSWERS | WORK | REMINDERS
WHOLE = frozenset({"yes", "no"})
"""Cues whose typing errors are looked for only in an utterance that is nothing else."""

IMPLIED: dict[str, tuple[str, ...]] = {
    "send_notice": ("notice",),
    "snooze": ("remind",),
    "mute": ("remind",),
    "unmute": ("remind",),
    "undo": ("report",),
    "own_work": ("duty", "own"),
    "delete_data": ("delete", "data"),
    "want_register": ("register",),
    "extend": ("postpone",),
    "put_off": ("postpone",),
    "ask_register": ("ask_code", "register", "account"),
    "ask_code": ("account",),
    "audit": ("history",),
    "edit_to": ("edit",),
    "edit_report": ("edit", "report"),
    "review_queue": ("review",),
    "check_report": ("report",),
    "set_time": ("remind",),
    "will_remind": ("remind",),
    "ladder": ("remind",),
    "rung_change": ("remind",),
    "add_holiday": ("holiday",),
    "is_holiday": ("holiday",),
    "drop_holiday": ("holiday",),
}
"""Cue → cues whose words its phrases contain."""

OPENING = frozenset(
    {
        "edit",
        "edit_report",
        "edit_to",
        "extend",
        "put_off",
        "postpone",
        "check_report",
        "evidence",
        "add_holiday",
        "shut",
    }
)
"""Cues that ask for something only where they stand first; further on they belong to a note."""
ASKED_LATE = frozenset({"edit_to", "extend", "put_off", "postpone"})
"""Those of them that may follow the measure: ``3.2 ขอขยายเวลา``."""

OFF_TOPIC: tuple[str, ...] = table("""
off: {คะแนน,ผล}สอบ; เมนู{ร้าน,วันนี้,อาหาร,เที่ยง,เด็ด,กลางวัน,ข้าว}; {สถานะ,ส่ง,รับ,เช็ค,เช็ก}พัสดุ;
    งบ{จัดงาน,จัดเลี้ยง,เลี้ยง,เที่ยว,ซื้อ,ปีใหม่,ทริป,บ้าน};
    รายงาน{การประชุม,ประจำปี,ข่าว,ตัว,สภาพอากาศ,การเดินทาง,การวิจัย,วิจัย,ประชุม,การวิ่ง};
    เต็ม{สิบ, 10}; เมื่อคืน; last night; tonight; ชนะ; แข่ง; ร้าน{นี้,อาหาร,ไหน,ข้าว}; อร่อย; อากาศ;
    ร้อนกว่า; หนาวกว่า;
    ประเด็น{คือ,ที่คุย,ร้อน,สังคม,ดราม่า,ข่าว};
    ภาษา{ไทย,อังกฤษ}{วันละ,คำ,ป.,ม.,พื้นฐาน,ธุรกิจ,ราชการ,ง่ายๆ}; {คะแนน,ผล}โหวต;
    คะแนน{สะสม,เสียง,เครดิต,ความงาม,ใบขับขี่,วิชา,กีฬา,บอล,toeic,โทอิค,นิยม,พิศวาส,จราจร};
    ผล{บอล,เลือด,ตรวจ,ฟุตบอล,หวย,สลาก,เลือกตั้ง,แล็บ}; พ.ร.บ.{,งบประมาณ}; พรบ.{,งบประมาณ}; พระราชบัญญัติ;
    วันหยุด{ยาว,ไปไหน,นี้ไปไหน,สุดสัปดาห์,เสาร์อาทิตย์,ไปเที่ยว,เที่ยว}; ลา{ออก,ก่อน};
    รัฐสภา; สภา; งบประมาณรายจ่าย;
    เลื่อน{ประชุม,นัด,การประชุม,ตำแหน่ง,สอบ,เที่ยวบิน,ขั้น,ระดับ,อบรม,งาน,ตั๋ว,วันลา,เวร};
    {ลง,}ทะเบียน{อบรม,สัมมนา,เรียน,วิ่ง,รถ,บ้าน,สมรส,ราษฎร์,ประชุม,คนจน,ผู้เข้า,กิจกรรม,วัคซีน,สินค้า,งาน,เครื่องจักร,โรงงาน};
    ประกาศ{ผล,รายชื่อ,กรม,กระทรวง,ราชกิจจา,นียบัตร,รับสมัคร,เตือนภัย,หยุด,สำนักนายก,คณะ,ป.ป.ช.,พระ,ขาย,รางวัล};
    ประกาศ{ก.พ.,ของ ก.พ.,ครม}; ประกาศนียบัตร; {ราคา,หุ้น,หวย,ดอกเบี้ย,เงินเดือน,โบนัส};
    ระดับ{น้ำ,ชาติ,โลก,ซี,ประเทศ,อำเภอ,จังหวัด,ชั้น,เสียง,ตำแหน่ง,ฝุ่น};
    มาตรการ{โควิด,กระตุ้น,ภาษี,รัฐบาล,ลด,รักษา,ทางการ,ป้องกันโรค,คนละครึ่ง,ฝุ่น,เยียวยา,ช่วยเหลือ};
    ครบกำหนด{ผ่อน,คลอด,ชำระ,ต่อ,จ่าย,สัญญา,เช็ค}; เตือนภัย; {ใบ,}เตือนความจำไม่ดี; เกรด;
    งบประมาณ{แผ่นดิน,ปีหน้า,บ้าน,ทริป,เที่ยว,ซื้อ,จัดงาน,เลี้ยง};
    ข้อมูล{โรงงาน,ลูกค้า,กรม,ข่าวลือ,การเดินทาง}; ภาษาอังกฤษ{ของลูก,เขียน,แปล,อ่าน,ว่า,เรียก,ยาก};
    คำว่า{,สุจริต}; สอบภาษาอังกฤษ; เปอร์เซ็นต์แบต; สงกรานต์; แบต{,เตอรี่}; ลดราคา; exam; vaccine;
    homework; football; weather; credit score; เรียนภาษา{ไทย,อังกฤษ}; ครู{ภาษาไทย,ภาษาอังกฤษ}; แปล{เป็น,};
    แก้ว; แก้ม; แก้ผ้า; แก้ตัว; แก้ว{น้ำ,กาแฟ}; คิวตรวจ{โรคโรงพยาบาล,โรค,โรงพยาบาล,หมอ,เลือด};
    {ตรวจ,ผู้ตรวจ}{สุขภาพ,ราชการ,การบ้าน,หวย,โรค,เลือด}; รายชื่อผู้{โชคดี,เข้า,สมัคร,มีสิทธิ,ชนะ,อบรม};
    {ขยาย,ยืด,เพิ่ม}{,ระยะ}เวลา{รับสมัคร,อบรม,ประชุม,ลงทะเบียน,จอง,ขาย,ลดราคา};
    เชิญ{ประชุม,ชวน,ดื่ม,รับประทาน,ทาน,ร่วม,ทุกท่าน,วิทยากร,ชม,แวะ}; หลักฐานการ{โอน,จ่าย,ชำระ};
    ประวัติการ{รักษา,ศึกษา,ทำงาน}; รหัส{ไวไฟ,wifi,ผ่าน,ไปรษณีย์,ประจำตัว,พนักงาน}; แก้ไขปัญหา{น้ำ,รถ,ฝุ่น};
    ภาพรวมเศรษฐกิจ; progress bar; รูปหลาน;
    translate; ค่าเสื่อม; ทรัพย์สินหาย; ทรัพย์สิน{มรดก,ส่วนพระมหากษัตริย์,ทางปัญญา}; core i; iphone;
    i phone; ตัวชี้วัดความสุข; ตัวชี้วัดเศรษฐกิจ; {ส่วนลด,ลด}{,ราคา}; รถติด
""")["off"]
"""Words that look like ours and are not. Being longer than a cue, they hide it."""
