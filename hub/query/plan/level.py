"""Levels: what a plan runs, one statement for each, from the root down, and each level's shaping on the way back up.

A level is run with the keys that its parents hold and answers what was found for each of them. It is a generator: it yields a
statement with its values and is sent the rows (hub/store/engine.py walks it, within one snapshot and before one deadline).
"""

from __future__ import annotations

from collections.abc import Generator, Iterable, Mapping, Sequence
from typing import Any, TypeAlias

from orjson import loads
from pyroaring import BitMap
from sqlalchemy import ColumnElement, Select, Table, bindparam, select

from hub.query.noun import Listed, Noun, Scalars
from hub.query.plan.arguments import Arguments
from hub.query.plan.ask import Ask, Refused
from hub.query.plan.filters import FilterReader, names
from hub.query.plan.load import LISTED, LISTED_ROOT, Load, all_of, most_of
from hub.query.plan.shape import Row, lists_by_key, things_by_key
from hub.query.plan.statement import KEYS, by_key, listed, unique
from hub.query.search import found_together
from hub.store.engine import Compiled, in_list
from hub.store.engine import compile as compile_statement
from hub.store.tables import entity, member

Rows: TypeAlias = list[tuple[Any, ...]]
Walk: TypeAlias = Generator[tuple[str, Sequence[Any]], Rows, Any]
MOST_SHAPES = 64


class Level:
    """The rows of one statement and what hangs below them."""

    row: Row

    def __init__(self) -> None:
        self._statements: dict[Any, Compiled] = {}

    def run(self, ask: Ask, keys: list[Any]) -> Walk:
        """What was found, by key; `keys` is not empty."""
        raise NotImplementedError

    def estimate(self, ask: Ask, parents: int) -> Load:
        """What this level and those below may ask for, before anything is read."""
        return row_load(self.row, ask, parents)

    def query(self, ask: Ask, shape: Any, build: Any, values: dict[str, Any], *, told: bool = True, roughly: bool = False) -> Walk:
        """Runs the statement of a shape, which is built and compiled once.

        `told`: its rows are part of the answer, so they count. `roughly`: as things are now will do, also in the past.
        """
        compiled = self._statements.get(shape)
        if compiled is None:
            if len(self._statements) >= MOST_SHAPES:
                self._statements.clear()
            compiled = self._statements[shape] = compile_statement(build())
            ask.compiled = True
        sql: str = compiled.sql
        params: Sequence[Any] = compiled.bind({**ask.binds, **values})
        if ask.past is not None and not roughly:
            sql, params = ask.past.read(sql, params)
        rows = yield sql, params
        if told:
            ask.count(len(rows))
        return rows


def met_by(level: Level, ask: Ask, words: str) -> Walk:
    """The things of any kind that a full-text expression meets: asked of the database once for each version of the graph."""
    index = ask.index
    known = None if index is None else index.met(words)
    if known is not None:
        return known
    ((numbers,),) = yield from level.query(ask, "met", lambda: found_together(bindparam("words")), {"words": words}, told=False)
    made = BitMap(loads(numbers))
    if index is not None:
        index.remember(words, made)
    return made


def row_load(row: Row, ask: Ask, rows: int) -> Load:
    """The load of so many rows with their fields, and of the levels below."""
    return Load(0, rows * row.fields) + all_of(level.estimate(ask, rows) for level, _ in row.children)


def run_below(row: Row, ask: Ask, rows: Iterable[tuple[Any, ...]]) -> Walk:
    """What the levels below have found for these rows, in their order."""
    found: list[Any] = []
    for level, at in row.children:
        place = row.place(at)
        keys = unique(r[place] for r in rows)
        found.append((yield from level.run(ask, keys)) if keys else {})
    return found


class Objects(Level):
    """The things of one noun, by key."""

    def __init__(self, noun: Noun, row: Row, code: str, key: ColumnElement[Any] | None = None, through: Table | None = None) -> None:
        super().__init__()
        self.noun, self.row, self._key, self._through = noun, row, key, through
        self._shape = row.shaper("rows", things_by_key(code))

    def run(self, ask: Ask, keys: list[Any]) -> Walk:
        rows = yield from self.query(ask, None, self._build, {"keys": keys})
        found = yield from run_below(self.row, ask, rows)
        return self._shape(rows, ask, found)

    def _build(self) -> Select[Any]:
        return by_key(self.noun, self.row.columns, self._key, self._through)


class Kinds(Level):
    """Entities of several kinds, by the ids that were asked for or by number.

    Costs: one statement for all, one more for a kind whose own fields are asked.
    """

    def __init__(self, base: Row, kinds: Sequence[tuple[Noun, Row, str]], *, by_no: bool = False) -> None:
        super().__init__()
        self.row, self._by_no = base, by_no
        self._kind_at = base.place(base.read(entity.c.kind)[2:-1])
        self._no_at = base.place(base.read(entity.c.no)[2:-1])
        self._kinds = [(noun, row, row.shaper("rows", things_by_key(code))) for noun, row, code in kinds]

    def run(self, ask: Ask, keys: list[Any]) -> Walk:
        rows = yield from self.query(ask, None, self._build, {"keys": keys})
        answer: dict[Any, Any] = {}
        for noun, row, shape in self._kinds:
            mine = [r for r in rows if r[self._kind_at] == noun.kind]
            if not mine:
                continue
            if row.later:
                nos = unique(r[self._no_at] for r in mine)
                more = yield from self.query(ask, noun.type_name, lambda n=noun, w=row: by_key(n, w.later), {"keys": nos})
                behind = {r[0]: r[1:] for r in more}
                mine = [r + behind[r[self._no_at]] for r in mine]
            answer |= shape(mine, ask, (yield from run_below(row, ask, mine)))
        return answer

    def estimate(self, ask: Ask, parents: int) -> Load:
        return most_of(self._of_kind(row, ask, parents) for _, row, _ in self._kinds)

    def _of_kind(self, row: Row, ask: Ask, parents: int) -> Load:
        """Arguments that do not suit one kind (a cursor of another kind's list) are refused only when such a thing is met."""
        try:
            return row_load(row, ask, parents)
        except Refused:
            return Load()

    def _build(self) -> Select[Any]:
        if self._by_no:
            return select(entity.c.no, *self.row.columns).where(in_list(entity.c.no, KEYS))
        rows = member.join(entity, entity.c.no == member.c.canonical_no)
        return select(member.c.id, *self.row.columns).select_from(rows).where(in_list(member.c.id, KEYS))


class Lists(Level):
    """Plain lists, by parent."""

    def __init__(self, noun: Noun, relation: Listed, arguments: Arguments, row: Row, code: str, *, past: bool) -> None:
        super().__init__()
        self.noun, self.relation, self.row, self._arguments, self._past = noun, relation, row, arguments, past
        self._shape = row.shaper("rows", lists_by_key(code))

    def run(self, ask: Ask, keys: list[Any]) -> Walk:
        return (yield from self.read(ask, keys, self._arguments.read(ask.variables)))

    def read(self, ask: Ask, keys: list[Any], given: Mapping[str, Any], **values: Any) -> Walk:
        """The lists with these arguments; `values` are further ones that the statement binds."""
        reader = FilterReader()
        shape = reader.read(self.relation.arguments, {name: given[name] for name in self.relation.arguments if name in given})
        rows = yield from self.query(ask, shape, lambda: self._build(shape), {"keys": keys, **names(reader.values), **values})
        kept = self._cut(rows) if len(rows) > self.relation.limit else rows
        found = yield from run_below(self.row, ask, kept)
        return self._shape(kept, ask, found)

    def estimate(self, ask: Ask, parents: int) -> Load:
        return row_load(self.row, ask, LISTED_ROOT if self.relation.way is None else parents * LISTED)

    def _cut(self, rows: Rows) -> Rows:
        kept: Rows = []
        met: dict[Any, int] = {}
        for row in rows:
            met[row[0]] = met.get(row[0], 0) + 1
            if met[row[0]] <= self.relation.limit:
                kept.append(row)
        return kept

    def _build(self, shape: Any) -> Select[Any]:
        return listed(self.noun, self.relation, shape, self.row.columns, past=self._past)


class ScalarLists(Level):
    """Lists of plain values, by parent."""

    def __init__(self, relation: Scalars) -> None:
        super().__init__()
        self.relation, self.row = relation, Row()

    def estimate(self, ask: Ask, parents: int) -> Load:  # noqa: ARG002
        return Load(0, parents * LISTED)

    def run(self, ask: Ask, keys: list[Any]) -> Walk:
        rows = yield from self.query(ask, None, self._build, {"keys": keys})
        out: dict[Any, list[Any]] = {}
        for parent, value in rows:
            out.setdefault(parent, []).append(value)
        return out

    def _build(self) -> Select[Any]:
        of = self.relation
        return select(of.parent, of.value).where(in_list(of.parent, KEYS), of.where).order_by(of.parent, of.value)
