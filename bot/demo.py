"""`make demo`: the bot on SQLite with the example agency, and LINE in a box to talk to it."""

from __future__ import annotations

import os
import secrets
import signal
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from pathlib import Path

BOT_PORT = int(os.environ.get("ITA_BOT_PORT", "8000"))
PAGE_PORT = int(os.environ.get("DEMO_PORT", "9000"))
START_SECONDS = 60
COMMAND = (sys.executable, "-m", "bot.cli")


def main() -> int:
    """Run the demo until Ctrl-C or until one of the two ends."""
    ended = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: ended.set())
    with tempfile.TemporaryDirectory(prefix="ita-bot-demo-") as folder:
        environment = _environment(Path(folder))
        bot = subprocess.Popen([*COMMAND, "run"], env=environment)  # noqa: S603 (our own command)
        page = _page(environment)
        try:
            if _ready(bot, page):
                sys.stdout.write(
                    f"\n  Open http://127.0.0.1:{PAGE_PORT}/ and talk to the bot. Ctrl-C ends the demo.\n\n"
                )
                sys.stdout.flush()
                while bot.poll() is None and page.poll() is None and not ended.wait(0.5):
                    pass
        except KeyboardInterrupt:
            ended.set()
        finally:
            status = _stop(bot, page)
    return 0 if ended.is_set() else status


def _page(environment: dict[str, str]) -> subprocess.Popen[bytes]:
    webhook = f"http://127.0.0.1:{BOT_PORT}/webhook"
    arguments = ["simulator", "--port", str(PAGE_PORT), "--bot", webhook]
    return subprocess.Popen([*COMMAND, *arguments], env=environment, stdout=subprocess.DEVNULL)  # noqa: S603 (ours)


def _environment(folder: Path) -> dict[str, str]:
    return {
        **os.environ,
        "LINE_CHANNEL_SECRET": secrets.token_hex(16),
        "LINE_CHANNEL_ACCESS_TOKEN": secrets.token_hex(32),
        "LINE_API_BASE_URL": f"http://127.0.0.1:{PAGE_PORT}",
        "LINE_DATA_API_BASE_URL": f"http://127.0.0.1:{PAGE_PORT}",
        "DATABASE_URL": "",
        "ITA_BOT_DATA_DIR": str(folder),
        "ITA_BOT_EXAMPLE_DATA": "1",
        "ITA_BOT_HOST": "127.0.0.1",
        "ITA_BOT_PORT": str(BOT_PORT),
        "ITA_BOT_LOG_LEVEL": "WARNING",
    }


def _ready(*processes: subprocess.Popen[bytes]) -> bool:
    """Wait until both answer. False if one of them ended instead; it has said why."""
    until = time.monotonic() + START_SECONDS
    waiting = [f"http://127.0.0.1:{BOT_PORT}/readyz", f"http://127.0.0.1:{PAGE_PORT}/"]
    while time.monotonic() < until and all(process.poll() is None for process in processes):
        waiting = [address for address in waiting if not _answers(address)]
        if not waiting:
            return True
        time.sleep(0.1)
    return False


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=2):  # noqa: S310 (a loopback address of ours)
            return True
    except (urllib.error.URLError, OSError):
        return False


def _stop(*processes: subprocess.Popen[bytes]) -> int:
    failed = [process.poll() for process in processes if process.poll()]
    for process in processes:
        if process.poll() is None:
            process.terminate()
    for process in processes:
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
