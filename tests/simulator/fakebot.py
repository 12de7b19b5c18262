"""A bot that does as little as a bot can, on a port of its own: stores what it gets, answers every token."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.request import ProxyHandler, Request, build_opener

from bot.simulator import Line, signature
from bot.simulator.model import Json

Answers = Callable[[Json], list[Json]]


@contextmanager
def fake_bot(line: Line, api: str, answers: Answers, secret: str = "") -> Iterator[list[Json]]:
    """Serve at the webhook address of a `Line`; the value is the list of events that came, signed rightly."""
    events: list[Json] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            right = signature(secret or line.secret, body) == self.headers["x-line-signature"]
            came = json.loads(body)["events"] if right else []
            events.extend(came)
            self.send_response(200 if right else 401)
            self.send_header("content-length", "0")
            self.end_headers()
            self.wfile.flush()
            for event in came:
                if event.get("replyToken"):
                    reply(api, line.token, event["replyToken"], answers(event))

        def log_message(self, *_: object) -> None: ...

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        # Waited for at the end, so that no late reply meets a server that is gone.
        server.daemon_threads = False
        thread = threading.Thread(target=lambda: server.serve_forever(0.02), daemon=True)
        thread.start()
        line.bot_url = f"http://127.0.0.1:{server.server_address[1]}/webhook"
        try:
            yield events
        finally:
            server.shutdown()
            thread.join()


def reply(api: str, token: str, reply_token: str, messages: list[Json]) -> None:
    content = json.dumps({"replyToken": reply_token, "messages": messages}).encode()
    headers = {"authorization": f"Bearer {token}", "content-type": "application/json"}
    request = Request(f"{api}/v2/bot/message/reply", content, headers)  # noqa: S310 (loopback)
    with build_opener(ProxyHandler({})).open(request, timeout=5) as answer:
        answer.read()
