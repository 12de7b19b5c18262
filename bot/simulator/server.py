"""A `Line` as a real HTTP server on this machine, in a thread."""

import asyncio
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn

from bot.simulator.api import create_app
from bot.simulator.line import Line


def listening(host: str, port: int) -> socket.socket:
    """Take an address; raises `OSError`, whose ``strerror`` says all, when it cannot be had."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # asyncio turns Nagle's delay off only on sockets that say they are TCP: it costs 40 ms an answer.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen(128)
    except (OSError, OverflowError) as error:
        listener.close()
        why = error.strerror if isinstance(error, OSError) else "ports go from 0 to 65535"
        raise OSError(getattr(error, "errno", None), f"cannot listen on {host}:{port}: {why}") from error
    return listener


@contextmanager
def serve(line: Line, port: int = 0, host: str = "127.0.0.1") -> Iterator[str]:
    """Serve while the block runs; the value is the base URL, which answers when the block begins."""
    with listening(host, port) as listener:
        config = uvicorn.Config(
            create_app(line), log_level="critical", lifespan="off", timeout_graceful_shutdown=0
        )
        server = uvicorn.Server(config)
        ready = threading.Event()

        async def main() -> None:
            # The socket listens already, so a call made before uvicorn accepts is not refused: it waits.
            asyncio.get_running_loop().call_soon(ready.set)
            await server.serve(sockets=[listener])

        thread = threading.Thread(target=lambda: asyncio.run(main()), name="line-simulator", daemon=True)
        thread.start()
        try:
            ready.wait()
            yield f"http://{host}:{listener.getsockname()[1]}"
        finally:
            server.should_exit = True
            line.close()
            thread.join()
