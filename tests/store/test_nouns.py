"""Each of the ten kinds, from what is claimed to the rows in which it is kept: its own columns, its links, its name."""

from __future__ import annotations

import sqlite3
from typing import Any

import pytest

from hub.domain.agreement import AgreementClaim
from hub.domain.claim import Address, Money, Reference, When
from hub.domain.discussion import DiscussionClaim
from hub.domain.evaluation import EvaluationClaim, Outcome
from hub.domain.event import EventClaim
from hub.domain.funding import FundingClaim
from hub.domain.ids import EntityKind, mint
from hub.domain.initiative import InitiativeClaim
from hub.domain.opportunity import OpportunityClaim, OpportunityState, OpportunityType
from hub.domain.organization import OrganizationClaim
from hub.domain.story import StoryClaim
from hub.domain.venue import VenueClaim
from hub.harvest.pipeline import harvest
from hub.store.recognition import facts
from hub.store.tables import MISSING_LAST
from hub.store.verify import LOOKS
from tests.harvest.look import graph, rows, sound
from tests.harvest.tiny import Site, Tiny, source

pytestmark = pytest.mark.asyncio
ORG, INI, VEN, EVT, OPP = EntityKind.ORGANIZATION, EntityKind.INITIATIVE, EntityKind.VENUE, EntityKind.EVENT, EntityKind.OPPORTUNITY


class Told(Tiny):
    """A tiny source whose items are claims that a test writes, by their keys."""

    def map(self, row):
        row.skip("kind", "of", why="a test says what an item is")
        yield self.said[row.key]


async def tell(store, *claims, key="told", **changes):
    """Harvests these claims, and nothing else, from a source."""
    one = source(key, shrink_percent=100, **changes)
    told = Told(one)
    told.said = {f"{claim.kind}-{claim.source_id}": claim for claim in claims}
    return await harvest(store, one, told, Site([{"id": name, "kind": "told", "of": repr(claim)} for name, claim in told.said.items()]))


def to(role: str, kind: EntityKind | None, one: str, by: str = "source_id") -> Reference:
    return Reference(role, kind, **{by: one})


def organization(one: str, name: str) -> OrganizationClaim:
    return OrganizationClaim(source_id=one, name={"da": name})


def agreement(**more: Any) -> AgreementClaim:
    return AgreementClaim(
        source_id="a",
        valid_from="2021-03",
        references=(to("parties", ORG, "by"), to("parties", ORG, "laug"), to("venue", VEN, "hus")),
        **more,
    )


async def test_every_kind_has_its_columns(store, database):
    await tell(
        store,
        organization("by", "Odense Kommune"),
        organization("laug", "Slusens Laug"),
        InitiativeClaim(source_id="sluse", name={"da": "Slusen"}, references=(to("venues", VEN, "hus"),)),
        OpportunityClaim(
            source_id="pulje", name={"da": "Puljen"}, opportunity_type=OpportunityType.FUNDING, state=OpportunityState.OPEN,
            closes_at="2027-03-01T11:00:00Z", skills=("snedker", "ål"), hours_per_week=2.5, amount=Money(5_000_000, "DKK"),
            eligibility={"da": "Foreninger", "en": "Associations"}, references=(to("by", ORG, "by"), to("initiative", INI, "sluse")),
        ),
        FundingClaim(source_id="f", purpose={"da": "Tov"}, references=(to("within", OPP, "pulje"), to("funder", ORG, "by"))),
        EventClaim(
            source_id="møde", name={"da": "Møde"}, when=When("2027-01-04T18:00:00Z", "2027-01-04T20:00:00Z", timezone="Europe/Copenhagen"),
            series="Mandage", references=(to("organizer", ORG, "laug"), to("venue", VEN, "hus"), to("initiative", INI, "sluse")),
        ),
        VenueClaim(
            source_id="hus", name={"da": "Huset"}, address=Address("Havnegade 1", "5000", "Odense C"), capacity=40,
            facilities=("køkken", "elevator"), terms={"da": "Gratis"}, references=(to("owner", ORG, "by"),),
        ),
        agreement(),
        DiscussionClaim(source_id="t", name={"da": "Snak"}, url="https://forum.example/t/1", reply_count=3),
        StoryClaim(source_id="s", name={"da": "Bogen"}, text={"en": "Once", "da": "Engang"}, references=(to("publisher", ORG, "laug"),)),
        EvaluationClaim(
            source_id="e", name={"da": "Evaluering"}, outcome=Outcome.PARTLY_WORKED, cost=Money(100, "DKK"), findings={"da": "Ja"},
            references=(to("of", INI, "sluse"), to("evaluator", ORG, "by")),
        ),
    )  # fmt: skip
    seen = {one["kind"]: one for one in graph(database)["entities"].values()}
    assert set(seen) == {kind.value for kind in EntityKind}
    pot, meeting, house, paper = seen["OPPORTUNITY"], seen["EVENT"], seen["VENUE"], seen["AGREEMENT"]
    assert (pot["direction"], pot["skills"], pot["hours_per_week"], pot["eligibility"]) == (
        "OFFERED",
        '["snedker", "ål"]',
        2.5,
        "Foreninger",
    )
    assert (pot["closes_asc"], pot["closes_desc"], pot["opens_asc"]) == (20270301110000, -20270301110000, MISSING_LAST)
    assert (meeting["starts_at"], meeting["all_day"], meeting["series"]) == ("2027-01-04T18:00:00Z", 0, "Mandage")
    assert meeting["venue_no"] == mint(VEN, "told", "hus")
    assert (house["street"], house["country"], house["facilities"]) == ("Havnegade 1", "DK", '["elevator", "køkken"]')
    assert "koekken" in house["search"][1]
    assert (paper["valid_from_asc"], paper["valid_to_last"], paper["venue_no"]) == (20210300, MISSING_LAST, mint(VEN, "told", "hus"))
    assert seen["FUNDING"]["within_no"] == mint(OPP, "told", "pulje")
    assert seen["DISCUSSION"]["forum"] == "forum.example"
    assert rows(database, "SELECT text FROM story") == [("Engang",)]
    assert (seen["EVALUATION"]["of_no"], seen["EVALUATION"]["cost_minor"]) == (mint(INI, "told", "sluse"), 100)
    assert sound(database)
    connection = sqlite3.connect(database)
    assert [(name, found) for name, look in LOOKS if (found := look(connection, database))] == []
    connection.close()


async def test_an_agreement_without_a_name_is_named_after_its_parties_and_renamed_with_them(store, database):
    house = VenueClaim(source_id="hus", name={"da": "Huset"})
    await tell(store, organization("by", "Odense Kommune"), organization("laug", "Slusens Laug"), house, agreement())
    names = "SELECT lang, value FROM text JOIN agreement USING (no) WHERE field = 'NAME' ORDER BY lang"
    assert rows(database, names) == [
        ("da", "Aftale mellem Odense Kommune og Slusens Laug, 2021"),
        ("de", "Vereinbarung zwischen Odense Kommune und Slusens Laug, 2021"),
        ("en", "Agreement between Odense Kommune and Slusens Laug, 2021"),
    ]
    await tell(store, organization("by", "Odense Kommune"), organization("laug", "Ålauget"), house, agreement(), digest="two")
    assert rows(database, names)[0] == ("da", "Aftale mellem Odense Kommune og Ålauget, 2021")
    await tell(
        store, organization("by", "Odense Kommune"), organization("laug", "Ålauget"), house, agreement(name={"da": "Broen"}), digest="3"
    )
    assert rows(database, names) == [("da", "Broen")]


async def test_an_address_leads_to_the_one_thing_of_whatever_kind_that_has_it(store, database):
    thread = DiscussionClaim(source_id="t", name={"da": "Snak"}, references=(to("about", None, "https://hus.example/", "url"),))
    await tell(store, thread, key="forum")
    assert rows(database, "SELECT kind FROM link") == []
    house = VenueClaim(source_id="hus", name={"da": "Huset"}, url="https://hus.example/")
    await tell(store, house, key="huse")
    assert rows(database, "SELECT link.kind, entity.name FROM link JOIN entity ON entity.no = to_no") == [("DISCUSSES", "Huset")]
    await tell(store, InitiativeClaim(source_id="i", name={"da": "Husets venner"}, url="https://hus.example/"), key="venner")
    assert rows(database, "SELECT kind FROM link") == []
    assert sound(database)


async def test_a_thing_by_its_id_in_the_same_source_is_of_the_kind_that_the_reference_says(store, database):
    told = StoryClaim(source_id="s", name={"da": "Fortælling"}, references=(to("about", EVT, "x"), to("about", VEN, "x")))
    event = EventClaim(source_id="x", name={"da": "Festen"}, when=When("2027-06-01T10:00:00Z"))
    await tell(store, told, event, VenueClaim(source_id="x", name={"da": "Pladsen"}))
    found = rows(database, "SELECT entity.kind FROM link JOIN entity ON entity.no = to_no WHERE link.kind = 'TELLS_OF' ORDER BY 1")
    assert found == [("EVENT",), ("VENUE",)]


async def test_two_venues_of_two_sources_are_known_by_name_place_address_and_owner(store):
    for key, street in (("huse", "Havnegade 1"), ("kortet", "HAVNEGADE 1.")):
        house = VenueClaim(
            source_id="hus",
            name={"da": "Huset"},
            area="dk-kommune-0461",
            address=Address(street, "5000"),
            references=(to("owner", ORG, "by"),),
        )
        await tell(store, house, organization("by", "Odense Kommune"), key=key)
    one, other = [fact for fact in await store.read(facts()) if fact.kind is VEN]
    assert one.address_key == other.address_key == "havnegade 1 5000"
    assert (one.names, set(one.ties.values())) == (("Huset",), {"Odense Kommune"})
    assert "dk-kommune-0461" in one.places
