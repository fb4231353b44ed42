"""Proposals on a real store: found, decided, and every decision taken back."""

from __future__ import annotations

import json
import sqlite3
from typing import Any

import pytest

from hub.domain.dates import now
from hub.domain.match import Judgement
from hub.errors import BadArgument
from hub.harvest.match.propose import propose
from hub.harvest.pipeline import harvest
from hub.store import matches
from hub.store.recognition import cards, facts
from hub.store.store import Store
from tests.harvest.tiny import Site, Tiny, grant, initiative, organization, source

pytestmark = pytest.mark.asyncio
AARHUS, ODENSE = "dk-kommune-0751", "dk-kommune-0461"
SHOWN = {
    "entity": "no, id, kind, name, sort_name, area_no, claim_no, origins",
    "organization": "no, organization_type, cvr, website, part_of_no, confirmed",
    "initiative": "no, status, lead_no",
    "funding": "no, amount_minor, funder_no, recipient_no",
    "text": "no, field, lang, value",
    "entity_area": "no, area_no, how",
    "entity_source": "no, source_no",
    "identifier": "member_no, scheme, value, no, strong",
    "link": "id, kind, from_no, to_no, contested",
    "member": "no, id, canonical_no",
    "search": "rowid, name, body, part",
}
"""What a reader can see, without the book-keeping of when it was read."""


def seen(store: Store) -> dict[str, list[Any]]:
    connection = sqlite3.connect(store.path)
    told = {table: connection.execute(f"SELECT {columns} FROM {table} ORDER BY {columns}").fetchall() for table, columns in SHOWN.items()}
    connection.close()
    return told


async def given(store: Store) -> None:
    """Two sources that speak of one guild, and a namesake elsewhere."""
    crowd = [organization(f"c{n}", f"Forening nummer{n}", area=ODENSE) for n in range(60)]
    one = [*crowd, organization("a", "Ravnholt Kolaug", area=AARHUS), organization("x", "Fjeldby Fællesgrav", area=ODENSE)]
    one += [initiative("i", "Køer på engen", lead="a"), grant("g", "Velux Fonden", "Ravnholt Kolaug")]
    two = [organization("b", "Kolauget Ravnholt f.m.b.a.", area=AARHUS), initiative("j", "Hegn om engen", lead="b")]
    for key, page in (("one", one), ("two", two)):
        its = source(key)
        await harvest(store, its, Tiny(its), Site(page))


async def find(store: Store) -> int:
    things = await store.read(facts())
    found = propose(things, (await store.read(matches.decided_pairs())).keys())
    return await store.write(lambda tx: matches.replace(tx, found.proposals, now()))


async def guild(store: Store) -> matches.Open:
    """The open proposal about the two guilds of Aarhus, as the first source names it and as the second does."""
    queue = await store.read(matches.open_matches("ORGANIZATION"))
    known = await store.read(cards([no for one in queue for no in (one.left, one.right)]))
    (found,) = (one for one in queue if known[one.left].places == known[one.right].places == ("Aarhus",))
    return found


async def decide(store: Store, match: str, judgement: Judgement) -> matches.Decided:
    return await store.write(lambda tx: matches.decide(tx, match, judgement, by="operator", reason="seen on their site", at=now()))


async def undo(store: Store, decision: str) -> matches.Decided:
    return await store.write(lambda tx: matches.undo(tx, decision, at=now()))


async def test_finding_merges_nothing(store: Store) -> None:
    await given(store)
    before = seen(store)
    assert await find(store) > 0
    assert seen(store) == before


async def test_same_makes_one_of_two_and_undo_restores_both_exactly(store: Store) -> None:
    await given(store)
    await find(store)
    before, one = seen(store), await guild(store)
    done = await decide(store, one.id, Judgement.SAME)
    assert done.one_thing
    merged = seen(store)
    assert len(merged["entity"]) == len(before["entity"]) - 1
    assert {canonical for no, _, canonical in merged["member"] if no in (one.left, one.right)} == {min(one.left, one.right)}
    leads = {lead for _, _, lead in merged["initiative"]}
    assert len(leads) == 1  # what both led is led by the one
    assert one.id not in {other.id for other in await store.read(matches.open_matches())}
    back = await undo(store, done.id)
    assert not back.one_thing
    assert seen(store) == before
    assert one.id in {other.id for other in await store.read(matches.open_matches())}


@pytest.mark.parametrize("judgement", [Judgement.DIFFERENT, Judgement.UNSURE])
async def test_what_is_decided_is_not_proposed_again_until_it_is_undone(store: Store, judgement: Judgement) -> None:
    await given(store)
    await find(store)
    before, one = seen(store), await guild(store)
    done = await decide(store, one.id, judgement)
    assert not done.one_thing
    assert seen(store) == before
    await find(store)
    pairs = {(other.left, other.right) for other in await store.read(matches.open_matches())}
    assert (one.left, one.right) not in pairs
    await undo(store, done.id)
    await find(store)
    assert (await guild(store)).id == one.id


async def test_a_decision_about_a_merged_thing_counts_for_all_of_it(store: Store) -> None:
    await given(store)
    await find(store)
    queue = await store.read(matches.open_matches("ORGANIZATION"))
    for one in queue:
        if one.id in {other.id for other in await store.read(matches.open_matches())}:
            await decide(store, one.id, Judgement.SAME)
    await find(store)
    assert await store.read(matches.open_matches("ORGANIZATION")) == []


async def test_a_proposal_is_decided_once_and_a_decision_undone_once(store: Store) -> None:
    await given(store)
    await find(store)
    one = await guild(store)
    done = await decide(store, one.id, Judgement.SAME)
    with pytest.raises(BadArgument, match=done.id):
        await decide(store, one.id, Judgement.DIFFERENT)
    await undo(store, done.id)
    with pytest.raises(BadArgument, match="undone already"):
        await undo(store, done.id)
    for nobody in ("match_nobody", "'; DROP TABLE match; --"):
        with pytest.raises(BadArgument, match="no proposal"):
            await decide(store, nobody, Judgement.SAME)
    with pytest.raises(BadArgument, match="no decision"):
        await undo(store, "decision_99")


async def test_only_the_proposals_of_what_was_touched_are_replaced(store: Store) -> None:
    await given(store)
    await find(store)
    one, before = await guild(store), await store.read(matches.open_matches())
    await store.write(lambda tx: matches.replace(tx, [], now(), touched={one.left}))
    after = await store.read(matches.open_matches())
    assert [other for other in before if one.left not in (other.left, other.right)] == after
    assert one.id not in {other.id for other in after}


async def test_a_decision_survives_the_next_harvest(store: Store) -> None:
    await given(store)
    await find(store)
    one = await guild(store)
    await decide(store, one.id, Judgement.SAME)
    its = source("two", digest="two")
    await harvest(
        store, its, Tiny(its, version=2), Site([organization("b", "Kolauget Ravnholt", area=AARHUS), initiative("j", "Hegn", lead="b")])
    )
    canonical = {no: now_no for no, _, now_no in seen(store)["member"]}
    assert canonical[one.left] == canonical[one.right]


async def test_a_proposal_keeps_its_id_and_reads_as_it_was_written(store: Store) -> None:
    await given(store)
    await find(store)
    one = await guild(store)
    await find(store)
    again = await guild(store)
    assert again == one
    connection = sqlite3.connect(store.path)
    (data,) = connection.execute("SELECT reasons FROM match WHERE id = ?", (one.id,)).fetchone()
    connection.close()
    assert json.loads(data) == [[reason.code, reason.speaks_for, list(reason.words)] for reason in one.reasons]
