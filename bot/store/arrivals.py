"""Writing events down as fast as a database can be told to: the path that LINE waits for.

SQLite takes one INSERT in a transaction, PostgreSQL one statement that commits by itself. Both skip what an
earlier delivery stored. Chats are told once and then known by their ids.
"""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, select, text, tuple_
from sqlalchemy.dialects import postgresql, sqlite

from bot.store import turns
from bot.store.engine import WRITER
from bot.store.tables import Chat
from bot.store.waking import CHANNEL, note

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Connection, Engine, Table

    Chats = Mapping[tuple[int, str], int]
    """The row id of each chat, by channel and LINE's id."""

MOST_CHATS = 20_000
"""Known by a process: some megabytes."""
MOMENT = "%Y-%m-%d %H:%M:%S.%f"
"""As SQLAlchemy writes it into SQLite: UTC, without saying so."""
_CHAT: Table = Chat.__table__  # type: ignore[attr-defined]  # SQLModel adds it to table classes
_FOUND = select(_CHAT.c.id, _CHAT.c.channel_id, _CHAT.c.line_id).where(
    tuple_(_CHAT.c.channel_id, _CHAT.c.line_id).in_(bindparam("keys", expanding=True))
)
_INTO = (
    "INSERT INTO inbox_event"
    " (channel_id, chat_id, event_id, type, message_id, occurred_ms, received_at, payload, attempts)"
)
_ON_SQLITE = text(
    f"{_INTO} SELECT "  # noqa: S608 (made of constants)
    + ", ".join(f"json_extract(value, '$[{place}]')" for place in range(8))
    + ", 0 FROM json_each(:rows) WHERE true ON CONFLICT DO NOTHING"
)
_ON_POSTGRESQL = text(
    f"WITH stored AS ({_INTO} SELECT CAST(value->>0 AS int), CAST(value->>1 AS int), value->>2, value->>3,"  # noqa: S608 (as above)
    " value->>4, CAST(value->>5 AS bigint), CAST(value->>6 || '+00' AS timestamptz),"
    " CAST(value->>7 AS json), 0"
    " FROM json_array_elements(CAST(:rows AS json)) ON CONFLICT DO NOTHING)"
    " SELECT pg_notify(:to, :note)"
)
"""One statement and one value, however many events. On PostgreSQL it commits by itself and wakes the workers.

Python's driver of SQLite takes the interpreter's lock anew for each row of an `executemany`, and waits for it
while requests are read: that was half of the time.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """One event to store. ``chat_line_id`` is LINE's id of the chat, empty for an event without a source."""

    channel_id: int
    chat_line_id: str
    chat_kind: str
    event_id: str
    type: str
    message_id: str | None
    occurred_ms: int
    received_at: dt.datetime
    payload: dict[str, Any]

    @property
    def chat(self) -> tuple[int, str]:
        """What names the chat: channel and LINE's id."""
        return self.channel_id, self.chat_line_id


class Ledger:
    """A connection of its own and the chats that it knows. For one thread."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.on_sqlite = engine.dialect.name == "sqlite"
        self._connection: Connection | None = None
        self._chats: dict[tuple[int, str], int] = {}

    def store(self, arrivals: Sequence[Arrival]) -> Chats:
        """Store events that are not known yet, durably. Returns the row id of each arrival's chat.

        After an error, `close` before the next try: neither connection nor chats may be what they were.
        """
        connection = self._open()
        new = {arrival.chat: arrival for arrival in arrivals if arrival.chat not in self._chats}
        with turns.turn(self._engine.url, first=True), connection.begin():
            introduced = _introduced(connection, new) if new else {}
            chats = self._chats | introduced if introduced else self._chats
            rows = _rows(arrivals, chats)
            if self.on_sqlite:
                connection.execute(_ON_SQLITE, {"rows": rows})
            else:
                told = note(chats[one.chat] for one in arrivals)
                connection.execute(_ON_POSTGRESQL, {"rows": rows, "to": CHANNEL, "note": told})
        if len(chats) > MOST_CHATS:
            self._chats = {}
        self._chats.update(introduced)
        return chats

    def close(self) -> None:
        """Let go of the connection, and forget the chats."""
        self._chats = {}
        if self._connection is not None:
            self._connection.invalidate()
            self._connection.close()
            self._connection = None

    def _open(self) -> Connection:
        if self._connection is None:
            how = WRITER if self.on_sqlite else {"isolation_level": "AUTOCOMMIT"}
            self._connection = self._engine.connect().execution_options(**how)
        return self._connection


def _introduced(connection: Connection, new: Mapping[tuple[int, str], Arrival]) -> dict[tuple[int, str], int]:
    """Insert chats that were not known, and return the ids of all."""
    dialect = sqlite if connection.dialect.name == "sqlite" else postgresql
    # In one order everywhere: two processes that insert the same chats must not wait for each other.
    rows = [
        {"channel_id": new[key].channel_id, "line_id": new[key].chat_line_id, "kind": new[key].chat_kind}
        for key in sorted(new)
    ]
    connection.execute(dialect.insert(_CHAT).on_conflict_do_nothing(), rows)
    found = connection.execute(_FOUND, {"keys": list(new)})
    return {(channel_id, line_id): chat_id for chat_id, channel_id, line_id in found}


def _rows(arrivals: Sequence[Arrival], chats: Chats) -> str:
    """Write arrivals as one JSON text: a list for each, in the order of the statements' columns.

    Sorted: two nodes that store the same redelivered events in different order would wait for each other.
    """
    return json.dumps(
        [
            (
                one.channel_id,
                chats[one.chat],
                one.event_id,
                one.type,
                one.message_id,
                one.occurred_ms,
                one.received_at.astimezone(dt.UTC).strftime(MOMENT),
                json.dumps(one.payload),
            )
            for one in sorted(arrivals, key=lambda one: one.event_id)
        ]
    )
