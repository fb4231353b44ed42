"""The younger nouns of the illustrative collection: references resolve, and every list of the graph has something worth looking at."""

from __future__ import annotations

import json
from collections import Counter
from datetime import datetime
from typing import Any

import pytest

from hub.domain import dates
from hub.domain.agreement import AgreementType
from hub.domain.discussion import DiscussionState
from hub.domain.evaluation import Outcome
from hub.domain.event import Attendance, EventStatus
from hub.domain.opportunity import OpportunityDirection, OpportunityState, OpportunityType
from hub.domain.story import StoryType
from hub.domain.venue import VenueType
from tests.house.test_data import AREAS, DATA, FUNDINGS, INITIATIVES, ORGANIZATIONS, THEMES, collection

NAMES = ("opportunities", "events", "venues", "agreements", "discussions", "stories", "evaluations")
THINGS: dict[str, dict[str, dict[str, Any]]] = {
    "initiatives": INITIATIVES, "organizations": ORGANIZATIONS, "fundings": FUNDINGS, **{name: collection(name) for name in NAMES},
}  # fmt: skip
LEADS_TO = {
    "by": "organizations", "organizer": "organizations", "owner": "organizations", "parties": "organizations", "publisher": "organizations",
    "evaluator": "organizations", "initiative": "initiatives", "venue": "venues", "venues": "venues", "within": "opportunities",
    "succeeds": "opportunities", "mentions": "venues", "of_initiative": "initiatives", "of_opportunity": "opportunities",
    **{f"about_{name}": name for name in ("initiatives", "organizations", "fundings", *NAMES)},
}  # fmt: skip
CHOICES = {
    "opportunities": {"direction": OpportunityDirection, "type": OpportunityType, "state": OpportunityState},
    "events": {"status": EventStatus, "attendance": Attendance},
    "venues": {"type": VenueType},
    "agreements": {"type": AgreementType},
    "discussions": {"state": DiscussionState},
    "stories": {"type": StoryType},
    "evaluations": {"outcome": Outcome},
}
ADDRESSES = ("url", "apply_url", "ticket_url", "booking_url", "document_url")


@pytest.mark.parametrize("name", ["initiatives", "fundings", *NAMES])
def test_every_reference_leads_to_a_thing_that_is_told_of(name: str) -> None:
    for thing in THINGS[name].values():
        for field, target in LEADS_TO.items():
            said = thing.get(field, [])
            for one in said if isinstance(said, list) else [said]:
                assert one in THINGS[target], f"{thing['id']}.{field}"


@pytest.mark.parametrize("name", NAMES)
def test_a_list_has_things_of_several_sorts_in_known_places(name: str) -> None:
    assert len(THINGS[name]) >= 7
    for field, values in CHOICES[name].items():
        said = Counter(thing[field] for thing in THINGS[name].values())
        assert set(said) <= set(values)
        assert len(said) > 1
    for thing in THINGS[name].values():
        assert thing["area"] in AREAS
        assert set(thing["themes"]) <= set(THEMES)


@pytest.mark.parametrize("name", NAMES)
def test_texts_are_danish_and_english_and_addresses_lead_nowhere_real(name: str) -> None:
    for thing in THINGS[name].values():
        for field in {"name", "summary", "eligibility", "terms", "accessibility", "text", "method", "findings"} & set(thing):
            assert set(thing[field]) == ({"da"} if name == "discussions" else {"da", "en"}), thing["id"]
        for field in set(ADDRESSES) & set(thing):
            assert thing[field].startswith("https://example.org/")


def test_moments_are_real_and_in_order() -> None:
    for name in NAMES:
        for thing in THINGS[name].values():
            for first, last in (("starts_at", "ends_at"), ("opens_at", "closes_at"), ("started_at", "last_activity_at")):
                said = [datetime.fromisoformat(thing[field]) for field in (first, last) if field in thing]
                assert all(moment.tzinfo for moment in said)
                assert said == sorted(said)
            for field in {"published_on", "valid_from", "valid_to", "from_date", "until_date"} & set(thing):
                assert dates.partial(thing[field])


def test_what_one_comes_to_look_for_is_there() -> None:
    """Open pots, tasks, rooms; agreements without a name; good and bad news; a course of several evenings."""
    sorts = Counter((thing["type"], thing["state"]) for thing in THINGS["opportunities"].values())
    assert sorts["FUNDING", "OPEN"] >= 3
    assert sorts["VOLUNTEERING", "OPEN"] >= 4
    assert sorts["PREMISES", "OPEN"] >= 2
    assert any("name" not in agreement for agreement in THINGS["agreements"].values())
    assert sum("document_url" in agreement for agreement in THINGS["agreements"].values()) >= 5
    assert {"WORKED", "PARTLY_WORKED", "DID_NOT_WORK"} <= {evaluation["outcome"] for evaluation in THINGS["evaluations"].values()}
    assert max(Counter(event.get("series") for event in THINGS["events"].values() if "series" in event).values()) >= 3
    assert sum("terms" in venue for venue in THINGS["venues"].values()) >= 6


def test_the_page_about_the_collection_tells_how_much_there_is() -> None:
    page = (DATA / "demo" / "samskabelse" / "README.md").read_text("utf-8")
    for name, things in THINGS.items():
        assert f"{len(things)} {name}" in page, f"{len(things)} {name}"
        assert json.dumps(name)[1:-1] + ".json" in page
