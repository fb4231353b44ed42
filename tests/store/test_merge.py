"""Two sources about one thing: joined by a strong number or a person's word, taken apart again, and read together."""

from __future__ import annotations

import itertools
import re

import pytest

from hub.domain.dates import now
from hub.domain.ids import EntityKind, mint
from hub.harvest.pipeline import harvest
from hub.store import tables as t
from hub.store.contradictions import contradictions, too_wide
from hub.store.reading import open_books, read_together
from tests.harvest.look import graph, names, rows, sound
from tests.harvest.tiny import CVR, Site, Tiny, grant, initiative, organization, source

pytestmark = pytest.mark.asyncio
A, B, C = (mint(EntityKind.ORGANIZATION, key, "o") for key in ("a", "b", "c"))


async def go(store, key, *page, **changes):
    one = source(key, **{"shrink_percent": 100, **changes})
    return await harvest(store, one, Tiny(one), Site(list(page)))


async def decide(store, kind, left, right=None, field=None, value=None):
    """What a person decides, and the reading that follows."""

    async def job(tx):
        nos = {one: no for no, one in await tx.rows(t.member.select().with_only_columns(t.member.c.no, t.member.c.id))}
        no = 1 + len(await tx.rows(t.decision.select()))
        ends = {"left_no": nos[left], "right_no": nos[right] if right else None}
        await tx.run(t.decision.insert().values(no=no, id=f"d{no}", kind=kind, by="anna", at=now(), field=field, value=value, **ends))
        await read_together(tx, await open_books(tx), [one for one in ends.values() if one], None, now())
        return no

    return await store.write(job)


async def undo(store, decision, *ids):
    async def job(tx):
        await tx.run(t.decision.update().where(t.decision.c.no == decision).values(undone_at=now()))
        nos = [no for no, one in await tx.rows(t.member.select().with_only_columns(t.member.c.no, t.member.c.id)) if one in ids]
        await read_together(tx, await open_books(tx), nos, None, now())

    await store.write(job)


async def test_a_strong_number_joins_two_sources_under_the_id_that_was_published_first(store, database):
    await go(store, "a", organization("o", "Foreningen", cvr=CVR))
    await go(store, "b", organization("o", "Foreningen i byen", cvr=CVR, area="dk-kommune-0461"))
    seen = graph(database)["entities"]
    assert list(seen) == [A]
    assert (seen[A]["name"], len(seen[A]["entity_source"])) == ("Foreningen", 2)
    assert rows(database, "SELECT count(*) FROM member WHERE canonical_no = (SELECT no FROM entity)")[0] == (2,)
    assert rows(database, "SELECT type FROM change ORDER BY seq") == [("CREATED",), ("UPDATED",)]


async def test_two_that_stood_apart_are_merged_when_the_number_comes_and_the_old_id_leads_to_the_survivor(store, database):
    await go(store, "a", organization("o", "Foreningen", cvr=CVR))
    await go(store, "b", organization("o", "Foreningen i byen"), initiative("i", "Kolaug", lead="o"))
    await go(store, "b", organization("o", "Foreningen i byen", cvr=CVR), initiative("i", "Kolaug", lead="o"))
    seen = graph(database)
    assert seen["entities"][mint(EntityKind.INITIATIVE, "b", "i")]["lead_no"] == A
    assert B not in seen["entities"]
    assert rows(database, "SELECT type, id, into_id FROM change WHERE type = 'MERGED'") == [("MERGED", B, A)]
    assert rows(database, "SELECT e.id FROM member m JOIN entity e ON e.no = m.canonical_no WHERE m.id = ?", B) == [(A,)]
    assert sound(database)


async def test_s18_a_merge_that_ends_gives_both_back_exactly(store, database):
    await go(store, "a", organization("o", "Foreningen", cvr=CVR), grant("g", "Fonden", "Lauget"))
    await go(store, "b", organization("o", "Foreningen i byen"), initiative("i", "Kolaug", lead="o"))
    before = graph(database)
    decision = await decide(store, "SAME", A, B)
    assert B not in graph(database)["entities"]
    await undo(store, decision, A, B)
    assert graph(database) == before
    assert rows(database, "SELECT type, id FROM change ORDER BY seq DESC LIMIT 2") != []
    assert ("SPLIT", B) in rows(database, "SELECT type, id FROM change")
    assert sound(database)


async def test_different_beats_a_number(store, database):
    await go(store, "a", organization("o", "Foreningen", cvr=CVR))
    await go(store, "b", organization("o", "En anden", cvr=CVR))
    await decide(store, "DIFFERENT", A, B)
    assert names(database) == ["En anden", "Foreningen"]
    await go(store, "c", organization("o", "En tredje", cvr=CVR))
    assert len(names(database)) == 2


async def test_same_joins_one_kind_only(store, database):
    await go(store, "a", organization("o", "Foreningen"), initiative("i", "Kolaug"))
    await decide(store, "SAME", A, mint(EntityKind.INITIATIVE, "a", "i"))
    assert names(database) == ["Foreningen", "Kolaug"]


async def test_a_number_that_two_of_one_source_carry_joins_nothing_and_is_told(store, database):
    await go(store, "a", organization("o", "Foreningen", cvr=CVR))
    await go(store, "b", organization("o", "Afdeling 1", cvr=CVR), organization("p", "Afdeling 2", cvr=CVR))
    assert len(names(database)) == 3
    assert ("IDENTIFIER_TOO_WIDE",) in rows(database, "SELECT code FROM problem")


async def test_a_number_that_more_than_twenty_carry_joins_nothing(store, database):
    for n in range(24):
        await go(store, f"s{n:02}", organization("o", f"Forening {n}", cvr=CVR))
        assert len(names(database)) == (1 if n < 20 else n + 1)
    assert sound(database)


async def test_a_published_id_stays_when_its_own_source_falls_silent(store, database):
    await go(store, "a", organization("o", "Foreningen", cvr=CVR), organization("x", "X"))
    await go(store, "b", organization("o", "Foreningen i byen", cvr=CVR))
    await go(store, "a", organization("x", "X"))
    assert graph(database)["entities"][A]["name"] == "Foreningen i byen"
    await go(store, "a", organization("o", "Foreningen", cvr=CVR), organization("x", "X"))
    assert graph(database)["entities"][A]["name"] == "Foreningen"


async def test_the_winner_of_each_field_is_kept_and_a_persons_word_wins(store, database):
    await go(store, "a", organization("o", "Foreningen", cvr=CVR, organization_type="NETWORK"))
    await go(store, "b", organization("o", "Foreningen i byen", cvr=CVR, organization_type="ASSOCIATION"), trust=80)
    seen = graph(database)["entities"][A]
    assert (seen["name"], seen["organization_type"]) == ("Foreningen i byen", "ASSOCIATION")
    await decide(store, "VALUE", A, field="organization_type", value='"UMBRELLA"')
    assert graph(database)["entities"][A]["organization_type"] == "UMBRELLA"
    await decide(store, "CONFIRMED", B)
    assert graph(database)["entities"][A]["confirmed"] == 1


async def test_one_leads_and_the_others_stay_as_contested_links(store, database):
    page = [organization("o", "Foreningen"), organization("p", "Kommunen")]
    await go(store, "a", *page, initiative("i", "Kolaug", lead="o"))
    await go(store, "b", organization("o", "Foreningen"), initiative("i", "Kolaug", lead="o"))
    one, other = (mint(EntityKind.INITIATIVE, key, "i") for key in ("a", "b"))
    await decide(store, "SAME", one, other)
    assert sorted(link[5] for link in graph(database)["links"].values()) == [0, 1]
    assert graph(database)["entities"][one]["lead_no"] == A
    await decide(store, "UNLINK", A, one, field="LEADS")
    assert graph(database)["entities"][one]["lead_no"] == B
    assert len(graph(database)["links"]) == 1


@pytest.mark.parametrize("order", list(itertools.permutations(["a", "b", "c"])))
async def test_the_order_in_which_sources_come_does_not_change_what_is_one(store, database, order):
    pages = {
        "a": [organization("o", "A", cvr=CVR)],
        "b": [organization("o", "B", cvr=CVR), initiative("i", "Kolaug", lead="o")],
        "c": [organization("o", "C"), initiative("j", "Havelaug", partner_cvr=CVR)],
    }
    for key in order:
        await go(store, key, *pages[key])
    await decide(store, "SAME", B, C)
    seen = graph(database)
    assert names(database, "INITIATIVE") == ["Havelaug", "Kolaug"]
    assert len(names(database, "ORGANIZATION")) == 1
    assert sorted(kind for kind, *_ in seen["links"].values()) == ["LEADS", "PARTNER_OF"]
    assert sound(database)


async def told(store, database):
    """The problems of the newest run, and all that contradicts now."""
    newest = rows(database, "SELECT code, message FROM problem WHERE run_no = (SELECT max(no) FROM run) AND code != 'NEW_FIELD'")
    return newest, [str(one) for one in (*await store.write(contradictions), *await store.write(too_wide))]


async def test_a_number_that_a_person_overruled_is_a_problem_with_the_way_out(store, database):
    await go(store, "a", organization("o", "Foreningen", cvr=CVR))
    await go(store, "b", organization("o", "En anden", cvr=CVR))
    assert await told(store, database) == ([], [])
    await decide(store, "DIFFERENT", A, B)
    message = (
        f"DK-CVR:{CVR} says that {min(A, B)} and {max(A, B)} are one, but d1 keeps them apart. "
        "Take back what is wrong with `samgraf matches undo d1`, or have the value corrected at its source."
    )
    assert (await told(store, database))[1] == [message]
    await go(store, "b", organization("o", "En helt anden", cvr=CVR))
    assert await told(store, database) == ([("CONTRADICTION", message)], [message])
    await undo(store, 1, A, B)
    assert (await told(store, database))[1] == []


async def test_s21_decisions_that_contradict_are_named_with_one_another(store, database):
    for key in "abc":
        await go(store, key, organization("o", key.upper()))
    for kind, left, right in (("SAME", A, B), ("SAME", B, C), ("DIFFERENT", A, C)):
        await decide(store, kind, left, right)
    [message] = (await told(store, database))[1]
    assert re.search(
        r"^d2 says that org_\w+ and org_\w+ are one, but d3 keeps them apart\. .* undo d2`, or `samgraf matches undo d3`\.$", message
    )
    await go(store, "c", organization("o", "C igen"))
    assert (await told(store, database))[0] == [("CONTRADICTION", message)]


async def test_a_value_that_identifies_too_much_is_named_with_those_that_carry_it(store, database):
    await go(store, "a", organization("o", "Foreningen", cvr=CVR))
    await go(store, "b", organization("o", "Afdeling 1", cvr=CVR), organization("p", "Afdeling 2", cvr=CVR))
    problems, standing = await told(store, database)
    assert problems == [("IDENTIFIER_TOO_WIDE", standing[0])]
    assert all(
        part in standing[0] for part in (f"DK-CVR:{CVR} joins nothing: two things of one source", A, B, "leave it out in the mapping")
    )


async def test_of_a_value_that_many_carry_some_are_named_and_the_rest_counted(store, database):
    for n in range(22):
        await go(store, f"s{n:02}", organization("o", f"Forening {n}", cvr=CVR))
    problems, standing = await told(store, database)
    assert [code for code, _ in problems] == ["IDENTIFIER_TOO_WIDE"]
    assert "22 things carry it: a placeholder" in standing[0]
    assert "and 19 more" in standing[0]
