"""Statistics: the hits of a list in groups by up to three dimensions, counted or measured in money, currency by currency."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from heapq import nlargest
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from pyroaring import BitMap
from sqlalchemy import FromClause, Select, bindparam, select

from hub.errors import BadArgument, OverLimit, QueryError
from hub.query.index.axes import Values
from hub.query.index.groups import counts_of, groups_of
from hub.query.index.index import Index
from hub.query.index.keys import Order
from hub.query.noun import Dimension, Measured, Noun
from hub.query.nouns import NOUNS
from hub.query.plan.ask import Ask, Refused
from hub.query.plan.language import label_in
from hub.query.plan.level import Level, Walk
from hub.query.plan.load import GROUPS, SUMS, Load, all_of
from hub.query.plan.shape import Row, Shaper, object_of
from hub.query.plan.statement import home, tables_of, unique, values_of
from hub.store.engine import in_list
from hub.store.tables import area, entity, source, theme

if TYPE_CHECKING:
    from graphql import FieldNode

    from hub.query.plan.arguments import Arguments
    from hub.query.plan.compile import Compiler

MOST_DIMENSIONS = 3
KINDS: Mapping[FromClause, str | None] = {area: "area", theme: "theme", source: None}
"""What the numbers of a dimension stand for, by the table that names them; else they are entities."""
MOST_GROUPS = 50_000
USUAL = 20
Keyed = tuple[Any, ...]


class Group(NamedTuple):
    """What stands in one bucket: the values as the index knows them, and the measure in minor units of a currency."""

    values: Keyed
    size: int
    measure: int | None = None
    currency: str | None = None
    without: int = 0

    def rank(self, currencies: Mapping[str | None, int]) -> tuple[int, int]:
        """Smaller comes first: the currency that most have, then the largest measure, or the largest count."""
        return -currencies.get(self.currency, 0), -(self.size if self.measure is None else self.measure)


class Statistics(Level):
    """One `statistics` field. `labels` are the languages of labels; `below` the levels of entities, areas and themes of keys."""

    def __init__(self, noun: Noun, arguments: Arguments, where: Refusal, labels: Sequence[str], below: Sequence[tuple[str, Level]]) -> None:
        super().__init__()
        self.row = Row()
        self._noun, self._arguments, self._where, self._labels, self._below = noun, arguments, where, labels, below
        self._shape: Shaper

    def finish(self, code: str) -> None:
        """Writes the shaper, once everything below is known."""
        self._shape = self.row.shaper("told, p", f"return {{k: [{code} for b in buckets] for k, buckets in told.items()}}")

    def estimate(self, ask: Ask, parents: int) -> Load:
        by, measure, first = self._asked(ask)
        groups = GROUPS if measure == "COUNT" else SUMS
        buckets = parents * first
        keys = all_of(level.estimate(ask, buckets) for _, level in self._below)
        return Load(0, groups * max(1, len(by)) + buckets * (1 + len(by))) + keys

    def run_over(self, ask: Ask, hits: Mapping[Any, BitMap], given: Mapping[str, Any] | None) -> Walk:
        """The buckets of each parent's hits; `given` is the filter that the list was asked with."""
        assert ask.index is not None
        by, measure, first = self._asked(ask)
        told: dict[Any, list[Any]] = {}
        for key, mine in hits.items():
            measured = self._noun.measured if measure != "COUNT" else None
            if measured is not None and not (given or {}).get(measured.unless):
                mine = mine - _values(ask.index, measured.left_out).any_of([True])  # noqa: PLW2901 - the same hits, without some
            groups = yield from self._groups(ask, by, mine, measure, first)
            told[key] = yield from self._buckets(ask, by, groups, first)
        found = []
        for kind, level in self._below:
            nos = unique(x[2] for buckets in told.values() for b in buckets for x in b[0] if x[3] == kind)
            found.append((yield from level.run(ask, nos)) if nos else {})
        return self._shape(told, found, ask, ())

    def _asked(self, ask: Ask) -> tuple[list[str], str, int]:
        """The dimensions, the measure and how many buckets. Raises Refused."""
        given = self._arguments.read(ask.variables)
        by, first = given["by"], given.get("first")
        try:
            if len(by) > MOST_DIMENSIONS or len(set(by)) < len(by):
                raise BadArgument(f"Group by at most {MOST_DIMENSIONS} dimensions, each once; {', '.join(by)} were given.")
            if first is not None and first < 0:
                raise BadArgument(f"`first` must not be negative; {first} was given.")
            if first is not None and first > ask.max_page:
                raise OverLimit(f"`first` may be at most {ask.max_page}; {first} was given. Narrow the list by its filter instead.")
        except QueryError as error:
            raise self._where.of(error) from None
        return by, given.get("measure") or "COUNT", USUAL if first is None else first

    # --- Groups -------------------------------------------------------------------------------------------------------------------------

    def _groups(self, ask: Ask, by: Sequence[str], hits: BitMap, measure: str, first: int) -> Walk:
        """The groups that may stand in the first buckets, and maybe more."""
        assert ask.index is not None
        measured = self._noun.measured if measure != "COUNT" else None
        groups: list[tuple[Keyed, BitMap]] = [((), hits)]
        for name in by if measured is not None else by[:-1]:
            of = yield from self._of(ask, name, hits)
            finer = [((*values, value), some) for values, mine in groups for value, some in of(mine).items()]
            if len(finer) > MOST_GROUPS:
                raise self._where.of(OverLimit(f"There are more than {MOST_GROUPS} groups. Group by fewer dimensions."))
            groups = finer
        if measured is not None:
            money = _Money(ask.index, measured, measure, hits)
            return [group for values, mine in groups for group in money.of(values, mine)]
        if not by:
            return [Group((), len(hits))] if hits else []
        last = self._noun.dimensions[by[-1]]
        if last.held is not None:
            return _largest(ask.index, last, hits, groups, first)
        of = yield from self._of(ask, by[-1], hits)
        return [Group((*values, value), len(some)) for values, mine in groups for value, some in of(mine).items()]

    def _of(self, ask: Ask, name: str, hits: BitMap) -> Walk:
        """How hits are parted by one dimension; where the index does not hold it, the database is asked once, about all of them."""
        index, by = ask.index, self._noun.dimensions[name]
        assert index is not None
        if by.held is not None:
            return lambda some: groups_of(index, by, some)
        rows = yield from self.query(ask, ("of", name), lambda: self._by_value(by), {"nos": list(hits)}, told=False)
        nos: dict[Any, list[int]] = {}
        for value, no in rows:
            nos.setdefault(value, []).append(no)
        parts = {value: BitMap(some) for value, some in nos.items()}
        return lambda some: {value: found for value, part in parts.items() if (found := part & some)}

    def _by_value(self, by: Dimension) -> Select[Any]:
        table = self._noun.table
        used = {table} | (tables_of(by.by, by.through[1] if by.through else None) & {entity})
        rows = home(self._noun, used)
        if by.through:
            rows = rows.join(*by.through)
        return select(by.by, table.c.no).distinct().select_from(rows).where(in_list(table.c.no, bindparam("nos")), by.by.is_not(None))

    # --- Buckets ------------------------------------------------------------------------------------------------------------------------

    def _buckets(self, ask: Ask, by: Sequence[str], groups: Sequence[Group], first: int) -> Walk:
        """The first groups as the shaper takes them: keys, count, value in minor units, currency, without; ties by their values."""
        currencies: dict[str | None, int] = {}
        for group in groups:
            currencies[group.currency] = currencies.get(group.currency, 0) + group.size
        ranked = sorted(((group.rank(currencies), group) for group in groups), key=lambda pair: pair[0])
        if not first or not ranked:
            return []
        least = ranked[min(first, len(ranked)) - 1][0]
        ranked = [pair for pair in ranked if pair[0] <= least]
        names: list[dict[Any, Keyed]] = []
        for at, name in enumerate(by):
            names.append((yield from self._names(ask, name, {group.values[at] for _, group in ranked})))
        buckets = []
        for rank, group in ranked:
            if all(value in names[at] for at, value in enumerate(group.values)):
                keys = [names[at][value] for at, value in enumerate(group.values)]
                buckets.append((rank, [key[1] for key in keys], group.currency or "", keys, group))
        buckets.sort(key=lambda one: one[:3])
        return [(keys, group.size, group.measure, group.currency, group.without) for *_, keys, group in buckets[:first]]

    def _names(self, ask: Ask, name: str, values: set[Any]) -> Walk:
        """For each value of a dimension: the dimension, the value for the world, its number, what it is, and its labels."""
        by = self._noun.dimensions[name]
        if by.named is None:
            return {value: (name, str(value), None, None, *([str(value)] * len(self._labels))) for value in values}
        labels = [label for bind in self._labels if (label := label_in(by.label, bind)) is not None]
        shape = ("names", name)
        rows = yield from self.query(ask, shape, lambda: values_of(by, labels), {"keys": list(values)}, told=False)
        kind = KINDS.get(by.named, "entity")
        return {no: (name, f"{by.prefix}{value}", no, kind, *(words or [value] * len(self._labels))) for no, value, *words in rows}


class Refusal(NamedTuple):
    """Where a field stands, for what is refused there."""

    path: tuple[str, ...]
    node: FieldNode

    def of(self, error: QueryError) -> Refused:
        return Refused(error, self.path, self.node)


def _largest(index: Index, last: Dimension, hits: BitMap, groups: Sequence[tuple[Keyed, BitMap]], first: int) -> list[Group]:
    """The groups by one more dimension that may be among the `first` largest, ties included.

    The large ones are parted first. What is smaller than as many as are wanted is not even looked at: neither a group nor a value that no
    more of all the hits have.
    """
    found: list[Group] = []
    all_counts, least = counts_of(index, last, hits) if len(groups) > 1 else {}, 0
    among = None
    for values, mine in sorted(groups, key=lambda group: -len(group[1])):
        if len(mine) < least:
            break
        found += [Group((*values, value), count) for value, count in counts_of(index, last, mine, among).items() if count >= least]
        largest = nlargest(first, (group.size for group in found))
        if largest and len(largest) == first and largest[-1] > least:
            least = largest[-1]
            found = [group for group in found if group.size >= least]
            among = {value for value, count in all_counts.items() if count >= least}
    return found


class _Money:
    """The amounts of all hits, to be measured group by group."""

    def __init__(self, index: Index, measured: Measured, measure: str, hits: BitMap) -> None:
        amounts = index.axes[measured.amounts.minor]
        assert isinstance(amounts, Order)
        self._amounts, self._measure = amounts.of, _MEASURES[measure]
        currencies = _values(index, measured.amounts.currency).groups(hits)
        self._valued = {currency: some for currency, mine in currencies.items() if (some := amounts.having(mine))}

    def of(self, values: Keyed, hits: BitMap) -> Iterator[Group]:
        """The groups of one group, by currency; `hits` are some of all."""
        found, without = list[tuple[str, Sequence[int]]](), len(hits)
        for currency, valued in self._valued.items():
            nos = (valued & hits).to_array()
            if nos:
                found.append((currency, nos))
                without -= len(nos)
        for currency, mine in found:
            amounts = itemgetter(*mine)(self._amounts) if len(mine) > 1 else (self._amounts[mine[0]],)
            yield Group(values, len(mine), self._measure(amounts), currency, without)
        if not found and without:
            yield Group(values, 0, None, None, without)


def _values(index: Index, column: Any) -> Values:
    axis = index.axes[column]
    assert isinstance(axis, Values)
    return axis


def _middle(amounts: Sequence[int]) -> int:
    """The median, rounded half up; exact, whatever the size of the amounts."""
    ordered, half = sorted(amounts), len(amounts) // 2
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half] + 1) // 2


_MEASURES: Mapping[str, Any] = {"SUM_AMOUNT": sum, "MEDIAN_AMOUNT": _middle, "MAX_AMOUNT": max}

# --- From fields to the level ------------------------------------------------------------------------------------------------------------

_KEY = {"dimension": "x[0]", "value": "x[1]"}
_BUCKET = {"count": "b[1]", "value": "(None if b[2] is None else to_decimal(b[2], b[3]))", "currency": "b[3]", "withoutValueCount": "b[4]"}


def compile_statistics(compiler: Compiler, noun: Noun, arguments: Arguments, same: list[FieldNode], path: tuple[str, ...]) -> Statistics:
    """The level of one `statistics` field. Raises Refused within a reading of the past."""
    where = Refusal(path, same[0])
    if compiler.past:
        raise where.of(BadArgument("`statistics` tells of the present only: ask it outside `asOf`."))
    labels: list[str] = []
    below: list[tuple[str, Level]] = []
    bucket, key = compiler.object_type("Bucket"), compiler.object_type("BucketKey")

    def of_key(nodes: list[FieldNode], way: tuple[str, ...]) -> str:
        parts = []
        for name, inner in compiler.selection.below(key, nodes).items():
            field, here = inner[0].name.value, (*way, name)
            if field == "label":
                labels.append(compiler.language_bind(compiler.arguments(key, inner[0]), inner[0], here))
                code = f"x[{3 + len(labels)}]"
            elif field in ("entity", "area", "theme"):
                level = (
                    compiler.kinds(inner, here, by_no=True)
                    if field == "entity"
                    else compiler.objects(NOUNS[field.capitalize()], inner, here)
                )
                below.append((field, level))
                code = f"(p[{len(below) - 1}].get(x[2]) if x[3] == {field!r} else None)"
            else:
                code = _KEY.get(field, repr(key.name))
            parts.append((name, code))
        return object_of(parts)

    parts = []
    for name, nodes in compiler.selection.below(bucket, same).items():
        field = nodes[0].name.value
        if field == "keys":
            parts.append((name, f"[{of_key(nodes, (*path, name))} for x in b[0]]"))
        else:
            parts.append((name, _BUCKET.get(field, repr(bucket.name))))
    made = Statistics(noun, arguments, where, labels, below)
    made.finish(object_of(parts))
    return made
