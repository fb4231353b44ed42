"""API keys as text: how one is made, known again by its shape, and hashed; nothing is stored or looked up here.

A key is `sg_ab12cd34_` and 59 characters: 52 of base32 (256 bits of chance), then 7 that check the rest, so that a scanner for secrets
knows one when it sees it and a mistyped one needs no look-up. What stands before the last `_` is no secret and names the key.
"""

from __future__ import annotations

import hmac
import re
import secrets
from base64 import b32encode
from dataclasses import dataclass, field
from zlib import crc32

from hub.domain.secret import digest_of

SHAPE = re.compile(r"(sg_[a-z2-7]{8})_([a-z2-7]{52})([a-z2-7]{7})")
"""A whole key, also for scanners: the prefix, the secret, the check."""
PREFIX = re.compile(r"sg_[a-z2-7]{8}")


@dataclass(frozen=True, slots=True)
class MadeKey:
    """A key that was just made. `text` is shown once and kept nowhere; `digest` is what is stored."""

    prefix: str
    digest: bytes
    text: str = field(repr=False)


def make() -> MadeKey:
    """A new key of 256 bits of chance."""
    prefix = f"sg_{_base32(secrets.token_bytes(5))}"
    secret = _base32(secrets.token_bytes(32))
    text = f"{prefix}_{secret}{check(prefix, secret)}"
    return MadeKey(prefix, digest_of(text), text)


def parse(text: str) -> str | None:
    """The prefix of what is a key by shape and check, or None."""
    found = SHAPE.fullmatch(text)
    if found is None or not hmac.compare_digest(check(found[1], found[2]), found[3]):
        return None
    return found[1]


def check(prefix: str, secret: str) -> str:
    """The 7 characters at the end: CRC-32 of what stands before them, in base32."""
    return _base32(crc32(f"{prefix}_{secret}".encode()).to_bytes(4, "big"))


def same(text: str, stored: bytes) -> bool:
    """Whether a key is the one that was stored, in the same time whatever they are."""
    return hmac.compare_digest(digest_of(text), stored)


def _base32(data: bytes) -> str:
    return b32encode(data).decode().rstrip("=").lower()
