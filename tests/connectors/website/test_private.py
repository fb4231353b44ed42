"""People, their letters, telephones and homes are gone before a row is kept."""

from __future__ import annotations

from typing import Any

import pytest

from tests.connectors.website.reading import ld, read

PERSON = {
    "@type": "Person",
    "@id": "https://klub.example/#/schema/person/testine",
    "name": "Testine Prøvesen",
    "email": "testine@example.org",
}
HERS = ("Testine", "Prøvesen", "testine", "20 30 40 50", "20304050", "Engvej")


def _nothing_of_hers(text: str) -> None:
    assert [word for word in HERS if word in text] == []


@pytest.mark.parametrize(
    "said",
    [
        {"founder": PERSON},
        {"founder": "Testine Prøvesen"},
        {"employee": [PERSON]},
        {"member": [PERSON, "Testine Prøvesen"]},
        {"member": {"@type": "OrganizationRole", "member": PERSON}},
        {"author": {"@id": PERSON["@id"]}},
        {"funder": "Testine Prøvesen"},
        {"sponsor": PERSON},
        {"parentOrganization": PERSON},
        {"contactPoint": {"@type": "ContactPoint", "contactType": "formand", "name": "Testine Prøvesen", "email": "testine@example.org"}},
        {"contactPoint": {"@type": "ContactPoint", "contactType": "Testine Prøvesen", "email": "info@klub.example", "name": "Testine"}},
        {"contactPoint": [PERSON]},
        {"contactPoint": {"contactType": "kontakt", "telephone": "20 30 40 50"}},
        {"email": "testine@example.org", "telephone": "20 30 40 50"},
        {"email": "mailto:testine@example.org"},
        {"address": {"@type": "PostalAddress", "name": "c/o Testine", "streetAddress": "Engvej 4", "postalCode": "8420"}},
        {"address": "Testine Prøvesen, Engvej 4"},
        {"description": "Skriv til testine@example.org eller ring tlf. 20304050, +45 20 30 40 50."},
        {"location": {"@type": "Place", "name": "Klubhus", "address": {"streetAddress": "Engvej 4"}}},
        {"sameAs": ["mailto:testine@example.org", "tel:20304050"]},
        {"review": {"author": PERSON, "reviewBody": "Testine er god"}},
        {"givenName": "Testine"},
        {"jobTitle": "Formand", "alternateName": "Testine"},
        {"subOrganization": {"@type": "NGO", "name": "Ungdom", "founder": PERSON}},
        {"https://schema.org/founder": {"@type": "http://schema.org/Person", "name": "Testine"}},
    ],
)
def test_a_person_is_nowhere(said: dict[str, Any]) -> None:
    reading = ld({"@type": "NGO", "@id": "/om#laug", "name": "Lauget"} | said, PERSON)
    _nothing_of_hers(reading.everything())


def test_a_person_is_nowhere_in_microdata_either() -> None:
    html = """<div itemscope itemtype="https://schema.org/NGO"><b itemprop="name">Lauget</b>
    <p itemprop="founder" itemscope itemtype="https://schema.org/Person"><i itemprop="name">Testine Prøvesen</i></p>
    <p itemprop="telephone">20 30 40 50</p><a itemprop="email" href="mailto:testine@example.org">skriv</a></div>"""
    reading = read(html)
    assert len(reading.claims) == 1
    _nothing_of_hers(reading.everything())


def test_a_role_with_its_own_address_may_be_written_to() -> None:
    point = {
        "@type": "ContactPoint",
        "contactType": "Sekretariat",
        "email": "kontakt@klub.example",
        "telephone": "86 00 00 00",
        "url": "/skriv",
    }
    said = ld({"@type": "NGO", "name": "Lauget", "contactPoint": [{"url": "/andet"}, point]}).only()
    expected = {"role": "Sekretariat", "email": "kontakt@klub.example", "phone": "86 00 00 00", "page": "https://klub.example/skriv"}
    assert said["contact"] == expected


def test_of_any_other_contact_only_the_page_is_kept() -> None:
    point = {"contactType": "formand", "name": "Testine", "email": "testine@example.org", "telephone": "20304050", "url": "/om#skriv"}
    said = ld({"@type": "NGO", "name": "Lauget", "contactPoint": point}).only()
    assert said["contact"] == {"role": None, "email": None, "phone": None, "page": "https://klub.example/om#skriv"}


GEO = {"@type": "GeoCoordinates", "latitude": 56.2, "longitude": 10.5}


def test_the_door_of_an_association_may_be_a_home_and_that_of_a_school_is_none() -> None:
    door = {"address": {"streetAddress": "Engvej 4", "postalCode": "8420"}, "geo": GEO}
    assert "location" not in ld({"@type": "NGO", "name": "Lauget"} | door).only()
    assert "location" not in ld({"@type": "NGO", "name": "Lauget", "location": {"@type": "Place"} | door}).only()
    assert "location" in ld({"@type": "School", "name": "Skolen"} | door).only()
    assert "location" in ld({"@type": "NGO", "name": "Lauget", "location": {"@type": "Place", "geo": GEO}}).only()


def test_role_addresses_and_register_numbers_in_texts_stay() -> None:
    text = "Skriv til info@klub.example. CVR 13585628, i alt 25.000.000 kr. i 2019-2024."
    assert ld({"@type": "NGO", "name": "Lauget", "description": text}).only()["description"] == {"da": text}
