"""Pages: connections with their edges, cursors, totals and facets, for every parent at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graphql import FieldNode
from pyroaring import BitMap
from sqlalchemy import ColumnElement, Select, Text

from hub.errors import BadArgument, BadCursor, OverLimit, QueryError
from hub.query import cursor
from hub.query.noun import Many, Noun
from hub.query.place import CENTRE, centre_of
from hub.query.plan import lists, load, relevance
from hub.query.plan.arguments import Arguments
from hub.query.plan.ask import Ask, Refused
from hub.query.plan.filters import FilterReader, names, starts
from hub.query.plan.level import Level, Walk, run_below
from hub.query.plan.lists import List, ListShape
from hub.query.plan.load import Load
from hub.query.plan.shape import Row, Shaper, pages_by_key
from hub.query.plan.statistics import Statistics

PAGE = 20
BUCKETS = 10
DAMAGED = "This cursor is damaged; ask for the first page again, without it."
_LARGEST = 2**63


@dataclass(frozen=True, slots=True)
class Asked:
    """What one connection field asks for: the page, the shape of its statement, the values bound to it, and the centre of distances."""

    size: int
    shape: ListShape
    values: Mapping[str, Any]
    mark: str
    near: tuple[int, int, float] | None = None


@dataclass(frozen=True, slots=True)
class Where:
    """Where a connection field stands: `name` is Type.field, which its cursors carry."""

    name: str
    path: tuple[str, ...]
    node: FieldNode


@dataclass(frozen=True, slots=True)
class Facets:
    """One `facets` field: its arguments, the labels that its buckets show (bind name and how to read it), and its shaper."""

    arguments: Arguments
    labels: tuple[str, ...]
    label: Callable[[Any, str], ColumnElement[Any] | None]
    shape: Shaper
    where: Where


class Pages(Level):
    """The connections of one field, by parent; the root's only parent is 0."""

    price = 0
    """What finding the rows of one page costs beyond reading them."""

    def __init__(self, noun: Noun, many: Many, arguments: Arguments, where: Where, row: Row) -> None:
        super().__init__()
        self.noun, self.many, self.row, self.where = noun, many, row, where
        self._arguments = arguments
        self._constant: Asked | None = None
        self.counted: list[Facets | Statistics] = []
        self.wants_rows = self.wants_around = self.wants_total = self.past = False

    def finish(self, code: str) -> None:
        """Writes the shaper, once everything below is known."""
        self._shape = self.row.shaper("pages, cur, near", pages_by_key(code))

    # --- What is asked ------------------------------------------------------------------------------------------------------------------

    def asked(self, ask: Ask) -> Asked:
        """Checks the arguments. Raises Refused."""
        found = self._constant
        try:
            if found is None:
                found = self._read(self._arguments.read(ask.variables), ask.max_page)
            else:
                fits("last" if found.shape.backward else "first", found.size, ask.max_page)
        except QueryError as error:
            raise Refused(error, self.where.path, self.where.node) from None
        if self._arguments.constant:
            self._constant = found
        ask.largest = max(ask.largest, found.size)
        return found

    def _read(self, given: Mapping[str, Any], most: int) -> Asked:
        size, backward = page_size(given, most)
        if self.past and mentions(given.get("filter"), "text"):
            raise BadArgument("`text` knows the words of the present only: ask with it outside `asOf`.")
        reader = FilterReader()
        order = given.get("orderBy")
        by = (order["by"], order["direction"]) if order else self.noun.default_order
        shape = reader.read(self.noun.filters, given.get("filter"))
        needed = self.noun.orders[by[0]].needs if by else None
        near = (given.get("filter") or {}).get("near")
        if needed is not None and (given.get("filter") or {}).get(needed) is None:
            raise BadArgument(f"{by[0] if by else ''} needs `{needed}` in the filter, at its top.")
        further = reader.read(self.many.arguments, {name: given[name] for name in self.many.arguments if name in given})
        mark = self._mark(given)
        values = names(reader.values) | relevance.typed_in(given.get("filter"))
        centre = centre_of(near) if near is not None else None
        values.update(zip(CENTRE, centre, strict=True) if centre else ())
        columns = lists.keys_of(self.noun, by).columns
        for name, letter in (("after", "a"), ("before", "b")):
            if given.get(name) is not None:
                values.update(self._keys(given[name], mark, len(columns), letter))
                if any(isinstance(values[f"{letter}{place}"], str) is not isinstance(one.type, Text) for place, one in enumerate(columns)):
                    raise BadCursor(DAMAGED)
        ways = self._ways(given)
        after, before = given.get("after") is not None, given.get("before") is not None
        usual = self.noun.usual is not None and not mentions(given.get("filter"), self.noun.usual.leaf)
        return Asked(size, ListShape(by, shape, further, ways, after, before, backward, usual=usual), values, mark, centre)

    def _mark(self, given: Mapping[str, Any]) -> str:
        """What the cursors of this list carry, so that no other list takes them."""
        return cursor.fingerprint(self.where.name, given.get("orderBy"), given.get("filter"))

    def _keys(self, text: str, mark: str, count: int, letter: str) -> dict[str, Any]:
        return cursor_keys(text, mark, count, letter)

    def _cursors(self, ask: Ask, asked: Asked) -> Callable[[tuple[Any, ...]], str]:  # noqa: ARG002 - a feed looks there
        """How a row becomes its cursor."""
        behind = len(self.row.columns) + 1
        return lambda row: cursor.encode(asked.mark, row[behind:])

    def _ways(self, given: Mapping[str, Any]) -> tuple[str, ...]:
        if self.many.choice is None:
            return tuple(self.many.ways)
        name, default = self.many.choice
        wanted = default if given.get(name) is None else given[name]
        return tuple(way for way in self.many.ways if way in wanted)

    def estimate(self, ask: Ask, parents: int) -> Load:
        asked = self.asked(ask)
        rows = asked.size * parents if self.wants_rows else 0
        found = Load(rows, parents * (load.PAGE + self.price) + (load.WORDS if relevance.is_ranked(asked) else 0))
        for facets in self.counted:
            if isinstance(facets, Statistics):
                found += facets.estimate(ask, parents)
            else:
                first, dimensions = self.asked_facets(ask, facets)
                found += Load(0, len(dimensions) * (load.FACET + parents * first))
        return found + super().estimate(ask, rows)

    # --- What is found ------------------------------------------------------------------------------------------------------------------

    def run(self, ask: Ask, keys: list[Any]) -> Walk:
        asked = self.asked(ask)
        groups, totals, facets = yield from self._find(ask, asked, keys)
        pages, kept = self._cut(asked, keys, groups, totals, facets)
        found = yield from run_below(self.row, ask, kept)
        return self._shape(pages, self._cursors(ask, asked), asked.near, ask, found)

    def fetched(self, asked: Asked) -> int:
        """How many rows of each page are read: one more than are shown, where somebody asks whether there are more."""
        return asked.size + self.wants_around if self.wants_rows or self.wants_around else 0

    def _find(self, ask: Ask, asked: Asked, keys: list[Any]) -> Walk:
        """The rows of the pages and the totals, by parent, and the facets."""
        nothing = bool(self.many.ways) and not asked.shape.ways
        fetch = 0 if nothing else self.fetched(asked)
        groups: dict[Any, list[tuple[Any, ...]]] = {}
        size, start = (yield from self._start(ask, asked)) if not (nothing or self.many.ways) else (0, None)
        if relevance.is_ranked(asked):
            hits = {key: BitMap() for key in keys} if nothing else (yield from self._hits(ask, asked, keys))
            groups = yield from relevance.groups(self, ask, asked, hits)
        elif fetch:
            for part, some in (yield from self._parts(ask, keys, start if size <= lists.FEW else None)):
                for row in (yield from self._rows(ask, asked, part, some, fetch)):
                    groups.setdefault(row[0], []).append(row)
        unpaged = asked.shape._replace(order=None, after=False, before=False, backward=False, start=start)
        totals: dict[Any, int] = {}
        if self.wants_total and not nothing:
            counted = self.query(ask, ("total", unpaged), lambda: lists.total(self._list(unpaged)), {**asked.values, "keys": keys})
            totals = dict((yield from counted))
        facets = yield from self._facets(ask, (asked, unpaged, keys), nothing=nothing)
        return groups, totals, facets

    def _cut(self, asked: Asked, keys: Sequence[Any], groups: Any, totals: Any, facets: Any) -> tuple[list[Any], list[Any]]:
        """The pages as their shaper takes them, and all their rows."""
        pages, kept = [], []
        for key in keys:
            rows = groups.get(key, [])
            beyond = len(rows) > asked.size
            rows = rows[: asked.size]
            if asked.shape.backward:
                rows.reverse()
                more, less = asked.shape.before, beyond
            else:
                more, less = beyond, asked.shape.after
            kept.extend(rows)
            pages.append((key, rows, more, less, totals.get(key, 0), [of.get(key, []) for of in facets]))
        return pages, kept

    def _rows(self, ask: Ask, asked: Asked, start: str | None, keys: list[Any], fetch: int) -> Walk:
        shape = asked.shape._replace(start=start)
        values = {**asked.values, "keys": keys, "limit": fetch}
        return (yield from self.query(ask, shape, lambda: self._build(shape), values))

    def _build(self, shape: ListShape) -> Select[Any]:
        return lists.page(self._list(shape), self.row.columns)

    def _start(self, ask: Ask, asked: Asked) -> Walk:
        """How many the condition of a root list's filter leaves that leaves the fewest, and its name if these are not too many."""
        names_ = list(starts(self.noun.filters, asked.shape.filter))
        if not names_:
            return 0, None
        shape = ListShape(filter=asked.shape.filter)
        most = lists.MANY if self.wants_total or self.counted else lists.FEW
        values = {**asked.values, "limit": most + 1}
        sizes = yield from self.query(ask, ("start", shape), lambda: lists.start_sizes(self._list(shape)), values, roughly=True)
        size, name = min(zip(sizes[0], names_, strict=True))
        return (size, name) if size <= most else (size, None)

    def _parts(self, ask: Ask, keys: list[Any], start: str | None) -> Walk:
        """The parents with few rows and those with many, each with the way to read their pages."""
        way = next(iter(self.many.ways.values()), None)
        if way is None or not way.mixed:
            return [(start, keys)]
        sizes = dict((yield from self.query(ask, "sizes", lambda: lists.way_sizes(way), {"keys": keys}, roughly=True)))
        few, many = ([key for key in keys if (sizes[key] > lists.FEW) is large] for large in (False, True))
        return [(part, some) for part, some in ((None, few), (lists.WALK, many)) if some]

    def _list(self, shape: ListShape) -> List:
        return List(self.noun, self.many.arguments, shape, tuple(self.many.ways[name] for name in shape.ways), self.past)

    def _facets(self, ask: Ask, of: tuple[Asked, ListShape, list[Any]], *, nothing: bool) -> Walk:
        """For each `facets` field: the facets by parent."""
        answers: list[dict[Any, Any]] = []
        for facets in self.counted:
            if isinstance(facets, Statistics):
                answers.append((yield from self._statistics(ask, facets, of[0], of[2], nothing=nothing)))
                continue
            first, dimensions = self.asked_facets(ask, facets)
            counted = []
            for name in dimensions:
                pair = yield from self._facet(ask, facets, name, 0 if nothing else first, of)
                counted.append(pair)
            answers.append(facets.shape(counted, of[2], ask, ()))
        return answers

    def _statistics(self, ask: Ask, wanted: Statistics, asked: Asked, keys: list[Any], *, nothing: bool) -> Walk:
        """The statistics by parent, of all rows that each has."""
        hits = {key: BitMap() for key in keys} if nothing else (yield from self._hits(ask, asked, keys))
        return (yield from wanted.run_over(ask, hits, self._arguments.read(ask.variables).get("filter")))

    def _hits(self, ask: Ask, asked: Asked, keys: list[Any]) -> Walk:
        """All rows that each parent has."""
        shape = asked.shape._replace(order=None, after=False, before=False, backward=False)
        values = {**asked.values, "keys": keys}
        rows = yield from self.query(ask, ("pairs", shape), lambda: lists.pairs(self._list(shape)), values, told=False)
        nos: dict[Any, list[int]] = {key: [] for key in keys}
        for key, no in rows:
            nos[key].append(no)
        return {key: BitMap(some) for key, some in nos.items()}

    def asked_facets(self, ask: Ask, facets: Facets) -> tuple[int, list[str]]:
        """How many values of each dimension are asked for, and the dimensions. Raises Refused."""
        given = facets.arguments.read(ask.variables)
        try:
            first, _ = page_size({"first": given.get("first", BUCKETS)}, ask.max_page, BUCKETS)
        except QueryError as error:
            raise Refused(error, facets.where.path, facets.where.node) from None
        dimensions = given.get("dimensions")
        return first, list(self.noun.dimensions if dimensions is None else dimensions)

    def _facet(self, ask: Ask, facets: Facets, name: str, first: int, of: tuple[Asked, ListShape, list[Any]]) -> Walk:
        asked, shape, keys = of
        by = self.noun.dimensions[name]
        labels = [label for bind in facets.labels if (label := facets.label(by.label, bind)) is not None]
        buckets: dict[Any, list[Any]] = {}
        if first:
            values = {**asked.values, "keys": keys, "limit": first}
            counted = self.query(ask, ("facet", name, facets.labels, shape), lambda: lists.facet(self._list(shape), by, labels), values)
            rows = yield from counted
            for key, value, count, *shown in rows:
                told = f"{by.prefix}{value}"
                buckets.setdefault(key, []).append((told, count, *(shown or [told] * len(facets.labels))))
        return name, buckets


def mentions(given: Mapping[str, Any] | None, leaf: str) -> bool:
    """Whether a filter has a condition of this name, at any level."""
    if given is None:
        return False
    inner = [*(given.get("and") or ()), *(given.get("or") or ()), given.get("not")]
    return given.get(leaf) is not None or any(mentions(one, leaf) for one in inner)


def page_size(given: Mapping[str, Any], most: int, usual: int = PAGE) -> tuple[int, bool]:
    """How many are asked for, and whether from the end. Raises BadArgument and OverLimit."""
    first, last = given.get("first"), given.get("last")
    if first is not None and last is not None:
        raise BadArgument("Give `first` or `last`, not both.")
    name, size = ("last", last) if last is not None else ("first", first)
    if size is None:
        return usual, False
    if size < 0:
        raise BadArgument(f"`{name}` must not be negative; {size} was given.")
    fits(name, size, most)
    return size, name == "last"


def fits(name: str, size: int, most: int) -> None:
    """Refuses a page that is larger than this viewer may have. Raises OverLimit."""
    if size > most:
        raise OverLimit(f"`{name}` may be at most {most}; {size} was given. Ask for {most} or fewer, and go on with a cursor.")


def cursor_keys(text: str, mark: str, count: int, letter: str) -> dict[str, Any]:
    """The keys of a cursor by the names of their binds. Raises BadCursor."""
    keys = cursor.decode(text, mark, count)
    if any(isinstance(key, int) and not -_LARGEST <= key < _LARGEST for key in keys):
        raise BadCursor(DAMAGED)
    return {f"{letter}{place}": key for place, key in enumerate(keys)}
