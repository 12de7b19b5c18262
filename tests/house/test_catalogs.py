"""Catalogs hold every sentence of the code, in every language."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from bot import render

RENDER = Path(render.__file__).parent
LOCALES = RENDER.parents[1] / "locales"
FIRST = {"gettext": 0, "ngettext": 0, "pgettext": 1}


def sentences() -> set[str]:
    """Return what the code says, also where the extraction does not look: within other strings."""
    found = set()
    for path in RENDER.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            name = getattr(getattr(node, "func", None), "attr", None)
            if isinstance(node, ast.Call) and name in FIRST and len(node.args) > FIRST[name]:
                said = node.args[FIRST[name]]
                if isinstance(said, ast.Constant):
                    found.add(str(said.value))
    return found


@pytest.mark.parametrize("language", ["th", "en"])
def test_every_sentence_is_in_the_catalog_and_nothing_is_open(language: str) -> None:
    with (LOCALES / language / "LC_MESSAGES" / "bot.po").open("rb") as file:
        catalog = [message for message in read_po(file, locale=language) if message.id]
    known = {message.id if isinstance(message.id, str) else message.id[0] for message in catalog}
    assert sentences() - known == set()
    unsaid = [
        message.id
        for message in catalog
        if message.fuzzy
        or not all([message.string] if isinstance(message.string, str) else message.string or [""])
    ]
    assert unsaid == []
