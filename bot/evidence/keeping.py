"""Take content in: check it, sum it up, put it into the vault. Done twice, it comes to the same."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Final

from bot.evidence import kinds
from bot.evidence.likeness import likeness

if TYPE_CHECKING:
    from bot.evidence.vault import Vault

CHUNK: Final = 256 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a file turned out to be. With a ``problem`` (see `bot.evidence.kinds`) it was not kept.

    ``sha256`` and ``likeness`` are in hex, ``size`` in bytes.
    """

    problem: str | None
    size: int
    media_type: str | None = None
    sha256: str | None = None
    likeness: str | None = None


def keep(vault: Vault, key: str, file: IO[bytes]) -> Found:
    """Put a file into the vault under ``key``, if it is evidence; say what it is."""
    size = file.seek(0, os.SEEK_END)
    kind = kinds.recognised(file)
    problem = kinds.problem(kind, size)
    if problem or kind is None:
        return Found(problem=problem, size=size)
    found = Found(
        problem=None,
        size=size,
        media_type=kind.media_type,
        sha256=_sha256(file),
        likeness=likeness(file) if kind.is_picture else None,
    )
    vault.put(key, file)
    return found


def _sha256(file: IO[bytes]) -> str:
    file.seek(0)
    digest = hashlib.sha256()
    while chunk := file.read(CHUNK):
        digest.update(chunk)
    return digest.hexdigest()
