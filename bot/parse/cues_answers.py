"""The words of answers inside a dialogue, and of taking back.

``{a,b}`` is a choice, ``{I}`` a word list of ``bot/parse/table.py``;
``=`` before a phrase: every tone mark counts.
"""

from __future__ import annotations

from bot.parse.table import table

ANSWERS = table("""
yes: ยืนยัน{,การส่ง,ส่ง,ตามนี้}; =ใช่; =ใช่แล้ว; ตกลง{,ตามนี้}; โอเค{,เลย}; =โอเช; ok; okay; yes; yep;
    yeah; sure; confirm{,ed}; {,ส่ง,บันทึก,จัด,ทำ,เอา}{,ได้}เลย; ถูกต้อง{,แล้ว}; =ถูก; เห็นด้วย; ยินยอม;
    correct; right; =ได้เลย; =เอา; จัดไป; go ahead; send it; do it; save it; ตามนั้น; ตามนี้; อนุมัติ;
    เรียบร้อย{,ส่งได้}; ไม่มีแก้ไข; ส่งเลย; เอาตามนี้; =y; approve{,d}; that s right; =คอนเฟิร์ม; คอนเฟิม;
    ดำเนินการ{ได้,เลย,ต่อ}; แน่นอน; =ใช่ค่ะ; looks good; ส่งออกไป
no: ยกเลิก{,ก่อน,การส่ง,รายการ}; =ไม่; =ไม่ใช่; =ไม่เอา; =ไม่เอาแล้ว; ไม่{ต้อง,}{ส่ง,บันทึก}{,แล้ว};
    {,ยัง}ไม่{ต้อง,}{ส่ง,บันทึก,ยืนยัน}; cancel; no; nope; nah; stop; never mind; nevermind; abort;
    อย่าเพิ่ง{,ส่ง,บันทึก}; อย่าส่ง; =พอแล้ว; don t{, send, save}{, it,}; ไม่ตกลง; ไม่ยืนยัน;
    ไม่ถูก{,ต้อง}; เปลี่ยนใจ{,แล้ว}; หยุดก่อน; =เลิก; ออกจากเมนู; ไม่ทำแล้ว; ยกเลิกไปก่อน; forget it;
    =ไม่ครับ; =ไม่ค่ะ; not yet; cancel it; wrong; ไม่ได้; do not send; discard; quit; exit;
    ยังไม่{เอา,พร้อม}; แคนเซิล; ไว้ก่อน; ล้มเลิก; ไม่ละ
take_back: {,ขอ}ถอน{,คืน}; ดึง{,กลับ,คืน,รายงาน}; undo; เลิกทำ; ย้อนกลับ; take {it ,that ,}back; retract;
    เรียกคืน; revert; withdraw; roll back; เอา{,รายงาน}{คืน,กลับ,ออก}; ขอแก้คืน; ลบรายงาน; recall
undo: undo; เลิกทำ; {ถอน,ดึง,ยกเลิก,ลบ,เรียกคืน}{,การ}รายงาน;
    {ถอน,ดึงคืน,ดึงกลับ}{,อัน,ที่ส่ง,ที่รายงาน}{ล่าสุด,เมื่อกี้,ไปเมื่อกี้}; ย้อนกลับ{รายงาน,ล่าสุด};
    take back; retract; อันดู; รายงานผิด{,ข้อ}; {cancel,delete,remove} {,my ,the }last report
mistake: ผิด{,ข้อ,อัน,ไป,ตัว}; mistake; wrong; พลาด
""")
"""Cue → the phrases that show it."""
