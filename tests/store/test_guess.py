"""Texts whose source does not tell their language: the stems by which they are found all the same."""

from __future__ import annotations

import sys

import pytest

from hub.store import guess
from hub.store.guess import guessed
from hub.store.words import indexed

DANISH = "Foreningerne i byen mødes hver sommer og passer køerne på engen"


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        (DANISH, "da"),
        ("Die Vereine der Stadt treffen sich jeden Sommer auf der Wiese", "de"),
        ("The guild grazes its cattle on the meadows every summer", "en"),
        ("Föreningen håller öppet hus för alla på lördag", "sv"),
        ("Gymnastik", "und"),
        ("1234 5678 9012 3456 7890 1234", "und"),
    ],
)
def test_the_language_of_a_text_is_guessed_where_it_is_long_enough_to_tell(text, lang):
    assert guessed(text) == lang


def test_a_text_of_unknown_language_is_found_by_its_stems_and_one_of_a_known_language_is_not_guessed_at():
    _, body, _ = indexed([], [("und", DANISH)], [])
    assert {"foreningerne", "forening"} <= set(body.split())
    _, body, _ = indexed([], [("fr", DANISH)], [])
    assert "foreningerne" in body.split()
    assert "forening" not in body.split()


def test_without_lingua_words_are_found_as_they_stand(monkeypatch):
    monkeypatch.setitem(sys.modules, "lingua", None)
    guess._guess.cache_clear()
    try:
        assert guessed(DANISH) == "und"
    finally:
        guess._guess.cache_clear()
