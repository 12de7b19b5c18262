"""Photos, files and recordings as evidence: before a report, with it, or after it."""

from __future__ import annotations

import pytest

from tests.flows.office import picture
from tests.flows.test_trouble import wait_for


@pytest.fixture
def somchai(office):
    """Somebody to whom the bot has said nothing yet."""
    return office.person("สมชาย", "ศส.")


def test_a_photo_before_the_report_belongs_to_it(stage, office, somchai):
    somchai.send(stage.line.image(somchai.line, picture(1)))
    assert "เป็นหลักฐานของมาตรการใด" in somchai.heard
    somchai.say("3.2 เสร็จแล้ว")
    assert "1 ไฟล์" in somchai.card
    somchai.tap("ยืนยัน")
    assert office.reports()[0].flags == ()
    assert len(office.evidence("3.2")) == 1


def test_a_photo_in_the_middle_is_read_back_with_the_draft(stage, office, somchai):
    somchai.say("3.2 100%")
    somchai.send(stage.line.image(somchai.line, picture(1)))
    assert "1 ไฟล์" in somchai.card
    assert "ยังไม่มีหลักฐาน" not in somchai.card
    somchai.tap("ยืนยัน")
    assert len(office.evidence("3.2")) == 1


def test_a_photo_after_the_report_belongs_to_it(stage, office, somchai):
    somchai.say("3.2 100%")
    somchai.tap("ยืนยัน")
    somchai.send(stage.line.image(somchai.line, picture(1)))
    assert "แนบกับรายงานมาตรการ 3.2" in somchai.heard
    assert len(office.evidence("3.2")) == 1


def test_a_photo_long_after_it_asks_what_it_shows(stage, office, somchai):
    somchai.say("3.2 60%")
    somchai.tap("ยืนยัน")
    office.pass_time(hours=2)
    somchai.send(stage.line.image(somchai.line, picture(1)))
    assert "เป็นหลักฐานของมาตรการใด" in somchai.heard
    assert office.evidence("3.2") == []


def test_a_photo_of_this_morning_is_not_of_this_afternoon(stage, office, somchai):
    somchai.send(stage.line.image(somchai.line, picture(1)))
    office.pass_time(hours=4)
    somchai.say("3.2 60%")
    somchai.tap("ยืนยัน")
    assert office.evidence("3.2") == []


def test_a_photo_that_was_read_back_is_filed_however_late_it_is_confirmed(stage, office, somchai):
    somchai.send(stage.line.image(somchai.line, picture(1)))
    somchai.say("3.2 100%")
    office.pass_time(hours=2)
    somchai.send(stage.line.image(somchai.line, picture(2)))
    assert "2 ไฟล์" in somchai.card
    office.pass_time(hours=2)
    somchai.tap("ยืนยัน")
    assert office.reports()[0].flags == ()
    assert len(office.evidence("3.2")) == 2


def test_whoever_cancels_is_told_what_becomes_of_the_photo(stage, office, somchai):
    somchai.say("3.2 100%")
    somchai.send(stage.line.image(somchai.line, picture(1)))
    somchai.tap("ยกเลิก")
    assert "รายงานฉบับถัดไป" in somchai.heard
    somchai.say("3.1 60%")
    somchai.tap("ยกเลิก")
    office.pass_time(hours=2)
    somchai.say("3.1 60%")
    somchai.tap("ยกเลิก")
    assert "รายงานฉบับถัดไป" not in somchai.heard


def test_ten_photos_out_of_order_are_answered_once(stage, office, somchai):
    photos = stage.line.images(somchai.line, [picture(number) for number in range(10)])
    for photo in photos[9:4:-1] + photos[:4]:
        stage.line.deliver(photo)
    somchai.send(photos[4])
    assert "10 ไฟล์" in somchai.heard
    assert len(stage.line.sent(somchai.line)) == 1
    somchai.say("3.2 60%")
    somchai.tap("ยืนยัน")
    assert [one.image_index for one in office.evidence("3.2")] == list(range(1, 11))


def test_a_file_keeps_its_name(stage, office, somchai):
    somchai.say("3.2 60%")
    somchai.send(stage.line.file(somchai.line, "คู่มือ.pdf", b"%PDF-1.7 ..."))
    somchai.tap("ยืนยัน")
    assert [(one.kind, one.name) for one in office.evidence("3.2")] == [("file", "คู่มือ.pdf")]


def test_a_stranger_s_photo_is_not_stored(stage, office):
    stranger = office.stranger("ผู้มาเยือน")
    stranger.send(stage.line.image(stranger.line, picture(1)))
    assert "ลงทะเบียน" in stranger.heard
    assert office.all_evidence() == []


def test_a_location_is_no_evidence(stage, office, somchai):
    somchai.send(stage.line.location(somchai.line, 13.75, 100.5))
    assert "รูปถ่าย" in somchai.heard
    assert office.all_evidence() == []


def test_an_unsent_photo_is_withdrawn(stage, office, somchai):
    photo = stage.line.image(somchai.line, picture(1))
    somchai.send(photo)
    stage.line.deliver(stage.line.unsend(photo))
    somchai.say("3.2 100%")
    assert "ยังไม่มีหลักฐาน" in somchai.card
    somchai.tap("ยืนยัน")
    assert [one.state for one in office.all_evidence()] == ["withdrawn"]


def test_taking_a_report_back_takes_its_evidence_along(stage, office, somchai):
    somchai.say("3.2 60%")
    somchai.send(stage.line.file(somchai.line, "ลับ.pdf", b"%PDF-1.7 ..."))
    somchai.tap("ยืนยัน")
    somchai.say("ยกเลิกรายงานล่าสุด")
    assert [(one.state, one.name) for one in office.all_evidence()] == [("withdrawn", None)]


# --- what becomes of it ---------------------------------------------------------------------------------


def states(office):
    return [(one.state, one.problem) for one in office.all_evidence()]


def test_it_is_fetched_at_once_and_kept(stage, office, somchai):
    somchai.send(stage.line.image(somchai.line, picture(1)))
    wait_for(lambda: states(office) == [("kept", None)])
    (kept,) = office.all_evidence()
    assert (kept.media_type, kept.size) == ("image/jpeg", len(picture(1)))


def test_the_same_picture_twice_is_flagged_and_kept(stage, office, somchai):
    for count in range(3):
        somchai.send(stage.line.image(somchai.line, picture(1)))
        wait_for(lambda: [state for state, _ in states(office)] == ["kept"] * (count + 1))  # noqa: B023
        if count == 1:  # sent twice before any report, it repeats nothing yet
            somchai.say("3.2 60%")
            somchai.tap("ยืนยัน")
    assert states(office) == [("kept", None), ("kept", None), ("kept", "alike")]


def test_a_program_that_is_called_a_picture_is_refused_and_its_sender_told(stage, office, somchai):
    somchai.send(stage.line.file(somchai.line, "ภาพ.jpg", b"MZ\x90\x00" + bytes(500)))
    stage.line.wait_sent(somchai.line, 2)
    told = stage.line.sent(somchai.line)[1]
    assert "ภาพ.jpg" in told.text
    assert "ไม่ใช่ชนิดที่รับเป็นหลักฐาน" in told.text
    assert states(office) == [("refused", "not_allowed")]


def test_a_picture_that_line_has_no_more_is_asked_for_again(stage, office, somchai):
    photo = stage.line.image(somchai.line, picture(1))
    stage.line.world.contents.clear()
    somchai.send(photo)
    stage.line.wait_sent(somchai.line, 2)
    assert "LINE ไม่มีไฟล์นี้แล้ว" in stage.line.sent(somchai.line)[1].text
    assert states(office) == [("gone", "gone")]


def test_a_photo_after_the_report_was_unsent_is_not_of_it(stage, office, somchai):
    said = stage.line.text(somchai.line, "3.2 60%")
    somchai.send(said)
    somchai.tap("ยืนยัน")
    stage.line.deliver(stage.line.unsend(said))
    somchai.send(stage.line.image(somchai.line, picture(1)))
    assert "เป็นหลักฐานของมาตรการใด" in somchai.heard
    assert office.evidence("3.2") == []


def test_a_photo_is_of_what_still_stands_of_a_filing(stage, office, somchai):
    reviewer = office.person("มาลี", "กย.", role="reviewer")
    somchai.say("3.2 100%")
    somchai.say("3.1 60%")
    somchai.tap("ยืนยัน")
    reviewer.want("progress.return", report=office.reports("3.2")[0].id)
    reviewer.say("ภาพไม่ชัดเลย")
    before = len(stage.line.sent(somchai.line))
    reviewer.tap("ส่งคืนรายงาน")
    stage.line.wait_sent(somchai.line, before + 1)
    somchai.send(stage.line.image(somchai.line, picture(1)))
    assert "แนบกับรายงานมาตรการ 3.1" in somchai.heard
    assert len(office.evidence("3.1")) == 1
