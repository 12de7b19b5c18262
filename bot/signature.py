"""LINE's signature on a webhook. A room of its own: the process that takes webhooks needs no more of LINE."""

from __future__ import annotations

import base64
import hashlib
import hmac
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def signed_by(secrets: Sequence[bytes], body: bytes, signature: str) -> bool:
    """Whether ``signature`` (base64) is the HMAC-SHA256 of the raw ``body`` under one of ``secrets``."""
    given = signature.encode("utf-8", "replace")
    results = [
        hmac.compare_digest(base64.b64encode(hmac.digest(secret, body, hashlib.sha256)), given)
        for secret in secrets
    ]
    return any(results)
