"""Identifiers in LINE's formats, from a seed: the same seed gives the same identifiers in the same order."""

import uuid
from hashlib import sha256

_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
# Message ids of 2025 and later have 18 digits, more than a double can hold exactly.
_FIRST_MESSAGE = 520_000_000_000_000_000


class Ids:
    """A source of identifiers."""

    def __init__(self, seed: str | None = None) -> None:
        """Give no seed to get identifiers that no other run has."""
        self._seed = uuid.uuid4().hex if seed is None else seed
        self._count = 0
        self._last_message = _FIRST_MESSAGE + int(self._hash("messages")[:12], 16)

    def user(self, key: str | None = None) -> str:
        """Make a user id; one with a key is the same for every seed."""
        return "U" + self._hex(key)

    def group(self, key: str | None = None) -> str:
        """Make a group id."""
        return "C" + self._hex(key)

    def room(self, key: str | None = None) -> str:
        """Make a room id."""
        return "R" + self._hex(key)

    def message(self) -> str:
        """Make a message id: digits, growing."""
        self._last_message += 1 + int(self._next()[:2], 16)
        return str(self._last_message)

    def event(self, at: int) -> str:
        """Make a webhookEventId: a ULID of that millisecond."""
        value = ((at & (1 << 48) - 1) << 80) | int(self._next()[:20], 16)
        return "".join(_CROCKFORD[value >> shift & 31] for shift in range(125, -1, -5))

    def token(self) -> str:
        """Make a reply token."""
        return self._next()[:32]

    def long_token(self) -> str:
        """Make a quote token or a mark-as-read token."""
        return self._next()

    def image_set(self, name: str, index: int, total: int) -> dict[str, str | int]:
        """Say which of several photos one is; a set of a name has the same id for every photo."""
        return {"id": self._hash(f"set/{name}").upper(), "index": index, "total": total}

    def menu(self) -> str:
        """Make a rich menu id."""
        return "richmenu-" + self._next()[:32]

    def request(self) -> str:
        """Make an X-Line-Request-Id."""
        return str(uuid.UUID(self._next()[:32]))

    def _hex(self, key: str | None) -> str:
        return self._next()[:32] if key is None else sha256(f"key/{key}".encode()).hexdigest()[:32]

    def _next(self) -> str:
        self._count += 1
        return self._hash(str(self._count))

    def _hash(self, text: str) -> str:
        return sha256(f"{self._seed}/{text}".encode()).hexdigest()
