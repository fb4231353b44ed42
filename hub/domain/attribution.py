"""One sentence that names the sources of what is shown, with their licences: ready to stand under it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple


class Credit(NamedTuple):
    """A source as it is to be named; `licence` is None when nobody knows under which terms it may be used."""

    name: str
    licence: str | None
    illustrative: bool


class _Words(NamedTuple):
    one: str
    many: str
    unknown: str
    illustrative: str
    nobody: str


_WORDS: Mapping[str, _Words] = {
    "da": _Words("Kilde", "Kilder", "licens ukendt", "opdigtet som eksempel", "Ingen kilde."),
    "en": _Words("Source", "Sources", "licence unknown", "invented as an example", "No source."),
    "de": _Words("Quelle", "Quellen", "Lizenz unbekannt", "als Beispiel erfunden", "Keine Quelle."),
}


def sentence(credits_: Iterable[Credit], lang: str | None) -> str:
    """The sentence in Danish, English or German (Danish for any other language); sources in the order given, each once.

    For example `Kilder: Odense Kommune (CC BY 4.0); Engelauget på Mols (CC0 1.0).`
    """
    words = _WORDS.get(lang or "da", _WORDS["da"])
    told = list(dict.fromkeys(_told(credit, words) for credit in credits_))
    return f"{words.one if len(told) == 1 else words.many}: {'; '.join(told)}." if told else words.nobody


def _told(credit: Credit, words: _Words) -> str:
    terms = [credit.licence or words.unknown, *([words.illustrative] if credit.illustrative else [])]
    return f"{credit.name.strip().rstrip('.')} ({', '.join(terms)})"
