"""Claims as they are kept: plain JSON, the same for the same words, and refused when a value is none."""

from __future__ import annotations

import pytest

from hub.domain.claim import Campaign, ContactPoint, Identifier, Image, Location, Money, Reference
from hub.domain.funding import FundingClaim, FundingType
from hub.domain.ids import EntityKind, mint
from hub.domain.organization import OrganizationClaim
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
