"""What is held about somebody, as a file: for them, for an hour, with nothing of others but roles."""

from __future__ import annotations

import json

import pytest

from bot.evidence import links
from bot.evidence.signer import Signer
from bot.store import people
from bot.store.engine import reading
from tests.evidence import files
from tests.flows.desk import Desk
from tests.flows.noticed import TEXT, Board
from tests.flows.office import NOTICE, Office
from tests.flows.test_trouble import wait_for

FILE = "ดาวน์โหลดเป็นไฟล์"


@pytest.fixture
def stage(own_stage):
    """Each of these has a bot of its own."""
    return own_stage


@pytest.fixture
def desk(public_stage):
    return Desk(public_stage)


@pytest.fixture
def somsri(desk):
    return desk.person("สมศรี", "ศส.")


def link_of(staff):
    """Ask for one's data; return where the file is."""
    staff.say("ข้อมูลของฉัน")
    return staff.button(FILE)["uri"]


def got(desk, staff):
    return json.loads(desk.stage.open(link_of(staff)).text)


def test_the_file_holds_what_is_kept(desk, somsri):
    somsri.want("register", name="")
    somsri.say("สมศรี ใจดี")
    somsri.say("3.2 60% เมื่อวาน, จัดทำคู่มือแล้ว")
    somsri.send(desk.stage.line.file(somsri.line, "คู่มือ.png", files.saved(files.scene(1), "PNG")))
    somsri.tap("ยืนยัน")
    wait_for(lambda: [one.state for one in desk.all_evidence()] == ["kept"])
    somsri.say("ขอขยายเวลา 3.2 ถึง 15 พ.ค. เพราะรอผู้รับจ้าง")
    somsri.tap("ยืนยัน")
    somsri.say("3.2 80%")
    file = got(desk, somsri)
    nine = "2024-04-01T09:00:00+07:00"
    assert file["format"] == "ita-bot my-data 1"
    assert file["made_at"] == nine
    assert file["agency"]["th"] == "กรมโรงงานอุตสาหกรรม"
    named = {"name": "สมศรี ใจดี", "language": "th", "line_user_id": somsri.line.user_id}
    assert named.items() <= file["person"].items()
    assert file["privacy_notice"] == {"version": NOTICE, "accepted_at": nine, "told_of_version": None}
    assert file["posts"] == [{"unit": "ศส.", "role": "staff", "since": nine, "ended_at": None}]
    assert "80" in str(file["under_way"])
    (report,) = file["reports"]
    said = {"measure": "3.2", "plan_year": 2567, "unit": "ศส.", "percent": 60, "note": "จัดทำคู่มือแล้ว"}
    said["claimed_on"] = "2024-03-31"
    assert (said | {"received_at": nine, "state": "filed", "decided_at": None}).items() <= report.items()
    (piece,) = file["evidence"]
    assert (piece["kind"], piece["name"], piece["received_at"]) == ("file", "คู่มือ.png", nine)
    assert (piece["measure"], piece["state"], piece["media_type"]) == ("3.2", "kept", "image/png")
    (wish,) = file["extensions"]
    assert (wish["measure"], wish["until"], wish["state"]) == ("3.2", "2024-05-15", "asked")
    assert [(one["action"], one["by"]) for one in file["log"]] == [
        ("report.file", {"who": "you"}),
        ("deadline.ask", {"who": "you"}),
    ]


def test_the_file_holds_how_somebody_wants_to_be_reminded(desk, somsri):
    somsri.want("reminder.set", at="09:15", weekdays=[1, 4])
    somsri.want("reminder.mute", measure="3.2", days=7)
    held = got(desk, somsri)["reminders"]
    choice = {"at": "09:15", "weekdays": [1, 4], "digest_only": False, "place": "private"}
    assert held["choice"] == choice
    assert [(one["measure"], one["until"]) for one in held["not_wanted"]] == [("3.2", "2024-04-08")]


def test_it_is_saved_and_neither_kept_nor_guessed_at(desk, somsri):
    answer = desk.stage.open(link_of(somsri))
    expected = {
        "content-type": "application/json",
        "content-disposition": 'attachment; filename="my-data.json"',
        "content-security-policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
        "x-content-type-options": "nosniff",
        "cache-control": "private, no-store",
        "referrer-policy": "no-referrer",
        "x-robots-tag": "noindex, nofollow",
    }
    assert {name: answer.headers.get(name) for name in expected} == expected


def test_of_others_there_are_roles_alone(desk, somsri):
    malee = desk.person("มาลี", "กย.", role="reviewer")
    malee.want("register", name="")
    malee.say("มาลี ตรวจการ")
    desk.file(somsri, "3.2 100%")
    desk.hears(malee, 3)
    desk.press(malee, "progress.review")
    malee.tap("ส่งคืนพร้อมเหตุผล")
    malee.say("ขอภาพใหม่")
    malee.tap("ส่งคืนรายงาน")
    desk.hears(somsri, 3)
    file = got(desk, somsri)
    assert file["log"][-1]["action"] == "report.return"
    assert file["log"][-1]["by"] == {"who": "colleague", "roles": ["reviewer"]}
    assert file["reports"][0]["state"] == "returned"
    assert not any(words in str(file) for words in ("มาลี", malee.line.user_id, "ขอภาพใหม่"))
    other = got(desk, malee)
    assert (other["reports"], other["evidence"]) == ([], [])
    assert somsri.line.user_id not in str(other)


def nothing(answer):
    assert (answer.status_code, answer.text) == (404, "not found\n")
    assert answer.headers["cache-control"] == "private, no-store"
    return True


def test_the_link_ends_after_an_hour(desk, somsri):
    link = link_of(somsri)
    desk.pass_time(minutes=59, seconds=59)
    assert desk.stage.open(link).status_code == 200
    desk.pass_time(seconds=1)
    nothing(desk.stage.open(link))


def test_who_was_erased_has_no_file(desk, somsri):
    link = link_of(somsri)
    somsri.say("ลบข้อมูลของฉัน")
    somsri.tap("ลบข้อมูลของฉัน")
    nothing(desk.stage.open(link))
    (code,) = desk.codes("กย.")
    somsri.say(f"ลงทะเบียน {code}")
    somsri.tap("ยอมรับและลงทะเบียน")
    nothing(desk.stage.open(link))
    assert got(desk, somsri)["posts"][0]["unit"] == "กย."


def test_nobody_makes_a_link_for_somebody_else(desk, somsri):
    mana = desk.person("มานะ", "ศส.")
    link, other = link_of(somsri), link_of(mana)
    (number, *_), (_, end, signature) = (
        each.rpartition("/")[2].partition("?")[0].split(".") for each in (link, other)
    )
    head = link.rpartition("/")[0]
    signer = Signer(desk.engine, desk.now)
    with reading(desk.engine) as session:
        person = people.members(session, desk.agency_id)[0]
    elsewhere = signer.token(person.person_id, "1/ab/cd", links.LASTS, links.OWN_DATA)
    of_evidence = signer.token(
        person.person_id, links.person_seal(1, person.accepted_at), links.LASTS, links.PATH
    )
    for wrong in (f"{number}.{end}.{signature}", elsewhere, of_evidence, "x", f"zzzz.{end}.{signature}"):
        nothing(desk.stage.open(f"{head}/{wrong}"))


def test_there_is_a_file_only_of_who_registered(desk):
    stranger = desk.stranger("ใคร")
    stranger.say("ข้อมูลของฉัน")
    assert FILE not in stranger.labels


def test_there_is_no_file_without_a_public_address(own_stage):
    somsri = Office(own_stage).person("สมศรี", "ศส.")
    somsri.say("ข้อมูลของฉัน")
    assert FILE not in somsri.labels


def test_the_file_holds_notices(public_stage):
    board = Board(public_stage)
    admin, somsri = board.named("อรุณี", "กย.", role="admin"), board.named("สมศรี", "ศส.")
    board.notice(admin, [(somsri, "sent")])
    somsri.want("notice.ack", notice=1)
    nine = "2024-04-01T09:00:00+07:00"
    (received,) = got(board, somsri)["notices"]["received"]
    assert (received["number"], received["state"], received["acknowledged_at"]) == (1, "sent", nine)
    held = got(board, admin)["notices"]
    assert held["received"] == []
    (written,) = held["written"]
    assert (written["number"], written["text"], written["decided_by_you"]) == (1, TEXT, False)
    assert somsri.line.user_id not in str(held)
