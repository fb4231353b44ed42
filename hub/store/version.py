"""Which version of the tables this program expects, and what to do about another one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from hub.errors import StoreUnavailable, StoreVersion
from hub.store.engine import Plan, Reader

VERSIONS = ("0001", "0002", "0003", "0004", "0005", "0006", "0007", "0008", "0009", "0010", "0011", "0012")
"""Every version of the tables that there ever was, oldest first; hub/store/migrations/versions/ has a file for each."""


def check_version(reader: Reader) -> None:
    """Nothing, when the database is of this program's version.

    Raises: StoreVersion when it is older or newer, StoreUnavailable when it cannot be read or is no store.
    """
    found = reader.run_here(_found(), seconds=10)
    if found is None:
        raise StoreUnavailable("The database is empty. Make its tables with `samgraf migrate`.")
    if found not in VERSIONS:
        raise StoreVersion(f"The database is of version {found}, newer than this program ({VERSIONS[-1]}). Install the newer Samgraf.")
    if found != VERSIONS[-1]:
        raise StoreVersion(f"The database is of version {found}, this program wants {VERSIONS[-1]}. Run `samgraf migrate`.")


def _found() -> Plan[str | None]:
    tables: Sequence[tuple[Any, ...]] = yield "SELECT name FROM sqlite_master WHERE name = 'alembic_version'", ()
    if not tables:
        return None
    rows = yield "SELECT version_num FROM alembic_version", ()
    return str(rows[0][0]) if rows else None
