"""Pictures and files of a notice: sent while it is written, fetched at once, shown to whoever gets it."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from bot.store import evidence as rows
from bot.store import notices
from bot.store.engine import writing
from tests.evidence import files
from tests.flows.notices import NoticeDesk
from tests.flows.office import actions
from tests.flows.test_trouble import wait_for

if TYPE_CHECKING:
    from bot.simulator import Webhook
    from tests.flows.conftest import Stage
    from tests.flows.office import Staff

SAID = "ประกาศถึง กย.: ดูแผนผังที่แนบ"
PHOTO = files.photo()


def noise(side: int) -> bytes:
    """Return a picture that cannot be made small: two bytes and more a pixel."""
    made = io.BytesIO()
    Image.effect_noise((side, side), 120).convert("RGB").save(made, "PNG")
    return made.getvalue()


@pytest.fixture
def desk(public_stage: Stage) -> NoticeDesk:
    return NoticeDesk(public_stage)


@pytest.fixture
def admin(desk: NoticeDesk) -> Staff:
    admin: Staff = desk.person("อารี", "ศส.", role="admin")
    desk.person("กานดา", "กย.")
    return admin


def fetched(desk: NoticeDesk, *states: str) -> None:
    wait_for(lambda: [one.state for one in desk.all_evidence()] == list(states))


def attach(desk: NoticeDesk, admin: Staff, data: bytes = PHOTO) -> Webhook:
    """Send a picture into the chat, and look again when it is here."""
    before = len(desk.all_evidence())
    sent = desk.stage.line.image(admin.line, data)
    admin.send(sent)
    fetched(desk, *["kept"] * (before + 1))
    admin.want("notice.set", part="look")
    return sent


def pictures(staff: Staff) -> list[dict[str, str]]:
    return [one.content for one in staff.got if one.content["type"] == "image"]


def test_a_picture_is_part_of_the_preview_and_of_the_notice(desk: NoticeDesk, admin: Staff) -> None:
    admin.say(SAID)
    attach(desk, admin)

    (shown,) = pictures(admin)
    for name in ("originalContentUrl", "previewImageUrl"):
        given = desk.stage.open(shown[name])
        assert (given.content, given.headers["content-type"]) == (PHOTO, "image/jpeg")
        assert given.headers["cache-control"] == "private, max-age=86400"
    assert "แนบแล้ว" in admin.card

    admin.tap("ยืนยัน")
    kept = desk.latest()
    (row,) = desk.all_evidence()
    assert kept is not None
    assert [one["evidence"] for one in kept.content["files"]] == [row.id]
    assert (row.for_notice, row.notice_id, row.report_id) == (True, kept.id, None)
    desk.pass_time(days=30)
    with writing(desk.engine) as session:
        assert rows.take_loose(session, desk.stage.clock(), 10) == []


def test_it_waits_until_it_is_fetched(desk: NoticeDesk, admin: Staff) -> None:
    admin.say(SAID)
    admin.send(desk.stage.line.image(admin.line, PHOTO))
    assert "กำลังรับจาก LINE" in admin.card
    assert "ยืนยัน" not in admin.labels
    fetched(desk, "kept")
    admin.tap("ดูอีกครั้ง")
    assert len(pictures(admin)) == 1
    assert "ยืนยัน" in admin.labels


def test_a_large_picture_has_a_smaller_one_beside_it(desk: NoticeDesk, admin: Staff) -> None:
    admin.say(SAID)
    attach(desk, admin, noise(1200))
    (shown,) = pictures(admin)
    small = desk.stage.open(shown["previewImageUrl"])
    assert small.headers["content-type"] == "image/jpeg"
    assert len(small.content) < 1_000_000 < len(desk.stage.open(shown["originalContentUrl"]).content)
    assert desk.stage.open(shown["previewImageUrl"][:-1] + "_").status_code == 404
    swapped = shown["originalContentUrl"].replace("/evidence/", "/preview/")
    assert desk.stage.open(swapped).status_code == 404


def test_three_pictures_and_no_more(desk: NoticeDesk, admin: Staff) -> None:
    admin.say(SAID)
    for seed in (1, 2, 3):
        attach(desk, admin, files.photo(seed))
    assert len(pictures(admin)) == 2
    admin.send(desk.stage.line.image(admin.line, files.photo(4)))
    assert "ไม่เกิน 3 รายการ" in admin.card
    admin.want("notice.test")
    assert len(pictures(admin)) == 3
    assert len(admin.got) == 5
    admin.tap("ยืนยัน")
    kept = desk.latest()
    assert kept is not None
    assert len(kept.content["files"]) == 3


def test_a_file_is_opened_with_a_button(desk: NoticeDesk, admin: Staff) -> None:
    admin.say(SAID)
    admin.send(desk.stage.line.file(admin.line, "แผน.pdf", b"%PDF-1.7 ..."))
    fetched(desk, "kept")
    admin.want("notice.set", part="look")
    (link,) = [each["uri"] for one in admin.got for each in actions(one.content) if each["type"] == "uri"]
    assert desk.stage.open(link).headers["content-type"] == "application/pdf"
    assert "แผน.pdf" in admin.labels


def test_what_is_too_large_or_no_picture_is_refused_in_words(desk: NoticeDesk, admin: Staff) -> None:
    admin.say(SAID)
    admin.send(desk.stage.line.image(admin.line, b"\xff\xd8\xff\xe0" + bytes(10_000_001)))
    fetched(desk, "refused")
    wait_for(lambda: "รูปมีขนาดได้ไม่เกิน 10 MB" in desk.stage.line.sent(admin.line)[-1].text)
    admin.want("notice.set", part="look")
    assert "ไม่ได้แนบ: ใหญ่เกินไป" in admin.card
    admin.tap("ยืนยัน")
    kept = desk.latest()
    assert kept is not None
    assert kept.content["files"] == []


def test_a_picture_taken_back_is_no_part_of_the_draft(desk: NoticeDesk, admin: Staff) -> None:
    admin.say(SAID)
    sent = attach(desk, admin)
    button = admin.button("ยืนยัน")
    desk.stage.line.deliver(desk.stage.line.unsend(sent))
    admin.press(button)
    assert pictures(admin) == []
    assert desk.latest() is None
    admin.tap("ยืนยัน")
    kept = desk.latest()
    assert kept is not None
    assert kept.content["files"] == []
    wait_for(lambda: not desk.stage.service.vault().exists(desk.all_evidence()[0].place or ""))


def test_a_notice_taken_back_before_it_goes_is_cancelled_and_forgotten(
    desk: NoticeDesk, admin: Staff
) -> None:
    said = desk.stage.line.text(admin.line, SAID)
    admin.send(said)
    attach(desk, admin)
    admin.tap("ยืนยัน")

    desk.unsend(admin, said)

    kept = desk.latest()
    assert kept is not None
    assert (kept.state, kept.why, kept.content["text"]) == (notices.CANCELLED, notices.UNSENT, "")
    assert not desk.holds("ดูแผนผัง")
    wait_for(lambda: not desk.stage.service.vault().exists(desk.all_evidence()[0].place or ""))
    assert [one.action for one in desk.log()] == ["notice.send", "notice.cancel"]


def test_a_draft_ends_with_the_message_it_was_made_from(desk: NoticeDesk, admin: Staff) -> None:
    said = desk.stage.line.text(admin.line, SAID)
    admin.send(said)
    button = admin.button("ยืนยัน")
    desk.unsend(admin, said)
    admin.press(button)
    assert desk.latest() is None
    assert not desk.holds("ดูแผนผัง")


def test_one_that_has_gone_stays_as_it_was(desk: NoticeDesk, admin: Staff) -> None:
    said = desk.stage.line.text(admin.line, SAID)
    admin.send(said)
    sent = attach(desk, admin)
    admin.tap("ยืนยัน")
    kept = desk.latest()
    assert kept is not None
    with writing(desk.engine) as session:
        notices.turn(session, kept.id, seen=(notices.SCHEDULED,), state=notices.SENT)
    desk.unsend(admin, said)
    desk.unsend(admin, sent)
    again = desk.latest()
    assert again is not None
    assert (again.state, again.content) == (notices.SENT, kept.content)
    assert [one.state for one in desk.all_evidence()] == ["kept"]


def test_without_a_public_address_nothing_is_attached(own_stage: Stage) -> None:
    desk = NoticeDesk(own_stage)
    admin: Staff = desk.person("อารี", "ศส.", role="admin")
    desk.person("กานดา", "กย.")
    admin.say(SAID)
    admin.send(own_stage.line.image(admin.line, PHOTO))
    assert "ที่อยู่สาธารณะ" in admin.card
    assert desk.all_evidence() == []
