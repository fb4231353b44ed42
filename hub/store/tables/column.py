"""How a column is written, and the rules that all tables share.

Units: instants are fixed-width UTC text `2026-11-23T13:07:00Z`; degrees are integers x 10^7 (`_e7`); money is in minor units
(`_minor`); dates are partial ISO 8601 text. `no` is an internal number that never leaves the hub; `id` is what the world sees.

Every order key is a NOT NULL column filled by the writer. A pair `x_asc`, `x_desc` holds one value twice, the second negated,
and MISSING_LAST in both where there is no value: so missing values come last in both directions, in every database alike.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Float, ForeignKey, Integer, MetaData, Text

MISSING_LAST = 2**62
"""The order key of a missing value."""

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)
Number = BigInteger().with_variant(Integer(), "sqlite")


def no(name: str = "no") -> Column[int]:
    return Column(name, Number, primary_key=True, autoincrement=True)


def to(name: str, target: str, nullable: bool = False, primary_key: bool = False) -> Column[int]:
    """A foreign key, checked at commit: the rows of one batch may refer to one another in any order."""
    key = ForeignKey(target, deferrable=True, initially="DEFERRED")
    return Column(name, Number, key, nullable=nullable, primary_key=primary_key, autoincrement=False)


def text(name: str, nullable: bool = False, primary_key: bool = False) -> Column[str]:
    return Column(name, Text, nullable=nullable, primary_key=primary_key)


def integer(name: str, nullable: bool = False, default: str | None = None) -> Column[int]:
    return Column(name, Number, nullable=nullable, server_default=default)


def boolean(name: str, nullable: bool = False, default: str | None = None) -> Column[bool]:
    return Column(name, Boolean, nullable=nullable, server_default=default)


def decimal(name: str, nullable: bool = False) -> Column[float]:
    return Column(name, Float, nullable=nullable)


def order_keys(name: str) -> tuple[Column[int], Column[int]]:
    """`x_asc` and `x_desc`."""
    return integer(f"{name}_asc"), integer(f"{name}_desc")
