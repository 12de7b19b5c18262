"""FastAPI and a signature: nothing is stored, nothing answered."""

import base64
import hashlib
import hmac

from fastapi import FastAPI, HTTPException, Request


def app(_line: str, secret: str) -> FastAPI:
    """Make it."""
    made = FastAPI()

    @made.post("/webhook")
    async def webhook(request: Request) -> str:
        body = await request.body()
        signed = base64.b64encode(hmac.digest(secret.encode(), body, hashlib.sha256)).decode()
        if not hmac.compare_digest(signed, request.headers["x-line-signature"]):
            raise HTTPException(401)
        return "OK"

    return made
