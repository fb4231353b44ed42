"""Names are compared without what does not tell things apart: Danish, German and English."""

from __future__ import annotations

import pytest

from hub.harvest.match.names import forms_clash, normalize
from hub.harvest.match.websites import domains


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Förderverein der Idun-Schule e.V.", "Foerderverein Idun Schule eingetragener Verein"),
        ("Bürgerhaus Nord gGmbH", "Bürgerhaus Nord gemeinnützige GmbH"),
        ("DRK KV Flensburg", "DRK Kreisverband Flensburg e. V."),
        ("Stift. Weidehof", "Stiftung Weidehof"),
        ("Kajakklubben Strømmen", "Kajakklub Strømmen"),
        ("Foreningen Åløb Græsningslaug", "forening aaløb Græsningslauget"),
        ("Kulturhuset Kbh. A/S", "Kulturhuset København"),
        ("Hedens Fællesskab f.m.b.a.", "Hedens Fællesskab forening med begrænset ansvar"),
        ("Skovbo S/I", "Skovbo, selvejende institution"),
        ("The Cedarwood Trust Ltd", "Cedarwood Trust Limited"),
        ("Humantics Community Interest Company", "Humantics CIC"),
        ("St. Sidwell's Centre", "Saint Sidwells Center"),
        ("Natur & Ungdom", "Natur og Ungdom"),
        ("Kunst und Kultur", "Kunst & Kultur"),
    ],
)
def test_two_ways_to_write_a_name_come_to_the_same_words(one: str, other: str) -> None:
    assert normalize(one).words == normalize(other).words


@pytest.mark.parametrize(
    ("one", "other"),
    [("Turnverein Nord e.V.", "Sportverein Nord e.V."), ("Kita Sonne", "Kita Mond"), ("1. FC Nord", "2. FC Nord"), ("AG", "KG")],
)
def test_what_tells_two_things_apart_stays(one: str, other: str) -> None:
    assert normalize(one).words != normalize(other).words


@pytest.mark.parametrize(
    ("one", "other", "clash"),
    [
        ("Haus e.V.", "Haus GmbH", True),
        ("Huset A/S", "Huset ApS", True),
        ("House CIO", "House CIC", True),
        ("Haus gGmbH", "Haus GmbH", False),
        ("Haus e.V.", "Haus", False),
        ("Haus e.V.", "Haus eingetragener Verein", False),
        ("House CIC", "House Ltd", False),
    ],
)
def test_legal_forms_clash_only_when_they_exclude_one_another(one: str, other: str, *, clash: bool) -> None:
    assert forms_clash(normalize(one), normalize(other)) is clash


@pytest.mark.parametrize("text", ["", " ", "e.V.", "(", "()", "&", "🌱", "The", "GmbH & Co. KG", "'", "A" * 5_000])
def test_no_name_is_too_odd(text: str) -> None:
    normalize(text)


def test_words_in_brackets_are_set_aside() -> None:
    name = normalize("Older People's Action (OPAL)")
    assert name.words == ("older", "peoples", "action", "opal")
    assert name.aside == {"opal"}


def test_a_website_is_known_by_its_host_unless_that_houses_many() -> None:
    assert domains(["http://www.Example.org/om", "example.org", "https://facebook.com/x", "http://[", "mailto:", ""]) == {"example.org"}
