"""What was withdrawn from a hub on which random histories happen, asked past the hub."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hub.store.withdrawal import Target
from tests.harvest.look import rows

_MATES = "SELECT no, canonical_no, id FROM member WHERE no IN ({0}) OR canonical_no IN (SELECT canonical_no FROM member WHERE no IN ({0}))"
_SPEAKS = """SELECT m.id, c.data FROM claim c JOIN member m ON m.no = c.member_no
    WHERE c.state = 'live' AND m.id IN (SELECT value FROM json_each(?))"""
_ITEMS = "SELECT s.key, r.key FROM record r JOIN source s ON s.no = r.source_no WHERE r.state NOT IN ('withdrawn', 'retired')"


@dataclass
class Gone:
    """What must not come back: ids of things, items, fields of things; and by the newest withdrawal, whose past went or changed."""

    things: set[str] = field(default_factory=set)
    items: set[tuple[str, str]] = field(default_factory=set)
    fields: set[tuple[str, str]] = field(default_factory=set)
    erased: set[int] = field(default_factory=set)
    touched: set[int] = field(default_factory=set)

    def remember(self, path: Path, step: Any, target: Target) -> None:
        """Notes what is about to be withdrawn."""
        ids = {one for no, _, one in mates(path, target.members) if no in target.members}
        if step.scope == "item":
            self.items.add(step.what)
        elif step.field is not None:
            self.fields |= {(one, step.field) for one in ids}
        else:
            self.things |= ids
        self.erased = set(target.members) if step.scope == "thing" else set()
        self.touched = {no for row in mates(path, [*target.members, *target.neighbours]) for no in row[:2]}

    def came_back(self, path: Path) -> list[Any]:
        """What is there although it was withdrawn."""
        found: list[Any] = [one for one in rows(path, _ITEMS) if one in self.items]
        for one, data in rows(path, _SPEAKS, json.dumps(sorted(self.things | {one for one, _ in self.fields}))):
            said = json.loads(data)
            spoken = {*said["values"], *(reference[0] for reference in said["references"])}
            found += [one] if one in self.things else [(one, name) for name in spoken if (one, name) in self.fields]
        return found


def mates(path: Path, members: Iterable[int]) -> list[Any]:
    """Number, canonical number and id of these members and of all that are one with them."""
    return rows(path, _MATES.format(", ".join(map(str, members)) or "-1"))
