"""What people decided, by scanning all of it; nothing waits in the plain rows."""

from __future__ import annotations

from typing import Any

from graphql import GraphQLResolveInfo

from tests.interpreter.memory import Row
from tests.interpreter.pairs import now
from tests.interpreter.resolvers import Request, answers, listed


def sides(ask: Request, row: Row) -> set[int]:
    """The numbers of the things that a decision is about now."""
    return {now(ask.memory, no) for no in (row["left_no"], row["right_no"]) if no is not None}


@answers("Query.decisions")
def _decisions(ask: Request, _row: Row, arguments: Row, _info: GraphQLResolveInfo) -> Any:
    rows = sorted(ask.memory.rows["decision"], key=lambda one: -one["no"])
    if (of := arguments.get("of")) is not None:
        no = ask.memory.number(of)
        rows = [row for row in rows if no is not None and no in sides(ask, row)]
    return [{**row, "undone": row["undone_at"] is not None} for row in rows]


@answers("Decision.entities")
def _entities(ask: Request, row: Row, _arguments: Row, _info: GraphQLResolveInfo) -> Any:
    things = [thing for no in sides(ask, row) if (thing := ask.memory.thing(no)) is not None]
    return sorted(things, key=lambda thing: (thing["sort_name"], thing["no"]))


@answers("Query.queue")
def _queue(ask: Request, _row: Row, arguments: Row, info: GraphQLResolveInfo) -> Any:
    return listed(ask, info, "QueueItem", [], arguments)
