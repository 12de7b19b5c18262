"""How the whole plan gets on, what was reported on a measure, and its evidence."""

from __future__ import annotations


def test_administrators_see_all_of_it(desk, somchai):
    admin = desk.person("ผู้ดูแล", "กย.", role="admin")
    for measure, percent in (("3.1", 90), ("3.2", 60)):
        desk.file(somchai, f"{measure} {percent}%")
    desk.press(admin, "overview")
    assert "ความคืบหน้าตามแผน" in admin.heard
    assert "47 มาตรการ" in admin.heard
    for words in ("แยกตามประเด็น", "แยกตามหน่วยงาน", "ไม่มีรายงานเกิน 14 วัน", "หน่วยงานที่ยังไม่มีผู้ลงทะเบียน"):
        assert words in admin.card
    assert "เกินกำหนด" in admin.card
    desk.press(admin, "overview", unit="ศส.")
    assert "ความคืบหน้า ศส." in admin.card


def test_heads_see_what_their_units_own(desk):
    head = desk.person("หัวหน้า", "ศส.", role="head")
    desk.press(head, "overview")
    assert "ความคืบหน้า ศส." in head.card
    assert "กร.2" not in head.card
    desk.press(head, "overview", unit="กย.")
    assert "ภาพรวม" in head.heard
    assert "ความคืบหน้า กย." not in head.card


def test_staff_do_not_see_the_overview(desk, somchai):
    desk.press(somchai, "overview")
    assert "ภาพรวม" in somchai.heard


def test_reviewers_see_what_is_at_risk_and_overdue(desk):
    reviewer = desk.person("มาลี", "กย.", role="reviewer")
    desk.pass_time(days=20)
    desk.press(reviewer, "overview", issue=3)
    assert "เสี่ยงไม่ทัน 4" in reviewer.heard
    assert "ผู้ลงทะเบียน" not in reviewer.labels
    desk.pass_time(days=10)
    desk.press(reviewer, "overview", issue=3)
    assert "เกินกำหนด 4" in reviewer.heard
    desk.press(reviewer, "overview", issue=9)
    assert "9" in reviewer.heard


def test_a_unit_that_reported_lately_is_not_silent(desk, somchai):
    head = desk.person("หัวหน้า", "ศส.", role="head")
    desk.press(head, "overview", issue=3)
    assert "ยังไม่เคยรายงาน" in head.card
    for number in range(1, 5):
        desk.file(somchai, f"3.{number} 50%")
    desk.press(head, "overview", issue=3)
    assert "ไม่มีรายงานเกิน 14 วัน" not in head.card
    desk.pass_time(days=14)
    desk.press(head, "overview", issue=3)
    assert "ล่าสุด 1 เม.ย. 2567" in head.card


def test_the_history_of_a_measure_is_shown_newest_first(desk, somchai):
    malee = desk.person("มาลี", "กย.", role="reviewer")
    desk.file(somchai, "3.2 40% เริ่มแล้ว")
    report = desk.file_whole(somchai, "3.2", malee)
    desk.press(malee, "progress.return", report=report)
    malee.say("ยังไม่ครบ")
    malee.tap("ส่งคืนรายงาน")
    desk.press(malee, "progress.history", measure="3.2")
    assert malee.card.index("ส่งคืน") < malee.card.index("เริ่มแล้ว")
    assert "ยังไม่ครบ" in malee.card
    desk.press(malee, "progress.history", measure="9.9")
    assert "9.9" in malee.heard
    desk.press(malee, "progress.history", measure="3.3")
    assert "ยังไม่มีผู้รายงาน" in malee.card
    desk.press(malee, "progress.history")
    assert "มาตรการใด" in malee.heard


def test_a_long_history_has_pages(desk, somchai):
    for percent in range(10, 80, 10):
        desk.file(somchai, f"3.2 {percent}%")
    desk.press(somchai, "progress.history", measure="3.2")
    assert "1–6 จาก 7" in somchai.card
    somchai.tap("ดูเพิ่ม")
    assert "7–7 จาก 7" in somchai.card
    assert "10%" in somchai.card


def test_the_evidence_of_a_measure_is_listed(desk, somchai):
    desk.file(somchai, "3.2 50% ดูที่ https://www.diw.go.th/news/5")
    somchai.send(desk.stage.line.image(somchai.line, b"\xff\xd8\xff\xe0" + b"1" * 100))
    desk.press(somchai, "evidence.list", measure="3.2")
    assert "หลักฐานมาตรการ 3.2" in somchai.heard
    for words in ("ภาพถ่าย", "ลิงก์", "https://www.diw.go.th/news/5"):
        assert words in somchai.card
    desk.press(somchai, "evidence.list")
    assert "มาตรการใด" in somchai.heard
    desk.press(somchai, "evidence.list", measure="3.3")
    assert "ยังไม่มีหลักฐาน" in somchai.card


def test_whoever_is_linked_sees_how_far_each_owner_is(desk, somchai):
    desk.file(somchai, "3.2 60%")
    somchai.say("มาตรการ 3.2")
    assert "ความคืบหน้ารายหน่วยงาน" in somchai.card
    assert "ยังไม่มีรายงาน" in somchai.card
    assert "รายงาน 3.2" in somchai.labels
    other = desk.person("คนอื่น", "กร.1")
    other.say("มาตรการ 3.2")
    assert "60%" in other.card
    assert "รายงาน 3.2" not in other.labels
    assert "ประวัติรายงาน 3.2" in other.labels


def test_a_measure_of_every_unit_is_done_when_each_has_done_its_part(desk):
    """Every unit of the agency together stands for all of them, and has nothing to report itself."""
    somebody = desk.person("ใครก็ได้", "กร.2")
    somebody.say("มาตรการ 7.1")
    _, _, shares = somebody.card.partition("ความคืบหน้ารายหน่วยงาน")
    assert "กร.2" in shares
    assert "ทุกหน่วยงาน" not in shares
