"""A contribution: what one person tells the hub about one thing, as a patch that names only what it sets.

The local store says of a thing what its patches say together, in the order in which they began to stand: a later word replaces an
earlier one field by field (texts language by language), so taking one patch out leaves what the others say.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from hub.domain.claim import TEXT_FIELDS

Referred = tuple[str, str | None, str | None, str | None]
"""The key of a target (`id:org_…`), since and until when, and the page that tells of it."""


def written(one: Referred) -> list[str | None]:
    """As JSON; without the page where there is none."""
    return list(one if one[3] is not None else one[:3])


def read(said: Sequence[str | None]) -> Referred:
    """What `written` wrote."""
    key, since, until, *page = said
    return str(key), since, until, page[0] if page else None


class ContributionState(StrEnum):
    """PUBLIC: everybody reads it. WAITING: for one other pair of eyes. REJECTED: by these, or taken back after it was public."""

    PUBLIC = "PUBLIC"
    WAITING = "WAITING"
    REJECTED = "REJECTED"


@dataclass(frozen=True, slots=True)
class Patch:
    """What one contribution sets. `values` as hub/domain/wire.py has them; None is "known to be none".

    `references` replace all that the local store says of a role; `links` add one each. `retires`: nothing said before counts any more.
    """

    values: Mapping[str, Any] = field(default_factory=dict)
    references: Mapping[str, Sequence[Referred]] = field(default_factory=dict)
    links: Sequence[tuple[str, Referred]] = ()
    retires: bool = False

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields and roles that it names."""
        return tuple(sorted({*self.values, *self.references, *(role for role, _ in self.links)}))

    def row(self) -> dict[str, Any]:
        """As JSON: the row of its record."""
        return {
            "values": self.values,
            "references": {role: [written(one) for one in said] for role, said in self.references.items()},
            "links": [[role, *written(one)] for role, one in self.links],
            "retires": self.retires,
        }


def patch_of(row: Mapping[str, Any]) -> Patch:
    """The patch that a row was made of; one whose words were withdrawn says nothing."""
    references = {role: [read(one) for one in said] for role, said in row.get("references", {}).items()}
    links = [(role, read(one)) for role, *one in row.get("links", ())]
    return Patch(row.get("values", {}), references, links, row.get("retires", False))


@dataclass(frozen=True, slots=True)
class Folded:
    """What patches say together; `carriers` are the places of those of which something still stands."""

    values: Mapping[str, Any]
    references: Sequence[tuple[str, Referred]]
    carriers: frozenset[int]


def _value(said: Mapping[str | None, tuple[Any, int]]) -> Any:
    """A value as it is, a text by language."""
    return said[None][0] if None in said else {lang: text for lang, (text, _) in said.items()}


def fold(patches: Iterable[Patch]) -> Folded:
    """What patches say together, the last word counting.

    >>> fold([Patch({"name": {"da": "Kolaug"}}), Patch({"name": {"en": "Cattle guild"}, "url": None})]).values
    {'name': {'da': 'Kolaug', 'en': 'Cattle guild'}, 'url': None}
    """
    words: dict[str, dict[str | None, tuple[Any, int]]] = {}
    ends: dict[str, dict[str, tuple[Referred, int]]] = {}
    for place, patch in enumerate(patches):
        if patch.retires:
            words.clear()
            ends.clear()
        for name, value in patch.values.items():
            if name in TEXT_FIELDS and value is not None:
                said = words.setdefault(name, {})
                said.pop(None, None)
                said.update((lang, (text, place)) for lang, text in value.items())
            else:
                words[name] = {None: (value, place)}
        for role, targets in patch.references.items():
            ends[role] = {one[0]: (one, place) for one in targets}
        for role, one in patch.links:
            ends.setdefault(role, {})[one[0]] = (one, place)
    values = {name: _value(said) for name, said in words.items()}
    references = sorted(((role, one) for role, said in ends.items() for one, _ in said.values()), key=lambda told: (told[0], told[1][0]))
    carriers = {place for said in words.values() for _, place in said.values()}
    carriers |= {place for targets in ends.values() for _, place in targets.values()}
    return Folded(dict(sorted(values.items())), references, frozenset(carriers))
