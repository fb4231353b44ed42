"""Numbers as people write them: `1.234,50`, `75,453.00`, `kr. 500,-`, `(200)`; and money in minor units.

Every function raises ValueError with a reason that a person understands; nothing is ever guessed between two readings.
"""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Decimal, InvalidOperation
from typing import Final

from hub.domain.claim import Money
from hub.domain.money import LARGEST_MINOR, decimals

_LONGEST: Final = 60
_MOST_DIGITS: Final = 17
_SIGNS: Final = ("dkk", "eur", "usd", "gbp", "sek", "nok", "kr.", "kr", "€", "$", "£")
_DASHES: Final = "-−–—"
_SPACES: Final = str.maketrans("", "", " \u00a0\u2007\u2009\u202f\t'’")
_FOR_NOTHING: Final = frozenset({"gratis", "free", "kostenlos", "kostenfrei", "fri entré", "gratis adgang", "eintritt frei"})


def danish(value: object) -> Decimal:
    """A number with point for thousands and comma for decimals, as in Danish and German; a number that is one already passes.

    >>> danish("1.234,50"), danish("kr. 500,-"), danish("-12")
    (Decimal('1234.50'), Decimal('500'), Decimal('-12'))
    """
    return _number(value, thousands=".", point=",")


def english(value: object) -> Decimal:
    """A number with comma for thousands and point for decimals, or plain digits.

    >>> english("75,453.00"), english("71373")
    (Decimal('75453.00'), Decimal('71373'))
    """
    return _number(value, thousands=",", point=".")


def money(amount: Decimal, currency: str) -> Money:
    """An amount in whole currency units as minor units; fractions of a minor unit are rounded to even.

    >>> money(Decimal("12.5"), "DKK"), money(Decimal("300"), "JPY")
    (Money(minor=1250, currency='DKK'), Money(minor=300, currency='JPY'))
    """
    currency = currency.strip().upper()
    places = decimals(currency)
    minor = int(_in_range(amount).scaleb(places).quantize(Decimal(1), rounding=ROUND_HALF_EVEN))
    if abs(minor) > LARGEST_MINOR:
        raise ValueError(f"{amount} {currency} is more than any amount that the hub keeps")
    return Money(minor, currency)


def is_for_nothing(value: object) -> bool:
    """Whether the words say that nothing is to be paid ("Gratis")."""
    return isinstance(value, str) and value.strip().casefold() in _FOR_NOTHING


def _number(value: object, thousands: str, point: str) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal | str):
        raise ValueError(f"{type(value).__name__} is no number")
    if not isinstance(value, str):
        return _in_range(Decimal(repr(value)) if isinstance(value, float) else Decimal(value))
    if len(value) > _LONGEST:
        raise ValueError("too long for a number")
    text, negative = _bare(value)
    whole, mark, fraction = text.partition(point)
    groups = whole.split(thousands)
    if len(groups) > 1 and (not 1 <= len(groups[0]) <= 3 or any(len(group) != 3 for group in groups[1:])):
        raise ValueError(f"{value!r} is not a number with {thousands!r} for thousands and {point!r} for decimals")
    digits = "".join(groups)
    if not _is_digits(digits) or (mark and not _is_digits(fraction)):
        if any(dash in text.strip(_DASHES) for dash in _DASHES):
            raise ValueError(f"{value!r} is a range, not one number")
        raise ValueError(f"{value!r} is not a number")
    number = _in_range(Decimal(f"{digits}.{fraction or 0}" if mark else digits))
    return -number if negative else number


def _bare(value: str) -> tuple[str, bool]:
    """The digits with their marks, without spaces, currency and sign; and whether a sign made them negative."""
    text = value.strip().casefold()
    for sign in _SIGNS:
        text = text.removeprefix(sign).strip()
        text = text.removesuffix(sign).strip()
    negative = False
    if text.startswith("(") and text.endswith(")"):
        text, negative = text[1:-1], True
    if text[:1] in tuple(_DASHES) and text:
        text, negative = text[1:], not negative
    for sign in _SIGNS:
        text = text.strip().removeprefix(sign)
    for tail in (",-", ",--", ",–", ",—", ".-"):  # "500,-" is five hundred even
        text = text.removesuffix(tail)
    return text.translate(_SPACES), negative


def _is_digits(text: str) -> bool:
    return text.isascii() and text.isdigit()


def _in_range(number: Decimal) -> Decimal:
    try:
        if number.is_finite() and number.adjusted() <= _MOST_DIGITS and len(number.as_tuple().digits) <= _LONGEST:
            return number
    except InvalidOperation:
        pass
    raise ValueError("not a number that can be kept (NaN, infinite or far too large)")
