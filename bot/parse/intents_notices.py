"""The rows of the table of intents for notices that there are already."""

from __future__ import annotations

from bot.parse.ways import LITTLE, Row, way

_NAMES = (
    "status",
    "who",
    "receipt",
    "ack",
    "pause",
    "resume",
    "cancel",
    "retry",
    "remind",
    "correct",
    "approve",
    "reject",
    "policy",
)
NOTICE_ROWS: tuple[Row, ...] = (
    *(
        Row(f"notice.{name}", (way(97, f"+notice_{name}", LITTLE, unless="+notice! how_to off"),))
        for name in _NAMES
    ),
    # It stands at the beginning, so what follows is what the notice shall say, whatever that reads like.
    Row("notice.edit", (way(99, "+notice_edit!"), way(97, "+notice_edit", LITTLE, unless="how_to off"))),
)
