"""Commands as `bot.cli` runs them, within the process of the test: a process of its own takes a second."""

from __future__ import annotations

import io
import logging
import os
import sys
from contextlib import chdir, contextmanager, redirect_stderr, redirect_stdout, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING
from unittest import mock

import structlog
from sqlalchemy import event
from sqlalchemy.pool import Pool

from bot import cli

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path
    from typing import Any


@dataclass(frozen=True)
class Done:
    """What is left of a command, named as `subprocess` names it."""

    returncode: int
    stdout: str
    stderr: str


def call(
    arguments: tuple[object, ...], environment: Mapping[str, str], folder: Path, stdin: str = ""
) -> Done:
    """Run `ita-bot` in a folder and an environment of its own, through the door that a process enters by."""
    said, told = io.StringIO(), io.StringIO()
    code = 0
    with (
        chdir(folder),
        mock.patch.dict(os.environ, environment, clear=True),
        mock.patch.object(sys, "argv", ["ita-bot", *map(str, arguments)]),
        mock.patch.object(sys, "stdin", io.StringIO(stdin)),
        redirect_stdout(said),
        redirect_stderr(told),
        _logs_as_before(),
        _connections_closed(),
    ):
        try:
            cli.main()
        except SystemExit as ended:
            code = ended.code if isinstance(ended.code, int) else int(ended.code is not None)
    return Done(code, said.getvalue(), told.getvalue())


@contextmanager
def _logs_as_before() -> Iterator[None]:
    """Undo what a command sets for its process."""
    root = logging.getLogger()
    kept, handlers, level = structlog.get_config(), root.handlers[:], root.level
    yield
    structlog.configure(**kept)
    root.handlers[:] = handlers
    root.setLevel(level)


@contextmanager
def _connections_closed() -> Iterator[None]:
    """Close what a command leaves to the end of its process."""
    opened: list[Any] = []

    def opens(connection: Any, _record: object) -> None:
        opened.append(connection)

    event.listen(Pool, "connect", opens)
    yield
    event.remove(Pool, "connect", opens)
    for connection in opened:
        with suppress(Exception):  # closed by the command itself
            connection.close()
