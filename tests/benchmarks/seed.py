"""A seeded store of any size, written straight into the tables: organizations, initiatives with long texts, events, grants, links.

For so many initiatives: six tenths as many organizations, as many events, four tenths as many grants, three times as many links. The same
seed gives the same store.
"""

from __future__ import annotations

import random
import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from hub.domain.collation import sort_key
from hub.domain.dates import order_key
from hub.domain.ids import EntityKind, mint
from hub.store.migrations import migrate
from hub.store.tables import metadata

AT = "2026-01-01T00:00:00Z"
WORDS = tuple(
    re.findall(
        r"\w+",
        """have laug forening vand natur by kultur fisk ko skole værksted bibliotek hal nabo strand mose å eng lokalråd samvirke natteravn
        bogby festival dige sluse ørred får græs energi mad cykel musik teater børn unge ældre flygtning sprog hjælp penge pulje plan""",
    )
)
Row = dict[str, Any]


class Seed:
    """Makes rows for a store with so many initiatives."""

    def __init__(self, initiatives: int, themes: list[tuple[int, int | None]], areas: list[tuple[int, list[int]]]) -> None:
        self._dice = random.Random(20261126)
        self._themes, self._areas = themes, areas
        self.counts = {
            EntityKind.ORGANIZATION: initiatives * 6 // 10, EntityKind.INITIATIVE: initiatives, EntityKind.EVENT: initiatives,
            EntityKind.FUNDING: initiatives * 4 // 10,
        }  # fmt: skip
        self.first: dict[EntityKind, int] = {}
        next_no = 1
        for kind, count in self.counts.items():
            self.first[kind], next_no = next_no, next_no + count
        self.last = next_no - 1

    def any_of(self, kind: EntityKind) -> int:
        """A number of a kind; low numbers are met far more often, so that there are hubs."""
        return self.first[kind] + int(self.counts[kind] * self._dice.random() ** 3)

    def words(self, count: int) -> str:
        return " ".join(self._dice.choices(WORDS, k=count))

    def numbers(self) -> Iterator[tuple[EntityKind, int]]:
        for kind, first in self.first.items():
            yield from ((kind, no) for no in range(first, first + self.counts[kind]))

    def entity(self, kind: EntityKind, no: int) -> dict[str, list[Row]]:
        """The rows of one thing, by table."""
        dice, name = self._dice, f"{self.words(3)} {no}"
        area_no, around = dice.choice(self._areas)
        theme, broader = dice.choice(self._themes)
        body = self.words(150) if kind is EntityKind.INITIATIVE else self.words(12)
        one = mint(kind, "seed", str(no))
        member: Row = {
            "no": no,
            "id": one,
            "kind": kind.value,
            "source_no": 1,
            "source_id": str(no),
            "canonical_no": no,
            "published_seq": 1,
        }
        claim: Row = {
            "no": no,
            "member_no": no,
            "source_no": 1,
            "hash": b"%d" % no,
            "data": '{"values": {}, "references": []}',
            "state": "live",
        }
        themes = {theme: True, **({broader: False} if broader else {})}
        return {
            "member": [member],
            "claim": [claim | {"run_no": 1, "since_run": 1}],
            "entity": [{
                "no": no, "id": one, "kind": kind.value, "name": name, "sort_name": sort_key(name), "summary": body[:120],
                "description": body, "area_no": area_no, "latitude_e7": dice.randrange(546_000_000, 577_000_000),
                "longitude_e7": dice.randrange(81_000_000, 126_000_000), "location_precision": "POINT", "claim_no": no, "version": "0",
                "first_seen_at": AT, "updated_at": some_moment(no), "seq": no,
            }],
            kind.value.lower(): [self._noun(kind, no)],
            "text": [
                {"no": no, "field": field, "lang": "da", "value": value}
                for field, value in (("NAME", name), ("SUMMARY", body[:120]), ("DESCRIPTION", body))
            ],
            "entity_theme": [{"no": no, "theme_no": one, "direct": direct} for one, direct in themes.items()],
            "entity_area": [{"no": no, "area_no": one, "how": "is" if one == area_no else "within"} for one in {area_no, *around}],
            "entity_source": [{"no": no, "source_no": 1}],
            "change": [{"seq": no, "at": AT, "type": "CREATED", "no": no, "id": one, "kind": kind.value}],
        }  # fmt: skip

    def _noun(self, kind: EntityKind, no: int) -> Row:
        dice, organization = self._dice, EntityKind.ORGANIZATION
        date = f"{dice.randint(2010, 2026)}-{dice.randint(1, 12):02}-{dice.randint(1, 28):02}"
        if kind is organization:
            return {"no": no, "organization_type": dice.choice(("ASSOCIATION", "NETWORK", "MUNICIPALITY")), "confirmed": False}
        if kind is EntityKind.INITIATIVE:
            lead = {"lead_no": self.any_of(organization), "started_on": date}
            return {"no": no, "status": dice.choice(("ACTIVE", "IDEA", "PILOT", "COMPLETED")), **lead, **_keys("started", order_key(date))}
        if kind is EntityKind.EVENT:
            starts = f"{date}T{dice.randint(8, 20):02}:00:00Z"
            told = {"starts_at": starts, "all_day": False, "event_status": "SCHEDULED", "attendance": "IN_PERSON"}
            ends = {"organizer_no": self.any_of(organization), "initiative_no": self.any_of(EntityKind.INITIATIVE)}
            return {"no": no, **told, **ends, **_keys("starts", int("".join(filter(str.isdigit, starts))))}
        minor = dice.randint(1, 5_000) * 10_000
        told = {"funding_type": "GRANT", "amount_minor": minor, "currency": "DKK", "awarded_on": date, "regrant": False}
        ends = {name: self.any_of(organization) for name in ("funder_no", "recipient_no")} | {
            "initiative_no": self.any_of(EntityKind.INITIATIVE)
        }
        return {"no": no, **told, **ends, **_keys("amount", minor), **_keys("awarded", order_key(date))}

    def links(self, nouns: Callable[[str, str], Iterable[tuple[int, int]]]) -> Iterator[tuple[str, int, int]]:
        """The edges that the to-one columns stand for, and partners on top."""
        yield from (("LEADS", lead, no) for no, lead in nouns("initiative", "lead_no"))
        yield from (("ORGANIZES", one, no) for no, one in nouns("event", "organizer_no"))
        yield from (("GIVES", one, no) for no, one in nouns("funding", "funder_no"))
        yield from (("RECEIVES", one, no) for no, one in nouns("funding", "recipient_no"))
        for _ in range(self.counts[EntityKind.INITIATIVE] // 5):
            yield "PARTNER_OF", self.any_of(EntityKind.ORGANIZATION), self.any_of(EntityKind.INITIATIVE)


def some_moment(no: int) -> str:
    """When a thing was changed: minutes of one year, in no order, so that some share theirs."""
    minute = no * 7_919 % 483_840
    month, day, hour, minute = minute // 40_320, minute // 1_440 % 28, minute // 60 % 24, minute % 60
    return f"2025-{month + 1:02}-{day + 1:02}T{hour:02}:{minute:02}:00Z"


def _keys(name: str, key: int) -> Row:
    return {f"{name}_asc": key, f"{name}_desc": -key}


def seed(path: Path, initiatives: int) -> None:
    """Makes a store at `path`, without its word index."""
    migrate(f"sqlite:///{path}")
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA foreign_keys=OFF")
    connection.execute("PRAGMA synchronous=OFF")
    themes = connection.execute("SELECT no, broader_no FROM theme ORDER BY no").fetchall()
    around = "SELECT ancestor_no FROM area_closure WHERE descendant_no = ? AND ancestor_no != ?"
    areas = [
        (no, [up for (up,) in connection.execute(around, (no, no))])
        for (no,) in connection.execute("SELECT no FROM area WHERE area_type = 'MUNICIPALITY' ORDER BY no")
    ]
    _put(connection, {"source": [_SOURCE], "run": [_RUN]})
    made, batch = Seed(initiatives, themes, areas), dict[str, list[Row]]()
    for nth, (kind, no) in enumerate(made.numbers(), 1):
        for table, rows in made.entity(kind, no).items():
            batch.setdefault(table, []).extend(rows)
        if nth % 20_000 == 0 or no == made.last:
            _put(connection, batch)
            batch.clear()
    names = dict(connection.execute("SELECT no, sort_name FROM entity"))

    def nouns(table: str, column: str) -> Iterable[tuple[int, int]]:
        found: list[tuple[int, int]] = connection.execute(f"SELECT no, {column} FROM {table}").fetchall()
        return found

    edges = dict.fromkeys(made.links(nouns))
    rows = [
        {"no": nth, "id": f"link_{nth}", "kind": kind, "from_no": start, "to_no": end, "from_sort": names[start], "to_sort": names[end],
         "confidence_percent": 100, "contested": False, "seq": max(start, end)}
        for nth, (kind, start, end) in enumerate(edges, 1)
    ]  # fmt: skip
    _put(connection, {"link": rows})
    connection.execute("ANALYZE")
    connection.commit()
    connection.close()


_SOURCE: Row = {
    "no": 1, "key": "seed", "name": "Seed", "connector": "tabular", "licence_name": "CC0", "licence_state": "KNOWN", "republishable": True,
    "illustrative": True, "policy": "AUTOMATIC", "state": "ACTIVE", "trust": 50, "language": "da", "every_seconds": 86_400, "digest": "",
    "last_success_at": AT,
}  # fmt: skip
_RUN: Row = {
    "no": 1, "source_no": 1, "started_at": AT, "ended_at": AT, "outcome": "PUBLISHED", "coverage": "EVERYTHING", "digest": "",
}  # fmt: skip


def _put(connection: sqlite3.Connection, batch: dict[str, list[Row]]) -> None:
    for table, rows in batch.items():
        known = {column.name: None for column in metadata.tables[table].columns if not column.server_default}
        names = [name for name in known if name in rows[0]]
        sql = f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})"
        connection.executemany(sql, [tuple(row.get(name) for name in names) for row in rows])
    connection.commit()
