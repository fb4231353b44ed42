"""Named converters: the verbs of a mapping. `convert = ["trim", "money:EUR"]`; what follows the colon is the converter's option.

Each takes one value and gives another, None for "says nothing", or raises ValueError with a reason for a person.
"""

from __future__ import annotations

from collections.abc import Callable
from difflib import get_close_matches
from typing import Any, Final

from hub.domain.claim import Identifier, Money
from hub.errors import ConfigError
from hub.sdk import dates, numbers, registers
from hub.sdk.html import html_text, safe_url

Converter = Callable[[Any], Any]
_YES: Final = frozenset({"ja", "yes", "true", "1", "x", "sand", "wahr", "j", "y"})
_NO: Final = frozenset({"nej", "nein", "no", "false", "0", "falsk", "falsch", "n"})
_GROUPED_POSTCODES: Final = ((1000, 1499), (1500, 1799), (1800, 1899))
"""Postal districts of Copenhagen and Frederiksberg that have a code for every street."""


def url(value: object) -> str:
    """An absolute http(s) address; `www.` without a scheme is taken for https."""
    text = str(value).strip()
    found = safe_url(f"https://{text}" if text.casefold().startswith("www.") else text)
    if found is None:
        raise ValueError(f"{text[:60]!r} is no web address (http or https)")
    return found


def municipality(value: object) -> str:
    """The code of a Danish municipality: 492, "0492" and 492.0 are one."""
    text = str(value).strip().removesuffix(".0")
    if not (text.isascii() and text.isdigit() and 3 <= len(text) <= 4 and 100 <= int(text) <= 999):
        raise ValueError(f"{text[:20]!r} is no municipality code (like 0492)")
    return f"dk-kommune-{int(text):04}"


def postcode(value: object, country: str = "dk") -> str | None:
    """The code of a postal district; 0 says nothing, a German code of four digits lost its leading zero."""
    text = str(value).strip().removesuffix(".0").upper().removeprefix("DK-").removeprefix("D-").removeprefix("DE-")
    digits = text.partition(" ")[0]
    if not (digits.isascii() and digits.isdigit()) or len(digits) > 5:
        raise ValueError(f"{text[:20]!r} is no postcode")
    if int(digits) == 0:
        return None
    if country == "de":
        if len(digits) not in (4, 5):
            raise ValueError(f"{text[:20]!r} is no German postcode (five digits)")
        return f"de-plz-{digits:0>5}"
    if len(digits) not in (3, 4) or int(digits) < 555:
        raise ValueError(f"{text[:20]!r} is no Danish postcode (four digits)")
    first, last = next((group for group in _GROUPED_POSTCODES if group[0] <= int(digits) <= group[1]), (0, 0))
    return f"dk-postnr-{first}-{last}" if first else f"dk-postnr-{digits:0>4}"


def boolean(value: object) -> bool:
    """Ja and nej, yes and no, 1 and 0."""
    if isinstance(value, bool):
        return value
    word = str(value).strip().casefold()
    if word in _YES or word in _NO:
        return word in _YES
    raise ValueError(f"{word[:20]!r} is neither yes nor no")


def _money(currency: str, read: Callable[[object], Any]) -> Converter:
    numbers.money(numbers.english(0), currency)  # a wrong currency is found with the mapping, not with the first row

    def convert(value: object) -> Money:
        return numbers.money(numbers.english(0) if numbers.is_for_nothing(value) else read(value), currency)

    return convert


def _german_register(court: str | None) -> Converter:
    def convert(value: object) -> Identifier | None:
        if isinstance(value, dict):
            return registers.german(value.get("kind"), value.get("number"), value.get("court") or court)
        return registers.german(value, None, court)

    return convert


def _choice(option: str | None, allowed: tuple[str, ...], default: str) -> str:
    if option is None or option in allowed:
        return option or default
    raise ValueError(f"option {option!r} is unknown; there are: {', '.join(allowed)}")


def _date(order: Any, zone: str) -> Callable[[str | None], Converter]:
    def with_option(option: str | None) -> Converter:
        first = _choice(option, ("day", "year"), "day")
        return lambda value: dates.partial(value, order, zone, first)

    return with_option


def _country(option: str | None) -> Converter:
    country = _choice(option, ("dk", "de"), "dk")
    return lambda value: postcode(value, country)


def _iso(option: str | None) -> Converter:
    first = _choice(option, ("day", "year"), "day")
    return lambda value: dates.iso(value, first)


def _split(option: str | None) -> Converter:
    mark = option or ";"
    return lambda value: [part for piece in str(value).split(mark) if (part := piece.strip())] if not isinstance(value, list) else value


def _plain(convert: Converter) -> Callable[[str | None], Converter]:
    def without_option(option: str | None) -> Converter:
        if option is not None:
            raise ValueError(f"takes no option, but was given {option!r}")
        return convert

    return without_option


CONVERTERS: Final[dict[str, Callable[[str | None], Converter]]] = {
    "boolean": _plain(boolean),
    "cvr": _plain(registers.cvr),
    "danish_date": _date("dmy", "Europe/Copenhagen"),
    "danish_money": lambda currency: _money(currency or "DKK", numbers.danish),
    "danish_number": _plain(numbers.danish),
    "german_date": _date("dmy", "Europe/Berlin"),
    "german_money": lambda currency: _money(currency or "EUR", numbers.danish),
    "german_number": _plain(numbers.danish),
    "german_register": _german_register,
    "html_text": _plain(lambda value: html_text(str(value)) or None),
    "instant": lambda zone: lambda value: dates.instant(value, zone),
    "iso_date": _iso,
    "lower": _plain(lambda value: str(value).casefold()),
    "money": lambda currency: _money(currency or "DKK", numbers.english),
    "municipality": _plain(municipality),
    "number": _plain(numbers.english),
    "org_id": _plain(registers.org_id),
    "postcode": _country,
    "split": _split,
    "trim": _plain(lambda value: " ".join(str(value).split()) or None),
    "upper": _plain(lambda value: str(value).upper()),
    "url": _plain(url),
    "us_date": _date("mdy", "America/New_York"),
}
"""Every converter by its name; the function takes the option."""


def converter(words: str) -> Converter:
    """The converter that a mapping names, with its option. Raises ConfigError, with the name that was probably meant."""
    name, colon, option = words.partition(":")
    if name not in CONVERTERS:
        meant = get_close_matches(name, CONVERTERS, n=1)
        raise ConfigError(
            f"no converter is called {name[:40]!r}; " + (f"did you mean {meant[0]!r}?" if meant else f"there are: {', '.join(CONVERTERS)}")
        )
    try:
        return CONVERTERS[name](option if colon else None)
    except ValueError as error:
        raise ConfigError(f"converter {name}: {error}") from None


def chain(words: list[str]) -> Converter | None:
    """Several converters one after the other; each item of a list is converted by itself. None when there are none."""
    steps = [converter(word) for word in words]
    if not steps:
        return None

    def convert(value: Any) -> Any:
        for step in steps:
            if isinstance(value, list):
                value = [done for item in value if (done := step(item)) is not None]
            elif value is not None:
                value = step(value)
        return value

    return convert
