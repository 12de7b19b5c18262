"""Buttons of drafts that are not, or not any more, of who taps them."""

from __future__ import annotations

from bot.store import people, queries
from bot.store.engine import writing
from tests.flows.office import actions


def test_who_reports_no_more_is_shown_no_draft_of_before(office):
    somchai = office.person("สมชาย", "ศส.")
    somchai.say("3.2 60% เชิญวิทยากรแล้ว")
    (member,) = office.members()
    with writing(office.engine) as session:
        people.end_post(session, member.posts[0].membership_id, office.now())
        queries.advance(session, office.agency_id)
    somchai.want("confirm", dialogue=99)
    assert "เชิญวิทยากรแล้ว" not in somchai.card
    assert "ลงทะเบียน" in somchai.card


def test_in_a_group_nobody_confirms_with_somebody_elses_button(office):
    one, two = office.person("สมชาย", "ศส."), office.person("อารี", "ศส.")
    line = office.stage.line
    group = line.group("กลุ่ม", [one.line, two.line])
    line.ask(one.line, "@ITA 3.2 60%", group)
    button = next(
        each
        for message in line.sent(group)
        for each in actions(message.content)
        if each.get("label") == "ยืนยัน"
    )
    line.ask(two.line, "@ITA 3.3 40%", group)

    def tap(person):
        before = len(line.sent(group))
        line.deliver(line.tap(person.line, button, group))
        line.wait_sent(group, before + 1)

    tap(two)
    assert office.reports("3.3") == []
    tap(one)
    assert [each.percent for each in office.reports("3.2")] == [60]
