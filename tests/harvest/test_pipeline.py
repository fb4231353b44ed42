"""A source harvested into entities: what is new, changed, unchanged, sick, missing and back again."""

from __future__ import annotations

import pytest

from hub.domain.ids import EntityKind, mint
from hub.domain.source import CoverageKind, RunOutcome
from hub.errors import SourceUnreachable
from hub.harvest.pipeline import harvest
from tests.harvest.look import graph, names, rows, sound
from tests.harvest.tiny import CVR, Site, Tiny, grant, initiative, organization, source

pytestmark = pytest.mark.asyncio
OK = RunOutcome.PUBLISHED


async def go(store, site, coverage=CoverageKind.EVERYTHING, version=1, key="tiny", **changes):
    one = source(key, **changes)
    return await harvest(store, one, Tiny(one, coverage, version), site)


async def test_items_become_entities_with_links_texts_areas_and_themes(store, database):
    site = Site([
        initiative("i1", "Kolaug", lead="o1", themes=["grazing"], area="dk-kommune-0461", status="ACTIVE"),
        organization("o1", "Foreningen", cvr=CVR),
        grant("g1", "Fonden", "Kolauget"),
    ])  # fmt: skip
    report = await go(store, site)
    assert (report.outcome, report.counts.created, report.counts.problems) == (OK, 3, 1)
    seen = graph(database)
    guild = seen["entities"][mint(EntityKind.INITIATIVE, "tiny", "i1")]
    assert (guild["name"], guild["status"], guild["lead_no"]) == ("Kolaug", "ACTIVE", mint(EntityKind.ORGANIZATION, "tiny", "o1"))
    assert [direct for _, direct in guild["entity_theme"]] == [0, 1]
    assert sorted(how for _, how in guild["entity_area"]) == ["is", "within", "within"]
    money = seen["entities"][mint(EntityKind.FUNDING, "tiny", "g1")]
    assert money["text"] == [
        ("NAME", "da", "Tilskud fra Fonden til Kolauget, 2016"),
        ("NAME", "de", "Zuwendung von Fonden an Kolauget, 2016"),
        ("NAME", "en", "Grant from Fonden to Kolauget, 2016"),
    ]
    assert (money["amount_minor"], money["amount_desc"], money["awarded_asc"]) == (100, -100, 20160000)
    assert sorted(kind for kind, *_ in seen["links"].values()) == ["GIVES", "LEADS", "RECEIVES"]
    assert sound(database)


async def test_the_same_words_by_many_items_are_one_claim_with_many_carriers(store, database):
    await go(store, Site([grant(f"g{n}", "Fonden", "Lauget") for n in range(30)]))
    assert rows(database, "SELECT count(*) FROM claim")[0] == (32,)
    assert rows(database, "SELECT count(*) FROM claim_record")[0] == (90,)
    assert names(database, "ORGANIZATION") == ["Fonden", "Lauget"]


async def test_an_unchanged_answer_is_not_even_parsed_and_writes_nothing(store, database):
    site = Site([organization("o1", "Foreningen")])
    await go(store, site)
    before = graph(database), rows(database, "SELECT * FROM change")
    report = await go(store, site)
    assert (report.skipped, report.counts.unchanged) == (True, 1)
    assert (graph(database), rows(database, "SELECT * FROM change")) == before


async def test_unchanged_items_beside_a_changed_one_write_nothing(store, database):
    items = [organization(f"o{n}", f"Forening {n}") for n in range(5)]
    await go(store, Site(items))
    items[2]["name"] = "Et nyt navn"
    report = await go(store, Site(items))
    assert (report.counts.unchanged, report.counts.updated, report.counts.created) == (4, 1, 0)
    assert rows(database, "SELECT type, fields FROM change WHERE seq > 5") == [("UPDATED", '["name", "origins"]')]
    assert rows(database, "SELECT count(*) FROM record")[0] == (6,)
    assert rows(database, "SELECT name, from_seq, to_seq FROM entity_was") == [("Forening 2", 3, 6)]


async def test_what_is_said_in_other_words_moves_links_and_leaves_the_old_ones_as_the_past(store, database):
    await go(store, Site([grant("g1", "Fonden", "Lauget"), grant("g2", "Fonden", "Lauget")]))
    await go(store, Site([grant("g1", "Fonden", "Gildet"), grant("g2", "Fonden", "Lauget")]))
    seen = graph(database)
    money = seen["entities"][mint(EntityKind.FUNDING, "tiny", "g1")]
    assert money["recipient_no"] == mint(EntityKind.ORGANIZATION, "tiny", "recipient Gildet")
    assert money["name"] == "Tilskud fra Fonden til Gildet, 2016"
    assert rows(database, "SELECT count(*) FROM link_was WHERE kind = 'RECEIVES'")[0] == (1,)
    assert rows(database, "SELECT count(*) FROM link WHERE kind = 'RECEIVES'")[0] == (2,)


async def test_a_renamed_organization_renames_the_grants_that_are_named_after_it_and_resorts_its_links(store, database):
    await go(store, Site([organization("o1", "Alfa"), initiative("i1", "Kolaug", lead="o1")]))
    await go(store, Site([organization("o1", "Zeta"), initiative("i1", "Kolaug", lead="o1")]))
    assert rows(database, "SELECT from_sort FROM link") == [("zeta",)]
    assert rows(database, "SELECT from_sort FROM link_was") == [("alfa",)]
    site = Site([grant("g1", "Fonden", "Lauget", purpose="Hegn"), grant("g2", "Fonden", "Lauget")])
    await go(store, site, key="money")
    assert names(database, "FUNDING") == ["Hegn", "Tilskud fra Fonden til Lauget, 2016"]


async def test_a_missing_item_is_hidden_first_and_retired_at_the_second_miss(store, database):
    two, one = Site([organization("o1", "Alfa"), organization("o2", "Beta")]), Site([organization("o1", "Alfa")])
    await go(store, two)
    await go(store, one, shrink_percent=90)
    assert names(database) == ["Alfa"]
    assert rows(database, "SELECT state FROM record WHERE key = 'o2'") == [("hidden",)]
    assert rows(database, "SELECT type FROM change ORDER BY seq DESC LIMIT 1") == [("HIDDEN",)]
    await go(store, one, shrink_percent=90)
    assert rows(database, "SELECT state FROM record WHERE key = 'o2'") == [("retired",)]
    assert rows(database, "SELECT name, from_seq, to_seq FROM entity_was") == [("Beta", 2, 3)]


async def test_a_record_that_comes_back_lives_again_under_its_id(store, database):
    two, one = Site([organization("o1", "Alfa"), organization("o2", "Beta")]), Site([organization("o1", "Alfa")])
    await go(store, two)
    before = graph(database)
    for misses in (1, 2):
        for _ in range(misses):
            await go(store, one, shrink_percent=90)
        await go(store, two)
        assert graph(database) == before
        assert rows(database, "SELECT count(*) FROM record")[0] == (2,)


@pytest.mark.parametrize("coverage", [CoverageKind.WINDOW, CoverageKind.NEWEST, CoverageKind.NOTHING])
async def test_absence_retires_nothing_outside_of_what_was_covered(store, database, coverage):
    await go(store, Site([organization("o1", "Alfa"), organization("o2", "Beta")]), coverage)
    await go(store, Site([organization("o3", "Gamma")]), coverage)
    assert names(database) == ["Alfa", "Beta", "Gamma"]


async def test_a_thing_that_others_refer_to_leaves_no_link_to_nowhere(store, database):
    guild = initiative("i1", "Kolaug", lead="o1")
    await go(store, Site([organization("o1", "Alfa"), guild]))
    await go(store, Site([guild]), shrink_percent=90)
    assert rows(database, "SELECT lead_no FROM initiative") == [(None,)]
    assert rows(database, "SELECT count(*) FROM link")[0] == (0,)
    await go(store, Site([organization("o1", "Alfa"), guild]))
    assert rows(database, "SELECT count(*) FROM link")[0] == (1,)


async def test_a_reference_by_number_waits_until_its_target_appears(store, database):
    await go(store, Site([initiative("i1", "Kolaug", partner_cvr=CVR)]), key="first")
    assert rows(database, "SELECT count(*) FROM link")[0] == (0,)
    await go(store, Site([organization("o1", "Foreningen", cvr=CVR)]), key="second")
    assert rows(database, "SELECT kind FROM link") == [("PARTNER_OF",)]
    assert rows(database, "SELECT type, fields FROM change ORDER BY seq DESC LIMIT 1") == [("UPDATED", '["links"]')]
    await go(store, Site([organization("o9", "En anden"), organization("o8", "En tredje")]), key="second")
    assert rows(database, "SELECT count(*) FROM link")[0] == (0,)


async def test_unknown_areas_and_themes_are_told_and_lead_nowhere(store, database):
    report = await go(store, Site([initiative("i1", "Kolaug", themes=["grazing", "nothing"], area="dk-nowhere")]))
    assert sorted(code for (code,) in rows(database, "SELECT code FROM problem WHERE code LIKE 'UNKNOWN%'")) == [
        "UNKNOWN_AREA",
        "UNKNOWN_THEME",
    ]
    assert report.counts.problems == 3
    assert rows(database, "SELECT area_no FROM entity") == [(None,)]


async def test_poison_is_quarantined_with_its_reason_and_the_rest_goes_on(store, database):
    site = Site([{"id": "x", "kind": "poison"}, {"id": "y", "kind": "broken"}, organization("o1", "Alfa")])
    report = await go(store, site)
    assert (report.outcome, report.counts.quarantined, names(database)) == (OK, 2, ["Alfa"])
    assert rows(database, "SELECT key, reason, raw, attempts FROM quarantine ORDER BY key") == [
        ("x", "poison", b'{"id":"x","kind":"poison"}', 1),
        ("y", "cannot be read", b'{"id": "y", "kind": "broken"}', 1),
    ]


async def test_poison_is_tried_again_when_its_reading_changes_and_leaves_quarantine_when_it_is_well(store, database):
    page = [{"id": "x", "kind": "poison"}, organization("o1", "Alfa")]
    await go(store, Site(page))
    await go(store, Site([*page, organization("o2", "Beta")]))
    assert rows(database, "SELECT attempts FROM quarantine") == [(1,)]
    await go(store, Site(page), version=2, shrink_percent=90)
    assert rows(database, "SELECT attempts FROM quarantine") == [(2,)]
    await go(store, Site([organization("x", "Rask"), organization("o1", "Alfa")]))
    assert rows(database, "SELECT count(*) FROM quarantine")[0] == (0,)
    assert names(database) == ["Alfa", "Rask"]


async def test_an_item_that_falls_ill_keeps_what_was_known_of_it(store, database):
    await go(store, Site([organization("o1", "Alfa"), organization("o2", "Beta")]))
    await go(store, Site([organization("o1", "Alfa"), {"id": "o2", "kind": "poison"}]))
    assert names(database) == ["Alfa", "Beta"]


async def test_a_better_mapping_reads_every_item_again(store, database):
    site = Site([organization("o1", "Alfa")])
    await go(store, site)
    report = await go(store, site, version=2)
    assert (report.skipped, report.counts.updated) == (False, 1)
    assert rows(database, "SELECT count(*) FROM change")[0] == (1,)


async def test_two_items_with_one_key_are_told_and_the_first_counts(store, database):
    report = await go(store, Site([organization("o1", "Alfa"), organization("o1", "Beta"), organization("o1", "Alfa")]))
    assert (names(database), report.counts.created) == (["Alfa"], 1)
    assert ("DUPLICATE_KEY",) in rows(database, "SELECT code FROM problem")


async def test_a_source_that_does_not_answer_leaves_everything_as_it_was(store, database):
    site = Site([organization("o1", "Alfa")])
    await go(store, site)
    site.pages["https://tiny.example/index.json"] = SourceUnreachable("https://tiny.example: HTTP 500")
    for failure in (1, 2, 3):
        report = await go(store, site)
        assert (report.outcome, names(database)) == (RunOutcome.FAILED, ["Alfa"])
        assert rows(database, "SELECT failures FROM source") == [(failure,)]
    assert "SOURCE_UNREACHABLE" in (report.reason or "")
    assert rows(database, "SELECT state FROM source") == [("DEFECTIVE",)]
    site.put([organization("o1", "Alfa")])
    await go(store, site)
    assert rows(database, "SELECT state, failures FROM source") == [("ACTIVE", 0)]


async def test_a_harvest_that_breaks_halfway_keeps_what_it_had_and_what_it_got(store, database):
    site = Site([organization("o1", "Alfa")], [organization("o2", "Beta")])
    await go(store, site)
    site.put([organization("o1", "Alfa"), organization("o3", "Gamma")], [organization("o2", "Beta")])
    site.pages["https://tiny.example/1.json"] = SourceUnreachable("https://tiny.example/1.json: silent")
    report = await go(store, site)
    assert (report.outcome, names(database)) == (RunOutcome.PARTIAL, ["Alfa", "Beta", "Gamma"])


async def test_a_page_in_another_shape_is_passed_over_and_told(store, database):
    site = Site([organization("o1", "Alfa")], [organization("o2", "Beta")])
    site.pages["https://tiny.example/1.json"] = "<html>maintenance</html>"
    report = await go(store, site)
    assert (report.outcome, names(database)) == (RunOutcome.PARTIAL, ["Alfa"])
    assert "SOURCE_CHANGED" in (report.reason or "")


async def test_a_connector_with_a_bug_stops_its_source_only(store, database, monkeypatch):
    monkeypatch.setattr(Tiny, "parse", lambda self, document: 1 / 0)
    report = await go(store, Site([organization("o1", "Alfa")]))
    assert report.outcome is RunOutcome.FAILED
    assert "ZeroDivisionError" in (report.reason or "")


async def test_what_a_source_has_said_longest_stays_when_another_field_changes(store, database):
    await go(store, Site([initiative("i1", "Kolaug", status="IDEA")]))
    await go(store, Site([initiative("i1", "Kolaug", status="ACTIVE")]))
    assert rows(database, "SELECT since_run, since_fields FROM claim WHERE state = 'live'") == [(2, '{"name": 1}')]


async def test_documents_expire_but_for_the_newest_of_each_address(store, database):
    site = Site([organization("o1", "Alfa")])
    await go(store, site)
    site.put([organization("o1", "Beta")])
    one = source()
    await harvest(store, one, Tiny(one), site, document_days=-1)
    kept = rows(database, "SELECT count(*) FROM document WHERE body IS NOT NULL")[0][0]
    assert (kept, rows(database, "SELECT count(*) FROM document")[0][0]) == (2, 3)
    assert rows(database, "SELECT count(*) FROM record WHERE row LIKE '%Alfa%'")[0] == (1,)
