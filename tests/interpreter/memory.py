"""The tables as plain dictionaries, read once; and the few ways in which one row leads to others."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import cached_property
from pathlib import Path
from typing import Any

Row = dict[str, Any]
NOUNS = (
    "initiative", "organization", "opportunity", "event", "venue", "funding", "agreement", "discussion", "story", "evaluation",
)  # fmt: skip
NOUN_OF_KIND = {noun.upper(): noun for noun in NOUNS}
READ = (
    "source", "run", "problem", "record", "member", "claim", "claim_record", "decision", "match", "entity", *NOUNS, "text",
    "entity_theme", "entity_area", "entity_source", "identifier", "link", "link_claim", "change", "change_floor", "area", "area_closure",
    "theme", "theme_closure",
)  # fmt: skip


PAST = ("entity", *NOUNS, "text", "entity_theme", "entity_area", "entity_source", "identifier", "link")


class Memory:
    """Everything that a question may touch."""

    def __init__(self, database: Path, now: str) -> None:
        self.version: int | None = None
        self.now = now
        connection = sqlite3.connect(f"{database.absolute().as_uri()}?mode=ro", uri=True)
        connection.row_factory = sqlite3.Row
        self.rows: dict[str, list[Row]] = {
            table: [dict(row) for row in connection.execute(f"SELECT * FROM {table}")]  # the names stand above
            for table in (*READ, *(f"{table}_was" for table in PAST))
        }
        connection.close()
        self._grouped: dict[tuple[str, str], dict[Any, list[Row]]] = {}
        self.texts: dict[int, Any] = {}

    def at(self, version: int) -> Memory:
        """Everything as it was at a version."""
        then = object.__new__(Memory)
        then.version, then.texts, then._grouped, then.rows = version, {}, {}, dict(self.rows)
        then.now = self.now
        present = {row["no"] for row in self.rows["entity"] if row["seq"] <= version}
        for table in PAST:
            old = [row for row in self.rows[f"{table}_was"] if row["from_seq"] <= version < row["to_seq"]]
            now = [row for row in self.rows[table] if (row["seq"] <= version if "seq" in row else row["no"] in present)]
            then.rows[table] = now + [{**row, "seq": row["from_seq"]} for row in old]
        then.rows["entity_was"] = [row for row in self.rows["entity_was"] if row["to_seq"] <= version]
        there = {row["no"] for row in then.rows["entity"]}
        numbers = {row["id"]: row["no"] for row in self.rows["member"]}
        told = sorted((row for row in self.rows["change"] if row["seq"] <= version), key=lambda row: row["seq"])
        into = {row["no"]: numbers[row["into_id"]] for row in told if row["type"] == "MERGED" and numbers[row["into_id"]] in there}
        then.rows["member"] = [
            {**row, "canonical_no": row["no"] if row["no"] in there else into.get(row["no"], row["canonical_no"]),
             "published_seq": row["published_seq"] if (row["published_seq"] or version) <= version else None}
            for row in self.rows["member"]
        ]  # fmt: skip
        return then

    def seen(self, now: str) -> Memory:
        """The same, seen at another moment."""
        other = object.__new__(Memory)
        other.__dict__.update(self.__dict__, now=now)
        return other

    def where(self, table: str, column: str, value: Any) -> list[Row]:
        """The rows of a table in which a column has this value (never NULL)."""
        if (table, column) not in self._grouped:
            grouped: dict[Any, list[Row]] = defaultdict(list)
            for row in self.rows[table]:
                grouped[row[column]].append(row)
            self._grouped[table, column] = grouped
        return self._grouped[table, column].get(value, []) if value is not None else []

    def one(self, table: str, column: str, value: Any) -> Row | None:
        return next(iter(self.where(table, column, value)), None)

    @cached_property
    def things(self) -> dict[int, Row]:
        """Every entity with the columns of its noun."""
        whole = {}
        for row in self.rows["entity"]:
            noun = NOUN_OF_KIND[row["kind"]]
            whole[row["no"]] = {**row, **(self.one(noun, "no", row["no"]) or {}), "__typename": noun.capitalize()}
        return whole

    def of_kind(self, type_name: str) -> list[Row]:
        return [thing for thing in self.things.values() if thing["__typename"] == type_name]

    def thing(self, no: int | None) -> Row | None:
        return self.things.get(no) if no is not None else None

    def number(self, member_id: str) -> int | None:
        """The number of the entity that a member id, current or former, stands for."""
        member = self.one("member", "id", member_id)
        return member["canonical_no"] if member else None

    def linked(
        self, kind: str, *, start: int | None = None, end: int | None = None, keep: Callable[[Row], bool] = lambda _: True
    ) -> list[Row]:
        """The things at the other end of the links of a kind, each once."""
        links = self.where("link", "from_no", start) if start is not None else self.where("link", "to_no", end)
        other = "to_no" if start is not None else "from_no"
        return self.by_numbers(link[other] for link in links if link["kind"] == kind and keep(link))

    def by_numbers(self, numbers: Iterable[int]) -> list[Row]:
        return [self.things[no] for no in sorted(set(numbers)) if no in self.things]


def area(row: Row | None) -> Row | None:
    return row and {**row, "id": f"area_{row['code']}", "__typename": "Area"}


def theme(row: Row | None) -> Any:
    return row and {**row, "id": f"theme_{row['key']}", "__typename": "Theme"}


def source(row: Row | None) -> Row | None:
    return row and {**row, "id": f"source_{row['key']}", "__typename": "Source"}


def run(row: Row | None) -> Row | None:
    return row and {**row, "id": f"run_{row['no']}", "__typename": "HarvestRun"}
