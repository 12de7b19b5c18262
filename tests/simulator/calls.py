"""Calls the double without the wire, as the bot under test would over it."""

import json

from bot.simulator import Line
from bot.simulator.model import Answer, Json, Request

START = 1_711_929_600_000


class Bot:
    def __init__(self, line: Line) -> None:
        self.line = line

    def call(self, method: str, path: str, body: object = None, headers: Json | None = None) -> Answer:
        path, _, query = path.partition("?")
        raw = body if isinstance(body, bytes) else b"" if body is None else json.dumps(body).encode()
        given = {"authorization": f"Bearer {self.line.token}", "content-type": "application/json"}
        pairs = dict(pair.split("=") for pair in query.split("&") if pair)
        return self.line.call(Request(method, path, raw, {**given, **(headers or {})}, pairs))[0]

    def post(self, path: str, body: object = None, **headers: str) -> Answer:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.call("POST", f"/v2/bot/{path}", body, named)

    def get(self, path: str) -> Answer:
        return self.call("GET", f"/v2/bot/{path}")

    def reply(self, token: str, *texts: str) -> Answer:
        return self.post("message/reply", {"replyToken": token, "messages": say(*texts)})

    def push(self, to: str, *texts: str, **headers: str) -> Answer:
        return self.post("message/push", {"to": to, "messages": say(*texts)}, **headers)


def say(*texts: str) -> list[Json]:
    return [{"type": "text", "text": text} for text in texts or ("hello",)]
