"""From the card in the chat to the photo: who is shown the card may see what was sent in, and nobody else."""

from __future__ import annotations

import pytest

from bot.evidence import links
from bot.store import channels, conversations, inbox, people
from bot.store.engine import writing
from bot.store.tables import Agency, Unit
from tests.evidence import files
from tests.flows.desk import Desk
from tests.flows.office import NOTICE, actions
from tests.flows.test_trouble import wait_for

DATA = files.photo()


@pytest.fixture
def desk(public_stage):
    return Desk(public_stage)


def report(desk, somchai, data=DATA):
    """Report with a photo, which is kept by the end."""
    somchai.say("3.2 100%")
    somchai.send(desk.stage.line.image(somchai.line, data))
    somchai.tap("ยืนยัน")
    wait_for(lambda: [one.state for one in desk.all_evidence()] == ["kept"])


def of_another_agency(desk, name):
    """Bring in somebody who is registered, but elsewhere."""
    staff = desk.stranger(name)
    with writing(desk.engine) as session:
        session.add(agency := Agency(code="x", name_th="x", short_th="x"))
        session.flush()
        session.add(unit := Unit(agency_id=agency.id, position=1, abbr="ศส."))
        session.flush()
        channel = inbox.identity(channels.default(session).id)
        contact = conversations.new_contact(session, channel, staff.line.user_id)
        of = {"agency_id": agency.id, "contact_id": contact, "unit_id": unit.id, "role": "reviewer"}
        people.link(session, **of, notice_version=NOTICE, now=desk.now())
    return staff


def addresses(staff):
    """Return what can be opened from the last answer."""
    return [
        each["uri"] for message in staff.got for each in actions(message.content) if each["type"] == "uri"
    ]


def test_a_reviewer_opens_what_was_sent_in(desk):
    somchai, malee = desk.person("สมชาย", "ศส."), desk.person("มาลี", "กย.", role="reviewer")
    report(desk, somchai)
    desk.hears(malee, 1)
    desk.press(malee, "progress.review")
    malee.tap("หลักฐานมาตรการ 3.2")
    (link,) = addresses(malee)
    answer = desk.stage.open(link)
    assert (answer.status_code, answer.content) == (200, DATA)
    assert answer.headers["content-type"] == "image/jpeg"
    desk.pass_time(days=364)
    assert desk.stage.open(link).status_code == 200
    desk.pass_time(days=1)
    assert desk.stage.open(link).status_code == 404


def test_a_changed_link_opens_nothing(desk):
    somchai = desk.person("สมชาย", "ศส.")
    report(desk, somchai)
    desk.press(somchai, "evidence.list", measure="3.2")
    (link,) = addresses(somchai)
    token = link.rpartition("/")[2]
    number, end, signature = token.split(".")
    for wrong in (
        f"1{number}.{end}.{signature}",
        f"{number}.{end[:-1]}z.{signature}",
        f"{number}.{end}.{signature[::-1]}",
    ):
        assert desk.stage.open(link.replace(token, wrong)).status_code == 404
    assert desk.stage.open(link.replace(links.PATH, links.OWN_DATA)).status_code == 404


def test_what_is_taken_back_is_shown_to_nobody(desk):
    somchai = desk.person("สมชาย", "ศส.")
    report(desk, somchai)
    desk.press(somchai, "evidence.list", measure="3.2")
    (link,) = addresses(somchai)
    somchai.say("ยกเลิกรายงานล่าสุด")
    assert desk.stage.open(link).status_code == 404
    desk.press(somchai, "evidence.list", measure="3.2")
    assert addresses(somchai) == []


def test_who_is_nobody_here_or_of_another_agency_gets_no_link(desk):
    somchai = desk.person("สมชาย", "ศส.")
    report(desk, somchai)
    stranger = desk.stranger("ใคร")
    stranger.press(desk.action("evidence.list", measure="3.2"))
    assert addresses(stranger) == []
    colleague = of_another_agency(desk, "มาณี")
    colleague.press(desk.action("evidence.list", measure="3.2"))
    assert addresses(colleague) == []


def test_a_group_is_given_no_link(desk):
    """There others read along, and whoever has a link sees what it is for."""
    somchai = desk.person("สมชาย", "ศส.")
    report(desk, somchai)
    line = desk.stage.line
    group = line.group("กลุ่ม", [somchai.line])
    (said,) = line.ask(somchai.line, "@ITA หลักฐาน 3.2", group)
    assert "ภาพถ่าย" not in said.text
    assert [each for each in actions(said.content) if each["type"] == "uri"] == []
