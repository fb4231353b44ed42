"""Signatures of messages, by Standard Webhooks (https://www.standardwebhooks.com): pure, nothing is stored or looked up here.

The secret of a watch is made from a setting and the watch's id, so whoever has the database alone, or a copy of it, can sign nothing.
"""

from __future__ import annotations

import hmac
from base64 import b64encode
from hashlib import sha256

_PURPOSE = b"samgraf-watch\x00"


def secret_of(key: str, watch: str) -> bytes:
    """The secret of a watch, 32 bytes: HMAC-SHA256 of its id under the key of this hub."""
    return hmac.digest(key.encode(), _PURPOSE + watch.encode(), sha256)


def shown(secret: bytes) -> str:
    """A secret as its owner keeps it: `whsec_` and base64."""
    return f"whsec_{b64encode(secret).decode()}"


def headers(secret: bytes, message: str, timestamp: int, body: bytes) -> dict[str, str]:
    """What a receiver checks; `timestamp` in seconds since 1970.

    >>> headers(b"key", "msg_1", 0, b"{}")["webhook-signature"]
    'v1,ynCzuW7puhiLAuQT0y6SIAFEK9PNdEmy/mdQ3BFYkIY='
    """
    signed = hmac.digest(secret, f"{message}.{timestamp}.".encode() + body, sha256)
    return {"webhook-id": message, "webhook-timestamp": str(timestamp), "webhook-signature": f"v1,{b64encode(signed).decode()}"}
