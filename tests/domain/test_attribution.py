"""The sentence that names sources, in three languages."""

from __future__ import annotations

import pytest

from hub.domain.attribution import Credit, sentence

ODENSE, MOLS = Credit("Odense Kommune", "CC BY 4.0", False), Credit("Engelauget på Mols", "CC0 1.0", False)


def test_sources_are_named_with_their_licences_in_one_sentence() -> None:
    assert sentence([ODENSE, MOLS], "da") == "Kilder: Odense Kommune (CC BY 4.0); Engelauget på Mols (CC0 1.0)."


@pytest.mark.parametrize(("lang", "told"), [("da", "Kilde"), ("en", "Source"), ("de", "Quelle"), (None, "Kilde"), ("fr", "Kilde")])
def test_the_sentence_is_in_the_language_asked_for_and_else_in_danish(lang: str | None, told: str) -> None:
    assert sentence([ODENSE], lang) == f"{told}: Odense Kommune (CC BY 4.0)."


def test_an_unknown_licence_and_an_invented_source_are_told() -> None:
    assert sentence([Credit("Et forum.", None, True)], "en") == "Source: Et forum (licence unknown, invented as an example)."


def test_two_sources_of_one_publisher_are_named_once() -> None:
    assert sentence([MOLS, ODENSE, MOLS], "de") == "Quellen: Engelauget på Mols (CC0 1.0); Odense Kommune (CC BY 4.0)."


def test_nobody_is_named_where_nobody_speaks() -> None:
    assert sentence([], "da") == "Ingen kilde."
