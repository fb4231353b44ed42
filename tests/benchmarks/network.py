"""What walks through a large graph cost: `python -m tests.benchmarks.network [--seed 1] [--rounds 300]`.

60,000 organizations and 100,000 initiatives with 300,000 links, made from a seed: 60,000 of them pass through 30,000 grants, and one
hub has 100,000. Told apart: the walk in memory, and the whole answer (without HTTP), in microseconds of this process.
"""

from __future__ import annotations

import argparse
import platform
import sqlite3
import sys
import tempfile
import tracemalloc
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from statistics import median, quantiles
from time import process_time
from typing import Any

import orjson

from hub.domain.dates import now
from hub.domain.ids import EntityKind
from hub.query.answers import Answers
from hub.query.graph.common import common
from hub.query.graph.lens import Lens
from hub.query.graph.links import Links
from hub.query.graph.network import MOST_COUNTED, network
from hub.query.graph.paths import paths
from hub.query.memory import newest
from hub.settings import Settings
from hub.store.engine import Reader
from hub.store.migrations import migrate
from schema.build import schema
from tests.query.rows import Rows

ORGANIZATIONS, INITIATIVES, GRANTS = 60_000, 100_000, 30_000
HUB_LINKS, FREE_LINKS = 100_000, 140_000
ENTITY = "__typename id name"
QUESTIONS = {
    "network, depth 2, limit 200": f"query ($a: ID!) {{ network(id: $a, depth: 2, limit: 200) {{ truncated totalNodes totalLinks "
    f"nodes {{ {ENTITY} }} links {{ id kind from {{ id }} to {{ id }} }} }} }}",
    "path": f"query ($a: ID!, $b: ID!) {{ paths(from: $a, to: $b) {{ length nodes {{ {ENTITY} }} links {{ id kind }} }} }}",
    "path past hubs": f"query ($a: ID!, $b: ID!) {{ paths(from: $a, to: $b, maxDegree: 500, maxLength: 8) "
    f"{{ length nodes {{ {ENTITY} }} links {{ id kind }} }} }}",
    "common": f"query ($a: ID!, $b: ID!) {{ common(ids: [$a, $b]) {{ entity {{ {ENTITY} }} links {{ id kind }} }} }}",
}
WALKS: dict[str, Callable[[Links, int, int], Any]] = {
    "network, depth 2, limit 200": lambda links, a, _: network(Lens(links, {a: False}, most=MOST_COUNTED), a, 2, 200),
    "path": lambda links, a, b: paths(Lens(links, {a: False, b: False}), a, b, 6, 5),
    "path past hubs": lambda links, a, b: paths(Lens(links, {a: False, b: False}, max_degree=500), a, b, 8, 5),
    "common": lambda links, a, b: common(Lens(links, {a: False, b: False}), [a, b], 20),
}


def fill(path: Path, seed: int) -> None:
    """Writes the graph."""
    rows, random = Rows(path), Random(seed)
    organizations = rows.things(EntityKind.ORGANIZATION, ORGANIZATIONS, "Organization {}")
    initiatives = rows.things(EntityKind.INITIATIVE, INITIATIVES, "Initiative {}")
    grants = rows.things(EntityKind.FUNDING, GRANTS, "Grant {}")
    hub, others = organizations[0], organizations[1:]
    links = {("PARTNER_OF", hub, one) for one in random.sample(initiatives, HUB_LINKS * 4 // 5)}
    links |= {("MEMBER_OF", one, hub) for one in random.sample(others, HUB_LINKS // 5)}
    for grant in grants:
        links |= {("GIVES", others[int(len(others) * random.random() ** 6)], grant), ("RECEIVES", random.choice(others), grant)}
    while len(links) < HUB_LINKS + 2 * GRANTS + FREE_LINKS:
        kind, of = random.choice((("LEADS", initiatives), ("PARTNER_OF", initiatives), ("MEMBER_OF", others)))
        start, end = random.choice(others), random.choice(of)
        if start != end:
            links.add((kind, start, end))
    told = {"from_sort": "", "to_sort": "", "confidence_percent": 100, "contested": False, "seq": 1}
    rows.many("link", ({"id": f"link_{n}", "kind": k, "from_no": a, "to_no": b, **told} for n, (k, a, b) in enumerate(sorted(links))))
    rows.done()


def spread(micros: list[float]) -> str:
    return f"p50 {median(micros):9,.0f}   p95 {quantiles(micros, n=20)[-1]:9,.0f}   worst {max(micros):9,.0f}"


def timed(work: Callable[[], Any]) -> float:
    began = process_time()
    work()
    return (process_time() - began) * 1e6


def built(answers: Answers, reader: Reader) -> Links:
    """The memory of the links, and what it costs."""
    seconds = timed(lambda: reader.run_here(answers.links.warm(), 600)) / 1e6
    links = answers.links.ready(reader.run_here(newest(), 60))
    assert links is not None
    kept = sum(len(one) * one.itemsize for one in (links.offsets, links.neighbours, links.keys, links.ended))
    tracemalloc.start()
    reader.run_here(Answers(schema._schema, reader, Settings()).links.warm(), 600)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    tell(f"{len(links.keys) // 2:,} links: read in {seconds:.2f} s of CPU, kept in {kept / 1e6:.1f} MB, {peak / 1e6:.0f} MB while read")
    return links


def report(database: Path, seed: int, rounds: int) -> None:
    reader = Reader(database, 1)
    answers = Answers(schema._schema, reader, Settings())
    tell(f"{datetime.now(UTC):%Y-%m-%d}, {platform.machine()}, Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}")
    links, random = built(answers, reader), Random(seed + 1)
    ids = dict(reader.run_here(rows_of("SELECT no, id FROM entity WHERE kind != 'FUNDING'"), 60))
    linked = [no for no in ids if links.degree(no)]
    pairs = [(a, b) for a, b in (random.sample(linked, 2) for _ in range(rounds))]
    near = [(a, paths_end(links, a, random)) for a, _ in pairs]
    tell(f"the hub has {links.degree(1):,} links; {rounds} random starts and pairs; CPU microseconds")
    for name in QUESTIONS:
        walks, whole = measured(name, near if name == "common" else pairs, links, answers, ids)
        tell(f"{name:28} in memory  {spread(walks)}\n{'':28} answer     {spread(whole)}")
    others = [(1, b) for _, b in pairs[:20]]
    for name in QUESTIONS:
        walks, whole = measured(name, others, links, answers, ids)
        tell(f"{name + ', from the hub':40} worst in memory {max(walks):9,.0f}   answer {max(whole):9,.0f}")
    reader.close()


def measured(
    name: str, pairs: list[tuple[int, int]], links: Links, answers: Answers, ids: dict[int, str]
) -> tuple[list[float], list[float]]:
    """What the walk and the whole answer cost for each pair."""
    question, walk = QUESTIONS[name], WALKS[name]

    def answer(a: int, b: int) -> None:
        given = {"a": ids[a], "b": ids[b]} if "$b" in question else {"a": ids[a]}
        expect(answers.answer_here(question, None, given, now=now()).body)

    answer(*pairs[0])
    return [timed(lambda p=p: walk(links, *p)) for p in pairs], [timed(lambda p=p: answer(*p)) for p in pairs]


def paths_end(links: Links, start: int, random: Random) -> int:
    """Something two steps away, where there is such a thing."""
    lens = Lens(links, {start: False})
    for no in lens.step(start):
        if links.degree(no) < 1_000 and (further := sorted(lens.step(no) - {start})):
            return random.choice(further)
    return 2 if start != 2 else 3


def rows_of(sql: str) -> Any:
    return (yield sql, ())


def expect(body: bytes) -> None:
    answer = orjson.loads(body)
    assert "errors" not in answer, answer


def tell(line: str) -> None:
    sys.stdout.write(f"{line}\n")


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--rounds", type=int, default=300)
    options = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder, "network.db")
        migrate(f"sqlite:///{database}")
        fill(database, options.seed)
        report(database, options.seed, options.rounds)


if __name__ == "__main__":
    main()
