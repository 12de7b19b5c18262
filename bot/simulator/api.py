"""The double at the wire: LINE's two origins on one, the control API and the page."""

import asyncio
from collections.abc import AsyncIterator

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse, Response, StreamingResponse
from starlette.concurrency import run_in_threadpool

from bot.simulator import control
from bot.simulator.gate import BODY_LIMIT
from bot.simulator.line import Line
from bot.simulator.model import Fault
from bot.simulator.model import Request as Call
from bot.simulator.reading import read

# Bytes that a large body is sent in.
_PIECE = 64 * 1024
METHODS = ["GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS"]


def create_app(line: Line) -> FastAPI:
    """Serve a `Line`: everything outside of ``/``, ``/page`` and ``/_`` is LINE's API."""
    line.open()
    app = FastAPI(title="LINE in a box", docs_url=None, redoc_url=None, openapi_url=None)
    app.include_router(control.router(line))

    @app.api_route("/{path:path}", methods=METHODS)
    async def api(request: Request) -> Response:
        call = Call(
            request.method,
            request.url.path,
            await read(request, BODY_LIMIT),
            {name.lower(): value for name, value in request.headers.items()},
            dict(request.query_params),
        )
        if call.path.endswith("/webhook/test"):
            answer, fault = await run_in_threadpool(line.call, call)
        else:
            answer, fault = line.call(call)
        if fault and fault.delay:
            await _late(line, fault)
        if fault and fault.hang:
            while (await request.receive())["type"] != "http.disconnect":
                pass
        headers = dict(answer.headers)
        if isinstance(answer.body, bytes) and answer.size:
            length = {"content-length": str(answer.size)} if answer.told else {}
            large = _repeated(answer.body, answer.size)
            return StreamingResponse(large, answer.status, headers | length, answer.media_type)
        if isinstance(answer.body, bytes):
            return Response(answer.body, answer.status, headers, answer.media_type)
        return JSONResponse(answer.body, answer.status, headers)

    return app


async def _late(line: Line, fault: Fault) -> None:
    """Wait as long as a fault says; one that lasts until it is taken away lets go of its answers then."""
    if fault.times:
        return await asyncio.sleep(fault.delay)
    listener = line.listen()
    try:
        async with asyncio.timeout(fault.delay):
            while any(one is fault for one in line.faults):
                await listener.wait()
                listener.clear()
    except TimeoutError:
        pass
    finally:
        line.unlisten(listener)
    return None


async def _repeated(data: bytes, size: int) -> AsyncIterator[bytes]:
    """Make a large body of a small one, piece by piece as it is taken."""
    piece = data * max(1, _PIECE // len(data))
    for start in range(0, size, len(piece)):
        yield piece[: size - start]
