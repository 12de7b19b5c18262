"""A web service on an address. The port is taken first: one in use is told before any work is done."""

from __future__ import annotations

import socket
from contextlib import contextmanager
from typing import TYPE_CHECKING

import uvicorn

from bot.patience import Connection

if TYPE_CHECKING:
    from collections.abc import Iterator

    from starlette.types import ASGIApp

END_SECONDS = 5
"""How long the end waits for requests: LINE gives up on one after two seconds, and delivers it again."""
MOST_CONNECTIONS = 800
"""From here on requests are answered 503. Many systems let a process have 1,024 files, the database's too."""
KEEP_SECONDS = 75
"""How long an idle connection is kept: longer than proxies do (60 s is usual), or they use a closed one."""
_WAITING = 2048  # connections, as uvicorn's own default


@contextmanager
def listening(host: str, port: int) -> Iterator[socket.socket]:
    """Take an address. Raises OSError, with the address as its filename, if somebody else has it."""
    try:
        family, kind, _, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        # asyncio turns Nagle's delay off only on sockets that say they are TCP: it costs 40 ms an answer.
        listener = socket.socket(family, kind, socket.IPPROTO_TCP)
    except OSError as error:
        raise _named(error, host, port) from error
    with listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind(address)
            listener.listen(_WAITING)
        except OSError as error:
            raise _named(error, host, port) from error
        yield listener


def config(app: ASGIApp, proxies: str = "") -> uvicorn.Config:
    """Return how the service is served. ``proxies`` are believed when they say whom they speak for."""
    return uvicorn.Config(
        app,
        http=Connection,
        ws="none",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=bool(proxies),
        forwarded_allow_ips=proxies,
        limit_concurrency=MOST_CONNECTIONS,
        timeout_keep_alive=KEEP_SECONDS,
        timeout_graceful_shutdown=END_SECONDS,
    )


def serve(app: ASGIApp, listener: socket.socket, proxies: str = "") -> bool:
    """Serve until a signal ends it; return whether it ever started. Failures of the start are logged."""
    server = uvicorn.Server(config(app, proxies))
    server.run(sockets=[listener])
    return server.started


def _named(error: OSError, host: str, port: int) -> OSError:
    return OSError(error.errno, f"cannot listen there: {error.strerror}", f"{host}:{port}")
