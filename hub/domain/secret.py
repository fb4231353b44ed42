"""Secrets that are shown once and kept nowhere: what stands in the store instead."""

from __future__ import annotations

from hashlib import sha256


def digest_of(secret: str) -> bytes:
    """SHA-256 of a secret. It has 256 bits of chance, so a slow hash would protect nothing more."""
    return sha256(secret.encode()).digest()
