"""Cursors: where a page ended. A cursor carries a fingerprint of its list (field, order, filter), so a foreign one is refused."""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from hashlib import blake2b
from typing import Any

import orjson

from hub.errors import BadCursor


def fingerprint(field: str, order: Any, filters: Any) -> str:
    """Eight characters that name one list: `field` is `Type.field`, order and filter are their coerced JSON values."""
    canonical = orjson.dumps([field, order, filters], option=orjson.OPT_SORT_KEYS, default=str)
    return urlsafe_b64encode(blake2b(canonical, digest_size=6).digest()).decode()


def encode(print_: str, keys: Sequence[Any]) -> str:
    """The cursor of a row with these order keys (text or whole numbers; the last is the row's own number)."""
    return urlsafe_b64encode(orjson.dumps([print_, *keys])).decode().rstrip("=")


def keys_of(cursor: str) -> tuple[Any, ...]:
    """The order keys of a cursor that the hub itself made just now, whatever its list."""
    return tuple(orjson.loads(urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))[1:])


def decode(cursor: str, print_: str, count: int) -> list[Any]:
    """The `count` order keys of a cursor of this list. Raises BadCursor for one that is damaged or of another list."""
    try:
        found = orjson.loads(urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))) if len(cursor) <= 1000 else None
    except ValueError:
        found = None
    if not isinstance(found, list) or len(found) != count + 1 or found[0] != print_ or not all(isinstance(k, str | int) for k in found[1:]):
        raise BadCursor("This cursor belongs to another list, order or filter, or is damaged; ask for the first page again, without it.")
    return found[1:]
