"""The public keys of the issuer of tokens (JWKS, RFC 7517): read within bounds, kept for a while, read again for a key that is not known.

Shape: {"keys": [{"kty": "RSA" | "EC" | "OKP", "kid": str, "use": "sig" | absent, "alg": str | absent, …}, …]}
Quirk: issuers publish keys for encryption, symmetric keys and ones of the future beside those that sign; these are passed over.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import httpx
import orjson
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, Key, OKPKey, RSAKey

from hub.telemetry import log

LARGEST_SET = 256_000
MOST_KEYS = 100
FETCH_SECONDS = 5.0
PAUSE_SECONDS = 60.0
"""Least time between two readings that an unknown key or a failure asks for."""
OLDEST_SECONDS = 86_400.0
"""Keys that could not be read again for so long are not believed any more."""
LEAST_RSA_LENGTH = 342
"""Characters of base64 that the modulus of a key of 2,048 bits has."""
ALGORITHMS_OF: Mapping[str, tuple[str, ...]] = {"RSA": ("RS256",), "P-256": ("ES256",), "Ed25519": ("EdDSA", "Ed25519")}
"""What a key may be used for, by its kind: so a key never serves an algorithm that it was not made for."""


class Unreadable(Exception):
    """The issuer's keys cannot be had; the message says why."""


class IssuerKeys:
    """Keys by `kid`. `place`: an http(s) address, or a file."""

    def __init__(self, place: str, keep_seconds: float, clock: Any = time.monotonic) -> None:
        self._place, self._keep_seconds, self._clock = place, keep_seconds, clock
        self._keys: dict[str, tuple[Key, tuple[str, ...]]] = {}
        self._read_at = self._tried_at = float("-inf")
        self._one_at_a_time = asyncio.Lock()

    async def find(self, kid: str, algorithm: str) -> Key | None:
        """The key of that name, if it is there and made for this algorithm. Whoever asks for unknown ones causes a reading a minute."""
        known, old = kid in self._keys, self._clock() - self._read_at > self._keep_seconds
        waits = not (known and self._one_at_a_time.locked())  # one waits for a slow issuer, the others go by what is known
        if (old or not known) and waits:
            await self._read_again(kid)
        if self._clock() - self._read_at > OLDEST_SECONDS:
            return None
        key, algorithms = self._keys.get(kid, (None, ()))
        return key if algorithm in algorithms else None

    async def _read_again(self, kid: str) -> None:
        async with self._one_at_a_time:
            now = self._clock()
            fresh = now - self._read_at <= self._keep_seconds
            if (fresh and kid in self._keys) or now - self._tried_at < PAUSE_SECONDS:
                return
            self._tried_at = now
            try:
                self._keys = usable(await self._bytes())
                self._read_at = now
            except Unreadable as error:
                log("auth").warning("issuer-keys-not-read", why=str(error), so="those from before are used for up to a day")

    async def _bytes(self) -> bytes:
        if self._place.startswith(("https://", "http://")):
            return await fetch(self._place)
        try:
            with Path(self._place).open("rb") as file:  # noqa: ASYNC230 - a small file, once in ten minutes
                return file.read(LARGEST_SET + 1)
        except OSError as error:
            raise Unreadable(f"the file {self._place}: {error.strerror}") from None


async def fetch(address: str) -> bytes:
    """The bytes at an address: no redirect is followed, at most LARGEST_SET + 1 are read, and it takes FETCH_SECONDS at most.

    Raises: Unreadable.
    """
    found = bytearray()
    try:
        async with asyncio.timeout(FETCH_SECONDS), httpx.AsyncClient(trust_env=False) as client, client.stream("GET", address) as answer:
            if answer.status_code != 200:
                raise Unreadable(f"it answered {answer.status_code}")
            async for part in answer.aiter_bytes():
                found += part
                if len(found) > LARGEST_SET:
                    break
    except (httpx.HTTPError, TimeoutError) as error:
        raise Unreadable(f"no answer ({type(error).__name__})") from None
    return bytes(found)


def usable(data: bytes) -> dict[str, tuple[Key, tuple[str, ...]]]:
    """The keys of a set that can check signatures, by name, with what each may be used for. Raises Unreadable."""
    if len(data) > LARGEST_SET:
        raise Unreadable(f"more than {LARGEST_SET} bytes")
    try:
        told = orjson.loads(data)["keys"]
    except (ValueError, KeyError, TypeError):
        raise Unreadable('no JSON of the shape {"keys": […]}') from None
    if not isinstance(told, list):
        raise Unreadable("`keys` is no list")
    found: dict[str, tuple[Key, tuple[str, ...]]] = {}
    for one in told[:MOST_KEYS]:
        key = as_key(one)
        if key is not None:
            found[one["kid"]] = key
    if not found:
        raise Unreadable("no key in it has a name (`kid`) and can check signatures")
    return found


def as_key(one: Any) -> tuple[Key, tuple[str, ...]] | None:
    """A key with what it may be used for; None for what has no name, cannot check signatures, or is too weak to."""
    if not isinstance(one, dict) or not isinstance(one.get("kid"), str) or one.get("use", "sig") != "sig":
        return None
    kinds: dict[Any, type[Key]] = {"RSA": RSAKey, "EC": ECKey, "OKP": OKPKey}
    made = kinds.get(one.get("kty"))
    algorithms = ALGORITHMS_OF.get(str(one.get("kty") if one.get("kty") == "RSA" else one.get("crv")), ())
    algorithms = tuple(name for name in algorithms if one.get("alg", name) == name)
    if made is None or not algorithms or (made is RSAKey and len(str(one.get("n"))) < LEAST_RSA_LENGTH):
        return None
    try:
        key = made.import_key({name: value for name, value in one.items() if name in ("kty", "crv", "n", "e", "x", "y")})
    except (JoseError, ValueError, TypeError, KeyError):
        return None
    return key, algorithms
