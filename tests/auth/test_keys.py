"""API keys: what is kept of them, when they open, and when they no longer do."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from hub.auth import keys
from hub.auth.who import Who
from hub.domain.dates import instant
from hub.domain.secret import digest_of
from hub.domain.viewer import ANYBODY, Viewer, ViewerRole
from hub.errors import BadArgument, Unauthenticated
from hub.settings import Settings
from hub.store import keys as books
from hub.store.store import open_store

pytestmark = pytest.mark.asyncio
PAST, FUTURE = "2020-01-01T00:00:00Z", "2999-01-01T00:00:00Z"


def bearer(made: keys.MadeKey) -> str:
    return f"Bearer {made.text}"


def moment(**ago: float) -> str:
    return instant(datetime.now(UTC) - timedelta(**ago))


async def test_whoever_sends_nothing_is_anybody(who):
    assert await who.viewer(None) is ANYBODY


async def test_a70_a_key_opens_what_it_was_made_for(who, make_key):
    made = await make_key(ViewerRole.CONTRIBUTOR, sources=("alpha", "beta"), scopes=("documents",))
    viewer = await who.viewer(bearer(made))
    assert viewer == Viewer(ViewerRole.CONTRIBUTOR, ("documents",), (), ("alpha", "beta"), f"key:{made.prefix}")
    assert await who.viewer(f"  bearer   {made.text} ") == viewer
    assert len({viewer, await who.viewer(bearer(made)), ANYBODY}) == 2


async def test_a70_only_a_hash_is_stored(store, database, make_key):
    made = await make_key(note="a program")
    await store.checkpoint()
    kept = b"".join(path.read_bytes() for path in database.parent.glob(f"{database.name}*"))
    secret = made.text.split("_")[2]
    assert made.prefix.encode() in kept
    assert digest_of(made.text) in kept
    assert secret.encode() not in kept
    assert secret[:20].encode() not in kept
    assert made.text not in repr(made)


async def test_a70_a_key_is_known_by_its_shape_and_check():
    made = keys.make()
    assert keys.parse(made.text) == made.prefix
    assert keys.SHAPE.search(f'token = "{made.text}"') is not None
    assert len({keys.make().text for _ in range(1000)}) == 1000
    for place in range(len(made.text)):
        other = "b" if made.text[place] != "b" else "c"
        assert keys.parse(made.text[:place] + other + made.text[place + 1 :]) is None, place
    assert keys.parse(made.text + "a") is None
    assert keys.parse(made.text.upper()) is None


async def test_a70_another_secret_with_a_known_prefix_opens_nothing(who, make_key):
    made, other = await make_key(ViewerRole.ADMIN), keys.make()
    forged = f"{made.prefix}_{other.text.split('_')[2][:52]}"
    forged += keys.check(made.prefix, forged[12:])
    assert keys.parse(forged) == made.prefix
    with pytest.raises(Unauthenticated):
        await who.viewer(f"Bearer {forged}")
    assert (await who.viewer(bearer(made))).role is ViewerRole.ADMIN


async def test_a70_a_key_ends_by_itself(who, make_key, monkeypatch):
    assert (await who.viewer(bearer(await make_key(until=FUTURE)))).role is ViewerRole.READER
    with pytest.raises(Unauthenticated):
        await who.viewer(bearer(await make_key(until=PAST)))
    soon = await make_key(until=moment(seconds=-30))
    assert await who.viewer(bearer(soon))
    monkeypatch.setattr("hub.auth.who.now", lambda: moment(seconds=-31))
    with pytest.raises(Unauthenticated):  # also while it is remembered
        await who.viewer(bearer(soon))


async def test_a70_a_revoked_key_ends_within_30_seconds_in_every_process(store, database, make_key):
    assert Settings().key_cache_seconds <= 15
    made = await make_key()
    with pytest.raises(ValueError, match="key_cache_seconds"):
        Settings(key_cache_seconds=31)
    async with await open_store(f"sqlite:///{database}", readers=1) as elsewhere:
        settings = Settings(key_cache_seconds=0.2)
        here, there = Who(store, settings), Who(elsewhere, settings)
        assert await here.viewer(bearer(made)) == await there.viewer(bearer(made))
        await store.write(lambda tx: books.revoke(tx, made.prefix, at=moment()))
        assert await there.viewer(bearer(made)), "it is remembered for a moment, so that not every request reads"
        await asyncio.sleep(0.25)
        for one in (here, there):
            with pytest.raises(Unauthenticated):
                await one.viewer(bearer(made))
            await one.close()
    with pytest.raises(BadArgument, match="revoked already"):
        await store.write(lambda tx: books.revoke(tx, made.prefix, at=moment()))
    with pytest.raises(BadArgument, match="not known"):
        await store.write(lambda tx: books.revoke(tx, "sg_nothings", at=moment()))


async def test_a70_a_rotated_key_overlaps_with_the_next(store, who, make_key):
    old, new = await make_key(ViewerRole.MODERATOR, scopes=("a",), note="desk"), keys.make()
    ends = moment(days=-7)
    known = await store.write(lambda tx: books.rotate(tx, old.prefix, new.prefix, new.digest, at=moment(), overlap_until=ends, most=9))
    assert (known.prefix, known.rights) == (new.prefix, books.Rights(ViewerRole.MODERATOR, ("a",), note="desk"))
    both = [await who.viewer(bearer(one)) for one in (old, new)]
    assert [viewer.role for viewer in both] == [ViewerRole.MODERATOR] * 2
    assert [one.expires_at for one in await store.read(books.all_keys())] == [ends, None]


async def test_a70_rotation_never_lengthens_the_old_key_and_gives_the_new_one_its_whole_time(store, make_key):
    old, new = await make_key(until=moment(hours=-1)), keys.make()
    at, late = moment(), moment(days=-7)
    known = await store.write(lambda tx: books.rotate(tx, old.prefix, new.prefix, new.digest, at=at, overlap_until=late, most=9))
    first, second = await store.read(books.all_keys())
    assert first.expires_at < late
    assert second.expires_at == known.expires_at
    assert moment(hours=-1, seconds=5) < second.expires_at < late
    gone = await make_key(until=PAST)
    for prefix, why in ((gone.prefix, "has ended"), ("sg_nothings", "is not known")):
        with pytest.raises(BadArgument, match=why):
            await store.write(lambda tx, prefix=prefix: books.rotate(tx, prefix, "sg_x", b"", at=at, overlap_until=late, most=9))


async def test_a70_the_last_use_is_noted_once_a_minute(store, who, make_key, monkeypatch):
    made = await make_key()
    written = []
    real = books.note_use

    async def counted(*given, **told):
        written.append(told["at"])
        await real(*given, **told)

    monkeypatch.setattr("hub.auth.who.books.note_use", counted)
    for _ in range(20):
        await who.viewer(bearer(made))
    await who.close()
    assert len(written) == 1
    (known,) = await store.read(books.all_keys())
    assert known.last_used_at == written[0]
    await store.write(lambda tx: real(tx, made.prefix, at=FUTURE, before=moment(seconds=60)))
    assert (await store.read(books.by_prefix(made.prefix))).last_used_at == written[0], "another process has just written it"


async def test_a70_a_key_opens_also_while_its_use_cannot_be_noted(who, make_key, monkeypatch):
    made = await make_key()

    async def locked(_):
        from hub.errors import StoreUnavailable

        raise StoreUnavailable("The database is locked.")

    monkeypatch.setattr(who._store, "write", locked)
    assert await who.viewer(bearer(made))
    await who.close()


async def test_a70_what_is_no_key_is_refused_alike(who, make_key):
    made = await make_key()
    sent = [
        "", "Bearer", "Bearer ", "Basic YTpi", made.text, f"Bearer {made.prefix}", f"Bearer {keys.make().text}", f"Bearer {made.text[:-1]}",
        "Bearer " + "a" * 100_000, "Bearer sg_é", "Bearer a.b.c", f"Bearer {made.text},{made.text}", "Bearer \x00", "Negotiate x",
    ]  # fmt: skip
    told = set()
    for one in sent:
        with pytest.raises(Unauthenticated) as refused:
            await who.viewer(one)
        told.add(str(refused.value))
    assert len(told) == 1
    assert "revoked" in told.pop()


async def test_a70_guesses_fill_no_memory(who, monkeypatch):
    monkeypatch.setattr("hub.auth.who.MOST_REMEMBERED", 10)
    for _ in range(30):
        with pytest.raises(Unauthenticated):
            await who.viewer(f"Bearer {keys.make().text}")
    assert len(who._known) == 10


async def test_a80_only_so_many_keys_stand_at_once(make_key):
    await make_key(until=PAST)
    await make_key(most=2)
    await make_key(most=2)
    with pytest.raises(BadArgument, match="2 keys stand already"):
        await make_key(most=2)


async def test_a_key_speaks_only_for_organizations_that_are_known(make_key):
    with pytest.raises(BadArgument, match="no organization org_nobody"):
        await make_key(speaks_for=("org_nobody",))


async def test_a70_over_http_a_refusal_is_401_with_a_challenge_and_says_the_same_for_all(client, make_key):
    body = {"query": "{ viewer { role scopes } }"}
    made = await make_key(ViewerRole.MODERATOR, scopes=("b", "c"))
    answer = await client.post("/graphql", json=body, headers={"authorization": bearer(made)})
    assert answer.json()["data"]["viewer"] == {"role": "MODERATOR", "scopes": ["b", "c"]}
    assert (await client.post("/graphql", json=body)).json()["data"]["viewer"] == {"role": "READER", "scopes": []}
    assert "Authorization" in answer.headers["vary"]
    refusals = [
        await client.post("/graphql", json=body, headers={"authorization": one})
        for one in ("Bearer nothing", f"Bearer {keys.make().text}", bearer(await make_key(until=PAST)))
    ]
    assert {(one.status_code, one.headers["www-authenticate"]) for one in refusals} == {(401, "Bearer")}
    assert len({one.text for one in refusals}) == 1
    assert refusals[0].json()["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"
