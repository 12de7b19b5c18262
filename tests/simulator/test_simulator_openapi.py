"""Every call of LINE's own list is answered, or known not to be."""

import re
from pathlib import Path

from bot.simulator import Line
from tests.simulator.calls import Bot

CALLS = Path(__file__).parents[1] / "data" / "line_calls.txt"
# What the simulator answers with 501, and says so.
NOT_HERE = re.compile(
    r"/bot/(pnp|membership|coupon)|/message/delivery/pnp|/insight/richmenu"
    r"|/message/markAsRead"  # of partners, without a token
)


def calls() -> list[tuple[str, str]]:
    lines = CALLS.read_text(encoding="utf-8").splitlines()
    pairs = (line.split(" ", 1) for line in lines if line and not line.startswith("#"))
    return [(method, path) for method, path in pairs]


def test_every_call_of_line_is_answered_or_known_not_to_be(line: Line, bot: Bot) -> None:
    missing = set()
    for method, path in calls():
        filled = re.sub(r"\{\w+\}", "x", path.replace("{userId}", "U" + "0" * 32))
        answer = bot.call(method, filled, {} if method in {"POST", "PUT"} else None)
        assert answer.status not in {405, 500}, (method, path)
        if answer.status == 501:
            missing.add(path)
    assert len(calls()) > 50
    assert [path for path in sorted(missing) if not NOT_HERE.search(path)] == []
    assert [path for _, path in calls() if NOT_HERE.search(path) and path not in missing] == []
    assert line.world.chats == {}
