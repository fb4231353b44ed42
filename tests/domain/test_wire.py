"""Claims as they are kept: plain JSON, the same for the same words, and refused when a value is none."""

from __future__ import annotations

import pytest

from hub.domain.claim import Address, Campaign, ContactPoint, Identifier, Image, Location, Money, Reference, When
from hub.domain.discussion import DiscussionClaim
from hub.domain.event import EventClaim
from hub.domain.funding import FundingClaim, FundingType
from hub.domain.ids import EntityKind, mint
from hub.domain.opportunity import OpportunityClaim
from hub.domain.organization import OrganizationClaim
from hub.domain.venue import VenueClaim
from hub.domain.wire import references, values

ORG = EntityKind.ORGANIZATION


def test_every_form_of_value_is_plain_json():
    claim = FundingClaim(
        source_id="g1",
        name={"da": "Tilskud", "de": " "},
        url=None,
        funding_type=FundingType.GRANT,
        amount=Money(12500, "DKK"),
        awarded_on="2019-07",
        location=Location(55.4, 10.4),
        image=Image("https://x.example/i.png", alt="Et hegn"),
        contact=ContactPoint(role="Sekretariat"),
        campaign=Campaign(goal=Money(1, "EUR"), backer_count=3),
        themes=("b", "a", "b"),
        identifiers=(Identifier("X", "2"), Identifier("DK-CVR", "1")),
        regrant=False,
    )
    assert values(claim) == {
        "name": {"da": "Tilskud"},
        "url": None,
        "funding_type": "GRANT",
        "amount": {"minor": 12500, "currency": "DKK"},
        "awarded_on": "2019-07",
        "location": {"latitude": 55.4, "longitude": 10.4, "precision": "POINT"},
        "image": {"url": "https://x.example/i.png", "alt": "Et hegn", "credit": None},
        "contact": {"role": "Sekretariat", "email": None, "phone": None, "page": None},
        "campaign": {"goal": {"minor": 1, "currency": "EUR"}, "raised": None, "backer_count": 3, "closes_at": None},
        "themes": ["a", "b"],
        "identifiers": [["DK-CVR", "1"], ["X", "2"]],
        "regrant": False,
    }


@pytest.mark.parametrize(
    "said",
    [
        {"name": {"da": "  "}},
        {"url": "javascript:alert(1)"},
        {"website": "x.example"},
        {"location": Location(91.0, 10.0)},
        {"image": Image("ftp://x.example/i.png")},
    ],
)
def test_a_value_that_is_none_is_refused(said):
    with pytest.raises(ValueError, match=r"."):
        values(OrganizationClaim(source_id="o", **said))


def test_a_date_that_does_not_exist_is_refused():
    with pytest.raises(ValueError, match="day is out of range"):
        values(FundingClaim(source_id="g", awarded_on="2019-02-30"))


def test_references_are_sorted_and_lead_by_id_number_or_address():
    claim = FundingClaim(
        source_id="g",
        references=(
            Reference("recipient", ORG, identifier=Identifier("DK-CVR", "1"), since="2019"),
            Reference("funder", ORG, source_id="f"),
            Reference("initiative", EntityKind.INITIATIVE, url="https://x.example/i"),
        ),
    )
    assert references(claim, "s") == [
        ("funder", f"id:{mint(ORG, 's', 'f')}", None, None, (ORG, "f")),
        ("initiative", "url:https://x.example/i", None, None, None),
        ("recipient", "identifier:DK-CVR:1", "2019", None, None),
    ]


@pytest.mark.parametrize("wrong", [Reference("lead", ORG, source_id="f"), Reference("funder", EntityKind.INITIATIVE, source_id="f")])
def test_a_role_that_a_kind_does_not_have_is_refused(wrong):
    with pytest.raises(ValueError, match="has no role"):
        references(FundingClaim(source_id="g", references=(wrong,)), "s")


def test_a_reference_to_nothing_is_refused():
    with pytest.raises(ValueError, match="names no target"):
        references(FundingClaim(source_id="g", references=(Reference("funder", ORG),)), "s")


def test_times_addresses_and_lists_of_words_are_plain_json():
    event = values(EventClaim(source_id="e", when=When("2027-01-04T18:00:00Z", all_day=False, timezone="Europe/Copenhagen")))
    assert event == {"when": {"starts_at": "2027-01-04T18:00:00Z", "ends_at": None, "all_day": False, "timezone": "Europe/Copenhagen"}}
    venue = values(VenueClaim(source_id="v", address=Address("Ågade 1", locality="Odense"), facilities=("scene", "kran", "scene")))
    assert venue["address"] == {"street": "Ågade 1", "postcode": None, "locality": "Odense", "country": "DK"}
    assert venue["facilities"] == ["kran", "scene"]


@pytest.mark.parametrize(
    ("claim", "reason"),
    [
        (EventClaim(source_id="e"), "must say when"),
        (EventClaim(source_id="e", when=When("2027-01-04T18:00:00Z", "2027-01-04T17:00:00Z")), "before it starts"),
        (EventClaim(source_id="e", when=When("2027-01-04 18:00")), "no instant in UTC"),
        (VenueClaim(source_id="v", address=Address(country="Danmark")), "no country code"),
        (VenueClaim(source_id="v", capacity=-1), "capacity -1 is no number"),
        (DiscussionClaim(source_id="d", reply_count=2**31), "is no number from 0"),
        (OpportunityClaim(source_id="o", hours_per_week=float("nan")), "hours_per_week nan is no number"),
        (OpportunityClaim(source_id="o", apply_url="javascript:x"), "no absolute http"),
    ],
)
def test_what_the_younger_nouns_cannot_say_is_refused_with_its_reason(claim, reason):
    with pytest.raises(ValueError, match=reason):
        values(claim)


def test_a_reference_to_a_thing_of_any_kind_says_its_kind_only_where_it_leads_by_id():
    by_url = DiscussionClaim(source_id="d", references=(Reference("about", None, url="https://x.example/"),))
    assert [key for _, key, *_ in references(by_url, "s")] == ["url:https://x.example/"]
    with pytest.raises(ValueError, match="must say of which kind"):
        references(DiscussionClaim(source_id="d", references=(Reference("about", None, source_id="x"),)), "s")
