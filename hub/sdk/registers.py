"""Numbers of organizations in public registers, as org-id.guide style identifiers; what fails its check is no identifier.

Every function raises ValueError with a reason that a person understands, and gives None for words that say "no number".
"""

from __future__ import annotations

import re
from typing import Final

from stdnum.dk import cvr as _cvr
from stdnum.exceptions import ValidationError

from hub.domain.claim import Identifier

_LONGEST: Final = 60
_REGISTERS: Final = {"vr": "DE-VR", "hrb": "DE-HRB", "hra": "DE-HRA", "gnr": "DE-GNR", "pr": "DE-PR"}
_KIND: Final = re.compile(r"(?<![a-zäöüß])(vr|hrb|hra|gnr|pr)(?![a-zäöüß])")
_NUMBER: Final = re.compile(r"0{0,8}([1-9][0-9]{0,6})(b|nz)?")
_INVENTED: Final = frozenset({"1234", "12345", "123456", "1234567", "4321", "54321", "654321", "987654"})
_ORG_ID: Final = re.compile(r"([A-Z]{2,3}-[A-Z0-9]{2,10}|XI-[A-Z]{2,8})-(.{1,60})")


def cvr(value: object) -> Identifier:
    """A Danish company number after its check digit; spaces and a leading DK are normal.

    >>> cvr("DK 13 58 56 28")
    Identifier(scheme='DK-CVR', value='13585628')
    """
    text = str(value).strip()[:_LONGEST].upper().removeprefix("CVR").lstrip("-:. NR").removeprefix("DK").lstrip("-")
    try:
        number = _cvr.validate(text)
    except ValidationError:
        raise ValueError(f"{str(value)[:30]!r} is no CVR number (eight digits with a check)") from None
    if len(set(number)) == 1:
        raise ValueError(f"{number} is a placeholder, not a CVR number")
    return Identifier("DK-CVR", str(number))


def german(kind: object, number: object = None, court: object = None) -> Identifier | None:
    """A number of a German court register: kind (`vr`, `HRB`; the number may stand in it), number, and the court where it is known.

    Leading zeros and the Berlin suffix B fall, NZ stays. A number is unique only within its court: with a court the value is
    `charlottenburg 9538`, without one it is `9538`, which identifies nothing beyond the sources of one place.
    None for kinds that are no register ("kör", "-", "keine", "entfällt") and for numbers that say "none".

    >>> german("vr-009538"), german("hrb", "038393B", "Charlottenburg")
    (Identifier(scheme='DE-VR', value='9538'), Identifier(scheme='DE-HRB', value='charlottenburg 38393'))
    >>> german("'", "undefined") is None
    True
    """
    words = " ".join(str(kind or "")[:_LONGEST].casefold().replace("handelsregister", "hrb").split())
    found = _KIND.search(words)
    if found is None:
        return None
    inside = words[found.end() :]
    digits = re.sub(r"[\s.:/-]", "", inside if any(map(str.isdigit, inside)) else str(number or "")[:_LONGEST].casefold())
    match = _NUMBER.fullmatch(digits.removeprefix(found[1]))
    if match is None or match[1] in _INVENTED or (len(match[1]) > 3 and len(set(match[1])) == 1):
        if any(map(str.isdigit, digits)) and match is None and digits.strip("0"):
            raise ValueError(f"{digits[:30]!r} is no number of the register {found[1].upper()}")
        return None
    plain = match[1] + (" NZ" if match[2] == "nz" else "")
    place = " ".join(str(court or "").casefold().removeprefix("amtsgericht").removeprefix("ag ").split())
    return Identifier(_REGISTERS[found[1]], f"{place} {plain}" if place else plain)


def org_id(value: object) -> Identifier:
    """An identifier in one text, in the manner of org-id.guide: the list's code, `-`, the number.

    >>> org_id("GB-CHC-1164883")
    Identifier(scheme='GB-CHC', value='1164883')
    """
    match = _ORG_ID.fullmatch(str(value).strip()[:_LONGEST])
    if match is None or match[1] == "DK-CVR":
        if match:
            return cvr(match[2])
        raise ValueError(f"{str(value)[:30]!r} is no identifier like GB-CHC-1164883")
    return Identifier(match[1], match[2].strip())
