"""One name through the house: intent → use case → answer → renderer. No link may be missing."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import get_args

from bot import answers, intent, render, usecases

USECASES = Path(usecases.__file__).parent


def test_every_intent_has_a_use_case() -> None:
    assert set(usecases.TABLE) == set(intent.INTENTS)


def test_every_answer_has_a_renderer() -> None:
    assert render.registered() == frozenset(get_args(answers.Answer))


def test_every_answer_is_given_by_some_use_case() -> None:
    """An answer that nobody gives is dead, and so is its card. Some are given where nobody has just asked."""
    sources = [*USECASES.rglob("*.py"), *(USECASES.parent / name for name in ("inbox.py", "telling.py"))]
    made = {
        ast.unparse(node.func).removeprefix("answers.")
        for path in sources
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
    }
    assert {kind.__name__ for kind in get_args(answers.Answer)} <= made
