"""The words for reminders, notices, people, languages, help.

``{a,b}`` is a choice, ``{I}`` a word list of ``bot/parse/table.py``;
``=`` before a phrase: every tone mark counts.
"""

from __future__ import annotations

from bot.parse.table import table

PEOPLE = table("""
remind: {,ขอ}{REMIND}; remind{,er,ers,ing}; notification{,s}; alert{,s}; nag{,ging}; แจ้งเดือน; เตือนความจำ
postpone: เลื่อน{,ไป,ออกไป}; ค่อย; {ไว้,เอาไว้}{ก่อน,ทีหลัง,วันหลัง}; ทีหลัง; snooze; later; postpone;
    delay; พักไว้; ขยายเวลา; อย่าเพิ่ง; {เตือน,แจ้งเตือน}{ใหม่,อีกที,อีกครั้ง,ทีหลัง,วันหลัง};
    remind me {again,later}; ไปก่อน; ออกไปอีก
snooze: snooze; เลื่อน{,การ,เวลา}{,แจ้ง}เตือน; {ไว้,}ค่อย{,แจ้ง}เตือน{,ใหม่,อีกที}; {เตือน,แจ้งเตือน}ใหม่;
    remind me {again,later}; อย่าเพิ่งเตือน; {เตือน,แจ้งเตือน}{อีกที,อีกครั้ง,ทีหลัง,วันหลัง};
    พักการ{แจ้ง,}เตือน; เลื่อนเวลา{แจ้ง,}เตือน; postpone reminder{,s}
mute:
    {ปิด,หยุด,เลิก,งด,ระงับ,ยกเลิก,ไม่ต้อง,อย่า}{,การ}{เตือน,แจ้งเตือน,ข้อความเตือน};
    {ปิดระบบ,ไม่ต้องมา,ไม่ต้องส่ง,อย่าส่ง,ไม่ให้ส่ง,ไม่อยากให้,เลิกส่ง,หยุดส่ง}{เตือน,แจ้งเตือน,ข้อความเตือน,การแจ้งเตือน};
    mute{,d}; turn off {,the ,my ,all }{reminder,notification,alert}{,s};
    stop {,the ,all ,sending }{remind,notif}{ing,er,ers,ications}{, me};
    ไม่{รับ,เอา,อยากได้}{,การ}{เตือน,แจ้งเตือน}; {ปิด,หยุด}เสียง;
    disable {,the ,my ,all }{reminder,notification}{,s}; no {,more }reminders; reminders off;
    don t remind{, me}; do not remind{, me}; {ปิด,หยุด}{,การ}แจ้งเดือน; stop {reminders,notifications};
    ปิด notification; ปิด reminder
unmute:
    {เปิด,เปิดการ,เปิดระบบ,กลับมา,เริ่ม,ให้กลับมา,ขอให้}{เตือน,แจ้งเตือน}{,เหมือนเดิม,อีกครั้ง,ตามเดิม,ได้แล้ว,ใหม่ได้,อีก,ต่อ};
    unmute{,d}; =เตือนต่อ; เตือนเหมือนเดิม; turn on {,the ,my ,all }{reminder,notification,alert}{,s};
    {reminder,notification}{,s} back on; resume {,the ,my }{reminder,notification}{,s};
    เปิดรับการ{แจ้ง,}เตือน; enable {,the ,my ,all }{reminder,notification}{,s}; start reminding;
    ยกเลิกการปิด{แจ้ง,การแจ้ง,}เตือน; เปิด notification; เปิด reminder;
    {เลิก,ยกเลิก}ปิด{,การ}{,แจ้ง}เตือน; กลับมาเปิด{การแจ้งเตือน,แจ้งเตือน,การเตือน};
    remind me again about; reminders on; เปิดเสียง; หยุดปิด{,การ}{,แจ้ง}เตือน
stop: หยุด; เลิก; ปิด; ยกเลิก; ไม่ต้อง; ไม่อยาก; อย่า; stop; turn off; no more; disable; รำคาญ; off
resume: เปิด; กลับมา; turn on; resume; enable; on again; back on
is_on: {เปิด,ปิด,}{,การ,ระบบ}{เตือน,แจ้งเตือน}อยู่{,แล้ว}{ไหม,หรือเปล่า,หรือไม่,รึเปล่า,มั้ย};
    are {my ,the ,}{reminders,notifications} on
settings: {การ,}ตั้งค่า{,การ}; ตั้ง{,การ}{,แจ้ง}เตือน{,ล่วงหน้า}{,ไว้}; setting{,s}; ตั้งไว้;
    {เตือน,แจ้งเตือน}{ฉัน,ผม,เรา,ดิฉัน,}{เมื่อไหร่,กี่วัน,ตอนไหน,กี่โมง,วันไหน,อะไรบ้าง,เรื่องอะไรบ้าง};
    preferences; เปิดอยู่หรือ{ปิด,เปล่า}; {เปิด,ปิด}อยู่ไหม; {เปิด,ปิด}อยู่หรือ{เปล่า,ไม่,ยัง};
    when {will,do} {you,i}
notice: ประกาศ; notice{,s}; announce{,ment,ments}; บรอดแคสต์; broadcast{,s}; ข้อความประกาศ; ข่าวประกาศ;
    ประกาส; ข้อความที่ส่ง
send_notice: {ขอ,อยาก,จะ,ต้องการ,ช่วย,}{ส่ง,ออก,สร้าง,ทำ,เขียน,ลง}{,การ}ประกาศ; make an announcement;
    new notice; {ขอ,อยากจะ,จะ,อยาก}ประกาศ; send {,a ,an ,the }{notice,announcement,broadcast};
    {create,post} {,a ,an }{notice,announcement}
send: send; post; create
event: ประชุม; การประชุม; นัด; อบรม; สัมมนา; สอบ; ตั๋ว; จอง; ออเดอร์; งานเลี้ยง; เที่ยวบิน; meeting;
    appointment; order; training; course; booking; flight; party; ทริป; วันลา; คิว; สมาชิก; เวร
sent: {ที่,}{เคย,}ส่ง{ไป,}{,แล้ว}; {ที่,}ส่งไป{,แล้ว}; ที่ผ่านมา; เก่า{,ๆ}; ย้อนหลัง; ประวัติ; รายการ;
    past; previous; sent; history; earlier; list; old
latest: ล่าสุด; เมื่อกี้{,นี้}; เมื่อสักครู่; ตะกี้; ครั้งล่าสุด; ฉบับล่าสุด; ก่อนหน้านี้; last; latest;
    สุดท้าย; เมื่อครู่; most recent; อันเมื่อกี้; just now; เพิ่ง
delivery: {ส่ง,}ถึง{กี่คน,ไหน,ครบ}{,แล้ว}; สถานะ{,การส่ง}; ครบหรือยัง; ครบ{ทุกคน,ไหม,รึยัง,ยัง};
    {ใคร,กี่คน}{,ที่}{ยังไม่,}{ได้รับ,อ่าน,เห็น,รับ}{,แล้ว}{,บ้าง}; status; delivered; {ได้รับ,รับ}กี่คน;
    {ส่ง,}ไปถึงไหน; {ส่ง,}สำเร็จ{ไหม,หรือยัง,กี่คน}; กี่คน; how many; received; ส่งออกไป{แล้ว,หรือ}ยัง;
    ส่งเสร็จ{,แล้ว}หรือยัง; คนได้รับ; read; get out; go out; ทั่วถึง; ได้รับครบ
register: {ลง,ขอลง}ทะเบียน{,ใช้งาน,บัญชี,เข้าใช้,ผู้ใช้}; register; registration; sign {up,me up};
    สมัครสมาชิกบอท;
    รหัสลงทะเบียน; link {,my ,this }{,line }account; ลงทะเบียนเข้าใช้{,งาน,ระบบ}; enroll;
    {ผูก,เชื่อม,เชื่อมต่อ}{บัญชี,ไลน์,line,กับระบบ}{,ไลน์,line}; สมัคร{ใช้งาน,ใช้บอท,เข้าใช้,เข้าระบบ};
    {ขอ,}เข้า{ระบบ,ใช้ระบบ}; connect {,my ,this }{,line }account; log in; login
want_register: {want,like,need,going,trying} to {register,sign up,enroll,link};
    {let me,please} {register,sign up}
account: บัญชี{ไลน์,line,นี้,}; account; ไลน์นี้; {กับ,ใน,เข้า}ระบบ; รหัส{,ลงทะเบียน,เชิญ,คือ}; code;
    เจ้าหน้าที่ใหม่; พนักงานใหม่
who: =ชั้น{เป็น,คือ}ใคร; =ชื่อ{,ของ}{I}; {เชื่อม,ผูก,ลงทะเบียน,บันทึก,จด}{,ไว้,อยู่,ต่อ}{,กับ,เป็น,ใน,ใน}ชื่อ;
    {จำ,รู้}{I}ได้{ไหม,มั้ย,หรือเปล่า}; {I}{เป็น,คือ}ใคร{,ในระบบ}; {I}ชื่ออะไร;
    who{m,} {am i,do you think i am}; whoami;
    ผูกกับ{ชื่อใคร,ใคร}; {ชื่อ,}สังกัด{,ไหน,อะไร,ใด}; who m i;
    {บัญชี,ไลน์,แอคเคาท์}{,นี้}{เป็น,คือ,}{,ของ}ใคร; รู้จัก{ฉัน,ผม,ดิฉัน,หนู,เรา};
    {I}{อยู่,สังกัด}{หน่วย,หน่วยงาน,กอง}{ไหน,ใด,อะไร}; ชื่อและ{หน่วยงาน,ตำแหน่ง}; {ชื่อ,บัญชี}ของใคร;
    my {profile,registration,role}; {what,which} {is ,}my {unit,name}; ข้อมูลบัญชี{ผม,ฉัน,};
    บทบาท{ของ,}{ผม,ฉัน,ดิฉัน}; {I}{มีสิทธิ์,สิทธิ์}{อะไร,เป็นอะไร}; ชื่อของ{ผม,ฉัน,ดิฉัน};
    {which,what} unit am i; {I}{ลงทะเบียน,เชื่อม}{,แล้ว}{หรือยัง,ไว้ชื่ออะไร}; บันทึก{ชื่อ,ชื่อและสังกัด};
    who this account is; who is this account; ใช้ชื่อ{ใคร,อะไร}; am i registered;
    โปรไฟล์{,ของ}{ผม,ฉัน,ดิฉัน,เรา}; ไลน์นี้{เป็นของใคร,ของใคร,ผูกกับใคร}; who do you think
whom: =ใคร{,ไป,มา,ว่าง}; ที่ไหน
switch: เปลี่ยน{,ภาษา}{,เป็น,ให้}; {ตอบ,พูด,คุย,แสดง,ใช้,ขอ,ส่ง}{,กลับ}{,เป็น}; สลับ{,ภาษา}{,เป็น};
    switch; change; reply; speak; answer; talk; use; set; please; language; ตั้งภาษา{,เป็น}; in; to;
    respond; prefer; ขอเป็น; can you
data: ข้อมูล; {ข้อมูล,}{ส่วนตัว,ส่วนบุคคล}; data; information; สำเนา{,ข้อมูล}; pdpa; ประวัติการใช้งาน;
    ประวัติของ{ผม,ฉัน,ดิฉัน}; info; บัญชีของ{ผม,ฉัน,ดิฉัน}; chat history
personal: ข้อมูล{ส่วนตัว,ส่วนบุคคล}; {personal,my} {data,info,information}; pdpa; คุ้มครองข้อมูลส่วนบุคคล;
    ส่วนตัว; ส่วนบุคคล; about me; on me; ข้อมูล{,ของ}{ผม,ฉัน,ดิฉัน,หนู,ข้าพเจ้า,กระผม,เค้า,ตัวเอง}
stored: {จัด,}เก็บ{,ไว้,อยู่}; stored; store; keep; hold; know about me; ครอบครอง; บันทึกไว้; มีอยู่
get: ขอ{ดู,สำเนา,}; ส่งออก; export; download; ดาวน์โหลด; give me; show; get; what; อะไร{,บ้าง}; copy;
    โหลด; see; send me; access; เอา
delete: ลบ{,ทิ้ง,ออก}; delete; erase; remove; forget me; ลืม{ฉัน,ผม,ดิฉัน}; ล้าง; ทำลาย; wipe;
    ถอนความยินยอม; เลิกเก็บ; forget
forget: forget {me,about me,everything about me}; ลืม{ฉัน,ผม,ดิฉัน}{,ไปเลย,ซะ}; ถอนความยินยอม;
    {delete,remove,erase,unlink} my account; ยกเลิกการ{ผูก,เชื่อม}บัญชี; ลบบัญชี{,ของ}{ผม,ฉัน,ดิฉัน,หนู};
    ลบตัวตน
delete_data: {ลบ,ล้าง,ทำลาย}{ข้อมูล,ประวัติ}
how_to: วิธี{,การ,ใช้,ใช้งาน}; how {to,do i,can i,do we,should i};
    {ทำ,ใช้,ต้องทำ}{ยังไง,ไง,อย่างไร,เช่นไร}; สอน{,วิธี,การ,ใช้}; ขั้นตอนการ;
    {ต้อง,}พิมพ์{ว่าอะไร,ยังไง,อะไร,ว่ายังไง}; แนะนำวิธี{,ใช้}{,งาน}; instructions; วิธีใช้{,งาน};
    tutorial; ต้องพิมพ์; พิมพ์ว่า; guide; ทำไง; ขอคำแนะนำ
how: =ยังไง; อย่างไร; =ไง; how
help: ช่วยเหลือ; help{, me}; คำสั่ง; {วิธี,คู่มือ}{ใช้,ใช้งาน}{,บอท,ระบบ}; การใช้งาน{บอท,ระบบ}; เมนู;
    menu; command{,s}; ช่วยด้วย; ใช้{งาน,บอท,}{,นี้}{ยังไง,อย่างไร,ไง}; คู่มือ{,การใช้งาน,ใช้งาน}; usage;
    ขอความช่วยเหลือ; วิธีใช้งานบอท; มีคำสั่งอะไร{,บ้าง}; ใช้ไม่เป็น; instruction{,s}; เฮลพ์;
    เริ่มต้นใช้งาน; getting started; มีฟังก์ชัน{,อะไรบ้าง}; แนะนำ{การ,}ใช้งาน; ฟีเจอร์; features; options
can_do: ทำ{อะไร,ไร}ได้{,บ้าง}; ถาม{อะไร,ไร}{บอท,}ได้{,บ้าง}; ช่วย{อะไร,ไร}ได้{,บ้าง};
    {what,how} can {you,i}{, do, ask, help}; ใช้ทำอะไร{,ได้}; สั่งอะไรได้{,บ้าง}; มีอะไรให้{ใช้,ถาม};
    ถามอะไร{,บอท}ได้; what do you do; ทำอะไรเป็น{,บ้าง}; ถามได้{อะไร,เรื่องอะไร}{,บ้าง};
    {พิมพ์,พิม,พูด,สั่ง,ขอ,ใช้}อะไรได้{,บ้าง}; ทำอะไรให้{,ได้}{,บ้าง};
    {ถาม,คุย}เรื่องอะไรได้{,บ้าง}; บอทนี้{คือ,ทำ}อะไร; เป็นบอทอะไร; ทำไรได้บ้าง; what are you
""")
"""Cue → the phrases that show it."""
