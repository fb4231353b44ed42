"""What was: the interval rows of all that changes by being read anew."""

from __future__ import annotations

from sqlalchemy import Column, Index, Table

from hub.domain.ids import EntityKind
from hub.store.tables import column as col
from hub.store.tables import graph, noun

NOUN_TABLES: dict[str, Table] = {kind.value: getattr(noun, kind.value.lower()) for kind in EntityKind}
"""The table of each kind of entity."""


def _was(now: Table) -> Table:
    """The interval rows of a table: the same columns, valid for readings of version from_seq <= version < to_seq.

    They are found as the present rows are, by the columns of each index; those of an entity or its noun also by their versions.
    """
    columns = [Column(c.name, c.type, nullable=c.nullable) for c in now.columns if c.name != "seq"]
    first = "no" if "no" in now.columns else now.columns.keys()[0]
    by = [["from_seq" if c.name == "seq" else c.name for c in index.columns] for index in sorted(now.indexes, key=_place)]
    indexes = [Index(None, *dict.fromkeys((*names, "from_seq", "to_seq"))) for names in by if names != ["no"]]
    if now is graph.entity:
        indexes.append(Index(None, "kind", "to_seq", "from_seq", "sort_name", "no"))  # all that a page by name asks for
    elif now in NOUN_TABLES.values():
        indexes += [Index(None, "from_seq"), Index(None, "to_seq")]
    span = col.integer("from_seq"), col.integer("to_seq")
    return Table(f"{now.name}_was", col.metadata, *span, *columns, Index(None, first, "from_seq"), *indexes)


def _place(index: Index) -> str:
    return str(index.name)


KEPT: tuple[Table, ...] = (
    graph.entity, *NOUN_TABLES.values(), graph.text, graph.entity_theme, graph.entity_area, graph.entity_source, graph.identifier,
    graph.link,
)  # fmt: skip
"""The tables whose past is kept."""

WAS: dict[str, Table] = {table.name: _was(table) for table in KEPT}
