"""What a notice says, and how it looks to whoever gets it."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote, urlsplit

from bot.answers import Reply
from bot.answers.notices import NoticeFile, NoticeReceived

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.store.notices import Kept
    from bot.usecases.asker import Links
    from ita_core.keys import Name

PICTURE: Final = "image"
"""The kind of a file that is shown in the chat; any other is opened with a button."""

_KEPT: Final = "/?#[]@:!$&'()*+,;=%-._~|"
_LONE_PERCENT: Final = re.compile(r"%(?![0-9A-Fa-f]{2})")


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A picture or file of a notice. ``place`` is its key in the vault."""

    evidence: int
    kind: str
    name: str | None
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What a notice says: its text as typed, a link, files.

    ``personal``: the text has placeholders (`bot.patterns`), filled for each recipient as it is written down
    with them.
    """

    text: str
    link: str | None = None
    files: tuple[File, ...] = ()
    personal: bool = False


def address(link: str) -> str | None:
    """Return a link as LINE takes it for a button, with nothing but ASCII in it; None: it opens nothing."""
    try:
        parts = urlsplit(link)
        host, port = (parts.hostname or "").encode("idna").decode(), parts.port
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or "." not in host or parts.username is not None:
        return None
    rest = link.split("://", 1)[1][len(parts.netloc) :]
    whole = _LONE_PERCENT.sub("%25", quote(rest, safe=_KEPT))
    return f"{parts.scheme}://{host}{'' if port is None else f':{port}'}{whole}"


def dump(content: Content) -> dict[str, Any]:
    """Return it as JSON values."""
    return asdict(content)


def load(stored: Mapping[str, Any]) -> Content:
    """Read it back."""
    return Content(
        text=stored["text"],
        link=stored.get("link"),
        files=tuple(File(**one) for one in stored.get("files", ())),
        personal=bool(stored.get("personal")),
    )


def opened(content: Content, links: Links | None) -> tuple[NoticeFile, ...]:
    """Return its files with where they can be had from now on; none where the bot has no public address."""
    if links is None:
        return ()
    return tuple(
        NoticeFile(
            kind=one.kind,
            name=one.name,
            address=links.evidence(one.evidence, one.place),
            preview=links.preview(one.evidence, one.place) if one.kind == PICTURE else None,
        )
        for one in content.files
    )


def received(  # noqa: PLR0913 (what it consists of, by name)
    content: Content,
    *,
    agency: Name,
    agency_short: str,
    notice: Kept | None,
    signed: bool,
    corrects: int | None = None,
    reminds: int | None = None,
    files: tuple[NoticeFile, ...] = (),
    filled: Mapping[str, str] | None = None,
) -> Reply:
    """Return a notice as a recipient gets it; without ``notice`` it is a preview.

    ``filled`` is what its placeholders stand for, for them.
    """
    return Reply(
        answer=NoticeReceived(
            agency=agency,
            agency_short=agency_short,
            number=None if notice is None else notice.number,
            text=content.text,
            link=content.link,
            files=files,
            signed=signed,
            corrects=corrects,
            reminds=reminds,
            filled=(filled or {}) if content.personal else None,
        ),
        about=None if notice is None else f"notice {notice.number}",
    )


def number_of(about: str | None) -> int | None:
    """Return the number of the notice that a message of ours speaks of."""
    kind, _, rest = (about or "").partition(" ")
    return int(rest) if kind == "notice" and rest.isascii() and rest.isdecimal() else None
