"""Reporting progress by chat, from the sentence to what the measure shows."""

from __future__ import annotations

import pytest

FILED = "บันทึกแล้ว"


def facts(report):
    return str(report.measure), report.unit, report.percent, report.note, report.state


# --- one sentence, one tap ------------------------------------------------------------------------------


def test_a_sentence_becomes_a_report_with_one_tap(office, somchai):
    somchai.say("3.2 60% จัดทำคู่มือแล้ว")
    assert "โปรดยืนยันรายงาน: มาตรการ 3.2 ความก้าวหน้า 60%" in somchai.heard
    assert "จัดทำคู่มือแล้ว" in somchai.card
    assert office.reports() == []
    somchai.tap("ยืนยัน")
    assert somchai.heard.startswith(FILED)
    assert [facts(one) for one in office.reports()] == [("3.2", "ศส.", 60, "จัดทำคู่มือแล้ว", "filed")]
    assert office.share("3.2", "ศส.") == (60, False)
    somchai.say("มาตรการ 3.2")
    assert "20% done" in somchai.card or "ความก้าวหน้า 20%" in somchai.card or "20%" in somchai.card


def test_yes_in_words_confirms_too(office, somchai):
    somchai.say("3.2 60%")
    somchai.say("ใช่ครับ")
    assert somchai.heard.startswith(FILED)
    assert len(office.reports()) == 1


def test_several_measures_make_one_draft(office, somchai):
    somchai.say("3.1 100%")
    somchai.say("มาตรการ 3.2 60% ประชุมแล้ว")
    assert "มาตรการ 3.1 ความก้าวหน้า 100%" in somchai.heard
    assert "มาตรการ 3.2 ความก้าวหน้า 60%" in somchai.heard
    somchai.tap("ยืนยัน")
    (first,) = office.reports("3.1")
    (second,) = office.reports("3.2")
    assert first.filing == second.filing
    assert "รับรองโดย" in somchai.card


def test_several_measures_in_one_message(office):
    everywhere = office.person("มานี", "ศส.", "กย.")
    everywhere.say("3.1 3.2 เสร็จแล้ว 5.3 ครึ่งหนึ่ง")
    assert "3.1 ความก้าวหน้า 100%, มาตรการ 3.2 ความก้าวหน้า 100%, มาตรการ 5.3 ความก้าวหน้า 50%" in everywhere.heard
    everywhere.tap("ยืนยัน")
    assert [one.percent for measure in ("3.1", "3.2", "5.3") for one in office.reports(measure)] == [
        100,
        100,
        50,
    ]


def test_of_several_measures_those_of_others_are_left_out(office, somchai):
    somchai.say("3.1 20% 5.3 ครึ่งหนึ่ง")
    assert "มาตรการ 5.3 อยู่ในความรับผิดชอบของ กย." in somchai.heard
    assert "มาตรการ 3.1 ความก้าวหน้า 20%" in somchai.heard
    somchai.tap("ยืนยัน")
    assert len(office.reports("3.1")) == 1
    assert office.reports("5.3") == []


def test_saying_it_anew_changes_the_draft(office, somchai):
    somchai.say("3.2 60%")
    somchai.say("3.2 70%")
    somchai.tap("ยืนยัน")
    assert [one.percent for one in office.reports()] == [70]


def test_words_without_a_figure_become_the_note(office, somchai):
    somchai.say("3.2 60%")
    somchai.say("ได้ส่งร่างคู่มือให้ผู้บริหารพิจารณาแล้ว")
    assert "ได้ส่งร่างคู่มือให้ผู้บริหารพิจารณาแล้ว" in somchai.card
    somchai.tap("ยืนยัน")
    assert [one.note for one in office.reports()] == ["ได้ส่งร่างคู่มือให้ผู้บริหารพิจารณาแล้ว"]


# --- what is missing is asked for -----------------------------------------------------------------------


def test_what_is_missing_is_asked_for(office, somchai):
    somchai.say("รายงานความคืบหน้า")
    assert "รายงานมาตรการใด" in somchai.heard
    somchai.say("3.2")
    assert "มาตรการ 3.2 ดำเนินการไปแล้วร้อยละเท่าใด" in somchai.heard
    somchai.say("๖๐")
    assert "มาตรการ 3.2 ความก้าวหน้า 60%" in somchai.heard
    somchai.tap("ยืนยัน")
    assert [one.percent for one in office.reports()] == [60]


def test_what_is_missing_can_be_tapped(office, somchai):
    somchai.say("รายงาน")
    measure = next(label for label in somchai.labels if label.endswith("3.2"))
    somchai.tap(measure)
    (half,) = [label for label in somchai.labels if "50" in label]
    somchai.tap(half)
    somchai.tap("ยืนยัน")
    assert [one.percent for one in office.reports()] == [50]


def test_somebody_of_two_units_says_for_which(office):
    both = office.person("มานี", "ศส.", "สล.")
    both.say("3.2 60%")
    assert "รายงานในนามหน่วยใด" in both.heard
    both.tap(next(label for label in both.labels if "สล." in label))
    both.tap("ยืนยัน")
    assert [one.unit for one in office.reports()] == ["สล."]


@pytest.mark.parametrize("said", ["160%", "-5%"])
def test_a_percentage_that_is_none_is_explained(office, somchai, said):
    somchai.say(f"3.2 {said}")
    assert "0 ถึง 100" in somchai.heard
    somchai.say("60")
    somchai.tap("ยืนยัน")
    assert [one.percent for one in office.reports()] == [60]


# --- who may --------------------------------------------------------------------------------------------


def test_a_stranger_is_told_how_to_register(stage, office):
    assert "ลงทะเบียน" in stage.ask("3.2 60%").text
    assert office.reports() == []


def test_a_measure_of_others_is_theirs(office):
    other = office.person("วิชัย", "กย.")
    other.say("3.2 60%")
    assert "อยู่ในความรับผิดชอบของ" in other.heard
    other.say("ยืนยัน")
    assert office.reports() == []


def test_an_auditor_reports_nothing(office):
    auditor = office.person("อรุณ", "ศส.", role="auditor")
    auditor.say("3.2 60%")
    assert "เจ้าหน้าที่" in auditor.card
    assert office.reports() == []


# --- in the middle of it --------------------------------------------------------------------------------


def test_a_question_in_the_middle_is_answered_and_the_draft_stays(office, somchai):
    somchai.say("3.2 60%")
    somchai.say("คะแนนรวมเท่าไหร่")
    assert "98.90" in somchai.heard
    assert "รายงานมาตรการ 3.2 ยังไม่ได้ส่ง" in somchai.heard
    somchai.tap("ยืนยัน")
    assert [one.percent for one in office.reports()] == [60]


def test_it_can_be_cancelled_anywhere(office, somchai):
    somchai.say("3.2 60%")
    somchai.say("ยกเลิก")
    assert "ยังไม่ได้ส่งรายงาน" in somchai.heard
    somchai.say("ยืนยัน")
    assert office.reports() == []


def test_a_stale_button_says_so_and_offers_the_fresh_one(office, somchai):
    somchai.say("3.2 60%")
    stale = somchai.button("ยืนยัน")
    somchai.say("3.2 80%")
    somchai.press(stale)
    assert "รายการก่อนหน้า" in somchai.heard
    assert "ความก้าวหน้า 80%" in somchai.heard
    assert office.reports() == []
    somchai.tap("ยืนยัน")
    assert [one.percent for one in office.reports()] == [80]


def test_a_second_tap_does_nothing_twice(office, somchai):
    somchai.say("3.2 60%")
    confirm = somchai.button("ยืนยัน")
    somchai.press(confirm)
    somchai.press(confirm)
    assert "บันทึกไว้แล้ว" in somchai.heard
    assert len(office.reports()) == 1


def test_a_button_of_a_cancelled_draft_is_over(office, somchai):
    somchai.say("3.2 60%")
    confirm = somchai.button("ยืนยัน")
    somchai.tap("ยกเลิก")
    somchai.press(confirm)
    assert "ปุ่มนี้ใช้ไปแล้ว" in somchai.heard
    assert office.reports() == []


def test_a_draft_of_yesterday_is_over(office, somchai):
    somchai.say("3.2 60%")
    office.pass_time(hours=25)
    somchai.say("ยืนยัน")
    assert office.reports() == []


def test_two_people_have_two_drafts(office, somchai):
    other = office.person("มานี", "สล.")
    somchai.say("3.2 60%")
    other.say("3.2 30%")
    somchai.tap("ยืนยัน")
    other.tap("ยืนยัน")
    assert {(one.unit, one.percent) for one in office.reports()} == {("ศส.", 60), ("สล.", 30)}


def test_two_people_of_a_unit_report_at_once(stage, office, somchai):
    """Both taps arrive in one webhook: both are filed, and the later one says how the unit stands."""
    other = office.person("มานี", "ศส.")
    somchai.say("3.2 60%")
    other.say("3.2 40%")
    taps = [stage.line.tap(one.line, one.button("ยืนยัน")) for one in (somchai, other)]
    before = [(one.line, len(stage.line.sent(one.line))) for one in (somchai, other)]
    stage.line.deliver(stage.line.bundle(*taps))
    for line, count in before:
        stage.line.wait_sent(line, count + 1)
    reports = office.reports()
    assert {one.percent for one in reports} == {40, 60}
    assert office.share("3.2", "ศส.") == (reports[0].percent, False)
    # Whichever came second knew of the first.
    assert ("lower" in reports[0].flags) == (reports[0].percent == 40)


# --- what stands out ------------------------------------------------------------------------------------


def test_what_stands_out_is_flagged_and_not_refused(office, somchai):
    somchai.say("3.2 60%")
    somchai.tap("ยืนยัน")
    office.pass_time(days=40)
    somchai.say("3.2 50%")
    assert "ต่ำกว่าที่เคยรายงาน" in somchai.card
    assert "รายงานหลังกำหนด" in somchai.card
    somchai.tap("ยืนยัน")
    assert office.reports()[0].flags == ("lower", "late")


def test_a_hundred_without_evidence_is_flagged(office, somchai):
    somchai.say("มาตรการ 3.2 เสร็จแล้ว")
    assert "ยังไม่มีหลักฐาน" in somchai.card
    somchai.tap("ยืนยัน")
    assert office.reports()[0].flags == ("no_evidence",)


def test_a_link_is_evidence(office, somchai):
    somchai.say("3.2 100% เผยแพร่แล้วที่ https://www.diw.go.th/ita/manual.pdf")
    assert "1 ลิงก์" in somchai.card
    somchai.tap("ยืนยัน")
    assert office.reports()[0].flags == ()


# --- taking back, correcting ----------------------------------------------------------------------------


def test_the_last_report_can_be_taken_back(office, somchai):
    somchai.say("3.2 40%")
    somchai.tap("ยืนยัน")
    somchai.say("3.2 60% ผิดข้อ")
    somchai.tap("ยืนยัน")
    somchai.say("ยกเลิกรายงานล่าสุด")
    assert "ถอนแล้ว" in somchai.heard
    last, first = office.reports()
    assert (last.state, last.percent, last.note) == ("withdrawn", None, None)
    assert first.state == "filed"
    assert office.share("3.2", "ศส.") == (40, False)


def test_a_day_later_it_cannot(office, somchai):
    somchai.say("3.2 40%")
    somchai.tap("ยืนยัน")
    office.pass_time(hours=25)
    somchai.say("ยกเลิกรายงานล่าสุด")
    assert "24 ชั่วโมง" in somchai.heard
    assert office.share("3.2", "ศส.") == (40, False)


def test_a_report_can_be_corrected(office, somchai):
    somchai.say("3.2 40% ร่างแรก")
    somchai.tap("ยืนยัน")
    somchai.press({"type": "postback", "data": '1|progress.edit|1|{"measure":"3.2","percent":45}'})
    assert "แก้ไขตามนี้ถูกต้องหรือไม่" in somchai.card
    somchai.tap("ยืนยัน")
    new, old = office.reports()
    assert (new.percent, new.note, old.state) == (45, "ร่างแรก", "replaced")
    assert office.share("3.2", "ศส.") == (45, False)


# --- unsending ------------------------------------------------------------------------------------------


def test_an_unsent_message_takes_its_draft_along(stage, office, somchai):
    said = stage.line.text(somchai.line, "3.2 60% ข้อความที่ไม่ควรเก็บ")
    somchai.send(said)
    stage.line.deliver(stage.line.unsend(said))
    somchai.say("ยืนยัน")
    assert "รอยืนยัน" in somchai.heard or "ไม่มี" in somchai.heard
    assert office.reports() == []
    assert not office.holds("ข้อความที่ไม่ควรเก็บ")


def test_an_unsent_message_takes_its_report_along(stage, office, somchai):
    said = stage.line.text(somchai.line, "3.2 60% ข้อความที่ไม่ควรเก็บ")
    somchai.send(said)
    somchai.tap("ยืนยัน")
    stage.line.deliver(stage.line.unsend(said))
    somchai.say("คะแนนรวม")  # handled after it
    (report,) = office.reports()
    assert (report.state, report.percent, report.note) == ("withdrawn", None, None)
    assert office.share("3.2", "ศส.") is None
    assert not office.holds("ข้อความที่ไม่ควรเก็บ")


# --- quoting --------------------------------------------------------------------------------------------


def test_quoting_a_card_says_which_measure(somchai):
    somchai.say("มาตรการ 3.2")
    somchai.say("เสร็จแล้ว", quote=somchai.got[0])
    assert "มาตรการ 3.2 ความก้าวหน้า 100%" in somchai.heard


def test_a_second_tap_on_undo_takes_nothing_else_back(office, somchai):
    for words in ("3.2 30%", "3.1 60%"):
        somchai.say(words)
        somchai.tap("ยืนยัน")
    undo = somchai.button("ถอนรายงานล่าสุด")
    for _ in range(2):
        somchai.press(undo)
    assert "ใช้ไปแล้ว" in somchai.heard
    assert [one.state for one in (*office.reports("3.2"), *office.reports("3.1"))] == ["filed", "withdrawn"]
    somchai.say("ถอนรายงานล่าสุด")
    assert office.reports("3.2")[0].state == "withdrawn"
