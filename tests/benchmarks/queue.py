"""How long a page of the queue takes when much waits, and much more is done with.

    python -m tests.benchmarks.queue [--proposals 10000] [--decisions 3000]

Rows stand straight in the tables: things of 100 sources, proposals about neighbours, decisions about the first of them, 36,000 runs of
which 36 are held, 20,000 contributions of which 400 wait. Milliseconds are wall time of the whole answer, the best of five.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import orjson
from sqlalchemy import LargeBinary, Table, Text, create_engine, insert

from hub.domain.viewer import Viewer, ViewerRole
from hub.query.answers import Answers
from hub.settings import Settings
from hub.store import tables as t
from hub.store.engine import Reader
from hub.store.migrations import migrate
from schema.federation import served

SOURCES, RUNS, TOLD, DAY = 100, 36_000, 20_000, "2026-01-01T00:{:02}:00Z"
WHO = {
    "moderator": Viewer(ViewerRole.MODERATOR, name="key:m"),
    "keeper of 3 sources": Viewer(ViewerRole.CONTRIBUTOR, sources=("s7", "s8", "s9"), name="key:k"),
}
ASKED = {
    "first page": "{ queue { nodes { id itemType since } } }",
    "with total and things": "{ queue { totalCount nodes { id report entities { name } run { id } match { score } fields { field } } } }",
    "held runs": "{ queue(types: [RUN]) { totalCount nodes { id } } }",
    "by id": '{ node(id: "contribution_50") { id } }',
    "matches": "{ matches { totalCount nodes { id } } }",
}


def fill(path: Path, proposals: int, decisions: int) -> None:
    """Everything that waits, and what does not."""
    engine, things = create_engine(f"sqlite:///{path}"), 2 * proposals + 2

    def rows(table: Table, made: Iterable[dict[str, Any]]) -> None:
        empty: dict[str, Any] = {}
        for column in table.columns:
            if not column.nullable:
                empty[column.name] = "" if isinstance(column.type, Text) else b"" if isinstance(column.type, LargeBinary) else 0
        with engine.begin() as connection:
            connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
            connection.execute(insert(table), [empty | one for one in made])

    every = range(1, things + 1)
    kind = {"kind": "ORGANIZATION"}
    rows(t.source, ({"no": n, "key": f"s{n}", "state": "ACTIVE"} for n in range(1, SOURCES + 1)))
    rows(
        t.member, (kind | {"no": n, "id": f"org_{n}", "source_no": n % SOURCES + 1, "source_id": str(n), "canonical_no": n} for n in every)
    )
    rows(t.entity, (kind | {"no": n, "id": f"org_{n}", "name": f"Forening {n}", "sort_name": f"forening {n}"} for n in every))
    rows(t.entity_source, ({"no": n, "source_no": n % SOURCES + 1} for n in every))
    pairs = [{"left_no": 2 * n, "right_no": 2 * n + 1} for n in range(1, proposals + 1)]
    told = ({"id": f"match_{n}", "per_mille": 900, "reasons": "[]", "at": DAY.format(n % 60)} for n in range(1, proposals + 1))
    rows(t.match, (kind | {"no": n} | pair | more for n, (pair, more) in enumerate(zip(pairs, told, strict=True), 1)))
    rows(t.decision, ({"no": n, "id": f"decision_{n}", "kind": "DIFFERENT"} | pair for n, pair in enumerate(pairs[:decisions], 1)))
    run = {"started_at": DAY.format(0), "coverage": "EVERYTHING"}
    rows(
        t.run, (run | {"no": n, "source_no": n % SOURCES + 1, "outcome": "PUBLISHED" if n % 1_000 else "HELD"} for n in range(1, RUNS + 1))
    )
    said = {"at": DAY.format(1), "fields": "[]"}
    state = ("WAITING", *["PUBLIC"] * 49)
    rows(t.contribution, (said | {"no": n, "id": f"contribution_{n}", "member_no": n, "state": state[n % 50]} for n in range(1, TOLD + 1)))
    engine.dispose()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--proposals", type=int, default=10_000)
    parser.add_argument("--decisions", type=int, default=3_000)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "queue.db"
        migrate(f"sqlite:///{path}")
        fill(path, given.proposals, given.decisions)
        reader = Reader(path, 1)
        answers = Answers(served(), reader, Settings())
        for name, viewer in WHO.items():
            for what, document in ASKED.items():
                taken = []
                for _ in range(5):
                    began = time.perf_counter()
                    answer = orjson.loads(answers.answer_here(document, viewer=viewer, now=DAY.format(59)).body)
                    taken.append(time.perf_counter() - began)
                    assert "errors" not in answer, answer
                print(f"{name:20} {what:22} {1_000 * min(taken):8.1f} ms")  # noqa: T201
        reader.close()


if __name__ == "__main__":
    main()
