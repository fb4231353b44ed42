"""What is personal inside of texts, and which places may be somebody's home."""

from __future__ import annotations

import pytest

from hub.sdk.private import is_role_mail, may_be_a_home, without_contacts


@pytest.mark.parametrize("number", ["+45 22 33 44 55", "tlf. 22334455", "22 33 44 55", "mobil: 40 12 34 56", "010190-1234"])
def test_a_number_that_is_somebodys_is_left_out(number: str) -> None:
    assert without_contacts(f"Spørg Anna, {number}.") == "Spørg Anna, …."


@pytest.mark.parametrize(
    "words",
    [
        "CVR-nr. 35 58 56 28",
        "cvr: 35 58 56 28",
        "i 2026 kom 40 gæster, i 2025 30",
        "kl. 20 21 22",
        "12 13 14 15 var for mange",
        "den 20.11.2026",
        "8420 Knebel",
        "1.234.567,50 kr.",
    ],
)
def test_other_numbers_stay(words: str) -> None:
    assert without_contacts(words) == words


@pytest.mark.parametrize(("address", "role"), [("info@klub.example", True), ("formand@klub.example", True), ("anna@klub.example", False)])
def test_an_address_made_for_a_role_stays(address: str, role: bool) -> None:
    assert is_role_mail(address) is role
    assert (address in without_contacts(f"Skriv til {address}")) is role


@pytest.mark.parametrize("place", ["Bygaden 12", "Bygaden 12, 1. tv.", "12 High Street", "hos Anna", "Bei Anna", "privat"])
def test_a_street_with_a_number_may_be_a_home(place: str) -> None:
    assert may_be_a_home(place)


@pytest.mark.parametrize("place", ["Kulturhuset", "Huset, Bygaden 4", "Hostrups Have", "Hal 2", "Mødelokale 3", "Raum 12", "Kolding"])
def test_a_house_or_a_room_with_a_name_is_none(place: str) -> None:
    assert not may_be_a_home(place)
