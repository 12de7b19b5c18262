"""Somebody else checks what was reported: the queue, accepting, returning, and who is told."""

from __future__ import annotations

import pytest

from tests.flows.office import picture


@pytest.fixture
def malee(desk):
    """Somebody who reviews."""
    return desk.person("มาลี", "กย.", role="reviewer")


def test_a_report_is_done_when_somebody_of_another_unit_accepts_it(desk, somchai, malee):
    desk.file(somchai, "3.2 100% เผยแพร่ครบแล้ว")
    assert desk.share("3.2", "ศส.") == (100, False)
    assert "มีรายงานรอคุณตรวจ" in desk.hears(malee, 1)
    malee.tap("รายงานที่รอตรวจ")
    for words in ("มาตรการ 3.2 · ศส.", "เผยแพร่ครบแล้ว", "1 เม.ย. 2567 09:00 น."):
        assert words in malee.card
    assert "ครบ 100% แต่ยังไม่มีหลักฐาน" in malee.card
    malee.tap("รับรอง")
    assert malee.heard.startswith("รับรองแล้ว: มาตรการ 3.2 · ศส.")
    assert "ไม่มีรายการอื่นรอคุณพิจารณา" in malee.card
    assert desk.share("3.2", "ศส.") == (100, True)
    (report,) = desk.reports()
    assert (report.state, report.decided_at) == ("accepted", desk.stage.clock())
    assert "ได้รับการรับรองแล้ว" in desk.hears(somchai, 3)
    filed, accepted = desk.deeds()
    assert (filed[0], accepted[0]) == ("report.file", "report.accept")
    assert accepted[2] == report.person_id != accepted[1]
    malee.tap("มาตรการ 3.2")
    assert "✓ รับรองแล้ว" in malee.card


def test_returning_needs_a_reason_which_goes_to_who_reported(desk, somchai, malee):
    desk.file(somchai, "3.2 60%")
    desk.file_whole(somchai, "3.2", malee)
    desk.press(malee, "progress.review")
    malee.tap("ส่งคืนพร้อมเหตุผล")
    assert "เหตุผลที่ส่งคืนรายงาน" in malee.heard
    assert desk.share("3.2", "ศส.") == (100, False)
    malee.say("e14 ได้เท่าไหร่")
    assert "94.14" in malee.heard
    assert "เหตุผล" in malee.heard
    malee.say("ไม่ครบถ้วน ขอภาพใหม่")
    assert "ไม่ครบถ้วน ขอภาพใหม่" in malee.card
    assert desk.reports()[0].state == "filed"
    malee.tap("ส่งคืนรายงาน")
    assert malee.heard.startswith("ส่งคืนแล้ว: มาตรการ 3.2 · ศส.")
    assert desk.share("3.2", "ศส.") == (60, False)
    assert (desk.reports()[0].state, desk.reports()[0].reason) == ("returned", "ไม่ครบถ้วน ขอภาพใหม่")
    assert "ไม่ครบถ้วน ขอภาพใหม่" in desk.hears(somchai, 5)
    somchai.tap("รายงานอีกครั้ง")
    assert "3.2" in somchai.heard
    desk.press(malee, "progress.review")
    assert "ไม่มีรายการรอตรวจ" in malee.card


def test_the_reason_is_not_asked_for_any_more_after_cancelling(desk, somchai, malee):
    report = desk.file_whole(somchai, "3.2", malee)
    desk.press(malee, "progress.return", report=report)
    malee.say("ยกเลิก")
    assert "ยกเลิกแล้ว" in malee.heard
    malee.say("คะแนนรวม")
    assert desk.reports()[0].state == "filed"


def test_whoever_takes_a_reason_back_finds_it_erased(desk, somchai, malee):
    report = desk.file_whole(somchai, "3.2", malee)
    desk.press(malee, "progress.return", report=report)
    said = desk.stage.line.text(malee.line, "ภาพไม่ชัดเลย")
    malee.send(said)
    malee.tap("ส่งคืนรายงาน")
    assert desk.reports()[0].reason == "ภาพไม่ชัดเลย"
    desk.unsend(malee, said)
    assert (desk.reports()[0].state, desk.reports()[0].reason) == ("returned", None)


def test_a_reason_taken_back_before_it_was_sent_is_sent_to_nobody(desk, somchai, malee):
    report = desk.file_whole(somchai, "3.2", malee)
    desk.press(malee, "progress.return", report=report)
    said = desk.stage.line.text(malee.line, "ภาพไม่ชัดเลย")
    malee.send(said)
    old = malee.button("ส่งคืนรายงาน")
    desk.unsend(malee, said)
    malee.press(old)
    assert (desk.reports()[0].state, desk.reports()[0].reason) == ("filed", None)


def test_a_reason_is_put_differently_before_it_is_sent(desk, somchai, malee):
    report = desk.file_whole(somchai, "3.2", malee)
    desk.press(malee, "progress.return", report=report)
    malee.say("ภาพไม่ชัดเลย")
    old = malee.button("ส่งคืนรายงาน")
    malee.say("ขอคู่มือฉบับจริง")
    malee.press(old)
    assert "ขอคู่มือฉบับจริง" in malee.card
    assert desk.reports()[0].state == "filed"
    malee.say("ยืนยัน")
    assert (desk.reports()[0].state, desk.reports()[0].reason) == ("returned", "ขอคู่มือฉบับจริง")
    malee.press(old)
    assert "ส่งคืนแล้ว" not in malee.heard


def test_what_is_asked_meanwhile_is_no_reason(desk, somchai, malee):
    report = desk.file_whole(somchai, "3.2", malee)
    desk.press(malee, "progress.return", report=report)
    for words in ("หลักฐาน 3.2", "รอตรวจ", "คืบหน้า", "ขอบคุณครับ", "สวัสดี"):
        malee.say(words)
        assert "เหตุผล" in malee.heard
        assert desk.reports()[0].state == "filed"


def test_a_unit_does_not_review_itself(desk, somchai):
    colleague = desk.person("อารี", "ศส.", role="reviewer")
    report = desk.file_whole(somchai, "3.2")
    desk.press(colleague, "progress.review")
    assert "ไม่มีรายการรอตรวจ" in colleague.card
    desk.press(colleague, "progress.accept", report=report)
    assert "ผู้ตรวจ" in colleague.heard
    assert desk.share("3.2", "ศส.") == (100, False)


def test_who_reports_for_a_unit_does_not_review_it_for_another(desk, somchai):
    both = desk.person("วิชัย", "ศส.")
    desk.join(both, "กย.", role="reviewer")
    report = desk.file_whole(somchai, "3.2")
    desk.press(both, "progress.review")
    assert "ไม่มีรายการรอตรวจ" in both.card
    desk.press(both, "progress.accept", report=report)
    assert "ผู้ตรวจ" in both.heard
    assert desk.share("3.2", "ศส.") == (100, False)


def test_nobody_reviews_a_report_of_their_own(desk):
    both = desk.person("วิชัย", "ศส.")
    desk.join(both, "กย.", role="reviewer")
    report = desk.file_whole(both, "3.2")
    desk.press(both, "progress.review")
    assert "รายงานของคุณเองอีก 1 รายการ" in both.card
    desk.press(both, "progress.accept", report=report)
    assert "รายงานนี้เป็นของคุณเอง" in both.card
    assert desk.share("3.2", "ศส.") == (100, False)


def test_staff_do_not_review(desk, somchai, malee):
    report = desk.file_whole(somchai, "3.2", malee)
    for name in ("progress.review", "progress.accept", "progress.return"):
        desk.press(somchai, name, **({} if name == "progress.review" else {"report": report}))
        assert "การตรวจรายงาน" in somchai.heard
    assert desk.reports()[0].state == "filed"


def test_strangers_see_nothing_of_it(desk, somchai, malee):
    report = desk.file_whole(somchai, "3.2", malee)
    stranger = desk.stranger("คนแปลกหน้า")
    for name, slots in (
        ("progress.review", {}),
        ("progress.accept", {"report": report}),
        ("progress.history", {"measure": "3.2"}),
        ("evidence.list", {"measure": "3.2"}),
        ("overview", {}),
        ("deadline.extend", {"measure": "3.2"}),
        ("deadline.grant", {"extension": 1}),
    ):
        desk.press(stranger, name, **slots)
        assert "ลงทะเบียน" in stranger.card
    stranger.say("มาตรการ 3.2")
    assert "ความคืบหน้ารายหน่วยงาน" not in stranger.card


def test_two_reviewers_who_tap_at_once_do_not_both_decide(desk, somchai, malee):
    other = desk.person("ประยุทธ", "กร.1", role="reviewer")
    report = desk.file_whole(somchai, "3.2", malee, other)
    line = desk.stage.line
    taps = [line.tap(one.line, desk.action("progress.accept", report=report)) for one in (malee, other)]
    for tap in taps:
        line.deliver(tap)
    said = [desk.hears(one, 2) for one in (malee, other)]
    assert sum("ส่วนของหน่วยงานนี้นับว่าแล้วเสร็จ" in one for one in said) == 1
    assert sum("ไม่มีเรื่องต้องพิจารณาแล้ว" in one for one in said) == 1
    assert [action for action, *_ in desk.deeds()].count("report.accept") == 1
    desk.hears(somchai, 3)


def test_a_second_tap_changes_nothing_and_says_how_it_stands(desk, somchai, malee):
    report = desk.file_whole(somchai, "3.2", malee)
    for _ in range(2):
        desk.press(malee, "progress.accept", report=report)
    assert "รับรองแล้ว เมื่อ 1 เม.ย. 2567 09:00 น." in malee.card
    desk.press(malee, "progress.return", report=report)
    assert "ไม่มีเรื่องต้องพิจารณาแล้ว" in malee.card
    assert desk.share("3.2", "ศส.") == (100, True)
    assert len(desk.deeds()) == 2


def test_what_was_taken_back_cannot_be_accepted(desk, somchai, malee):
    report = desk.file_whole(somchai, "3.2", malee)
    desk.press(somchai, "undo")
    desk.press(malee, "progress.accept", report=report)
    assert "ถอนแล้ว" in malee.card
    assert desk.share("3.2", "ศส.") is None


def test_only_the_last_report_of_a_unit_waits(desk, somchai, malee):
    colleague = desk.person("อารี", "ศส.")
    first = desk.file_whole(somchai, "3.2", malee)
    second = desk.file_whole(colleague, "3.2")
    desk.press(malee, "progress.review")
    assert malee.heard.startswith("รอคุณพิจารณา 1 รายการ")
    desk.press(malee, "progress.accept", report=first)
    assert "มีรายงานฉบับใหม่กว่า" in malee.card
    desk.press(malee, "progress.accept", report=second)
    assert desk.share("3.2", "ศส.") == (100, True)


def test_a_button_that_was_made_up_is_answered(desk, malee):
    for slots in ({"report": 999}, {"report": "x"}, {"report": -1}, {"report": 2**40}, {}):
        desk.press(malee, "progress.accept", **slots)
        assert "ปุ่ม" in malee.heard


def test_where_heads_accept_it_is_the_units_own_head(desk, somchai, malee):
    desk.by_heads()
    head, other = desk.person("หัวหน้า", "ศส.", role="head"), desk.person("หัวหน้าอื่น", "กย.", role="head")
    report = desk.file_whole(somchai, "3.2", head)
    for nobody in (malee, other):
        desk.press(nobody, "progress.accept", report=report)
        assert desk.reports()[0].state == "filed"
    desk.press(head, "progress.review")
    head.tap("รับรอง")
    assert desk.share("3.2", "ศส.") == (100, True)


def test_where_heads_accept_an_administrator_accepts_what_a_head_reports(desk, somchai):
    desk.by_heads()
    head, admin = desk.person("หัวหน้า", "ศส.", role="head"), desk.person("ผู้ดูแล", "กย.", role="admin")
    desk.file_whole(somchai, "3.2", head)
    assert desk.count(admin) == 0
    own = desk.file_whole(head, "3.1", admin)
    desk.press(head, "progress.accept", report=own)
    assert desk.share("3.1", "ศส.") == (100, False)
    desk.press(admin, "progress.accept", report=own)
    assert desk.share("3.1", "ศส.") == (100, True)


def test_everybody_is_told_in_their_own_language(desk, somchai, malee):
    somchai.say("English please")
    somchai.say("3.2 100%")
    somchai.tap("Confirm")
    assert "มีรายงานรอคุณตรวจ" in desk.hears(malee, 1)
    malee.tap("รายงานที่รอตรวจ")
    malee.tap("รับรอง")
    assert "Your report on measure 3.2 was accepted" in desk.hears(somchai, 4)


def test_reviewers_are_told_of_the_first_report_that_waits_and_not_of_each(desk, somchai, malee):
    desk.file(somchai, "3.1 50%")
    first = desk.file_whole(somchai, "3.2", malee)
    desk.file_whole(somchai, "3.3")
    desk.press(malee, "progress.accept", report=first)
    assert "ยังรอคุณพิจารณาอีก 1 รายการ" in malee.card
    assert desk.count(malee) == 2
    desk.hears(somchai, 7)
    desk.press(malee, "progress.review")
    malee.tap("รับรอง")
    desk.hears(somchai, 8)
    desk.file_whole(somchai, "3.4", malee)
    assert "3.4" in malee.card


def test_evidence_that_came_later_is_seen(desk, somchai, malee):
    desk.file_whole(somchai, "3.2", malee)
    somchai.send(desk.stage.line.image(somchai.line, b"\xff\xd8\xff\xe0" + b"1" * 100))
    desk.press(malee, "progress.review")
    assert "ครบ 100% แต่ยังไม่มีหลักฐาน" not in malee.card
    assert "1 ไฟล์" in malee.card


def test_evidence_that_is_gone_is_missed(desk, somchai, malee):
    photo = desk.stage.line.image(somchai.line, picture(1))
    somchai.send(photo)
    desk.file_whole(somchai, "3.2", malee)
    desk.press(malee, "progress.review")
    assert "ครบ 100% แต่ยังไม่มีหลักฐาน" not in malee.card
    desk.unsend(somchai, photo)
    desk.press(malee, "progress.review")
    assert "ครบ 100% แต่ยังไม่มีหลักฐาน" in malee.card
    desk.press(malee, "progress.history", measure="3.2")
    assert "ครบ 100% แต่ยังไม่มีหลักฐาน" in malee.card


def test_a_long_queue_has_pages(desk, somchai, malee):
    for measure in ("3.1", "3.2", "3.3", "3.4"):
        desk.file_whole(somchai, measure)
    for measure in ("2.4", "2.5", "1.1"):
        desk.file_whole(somchai, measure)
    desk.hears(malee, 1)
    desk.press(malee, "progress.review")
    assert "1–5 จาก 7" in malee.card
    assert malee.card.index("มาตรการ 3.1") < malee.card.index("มาตรการ 2.4")
    malee.tap("ดูเพิ่ม")
    assert "6–7 จาก 7" in malee.card
    assert "มาตรการ 1.1" in malee.card
