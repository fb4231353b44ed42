"""Items taken in: each row is known again by its hash, or mapped, resolved and kept; what cannot be read is quarantined.

An item that has not changed costs a hash and a look-up, and writes nothing. The hash covers the row and the digest of its reading
(source file, mapping, connector version), so a better mapping reads everything again.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import blake2b

import orjson

from hub.domain.document import Document
from hub.errors import RecordError
from hub.harvest.resolve import Resolver
from hub.sdk.connector import Connector
from hub.sdk.row import Row, Unreadable
from hub.store import claims, runs
from hub.store.claims import WITHDRAWN, Item, Keeper, Poison, Said
from hub.store.codes import load_codes
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
    """Takes in the rows of one run. `met` are record numbers that the run has seen, also before it was killed."""

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
    fresh: set[str] = field(default_factory=set)
    told: set[tuple[str, str]] = field(default_factory=set)
    ahead: int = 0

    @property
    def count(self) -> int:
        """Items met so far, readable or not."""
        return len(self.met) + len(self.items) + len(self.sick)

    def take(self, row: Row | Unreadable, document: Document) -> None:
        """One item of a document."""
        if isinstance(row, Unreadable):
            self._poison(Poison(row.key, document.hash, row.code, row.reason[:LONGEST_REASON], row.raw))
            return
        try:
            text = row_text(row)
        except RecordError as error:
            self._poison(Poison(row.key, document.hash, error.code, str(error), b""))
            return
        digest = row_hash(text, row.url, self.run.digest)
        pending, current = self.keeper.pending.get(row.key), self.keeper.current.get(row.key)
        known = pending if pending and pending.hash == digest else current
        if known is not None and (known.hash == digest or known.state == WITHDRAWN):
            self._met_again(row.key, known.no)
        elif row.key in self.fresh or (pending and pending.no in self.met) or (current and current.no in self.met):
            self.faults.append(("DUPLICATE_KEY", "two different items of one run have this key; the first was kept", row.key, None))
        elif self.waiting.get(row.key) == (text, self.run.digest):
            self._sick(row.key)
        else:
            self._map(row, text, digest, document)

    def full(self) -> bool:
        """Whether it is time to write."""
        return len(self.items) >= BATCH or len(self.new_seen) >= SEEN_BATCH

    async def flush(self) -> None:
        """Writes what was taken in as one transaction, with where the run is."""
        await self.store.write(self._write)
        self.items, self.poison, self.cured, self.faults, self.new_seen = [], [], [], [], []

    async def _write(self, tx: Transaction) -> None:
        kept = await self.keeper.keep(tx, self.items) if self.items else []
        self.met.update(kept)
        await runs.add_seen(tx, self.run, self.new_seen + kept)
        if self.poison:
            await claims.quarantine(tx, self.run.source_no, self.run.no, self.run.digest, self.poison)
        if self.cured:
            await claims.cure(tx, self.run.source_no, self.cured)
        await runs.add_problems(tx, self.run, self.faults)
        never_read = sum(1 for key in self.sick if key not in self.keeper.current)
        self.run.item_count = self.run.counts.fetched = len(self.met) + never_read
        self.run.counts.quarantined = len(self.sick)
        await runs.save(tx, self.run)

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
        try:
            said = list(self._claims(row))
        except RecordError as error:
            self._poison(Poison(row.key, document.hash, error.code, str(error)[:LONGEST_REASON], text))
            return
        except Exception as error:  # noqa: BLE001 - a bug in a mapping must not stop the source; the row's words stay out of the log
            self._poison(Poison(row.key, document.hash, RecordError.code, f"{type(error).__name__} in the mapping", text))
            return
        self.fresh.add(row.key)
        self._count(row.key)
        self.items.append(Item(row.key, digest, text.decode(), row.url, document.hash, document.fetched_at, said))
        if row.key in self.waiting:
            self.cured.append(row.key)

    def _claims(self, row: Row) -> Iterable[Said]:
        said, faults = {}, list[Fault]()
        for claim in self.connector.map(row):
            one = self.resolver.resolve(claim, row.key, faults)
            said[one.hash] = one
        if not said:
            raise RecordError("the mapping says nothing about it")
        self.faults += [(problem.code, problem.message, row.key, problem.field) for problem in row.problems]
        self._tell_once(faults)
        self._tell_once(("NEW_FIELD", f"field {name[:80]!r} is neither read nor left out", row.key, name[:80]) for name in row.left_over())
        return said.values()

    def _tell_once(self, faults: Iterable[Fault]) -> None:
        for fault in faults:
            if (fault[0], fault[1]) not in self.told:
                self.told.add((fault[0], fault[1]))
                self.faults.append(fault)

    def _poison(self, poison: Poison) -> None:
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
    waiting = await claims.quarantined(tx, run.source_no)
    resolver = Resolver(run.source, await load_codes(tx))
    return Intake(store, run, connector, keeper, resolver, await runs.seen(tx, run), waiting)
