"""Codes given out in chat, laid out for printing: what the page shows, to whom, and for how long."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from urllib.parse import quote

import pytest
from sqlmodel import select

from bot.evidence import links
from bot.evidence.signer import Signer
from bot.store.engine import reading, writing
from bot.store.tables import Invite
from bot.usecases import codes
from tests.flows.desk import Desk
from tests.flows.office import Office
from tests.flows.test_own_data_file import nothing
from tests.flows.test_people import ACCEPT
from tests.units.test_invite_pictures import DARK, drawn

PRINT = "เปิดหน้าสำหรับพิมพ์"
INFO = "/v2/bot/info"


@pytest.fixture
def stage(own_stage):
    """Each of these has a bot of its own."""
    return own_stage


@pytest.fixture
def desk(public_stage):
    return Desk(public_stage)


@pytest.fixture
def admin(desk):
    return desk.person("อรุณี", "สล.", role="admin")


def invited(staff, said="เชิญ กย. 3 คน"):
    """Ask for codes; return them and where they are printed."""
    staff.say(said)
    given = re.findall(r"^(?:ลงทะเบียน|register) (\S+)$", staff.got[0].text, re.MULTILINE)
    return given, staff.button(PRINT if PRINT in staff.labels else "Open the page to print")["uri"]


class Page(HTMLParser):
    """What a page says, and where it leads."""

    def __init__(self, answer):
        super().__init__()
        self.words, self.links, self.tags = [], [], set()
        self.feed(answer.text)
        self.text = " ".join(self.words)
        self.dark = DARK.findall(answer.text)

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.links += [value for name, value in attrs if name == "href"]

    def handle_data(self, data):
        self.words.append(data)


def page(desk, link):
    answer = desk.stage.open(link)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/html; charset=utf-8")
    return Page(answer)


def test_there_is_a_card_for_each_code(desk, admin):
    given, link = invited(admin)
    assert len(set(given)) == 3
    shown = page(desk, link)
    sentences = [f"ลงทะเบียน {code}" for code in given]
    addresses = [f"https://line.me/R/oaMessage/%40simulator/?{quote(said)}" for said in sentences]
    assert shown.links == addresses
    assert shown.dark == [path for address in addresses for path in drawn(address)]
    assert [word for word in shown.words if word in given] == given
    for words in ("กรมโรงงานอุตสาหกรรม", "กย.", "เจ้าหน้าที่", "8 เม.ย. 2567 09:00 น.", "@simulator"):
        assert shown.text.count(words) >= 3
    assert page(desk, link).dark == shown.dark
    assert [call.path for call in desk.stage.line.calls].count(INFO) == 1


def test_the_page_is_neither_kept_nor_found_and_runs_nothing(desk, admin):
    _, link = invited(admin)
    answer = desk.stage.open(link)
    expected = {
        "cache-control": "private, no-store",
        "referrer-policy": "no-referrer",
        "x-content-type-options": "nosniff",
        "x-robots-tag": "noindex, nofollow",
    }
    assert {name: answer.headers.get(name) for name in expected} == expected
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; frame-ancestors 'none'; sandbox; style-src 'sha256-")
    assert not Page(answer).tags & {"script", "img", "link", "iframe", "form"}
    assert "openExternalBrowser=1" in link


def test_a_printed_code_lets_one_in_and_is_not_shown_again(desk, admin):
    given, link = invited(admin)
    somsri = desk.stranger("สมศรี")
    somsri.say(f"ลงทะเบียน {given[1]}")
    somsri.tap(ACCEPT)
    assert len(desk.members("กย.")) == 1
    shown = page(desk, link)
    assert given[1] not in shown.text
    assert not any(given[1] in address for address in shown.links)
    assert [word for word in shown.words if word in given] == [given[0], given[2]]
    assert shown.text.count("ใช้แล้ว") == 1


def test_a_code_that_is_over_is_not_shown(desk, admin):
    given, link = invited(admin, "เชิญ กย. 2 คน")
    with writing(desk.engine) as session:
        invite = session.exec(select(Invite).where(Invite.code_hash == codes.hashed(given[0]))).one()
        invite.expires_at = desk.now()
    shown = page(desk, link)
    assert [word for word in shown.words if word in given] == [given[1]]
    assert "ใช้ไม่ได้แล้ว" in shown.text


def test_the_link_ends_with_the_codes(desk, admin):
    _, link = invited(admin)
    with reading(desk.engine) as session:
        ends = {invite.expires_at.timestamp() for invite in session.exec(select(Invite))}
    assert links.read(link.rpartition("/")[2].partition("?")[0]).end <= min(ends)
    desk.pass_time(days=6, hours=23, minutes=59, seconds=59)
    assert desk.stage.open(link).status_code == 200
    desk.pass_time(seconds=1)
    nothing(desk.stage.open(link))


def test_it_speaks_the_language_of_who_invites(desk, admin):
    admin.say("speak English")
    given, link = invited(admin, "invite 2 people of unit กย.")
    shown = page(desk, link)
    assert "Department of Industrial Works" in shown.text
    assert "Good until 8 Apr 2024 09:00, once only." in shown.words
    assert [address.rpartition("?")[2] for address in shown.links] == [f"register%20{code}" for code in given]


def test_nobody_makes_a_link(desk, admin):
    _, link = invited(admin)
    head, _, token = link.partition("?")[0].rpartition("/")
    number, end, signature = token.split(".")
    signer = Signer(desk.engine, desk.now)
    other = codes.batch(3)
    of_nothing = signer.token(other, links.UNSEALED, codes.GOOD_FOR, links.INVITES)
    elsewhere = signer.token(int(number, 36), links.UNSEALED, codes.GOOD_FOR, links.OWN_DATA)
    later = f"{number}.{end[:-1]}{'0' if end[-1] != '0' else '1'}.{signature}"
    for wrong in (of_nothing, elsewhere, later, f"1.{end}.{signature}", "x"):
        nothing(desk.stage.open(f"{head}/{wrong}"))
    for other_room in (links.OWN_DATA, links.PATH):
        nothing(desk.stage.open(f"{head.removesuffix('/invite')}{other_room}{token}"))


def test_neither_codes_nor_link_are_kept(desk, admin):
    given, link = invited(admin)
    page(desk, link)
    for words in (*given, link.partition("?")[0].rpartition("/")[2].split(".")[0]):
        assert not desk.holds(words)


def test_without_line_the_cards_hold_the_sentence(desk, admin):
    given, link = invited(admin, "เชิญ กย. 1 คน")
    desk.stage.line.fail(500, INFO)
    shown = page(desk, link)
    assert shown.links == []
    assert shown.dark == drawn(f"ลงทะเบียน {given[0]}")
    assert len(page(desk, link).links) == 1


def test_there_is_no_page_without_a_public_address(stage):
    office = Office(stage)
    head = office.person("วิชัย", "ศส.", role="head")
    head.want("invite")
    assert PRINT not in head.labels
    assert len(head.got) == 1
    somsri = office.stranger("สมศรี")
    somsri.say(f"ลงทะเบียน {head.heard.splitlines()[-3].split()[-1]}")
    somsri.tap(ACCEPT)
    assert len(office.members("ศส.")) == 2
