"""Which files are evidence, told by their content: what a file is called, by whomever, proves nothing."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from types import MappingProxyType
from typing import IO, TYPE_CHECKING, Final

import filetype

if TYPE_CHECKING:
    from collections.abc import Mapping

MEGABYTE: Final = 1024 * 1024
HEAD: Final = 8192
"""Bytes from which a type is recognised."""
DIRECTORY: Final = MEGABYTE
"""An office document whose list of contents is longer than this, some ten thousand parts, is none."""

TOO_LARGE: Final = "too_large"
NOT_ALLOWED: Final = "not_allowed"
EMPTY: Final = "empty"
GONE: Final = "gone"
UNREACHABLE: Final = "unreachable"
NOT_PREPARED: Final = "not_prepared"
ALIKE: Final = "alike"
"""Of what is kept all the same: the agency has it already, or a picture that shows the same."""
PROBLEMS: Final = frozenset({TOO_LARGE, NOT_ALLOWED, EMPTY, GONE, UNREACHABLE, NOT_PREPARED})
"""Why evidence is not kept: larger than its kind may be; of a kind that is none; without content; LINE has it
no more; LINE could not be asked for hours; LINE did not get a video or recording ready.
"""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file that is taken. ``most`` is in bytes; ``inline``: it may be shown rather than saved."""

    media_type: str
    extension: str
    most: int
    inline: bool = False

    @property
    def is_picture(self) -> bool:
        """Whether it can be compared by what it shows."""
        return self.media_type.startswith("image/")


PICTURE_BYTES: Final = 20 * MEGABYTE
FILE_BYTES: Final = 50 * MEGABYTE
SHOWN_IN_CHAT: Final = frozenset({"image/jpeg", "image/png"})
"""What LINE shows in a chat when the bot sends it."""
CHAT_BYTES: Final = 10_000_000
PREVIEW_BYTES: Final = 1_000_000
"""What LINE takes of such a picture, and of the smaller one before it is opened: "10 MB" and "1 MB"."""
_OFFICE: Final = "application/vnd.openxmlformats-officedocument."
_ZIP: Final = "application/zip"
KINDS: Final[Mapping[str, Kind]] = MappingProxyType(
    {
        kind.media_type: kind
        for kind in (
            Kind("image/jpeg", "jpg", PICTURE_BYTES, inline=True),
            Kind("image/png", "png", PICTURE_BYTES, inline=True),
            Kind("image/gif", "gif", PICTURE_BYTES, inline=True),
            Kind("image/webp", "webp", PICTURE_BYTES, inline=True),
            Kind("image/heic", "heic", PICTURE_BYTES, inline=True),
            Kind("application/pdf", "pdf", FILE_BYTES, inline=True),
            Kind(f"{_OFFICE}wordprocessingml.document", "docx", FILE_BYTES),
            Kind(f"{_OFFICE}spreadsheetml.sheet", "xlsx", FILE_BYTES),
            Kind(f"{_OFFICE}presentationml.presentation", "pptx", FILE_BYTES),
            Kind("video/mp4", "mp4", FILE_BYTES),
            Kind("video/quicktime", "mov", FILE_BYTES),
            Kind("audio/mp4", "m4a", FILE_BYTES),
            Kind("audio/mpeg", "mp3", FILE_BYTES),
        )
    }
)
_MAIN_PARTS: Final = {
    "word/document.xml": f"{_OFFICE}wordprocessingml.document",
    "xl/workbook.xml": f"{_OFFICE}spreadsheetml.sheet",
    "ppt/presentation.xml": f"{_OFFICE}presentationml.presentation",
}
_END: Final = b"PK\x05\x06"
_END_BYTES: Final = 22
_END_WINDOW: Final = 0xFFFF + 1 + _END_BYTES
_LARGE: Final = b"PK\x06\x07"
_SOUND_BRANDS: Final = (b"M4A ", b"M4B ")


def most_bytes(message_kind: str, *, for_notice: bool = False) -> int:
    """Return how much of a message's content is fetched at most, before anybody knows what it is."""
    if for_notice and message_kind == "image":
        return CHAT_BYTES
    return PICTURE_BYTES if message_kind == "image" else FILE_BYTES


def recognised(file: IO[bytes]) -> Kind | None:
    """Tell what a file is, by what is in it; None if it is nothing that is taken. Never raises."""
    try:
        file.seek(0)
        head = file.read(HEAD)
        return KINDS.get(_media_type(head, file) or "")
    except (OSError, ValueError, IndexError, zipfile.BadZipFile, NotImplementedError):
        return None  # a file that only begins like one
    finally:
        file.seek(0)


def problem(kind: Kind | None, size: int, *, for_notice: bool = False) -> str | None:
    """Say why a file is not kept; None if it is. Pictures of notices are shown in chats."""
    if not size:
        return EMPTY
    if kind is None:
        return NOT_ALLOWED
    in_chat = for_notice and kind.media_type in SHOWN_IN_CHAT
    return TOO_LARGE if size > (CHAT_BYTES if in_chat else kind.most) else None


def _media_type(head: bytes, file: IO[bytes]) -> str | None:
    # The library takes most recordings for videos: their brand says otherwise.
    if head[4:8] == b"ftyp" and head[8:12] in _SOUND_BRANDS:
        return "audio/mp4"
    found: str | None = filetype.guess_mime(head)
    if found == _ZIP or (found or "").startswith(_OFFICE) or head.startswith(b"PK\x03\x04"):
        return _office(file)
    return found


def _office(file: IO[bytes]) -> str | None:
    """Tell which office document a zip file is, by its list of contents. With macros it is none."""
    if not 0 < _directory_bytes(file) <= DIRECTORY:
        return None
    with zipfile.ZipFile(file) as archive:
        names = archive.namelist()
    if "[Content_Types].xml" not in names or any(n.lower().endswith("vbaproject.bin") for n in names):
        return None
    found = [media_type for part, media_type in _MAIN_PARTS.items() if part in names]
    return found[0] if len(found) == 1 else None


def _directory_bytes(file: IO[bytes]) -> int:
    """Return how long a zip file says its list is, 0 for one of the kind for 4 GB and more.

    Found as the standard library finds it, which then makes an object of every entry: a list of millions
    would take its memory.
    """
    size = file.seek(0, 2)
    file.seek(max(0, size - _END_WINDOW))
    tail = file.read()
    exact = len(tail) - _END_BYTES
    plain = tail[exact : exact + 4] == _END and tail.endswith(b"\0\0")
    at = exact if exact >= 0 and plain else tail.rfind(_END)
    if at < 0 or tail[max(0, at - 20) :].startswith(_LARGE):
        return 0
    return int.from_bytes(tail[at + 12 : at + 16], "little")
