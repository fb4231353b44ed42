"""What one answer costs over the full demo data, step by step, and what graphql-core needs to complete the same ready data.

    python -m tests.benchmarks.graph [--database samgraf-demo.db] [--seconds 1]

CPU microseconds per request of this process, the least of several rounds. Without a database, `samgraf demo --full` makes one first.
"""

from __future__ import annotations

import argparse
import asyncio
import platform
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

import orjson
from graphql import build_schema, execute_sync, parse, validate

from hub.auth.who import Who
from hub.domain.dates import now
from hub.query.answers import Answers
from hub.query.plan.document import Document
from hub.query.plan.extent import measure
from hub.query.question import Question
from hub.settings import Settings
from hub.store.engine import encode
from hub.store.store import Store
from hub.web.app import application
from schema.build import schema, sdl

LIST = """query List($first: Int!) { fundings(first: $first, filter: {types: [GRANT], awardedOn: {from: "2020"}}) {
  totalCount nodes { id name awardedOn amount { amount currency } } pageInfo { hasNextPage endCursor } } }"""
NESTED = """query Nested($first: Int!) { organizations(first: $first) { nodes { id name organizationType url area { code name }
  fundingReceived(first: 5) { nodes { id name awardedOn amount { amount currency } funder { id name } } } } } }"""
DETAIL = """query Detail($id: ID!) { organization(id: $id) { id name summary url organizationType cvr area { name } themes { label }
  identifiers { scheme value } fundingReceived(first: 5) { totalCount nodes { name amount { amount currency } } } } }"""
ROUNDS = 5


def cpu(work: Callable[[], Any], seconds: float) -> float:
    """CPU microseconds of one run, the least of several rounds."""
    best = float("inf")
    for _ in range(ROUNDS):
        runs, began, until = 0, process_time(), perf_counter() + seconds / ROUNDS
        while perf_counter() < until or runs < 3:
            work()
            runs += 1
        best = min(best, (process_time() - began) / runs)
    return best * 1e6


class Recorder:
    """Walks plans over one connection; remembers what was read, so that statements and shaping can be measured apart."""

    def __init__(self, path: Path) -> None:
        self.connection = sqlite3.connect(path)
        self.read: list[tuple[str, Any, Any]] = []

    def walk(self, plan: Any) -> Any:
        self.read.clear()
        rows = None
        try:
            while True:
                sql, params = plan.send(rows)
                rows = self.connection.execute(sql, encode(params)).fetchall()
                self.read.append((sql, params, rows))
        except StopIteration as done:
            return done.value

    def read_again(self) -> None:
        for sql, params, _ in self.read:
            self.connection.execute(sql, encode(params)).fetchall()

    def shape_again(self, plan: Any) -> Any:
        rows = None
        answers = iter([rows for _, _, rows in self.read])
        try:
            while True:
                plan.send(rows)
                rows = next(answers)
        except StopIteration as done:
            return done.value


def measured(question: str, variables: dict[str, Any], database: Path, seconds: float) -> dict[str, float]:
    """The steps of one question."""
    graph, settings = schema._schema, Settings(max_rows=1_000_000, limits_mode="warn")
    store = Store(f"sqlite:///{database}", 1)
    answers = Answers(graph, store.reader, settings)
    moment = now()
    body = answers.answer_here(question, None, variables, now=moment).body
    data = orjson.loads(body)["data"]
    node = parse(question)
    extent = measure(node)

    def compiled() -> Any:
        fresh = Document(graph, node, extent)
        operation = fresh.operation(None)
        return fresh.plan(operation, fresh.variables(operation, variables))

    recorder = Recorder(database)
    ready = answers.prepare(Question(question, None, variables))
    recorder.walk(ready.plan.run(answers.ask(ready, None, moment)))
    plain, completed = build_schema(sdl()), parse(question)

    def complete() -> Any:
        result = execute_sync(plain, completed, data, None, variables, field_resolver=by_response_name)
        assert not result.errors, result.errors
        return orjson.dumps(result.data)

    assert orjson.loads(complete()) == data
    who = Who(store, settings)
    app, request = application(answers, who, store, settings, ""), orjson.dumps({"query": question, "variables": variables})
    loop = asyncio.new_event_loop()
    steps = {
        "bytes": float(len(body)),
        "statements": float(len(recorder.read)),
        "parse": cpu(lambda: parse(question), seconds),
        "validate": cpu(lambda: validate(graph, node), seconds),
        "plan": cpu(compiled, seconds),
        "prepared": cpu(lambda: answers.prepare(Question(question, None, variables)), seconds),
        "sql": cpu(recorder.read_again, seconds),
        "shape": cpu(lambda: recorder.shape_again(ready.plan.run(answers.ask(ready, None, moment))), seconds),
        "bytes out": cpu(lambda: orjson.dumps(data), seconds),
        "answer": cpu(lambda: answers.answer_here(question, None, variables, now=moment), seconds),
        "http": cpu(lambda: loop.run_until_complete(post(app, request)), seconds),
        "graphql-core": cpu(complete, seconds),
    }
    loop.close()
    store.reader.close()
    return steps


def by_response_name(source: Any, info: Any, **_: Any) -> Any:
    """A field of an answer that is already there."""
    return source[info.path.key]


async def post(app: Any, body: bytes) -> int:
    """One request through the whole application, without a socket; the status."""
    headers = [(b"content-type", b"application/json"), (b"accept", b"application/json"), (b"content-length", str(len(body)).encode())]
    scope = {"type": "http", "http_version": "1.1", "method": "POST", "path": "/graphql", "raw_path": b"/graphql", "query_string": b"",
             "root_path": "", "scheme": "http", "headers": headers, "server": ("test", 80), "client": ("test", 1)}  # fmt: skip
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    await app(scope, receive, send)
    assert sent[0]["status"] == 200, sent
    return int(sent[0]["status"])


def report(database: Path, seconds: float) -> None:
    """Prints the table."""
    with sqlite3.connect(database) as connection:
        counts = dict(connection.execute("SELECT kind, count(*) FROM entity GROUP BY kind"))
        some = connection.execute("SELECT e.id FROM entity e JOIN funding f ON f.recipient_no = e.no ORDER BY e.no LIMIT 1").fetchone()[0]
    tell(
        f"{datetime.now(UTC):%Y-%m-%d}, {platform.machine()}, Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, {counts}"
    )
    asked = {
        "list, 20": (LIST, {"first": 20}), "list, 100": (LIST, {"first": 100}), "nested, 20 x 5": (NESTED, {"first": 20}),
        "nested, 100 x 5": (NESTED, {"first": 100}), "detail": (DETAIL, {"id": some}),
    }  # fmt: skip
    found = {name: measured(question, variables, database, seconds) for name, (question, variables) in asked.items()}
    steps = list(next(iter(found.values())))
    tell(f"{'CPU in microseconds':18}" + "".join(f"{name:>17}" for name in found))
    for step in steps:
        tell(f"{step:18}" + "".join(f"{one[step]:17,.0f}" for one in found.values()))
    tell(f"{'core : shape':18}" + "".join(f"{one['graphql-core'] / (one['shape'] + one['bytes out']):16.1f}x" for one in found.values()))
    tell(f"{'core : answer':18}" + "".join(f"{one['graphql-core'] / one['answer']:16.1f}x" for one in found.values()))


def tell(line: str) -> None:
    sys.stdout.write(f"{line}\n")


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--database", type=Path)
    asked.add_argument("--seconds", type=float, default=1.0)
    options = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        database = options.database
        if database is None:
            database = Path(folder, "demo.db")
            subprocess.run([sys.executable, "-m", "hub.cli", "demo", "--full", "--once", "--data", str(database)], check=True)
        report(database, options.seconds)


if __name__ == "__main__":
    main()
