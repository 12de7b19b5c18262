"""House rules that import contracts cannot see, each with its why. They read the code and run none of it."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
SOURCES = sorted([*ROOT.glob("bot/**/*.py"), *ROOT.glob("ita_core/**/*.py")])
THAI = re.compile("[\u0e00-\u0e7f]")


def _name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def _calls(tree: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    """Every call by its dotted name as written: ``dt.datetime.now``, ``select``."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func), node


def _outside(*rooms: str) -> list[Path]:
    return [path for path in SOURCES if not _name(path).startswith(rooms)]


def _inside(*rooms: str) -> list[Path]:
    return [path for path in SOURCES if _name(path).startswith(rooms)]


def _lines(paths: list[Path], wrong: set[str]) -> list[str]:
    """Where a call with one of these last names stands."""
    return [
        f"{_name(path)}:{call.lineno} {name}"
        for path in paths
        for name, call in _calls(_tree(path))
        if name in wrong or any(name.endswith(f".{last}") for last in wrong)
    ]


def test_there_are_sources() -> None:
    assert len(SOURCES) > 50


def test_the_clock_is_read_only_in_the_roots() -> None:
    """Time is an argument: a rule that reads the clock cannot be tested, rehearsed or replayed."""
    roots = ("bot/app.py", "bot/cli/", "bot/demo/", "bot/simulator/")
    wrong = {"datetime.now", "datetime.utcnow", "date.today", "datetime.today", "time.time", "time.monotonic"}
    assert _lines(_outside(*roots), wrong) == []


def test_commit_and_rollback_only_in_the_store() -> None:
    """One transaction an event: a helper that commits makes half a change permanent."""
    assert _lines(_outside("bot/store/"), {"commit", "rollback", "begin", "begin_nested"}) == []


def test_sql_only_in_the_store() -> None:
    """Every query stands in one room, where its indexes and both databases are thought of."""
    found = [
        f"{_name(path)}:{node.lineno}"
        for path in _outside("bot/store/")
        for node in ast.walk(_tree(path))
        if isinstance(node, ast.ImportFrom)
        and (node.module or "").startswith(("sqlalchemy", "sqlmodel"))
        and {alias.name for alias in node.names} - {"Engine", "Session", "SQLModel"}
    ]
    assert found == []


def test_a_web_node_does_not_load_the_durable_engine() -> None:
    """It only verifies, stores and wakes; the engine would cost it memory and time to start."""
    script = "import sys, bot.app, bot.cli, bot.serving; sys.exit('dbos' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script], check=False, cwd=ROOT).returncode == 0  # noqa: S603 (ours)


def test_thai_only_where_it_is_read() -> None:
    """Texts live in `locales/` and names in data, so that a translator and an agency find them."""
    allowed = ("bot/parse/",)
    found = [
        f"{_name(path)}:{number}"
        for path in _outside(*allowed)
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if THAI.search(line)
    ]
    assert found == []


def test_scores_are_rounded_only_in_scoring() -> None:
    """Rounding twice changes figures; so it happens once, half up, where a figure is shown."""
    found = _lines(_inside("ita_core/", "bot/usecases/"), {"round", "quantize"})
    assert [line for line in found if not line.startswith("ita_core/scoring.py")] == []


def test_no_floats_in_the_core() -> None:
    """Scores are exact: 99.005 must become 99.01, and a float is not 99.005."""
    found = [
        f"{_name(path)}:{node.lineno}"
        for path in _inside("ita_core/")
        for node in ast.walk(_tree(path))
        if (isinstance(node, ast.Constant) and isinstance(node.value, float))
        or (isinstance(node, ast.Name) and node.id == "float")
    ]
    assert found == []


def test_use_cases_do_no_arithmetic_on_scores() -> None:
    """What a score means is decided in `ita_core`; a use case passes figures on."""
    found = [
        f"{_name(path)}:{node.lineno} {ast.unparse(node)}"
        for path in _inside("bot/usecases/")
        for node in ast.walk(_tree(path))
        if isinstance(node, ast.BinOp)
        and any(
            isinstance(part, ast.Attribute) and part.attr in {"low", "high", "points", "best", "score"}
            for part in ast.walk(node)
        )
    ]
    assert found == []


def _made_at_import(tree: ast.Module) -> Iterator[ast.Call]:
    """Calls that run when the module is imported."""
    for statement in tree.body:
        if isinstance(statement, ast.Assign | ast.AnnAssign | ast.Expr) and statement.value is not None:
            yield from (node for node in ast.walk(statement.value) if isinstance(node, ast.Call))


def test_nothing_is_opened_or_read_at_import() -> None:
    """No engine, settings, client or translator at module level: tests, commands and services make theirs."""
    wrong = {
        "create_engine",
        "Settings",
        "load",
        "LineClient",
        "AsyncApiClient",
        "FastAPI",
        "translation",
        "open",
    }
    found = [
        f"{_name(path)}:{call.lineno} {ast.unparse(call.func)}"
        for path in SOURCES
        for call in _made_at_import(_tree(path))
        if ast.unparse(call.func).rpartition(".")[2] in wrong
    ]
    assert found == []


def test_a_process_that_takes_webhooks_imports_nothing_of_what_answers() -> None:
    """It would cost memory and a second of each start: see `docs/decisions/0015-waking-and-turns.md`."""
    heavy = {
        "linebot",
        "aiohttp",
        "rapidfuzz",
        "openpyxl",
        "PIL",
        "filetype",
        "obstore",
        "psycopg",
        "bot.parse",
        "bot.render",
        "bot.usecases",
    }
    code = f"import sys, bot.cli, bot.serving, bot.app; print(sorted({heavy!r} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)  # noqa: S603 (our own)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("path", SOURCES, ids=_name)
def test_files_stay_small(path: Path) -> None:
    """A file that grows past 400 lines wants to be two rooms."""
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400
