"""The words for settings of reminders, leave, the calendar, the message budget and the ladder.

``{a,b}`` is a choice, ``{I}`` a word list of ``bot/parse/table.py``;
``=`` before a phrase: every tone mark counts.
"""

from __future__ import annotations

from bot.parse.table import table

REMINDERS = table("""
digest: {,บท}สรุป{ราย,ประจำ,ทุก}{สัปดาห์,อาทิตย์}; {,the }weekly {digest,summary}; {,the }digest;
    สรุป{ต้น,วันจันทร์ต้น}สัปดาห์
digest_only: สรุปอย่างเดียว; แค่สรุป{,พอ}; เฉพาะสรุป; {สัปดาห์,อาทิตย์}ละ{ครั้ง,หน}; once a week
only: =แค่; =เฉพาะ; =เพียง; เท่านั้น; อย่างเดียว; =พอ; only; just
everything: {,ครบ}ทุกเรื่อง; ครบทุกอย่าง; ทุกอย่าง{,เหมือนเดิม,ตามเดิม}; of everything; about everything;
    all {,the ,my }reminders
set_time: {ตั้ง,เปลี่ยน,ปรับ,แก้,กำหนด}{เวลา,วัน}{,ที่,การ}{เตือน,แจ้งเตือน};
    {set,change} {,my ,the }reminder {time,hour}; {set,change} {,my ,the }reminder{,s};
    {เปลี่ยน,ปรับ}{,การ}{เตือน,แจ้งเตือน}
will_remind: {เตือน,แจ้งเตือน}อะไร{,ฉัน,ผม,ดิฉัน,เรา,หนู}; {เตือน,แจ้งเตือน}{ฉัน,ผม,ดิฉัน,เรา,}{อะไร,เรื่อง,เรื่องอะไร}บ้าง;
    {เตือน,แจ้งเตือน}{ฉัน,ผม,ดิฉัน,เรา}บ้าง; {รายการ,เรื่อง,อะไร}ที่จะ{เตือน,แจ้งเตือน};
    what {will,do,are} you {,going to }remind{,ing} {me,us}; {my,list,show} {,my }reminders;
    reminders planned; มีเตือนอะไร
back: กลับจาก{,การ}ลา{,พักร้อน,พักผ่อน,ป่วย,กิจ,คลอด}; กลับจาก{,ไป}ราชการ; กลับจากพักร้อน;
    {ยกเลิก,ยกเลิกการ,ยกเลิกใบ,ยกเลิกวัน}ลา{,พักร้อน,พักผ่อน,กิจ,ป่วย}; ไม่ได้ลาแล้ว; ไม่ลา{แล้ว,ละ};
    กลับมา{ทำงาน,ปฏิบัติงาน,ปฏิบัติราชการ,ปฏิบัติหน้าที่}{,แล้ว,ได้แล้ว,ตามปกติ,ตามปกติแล้ว};
    {ลาเสร็จ,สิ้นสุดการลา,ครบลา,หมดลา}{,แล้ว}; ยกเลิก{,การ}{ไปราชการ,รักษาราชการแทน,รักษาการแทน};
    back from {,my ,sick ,annual }leave; {cancel,end,delete,remove} {,my ,the }leave; back {at,to} work;
    back in {,the }office; {not,no longer} on leave; กลับ{มา,เข้า}{แล้วจากลา,สำนักงานแล้ว}
leave_word: {แจ้ง,บันทึก,ลง}{,การ,วัน}ลา
who_away: ใคร{,มา}แทน; {ใคร,คนไหน,ท่านใด}{,ที่,ไหน}{ลา,ไปราชการ,ติดราชการ,ไม่อยู่,หยุดงาน};
    {รายชื่อ,}{คน,ผู้,คนที่,ผู้ที่}ลา{,บ้าง,วันนี้}; ใคร{รักษา,ปฏิบัติ}{,ราช}การแทน{,ใคร}; ใครทำ{,งาน}แทน{,ใคร};
    ใครอยู่แทน{,ใคร}; ใคร{ขอ,}ลา{พักร้อน,พักผ่อน,ป่วย,กิจ};
    {who is,who s,who are,who,anyone,anybody,who will be} {on leave,away,out of office,off};
    {who is,who s} {on vacation,standing in}; {ใคร,คนไหน}{,อยู่} {on leave,out of office}; รายการ{,วัน}ลา;
    ตารางลา; ปฏิทินลา; leave list; list {,of }leave{,s}; who stands in
holiday: วันหยุด{,ราชการ}{,ใน}เดือน{MONTH}; วันหยุด{MONTH}; holidays {in,of} {april,may,june,july,december};
    วันหยุด{,ช่วง}{สงกรานต์,ปีใหม่,เข้าพรรษา}; {สงกรานต์,ปีใหม่}หยุด{วันไหน,กี่วัน,วันไหนบ้าง};
    {,ปฏิทิน}วันหยุด{,ราชการ,ทำการ,นักขัตฤกษ์,ประจำปี,พิเศษ,ชดเชย}; ปฏิทิน{ราชการ,วันทำการ};
    {,public ,official ,government }holiday{,s}; หยุดวัน{ไหน,ใด,อะไร}{,บ้าง}; วันไหน{หยุด,เป็นวันหยุด}{,บ้าง};
    หยุดราชการ; calendar; หยุดกี่วัน; days off
add_holiday: {,ขอ}{เพิ่ม,ใส่,ลง,แทรก,บันทึก}{,เป็น}วันหยุด; {add,insert} {,a ,the }{,public ,special }holiday;
    add วันหยุด; {,ขอ}{เพิ่ม,ใส่,บันทึก}วันปิดทำการ; {mark,set} as {,a }holiday
is_holiday: a {,public ,special ,official }holiday;
    {เป็น,ให้เป็น,ถือเป็น,กำหนดเป็น,กำหนดให้เป็น}วันหยุด{,ราชการ,พิเศษ,ชดเชย}; ให้หยุดราชการ; หยุดราชการ;
    {is,will be} a {,public ,special ,official }holiday
shut: {ปิด,หยุด}{ทำการ,สำนักงาน,ที่ทำการ}; {,we are ,we re ,office ,is }closed on; {close,shut} the office;
    office {,is }closed; closed
drop_holiday: ออกจาก{,ปฏิทิน}วันหยุด; {ลบ,ยกเลิก,เอา,ตัด,ถอน}วันหยุด{,ราชการ,พิเศษ,ชดเชย};
    {remove,delete,cancel} {,the ,a }{,public ,special }holiday; {ลบ,ยกเลิก}{,การ,วัน}ปิดทำการ; ลบหยุด;
    {ลบ,เอา} holiday
working: a {,normal }{working day,workday}; เปิดทำการ{,ตามปกติ,ปกติ}; เป็นวันทำ{การ,งาน}{,ตามปกติ,ปกติ};
    ไม่{,ได้}หยุด{,แล้ว}; {ไม่ใช่,ไม่เป็น}วันหยุด{,แล้ว}; {is,will be} a {,normal }{working day,workday};
    {is not,isn t,no longer} a holiday; {office ,we are ,is }open on; ทำงานตามปกติ
off_day: หยุด
council: {ครม.,ครม,คณะรัฐมนตรี}{,มีมติ,อนุมัติ}
budget: งบ{,ประมาณ}{,ใน,ของ,การ}{,ส่ง}ข้อความ; {,ยอด}โควต{า,้า}{,ข้อความ,line,ไลน์,ของไลน์,การส่ง,ส่งข้อความ};
    {message,messaging,push} {budget,quota}{,s}; quota{,s}; ข้อความ{,ที่}{,คง}เหลือ;
    เหลือ{,อีก}{,ส่ง}{,ได้}{,อีก}กี่ข้อความ; ส่ง{ไป,ได้}{,อีก,แล้ว}กี่ข้อความ; เหลือข้อความ; {ใช้,ส่ง}{,ข้อความ}ไปกี่ข้อความ;
    {how many,remaining} messages{, are, do we have} {left,remain}; messages {left,remaining};
    how many messages {left,remain}; โควต้า; ข้อความ{ฟรี,ที่เหลือ}{,เหลือ}
ladder: {เตือน,แจ้งเตือน}{,ล่วงหน้า}กี่วันก่อน{,กำหนด,ครบกำหนด}; {เตือน,แจ้งเตือน}ทั้งหมดกี่{ครั้ง,รอบ};
    when are {,the }reminders sent; ขั้น{,ตอน,บันได}{,ของ}การ{,แจ้ง}เตือน; ขั้นเตือน;
    {แผน,จังหวะ,รอบ,ลำดับ}{,การ}{เตือน,แจ้งเตือน}; {เตือน,แจ้งเตือน}{ล่วงหน้า,ก่อน,ก่อนกำหนด,ก่อนครบกำหนด}กี่{วัน,ครั้ง};
    ล่วงหน้ากี่วัน; {เตือน,แจ้งเตือน}กี่{ครั้ง,รอบ};
    {reminder,reminding,escalation} {ladder,steps,schedule,plan,stages};
    {steps,ladder,schedule} of {reminding,reminders,the reminders}; ladder;
    how many days {before,ahead,in advance}; {เตือน,แจ้งเตือน}วันไหน{,ก่อน}บ้าง
rung_change: {ปรับ,เปลี่ยน,แก้}ขั้น{,ตอน}การ{,แจ้ง}เตือน
office: {,the }office {opens,closes}; {,ช่วง}เวลา{ทำการ,ราชการ,เปิดทำการ,เปิดปิด,เปิด-ปิด};
    {office,business,working} hours
cutoff: {,ส่ง}{,การ}{เตือน,แจ้งเตือน,ข้อความ}ที่เหลือ; ส่ง{,ส่วน}ที่เหลือ; ส่วนที่เหลือ; ตัดรอบ{,ส่ง,ส่งเตือน,เตือน,ส่งข้อความ};
    {cut off,cutoff}{, time, hour}; {push,deliver} {what is left,the rest};
    send {what is left,the rest,the remaining,what remains}; {,เวลา}ตัดส่ง
""")
"""Cue → the phrases that show it."""
