"""Makes signed links, and tells good ones: who else needs the key asks here."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.evidence import links
from bot.store.evidence import link_key

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from sqlalchemy import Engine


class Signer:
    """Signs for one process. The key is looked up when it is first wanted, and kept."""

    def __init__(self, engine: Engine, now: Callable[[], dt.datetime]) -> None:
        self._engine = engine
        self._now = now
        self._key: bytes | None = None

    @property
    def key(self) -> bytes:
        """What links are signed with. Blocks, the first time."""
        if self._key is None:
            self._key = link_key(self._engine)
        return self._key

    def token(self, number: int, seal: str, lasts: dt.timedelta, path: str) -> str:
        """Return the last part of a link that works from now on for so long."""
        return links.token_for(self.key, number, seal, self._now() + lasts, path)

    def secret(self, number: int) -> bytes:
        """Return what the registration codes of a batch are drawn from."""
        return links.secret_of(self.key, number)

    def is_good(self, token: links.Token, seal: str, path: str) -> bool:
        """Whether a link is ours, for what this seal is of, and has not ended."""
        return links.is_good(self.key, token, seal, self._now(), path)


@dataclass(frozen=True, slots=True)
class Printable:
    """Where registration codes are printed, and the secret that they are drawn from."""

    address: str
    secret: bytes = field(repr=False)


class PublicLinks:
    """Links at the bot's public address, as use cases ask for them."""

    def __init__(self, base_url: str, signer: Signer) -> None:
        self._base_url = base_url.rstrip("/")
        self._signer = signer

    def evidence(self, evidence_id: int, place: str) -> str:
        """Return where kept evidence can be looked at; ``place`` is its key in the vault."""
        return self._link(links.PATH, evidence_id, place, links.LASTS)

    def preview(self, evidence_id: int, place: str) -> str:
        """Return where a kept picture can be had small enough to be shown before it is opened."""
        return self._link(links.PREVIEW, evidence_id, place, links.LASTS)

    def own_data(self, person_id: int, contact_id: int, accepted_at: dt.datetime) -> str:
        """Return where a person gets the file of all that is held about them."""
        seal = links.person_seal(contact_id, accepted_at)
        return self._link(links.OWN_DATA, person_id, seal, links.OWN_DATA_LASTS)

    def invitations(self, batch: int, until: dt.datetime) -> Printable:
        """Return where the codes of a batch are printed until a moment, and what they are drawn from."""
        token = links.token_for(self._signer.key, batch, links.UNSEALED, until, links.INVITES)
        return Printable(f"{self._base_url}{links.INVITES}{token}", self._signer.secret(batch))

    def receipt(self, notice_id: int, agency_id: int, made_at: dt.datetime) -> str:
        """Return where the receipt sheet of a notice is; a language and a form are added to it."""
        seal = links.receipt_seal(agency_id, made_at)
        return self._link(links.RECEIPTS, notice_id, seal, links.RECEIPT_LASTS)

    def _link(self, path: str, number: int, seal: str, lasts: dt.timedelta) -> str:
        return f"{self._base_url}{path}{self._signer.token(number, seal, lasts, path)}"
