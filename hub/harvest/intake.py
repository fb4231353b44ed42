"""Items taken in: each row is known again by its hash, or mapped, resolved and kept; what cannot be read is quarantined.

An item that has not changed costs a hash and a look-up, and writes nothing. The hash covers the row and the digest of its reading
(source file, mapping, connector version), so a better mapping reads everything again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from hashlib import blake2b

import orjson

from hub.domain.coverage import moment
from hub.domain.document import Document
from hub.domain.drift import Profile
from hub.errors import RecordError
from hub.harvest.resolve import Resolver
from hub.harvest.withheld import Withheld, open_withheld
from hub.sdk.connector import Connector
from hub.sdk.row import Row, Unreadable
from hub.store import profiles, quarantine, runs, tombstones
from hub.store.claims import ERASED_ROW, WITHDRAWN, Item, Keeper, Said
from hub.store.codes import load_codes
from hub.store.quarantine import Poison
from hub.store.runs import Fault, Run
from hub.store.store import Store
from hub.store.writer import Transaction

BATCH, SEEN_BATCH = 400, 10_000
"""New items, and items met, after which a batch is written."""

LONGEST_REASON = 500


def row_hash(row: bytes, url: str | None, digest: str) -> bytes:
    """By what an item is known to be unchanged."""
    return blake2b(b"\x00".join((row, (url or "").encode(), digest.encode())), digest_size=16).digest()


def row_text(row: Row) -> bytes:
    """The row as it is kept. Raises RecordError when it is no JSON."""
    try:
        return orjson.dumps(row.data, option=orjson.OPT_SORT_KEYS)
    except TypeError as error:
        raise RecordError(f"the row is no JSON: {error}") from error


@dataclass(slots=True)
class Intake:
    """Takes in the rows of one run. `met` are record numbers that the run has seen, also before it was killed.

    `usual`: how many items the source had the last time, None when nobody knows.
    """

    store: Store
    run: Run
    connector: Connector
    keeper: Keeper
    resolver: Resolver
    met: set[int]
    waiting: dict[str, tuple[bytes, str]]
    items: list[Item] = field(default_factory=list)
    poison: list[Poison] = field(default_factory=list)
    cured: list[str] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    new_seen: list[int] = field(default_factory=list)
    sick: set[str] = field(default_factory=set)
    fresh: dict[str, bytes] = field(default_factory=dict)
    told: set[tuple[str, str]] = field(default_factory=set)
    withheld: Withheld | None = None
    profile: Profile = field(default_factory=Profile)
    left: list[tuple[str, ...]] = field(default_factory=list)
    newest: int | None = None
    dated: int = 0
    last_moment: str | None = None
    usual: int | None = None

    @property
    def count(self) -> int:
        """Items met so far, readable or not."""
        return len(self.met) + len(self.items) + len(self.sick)

    def take(self, row: Row | Unreadable, document: Document) -> None:
        """One item of a document."""
        if isinstance(row, Row) and row.moment is not None:
            self._dated(row)
        if self.withheld is not None and self.withheld.left_out(row.key, getattr(row, "url", None), document):
            self.cured += [row.key] if row.key in self.waiting else []
            return
        if isinstance(row, Unreadable):
            self._poison(Poison(row.key, document.hash, row.code, row.reason[:LONGEST_REASON], row.raw), document)
            return
        try:
            text = row_text(row)
        except RecordError as error:
            self._poison(Poison(row.key, document.hash, error.code, str(error), b""), document)
            return
        digest = row_hash(text, row.url, self.run.digest)
        if (known := self._known(row.key, digest, document)) is not None:
            self._met_again(*known)
        elif self.fresh.get(self._own(row.key)) == digest:
            pass  # the same item once more
        elif self._twice(row.key):
            self.faults.append(
                ("DUPLICATE_KEY", "two different items of one run have this key; the first was kept", self._own(row.key), None)
            )
        elif (waits := self.waiting.get(row.key)) is not None and waits[1] == self.run.digest and quarantine.same(waits[0], text):
            self._sick(row.key)
        else:
            self._map(row, text, digest, document)

    def _dated(self, row: Row) -> None:
        """Writes the moment of a row as the hub does, and keeps in mind how far back the answer goes: the newest come first."""
        try:
            row.moment = moment(row.moment or "")
        except ValueError as error:
            self._tell_once([("MOMENT", str(error), self._own(row.key), None)])
            row.moment = None
            return
        self.dated += 1
        if self.newest is None or self.dated <= self.newest:
            self.last_moment = row.moment

    def _known(self, key: str, digest: bytes, document: Document) -> tuple[str, int] | None:
        """The key and number of the record that says just this."""
        found = self._unchanged(key, digest)
        if found is None and self.withheld is not None:
            key = self.withheld.key(key)
            found = self._unchanged(key, self.withheld.hash(digest))
            if found is not None:
                self.withheld.met(document)
        return None if found is None else (key, found)

    def _unchanged(self, key: str, digest: bytes) -> int | None:
        pending, current = self.keeper.pending.get(key), self.keeper.current.get(key)
        known = pending if pending and pending.hash == digest else current
        return known.no if known is not None and (known.hash == digest or known.state == WITHDRAWN) else None

    def _twice(self, key: str) -> bool:
        """Whether this run has met an item of that key already."""
        key = self._own(key)
        pending, current = self.keeper.pending.get(key), self.keeper.current.get(key)
        return key in self.fresh or (pending is not None and pending.no in self.met) or (current is not None and current.no in self.met)

    def _own(self, key: str) -> str:
        """By which an item is kept."""
        return self.withheld.key(key) if self.withheld is not None else key

    def full(self) -> bool:
        """Whether it is time to write."""
        return len(self.items) >= BATCH or len(self.new_seen) >= SEEN_BATCH

    async def flush(self) -> None:
        """Writes what was taken in as one transaction, with where the run is."""
        await self.store.write(self._write)
        self.items, self.poison, self.cured, self.faults, self.new_seen, self.left = [], [], [], [], [], []

    async def _write(self, tx: Transaction) -> None:
        await self._look_again(tx)
        kept = await self.keeper.keep(tx, self.items) if self.items else []
        self.met.update(kept)
        if self.items:
            self._profile()
            await profiles.keep(tx, self.run, self.profile)
        await runs.add_seen(tx, self.run, self.new_seen + kept)
        if self.poison:
            await quarantine.quarantine(tx, self.run.source_no, self.run.no, self.run.digest, self.poison)
        if self.cured:
            await quarantine.cure(tx, self.run.source_no, self.cured)
        await runs.add_problems(tx, self.run, self.faults)
        never_read = sum(1 for key in self.sick if key not in self.keeper.current)
        self.run.item_count = self.run.counts.fetched = len(self.met) + never_read
        self.run.counts.quarantined = len(self.sick)
        self.run.is_at("read", self.run.item_count, self.usual if (self.usual or 0) >= self.run.item_count else None)
        await runs.save(tx, self.run)

    def _profile(self) -> None:
        """Counts what the items of a batch say, alike ones together."""
        self.profile.items += len(self.items)
        self.profile.read += len(self.left)
        self.profile.add(Counter(said.traits for item in self.items for said in item.said if said.traits is not None))
        for names, times in Counter(self.left).items():
            self.profile.leave(names, times)

    async def _look_again(self, tx: Transaction) -> None:
        """Holds what waits to be written against tombstones that came while the run was on its way."""
        newest = await tombstones.newest(tx)
        if newest == (self.withheld.stones.last if self.withheld is not None else 0):
            return
        before, self.withheld = self.withheld, await open_withheld(tx, self.run.source, self.run.source_no)
        if self.withheld is not None:
            self.withheld.take_over(before)
            self.items = [left for item in self.items if (left := self.withheld.sift(item)) is not None]

    def _met_again(self, key: str, no: int) -> None:
        if no not in self.met:
            self.met.add(no)
            self.new_seen.append(no)
            if key in self.keeper.current and self.keeper.current[key].no == no:
                self.run.counts.unchanged += 1
            else:
                self._count(key)

    def _count(self, key: str) -> None:
        if key in self.keeper.current:
            self.run.counts.updated += 1
        else:
            self.run.counts.created += 1

    def _map(self, row: Row, text: bytes, digest: bytes, document: Document) -> None:
        told = len(self.faults)
        try:
            said = list(self._claims(row))
        except RecordError as error:
            self._poison(Poison(row.key, document.hash, error.code, str(error)[:LONGEST_REASON], text), document)
            return
        except Exception as error:  # noqa: BLE001 - a bug in a mapping must not stop the source; the row's words stay out of the log
            self._poison(Poison(row.key, document.hash, RecordError.code, f"{type(error).__name__} in the mapping", text), document)
            return
        if row.key in self.waiting:
            self.cured.append(row.key)
        self._keep(Item(row.key, digest, text.decode(), row.url, document.hash, document.fetched_at, said, row.moment), document, told)

    def _keep(self, item: Item, document: Document, told: int) -> None:
        """An item that can be read, without what was withdrawn; faults from number `told` on are about it."""
        digest = item.hash
        if self.withheld is not None:
            left = self.withheld.sift(item, document)
            if left is None or left.row == ERASED_ROW:
                del self.faults[told:]
            if left is None:
                return
            item = replace(left, key=self.withheld.key(left.key))
        self.fresh[item.key] = digest
        self._count(item.key)
        self.items.append(item)

    def _claims(self, row: Row) -> Iterable[Said]:
        said, faults = {}, list[Fault]()
        for claim in self.connector.map(row):
            one = self.resolver.resolve(claim, row.key, faults)
            said[one.hash] = one
        if not said:
            raise RecordError("the mapping says nothing about it")
        self.faults += [(problem.code, problem.message, row.key, problem.field) for problem in row.problems]
        self._tell_once(faults)
        left = row.left_over()
        self.left.append(tuple(left))
        self._tell_once(("NEW_FIELD", f"field {name[:80]!r} is neither read nor left out", row.key, name[:80]) for name in left)
        return said.values()

    def _tell_once(self, faults: Iterable[Fault]) -> None:
        for fault in faults:
            if (fault[0], fault[1]) not in self.told:
                self.told.add((fault[0], fault[1]))
                self.faults.append(fault)

    def _poison(self, poison: Poison, document: Document) -> None:
        if self.withheld is not None and self.withheld.speaks_of_one(poison.key, document):
            poison = replace(poison, key=self.withheld.key(poison.key), document_hash=None, reason="not told: it was withdrawn", raw=b"")
        self.poison.append(poison)
        self._sick(poison.key)

    def _sick(self, key: str) -> None:
        """An item in quarantine: what was known of it before stays as it is."""
        self.sick.add(key)
        if (known := self.keeper.current.get(key)) is not None and known.no not in self.met:
            self.met.add(known.no)
            self.new_seen.append(known.no)


async def open_intake(tx: Transaction, store: Store, run: Run, connector: Connector) -> Intake:
    """An intake that knows what the source has said before, and what this run has met before it was killed."""
    keeper = Keeper(run.source_no, run.source, run.no)
    await keeper.load(tx)
    waiting = await quarantine.quarantined(tx, run.source_no)
    resolver = Resolver(run.source, await load_codes(tx))
    withheld = await open_withheld(tx, run.source, run.source_no)
    profile = await profiles.of_run(tx, run)
    return Intake(store, run, connector, keeper, resolver, await runs.seen(tx, run), waiting, withheld=withheld, profile=profile)
