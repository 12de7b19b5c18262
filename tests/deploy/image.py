"""The image without an engine: its Dockerfile is read, its steps run in a folder, its root is read-only.

What cannot be had without a network is taken from here: a package of a lock is linked from the environment
that runs the tests, instead of downloaded.
"""

from __future__ import annotations

import importlib.metadata
import os
import re
import shlex
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[2]
LOCKED = re.compile(r"^([A-Za-z0-9_.-]+)==", re.MULTILINE)
INSTALL = re.compile(r"python -m pip --python (\S+)/bin/python install .*-r (\S+)$")


@dataclass
class Stage:
    """One stage of a Dockerfile: its instructions as (name, argument), in order."""

    base: str
    steps: list[tuple[str, str]] = field(default_factory=list)

    def all(self, name: str) -> list[str]:
        """Arguments of every instruction of that name."""
        return [argument for found, argument in self.steps if found == name]


def stages() -> list[Stage]:
    """Read the Dockerfile."""
    text = re.sub(r"^\s*#.*\n", "", (ROOT / "Dockerfile").read_text(encoding="utf-8"), flags=re.MULTILINE)
    found: list[Stage] = []
    for line in text.replace("\\\n", " ").splitlines():
        name, _, argument = line.partition(" ")
        if name == "FROM":
            found.append(Stage(argument.strip()))
        elif name:
            found[-1].steps.append((name, argument.strip()))
    return found


def context(folder: Path) -> None:
    """Copy what `.dockerignore` lets through of what git knows."""
    lines = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    allowed = tuple(line.removeprefix("!") for line in lines if line.startswith("!"))
    listed = subprocess.run(  # noqa: S603 (the names are the repository's)
        ["git", "ls-files", "-co", "--exclude-standard", "--", *allowed],  # noqa: S607 (wherever this system has it)
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    for name in listed.stdout.splitlines():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / name, target)


@dataclass
class Build:
    """The build stage in a folder that stands for its root."""

    root: Path

    @property
    def bot(self) -> Path:
        """The environment that the image gets."""
        return self.root / "opt/ita-bot"

    def run(self) -> None:
        """Run the steps of the build stage, one command after another."""
        source = self.root / "src"
        for folder in (source, self.root / "tmp"):
            folder.mkdir(parents=True)
        context(source)
        for step in stages()[0].all("RUN"):
            for command in step.split(" && "):
                self._command(" ".join(command.split()), source)

    def _command(self, command: str, source: Path) -> None:
        here = re.sub(r"(?<![\w.])/(opt|tmp|dist)\b", rf"{self.root}/\1", command)
        installs = INSTALL.match(here)
        if installs:
            link_locked(source / installs[2], Path(installs[1]))
            return
        here = re.sub(r"^python ", f"{shlex.quote(sys.executable)} ", here)
        subprocess.run(["/bin/sh", "-euc", here], cwd=source, check=True, capture_output=True)  # noqa: S603 (the Dockerfile's own)


def link_locked(lock: Path, environment: Path) -> None:
    """Put the packages of a lock, as the tests' environment has them, into another."""
    (site,) = environment.glob("lib/python*/site-packages")
    for name in LOCKED.findall(lock.read_text(encoding="utf-8")):
        try:
            files = importlib.metadata.distribution(name).files or []
        except importlib.metadata.PackageNotFoundError:
            continue  # for another system, as colorama for Windows
        for file in files:
            if ".." in file.parts:
                continue  # a script in bin/
            source, target = Path(str(file.locate())), site / file
            if source.is_file() and not target.exists():
                target.parent.mkdir(parents=True, exist_ok=True)
                _link(source, target)


def _link(source: Path, target: Path) -> None:
    try:
        os.link(source, target)
    except OSError:  # another file system
        shutil.copyfile(source, target)


def closed(*writable: Path) -> list[str]:
    """Return what to put before a command: nobody in particular, and a root on which only these are written.

    Empty where this system does not let us.
    """
    binds = "".join(f"mount --bind {path} {path}; " for path in map(str, writable))
    inner = 'exec unshare --user --map-user=10001 --map-group=10001 "$@"'
    script = f"{binds}mount -o remount,bind,ro /; {inner}"
    before = ["unshare", "--user", "--map-root-user", "--mount", "sh", "-euc", script, "sh"]
    try:
        tried = subprocess.run([*before, "true"], check=False, capture_output=True)  # noqa: S603 (our own)
    except OSError:
        return []
    return before if tried.returncode == 0 else []
