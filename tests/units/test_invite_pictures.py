"""Registration codes to print: a QR code that opens the chat with the sentence in it."""

from __future__ import annotations

import re
from urllib.parse import quote, unquote
from xml.etree import ElementTree as ET

import pytest
import segno

from bot.simulator import Line, serve
from tests.units.test_cli import environment, failed, folder, run

__all__ = ["environment", "folder", "run"]
SVG = "{http://www.w3.org/2000/svg}"
DARK = re.compile(r' d="(M[^"]+)"')


def drawn(content):
    """Return the dark squares of a QR code of some text."""
    return DARK.findall(segno.make_qr(content, error="m", encoding="utf-8").svg_inline(scale=8, border=4))


@pytest.fixture
def pictures(tmp_path):
    return tmp_path / "to print"


def test_each_code_has_a_picture_that_opens_the_chat(run, pictures):
    line = Line(seed="invite")
    with serve(line) as url:
        done = run(
            "invite", "--unit", "ศส.", "--count", "3", "--qr", pictures,
            LINE_API_BASE_URL=url, LINE_CHANNEL_ACCESS_TOKEN=line.token,
        )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    codes = done.stdout.split()
    assert {path.name for path in pictures.iterdir()} == {f"{code}.svg" for code in codes}
    for code in codes:
        path = pictures / f"{code}.svg"
        address = f"https://line.me/R/oaMessage/%40simulator/?{quote(f'ลงทะเบียน {code}')}"
        assert unquote(address).endswith(f"@simulator/?ลงทะเบียน {code}")
        assert DARK.findall(path.read_text("utf-8")) == drawn(address)
        words = [each.text for each in ET.parse(path).iter(f"{SVG}text")]  # noqa: S314 (our own file)
        assert words == [f"ลงทะเบียน {code}", "ศส."]
        assert path.stat().st_mode & 0o077 == 0
    assert [call.path for call in line.calls] == ["/v2/bot/info"]


def test_without_line_the_picture_holds_the_sentence(run, pictures):
    done = run("invite", "--unit", "ศส.", "--qr", pictures, LINE_API_BASE_URL="http://127.0.0.1:9")
    assert done.returncode == 0
    assert len(done.stderr.splitlines()) == 1
    assert "plain sentence" in done.stderr
    (code,) = done.stdout.split()
    assert DARK.findall((pictures / f"{code}.svg").read_text("utf-8")) == drawn(f"ลงทะเบียน {code}")


def test_no_code_is_made_for_a_folder_that_is_none(run, pictures):
    pictures.touch()
    done = run("invite", "--unit", "ศส.", "--qr", pictures)
    failed(done, "--qr", "must be a folder")
    assert not done.stdout
