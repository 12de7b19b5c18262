"""Commands as people type them: answers on standard output, one line on standard error if it went wrong."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from datetime import datetime

import pytest

from tests.commands import call

COMMAND = (sys.executable, "-m", "bot.cli")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("cli")


def environment(folder, **changes):
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("ITA_BOT_", "LINE_"))}
    wanted = {
        "PYTHONPATH": os.getcwd(),  # noqa: PTH109 (as a string)
        "ITA_BOT_DATA_DIR": str(folder / "data"),
        "ITA_BOT_EXAMPLE_DATA": "1",
        "ITA_BOT_LOG_LEVEL": "WARNING",
        "DATABASE_URL": "",
        "LINE_CHANNEL_SECRET": "secret",
        "LINE_CHANNEL_ACCESS_TOKEN": "token",
    }
    return {**kept, **wanted, **changes}


@pytest.fixture
def run(folder):
    """Run a command within this process."""

    def run_here(*arguments, stdin="", **changes):
        return call(arguments, environment(folder, **changes), folder, stdin)

    return run_here


@pytest.fixture
def typed(folder):
    """Run a command as a process of its own: its streams, its exit code, what it imports."""

    def run_apart(*arguments, stdin="", **changes):
        return subprocess.run(  # noqa: S603 (our own command)
            [*COMMAND, *map(str, arguments)],
            input=stdin,
            env=environment(folder, **changes),
            cwd=folder,
            capture_output=True,
            text=True,
            check=False,
        )

    return run_apart


def failed(done, *words) -> None:
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1, done.stderr
    assert done.stderr.startswith("ita-bot: ")
    assert [word for word in words if word not in done.stderr] == []


def test_ask(run, typed) -> None:
    assert "98.90" in typed("ask", "คะแนนรวม").stdout
    assert "98.90" in run("ask", "คะแนนรวม").stdout
    messages = json.loads(run("ask", "คะแนนรวม", "--json", "--language", "en").stdout)
    assert "98.90" in messages[0]["altText"]
    failed(run("ask", "คะแนนรวม", "--language", "xx"), "--language", "th or en")


def test_parse(run, typed) -> None:
    said = '"คะแนนรวมปี 66"\n\n"\\ud800"\n'
    first, second = typed("parse", "--today", "2024-04-01", stdin=said).stdout.splitlines()
    assert json.loads(first) == {"intent": "score.overall", "slots": {"year": 2566}}
    assert json.loads(second)["intent"]
    failed(run("parse", stdin="nonsense"), "line 1")
    failed(run("parse", "--today", "soon"), "soon", "2024-04-30")


def test_a_backup_and_a_move(run, folder) -> None:
    there = {"ITA_BOT_DATA_DIR": "moving"}
    assert run("ask", "คะแนนรวม", **there).returncode == 0
    done = run("backup", "kept.db", **there)
    assert "checked" in done.stdout, done.stderr
    failed(run("backup", "kept.db", **there), "kept.db", "exists")
    moved = run("copy-to", "sqlite:///moved.db", **there)
    assert "copied and compared" in moved.stdout, moved.stderr
    failed(run("copy-to", "sqlite:///moved.db", **there), "must be empty", "agency")
    for name in ("kept.db", "moved.db"):
        with closing(sqlite3.connect(folder / name)) as made:
            assert made.execute("SELECT count(*) FROM agency").fetchone() == (1,)
    assert stat.S_IMODE((folder / "kept.db").stat().st_mode) == 0o600


def test_out_and_in_again(run, folder) -> None:
    for name in ("out.xlsx", "sheets"):
        assert run("export", folder / name).returncode == 0
        done = run("import", folder / name)
        assert done.returncode == 0, done.stderr
        assert run("import", folder / name, "--dry-run").returncode == 0
    assert run("template", folder / "empty.xlsx").returncode == 0
    failed(run("template", folder / "empty.xlsx"), "empty.xlsx exists")
    assert (folder / "empty.xlsx").stat().st_size


def test_where_several_agencies_are_stored_one_is_chosen(run, folder) -> None:
    own = {"ITA_BOT_DATA_DIR": str(folder / "several")}
    form = folder / "several.xlsx"
    run("template", form)
    assert "the template's example" in run("import", form, **own).stderr
    failed(run("ask", "คะแนนรวม", **own), "2 agencies", "--agency: diw, my-agency")
    failed(run("export", folder / "none.xlsx", "--agency", "x", **own), "no agency x", "diw")
    day = ("--agency", "diw", "--today", "2024-04-29")
    assert "เหลืออีก 1 วัน" in run("ask", "มาตรการ 5.3", *day, **own).stdout


def test_what_cannot_be_read_or_written_is_one_line(run, folder) -> None:
    failed(run("import", folder / "nothing"), "nothing")
    (folder / "plain").write_text("x")
    for command in ("export", "template"):
        failed(run(command, folder / "plain" / "out.xlsx"), "plain")


def test_migrate_and_replay(run) -> None:
    assert run("migrate").returncode == 0
    assert run("migrate").returncode == 0
    failed(run("replay", "ABCD1234"), "ABCD1234")


def test_doctor(run, folder) -> None:
    """Of an installation that is not there yet: what it says, and that it says so to who asks as well."""
    empty = {"ITA_BOT_DATA_DIR": str(folder / "empty"), "LINE_API_BASE_URL": "http://127.0.0.1:9"}
    done = run("doctor", **empty)
    assert done.returncode == 1
    assert "problem  database: there is none" in done.stdout
    assert "         -> run ita-bot migrate\n" in done.stdout
    told = json.loads(run("doctor", "--json", **empty).stdout)
    assert told["healthy"] is False
    assert {"level": "problem", "check": "database"}.items() <= told["findings"][-1].items()


@pytest.mark.parametrize("command", ["run", "web", "worker", "simulator"])
def test_services_need_the_secret(run, command) -> None:
    failed(run(command, LINE_CHANNEL_SECRET=" , "), "LINE_CHANNEL_SECRET")  # noqa: S106 (it is none)


@pytest.mark.parametrize("command", ["migrate", "worker", "parse"])
def test_a_database_that_does_not_answer_is_one_line(run, folder, command) -> None:
    url = f"postgresql+psycopg://me:hunter2@/none?host={folder}"
    done = run(command, DATABASE_URL=url)
    failed(done, "DATABASE_URL")
    assert "hunter2" not in done.stderr


def test_a_data_folder_that_cannot_be_is_one_line(typed, folder) -> None:
    (folder / "file").write_text("x")
    failed(typed("migrate", ITA_BOT_DATA_DIR=str(folder / "file")), "ITA_BOT_DATA_DIR")


@pytest.mark.parametrize("command", ["worker", "run"])
def test_services_end_quietly_at_ctrl_c(folder, command) -> None:
    """Ready is when the first sweep is done. The other signal is sent to the image's own commands."""
    code = (
        "import sys, bot.worker as w\n"
        "own = w.Worker._sweep\n"
        "async def sweep(self):\n"
        "    await own(self)\n"
        "    print('ready', flush=True)\n"
        "w.Worker._sweep = sweep\n"
        f"sys.argv = ['ita-bot', {command!r}]\n"
        "from bot.cli import main\n"
        "main()\n"
    )
    service = subprocess.Popen(  # noqa: S603 (our own command)
        [sys.executable, "-c", code],
        env=environment(folder, ITA_BOT_PORT="0"),
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert service.stdout is not None
    assert service.stdout.readline() == "ready\n"
    service.send_signal(signal.SIGINT)
    _, said = service.communicate(timeout=30)
    assert "Traceback" not in said
    assert service.returncode in {0, 130, -signal.SIGINT}


def test_codes_to_register_with(run, folder) -> None:
    plain = run("invite", "--unit", "ศส.", "--count", "3").stdout.split()
    assert len(set(plain)) == 3
    assert all(len(code) == 9 and code[4] == "-" for code in plain)
    (told,) = json.loads(run("invite", "--unit", "กย.", "--role", "admin", "--json").stdout)
    assert (told["unit"], told["role"], set(told)) == ("กย.", "admin", {"code", "unit", "role", "expires"})
    assert datetime.fromisoformat(told["expires"]).utcoffset() is not None
    failed(run("invite", "--unit", "x"), "no unit x", "ศส.")
    failed(run("invite", "--unit", "ทุกหน่วยงานใน กรอ."), "no unit")
    failed(run("invite", "--unit", "ศส.", "--role", "boss"), "boss", "staff, head")
    failed(run("invite", "--unit", "ศส.", "--count", "0"), "--count", "1 to")
    failed(run("invite", "--unit", "ศส.", "--agency", "x"), "no agency x")
    log = folder / "log.csv"
    assert run("export", "--audit", log).returncode == 0
    lines = log.read_text("utf-8-sig").splitlines()
    assert lines[0].startswith("number,at,actor")
    assert [line.split(",")[2] for line in lines[1:]] == ["command", "command"]
    assert not any(code in log.read_text("utf-8-sig") for code in (*plain, told["code"]))
    failed(run("export"), "--audit")


def test_what_an_agency_decides_of_itself(run, folder) -> None:
    own = {"ITA_BOT_DATA_DIR": str(folder / "closed")}
    assert "everybody" in run("agency", **own).stdout
    said = run("agency", "--close", "--accepted-by", "head", **own).stdout
    assert "registered staff only" in said
    assert "head" in said
    assert "98.90" not in run("ask", "คะแนนรวม", **own).stdout
    assert "head" in run("agency", "--open", **own).stdout
    assert "98.90" in run("ask", "คะแนนรวม", **own).stdout
    failed(run("agency", "--accepted-by", "me", **own), "me", "reviewer or head")
    assert "reserve: a tenth" in run("agency", **own).stdout
    assert "reserve: 45" in run("agency", "--reserve", "45", **own).stdout
    assert "reserve: 45" in run("agency", **own).stdout
    assert "reserve: a tenth" in run("agency", "--reserve", "auto", **own).stdout
    assert "approval from: 200" in run("agency", **own).stdout
    assert "approval from: 500" in run("agency", "--approve-from", "500", **own).stdout
    failed(run("agency", "--reserve", "-5", **own), "-5", "a number of messages")
