"""Take content in: check it, sum it up, put it into the vault. Done twice, it comes to the same."""

from __future__ import annotations

import hashlib
import io
import os
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Final

from bot.evidence import kinds
from bot.evidence.likeness import likeness
from bot.evidence.previews import preview
from bot.evidence.vault import beside

if TYPE_CHECKING:
    from bot.evidence.vault import Vault

CHUNK: Final = 256 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a file turned out to be. With a ``problem`` (see `bot.evidence.kinds`) it was not kept.

    ``sha256`` and ``likeness`` are in hex, ``size`` in bytes; ``preview_bytes`` is the size of the smaller
    picture that was put beside it, where one is needed.
    """

    problem: str | None
    size: int
    media_type: str | None = None
    sha256: str | None = None
    likeness: str | None = None
    preview_bytes: int | None = None


def keep(vault: Vault, key: str, file: IO[bytes], *, for_notice: bool = False) -> Found:
    """Put a file into the vault under ``key``, if it is evidence, or fit for a notice; say what it is."""
    size = file.seek(0, os.SEEK_END)
    kind = kinds.recognised(file)
    problem = kinds.problem(kind, size, for_notice=for_notice)
    if problem or kind is None:
        return Found(problem=problem, size=size)
    small = None
    if for_notice and kind.media_type in kinds.SHOWN_IN_CHAT and size > kinds.PREVIEW_BYTES:
        small = preview(file)
        if small is None:
            return Found(problem=kinds.NOT_ALLOWED, size=size)
        vault.put(beside(key), io.BytesIO(small))
    found = Found(
        problem=None,
        size=size,
        media_type=kind.media_type,
        sha256=_sha256(file),
        likeness=likeness(file) if kind.is_picture and not for_notice else None,
        preview_bytes=None if small is None else len(small),
    )
    vault.put(key, file)
    return found


def _sha256(file: IO[bytes]) -> str:
    file.seek(0)
    digest = hashlib.sha256()
    while chunk := file.read(CHUNK):
        digest.update(chunk)
    return digest.hexdigest()
