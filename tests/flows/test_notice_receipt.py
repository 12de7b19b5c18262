"""The receipt sheet of a notice: who has it, who acknowledged it, as a workbook and for paper."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

import openpyxl
import pypdf
import pytest

from bot.evidence import links
from bot.evidence.signer import Signer
from tests.flows.conftest import PUBLIC
from tests.flows.noticed import TEXT, Board, every

if TYPE_CHECKING:
    import httpx

    from tests.flows.conftest import Stage
    from tests.flows.office import Staff

PAPER, BOOK = "PDF สำหรับพิมพ์และเก็บ", "ตาราง (xlsx)"


@pytest.fixture
def board(public_stage: Stage) -> Board:
    return Board(public_stage)


@pytest.fixture
def admin(board: Board) -> Staff:
    return board.named("อรุณี", "กย.", role="admin")


@pytest.fixture
def sent(board: Board, admin: Staff) -> list[Staff]:
    """A notice to three, of whom one has acknowledged it."""
    three = [
        board.named("สมศรี ใจดี", "ศส."),
        board.named("น้ำฝน กู้เกียรติ", "ศส.", role="head"),
        board.named("=1+1", "สล."),
    ]
    states = ("sent", "sent", "skipped:blocked")
    board.notice(admin, list(zip(three, states, strict=True)), units={"=1+1": "สล."})
    board.pass_time(minutes=4)
    three[1].want("notice.ack", notice=1)
    return three


def link(admin: Staff, label: str) -> str:
    admin.say("ใบรับทราบประกาศ 1")
    address: str = admin.button(label)["uri"]
    return address


def words_of(answer: httpx.Response) -> str:
    pages = pypdf.PdfReader(io.BytesIO(answer.content)).pages
    return "\n".join(page.extract_text() for page in pages)


def plain(words: str) -> str:
    """Return words as a PDF has them: the vowel am in two parts, and no blanks: lines may end there."""
    return re.sub("([่-๋]?)ำ", "ํ\\1า", re.sub(r"\s", "", words))


def table(answer: httpx.Response, name: str) -> list[tuple[object, ...]]:
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    return list(book[name].iter_rows(values_only=True))


@pytest.mark.usefixtures("sent")
def test_the_workbook_has_a_summary_and_every_name(board, admin) -> None:
    answer = board.stage.open(link(admin, BOOK))
    assert answer.status_code == 200
    summary = table(answer, "สรุป")
    cells = [value for row in summary for value in row if value]
    assert "ใบรับทราบประกาศ 1" in cells
    assert TEXT in cells
    assert "อรุณี, 1 เม.ย. 2567 09:00 น." in cells
    rows = {row[0]: row[1:] for row in summary}
    assert rows["ศส."][:4] == ("2", "2", "0", "1")
    assert rows["รวม"] == ("3", "2", "1", "1", "0")
    names = table(answer, "รายชื่อ")
    assert [row[1] for row in names] == ["ชื่อ", "น้ำฝน กู้เกียรติ", "สมศรี ใจดี", "=1+1"]
    assert names[1][2:] == (
        "ศส.",
        "หัวหน้า",
        "ส่งแล้วเมื่อ 1 เม.ย. 2567 09:00 น.",
        "1 เม.ย. 2567 09:04 น.",
    )
    assert names[3][4:] == ("ติดต่อไม่ได้ เพราะบล็อกบอทไว้", None)


@pytest.mark.usefixtures("sent")
def test_a_name_is_never_a_formula(board, admin) -> None:
    answer = board.stage.open(link(admin, BOOK))
    cell = openpyxl.load_workbook(io.BytesIO(answer.content))["รายชื่อ"]["B4"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")


@pytest.mark.usefixtures("sent")
def test_the_paper_says_the_same(board, admin) -> None:
    said = words_of(board.stage.open(link(admin, PAPER)))
    for words in ("ใบรับทราบประกาศ 1", "สมศรี ใจดี", "น้ำฝน กู้เกียรติ", "1 เม.ย. 2567 09:04 น.", "หน้า 1 จาก 1"):
        assert plain(words) in plain(said)


@pytest.mark.usefixtures("sent")
def test_it_is_in_the_language_of_who_asks(board, admin) -> None:
    admin.say("English please")
    admin.say("receipt sheet of notice 1")
    answer = board.stage.open(admin.button("PDF, to print and file")["uri"])
    said = words_of(answer)
    assert "Receipt sheet of notice 1" in said
    assert "1 Apr 2024 09:04" in said


def test_many_pages_have_their_heads_and_numbers(board, admin) -> None:
    crowd = [board.person(f"คนที่ {number:02}", "ศส.") for number in range(60)]
    board.notice(admin, every(crowd, "sent"))
    reader = pypdf.PdfReader(io.BytesIO(board.stage.open(link(admin, PAPER)).content))
    assert len(reader.pages) > 1
    assert "หน้า2จาก" in reader.pages[1].extract_text().replace(" ", "")


@pytest.mark.parametrize("text", ["ก" * 4000, "https://x.go.th/" + "a" * 900, "🎉 ด่วน\n\n\nมาก", "  "])
def test_whatever_a_notice_says_is_laid_out(board, admin, text) -> None:
    board.notice(admin, every([admin], "sent"), text=text)
    assert board.stage.open(link(admin, PAPER)).status_code == 200
    assert board.stage.open(link(admin, BOOK)).status_code == 200


@pytest.mark.usefixtures("sent")
def test_it_is_neither_kept_nor_guessed_at_nor_run(board, admin) -> None:
    safe = {
        "cache-control": "private, no-store",
        "x-content-type-options": "nosniff",
        "referrer-policy": "no-referrer",
        "x-robots-tag": "noindex, nofollow",
    }
    paper, book = (board.stage.open(link(admin, label)) for label in (PAPER, BOOK))
    for answer in (paper, book):
        assert {name: answer.headers.get(name) for name in safe} == safe
    assert paper.headers["content-type"] == "application/pdf"
    assert "script-src 'none'" in paper.headers["content-security-policy"]
    assert "sandbox" in book.headers["content-security-policy"]
    assert book.headers["content-disposition"] == 'attachment; filename="notice-1.xlsx"'


def nothing(answer: httpx.Response) -> None:
    assert (answer.status_code, answer.text) == (404, "not found\n")


@pytest.mark.usefixtures("sent")
def test_the_link_ends_after_an_hour(board, admin) -> None:
    address = link(admin, PAPER)
    board.pass_time(minutes=59, seconds=59)
    assert board.stage.open(address).status_code == 200
    board.pass_time(seconds=1)
    nothing(board.stage.open(address))


def test_nobody_makes_a_link_to_another_notice(board, admin, sent) -> None:
    board.notice(admin, every(sent, "sent"))
    address = link(admin, PAPER).partition("?")[0]
    head, _, named = address.rpartition("/")
    token = head.rpartition("/")[2]
    number, end, signature = token.split(".")
    other = "2" if number == "1" else "1"
    signer = Signer(board.engine, board.now)
    of_evidence = signer.token(int(number, 36), "1/ab/cd", links.LASTS, links.PATH)
    for wrong in (f"{other}.{end}.{signature}", of_evidence, "x", f"zzzz.{end}.{signature}"):
        nothing(board.stage.open(f"{PUBLIC}{links.RECEIPTS}{wrong}/{named}"))
    for wrong in ("th.html", "fr.pdf", "pdf", "th", "..pdf"):
        nothing(board.stage.open(f"{head}/{wrong}"))


def test_without_a_public_address_it_says_so(own_stage: Stage) -> None:
    board = Board(own_stage)
    admin = board.named("อรุณี", "กย.", role="admin")
    board.notice(admin, every([admin], "sent"))
    admin.say("ใบรับทราบประกาศ 1")
    assert PAPER not in admin.labels
    assert "ยังไม่มีที่อยู่สาธารณะ" in admin.card
