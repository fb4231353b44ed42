"""The younger nouns are withdrawn like the others: a party out of a composed name, a place that people talk about, the time of an event."""

from __future__ import annotations

import pytest

from hub.curation import withdraw as curation
from hub.domain.agreement import AgreementClaim
from hub.domain.claim import When
from hub.domain.discussion import DiscussionClaim
from hub.domain.event import EventClaim
from hub.domain.ids import mint
from hub.domain.venue import VenueClaim
from hub.store.store import Store
from hub.store.verify import verify
from tests.curation.planted import SECRET
from tests.curation.test_withdraw import rows, withdraw
from tests.store.test_nouns import EVT, ORG, VEN, organization, tell, to

pytestmark = pytest.mark.asyncio


@pytest.fixture(autouse=True)
def _key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAMGRAF_WITHDRAWAL_KEY", SECRET)


TOLD = (
    organization("by", "Odense Kommune"),
    organization("laug", "Hemmelige Venner"),
    AgreementClaim(source_id="a", references=(to("parties", ORG, "by"), to("parties", ORG, "laug"))),
    VenueClaim(source_id="hus", name={"da": "Skjulestedet"}, url="https://skjul.example/"),
    DiscussionClaim(
        source_id="t", name={"da": "Snak"}, references=(to("about", VEN, "hus"), to("about", None, "https://skjul.example/", "url"))
    ),
    EventClaim(source_id="f", name={"da": "Festen"}, when=When("2027-06-01T10:00:00Z"), series="Fester"),
)


async def test_a_party_that_was_withdrawn_leaves_the_name_that_was_made_of_it(store: Store) -> None:
    await tell(store, *TOLD)
    await withdraw(store, curation.thing(mint(ORG, "told", "laug")))
    assert await rows(store, "SELECT name FROM entity WHERE kind = 'AGREEMENT'") == [("Aftale med Odense Kommune",)]
    await tell(store, *TOLD, digest="two")
    assert await rows(store, "SELECT name FROM entity WHERE kind = 'AGREEMENT'") == [("Aftale med Odense Kommune",)]


async def test_a_place_that_was_withdrawn_is_no_longer_what_people_talk_about(store: Store) -> None:
    await tell(store, *TOLD)
    assert await rows(store, "SELECT kind FROM link WHERE kind = 'DISCUSSES'") == [("DISCUSSES",)]
    await withdraw(store, curation.thing(mint(VEN, "told", "hus")))
    await tell(store, *TOLD, digest="two")
    assert await rows(store, "SELECT kind FROM link WHERE kind = 'DISCUSSES'") == []
    assert await rows(store, "SELECT name FROM entity WHERE kind IN ('VENUE', 'DISCUSSION')") == [("Snak",)]
    assert [check for check in verify(store.path) if check.broken] == []


async def test_an_event_whose_time_was_withdrawn_tells_the_beginning_of_1970(store: Store) -> None:
    await tell(store, *TOLD)
    await withdraw(store, curation.field_of(mint(EVT, "told", "f"), "when"))
    found = await rows(store, "SELECT starts_at, starts_asc, starts_desc, series FROM event")
    assert found == [("1970-01-01T00:00:00Z", 19700101000000, -19700101000000, "Fester")]
