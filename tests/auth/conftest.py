"""A hub with keys, an issuer of tokens on the loopback interface, and whoever asks with them."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from typing import Any

import httpx
import pytest
import pytest_asyncio
from joserfc import jwt
from joserfc.jwk import ECKey, Key, OKPKey, RSAKey

from hub.auth import keys
from hub.auth.who import Who
from hub.domain.dates import now
from hub.domain.viewer import ViewerRole
from hub.query.answers import Answers
from hub.settings import Settings
from hub.store import keys as books
from hub.store.store import Store
from hub.web.app import application
from schema.build import schema, sdl

ISSUER, AUDIENCE = "https://login.example.org/", "https://hub.example.org/"
ISSUER_KEYS: dict[str, Key] = {
    "rsa": RSAKey.generate_key(2048, {"kid": "rsa", "use": "sig"}),
    "ec": ECKey.generate_key("P-256", {"kid": "ec", "use": "sig"}),
    "ed": OKPKey.generate_key("Ed25519", {"kid": "ed"}),
}


@dataclass
class Issuer:
    """A site that publishes its keys and counts who asks."""

    address: str = ""
    served: Any = None
    asked: list[str] = field(default_factory=list)
    status: str = "200 OK"

    async def answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        self.asked.append(head.split(b" ")[1].decode())
        body = self.served if isinstance(self.served, bytes) else json.dumps(self.served).encode()
        writer.write(f"HTTP/1.1 {self.status}\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n".encode() + body)
        await writer.drain()
        writer.close()


@pytest_asyncio.fixture
async def issuer() -> AsyncIterator[Issuer]:
    made = Issuer(served={"keys": [key.as_dict(private=False) for key in ISSUER_KEYS.values()]})
    server = await asyncio.start_server(made.answer, "127.0.0.1", 0)
    made.address = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/jwks"
    async with server:
        yield made


@pytest.fixture
def settings(issuer: Issuer) -> Settings:
    return Settings(
        token_issuer=ISSUER,
        token_audience=AUDIENCE,
        token_keys=issuer.address,
        token_roles={"desk": ViewerRole.MODERATOR, "writer": ViewerRole.CONTRIBUTOR},
        token_name_key="a key for names",
    )


@pytest_asyncio.fixture
async def who(store: Store, settings: Settings) -> AsyncIterator[Who]:
    made = Who(store, settings)
    yield made
    await made.close()


@pytest_asyncio.fixture
async def client(store: Store, who: Who, settings: Settings) -> AsyncIterator[httpx.AsyncClient]:
    app = application(Answers(schema._schema, store.reader, settings), who, store, settings, sdl())
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app, raise_app_exceptions=False), base_url="http://hub") as opened:
        yield opened


@pytest.fixture
def make_key(store: Store) -> Callable[..., Any]:
    """Makes a key as `samgraf key create` does."""

    async def make(role: ViewerRole = ViewerRole.READER, *, until: str | None = None, most: int = 100, **rights: Any) -> keys.MadeKey:
        made = keys.make()
        told = books.Rights(role, **rights)
        await store.write(lambda tx: books.keep(tx, made.prefix, made.digest, told, at=now(), until=until, most=most))
        return made

    return make


def token(signed_by: str = "ed", *, alg: str | None = None, header: dict[str, Any] | None = None, **claims: Any) -> str:
    """A good token of the issuer, but for what is said otherwise; a claim that is None is left out."""
    algorithms = {"rsa": "RS256", "ec": "ES256", "ed": "EdDSA"}
    usual = {"iss": ISSUER, "aud": AUDIENCE, "sub": "anna@example.org", "exp": int(time.time()) + 600, "iat": int(time.time())}
    told = {name: value for name, value in (usual | claims).items() if value is not None}
    named = {"alg": alg or algorithms[signed_by], "kid": signed_by} | (header or {})
    return jwt.encode(named, told, ISSUER_KEYS[signed_by], registry=_Any())


class _Any(jwt.JWSRegistry):
    """Signs by whatever algorithm; joserfc would warn of EdDSA."""

    max_header_length = 100_000

    def __init__(self) -> None:
        super().__init__(strict_check_header=False)

    def get_alg(self, name: str) -> Any:
        return self.algorithms[name]

    def check_header(self, header: Any) -> None:
        """Anything may stand in it."""
