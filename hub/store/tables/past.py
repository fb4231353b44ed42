"""What was: the interval rows of all that changes by being read anew."""

from __future__ import annotations

from sqlalchemy import Column, Index, Table

from hub.domain.ids import EntityKind
from hub.store.tables import column as col
from hub.store.tables import graph, noun


def _was(now: Table) -> Table:
    """The interval rows of a table: the same columns, valid for readings of version from_seq <= version < to_seq."""
    columns = [Column(c.name, c.type, nullable=c.nullable) for c in now.columns if c.name != "seq"]
    first = "no" if "no" in now.columns else now.columns.keys()[0]
    span = col.integer("from_seq"), col.integer("to_seq")
    return Table(f"{now.name}_was", col.metadata, *span, *columns, Index(None, first, "from_seq"), Index(None, "to_seq"))


NOUN_TABLES: dict[str, Table] = {kind.value: getattr(noun, kind.value.lower()) for kind in EntityKind}
"""The table of each kind of entity."""

KEPT: tuple[Table, ...] = (
    graph.entity, *NOUN_TABLES.values(), graph.text, graph.entity_theme, graph.entity_area, graph.entity_source, graph.identifier,
    graph.link,
)  # fmt: skip
"""The tables whose past is kept."""

WAS: dict[str, Table] = {table.name: _was(table) for table in KEPT}
