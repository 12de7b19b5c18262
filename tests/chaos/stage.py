"""Everything that a round needs, and every way to break it: LINE, a database, the bot's programs, a clock."""

from __future__ import annotations

import gc
import time
from collections import Counter
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

from bot.buttons import encode
from bot.intent import Intent
from bot.simulator import Clock, Line, serve
from tests.chaos.beds import PostgresBed, Rows, SqliteBed
from tests.chaos.clock import TurnedClock
from tests.chaos.nodes import Node, Storms
from tests.chaos.notices import Notices
from tests.chaos.plan import fault
from tests.chaos.postman import Postman
from tests.chaos.root import CLOCK
from tests.flows.programs import Programs, fill_disk, free_disk
from tests.flows.test_trouble import wait_for
from tests.ports import free_ports

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from bot.simulator import Group, Person, Webhook
    from tests.chaos.beds import Bed
    from tests.chaos.plan import Deed, Post, Scale, Trouble

START_SECONDS = 120
KEEP = 10_000_000
STALE = "1|gone|1|{}"


class Stage:
    """LINE in a box with people and groups, and a bot on one of the databases."""

    def __init__(self, database: str, folder: Path, scale: Scale, seed: int, *, turned: bool) -> None:
        self._open = ExitStack()
        self.folder = folder
        self.counts: Counter[str] = Counter()
        self.in_hand: set[int] = set()
        self.turned = turned
        self.clock = TurnedClock(folder / "clock")
        self.line = Line(clock=Clock(), seed=f"chaos/{seed}", keep=KEEP)
        self.said_at: dict[str, float] = {}
        self._note_what_is_said()
        self.people: list[Person] = [self.line.person(f"คนที่ {number}") for number in range(scale.people)]
        self.groups: list[Group] = [
            self.line.group(f"กลุ่มที่ {number}", self.people) for number in range(scale.groups)
        ]
        line_port, *ports = free_ports(1 + len(scale.commands))
        self._line_port = line_port
        self._line_serves: ExitStack | None = None
        self.bed: Bed = SqliteBed() if database == "sqlite" else PostgresBed()
        self._open.callback(self.bed.close)
        self.rows = Rows(self.bed.url)
        self._open.callback(self.rows.close)
        self.notices = Notices(self.line, self.bed.url, scale, seed)
        self._open.callback(self.notices.close)
        programs = Programs(
            self.line, f"http://127.0.0.1:{line_port}", self.bed.url, folder,
            "tests.chaos.root" if turned else "bot.cli", {CLOCK: str(folder / "clock")}, fresh=scale.fresh,
        )  # fmt: skip
        self.storms = Storms()
        self.nodes = [
            Node(programs, self.storms, command, port)
            for command, port in zip(scale.commands, ports, strict=True)
        ]
        self.postman = Postman(
            self.line,
            [f"http://127.0.0.1:{node.port}/webhook" for node in self.nodes if node.command != "worker"],
        )
        self._open.callback(self.postman.close)

    def open(self) -> None:
        """Start everything, and wait until it is ready."""
        self.line_serves()
        for node in self.nodes:
            node.start()
        wait_for(self.answers, seconds=START_SECONDS)
        workers = sum(node.command != "web" for node in self.nodes)
        wait_for(lambda: self.bed.workers() == workers, seconds=START_SECONDS)
        for node in self.nodes:
            node.ready_at = time.monotonic()
        self.notices.begin(self.clock)

    def answers(self) -> bool:
        """Whether all that say how they are say that they are ready."""
        return all(node.command == "worker" or node.ready() for node in self.nodes)

    def close(self) -> None:
        """End whatever still runs."""
        for node in self.nodes:
            node.kill()
        self.line_refuses()
        self._open.close()
        gc.collect()  # connections that were cut off complain here, not in somebody else's test

    def keep(self) -> None:
        """Keep what stands in the database, for a look at what went wrong."""
        for table in ("chat", "inbox_event", "outbox_message", "notice", "notice_recipient"):
            rows = self.rows.all(f"SELECT * FROM {table} ORDER BY id")  # noqa: S608 (names of ours)
            text = "\n".join("\t".join(map(str, row)) for row in rows)
            (self.folder / f"{table}.tsv").write_text(text, encoding="utf-8")
        calls = "\n".join(str(vars(call)) for call in self.line.calls)
        (self.folder / "calls").write_text(calls, encoding="utf-8")

    # --- what people do ----------------------------------------------------------------------------------

    def do(self, post: Post) -> dict[str, Deed]:
        """Do the deeds of one webhook and send it; give the deed of each event that may be answered."""
        made = [(deed, self._webhook(deed)) for deed in post.deeds]
        self.postman.send(self.line.bundle(*(one for _, one in made)), held=post.held, copies=post.copies)
        self.counts["webhooks"] += 1
        unsaid = [self.line.unsend(one) for deed, one in made if deed.kind == "ask and unsend"]
        for one in unsaid:
            self.postman.send(one)
            self.counts["webhooks"] += 1
        return {one.events[0]["webhookEventId"]: deed for deed, one in made}

    def _webhook(self, deed: Deed) -> Webhook:
        who = self.people[deed.person]
        group = self.groups[deed.chat - len(self.people)] if deed.chat >= len(self.people) else None
        match deed.kind:
            case "button":
                asked = Intent("score.question", {"question": deed.code})
                return self.line.postback(who, encode(asked), group)
            case "stale button":
                return self.line.postback(who, STALE, group)
            case "chatter":
                return self.line.text(who, f"ข้อ {deed.code}", group)
        return self.line.text(who, f"@ITA ข้อ {deed.code}" if group else f"ข้อ {deed.code}", group)

    def _note_what_is_said(self) -> None:
        """Note the real time of each answer: LINE's own clock is turned."""
        tell = self.line.world.notify

        def noted(kind: str, data: dict[str, Any]) -> None:
            if kind == "message":
                self.said_at.setdefault(data["request_id"], time.monotonic())
            tell(kind, data)

        self.line.world.notify = noted

    # --- what breaks -------------------------------------------------------------------------------------

    def break_(self, trouble: Trouble) -> Callable[[], None]:
        """Break something; the value mends it."""
        self.counts[trouble.kind] += 1
        wrong = fault(trouble)
        if wrong is not None:
            self.line.add_fault(wrong)
            return _nothing
        how, _, what = trouble.kind.partition(" ")
        if what == "database":
            return self._stop_database(kill=how == "kill")
        if how in {"kill", "end"}:
            return self._take_down(self._node(what, trouble.which), kill=how == "kill")
        if how == "clock":
            self.turn(trouble.amount if what == "forward" else -trouble.amount)
            return _nothing
        return {"refuse": self._refuse, "lock": self._lock, "disk": self._fill_disk}[how]()

    def mend(self) -> None:
        """Mend whatever is broken."""
        self.line.clear_faults()
        self.line_serves()
        self.bed.start()
        self.bed.unlock()
        for node in self.nodes:
            if node.pid is not None and node.command == "run":
                free_disk(node.pid)
            node.start()

    def turn(self, seconds: float) -> None:
        """Turn the clock of LINE and of all programs. What is in hand may be taken twice then."""
        self._note_in_hand()
        with self.line.changed:
            self.clock.turn(seconds)
            self.line.turn_clock({"advance": seconds})
        self._note_in_hand()

    def line_refuses(self) -> None:
        """Let nobody listen where LINE was. A call under way is cut off."""
        if self._line_serves is not None:
            self._line_serves.close()
            self._line_serves = None
            self._note_in_hand()

    def line_serves(self) -> None:
        """Let LINE be there again."""
        if self._line_serves is None:
            self._line_serves = ExitStack()
            self._line_serves.enter_context(serve(self.line, self._line_port))

    def _node(self, command: str, which: int) -> Node:
        those = [node for node in self.nodes if node.command == command]
        return those[which % len(those)]

    def _take_down(self, node: Node, *, kill: bool) -> Callable[[], None]:
        if not (node.kill() if kill else node.tell_to_end()):
            return _nothing
        if kill:
            self._note_in_hand()
        return node.start

    def _refuse(self) -> Callable[[], None]:
        self.line_refuses()
        return self.line_serves

    def _stop_database(self, *, kill: bool) -> Callable[[], None]:
        self.storms.begin()
        self.bed.stop(kill=kill)

        def back() -> None:
            self.bed.start()
            self.storms.end()
            self._note_in_hand()

        return back

    def _lock(self) -> Callable[[], None]:
        self.storms.begin()
        self.bed.lock()

        def unlock() -> None:
            self._note_in_hand()
            self.bed.unlock()
            self.storms.end()

        return unlock

    def _fill_disk(self) -> Callable[[], None]:
        node = self._node("run", 0)
        pid = node.pid
        if pid is None:
            return _nothing
        self.storms.begin()
        fill_disk(pid)

        def free() -> None:
            if node.pid == pid:
                free_disk(pid)
            self._note_in_hand()
            self.storms.end()

        return free

    def _note_in_hand(self) -> None:
        """Note whose last try was, or may have been, cut off by what the round did."""
        self.in_hand |= self.rows.in_hand()


def _nothing() -> None:
    """Mend what mends itself."""
