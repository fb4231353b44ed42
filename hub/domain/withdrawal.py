"""What was withdrawn stays withdrawn: by which marks a thing is known again, and how a mark is remembered without its words.

A mark is a text such as `id | tilskud | ORGANIZATION | 4711`; what is kept of it is its tombstone, a BLAKE2b hash keyed with a secret that
lives outside the database. Whoever has the database alone can neither read a tombstone nor try names against it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from hashlib import blake2b
from typing import Any

from hub.domain.claim import TEXT_FIELDS
from hub.domain.collation import fold
from hub.domain.identity import is_strong
from hub.domain.ids import EntityKind

_SEPARATOR = "\x00"
PSEUDONYM = "withdrawn:"
"""How a source's own id or key begins when its words are erased; the rest is its tombstone, hex."""


class WithdrawalReason(StrEnum):
    PERSONAL_DATA = "PERSONAL_DATA"
    RIGHT_HOLDER = "RIGHT_HOLDER"
    COURT_ORDER = "COURT_ORDER"
    SAFETY = "SAFETY"
    OTHER = "OTHER"


class WithdrawalScope(StrEnum):
    """A thing and all that is said of it; one item of one source; one field of a thing.

    MENTION: an item that speaks of such a thing too: its claims stay, its row is never kept. KEY: by which another key is noticed.
    """

    ENTITY = "ENTITY"
    RECORD = "RECORD"
    FIELD = "FIELD"
    MENTION = "MENTION"
    KEY = "KEY"


WHOLE = ""
"""The `field` of a tombstone of everything."""


def mark(*parts: str) -> str:
    return _SEPARATOR.join(parts)


def id_mark(source: str, kind: str, source_id: str) -> str:
    return mark("id", source, kind, source_id)


def record_mark(source: str, key: str) -> str:
    return mark("record", source, key)


def item_mark(source: str, key: str, source_id: str) -> str:
    """What an item says of a thing, whatever it calls its kind: one that is corrected to another kind is known again."""
    return mark("item", source, key, source_id)


def page_mark(source: str, url: str) -> str:
    return mark("page", source, url)


def identifier_mark(kind: str, scheme: str, value: str) -> str:
    return mark("identifier", kind, scheme, value)


def url_mark(kind: str, url: str) -> str:
    return mark("url", kind, url.rstrip("/"))


def name_marks(kind: str, names: Iterable[str], place: str | None, source: str) -> list[str]:
    """A name counts together with its place; of a thing without a place, within its source."""
    where = f"area:{place}" if place else f"source:{source}"
    return [mark("name", kind, folded, where) for name in names if (folded := fold(name))]


def strong_marks(source: str, kind: EntityKind, source_id: str, values: Mapping[str, Any]) -> list[str]:
    """The marks by which a claim certainly speaks of a thing: the source's own id, and strong identifiers."""
    marks = [id_mark(source, kind, source_id)]
    marks += [identifier_mark(kind, scheme, value) for scheme, value in values.get("identifiers") or () if is_strong(kind, scheme, value)]
    return marks


def weak_marks(source: str, kind: EntityKind, values: Mapping[str, Any]) -> list[str]:
    """The marks by which it very likely does: address, and name with place."""
    marks = [url_mark(kind, values[field]) for field in ("url", "website") if values.get(field)]
    return marks + name_marks(kind, (values.get("name") or {}).values(), values.get("area"), source)


def derived_key(secret: str) -> bytes:
    """The key of all tombstones, from a secret of any length."""
    return blake2b(secret.encode(), digest_size=32, person=b"samgraf-withdraw").digest()


def tombstone(key: bytes, of: str | bytes) -> bytes:
    """What is remembered of a mark; also by which hash an item whose row was erased is known to be unchanged."""
    return blake2b(of.encode() if isinstance(of, str) else of, digest_size=16, key=key).digest()


def pseudonym(key: bytes, of: str) -> str:
    return PSEUDONYM + tombstone(key, of).hex()


# --- Words -------------------------------------------------------------------------------------------------------------------------

_TELLING = frozenset(
    {*TEXT_FIELDS, "url", "website", "image", "contact", "identifiers", "programme", "series"}
    | {"apply_url", "ticket_url", "booking_url", "document_url"}
)
"""Fields whose words may tell who is meant; the others are codes, dates and numbers."""

SHORTEST_WORD, SHORTEST_INSIDE = 4, 8
"""Characters of a word that is looked for at all, and of one that is found inside of longer words too (a genitive, a compound)."""


def words_of(values: Mapping[str, Any], raw: Mapping[str, Any], only: str | None = None) -> set[str]:
    """The texts of a claim, ours and the source's own, that must not be found anywhere afterwards."""
    found: set[str] = set()
    for field in {*values, *raw} & (_TELLING if only is None else {only}):
        for said in (values.get(field), raw.get(field)):
            found.update(leaves(said))
    if "identifiers" in values:
        found -= {scheme for scheme, _ in values["identifiers"] or ()}
    return {word for word in found if len(word) >= SHORTEST_WORD}


def leaves(value: Any) -> Iterable[str]:
    """Every text inside a JSON value."""
    if isinstance(value, str):
        yield value.strip()
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from leaves(inner)
    elif isinstance(value, (list, tuple)):
        for inner in value:
            yield from leaves(inner)


@dataclass(frozen=True, slots=True)
class Words:
    """Words to look for in texts, whatever their case, accents and punctuation."""

    exact: tuple[str, ...]
    folded: tuple[str, ...]

    @classmethod
    def of(cls, words: Iterable[str]) -> Words:
        exact = tuple(sorted(set(words)))
        return cls(exact, tuple(sorted({f" {folded} " for word in exact if len(folded := fold(word)) >= SHORTEST_WORD})))

    def in_text(self, text: str | None) -> bool:
        """Whether a text holds one of the words."""
        if not text or not self.exact:
            return False
        if any(word in text for word in self.exact if len(word) >= SHORTEST_INSIDE):
            return True
        folded = f" {fold(text)} "
        return any(word in folded for word in self.folded)
