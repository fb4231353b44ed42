"""What the values say in our words; what is not sure is left out, what is wrong is noted."""

from __future__ import annotations

from typing import Any

import pytest

from hub.domain import wire
from tests.connectors.website.reading import SITE, Reading, ld


def ngo(**said: Any) -> dict[str, Any]:
    return {"@type": "NGO", "name": "Lauget"} | said


def grant(**said: Any) -> dict[str, Any]:
    return {"@type": "MonetaryGrant", "name": "Pulje", "funder": {"@type": "Organization", "name": "Fonden"}} | said


def _codes(reading: Reading) -> list[str]:
    return [problem.code for problem in reading.problems]


@pytest.mark.parametrize(
    ("type_", "name", "sort"),
    [
        ("NGO", "Lauget", "ASSOCIATION"),
        ("SportsOrganization", "IF", "ASSOCIATION"),
        ("GovernmentOrganization", "Syddjurs Kommune", "MUNICIPALITY"),
        ("GovernmentOrganization", "Region Midtjylland", "REGION"),
        ("GovernmentOrganization", "Museet", "PUBLIC_INSTITUTION"),
        ("School", "Skolen", "SCHOOL"),
        ("Preschool", "Børnehaven", "DAYCARE"),
        ("Church", "Kirken", "CONGREGATION"),
        ("Organization", "Et eller andet", None),
    ],
)
def test_the_type_says_what_sort_of_organization_it_is(type_: str, name: str, sort: str | None) -> None:
    assert ld({"@type": type_, "name": name}).only().get("organization_type") == sort


@pytest.mark.parametrize(
    ("node", "page_language", "language"),
    [
        ({"inLanguage": "en-GB"}, "da", "en"),
        ({"inLanguage": {"@type": "Language", "alternateName": "de"}}, "da", "de"),
        ({"inLanguage": "Danish"}, "da", "da"),
        ({}, "da", "da"),
    ],
)
def test_texts_have_the_language_of_the_item_else_of_the_page(node: dict[str, Any], page_language: str, language: str) -> None:
    assert ld(ngo(**node)).only()["name"] == {language: "Lauget"}


def test_texts_in_several_languages_stay_apart() -> None:
    names = [{"@value": "Lauget", "@language": "da"}, {"@value": "The guild", "@language": "en"}, "Laug"]
    assert ld(ngo(name=names)).only()["name"] == {"da": "Lauget", "en": "The guild"}
    assert ld({"@context": ["https://schema.org", {"@language": "en"}], "@type": "NGO", "name": "Guild"}).only()["name"] == {"en": "Guild"}


def test_entities_and_markup_in_texts_are_resolved() -> None:
    said = ld(ngo(name="Kunst &amp; Kultur", description="<p>Et</p><p>To</p>")).only()
    assert (said["name"], said["description"]) == ({"da": "Kunst & Kultur"}, {"da": "Et To"})


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"vatID": "DK 13 58 56 28"}, [["DK-CVR", "13585628"]]),
        ({"vatID": "DK13585628", "taxID": "DK-13585628"}, [["DK-CVR", "13585628"]]),
        ({"taxID": "13585628", "address": {"addressCountry": "DK"}}, [["DK-CVR", "13585628"]]),
        ({"identifier": {"@type": "PropertyValue", "propertyID": "CVR", "value": "13585628"}}, [["DK-CVR", "13585628"]]),
        ({"sameAs": ["https://www.wikidata.org/wiki/Q42", "https://facebook.com/x"]}, [["WIKIDATA", "Q42"]]),
        ({"taxID": "13585628"}, None),
        ({"vatID": "DE136695976"}, None),
        ({"sameAs": "https://evil.example/wikidata.org/wiki/Q42"}, None),
    ],
)
def test_identifiers_are_taken_when_they_are_sure(said: dict[str, Any], expected: list[list[str]] | None) -> None:
    reading = ld(ngo(**said))
    assert reading.only().get("identifiers") == expected
    assert _codes(reading) == []


@pytest.mark.parametrize("number", ["DK12345678", "DK00000000", "DK1358562", "DK" + "9" * 500])
def test_an_invented_number_identifies_nothing_and_is_noted(number: str) -> None:
    reading = ld(ngo(vatID=number))
    assert "identifiers" not in reading.only()
    assert _codes(reading) == ["BAD_IDENTIFIER"]


@pytest.mark.parametrize(
    ("address", "area"),
    [
        ({"postalCode": "8420", "addressCountry": "DK"}, "dk-postnr-8420"),
        ({"postalCode": "DK-8420", "addressCountry": {"@type": "Country", "name": "Danmark"}}, "dk-postnr-8420"),
        ({"postalCode": 8420, "addressCountry": "dk"}, "dk-postnr-8420"),
        ({"postalCode": "1620", "addressCountry": "DK"}, "dk-postnr-1500-1799"),
        ({"postalCode": "10115", "addressCountry": "DE"}, "de-plz-10115"),
        ({"postalCode": "8420"}, None),
        ({"postalCode": "8420", "addressCountry": "Sverige"}, None),
        ({"postalCode": "F-75002", "addressCountry": "DK"}, None),
        ({"addressLocality": "Knebel", "addressCountry": "DK"}, None),
    ],
)
def test_an_area_is_told_only_when_it_is_sure(address: dict[str, Any], area: str | None) -> None:
    assert ld(ngo(address=address)).only().get("area") == area


def test_the_source_may_know_the_country_the_areas_and_the_themes() -> None:
    node = ngo(address={"postalCode": "8420"}, areaServed=["Mols", {"@type": "City", "name": "Ebeltoft"}], keywords="eng, køer , frø")
    said = ld(node, country="DK", areas={"Mols": "dk-lokalraad-0706-mols"}, themes={"eng": "nature", "frø": "nature-care"}).only()
    assert said["area"] == "dk-postnr-8420"
    assert said["serves"] == ["dk-lokalraad-0706-mols"]
    assert said["themes"] == ["nature", "nature-care"]


@pytest.mark.parametrize(
    ("written", "date"),
    [
        ("2019", "2019"),
        ("2019-07", "2019-07"),
        ("2019-07-14T10:00:00+02:00", "2019-07-14"),
        (2019, "2019"),
        ("i fjor", None),
        ("2019-13", None),
    ],
)
def test_dates_are_as_precise_as_the_page(written: object, date: str | None) -> None:
    reading = ld({"@type": "Project", "name": "Sejlads", "foundingDate": written})
    assert reading.only().get("started_on") == date
    assert _codes(reading) == ([] if date else ["BAD_DATE"])


@pytest.mark.parametrize(
    ("amount", "minor"),
    [
        ({"@type": "MonetaryAmount", "currency": "DKK", "value": 25000}, 2_500_000),
        ({"@type": "MonetaryAmount", "currency": "dkk", "value": "75,453.00"}, 7_545_300),
        ({"@type": "MonetaryAmount", "currency": "DKK", "value": {"@type": "QuantitativeValue", "value": 0.5}}, 50),
        ({"@type": "MonetaryAmount", "currency": "DKK", "minValue": 100, "maxValue": 150}, None),
        ({"@type": "MonetaryAmount", "currency": "kroner", "value": 100}, None),
        ("Fra Kr. 100 – 150", None),
        ("Gratis", None),
        (True, None),
        ([1, 2], None),
        ({"currency": "DKK", "value": 10**17}, None),
    ],
)
def test_an_amount_is_one_number_with_a_currency(amount: object, minor: int | None) -> None:
    reading = ld(grant(amount=amount))
    said = wire.values(reading.claims[SITE + "om#MonetaryGrant=Pulje"])
    assert said.get("amount") == (None if minor is None else {"minor": minor, "currency": "DKK"})
    assert _codes(reading) == ([] if minor is not None else ["BAD_AMOUNT"])


def test_a_grant_joins_giver_and_receiver() -> None:
    reading = ld(grant(fundedItem={"@type": "NGO", "name": "Lauget"}, recipient={"@type": "Person", "name": "Testine Prøvesen"}))
    references = wire.references(reading.claims[SITE + "om#MonetaryGrant=Pulje"], "klub")
    assert [one[0] for one in references] == ["funder", "recipient"]
    assert "Testine" not in reading.everything()


def test_a_grant_that_says_nothing_and_an_item_without_a_name_are_refused_with_a_reason() -> None:
    assert list(ld({"@type": "Grant", "name": "Pulje"}).refused.values()) == [
        "a grant without an amount, a giver and a recipient says nothing"
    ]
    assert list(ld({"@type": "NGO", "url": SITE}, path="").refused) == [SITE + "#NGO"]


@pytest.mark.parametrize(
    ("geo", "problems"),
    [
        ({"latitude": 56.22, "longitude": 10.55}, []),
        ({"latitude": "56,22", "longitude": "10,55"}, []),
        ({"latitude": 0, "longitude": 0}, []),
        ({"latitude": 560, "longitude": 10}, ["BAD_LOCATION"]),
        ({"latitude": "nord", "longitude": None}, []),
        ({"latitude": "nord", "longitude": "øst"}, ["BAD_LOCATION"]),
    ],
)
def test_coordinates_are_checked(geo: dict[str, Any], problems: list[str]) -> None:
    reading = ld({"@type": "Project", "name": "Sejlads", "location": {"@type": "Place", "geo": {"@type": "GeoCoordinates"} | geo}})
    assert _codes(reading) == problems
    assert ("location" in reading.only()) == (geo["latitude"] in (56.22, "56,22"))
