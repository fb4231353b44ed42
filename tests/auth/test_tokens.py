"""Tokens of an issuer: which are believed, and that every other is refused in the same words."""

from __future__ import annotations

import asyncio
import base64
import hmac
import json
import secrets
import time

import pytest
from joserfc import jws, jwt
from joserfc.jwk import ECKey, OctKey, RSAKey

from hub.auth.issuer import LARGEST_SET, MOST_KEYS, IssuerKeys, Unreadable, usable
from hub.auth.who import Who, tokens_of
from hub.domain.viewer import ViewerRole
from hub.errors import ConfigError, Unauthenticated
from hub.settings import Settings
from tests.auth.conftest import ISSUER, ISSUER_KEYS, token

pytestmark = pytest.mark.asyncio


async def refusal(who: Who, text: str) -> str:
    with pytest.raises(Unauthenticated) as refused:
        await who.viewer(f"Bearer {text}")
    return str(refused.value)


def part(value: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()


@pytest.mark.parametrize("signed_by", ISSUER_KEYS)
async def test_a72_a_good_token_is_believed(who, signed_by):
    viewer = await who.viewer(f"Bearer {token(signed_by, roles=['desk', 'stranger'], scope='read documents', samgraf_sources=['b', 'a'])}")
    assert (viewer.role, viewer.scopes, viewer.sources) == (ViewerRole.MODERATOR, ("documents", "read"), ("a", "b"))


async def test_a72_whoever_has_no_role_of_ours_is_a_reader(who):
    for roles in (None, [], "ADMIN", ["admin"], {"desk": 1}, 7, [["desk"]], "x" * 5000):
        assert (await who.viewer(f"Bearer {token(roles=roles)}")).role is ViewerRole.READER
    assert (await who.viewer(f"Bearer {token(roles='writer desk')}")).role is ViewerRole.MODERATOR


async def test_a72_roles_may_lie_deeper(store, settings):
    who = Who(store, settings.model_copy(update={"token_role_claim": "realm_access.roles"}))
    assert (await who.viewer(f"Bearer {token(realm_access={'roles': ['writer']})}")).role is ViewerRole.CONTRIBUTOR
    assert (await who.viewer(f"Bearer {token(realm_access=['writer'])}")).role is ViewerRole.READER


async def test_a72_a_subject_becomes_a_name_that_tells_nothing_personal(who, store, settings):
    anna, again = await who.viewer(f"Bearer {token()}"), await who.viewer(f"Bearer {token('rsa')}")
    other = await who.viewer(f"Bearer {token(sub='other')}")
    assert anna.name == again.name != other.name
    assert anna.name.startswith("sub:login.example.org:")
    assert "anna" not in repr(anna)
    elsewhere = Who(store, settings.model_copy(update={"token_name_key": type(settings.token_name_key)("another")}))
    assert (await elsewhere.viewer(f"Bearer {token()}")).name != anna.name


def by_secret(algorithm: str, body: str, secret: bytes) -> str:
    """Signed with what everybody may know, as if it were a secret."""
    signed = f"{part({'alg': algorithm, 'kid': 'rsa'})}.{body}"
    made = hmac.digest(secret, signed.encode(), f"sha{algorithm[2:]}")
    return f"{signed}.{base64.urlsafe_b64encode(made).rstrip(b'=').decode()}"


def lies() -> dict[str, str]:
    """Tokens of every kind that must not be believed, by what is wrong with them."""
    now = int(time.time())
    good = token("rsa")
    head, body, signature = good.split(".")
    public = ISSUER_KEYS["rsa"].as_pem(private=False)
    stranger, other_curve = RSAKey.generate_key(2048, {"kid": "rsa"}), ECKey.generate_key("P-384", {"kid": "ec"})
    claims = json.loads(base64.urlsafe_b64decode(body + "=="))
    published = json.dumps(ISSUER_KEYS["rsa"].as_dict(private=False)).encode()
    found = {
        "none": f"{part({'alg': 'none', 'kid': 'rsa'})}.{body}.",
        "None": f"{part({'alg': 'None', 'kid': 'rsa'})}.{body}.{signature}",
        "no algorithm": f"{part({'kid': 'rsa'})}.{body}.{signature}",
        "algorithm is a list": f"{part({'alg': ['RS256'], 'kid': 'rsa'})}.{body}.{signature}",
        "HS256 with the public key": by_secret("HS256", body, public),
        "HS512 with the public key as JWK": by_secret("HS512", body, published),
        "algorithm of another key": f"{part({'alg': 'ES256', 'kid': 'rsa'})}.{body}.{signature}",
        "weaker hash": token("rsa", alg="RS384"),
        "PS256": token("rsa", alg="PS256"),
        "signed by a stranger": jwt.encode({"alg": "RS256", "kid": "rsa"}, claims, stranger),
        "another curve": jwt.encode({"alg": "ES384", "kid": "ec"}, claims, other_curve, algorithms=["ES384"]),
        "changed claims": f"{head}.{part(claims | {'sub': 'admin'})}.{signature}",
        "no signature": f"{head}.{body}.",
        "wrong issuer": token(iss="https://evil.example/"),
        "issuer with something behind it": token(iss=ISSUER + "x"),
        "issuer is a list": token(iss=[ISSUER]),
        "no issuer": token(iss=None),
        "wrong audience": token(aud="https://another.example/"),
        "other audiences": token(aud=["a", "b"]),
        "no audience": token(aud=None),
        "expired": token(exp=now - 3600),
        "expired just beyond the leeway": token(exp=now - 32),
        "no end": token(exp=None),
        "an end that is text": token(exp=str(now + 600)),
        "an end without end": token(exp=float("inf")),
        "not yet valid": token(nbf=now + 3600),
        "issued in the future": token(iat=now + 3600),
        "no subject": token(sub=None),
        "empty subject": token(sub=""),
        "subject is an object": token(sub={"a": 1}),
        "unknown key": token(header={"kid": "another"}),
        "no key named": f"{part({'alg': 'EdDSA'})}.{token().split('.', 1)[1]}",
        "key is a path": token(header={"kid": "../../../../dev/null"}),
        "key is an address": token(header={"kid": "http://127.0.0.1:1/jwks"}),
        "key is a statement": token(header={"kid": "rsa' UNION SELECT 'x"}),
        "key with a zero byte": token(header={"kid": "ed\x00"}),
        "key is a number": token(header={"kid": 1}),
        "key is a list": token(header={"kid": ["ed"]}),
        "key is huge": token(header={"kid": "k" * 3000}),
        "jku": token(header={"jku": "http://127.0.0.1:1/jwks"}),
        "x5u": token(header={"x5u": "http://127.0.0.1:1/cert"}),
        "x5c": token(header={"x5c": ["x"]}),
        "its own key": jwt.encode({"alg": "RS256", "kid": "rsa", "jwk": stranger.as_dict()}, claims, stranger),
        "crit": f"{part({'alg': 'EdDSA', 'kid': 'ed', 'crit': ['exp'], 'exp': 1})}.{token().split('.', 1)[1]}",
        "another kind of token": token(header={"typ": "secevent+jwt"}),
        "giant": token(filler="x" * 8000),
        "giant header": token(header={"filler": "x" * 5000}),
        "deep header": f"{base64.urlsafe_b64encode(b'[' * 5000).decode()}.{body}.{signature}",
        "no JSON": f"{base64.urlsafe_b64encode(b'{').decode()}.{body}.{signature}",
        "claims are a list": jws.serialize_compact({"alg": "RS256", "kid": "rsa"}, b"[]", ISSUER_KEYS["rsa"]),
        "claims are no JSON": jws.serialize_compact({"alg": "RS256", "kid": "rsa"}, b"\xff", ISSUER_KEYS["rsa"]),
        "claims are deep": jws.serialize_compact({"alg": "RS256", "kid": "rsa"}, b"[" * 4000, ISSUER_KEYS["rsa"]),
        "two parts": f"{head}.{body}",
        "four parts": f"{good}.x",
        "five parts, encrypted": ".".join([part({"alg": "dir", "enc": "A256GCM"}), "", "a", "b", "c"]),
        "not base64": f"%%%.{body}.{signature}",
        "JSON form": json.dumps({"payload": body, "protected": head, "signature": signature}).replace(" ", ""),
    }
    assert good not in found.values()
    return found


LIES = (
    "none", "None", "no algorithm", "algorithm is a list", "HS256 with the public key", "HS512 with the public key as JWK",
    "algorithm of another key", "weaker hash", "PS256", "signed by a stranger", "another curve", "changed claims", "no signature",
    "wrong issuer", "issuer with something behind it", "issuer is a list", "no issuer", "wrong audience", "other audiences", "no audience",
    "expired", "expired just beyond the leeway", "no end", "an end that is text", "an end without end", "not yet valid",
    "issued in the future", "no subject", "empty subject", "subject is an object", "unknown key", "no key named", "key is a path",
    "key is an address", "key is a statement", "key with a zero byte", "key is a number", "key is a list", "key is huge", "jku", "x5u",
    "x5c",
    "its own key", "crit", "another kind of token", "giant", "giant header", "deep header", "no JSON", "claims are a list",
    "claims are no JSON", "claims are deep", "two parts", "four parts", "five parts, encrypted", "not base64", "JSON form",
)  # fmt: skip


async def test_a72_every_token_that_proves_nothing_is_refused_in_the_same_words(who, issuer):
    told = lies()
    assert tuple(told) == LIES
    believed, said = [], set()
    for what, text in told.items():
        try:
            await who.viewer(f"Bearer {text}")
        except Unauthenticated as error:
            said.add(str(error))
        else:
            believed.append(what)
    assert believed == []
    assert len(said) == 1
    assert set(issuer.asked) == {"/jwks"}
    assert await who.viewer(f"Bearer {token()}"), "the same hub believes a good one"


async def test_a72_clocks_may_differ_a_little(who):
    now = int(time.time())
    assert await who.viewer(f"Bearer {token(exp=now - 20)}")
    assert await who.viewer(f"Bearer {token(nbf=now + 20, iat=now + 20)}")


async def test_a72_a_token_that_is_remembered_still_ends(who, monkeypatch):
    text = token(exp=int(time.time()) + 100)
    assert await who.viewer(f"Bearer {text}")
    real = time.time
    monkeypatch.setattr("hub.auth.who.time.time", lambda: real() + 131)
    await refusal(who, text)


async def test_a72_keys_are_read_once_and_an_unknown_one_asks_at_most_once_a_minute(issuer):
    clock = [1000.0]
    keys = IssuerKeys(issuer.address, 600, clock=lambda: clock[0])
    found = await asyncio.gather(*(keys.find("ed", "EdDSA") for _ in range(20)))
    assert all(found)
    assert len(issuer.asked) == 1
    for place in range(50):
        assert await keys.find(f"unknown-{place}", "EdDSA") is None
    assert len(issuer.asked) == 1
    clock[0] += 61
    for place in range(50):
        assert await keys.find(f"unknown-{place}", "EdDSA") is None
    assert len(issuer.asked) == 2
    clock[0] += 601
    assert await keys.find("ed", "EdDSA")
    assert len(issuer.asked) == 3


async def test_a72_a_new_key_of_the_issuer_is_found_and_an_old_one_forgotten(issuer):
    clock = [1000.0]
    keys = IssuerKeys(issuer.address, 600, clock=lambda: clock[0])
    assert await keys.find("ed", "EdDSA")
    issuer.served = {"keys": [RSAKey.generate_key(2048, {"kid": "new"}).as_dict(private=False)]}
    clock[0] += 61
    assert await keys.find("new", "RS256")
    assert await keys.find("ed", "EdDSA") is None


async def test_a72_an_issuer_that_is_away_is_asked_once_a_minute_and_believed_for_a_day(issuer):
    clock = [100_000.0]
    keys = IssuerKeys(issuer.address, 600, clock=lambda: clock[0])
    issuer.status = "503 Service Unavailable"
    for _ in range(10):
        assert await keys.find("ed", "EdDSA") is None
    assert len(issuer.asked) == 1
    issuer.status = "200 OK"
    clock[0] += 61
    assert await keys.find("ed", "EdDSA")
    issuer.status = "302 Found\r\nLocation: http://127.0.0.1:1/"
    clock[0] += 3600
    assert await keys.find("ed", "EdDSA"), "no redirect was followed, and those from before hold"
    clock[0] += 86_400
    assert await keys.find("ed", "EdDSA") is None


async def test_a72_a_slow_issuer_makes_one_wait_and_not_all(issuer, monkeypatch):
    clock, gate = [1000.0], asyncio.Event()
    keys = IssuerKeys(issuer.address, 600, clock=lambda: clock[0])
    assert await keys.find("ed", "EdDSA")
    clock[0] += 601

    async def slow(_):
        await gate.wait()
        return json.dumps(issuer.served).encode()

    monkeypatch.setattr("hub.auth.issuer.fetch", slow)
    first = asyncio.create_task(keys.find("ed", "EdDSA"))
    await asyncio.sleep(0)
    assert await asyncio.wait_for(keys.find("ed", "EdDSA"), 1)
    assert not first.done()
    gate.set()
    assert await first


async def test_a72_keys_from_a_file(tmp_path):
    path = tmp_path / "jwks.json"
    keys = IssuerKeys(str(path), 600)
    assert await keys.find("ed", "EdDSA") is None
    path.write_text(json.dumps({"keys": [ISSUER_KEYS["ed"].as_dict(private=False)]}))
    assert await IssuerKeys(str(path), 600).find("ed", "Ed25519")


async def test_a72_only_keys_that_are_fit_for_it_check_signatures():
    short = base64.urlsafe_b64encode(secrets.token_bytes(127) + b"\x01").rstrip(b"=").decode()
    weak = {"kty": "RSA", "kid": "weak", "e": "AQAB", "n": short}
    rsa = ISSUER_KEYS["rsa"].as_dict(private=False)
    given = [
        weak, OctKey.generate_key(256, {"kid": "secret"}).as_dict(), rsa | {"kid": "enc", "use": "enc"}, rsa | {"kid": 7},
        rsa | {"kid": "for another", "alg": "PS256"}, {"kty": "EC", "crv": "P-256", "kid": "off the curve", "x": "AQ", "y": "AQ"},
        {"kty": "AKP", "kid": "of the future"}, "text", None, {}, rsa, {name: value for name, value in rsa.items() if name != "kid"},
    ]  # fmt: skip
    assert list(usable(json.dumps({"keys": given}).encode())) == ["rsa"]
    many = [rsa | {"kid": str(place)} for place in range(MOST_KEYS + 50)]
    assert len(usable(json.dumps({"keys": many}).encode())) == MOST_KEYS
    for data in (b"", b"[]", b'{"keys": {}}', b'{"keys": []}', b"<html>", b"[" * 90_000, b" " * (LARGEST_SET + 1)):
        with pytest.raises(Unreadable):
            usable(data)


async def test_a72_a_giant_set_of_keys_is_not_read_to_its_end(issuer):
    issuer.served = b" " * (LARGEST_SET * 40)
    assert await IssuerKeys(issuer.address, 600).find("ed", "EdDSA") is None


async def test_a72_half_a_configuration_is_refused(store):
    assert tokens_of(Settings()) is None
    for missing in ("token_audience", "token_keys"):
        told = {"token_issuer": ISSUER, "token_audience": "a", "token_keys": "jwks.json", missing: ""}
        with pytest.raises(ConfigError, match="no token is safe"):
            Who(store, Settings(**told))
    for wrong in ({"token_algorithms": ["HS256"]}, {"token_algorithms": ["none"]}, {"token_algorithms": []},
                  {"token_keys": "http://login.example.org/jwks"}, {"token_keys": "https://me:pw@login.example.org/"},
                  {"token_roles": {"desk": "KING"}}):  # fmt: skip
        with pytest.raises(ValueError, match="token_"):
            Settings(**wrong)
    with pytest.raises(Unauthenticated):
        await Who(store, Settings()).viewer(f"Bearer {token()}")


async def test_a72_a_claim_of_areas_binds_and_never_sets_free(who):
    async def areas(**claims):
        viewer = await who.viewer(f"Bearer {token(roles=['desk'], **claims)}")
        return viewer.areas, viewer.looks_after_all

    assert await areas() == ((), True)
    assert await areas(samgraf_areas=["dk-kommune-0461"]) == (("dk-kommune-0461",), False)
    for odd in ([], "", [7], ["\n"], {"a": 1}, 7, False):
        assert await areas(samgraf_areas=odd) == (("-",), False), odd


async def test_a72_a_number_is_vouched_for_by_a_claim_that_was_configured(store, settings, who):
    assert (await who.viewer(f"Bearer {token(cvr='10150817')}")).cvr is None
    bound = Who(store, settings.model_copy(update={"token_cvr_claim": "dk.cvr"}))

    async def cvr(value):
        return (await bound.viewer(f"Bearer {token(dk={'cvr': value})}")).cvr

    assert await cvr("10150817") == await cvr(10150817) == await cvr("DK10150817") == "10150817"
    for odd in ("10150818", "", None, ["10150817"], "1015081７", " 10150817", True):
        assert await cvr(odd) is None, odd
