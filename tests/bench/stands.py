"""What stands behind a webhook address: the servers beside the bot, and the bot on a database of its own."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Self

from tests.bench import programs, rows
from tests.bench.orders import Drain, Flat
from tests.bench.posts import SECRET
from tests.databases import EXAMPLE, Postgres, Sqlite

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Iterator, Mapping

    from tests.bench.orders import Order, Told
    from tests.databases import Databases

BARE, ECHO = "(a) FastAPI and HMAC", "(b) SDK's echo bot"
SQLITE, POSTGRESQL = "SQLite", "PostgreSQL"
BACKENDS = (SQLITE, POSTGRESQL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stand:
    """Programs that run; webhooks go to ``port``. Without a database there is nothing to settle."""

    load: programs.Load
    port: int
    database_url: str = ""
    programs: Mapping[str, subprocess.Popen[str]] = field(default_factory=dict)

    def run(self, order: Callable[..., Order], **values: float | str) -> Told:
        """Have the load generator do something to it."""
        return self.load.run(order(port=self.port, **values))

    def warm(self, *, replies: bool) -> None:
        """Let it build what it builds at the first questions: that is not what is measured."""
        if replies:
            self.run(Drain, count=60, seconds=20)
        else:
            self.run(Flat, connections=4, most=60)

    def settle(self) -> None:
        """Have nothing left to answer."""
        if self.database_url:
            rows.settle(self.database_url)


Recipe = Callable[[], AbstractContextManager[Stand]]


class Stage:
    """Opens stands, until it is left. ``preload`` is a library that is put before the C library's own.

    A stand's database is a new one with the example agency; PostgreSQL is started when it is first asked for.
    """

    def __init__(self, *, preload: Path | None = None) -> None:
        self._stack = ExitStack()
        self.preload = {"LD_PRELOAD": str(preload)} if preload else {}
        self._databases: dict[str, Databases] = {}

    def __enter__(self) -> Self:
        self._folder = Path(self._stack.enter_context(tempfile.TemporaryDirectory()))
        self.load = self._stack.enter_context(programs.load())
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def databases(self, backend: str) -> Databases:
        """Give the maker of databases of one kind, durable ones."""
        if backend not in self._databases:
            made = (
                Sqlite(durable=True)
                if backend == SQLITE
                else Postgres(durable=True, environment=self.preload)
            )
            self._stack.callback(made.close)
            self._databases[backend] = made
        return self._databases[backend]

    def server(self, kind: str) -> Recipe:
        """Tell how to open ``bare`` or ``echo``: see `tests.bench.servers`."""

        @contextmanager
        def opened() -> Iterator[Stand]:
            port, line = programs.free_port(), f"http://127.0.0.1:{self.load.line_port}"
            with programs.program("tests.bench.servers", kind, str(port), line, SECRET) as process:
                programs.wait(f"http://127.0.0.1:{port}/openapi.json", process)
                stand = Stand(load=self.load, port=port, programs={kind: process})
                stand.warm(replies=kind == "echo")
                yield stand

        return opened

    def bot(self, backend: str, *commands: str, url: str | None = None) -> Recipe:
        """Tell how to open the bot. The first command takes the webhooks; on ``url``, else a new database."""

        @contextmanager
        def opened() -> Iterator[Stand]:
            mine = url or self.databases(backend).make(EXAMPLE)
            with ExitStack() as stack:
                if url is None:
                    stack.callback(self.databases(backend).drop, mine)
                ports = [programs.free_port() for _ in commands]
                running = {
                    f"{command} {number}" if commands.count(command) > 1 else command: stack.enter_context(
                        self.start(command, port, mine)
                    )
                    for number, (command, port) in enumerate(zip(commands, ports, strict=True))
                }
                programs.wait(f"http://127.0.0.1:{ports[0]}/readyz", next(iter(running.values())))
                stand = Stand(load=self.load, port=ports[0], database_url=mine, programs=running)
                stand.warm(replies=commands != ("web",))
                yield stand

        return opened

    def start(
        self, command: str, port: int, database_url: str
    ) -> AbstractContextManager[subprocess.Popen[str]]:
        """Start one program of the bot."""
        environment = programs.settings(
            port=port, line_port=self.load.line_port, database_url=database_url, folder=self._folder
        )
        return programs.program("bot.cli", command, environment={**environment, **self.preload})
