"""A snippet: some words of an original text around the first one that was searched for. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from hub.store.words import asked_words, by_beginning, stems_of, words_of

LONGEST, BEFORE = 160, 60
FIELDS = ("SUMMARY", "DESCRIPTION", "PURPOSE", "TEXT", "FINDINGS", "METHOD", "ELIGIBILITY", "TERMS", "ACCESSIBILITY", "NAME")
"""In this order the texts are looked through: the name, which everybody sees anyway, last."""
_WORD = re.compile(r"[^\W_]+")
_LOOKED_AT = 20_000
"""So many letters of a text are looked through."""


Finder = Callable[[str, str, bool], bool]
"""Whether a word of a text, in its language, is one of those that are asked for; True for a name, where letters within a word count."""


def snippet(meets: Finder, texts: Iterable[tuple[str, str, str]], lang: str | None) -> str | None:
    """At most 160 letters of the first text, (field, language, words), in which a word is met; None where none of these has one."""
    for field, own, text in sorted(texts, key=lambda one: (FIELDS.index(one[0]), one[1] != lang, one[1])):
        for word in _WORD.finditer(text[:_LOOKED_AT]):
            if meets(word[0], own, field == "NAME"):
                return _cut(text, word.start())
    return None


def finder(typed: str) -> Finder:
    """Finds these words; it remembers the words that it has met, so one serves a whole page. Raises OverLimit."""
    words = asked_words(typed)
    whole = {stem for word in words for stem in stems_of(word)}
    begins = tuple(word for place, word in enumerate(words) if by_beginning(words, place))
    letters = {one[0] for one in (*whole, *begins)}
    known: dict[tuple[str, str], bool] = {}

    def meets(word: str, lang: str, named: bool) -> bool:
        if not named and word.isascii() and word[0].lower() not in letters:  # a plain word and its stem begin with the same letter
            return False
        key = (word, lang)
        if key not in known:
            forms = words_of(word, lang).split()
            known[key] = not whole.isdisjoint(forms) or any(form.startswith(begins) for form in forms)
        return known[key] or (named and any(len(one) > 2 and one in form for form in words_of(word).split() for one in words))

    return meets


def _cut(text: str, at: int) -> str:
    start = 0 if at <= BEFORE else at - BEFORE + 1
    if start:
        space = text.find(" ", start, at)
        start = space + 1 if space >= 0 else at
    end = len(text)
    if end - start > LONGEST - 2:
        end = start + LONGEST - 2
        space = text.rfind(" ", at + 1, end)
        end = space if space > at else end
    shown = " ".join(text[start:end].split())
    return f"{'…' if start else ''}{shown}{'…' if end < len(text) else ''}"
