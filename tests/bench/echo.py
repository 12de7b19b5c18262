"""line-bot-sdk-python's examples/fastapi-echo: it stores nothing, and replies before it acknowledges."""

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


def app(line: str, secret: str) -> FastAPI:
    """Make it."""
    made = FastAPI()
    api = AsyncMessagingApi(AsyncApiClient(Configuration(host=line, access_token="t")))  # noqa: S106 (it is none)
    parser = WebhookParser(secret)

    @made.post("/webhook")
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

    return made
