"""Which things a page holds, what their keys are, and what one thing says of another."""

from __future__ import annotations

from typing import Any

from hub.domain import wire
from hub.domain.ids import EntityKind, mint
from tests.connectors.website.reading import SITE, Reading, ld, read

LAUG = {"@type": "NGO", "@id": SITE + "#laug", "name": "Lauget", "url": SITE}
SEJLADS = {"@type": "Project", "@id": SITE + "sejlads#p", "name": "Sejlads"}


def _references(reading: Reading, key: str) -> list[tuple[str, str | None]]:
    return [(one[0] or "", one[1]) for one in wire.references(reading.claims[key], "klub")]


def _org(source_id: str) -> str:
    return "id:" + mint(EntityKind.ORGANIZATION, "klub", source_id)


def test_a_thing_is_read_on_its_own_page_and_mentioned_on_others() -> None:
    at_home, elsewhere = ld(LAUG, path=""), ld(LAUG, path="kontakt")
    assert set(at_home.rows) == {SITE + "#laug"}
    assert set(elsewhere.rows) == set()


def test_a_list_page_may_be_said_to_hold_its_items() -> None:
    assert set(ld(SEJLADS, path="projekter", list_pages=["/projekter*"]).rows) == {SITE + "sejlads#p"}


def test_one_thing_in_several_blocks_and_syntaxes_is_one_row() -> None:
    again = {"@id": SITE + "sejlads#p", "@type": "Project", "name": "Sejlads for alle", "startDate": "2019-05"}
    reading = ld(SEJLADS, {"@graph": [again, again]}, path="sejlads")
    assert list(reading.rows) == [SITE + "sejlads#p"]
    assert reading.only()["name"] == {"da": "Sejlads"}
    assert reading.only()["started_on"] == "2019-05"


def test_a_thing_without_an_id_is_known_by_page_type_and_name() -> None:
    html = '<div itemscope itemtype="http://schema.org/Project"><b itemprop="name">Sejlads</b></div>'
    assert list(read(html).rows) == [SITE + "om#Project=Sejlads"]
    assert list(ld({"@type": "Project", "name": "Sejlads"}).rows) == [SITE + "om#Project=Sejlads"]
    assert list(ld({"@type": "Project", "@id": "_:b0", "name": "Sejlads"}).rows) == [SITE + "om#Project=Sejlads"]


def test_events_of_one_name_differ_by_their_start_and_repeat_by_nothing() -> None:
    first, second = ({"@type": "Event", "name": "Fællesspisning", "startDate": f"2026-11-{day}T18:00"} for day in (3, 10))
    reading = ld(first, first, second, first)
    assert len(reading.rows) == 2
    assert not reading.claims, "events wait for their connector"
    assert all(not row.left_over() for row in reading.rows.values())


def test_danish_letters_in_an_address_are_one_page_however_they_are_written() -> None:
    node = {"@type": "Project", "@id": SITE + "projekter/sø#p", "name": "Søen", "url": "/projekter/s%C3%B8"}
    for path in ("projekter/sø", "projekter/s%C3%B8"):
        reading = ld(node, path=path, list_pages=[])
        assert list(reading.rows) == [SITE + "projekter/sø#p"], "the key stays as the site writes it"
    found = read("<title>Søen</title>", path="projekter/s%C3%B8", initiative_pages=["/projekter/sø"])
    assert list(found.claims) == [SITE + "projekter/s%C3%B8"]


def test_the_canonical_address_is_the_pages_name_when_it_is_on_the_same_host() -> None:
    block = '<script type="application/ld+json">{"@type": "NGO", "name": "Lauget"}</script>'
    assert list(read(f'<link rel="canonical" href="/">{block}', path="index.html").rows) == [SITE + "#NGO=Lauget"]
    assert list(read(f'<link rel="canonical" href="https://evil.example/">{block}').rows) == [SITE + "om#NGO=Lauget"]


def test_what_stands_inside_becomes_rows_and_references() -> None:
    project = SEJLADS | {
        "parentOrganization": {"@id": SITE + "#laug"},
        "funder": [
            {"@type": "Organization", "name": "Fonden"},
            {"@type": "NGO", "@id": "https://fond.example/#os", "name": "Fond", "slogan": "x"},
        ],
    }
    reading = ld(project, path="sejlads")
    named, foreign = SITE + "#Organization=Fonden", "https://fond.example/#os"
    assert set(reading.rows) == {SITE + "sejlads#p", named, foreign}
    assert dict(reading.rows[foreign].data) == {"@id": foreign, "@type": ["NGO"], "name": "Fond"}, "only what it is called"
    assert _references(reading, SITE + "sejlads#p") == [("lead", _org(SITE + "#laug"))]
    grant = f"{SITE}sejlads#p<-{named}"
    assert ("funder", _org(named)) in _references(reading, grant)
    assert ("recipient", _org(SITE + "#laug")) in _references(reading, grant)


def test_a_mention_is_the_same_row_from_every_page() -> None:
    def mention(path: str) -> dict[str, Any]:
        reading = ld({"@type": "Project", "name": path, "sponsor": {"@type": "Organization", "name": "Kommunen"}}, path=path)
        row = reading.rows[SITE + "#Organization=Kommunen"]
        return {"data": row.data, "url": row.url, "claim": wire.values(reading.claims[row.key])}

    assert mention("a") == mention("b")


def test_an_address_of_the_site_leads_to_its_owner_only_where_the_source_says_so() -> None:
    project = SEJLADS | {"parentOrganization": {"@type": "NGO", "name": "Lauget", "url": "/"}}
    assert _references(ld(project, path="sejlads"), SITE + "sejlads#p") == [("lead", f"url:{SITE}")]
    told = ld(project, path="sejlads", organization_id="/#laug")
    assert _references(told, SITE + "sejlads#p") == [("lead", _org(SITE + "#laug"))]


def test_the_owner_named_by_the_source_leads_what_has_no_other_lead() -> None:
    assert _references(ld(SEJLADS, path="sejlads", organization="Lauget"), SITE + "sejlads#p") == [
        ("lead", _org(SITE + "#Organization=Lauget"))
    ]
    front = read("<title>Velkommen</title>", path="", organization="Lauget")
    assert front.only()["name"] == {"da": "Lauget"}


def test_a_page_may_be_an_initiative_because_the_source_says_so() -> None:
    html = '<html lang="en"><meta property="og:title" content="Night ravens"><meta name="description" content="We walk.">'
    reading = read(html, path="projekter/ravne", initiative_pages=["/projekter/*"])
    assert reading.only() == {"name": {"en": "Night ravens"}, "summary": {"en": "We walk."}, "url": SITE + "projekter/ravne"}


def test_open_graph_fills_only_what_the_item_does_not_say() -> None:
    head = '<meta property="og:description" content="Fra OG"><meta property="og:image" content="/billede.jpg">'
    block = '<script type="application/ld+json">{"@type": "Project", "name": "Sejlads", "description": "Egen"}</script>'
    said = read(head + block).only()
    assert said["description"] == {"da": "Egen"}
    assert "summary" not in said
    assert said["image"]["url"] == SITE + "billede.jpg"


def test_graphs_pages_and_lists_are_looked_into() -> None:
    inside = {
        "@type": "WebPage",
        "mainEntity": {"@type": "ItemList", "itemListElement": [{"@type": "ListItem", "item": {"@type": "Project", "name": "A"}}]},
    }
    assert set(ld({"@graph": [inside, {"@type": "BreadcrumbList"}, {"@type": "WebSite", "name": "x"}]}).rows) == {SITE + "om#Project=A"}


def test_prefixed_names_and_aliases_are_understood() -> None:
    node = {"type": "schema:NGO", "http://schema.org/name": {"@value": "Club", "@language": "en"}, "id": "/om#x"}
    reading = ld(node)
    assert list(reading.rows) == [SITE + "om#x"]
    assert reading.only()["name"] == {"en": "Club"}


def test_what_nobody_took_is_news() -> None:
    assert ld({"@type": "NGO", "name": "Lauget", "nonprofitStatus": "x"}).rows[SITE + "om#NGO=Lauget"].left_over() == ["nonprofitStatus"]
