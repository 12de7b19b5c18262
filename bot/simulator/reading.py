"""Reading what comes over the wire: no more than is wanted, and only JSON that can be told again."""

import json
from math import isfinite

from fastapi import Request


async def read(request: Request, most: int) -> bytes:
    """Read a body; of one that is longer than `most`, just so much that it can be seen to be."""
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > most:
            return bytes(body[: most + 1])
    return bytes(body)


def parsed(raw: bytes) -> object:
    """Parse JSON; raises `ValueError` also for what is none to anyone but Python.

    That is NaN and numbers without end, halves of surrogate pairs, and nesting that nothing could walk: the
    page would be told of the call and stumble.
    """
    try:
        value = json.loads(raw, parse_constant=_refuse, parse_float=_finite)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
    if rb"\ud" in raw.lower():
        json.dumps(value, ensure_ascii=False).encode()
    return value


def _refuse(name: str) -> float:
    raise ValueError(f"{name} is not JSON")


def _finite(digits: str) -> float:
    return number if isfinite(number := float(digits)) else _refuse(digits)
