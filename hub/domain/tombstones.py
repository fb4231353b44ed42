"""What is left of an item once everything that was withdrawn is taken out of it; pure, so that a harvest and a restore decide alike."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from hub.domain.ids import EntityKind
from hub.domain.link import ROLE
from hub.domain.withdrawal import (
    WithdrawalScope,
    Words,
    id_mark,
    identifier_mark,
    item_mark,
    page_mark,
    pseudonym,
    record_mark,
    strong_marks,
    tombstone,
    url_mark,
    weak_marks,
    words_of,
)

Reference = Sequence[str | None]
"""Role, key, since, until."""
Target = tuple[EntityKind, str]
"""Kind and source id of what a reference by source id leads to."""


@dataclass(frozen=True, slots=True)
class Saying:
    """A claim in plain JSON values. `targets` {key: (kind, source id)} of its references by source id; `item` the key of who says it."""

    kind: EntityKind
    source_id: str
    values: Mapping[str, Any]
    references: Sequence[Reference] = ()
    raw: Mapping[str, Any] = field(default_factory=dict)
    targets: Mapping[str, Target] = field(default_factory=dict)
    item: str | None = None


@dataclass(frozen=True, slots=True)
class Sifted:
    """What may be kept of an item, each claim with its place among those that came, and whether anything was taken out of it."""

    kept: list[tuple[int, Saying]]
    words: Words
    touched: bool


class Tombstones:
    """All that was withdrawn, as far as it can be recognized. `last` is the number of the newest tombstone."""

    def __init__(self, key: bytes, rows: Iterable[tuple[bytes, str, str]], last: int = 0) -> None:
        self.key, self.last = key, last
        self._whole: dict[str, set[bytes]] = {scope.value: set() for scope in WithdrawalScope}
        self._fields: dict[bytes, set[str]] = {}
        for digest, scope, name in rows:
            if scope == WithdrawalScope.FIELD:
                self._fields.setdefault(digest, set()).add(name)
            else:
                self._whole[scope].add(digest)

    def holds(self, scope: WithdrawalScope, of: str) -> bool:
        """Whether there is such a tombstone for a mark."""
        return tombstone(self.key, of) in self._whole[scope]

    def thing(self, source: str, saying: Saying) -> bool:
        """Whether a claim speaks of a thing that was withdrawn."""
        return any(self.holds(WithdrawalScope.ENTITY, one) for one in _marks(source, saying))

    def fields(self, source: str, saying: Saying) -> set[str]:
        """The fields of a thing that were withdrawn."""
        if not self._fields:
            return set()
        return {name for one in _marks(source, saying) for name in self._fields.get(tombstone(self.key, one), ())}

    def item(self, source: str, key: str, url: str | None) -> bool:
        """Whether a whole item was withdrawn."""
        scope = WithdrawalScope.RECORD
        return self.holds(scope, record_mark(source, key)) or (url is not None and self.holds(scope, page_mark(source, url)))

    def mentions(self, source: str, key: str) -> bool:
        """Whether an item is known to speak of something withdrawn: its words are kept nowhere."""
        return self.holds(WithdrawalScope.MENTION, record_mark(source, key))

    def leads_to_one(self, source: str, saying: Saying, role: str, key: str) -> bool:
        """Whether a reference leads to a thing that was withdrawn."""
        way, _, rest = key.partition(":")
        if way == "id":
            target = saying.targets.get(key)
            return target is not None and self.holds(WithdrawalScope.ENTITY, id_mark(source, *target))
        known = ROLE.get((saying.kind, role))
        if known is None:
            return False
        kinds = [known.target] if known.target else list(EntityKind)
        if way == "identifier":
            scheme, _, value = rest.partition(":")
            return any(self.holds(WithdrawalScope.ENTITY, identifier_mark(kind, scheme, value)) for kind in kinds)
        return any(self.holds(WithdrawalScope.ENTITY, url_mark(kind, rest)) for kind in kinds)

    def sift(self, source: str, sayings: Sequence[Saying]) -> Sifted:
        """Takes out of the claims of one item what was withdrawn: whole claims, fields, references, and where the others quote them."""
        gone = [saying for saying in sayings if self.thing(source, saying)]
        stay = [(place, saying, self.fields(source, saying)) for place, saying in enumerate(sayings) if saying not in gone]
        words = {word for saying in gone for word in words_of(saying.values, saying.raw)}
        for _, saying, fields in stay:
            words.update(*(words_of(saying.values, saying.raw, only) for only in fields))
        told = Words.of(words)
        kept, touched = list[tuple[int, Saying]](), bool(gone)
        for place, saying, fields in stay:
            left = strip(saying, fields, lambda role, key, of=saying: self.leads_to_one(source, of, role, key), told)  # type: ignore[misc]
            if left == saying or left.values or left.references:
                kept.append((place, replace(left, source_id=self.another_id(source, left.kind, left.source_id, told))))
            touched |= left != saying
        return Sifted(kept, told, touched)

    def another_id(self, source: str, kind: str, source_id: str, words: Words) -> str:
        """The source's own id of a thing, or its pseudonym when it holds withdrawn words."""
        return pseudonym(self.key, id_mark(source, kind, source_id)) if words.in_text(source_id) else source_id


def strip(saying: Saying, fields: Collection[str], gone: Callable[[str, str], bool], words: Words) -> Saying:
    """A claim without some fields, without references that lead to what is gone, and without quotations of the source that hold words."""
    references = [one for one in saying.references if one[0] not in fields and not gone(str(one[0]), str(one[1]))]
    return replace(
        saying,
        values={name: value for name, value in saying.values.items() if name not in fields},
        references=references if len(references) != len(saying.references) else saying.references,
        raw={name: said for name, said in saying.raw.items() if name not in fields and not words.in_text(str(said))},
    )


def _marks(source: str, saying: Saying) -> list[str]:
    marks = strong_marks(source, saying.kind, saying.source_id, saying.values)
    marks += [item_mark(source, saying.item, saying.source_id)] if saying.item is not None else []
    return marks + weak_marks(source, saying.kind, saying.values)
