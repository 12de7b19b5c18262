"""A node that fetches evidence, to be killed.

`python -m tests.jobs.evidence_node URL LINE TOKEN VAULT WHERE`

It says on standard output when it is there, and goes no further: "fetched" (the content is in its
hands), "put" (it is in the vault, and nobody has noted so), "told" (in the transaction that notes the end),
"deleted" (the content of what was withdrawn, or is old, is deleted, and nobody has noted so).
"""

from __future__ import annotations

import datetime as dt
import sys
import threading
import time

from bot import logs
from bot.content import ContentClient
from bot.evidence.vault import Vault, open_vault
from bot.jobs import Jobs, evidence, retention
from bot.store import engine as engines
from tests.jobs.conftest import PACE

LATER = dt.datetime(2024, 6, 1, tzinfo=dt.UTC)


def main(url: str, line: str, token: str, vault_url: str, where: str) -> None:
    logs.configure("WARNING", "text")

    def halt(place: str) -> None:
        if place == where:
            print(place, flush=True)  # noqa: T201 (the test reads it)
            threading.Event().wait()

    class Source(ContentClient):
        def fetch(self, *arguments):
            found = super().fetch(*arguments)
            halt("fetched")
            return found

    class HaltingVault(Vault):
        def put(self, *arguments):
            super().put(*arguments)
            halt("put")

        def delete(self, *arguments):
            super().delete(*arguments)
            halt("deleted")

    plain = open_vault(vault_url)
    vault = HaltingVault(plain._store, plain._folder)  # noqa: SLF001 (one that halts)
    jobs = Jobs(engines.create(url), "node-1", PACE)
    evidence.define(jobs, Source(line, token, time.monotonic), vault, lambda *_: halt("told"))
    retention.define(jobs, lambda: LATER, vault)
    jobs.start()
    threading.Event().wait()  # until it is killed


if __name__ == "__main__":
    main(*sys.argv[1:])
