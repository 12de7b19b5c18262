"""An administrator writes a notice: to whom, what it costs, how it looks, and a yes that is meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.store import notices
from bot.store.engine import reading
from tests.flows.desk import Desk
from tests.flows.office import Staff

if TYPE_CHECKING:
    from bot.store.notices import Kept
    from tests.flows.conftest import Stage

SAID = "ประกาศถึง กย. และ สล. ส่งเอกสารภายในวันศุกร์"


@pytest.fixture
def desk(stage: Stage) -> Desk:
    return Desk(stage)


def latest(desk: Desk) -> Kept | None:
    with reading(desk.engine) as session:
        found = notices.latest(session, desk.agency_id, 1)
    return found[0] if found else None


def test_one_sentence_is_shown_as_received_with_its_price_and_confirmed(desk: Desk) -> None:
    admin: Staff = desk.person("อารี", "ศส.", role="admin")
    desk.person("กานดา", "กย.")
    desk.person("สมศรี", "สล.")

    admin.say(SAID)

    assert admin.got[0].text == "ส่งเอกสารภายในวันศุกร์"
    assert "2 คน" in admin.card
    assert "2 ข้อความ" in admin.card
    assert latest(desk) is None

    admin.tap("ยืนยัน")

    kept = latest(desk)
    assert kept is not None
    assert (kept.number, kept.state, kept.total) == (1, "scheduled", 2)
    assert "45 วินาที" in admin.card
    assert [one.action for one in desk.log()] == ["notice.send"]
