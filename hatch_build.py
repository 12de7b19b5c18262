"""Compile the message catalogs: at every build and editable install, and by `make catalogs`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


def compile_catalogs(root: Path) -> list[Path]:
    """Write a `.mo` beside each `.po` and return them."""
    compiled = []
    for source in sorted(root.glob("locales/*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        with source.open("rb") as po, target.open("wb") as mo:
            write_mo(mo, read_po(po))
        compiled.append(target)
    return compiled


class CatalogsHook(BuildHookInterface):  # type: ignore[type-arg]
    """Hatchling's way in."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 (the hook's signature)
        """Compile, and put the catalogs into a wheel."""
        root = Path(self.root)
        for target in compile_catalogs(root):
            inside = target.relative_to(root / "locales")
            build_data.setdefault("force_include", {})[str(target)] = f"bot/locales/{inside}"


if __name__ == "__main__":
    compile_catalogs(Path(__file__).parent)
