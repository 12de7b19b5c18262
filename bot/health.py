"""The routes that tell how a process is: alive, ready, and what it has counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import APIRouter, Response
from starlette.concurrency import run_in_threadpool

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bot.metrics import Metrics

UNHEALTHY = 503


def router(metrics: Metrics, problems: Callable[[], Sequence[str]]) -> APIRouter:
    """Return the routes. ``problems`` lists why the process is not ready, and may block."""
    routes = APIRouter()

    @routes.get("/healthz")
    async def healthz() -> dict[str, str]:
        return {"status": "alive"}

    @routes.get("/readyz")
    async def readyz(response: Response) -> dict[str, object]:
        found = await run_in_threadpool(problems)
        if found:
            response.status_code = UNHEALTHY
        return {"status": "not ready" if found else "ready", "problems": list(found)}

    @routes.get("/metrics")
    async def measurements() -> Response:
        return Response(await run_in_threadpool(metrics.render), media_type="text/plain; version=0.0.4")

    return routes
