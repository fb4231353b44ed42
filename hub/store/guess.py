"""The language of a text whose source does not tell it, guessed by lingua where that is installed (`pip install 'samgraf[lingua]'`).

It is for the stems by which words are found, never told as a fact. Without lingua, or for a text that is too short to tell, such words
are found as they stand. lingua takes 190 MB of the process that harvests once it is needed, and 2 seconds to begin with.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

UNKNOWN = "und"
SHORTEST = 20
"""Of fewer letters nothing is guessed: "Gymnastik" is a word of five languages."""
LOOKED_AT = 300
"""So many letters tell it; more only take longer (a millisecond for a thousand)."""


def guessed(text: str) -> str:
    """The language (BCP 47) that a text seems to be in, one of those that have stems here; `und` when it cannot be told.

    Costs: 150 microseconds a text.
    """
    guess = _guess()
    return UNKNOWN if guess is None or len(text) < SHORTEST else guess(text[:LOOKED_AT])


@cache
def _guess() -> Callable[[str], str] | None:
    try:
        from lingua import Language, LanguageDetectorBuilder  # noqa: PLC0415 - an extra, and large
    except ImportError:
        return None
    wanted = (Language.DANISH, Language.GERMAN, Language.ENGLISH, Language.SWEDISH, Language.BOKMAL, Language.NYNORSK)
    detector = LanguageDetectorBuilder.from_languages(*wanted).build()

    def guess(text: str) -> str:
        found = detector.detect_language_of(text)
        return UNKNOWN if found is None else found.iso_code_639_1.name.lower()

    return guess
