"""The same on a slow disk: each fsync takes 4 ms longer, in the bot on SQLite and in PostgreSQL's server."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from rich.table import Table

from tests.bench import acks, latency
from tests.bench.commits import commits
from tests.bench.figures import interleaved
from tests.bench.stands import Stage

if TYPE_CHECKING:
    from collections.abc import Iterator

ROUNDS = 2
SOURCE = Path(__file__).with_name("slowsync.c")


def measure() -> Iterator[Table]:
    """Compile the disk, and run acknowledgements and answers on it."""
    compiler = shutil.which("cc")
    if compiler is None:
        yield Table("no C compiler (cc): a slow disk cannot be simulated here, skipped")
        return
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)  # PostgreSQL's server may be another user
        library = Path(folder) / "slowsync.so"
        subprocess.run([compiler, "-shared", "-fPIC", "-O2", "-o", library, SOURCE], check=True)  # noqa: S603 (our own)
        with Stage(preload=library) as stage:
            commit = commits(stage)
            yield acks.table(
                interleaved(ROUNDS, acks.recipes(stage), acks.acknowledged),
                f"acknowledged on a disk of 4 ms; {ROUNDS} rounds; {commit}",
            )
            yield latency.sustained(interleaved(ROUNDS, latency.recipes(stage), latency.flat_out))
