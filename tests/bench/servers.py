"""What the bot is compared with: `python -m tests.bench.servers bare|echo PORT LINE SECRET`.

Each is a module of its own, so that neither loads what only the other needs.
"""

from __future__ import annotations

import asyncio
import sys
from importlib import import_module

import uvicorn


async def main(kind: str, port: int, line: str, secret: str) -> None:
    """Serve until killed."""
    app = import_module(f"tests.bench.{kind}").app(line, secret)
    await uvicorn.Server(uvicorn.Config(app, port=port, log_config=None, access_log=False)).serve()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], int(sys.argv[2]), sys.argv[3], sys.argv[4]))
