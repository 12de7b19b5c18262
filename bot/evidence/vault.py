"""Where content is kept: a folder, or a bucket that speaks S3. One interface over both, by obstore.

Nobody is named by a key (a number of the agency, and chance), and none leads out of the vault.
"""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import os
import re
from datetime import timedelta
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final
from urllib.parse import unquote, urlsplit

import obstore
from obstore.store import LocalStore, S3Store

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from obstore import BytesStream
    from obstore.store import MemoryStore

PART: Final = 5 * 1024 * 1024
"""Bytes of a piece that goes to a bucket, two at a time: what a large file takes of memory."""
CHUNK: Final = 256 * 1024
"""Bytes of a piece that is given back."""
CONNECT: Final = timedelta(seconds=5)
REQUEST: Final = timedelta(seconds=120)
RETRY: Final = timedelta(seconds=60)
_KEY: Final = re.compile(r"[0-9]{1,12}/[0-9a-f]{2}/[0-9a-f]{32,64}")


class Missing(LookupError):
    """There is nothing in the vault under this key."""


class Vault:
    """Content by key. What is put under the same key again takes its place, whole or not at all."""

    def __init__(self, store: LocalStore | S3Store | MemoryStore, folder: Path | None = None) -> None:
        """``folder`` is where a store of files has them."""
        self._store = store
        self._folder = folder

    @property
    def workshop(self) -> str | None:
        """A folder for what is on its way in; None: the system's own, for a bucket has none."""
        return str(self._folder) if self._folder else None

    def put(self, key: str, file: IO[bytes]) -> None:
        """Keep a file's content. Blocks until it would survive a power cut."""
        _checked(key)
        file.seek(0)
        obstore.put(self._store, key, file, chunk_size=PART, max_concurrency=2)
        if self._folder:
            _settle(self._folder / key)

    def delete(self, key: str) -> None:
        """Delete what is kept, and what is kept beside it; it is no error if nothing is."""
        for each in (_checked(key), beside(key)):
            with contextlib.suppress(FileNotFoundError):
                obstore.delete(self._store, each)
            if self._folder:
                _sweep(self._folder / each)

    def exists(self, key: str) -> bool:
        """Whether anything is kept there."""
        try:
            obstore.head(self._store, _checked(key))
        except FileNotFoundError:
            return False
        return True

    async def read(self, key: str, start: int, end: int) -> AsyncIterator[bytes]:
        """Return the bytes from ``start`` up to ``end`` as a stream. Raises Missing before the first one."""
        try:
            found = await obstore.get_async(self._store, _checked(key), options={"range": (start, end)})
        except FileNotFoundError as error:
            raise Missing(key) from error
        return _pieces(found.stream(min_chunk_size=CHUNK))


def beside(key: str) -> str:
    """Return where the smaller picture of what is kept under a key is kept."""
    agency, _, _ = _checked(key).partition("/")
    fresh = hashlib.sha256(key.encode()).hexdigest()[:40]
    return f"{agency}/{fresh[:2]}/{fresh}"


def open_vault(url: str) -> Vault:
    """Return the vault at ``file:///…`` (the folder is made) or ``s3://bucket/prefix``.

    A bucket's keys, region and endpoint come from the usual ``AWS_…`` of the environment. It is not asked
    for anything yet.
    """
    parts = urlsplit(url)
    if parts.scheme == "file":
        folder = Path(unquote(parts.path))
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        return Vault(LocalStore(folder), folder)
    plain = os.environ.get("AWS_ENDPOINT_URL", os.environ.get("AWS_ENDPOINT", "")).startswith("http://")
    return Vault(
        S3Store.from_url(
            url,
            client_options={"connect_timeout": CONNECT, "timeout": REQUEST, "allow_http": plain},
            retry_config={"max_retries": 3, "retry_timeout": RETRY},
        )
    )


async def _pieces(stream: BytesStream) -> AsyncIterator[bytes]:
    async for piece in stream:
        yield bytes(piece)
        await asyncio.sleep(0)  # a folder is read quickly: others have their turn in between


def _checked(key: str) -> str:
    if not _KEY.fullmatch(key):
        raise ValueError("not a key of the vault")
    return key


def _settle(path: Path) -> None:
    """Make sure that a file and its name are on the disk, as the database does of what names it."""
    _sweep(path)
    for each in (path, path.parent, path.parent.parent):
        handle = os.open(each, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _sweep(path: Path) -> None:
    """Delete what a process left that died while it wrote: the library writes NAME#1, and renames it."""
    for left in path.parent.glob(f"{path.name}#*"):
        left.unlink(missing_ok=True)
