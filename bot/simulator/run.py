"""The simulator as a program: what ``ita-bot simulator`` starts."""

import contextlib
import json
import sys
from datetime import UTC, datetime
from urllib.parse import urlsplit

import uvicorn
from fastapi.middleware.trustedhost import TrustedHostMiddleware

from bot.simulator.api import create_app
from bot.simulator.clock import Clock
from bot.simulator.control import PAGE
from bot.simulator.line import Line
from bot.simulator.recording import BANGKOK
from bot.simulator.server import listening

_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


def run(  # noqa: PLR0913 (three by name, with a default)
    port: int,
    bot_url: str,
    channel_secret: str,
    access_token: str,
    *,
    host: str = "127.0.0.1",
    clock: Clock | None = None,
    public: str = "",
) -> int:
    """Serve LINE in a box until Ctrl-C, printing one address to open; return the exit status.

    `clock` starts where the demo begins (default: the real time); the page and ``/_/clock`` turn it.
    `bot_url` is the bot's address; without a path its ``/webhook`` is meant. Port 0 takes a free one.
    `public` is the https address by which the bot's messages call its own pictures and files; the page
    fetches them from `bot_url`.
    """
    line = Line(secret=channel_secret, token=access_token, bot_url=webhook_url(bot_url), clock=clock)
    if public:
        line.public_address = {"from": public.rstrip("/"), "to": bot_url.rstrip("/").removesuffix("/webhook")}
    cast(line)
    try:
        listener = listening(host, port)
    except OSError as error:
        sys.stderr.write(f"simulator: {error.strerror}; choose another --port or --host\n")
        return 1
    with listener, contextlib.closing(line), contextlib.suppress(KeyboardInterrupt):
        _greet(line, host, listener.getsockname()[1])
        app = create_app(line)
        if host in _LOOPBACK:
            # A foreign page whose name was made to point here may not look, let alone act.
            app.add_middleware(TrustedHostMiddleware, allowed_hosts=[*_LOOPBACK, f"[{host}]"])
        config = uvicorn.Config(app, log_level="critical", lifespan="off", timeout_graceful_shutdown=0)
        uvicorn.Server(config).run(sockets=[listener])
    return 0


def _greet(line: Line, host: str, port: int) -> None:
    """Say where to look, and whatever somebody should know before they do."""
    if host not in _LOOPBACK:
        sys.stderr.write(
            f"simulator: WARNING: {host} is not loopback: everyone who reaches it acts as anyone\n"
        )
    shown = f"[{host}]" if ":" in host else host
    sys.stdout.write(f"LINE simulator: http://{shown}:{port}/\n")
    if not line.clock.real:
        moment = datetime.fromtimestamp(line.clock.now() / 1000, UTC).astimezone(BANGKOK)
        sys.stdout.write(f"LINE simulator: its clock begins at {moment:%Y-%m-%d %H:%M} in Bangkok\n")
    sys.stdout.flush()


def webhook_url(bot_url: str) -> str:
    """Complete the address of a bot to that of its webhook."""
    return bot_url if urlsplit(bot_url).path.strip("/") else f"{bot_url.rstrip('/')}/webhook"


def cast(line: Line) -> None:
    """Bring in the people of the demo; their ids are the same in every run, so a bot knows them again."""
    roles = json.loads((PAGE / "people.json").read_text(encoding="utf-8"))
    people = {
        role["key"]: line.person(
            role["name"],
            key=f"person/{role['key']}",
            friend=role.get("friend", True),
            language=role.get("language", "th"),
        )
        for role in roles["people"]
    }
    for group in roles["groups"]:
        members = [people[key] for key in group["members"]]
        line.group(group["name"], members, key=f"group/{group['key']}")
