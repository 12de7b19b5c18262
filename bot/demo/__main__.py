"""Start the two programs of the demo, say where to look, and end both."""

from __future__ import annotations

import os
import secrets
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from bot.demo import staff

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

START_SECONDS = 60
END_SECONDS = 10
BEGIN = "2024-04-01T09:00+07:00"
"""Where the clock begins: within the period of the example plan (6 March to 30 April 2567)."""
PUBLIC = "https://bot.example"
"""What the bot calls itself in messages: LINE wants https. LINE in a box fetches it from this machine."""
CHOOSE = "choose others: ITA_BOT_PORT=8100 DEMO_PORT=9100 make demo"
HELLO = """
  Open {page} and talk to the bot. Ctrl-C ends the demo.
  Its clock begins on Monday 1 April 2567 (2024), 09:00, within the plan's period; the page can turn it.
  Somchai is registered for a unit that owns measure 3.2, Wilai reviews reports, Prasert is the administrator.
{more}
"""
MORE = "  With them {count} people are registered, in all units; Aree approves what Prasert sends to many.\n"
MOST = 10_000

Process = subprocess.Popen[bytes]


def main() -> int:
    """Run the demo until Ctrl-C, or until LINE in a box ends; return the exit status."""
    ended = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: ended.set())
    signal.signal(signal.SIGINT, lambda *_: ended.set())
    try:
        ports = _port("ITA_BOT_PORT", 8000), _port("DEMO_PORT", 9000)
        count = _people()
    except ValueError as error:
        return _failed(str(error))
    with tempfile.TemporaryDirectory(prefix="ita-bot-demo-") as folder:
        return _run(ended, *ports, Path(folder), count)


def _run(ended: threading.Event, bot_port: int, page_port: int, folder: Path, count: int) -> int:
    bot_url, page_url = f"http://127.0.0.1:{bot_port}", f"http://127.0.0.1:{page_port}"
    environment = _environment(folder, bot_port, page_url)
    where = ("--port", str(page_port), "--bot", bot_url, "--public", PUBLIC)
    line = ("-m", "bot.cli", "simulator", *where, "--at", BEGIN)
    with _started(line, environment) as page:
        if not _answers(page, page_url, ended):
            return _told(ended, "LINE in a box did not start")
        with _started(("-m", "bot.demo.bot", str(count - staff.COUNT)), environment) as bot:
            if not _answers(bot, f"{bot_url}/readyz", ended):
                return _told(ended, "the bot did not start")
            staff.register(page_url, folder)
            more = MORE.format(count=count) if count > staff.COUNT else ""
            sys.stdout.write(HELLO.format(page=f"{page_url}/", more=more))
            sys.stdout.flush()
            return _watch(ended, bot, page)


def _port(name: str, usual: int) -> int:
    """Return the port of a setting. Raises ValueError if it is none, or somebody else listens there."""
    given = os.environ.get(name) or str(usual)
    if not given.isdecimal() or not 0 < int(given) < 2**16:
        raise ValueError(f"{name} is {given!r}: must be a whole number from 1 to 65535")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", int(given)))
        except OSError as error:
            raise ValueError(f"port {given}: {error.strerror}; {CHOOSE}") from error
    return int(given)


def _people() -> int:
    """Return how many people are to be registered. Raises ValueError if that is no number for it."""
    given = os.environ.get("DEMO_PEOPLE") or str(staff.COUNT)
    if not (given.isascii() and given.isdecimal() and staff.COUNT <= int(given) <= MOST):
        raise ValueError(f"PEOPLE is {given!r}: must be a whole number from {staff.COUNT} to {MOST}")
    return int(given)


def _environment(folder: Path, bot_port: int, page_url: str) -> dict[str, str]:
    return {
        **os.environ,
        "LINE_CHANNEL_SECRET": secrets.token_hex(16),
        "LINE_CHANNEL_ACCESS_TOKEN": secrets.token_hex(32),
        "LINE_API_BASE_URL": page_url,
        "LINE_DATA_API_BASE_URL": page_url,
        # The bot's client would look for LINE through an office's proxy, which knows nothing of this machine.
        "no_proxy": "127.0.0.1",
        # Named in full: an empty one would leave the word to a `.env` file, and so to a real database.
        "DATABASE_URL": f"sqlite:///{folder / 'ita-bot.db'}",
        "ITA_BOT_DATA_DIR": str(folder),
        "ITA_BOT_EXAMPLE_DATA": "1",
        "ITA_BOT_BASE_URL": PUBLIC,
        "ITA_BOT_HOST": "127.0.0.1",
        "ITA_BOT_PORT": str(bot_port),
        "ITA_BOT_LOG_LEVEL": "WARNING",
    }


@contextmanager
def _started(command: tuple[str, ...], environment: Mapping[str, str]) -> Iterator[Process]:
    """Run a Python program while the block runs; what it has to say it says on standard error."""
    process = subprocess.Popen([sys.executable, *command], env=environment, stdout=subprocess.DEVNULL)  # noqa: S603 (our own)
    try:
        yield process
    finally:
        if process.poll() is None:
            process.terminate()
        try:
            process.wait(END_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _answers(process: Process, address: str, ended: threading.Event) -> bool:
    """Wait until a program answers; False if it ended instead, took too long, or is not wanted any more."""
    # An office's proxy knows nothing of this machine.
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and process.poll() is None and not ended.wait(0.05):
        try:
            with direct.open(address, timeout=2):
                return True
        except (urllib.error.URLError, OSError):
            continue
    return False


def _watch(ended: threading.Event, bot: Process, page: Process) -> int:
    """Wait for the end. A bot that ends alone is told of, here and (by LINE in a box) on the page."""
    told = False
    while not ended.wait(0.2):
        if page.poll() is not None:
            return _failed(f"LINE in a box has ended (exit status {page.returncode})")
        if bot.poll() is not None and not told:
            told = True
            _failed(f"the bot has ended (exit status {bot.returncode}); press Ctrl-C, then start again")
    return int(told)


def _told(ended: threading.Event, message: str) -> int:
    return 0 if ended.is_set() else _failed(message)


def _failed(message: str) -> int:
    sys.stderr.write(f"demo: {message}\n")
    return 1


if __name__ == "__main__":
    sys.exit(main())
