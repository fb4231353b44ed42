"""How the links of the graph come into memory, and what of them is read again once the feed tells of changes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, func, or_, select

from hub.domain.ids import EntityKind
from hub.domain.link import BETWEEN
from hub.query.graph.links import Gathering, Link, Links
from hub.query.memory import Walk
from hub.store.engine import compile as compile_statement
from hub.store.engine import in_list
from hub.store.tables import NOUN_TABLES, agreement, event, funding, link

BATCH = 5_000

MOMENTS: Mapping[EntityKind, ColumnElement[Any]] = {
    EntityKind.FUNDING: funding.c.awarded_on,
    EntityKind.AGREEMENT: agreement.c.valid_to,
    EntityKind.EVENT: func.substr(func.coalesce(event.c.ends_at, event.c.starts_at), 1, 10),
}
"""The date at which a thing between others was over: a grant when it was awarded, an agreement and an event when they ended."""


def _things(kind: EntityKind) -> Select[Any]:
    table = NOUN_TABLES[kind.value]
    return select(table.c.no, MOMENTS[kind])


_columns = (link.c.no, link.c.kind, link.c.from_no, link.c.to_no, link.c.since, link.c.until, link.c.confidence_percent)
_links = select(*_columns).where(~link.c.contested).order_by(link.c.no)
_ALL = compile_statement(_links.where(link.c.no > bindparam("after")).limit(BATCH))
_OF = compile_statement(_links.where(or_(in_list(link.c.from_no, bindparam("nos")), in_list(link.c.to_no, bindparam("nos")))))

_kinds = [(NOUN_TABLES[kind.value].c.no, _things(kind)) for kind in EntityKind if kind in BETWEEN]
_ALL_BETWEEN = [compile_statement(rows.where(no > bindparam("after")).order_by(no).limit(BATCH)) for no, rows in _kinds]
_BETWEEN_OF = [compile_statement(rows.where(in_list(no, bindparam("nos")))) for no, rows in _kinds]


class GraphLinks:
    """What hub/query/memory.py keeps for the walks through the graph."""

    name = "the links of the graph"

    def build(self) -> Walk[Links]:
        """All links that nobody contests. Costs: see README, about two seconds and 16 MB for half a million."""
        between: dict[int, str | None] = {}
        dates: dict[str | None, str | None] = {}  # each text once
        for statement in _ALL_BETWEEN:
            after, more = -1, True
            while more:
                rows = yield statement.sql, statement.bind({"after": after})
                between.update((no, dates.setdefault(moment, moment)) for no, moment in rows)
                more, after = len(rows) == BATCH, rows[-1][0] if rows else after
        made, after, more = Gathering(between), -1, True
        while more:
            rows = yield _ALL.sql, _ALL.bind({"after": after})
            made.add(_linked(rows, between))
            more, after = len(rows) == BATCH, rows[-1][0] if rows else after
        return made.links()

    def renew(self, value: Links, touched: Sequence[int]) -> Walk[Links | None]:
        """The links with all of `touched` read again: a link is written with the entity whose claims carry it, and the feed names that."""
        rows = yield _OF.sql, _OF.bind({"nos": list(touched)})
        ends = sorted({end for row in rows for end in (row[2], row[3])})
        between: dict[int, str | None] = {}
        for statement in _BETWEEN_OF:
            between.update((yield statement.sql, statement.bind({"nos": ends})))
        return value.renewed(touched, _linked(rows, between), between)


def _linked(rows: Iterable[tuple[Any, ...]], between: Mapping[int, str | None]) -> Iterable[Link]:
    for row in rows:
        no, kind, from_no, to_no, since, until, confidence = row
        one, other = between.get(from_no), between.get(to_no)
        yield Link(no, kind, from_no, to_no, since, until, confidence, min(one, other) if one and other else one or other)
