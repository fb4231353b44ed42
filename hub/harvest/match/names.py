"""Names as they are compared: the words that tell things apart, with legal forms, fillers, abbreviations and inflections out of the way.

Danish, German and English. A legal form is no part of a name, but two different ones are evidence against.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from hub.domain.collation import fold

LEGAL_FORMS: dict[str, str] = {
    # Danish
    "a s": "A/S", "aktieselskab": "A/S", "aps": "ApS", "anpartsselskab": "ApS", "i s": "I/S", "interessentskab": "I/S", "k s": "K/S",
    "f m b a": "f.m.b.a.", "fmba": "f.m.b.a.", "forening med begraenset ansvar": "f.m.b.a.",
    "a m b a": "a.m.b.a.", "amba": "a.m.b.a.", "andelsselskab med begraenset ansvar": "a.m.b.a.",
    "s m b a": "s.m.b.a.", "smba": "s.m.b.a.", "s i": "S/I", "selvejende institution": "S/I", "selvejende inst": "S/I", "ivs": "IVS",
    # German
    "e v": "e.V.", "ev": "e.V.", "eingetragener verein": "e.V.", "eingetr verein": "e.V.", "gmbh": "GmbH", "g mbh": "GmbH",
    "m b h": "GmbH", "gesellschaft mit beschraenkter haftung": "GmbH", "ggmbh": "gGmbH", "g gmbh": "gGmbH", "g g m b h": "gGmbH",
    "gemeinnuetzige gmbh": "gGmbH", "gemein gmbh": "gGmbH", "gem gmbh": "gGmbH",
    "gemeinnuetzige gesellschaft mit beschraenkter haftung": "gGmbH", "ug": "UG", "ug haftungsbeschraenkt": "UG",
    "gug": "gUG", "gug haftungsbeschraenkt": "gUG", "ag": "AG", "gag": "gAG", "kg": "KG", "ohg": "OHG", "gbr": "GbR",
    "gesellschaft buergerlichen rechts": "GbR", "eg": "eG", "e g": "eG", "eingetragene genossenschaft": "eG", "kdoer": "KdöR",
    "k d oe r": "KdöR", "koerperschaft des oeffentlichen rechts": "KdöR", "gmbh co kg": "GmbH & Co. KG", "n e v": "n.e.V.",
    # English
    "ltd": "Ltd", "limited": "Ltd", "co ltd": "Ltd", "company limited": "Ltd", "company ltd": "Ltd", "private limited company": "Ltd",
    "plc": "PLC", "llp": "LLP", "cic": "CIC", "c i c": "CIC", "community interest company": "CIC", "cic ltd": "CIC",
    "cio": "CIO", "c i o": "CIO", "charitable incorporated organisation": "CIO", "scio": "SCIO", "inc": "Inc", "incorporated": "Inc",
    "llc": "LLC", "cbs": "CBS", "community benefit society": "CBS", "community benefit society ltd": "CBS",
    "community benefit society limited": "CBS",
}  # fmt: skip
"""How a legal form is written, folded (see hub.domain.collation.fold), and how it is called."""

_ALIKE_FORMS = ({"GmbH", "gGmbH"}, {"UG", "gUG"}, {"AG", "gAG"}, {"CIC", "Ltd"}, {"CBS", "Ltd"}, {"f.m.b.a.", "a.m.b.a."})
"""Forms that people write for one another."""

SHORT: dict[str, str] = {
    "kbh": "koebenhavn", "kbhvn": "koebenhavn", "cph": "koebenhavn", "kobenhavn": "koebenhavn",
    "frb": "frederiksberg", "kv": "kreisverband",
    "kreisverb": "kreisverband", "kreisvb": "kreisverband", "lv": "landesverband", "landesverb": "landesverband", "ov": "ortsverband",
    "bv": "bezirksverband", "stift": "stiftung", "ver": "verein", "vereinig": "vereinigung", "foerderver": "foerderverein",
    "ges": "gesellschaft", "dt": "deutsche", "dtsch": "deutsche", "ev": "evangelische", "evang": "evangelische", "evgl": "evangelische",
    "kath": "katholische", "kgm": "kirchengemeinde", "kirchengem": "kirchengemeinde", "str": "strasse", "inst": "institut",
    "saint": "st", "sankt": "st", "skt": "st", "sct": "st", "centre": "center", "centret": "center", "zentrum": "center",
    "cntr": "center", "ctr": "center", "theatre": "theater", "teater": "theater", "teatret": "theater", "assoc": "association",
    "assn": "association", "soc": "society", "grp": "group", "cttee": "committee", "com": "community", "comm": "community",
    "fc": "footballclub", "idraetsforeningen": "idraetsforening",
    "if": "idraetsforening", "bk": "boldklub", "boldklubben": "boldklub", "organization": "organisation", "programme": "program",
    "coop": "cooperative", "nat": "national", "natl": "national", "intl": "international", "univ": "university",
    "dep": "department", "dept": "department", "mgmt": "management", "serv": "service",
    "cab": "citizensadvice", "bureaux": "bureau", "services": "service",
    "projects": "project", "trusts": "trust", "advices": "advice", "enterprises": "enterprise",
}  # fmt: skip
"""Abbreviations and inflections that name one thing."""

_PHRASES = {
    ("co", "op"): "cooperative", ("co", "operative"): "cooperative", ("football", "club"): "footballclub",
    ("citizens", "advice", "bureau"): "citizensadvice", ("citizens", "advice"): "citizensadvice", ("citizen", "advice"): "citizensadvice",
    ("young", "mens", "christian", "association"): "ymca", ("womens", "institute"): "wi", ("w", "i"): "wi",
    ("university", "of", "the", "third", "age"): "u3a", ("kristelig", "forening", "for", "unge", "maend"): "kfum",
    ("deutsches", "rotes", "kreuz"): "drk", ("dansk", "roede", "kors"): "roedekors", ("roede", "kors"): "roedekors",
    ("arbeiter", "samariter", "bund"): "asb", ("arbeiter", "wohlfahrt"): "awo",
}  # fmt: skip
"""Words that stand together and are known by a short form."""

_FILLERS = """
    the a an and of for in at on to by with from og i af for til paa med ved den det de en et und der die das des dem den fuer von vom
    zu zur zum im in an am bei mit e la le
"""
_COMMON = """
    forening klub kreds lokalforening gruppe raad selskab institution verein verband kreisverband landesverband ortsverband foerderverein
    gesellschaft stiftung gemeinde initiative projekt kultur sport jugend kinder frauen kunst musik haus freunde hilfe deutsche
    association society club group trust charity foundation center community project service council committee support advice care youth
    women family children people national local development school college church house village housing evangelische katholische
    kirchengemeinde fond netvaerk naturlaug borger aktiv frivillig bolig theater
"""
FILLERS = frozenset(_FILLERS.split())
COMMON = frozenset(_COMMON.split())
"""Words that tell little, however rare they are in a small set of data."""

_DIRECTIONS = """
    north south east west northern southern eastern western mid central upper lower inner outer greater
    nord syd oest vest sued ost midt ober unter oevre nedre noerre soender
"""
_SUPPORTERS = "friends parents pta alumni foerderverein freundeskreis freunde venner stoetteforening foraeldreforening"
DIRECTIONS = frozenset(_DIRECTIONS.split())
"""Words that tell the parts of one region apart."""

SUPPORTERS = frozenset(_SUPPORTERS.split())
"""Words by which an association says that it supports another: it is not that other."""

_APOSTROPHES = re.compile(r"['’‘´`]")
_BRACKETS = re.compile(r"[(\[]([^)\]]*)[)\]]?")
_AND = re.compile(r"\s*[&+]\s*")
_DANISH_ENDINGS = {"foreningens": "forening", "foreningen": "forening", "foreninger": "forening", "klubbens": "klub", "klubben": "klub",
         "klubber": "klub", "selskabet": "selskab", "laugets": "laug", "lauget": "laug", "kredsen": "kreds", "gruppen": "gruppe",
         "raadet": "raad", "huset": "hus", "fonden": "fond", "kirken": "kirke", "skolen": "skole"}  # fmt: skip
_ALSO = re.compile(
    r"\W*\b(?:formerly(?: known as)?|previously(?: known as)?|(?:also )?known as|trading as|t/a|a\.?k\.?a\.?|"
    r"tidligere|tidl\.|ogs(?:\u00e5|aa) kaldet|vormals|ehemals|fr\u00fcher)\b[\s:.]*",
    re.IGNORECASE,
)
_LONGEST_PHRASE = max(map(len, _PHRASES))
_LONGEST_FORM = max(form.count(" ") + 1 for form in LEGAL_FORMS)


@dataclass(frozen=True, slots=True)
class Name:
    """A name taken apart. `words` tell things apart, in their order; `aside` are those of them that stand in brackets."""

    text: str
    words: tuple[str, ...]
    aside: frozenset[str]
    forms: frozenset[str]
    joined: str
    initials: str

    @property
    def numbers(self) -> frozenset[str]:
        """The words that are numbers."""
        return frozenset(word for word in self.words if word.isdigit() or _ORDINAL.fullmatch(word))


_ORDINAL = re.compile(r"[0-9]+(?:st|nd|rd|th)?")


def names_in(text: str) -> tuple[str, ...]:
    """A name, and the names in it when it tells a former or second one.

    >>> names_in("SafeLives (formerly Caada)")
    ('SafeLives (formerly Caada)', 'SafeLives', 'Caada')
    """
    parts = [part.strip(" ()[]") for part in _ALSO.split(text, maxsplit=1)]
    return (text, *parts) if len(parts) > 1 and min(map(len, parts)) > 3 else (text,)


@lru_cache(maxsize=65_536)
def normalize(text: str) -> Name:
    """A name taken apart.

    >>> normalize("Förderverein der Idun-Schule e.V.").words
    ('foerderverein', 'idun', 'schule')
    """
    plain = _AND.sub(" and ", _APOSTROPHES.sub("", text))
    inside = " ".join(_BRACKETS.findall(plain))
    outside = _BRACKETS.sub(" ", plain)
    words, forms = _without_forms(fold(outside).split())
    aside, more = _without_forms(fold(inside).split())
    main = _words(words)
    extra = [word for word in _words(aside) if word not in main]
    if not main:
        main, extra = extra or fold(plain).split(), []
    initials = "".join(word[0] for word in main) if len(main) > 2 else ""
    return Name(text, tuple(dict.fromkeys([*main, *extra])), frozenset(extra), frozenset(forms | more), "".join(main), initials)


def forms_clash(one: Name, other: Name) -> bool:
    """Whether the legal forms of two names exclude one another: e.V. against GmbH."""
    if not one.forms or not other.forms or one.forms & other.forms:
        return False
    both = one.forms | other.forms
    return not any(both <= alike for alike in _ALIKE_FORMS)


def _without_forms(words: list[str]) -> tuple[list[str], set[str]]:
    """The words without the legal forms that end or begin them, and the forms."""
    forms: set[str] = set()
    while (cut := _form_at_end(words)) is not None:
        forms.add(LEGAL_FORMS[" ".join(words[cut:])])
        words = words[:cut]
    for size in range(min(_LONGEST_FORM, len(words) - 1), 0, -1):
        start = " ".join(words[:size])
        if start in LEGAL_FORMS and (size > 1 or len(start) > 3):
            forms.add(LEGAL_FORMS[start])
            return words[size:], forms
    for index in range(1, len(words) - 1):  # "Verein e.V. Ortsgruppe Kiel": the one form that stands in the middle of names
        if words[index : index + 2] == ["e", "v"]:
            return words[:index] + words[index + 2 :], forms | {"e.V."}
    return words, forms


def _form_at_end(words: list[str]) -> int | None:
    for size in range(min(_LONGEST_FORM, len(words) - 1), 0, -1):
        if " ".join(words[-size:]) in LEGAL_FORMS:
            return len(words) - size
    return None


def _words(words: list[str]) -> list[str]:
    told: list[str] = []
    plain = [_plain(SHORT.get(word, word)) for word in words]
    at = 0
    while at < len(plain):
        size = next((size for size in range(_LONGEST_PHRASE, 1, -1) if tuple(plain[at : at + size]) in _PHRASES), 1)
        word = _PHRASES[tuple(plain[at : at + size])] if size > 1 else plain[at]
        at += size
        if word not in FILLERS:
            told.append(word)
    return told


def _plain(word: str) -> str:
    """A word without a Danish definite ending: "kajakklubben" is "kajakklub"."""
    for ending, base in _DANISH_ENDINGS.items():
        if word.endswith(ending):
            return word.removesuffix(ending) + base
    return word
