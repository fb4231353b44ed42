"""What is personal inside of other people's words: addresses and numbers that belong to somebody and not to a role.

An address made for a role (info@, kontakt@, formand@ …) may stay; everything else is replaced by an ellipsis.
"""

from __future__ import annotations

import re
from typing import Final

_MAIL: Final = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")
_PHONE: Final = re.compile(
    r"(?:\+\d{2}|\b(?:tlf|tel|telefon|mobil|mobile|phone|telephone|handy|ring)\b[.:]?)[ (./-]{0,3}\d(?:[ ()./-]{0,2}\d){5,13}",
    re.IGNORECASE,
)
_PAIRS: Final = re.compile(r"(?<![\d.,])[2-9]\d(?: \d\d){3}(?![\d.,]\d)\b")
"""A Danish telephone number as most people write one, with nothing before it that says so: `22 33 44 55`. A CVR number looks the same."""

_ROLE_MAIL: Final = re.compile(
    r"(?:info|information|kontakt|contact|mail|post|kontor|office|sekretariat\w{0,4}|secretariat|hello|hej|booking|udlejning|press|presse|support|"
    r"service|kundeservice|admin|administration|bestyrelsen?|forening(?:en)?|klub(?:ben)?|frivillig\w{0,2}|volunteer\w?|medlem\w{0,4}|team|"
    r"formand|kasserer|verein|vorstand|buero)[.-]?\w{0,12}@[\w.-]{3,100}",
    re.IGNORECASE,
)
_PERSON_NUMBER: Final = re.compile(r"\b\d{6}-\d{4}\b")
_AT_SOMEBODYS: Final = re.compile(r"(?:hos|hjemme hos|bei|chez|c/o|privat\w*)\b", re.IGNORECASE)
_DOOR: Final = re.compile(r"\d+[a-z]? +\w.*|[^,\d]{3,60}? \d{1,4} ?[a-zA-Z]?(?:[-–]\d{1,4})?(?:,.*)?")
_ROOM: Final = re.compile(
    r"[^\W\d]*(?:hal|sal|lokale|bane|rum|etage|room|hall|court|raum|saal|halle|platz|plads) \d{1,4}[a-z]?", re.IGNORECASE
)
_NOT_SAID: Final = "…"


def is_role_mail(address: object) -> bool:
    """Whether an e-mail address belongs to a role and not to a person."""
    return isinstance(address, str) and _ROLE_MAIL.fullmatch(address.strip().removeprefix("mailto:")) is not None


def without_contacts(text: str) -> str:
    """The text with personal e-mail addresses, telephone numbers and Danish person numbers left out.

    >>> without_contacts("Ring til Anna: 22 33 44 55, skriv til anna@klub.example eller info@klub.example (CVR-nr. 35 58 56 28)")
    'Ring til Anna: …, skriv til … eller info@klub.example (CVR-nr. 35 58 56 28)'
    """
    if "@" in text:
        text = _MAIL.sub(lambda found: found[0] if is_role_mail(found[0]) else _NOT_SAID, text)
    return _PERSON_NUMBER.sub(_NOT_SAID, _PAIRS.sub(_unless_cvr, _PHONE.sub(_NOT_SAID, text)))


def _unless_cvr(found: re.Match[str]) -> str:
    before = found.string[max(found.start() - 16, 0) : found.start()]
    return found[0] if "cvr" in before.casefold() else _NOT_SAID


def may_be_a_home(place: str) -> bool:
    """Whether what is called a place is only a street and a number, or says that it is somebody's.

    >>> may_be_a_home("Bygaden 12"), may_be_a_home("Hos Jens"), may_be_a_home("Forsamlingshuset, Bygaden 4")
    (True, True, False)
    """
    return bool(_AT_SOMEBODYS.match(place) or (_DOOR.fullmatch(place) and not _ROOM.fullmatch(place)))
