"""What was withdrawn does not come back: every new item is held against the tombstones before anything of it is kept.

Without tombstones none of this runs. With them, an item that is unchanged costs one hash more; a changed one a few for each of its claims.
Nothing is told of what is left out but that it was.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import orjson

from hub.domain.document import Document
from hub.domain.ids import EntityKind
from hub.domain.tombstones import Saying, Tombstones
from hub.domain.withdrawal import PSEUDONYM, WithdrawalScope, id_mark, pseudonym, record_mark, tombstone
from hub.settings import load
from hub.store import tombstones
from hub.store.claims import ERASED_ROW, Item, Said, claim_hash, pseudonyms
from hub.store.writer import Transaction


@dataclass(slots=True)
class Withheld:
    """The tombstones as one source's harvest sees them. `tainted` are the hashes of documents that hold something withdrawn."""

    source: str
    stones: Tombstones
    known_as: set[str]
    count: int = 0
    tainted: set[str] = field(default_factory=set)

    def take_over(self, before: Withheld | None) -> None:
        """Goes on counting where an earlier look ended."""
        if before is not None:
            self.count, self.tainted = self.count + before.count, self.tainted | before.tainted

    def left_out(self, key: str, url: str | None, document: Document) -> bool:
        """Whether a whole item was withdrawn."""
        gone = self.stones.item(self.source, key, url)
        if gone:
            self._taint(document)
            self.count += 1
        return gone

    def key(self, key: str) -> str:
        """By which an item is kept: its own key, or its pseudonym when that is how it is known."""
        return self._known(key, record_mark(self.source, key))

    def hash(self, digest: bytes) -> bytes:
        """By which an item whose row was erased is known to be unchanged."""
        return tombstone(self.stones.key, digest)

    def speaks_of_one(self, key: str, document: Document) -> bool:
        """Whether an item that cannot be read is known to speak of something withdrawn."""
        stones = self.stones
        found = stones.mentions(self.source, key) or any(
            stones.holds(WithdrawalScope.ENTITY, id_mark(self.source, kind, key)) for kind in EntityKind
        )
        if found:
            self._taint(document)
        return found

    def met(self, document: Document) -> None:
        """An item that was erased stands in a document unchanged."""
        self._taint(document)

    def sift(self, item: Item, document: Document | None = None) -> Item | None:
        """An item as it may be kept; None when nothing of it may."""
        sifted = self.stones.sift(self.source, [_saying(said, item.key) for said in item.said])
        erased = sifted.touched or self.stones.mentions(self.source, item.key)
        said = [self._said(item.said[place], saying) for place, saying in sifted.kept]
        if not erased:
            return replace(item, said=said)
        if document is not None:
            self._taint(document)
        self.count += 1
        if not said:
            return None
        telling = sifted.words.in_text(item.key)
        return replace(
            item,
            key=pseudonym(self.stones.key, record_mark(self.source, item.key)) if telling else item.key,
            hash=self.hash(item.hash),
            row=ERASED_ROW,
            url=None if sifted.words.in_text(item.url) else item.url,
            document_hash=None,
            said=said,
        )

    def _said(self, one: Said, saying: Saying) -> Said:
        source_id = self._known(saying.source_id, id_mark(self.source, saying.kind, saying.source_id))
        targets = {
            key: (kind, self._known(target, id_mark(self.source, kind, target))) for key, (kind, target) in dict(one.targets).items()
        }
        if source_id == one.source_id and saying == _saying(one, saying.item) and targets == dict(one.targets):
            return one
        data = orjson.dumps({"values": saying.values, "references": saying.references}, option=orjson.OPT_SORT_KEYS)
        raw = orjson.dumps(saying.raw, option=orjson.OPT_SORT_KEYS) if saying.raw else None
        references = [(str(role), str(key), since, until) for role, key, since, until in saying.references]
        kept = {key: target for key, target in targets.items() if any(key == reference[1] for reference in references)}
        digest = claim_hash(saying.kind, source_id, data, raw)
        return Said(saying.kind, source_id, digest, data.decode(), raw.decode() if raw else None, references, kept, one.traits)

    def _known(self, own: str, mark: str) -> str:
        """A source's own id or key as it stands in the store."""
        if not self.known_as or own.startswith(PSEUDONYM):
            return own
        other = pseudonym(self.stones.key, mark)
        return other if other in self.known_as else own

    def _taint(self, document: Document) -> None:
        self.tainted.add(document.hash)
        self.tainted.update(part.hash for part in document.parts.values())


async def open_withheld(tx: Transaction, source: str, source_no: int) -> Withheld | None:
    """The tombstones, or None when nothing was ever withdrawn.

    Raises: ConfigError when there are some and SAMGRAF_WITHDRAWAL_KEY is missing or another one.
    """
    if not await tombstones.newest(tx):
        return None
    stones = await tombstones.load(tx, load().withdrawal_key.get_secret_value())
    return Withheld(source, stones, await pseudonyms(tx, source_no)) if stones else None


def _saying(said: Said, item: str | None) -> Saying:
    data = orjson.loads(said.data)
    raw = orjson.loads(said.raw) if said.raw else {}
    return Saying(said.kind, said.source_id, data["values"], data["references"], raw, dict(said.targets), item)
