"""What differs between the entities that stand and the pictures that should stand, as rows to write. Pure: no database here."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from hub.store import tables as t
from hub.store.clusters import Gathered
from hub.store.fields import FIELD_OF_CHILD, field_of, searched
from hub.store.picture import BOOKKEEPING, CHILDREN, Picture, Row
from hub.store.relations import INWARD

LinkKey = tuple[str, int, int]
"""Kind, from, to."""
NewLinks = Mapping[LinkKey, tuple[Row, set[int]]]
"""Rows of links without `no` and `seq`, and the claims that carry them."""

LINK_COLUMNS = tuple(c.name for c in t.link.columns)
_NO, _KIND, _FROM, _TO, _SEQ = (LINK_COLUMNS.index(name) for name in ("no", "kind", "from_no", "to_no", "seq"))
_SEARCHED = searched()


@dataclass(slots=True)
class Standing:
    """What stands in the tables about some entities: rows by column, rows of the other tables, and the links that they own."""

    entities: dict[int, dict[str, Any]] = field(default_factory=dict)
    nouns: dict[int, dict[str, Any]] = field(default_factory=dict)
    children: dict[str, dict[int, set[Row]]] = field(default_factory=lambda: {name: {} for name in CHILDREN})
    links: dict[int, dict[LinkKey, Row]] = field(default_factory=dict)
    carriers: dict[int, set[int]] = field(default_factory=dict)

    def add_link(self, row: Row) -> None:
        """Files a link under the entity that owns it."""
        owner = row[_TO] if row[_KIND] in INWARD else row[_FROM]
        self.links.setdefault(owner, {})[row[_KIND], row[_FROM], row[_TO]] = row


@dataclass(slots=True)
class Written:
    """What is written; `keys` are reference keys that lead somewhere else now."""

    created: int = 0
    updated: int = 0
    vanished: int = 0
    keys: set[str] = field(default_factory=set)


@dataclass(slots=True)
class Difference:
    """Collects rows. `seq` is the last number of the change feed, `link_no` that of the links; both go up."""

    before: Standing
    gathered: Gathered
    run_no: int | None
    at: str
    seq: int
    link_no: int
    was: dict[str, list[Row]] = field(default_factory=lambda: {name: [] for name in t.WAS})
    pictures: list[Picture] = field(default_factory=list)
    stale: list[int] = field(default_factory=list)
    gone: dict[int, str] = field(default_factory=dict)
    new: list[int] = field(default_factory=list)
    lost_words: list[int] = field(default_factory=list)
    found_words: list[Picture] = field(default_factory=list)
    renamed: dict[int, str] = field(default_factory=dict)
    stale_links: list[int] = field(default_factory=list)
    stale_carriers: list[int] = field(default_factory=list)
    link_rows: list[Row] = field(default_factory=list)
    carrier_rows: list[Row] = field(default_factory=list)
    changes: list[Row] = field(default_factory=list)
    written: Written = field(default_factory=Written)

    def vanish(self, no: int, merged_into: str | None) -> None:
        """An entity that is no more: hidden, or merged into another."""
        old = self.before.entities[no]
        self._change("MERGED" if merged_into else "HIDDEN", old, merged_into, None)
        self._to_interval(no)
        self.gone[no] = old["kind"]
        self.lost_words.append(no)
        for row in self.before.links.get(no, {}).values():
            self.remove_link(row, self.seq)
        self.written.vanished += 1
        self._lead_elsewhere(self.before.children["identifier"].get(no, set()), {old["url"]})

    def renew(self, picture: Picture, links: NewLinks) -> None:
        """An entity as it should be; nothing happens when it is already so."""
        old = self.before.entities.get(picture.no)
        if old is None:
            self._create(picture, links)
            return
        changed = self._changed(picture, old) | _changed_roles(self.before.links.get(picture.no, {}), links)
        if changed:
            self._change("UPDATED", old, None, sorted(changed))
            self._to_interval(picture.no)
            self._stand(picture, old["first_seen_at"])
            if changed & _SEARCHED:
                self.lost_words.append(picture.no)
                self.found_words.append(picture)
            if old["sort_name"] != picture.entity["sort_name"]:
                self.renamed[picture.no] = picture.entity["sort_name"]
            self.written.updated += 1
            was, now = self.before.children["identifier"].get(picture.no, set()), picture.children["identifier"]
            self._lead_elsewhere(was ^ now, {old["url"], picture.entity["url"]} if old["url"] != picture.entity["url"] else set())
        self._link(picture.no, links, self.seq if changed else self.seq + 1)

    def remove_link(self, row: Row, seq: int) -> None:
        """A link that is no more, or no more so."""
        self.stale_links.append(row[_NO])
        self.was["link"].append((row[_SEQ], seq, *row[:_SEQ]))

    def _create(self, picture: Picture, links: NewLinks) -> None:
        member = self.gathered.members[picture.no]
        apart = member.was_no != picture.no and member.published_seq is not None
        self._change("SPLIT" if apart else "CREATED", picture.entity, None, None)
        self._stand(picture, self.at)
        self.new.append(picture.no)
        self.found_words.append(picture)
        self.written.created += 1
        self._lead_elsewhere(picture.children["identifier"], {picture.entity["url"]})
        self._link(picture.no, links, self.seq)

    def _change(self, kind_of_change: str, entity: Mapping[str, Any], into: str | None, fields: list[str] | None) -> None:
        self.seq += 1
        told = json.dumps(fields) if fields else None
        self.changes.append((self.seq, self.at, kind_of_change, entity["no"], entity["id"], entity["kind"], into, told, self.run_no))

    def _stand(self, picture: Picture, first_seen_at: str) -> None:
        picture.entity.update(seq=self.seq, updated_at=self.at, first_seen_at=first_seen_at)
        self.pictures.append(picture)

    def _to_interval(self, no: int) -> None:
        """All rows of an entity as they were, valid until now."""
        old, noun = self.before.entities[no], self.before.nouns[no]
        span = (old["seq"], self.seq)
        self.was["entity"].append((*span, *(value for column, value in old.items() if column != "seq")))
        self.was[t.NOUN_TABLES[old["kind"]].name].append((*span, *noun.values()))
        for name in CHILDREN:
            self.was[name].extend((*span, *row) for row in self.before.children[name].get(no, ()))
        self.stale.append(no)

    def _changed(self, picture: Picture, old: Mapping[str, Any]) -> set[str]:
        """The fields of the graph that differ."""
        no = picture.no
        changed = {field_of("entity", c) for c, value in picture.entity.items() if c not in BOOKKEEPING and old[c] != value}
        table = picture.kind.lower()
        changed |= {field_of(table, c) for c, value in picture.noun.items() if self.before.nouns[no][c] != value}
        for name in CHILDREN:
            differing = self.before.children[name].get(no, set()) ^ picture.children[name]
            if name == "text":
                changed |= {row[1].lower() for row in differing}
            elif differing:
                changed.add(FIELD_OF_CHILD[name])
        return changed

    def _link(self, owner: int, links: NewLinks, seq: int) -> None:
        """Brings the links that an entity owns to what they should be."""
        old = self.before.links.get(owner, {})
        for key, row in old.items():
            if key not in links:
                self.remove_link(row, seq)
        for key, (row, claims) in links.items():
            standing = old.get(key)
            if standing is not None and standing[1:_SEQ] == row:
                if self.before.carriers.get(standing[_NO], set()) != claims:
                    self.stale_carriers.append(standing[_NO])
                    self.carrier_rows.extend((standing[_NO], claim) for claim in sorted(claims))
                continue
            if standing is None:
                self.link_no += 1
            else:
                self.remove_link(standing, seq)
            no = self.link_no if standing is None else standing[_NO]
            self.link_rows.append((no, *row, seq))
            self.carrier_rows.extend((no, claim) for claim in sorted(claims))

    def _lead_elsewhere(self, identifiers: Iterable[Row], urls: set[str | None]) -> None:
        self.written.keys.update(f"identifier:{row[1]}:{row[2]}" for row in identifiers if row[4])
        self.written.keys.update(f"url:{url}" for url in urls if url)


def _changed_roles(old: Mapping[LinkKey, Row], new: NewLinks) -> set[str]:
    """`links`, when an edge is new, gone or says something else than before; a far end's new name does not count."""
    said_before = {key: row[7:_SEQ] for key, row in old.items()}
    said_now = {key: row[6:] for key, (row, _) in new.items()}
    return {"links"} if said_before != said_now else set()
