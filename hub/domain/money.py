"""Money between decimal text, as the world writes it, and minor units, as the hub keeps it."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

WITHOUT_MINOR = frozenset(
    {"BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "UYI", "VND", "VUV", "XAF", "XOF", "XPF"}
)
"""ISO 4217 currencies with no minor unit; every other currency that we meet has two decimals (three-decimal ones are refused)."""
REFUSED = frozenset({"BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"})
LARGEST_MINOR = 10**15


def decimals(currency: str) -> int:
    """How many decimals an ISO 4217 currency has. Raises ValueError for what is no currency that the hub keeps."""
    if len(currency) != 3 or not (currency.isascii() and currency.isupper()) or currency in REFUSED:
        raise ValueError(f"{currency[:10]!r} is no currency that the hub keeps; write an ISO 4217 code such as DKK")
    return 0 if currency in WITHOUT_MINOR else 2


def to_minor(amount: str | Decimal, currency: str) -> int:
    """Minor units of a decimal amount, exactly. Raises ValueError for no number, too many decimals or more than 10^15."""
    try:
        scaled = Decimal(amount).scaleb(decimals(currency))
        minor = int(scaled)
    except (InvalidOperation, OverflowError, ValueError) as error:
        raise ValueError(f"{str(amount)[:40]!r} is no amount in {currency[:10]}") from error
    if scaled != minor or abs(minor) > LARGEST_MINOR:
        raise ValueError(f"{str(amount)[:40]!r} is no amount in {currency}: too large or more decimals than the currency has")
    return minor


def to_decimal(minor: int, currency: str) -> str:
    """The amount as text with all decimals of its currency: 12500 DKK is '125.00'."""
    places = decimals(currency)
    if not places:
        return str(minor)
    whole, part = divmod(abs(minor), 10**places)
    return f"{'-' if minor < 0 else ''}{whole}.{part:0{places}d}"
