"""Who blocks the bot, or loses a post, is told nothing; who comes back hears once of what is due then."""

from __future__ import annotations

import pytest

from tests.flows.conftest import Stage
from tests.flows.desk import Desk
from tests.flows.office import Staff, texts
from tests.flows.records import of_measure, records, states
from tests.flows.rounds import at, do_round, last_push, pushes, turn_to
from tests.flows.test_trouble import wait_for


@pytest.fixture
def office(stage: Stage) -> Desk:
    """The agency, nobody registered."""
    return Desk(stage)


@pytest.fixture
def suda(stage, office) -> Staff:
    """Somebody of a unit with 31 measures, all due on 30 April; the duties are planned on 1 April."""
    found: Staff = office.person("สุดา", "ศส.")
    do_round(stage)
    return found


def reminded(stage: Stage, staff: Staff) -> int:
    """Return how many cards with reminders were pushed to somebody."""
    told = [call.request["messages"] for call in pushes(stage) if call.request["to"] == staff.line.user_id]
    return sum("ขอเตือน" in messages[0].get("altText", "") for messages in told)


def block(stage: Stage, staff: Staff) -> None:
    """Let somebody block the bot, and wait until that is noted."""
    stage.line.deliver(stage.line.unfollow(staff.line))
    wait_for(lambda: all(one.state != "waiting" for one in records(stage, staff)))


def come_back(stage: Stage, staff: Staff) -> None:
    """Let somebody unblock the bot, which says so."""
    staff.send(stage.line.follow(staff.line))


def test_what_waits_for_who_blocks_the_bot_is_on_record(stage, suda) -> None:
    at(stage, "2024-04-04 09:00")
    block(stage, suda)
    assert {(one.state, one.why) for one in records(stage, suda)} == {("unreachable", "blocked")}
    assert at(stage, "2024-04-04 13:00") == 0


def test_who_comes_back_hears_once_of_what_is_due_then(stage, suda) -> None:
    at(stage, "2024-04-04 09:00")
    block(stage, suda)
    at(stage, "2024-04-19 13:00")
    turn_to(stage, "2024-04-22 09:00")
    come_back(stage, suda)
    assert at(stage, "2024-04-22 13:00") == 1
    assert "31 มาตรการ" in last_push(stage)
    assert "อีก 8 วัน" in last_push(stage)
    assert [one.rung for one in of_measure(stage, suda, "3.2") if one.state == "shown"] == ["t-7"]
    assert at(stage, "2024-04-23 13:00") == 1


def test_who_saw_it_before_does_not_see_it_again(stage, suda) -> None:
    at(stage, "2024-04-04 13:00")
    block(stage, suda)
    turn_to(stage, "2024-04-05 09:00")
    come_back(stage, suda)
    assert at(stage, "2024-04-05 13:00") == 1


@pytest.mark.parametrize("back_on", ["2024-04-09", "2024-04-11"])
def test_what_was_put_off_comes_on_its_day_or_when_they_are_back(stage, suda, back_on) -> None:
    at(stage, "2024-04-04 13:00")
    suda.want("reminder.snooze", until="2024-04-10")
    wait_for(lambda: states(stage, suda, "t-14~2024-04-10") == {"waiting"})
    block(stage, suda)
    assert states(stage, suda, "t-14~2024-04-10") == {"unreachable"}
    turn_to(stage, f"{back_on} 09:00")
    come_back(stage, suda)
    at(stage, "2024-04-10 12:59" if back_on < "2024-04-10" else f"{back_on} 12:59")
    assert reminded(stage, suda) == 1
    at(stage, max("2024-04-10", back_on) + " 13:00")
    assert reminded(stage, suda) == 2
    block(stage, suda)
    turn_to(stage, "2024-04-17 09:00")
    come_back(stage, suda)
    at(stage, "2024-04-17 13:00")
    assert reminded(stage, suda) == 2


def test_what_is_reported_meanwhile_is_not_due_then(stage, office, suda) -> None:
    mali = office.person("มาลี", "ศส.")
    at(stage, "2024-04-19 09:00")
    block(stage, suda)
    office.file(mali, "3.2 60%")
    come_back(stage, suda)
    at(stage, "2024-04-19 13:00")
    mine = [call for call in pushes(stage) if call.request["to"] == suda.line.user_id]
    assert "30 มาตรการ" in " ".join(texts(mine[-1].request["messages"]))


def test_who_loses_a_post_hears_nothing_more_of_it(stage, office, suda) -> None:
    admin = office.person("แอดมิน", "กร.1", role="admin")
    at(stage, "2024-04-04 09:00")
    (post,) = office.members("ศส.")[0].posts
    admin.want("people.unlink", membership=post.membership_id)
    admin.tap("ยืนยัน")
    assert {(one.state, one.why) for one in records(stage, suda)} == {("unreachable", "unlinked")}
    at(stage, "2024-04-04 13:00")
    assert reminded(stage, suda) == 0


def test_who_keeps_another_post_hears_of_that(stage, office, suda) -> None:
    admin = office.person("แอดมิน", "กร.1", role="admin")
    office.join(suda, "กย.", role="staff")
    do_round(stage)
    at(stage, "2024-04-04 09:00")
    (post,) = [one for one in office.members("ศส.")[0].posts if one.unit == "ศส."]
    admin.want("people.unlink", membership=post.membership_id)
    admin.tap("ยืนยัน")
    assert states(stage, suda, "t-14") == {"unreachable", "waiting"}


def test_who_registers_again_hears_of_what_is_due(stage, office, suda) -> None:
    admin = office.person("แอดมิน", "กร.1", role="admin")
    at(stage, "2024-04-04 09:00")
    (post,) = office.members("ศส.")[0].posts
    admin.want("people.unlink", membership=post.membership_id)
    admin.tap("ยืนยัน")
    (code,) = office.codes("ศส.")
    turn_to(stage, "2024-04-05 09:00")
    suda.say(f"ลงทะเบียน {code}")
    suda.tap("ยอมรับและลงทะเบียน")
    assert states(stage, suda, "t-14") == {"waiting"}
    at(stage, "2024-04-05 13:00")
    assert reminded(stage, suda) == 1


@pytest.mark.usefixtures("suda")
def test_who_is_new_is_not_reminded_of_what_others_were_told(stage, office) -> None:
    at(stage, "2024-04-04 13:00")
    (code,) = office.codes("ศส.")
    new = office.stranger("ใหม่")
    new.say(f"ลงทะเบียน {code}")
    new.tap("ยอมรับและลงทะเบียน")
    assert records(stage, new) == []


def test_who_has_their_data_deleted_leaves_no_wishes_behind(stage, suda) -> None:
    suda.want("reminder.set", at="09:15")
    suda.want("reminder.mute", measure="3.2", days=7)
    at(stage, "2024-04-04 08:00")
    suda.want("privacy.delete")
    suda.tap("ยืนยัน")
    at(stage, "2024-04-04 13:00")
    assert pushes(stage) == []
    with stage.service.engine.connect() as connection:
        for count in ("SELECT count(*) FROM reminder_choice", "SELECT count(*) FROM hush"):
            assert connection.exec_driver_sql(count).scalar_one() == 0
