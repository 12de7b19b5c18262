"""What the bot is compared with: `python -m tests.bench.servers bare|echo PORT LINE SECRET`.

``bare`` only checks the signature. ``echo`` is the SDK's own FastAPI example: it stores nothing, and replies
before it acknowledges.
"""

from __future__ import annotations

import asyncio
import base64
import hashlib
import hmac
import sys

import uvicorn
from fastapi import FastAPI, HTTPException, Request
from linebot.v3 import WebhookParser
from linebot.v3.exceptions import InvalidSignatureError
from linebot.v3.messaging import (
    AsyncApiClient,
    AsyncMessagingApi,
    Configuration,
    ReplyMessageRequest,
    TextMessage,
)
from linebot.v3.webhooks import MessageEvent, TextMessageContent


def bare(_line: str, secret: str) -> FastAPI:
    """FastAPI and a signature."""
    app = FastAPI()

    @app.post("/webhook")
    async def webhook(request: Request) -> str:
        body = await request.body()
        signed = base64.b64encode(hmac.digest(secret.encode(), body, hashlib.sha256)).decode()
        if not hmac.compare_digest(signed, request.headers["x-line-signature"]):
            raise HTTPException(401)
        return "OK"

    return app


def echo(line: str, secret: str) -> FastAPI:
    """line-bot-sdk-python's examples/fastapi-echo."""
    app = FastAPI()
    api = AsyncMessagingApi(AsyncApiClient(Configuration(host=line, access_token="t")))  # noqa: S106 (it is none)
    parser = WebhookParser(secret)

    @app.post("/webhook")
    async def webhook(request: Request) -> str:
        body = (await request.body()).decode()
        try:
            events = parser.parse(body, request.headers["X-Line-Signature"])
        except InvalidSignatureError:
            raise HTTPException(400, detail="Invalid signature") from None
        for event in events:
            if isinstance(event, MessageEvent) and isinstance(event.message, TextMessageContent):
                said = TextMessage(text=event.message.text)
                await api.reply_message(ReplyMessageRequest(reply_token=event.reply_token, messages=[said]))
        return "OK"

    return app


async def main(kind: str, port: int, line: str, secret: str) -> None:
    """Serve until killed."""
    app = {"bare": bare, "echo": echo}[kind](line, secret)
    await uvicorn.Server(uvicorn.Config(app, port=port, log_config=None, access_log=False)).serve()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], int(sys.argv[2]), sys.argv[3], sys.argv[4]))
