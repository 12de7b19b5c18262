"""Databases for every test: each test runs on SQLite and on PostgreSQL, with a database of its own."""

from __future__ import annotations

import asyncio
import gc
import ssl
from asyncio import _set_running_loop
from contextlib import ExitStack
from functools import cache
from typing import TYPE_CHECKING, Any

import hypothesis
import pytest
from sqlalchemy import Engine, event
from sqlalchemy.util import LRUCache

from bot.store import engine as engines
from tests.databases import EXAMPLE, PLAIN, Databases, Postgres, Sqlite

if TYPE_CHECKING:
    from asyncio import AbstractEventLoop
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser
    from sqlalchemy import Connection

gc.disable()  # until `pytest_collection_finish`: what is imported and collected stays to the end
hypothesis.settings.register_profile("ours", deadline=None)  # a busy machine is no defect
hypothesis.settings.load_profile("ours")
UNUSED = (
    *("WebUIOmniboxPopup", "WebUIOmniboxAimPopup"),
    *("AimEnabled", "AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose"),
    *("HttpsFirstBalancedModeAutoEnable", "HttpsUpgrades", "LensOverlay", "MediaRouter"),
    *("NetworkTimeServiceQuerying", "OptimizationHints", "PaintHolding", "PreconnectToSearch"),
    *("ThirdPartyStoragePartitioning", "AvoidCorsURLLoaderRestartOnRedirect"),
)
"""What a Chromium does without. The first two draw pages below the address bar: a second of a core a window.

The others are Playwright's own, which a list of ours takes the place of.
"""
LEAN = ("--no-sandbox", "--disable-gpu", f"--disable-features={','.join(UNUSED)}")
STATEMENTS = 3_000
"""That are known at a time: more than there are, for two kinds of databases."""
SELDOM = (10_000, 10, 10)
"""When the garbage collector looks for what is left: ten times as seldom as by itself."""
BACKENDS: dict[str, type[Sqlite | Postgres]] = {"sqlite": Sqlite, "postgresql": Postgres}


def pytest_collection_finish() -> None:
    """Look through what is there by now never again: each look at ten thousand tests takes half a second."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*SELDOM)
    gc.enable()


@pytest.fixture(scope="session", autouse=True)
def _certificates_are_read_once() -> None:
    """Keep what every client makes and nothing here uses: reading all authorities' takes 25 ms of a core."""
    ssl.create_default_context = cache(ssl.create_default_context)  # type: ignore[assignment]  # a wrapper


@pytest.fixture(scope="session", autouse=True)
def _statements_are_compiled_once() -> None:
    """Let all engines know what one has compiled: hundreds of statements, and a new engine for most tests."""
    known = Statements(STATEMENTS)

    @event.listens_for(Engine, "engine_connect")
    def share(connection: Connection) -> None:
        connection.engine._compiled_cache = known  # noqa: SLF001 (there is no other way in)


class Statements(LRUCache[Any, Any]):
    """Compiled statements by the kind of database, in place of the engine's own view of it."""

    def get(self, key: Any, default: Any = None) -> Any:
        """Give what was compiled for any engine of this kind."""
        return super().get((type(key[0]), *key[1:]), default)

    def __setitem__(self, key: Any, value: Any) -> None:
        super().__setitem__((type(key[0]), *key[1:]), value)


@pytest.fixture(scope="session")
def backends() -> Iterator[Callable[[str], Databases]]:
    """Give the maker of a backend: one for all tests of a process, in whatever order they come."""
    with ExitStack() as ends:

        @cache
        def backend(kind: str) -> Databases:
            made = BACKENDS[kind]()
            ends.callback(made.close)
            return made

        yield backend


@pytest.fixture(scope="session", params=list(BACKENDS))
def databases(backends: Callable[[str], Databases], request: pytest.FixtureRequest) -> Databases:
    """Make databases of one backend; PostgreSQL is started when a test first asks for it."""
    return backends(request.param)


@pytest.fixture(scope="session")
def others(backends: Callable[[str], Databases], databases: Databases) -> Databases:
    """Make databases of the other backend, for what moves."""
    (other,) = [name for name, kind in BACKENDS.items() if not isinstance(databases, kind)]
    return backends(other)


@pytest.fixture
def empty_url(databases: Databases) -> Iterator[str]:
    """Give the URL of a database without tables."""
    url = databases.make(None)
    yield url
    databases.drop(url)


@pytest.fixture
def database_url(databases: Databases) -> Iterator[str]:
    """Give the URL of a migrated database without data."""
    url = databases.make(PLAIN)
    yield url
    databases.drop(url)


@pytest.fixture
def example_url(databases: Databases) -> Iterator[str]:
    """Give the URL of a database with the example agency."""
    url = databases.make(EXAMPLE)
    yield url
    databases.drop(url)


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    """Give a migrated database without data."""
    made = engines.create(database_url)
    yield made
    made.dispose()


@pytest.fixture
def example_engine(example_url: str) -> Iterator[Engine]:
    """Give a database with the example agency."""
    made = engines.create(example_url)
    yield made
    made.dispose()


@pytest.fixture(scope="session")
def browser() -> Iterator[tuple[Browser, AbstractEventLoop]]:
    """Start one browser for all tests of a process; it stands still, with its event loop, till `chromium`."""
    from bot.simulator.shot import browser_path  # noqa: PLC0415 (only where a browser is wanted)

    path = browser_path()
    if path is None:
        pytest.skip("no Chromium on the PATH: apt-get install chromium")
    sync_api = pytest.importorskip("playwright.sync_api")
    with sync_api.sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=LEAN)
        loop = asyncio.get_running_loop()
        _set_running_loop(None)
        yield started, loop
        _set_running_loop(loop)
        started.close()


@pytest.fixture(scope="module")  # not longer: while Playwright's loop runs, no test can have one of its own
def chromium(browser: tuple[Browser, AbstractEventLoop]) -> Iterator[Browser]:
    """Give a browser without windows; where there is none, say how to have one."""
    started, loop = browser
    _set_running_loop(loop)
    yield started
    for context in started.contexts:
        context.close()
    _set_running_loop(None)
