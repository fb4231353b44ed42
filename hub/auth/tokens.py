"""Tokens (JWT, RFC 7519) of one configured issuer: checked by its public keys, and read as a Viewer.

Nothing that a token says of itself is followed: its algorithm must be one of ours, its `kid` is only compared with names that the issuer
published, and whatever would lead to another key (`jku`, `x5u`, `jwk`, `x5c`) or asks for rules of its own (`crit`) is refused.
"""

from __future__ import annotations

import hmac
import re
import secrets
import time
from base64 import urlsafe_b64decode
from hashlib import sha256
from typing import Any
from urllib.parse import urlsplit

import orjson
from joserfc import jwt
from joserfc.errors import JoseError, UnsupportedAlgorithmError
from joserfc.jws import JWSRegistry

from hub.auth.believed import LONGEST, Believed, NotBelieved
from hub.auth.issuer import IssuerKeys
from hub.domain.identity import is_strong
from hub.domain.ids import EntityKind
from hub.domain.viewer import Viewer, ViewerRole
from hub.settings import Settings

LONGEST_NAME = 200
MOST_WORDS = 100
NOWHERE = "-"
"""An area that there is none of."""
LEADS_ELSEWHERE = frozenset(("jku", "x5u", "jwk", "x5c", "crit", "b64", "zip"))
TYPES = frozenset(("jwt", "at+jwt", "application/at+jwt"))
WORD = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:/-]{0,99}")
ROLES = (ViewerRole.ADMIN, ViewerRole.MODERATOR, ViewerRole.CONTRIBUTOR, ViewerRole.GATEWAY, ViewerRole.READER)
"""The strongest first: a token that tells several has the strongest of them."""


class _Pinned(JWSRegistry):
    """The algorithms that this hub takes, each by its name; joserfc warns of EdDSA because RFC 9864 gave it a new one."""

    max_header_length = 2_048

    def __init__(self, algorithms: tuple[str, ...]) -> None:
        super().__init__(algorithms=algorithms, strict_check_header=False)

    def get_alg(self, name: str) -> Any:
        if name not in (self.allowed or ()):
            raise UnsupportedAlgorithmError("not one of ours")
        return self.algorithms[name]


class Tokens:
    """Tokens of the issuer that the settings name."""

    def __init__(self, settings: Settings, keys: IssuerKeys) -> None:
        self._settings, self._keys = settings, keys
        self._registry = _Pinned(settings.token_algorithms)
        self._name_key = settings.token_name_key.get_secret_value().encode() or secrets.token_bytes(32)
        self._issuer_name = urlsplit(settings.token_issuer).hostname or "issuer"

    async def read(self, token: str) -> Believed:
        """Who a token says is asking. Costs: a signature, 60 to 200 microseconds. Raises NotBelieved."""
        if len(token) > LONGEST or not token.isascii():
            raise NotBelieved("too long, or not ASCII")
        header = header_of(token)
        kid = self._named_key(header)
        key = await self._keys.find(kid, header["alg"])
        if key is None:
            raise NotBelieved("the issuer has no such key for this algorithm")
        try:
            claims = jwt.decode(token, key, registry=self._registry).claims
            self._rules().validate(claims)
        except (JoseError, ValueError, TypeError, RecursionError) as error:
            raise NotBelieved(type(error).__name__) from None
        return Believed(self._viewer(claims), float(claims["exp"]) + self._settings.token_leeway_seconds)

    def _named_key(self, header: dict[str, Any]) -> str:
        """The name of the key that is said to have signed. Raises NotBelieved."""
        if header.get("alg") not in self._settings.token_algorithms:
            raise NotBelieved("an algorithm that is not ours")
        if LEADS_ELSEWHERE & header.keys():
            raise NotBelieved("a header that leads elsewhere")
        if str(header.get("typ", "jwt")).lower() not in TYPES:
            raise NotBelieved("a token of another kind")
        kid = header.get("kid")
        if not isinstance(kid, str) or not 0 < len(kid) <= LONGEST_NAME:
            raise NotBelieved("no name of a key")
        return kid

    def _rules(self) -> jwt.JWTClaimsRegistry:
        settings = self._settings
        return jwt.JWTClaimsRegistry(
            now=int(time.time()),
            leeway=settings.token_leeway_seconds,
            iss={"essential": True, "value": settings.token_issuer},
            aud={"essential": True, "value": settings.token_audience},
            sub={"essential": True},
            exp={"essential": True},
        )

    def _viewer(self, claims: dict[str, Any]) -> Viewer:
        settings = self._settings
        told = {settings.token_roles.get(one, ViewerRole.READER) for one in words(claims, settings.token_role_claim)}
        return Viewer(
            role=next((role for role in ROLES if role in told), ViewerRole.READER),
            scopes=words(claims, settings.token_scope_claim),
            sources=words(claims, settings.token_sources_claim),
            name=f"sub:{self._issuer_name}:{self._hashed(claims['sub'])}",
            areas=bounds(claims, settings.token_areas_claim),
            cvr=cvr_of(claims, settings.token_cvr_claim),
        )

    def _hashed(self, subject: str) -> str:
        """A subject may be an e-mail address: only who holds the key could find out whose this is."""
        return hmac.digest(self._name_key, f"{self._settings.token_issuer}\x00{subject}".encode(), sha256).hex()[:20]


def header_of(token: str) -> dict[str, Any]:
    """The header as it stands there, before anything is believed. Raises NotBelieved."""
    head, dot, rest = token.partition(".")
    try:
        found = orjson.loads(urlsafe_b64decode(head + "=" * (-len(head) % 4))) if dot and rest.count(".") == 1 else None
    except ValueError:
        found = None
    if not isinstance(found, dict):
        raise NotBelieved("not three parts of which the first is a JSON object")
    return found


def words(claims: dict[str, Any], name: str) -> tuple[str, ...]:
    """The words of a claim, sorted: a list of text or a text divided by spaces; what else stands in it is passed over.

    >>> words({"realm_access": {"roles": ["b", "a"]}}, "realm_access.roles")
    ('a', 'b')
    """
    value = at_path(claims, name)
    found = value.split(" ") if isinstance(value, str) else value if isinstance(value, list) else []
    return tuple(sorted({one for one in found[:MOST_WORDS] if isinstance(one, str) and WORD.fullmatch(one)}))


def at_path(claims: dict[str, Any], name: str) -> Any:
    """What stands in a claim, by its whole name or by a path; None where there is nothing."""
    value: Any = claims.get(name)
    if value is None:
        value = claims
        for part in name.split("."):
            value = value.get(part) if isinstance(value, dict) else None
    return value


def bounds(claims: dict[str, Any], name: str) -> tuple[str, ...]:
    """The areas that a token is bound to. A claim that is there and names none that can be read binds to none: it never sets free.

    >>> bounds({}, "areas"), bounds({"areas": ["dk-kommune-0461"]}, "areas"), bounds({"areas": [7]}, "areas")
    ((), ('dk-kommune-0461',), ('-',))
    """
    return () if at_path(claims, name) is None else words(claims, name) or (NOWHERE,)


def cvr_of(claims: dict[str, Any], name: str) -> str | None:
    """The CVR number that an issuer vouches for, when its claim is configured and the number is one.

    >>> cvr_of({"cvr": "DK10150817"}, "cvr"), cvr_of({"cvr": "10150817"}, ""), cvr_of({"cvr": "10150818"}, "cvr")
    ('10150817', None, None)
    """
    value = at_path(claims, name) if name else None
    number = str(value).removeprefix("DK") if isinstance(value, str | int) else ""
    return number if is_strong(EntityKind.ORGANIZATION, "DK-CVR", number) else None
