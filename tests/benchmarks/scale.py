"""What answers cost over HTTP on a large seeded graph, at one and at sixteen connections, and how that grows with the graph.

    python -m tests.benchmarks.scale [--initiatives 100000] [--against 10000] [--seconds 2] [--while-harvesting] [--keep FOLDER]

One `samgraf serve` process answers on loopback; this process asks. Told are requests a second, p50, p99, CPU of the server a request, how
many times the statements alone cost that (walked again over one connection), and the ratio to the smaller graph.
`--while-harvesting`: the same questions again while all grants of Berlin are harvested into the store by a second process.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import os
import platform
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import orjson

import hub
from hub.domain.dates import now
from hub.query.answers import Answers
from hub.query.question import Question
from hub.settings import Settings
from hub.store import search
from hub.store.engine import Reader
from hub.store.migrations import migrate
from hub.store.store import open_store
from schema.build import schema
from tests.benchmarks.graph import Recorder, cpu
from tests.benchmarks.seed import seed

BERLIN = Path(hub.__file__).parent / "data" / "demo"
QUESTIONS = {
    "list with count": """{ initiatives(filter: {areas: ["dk-kommune-0461"], themes: ["nature"]}, orderBy: {by: UPDATED, direction: DESC}) {
      totalCount nodes { id name status area { name } } pageInfo { hasNextPage endCursor } } }""",
    "nested page of 50": """{ initiatives(first: 50) { nodes { id name status lead { id name } themes { key label }
      partners(first: 5) { nodes { id name } } fundings(first: 3) { nodes { id amount { amount currency } funder { name } } } } } }""",
    "words": """{ initiatives(filter: {text: "laug 4321"}, first: 10) { totalCount nodes { id name summary } } }""",
    "detail by id": """{ initiative(id: "%s") { id name summary status startedOn area { name } themes { label } lead { id name }
      fundings(first: 5) { nodes { name amount { amount currency } } }
      events(first: 5, filter: {startsAt: {}}) { nodes { name startsAt } } } }""",
    "statistics": "{ initiatives { statistics(by: [AREA, THEME], first: 50) { keys { value label } count } } }",
    "sums": "{ fundings { statistics(by: [YEAR, THEME], measure: SUM_AMOUNT, first: 50) { keys { value } value currency } } }",
    "facets": """{ initiatives(filter: {themes: ["nature"]}, first: 1) {
      facets(dimensions: [AREA, STATUS, YEAR]) { buckets { value count } } } }""",
    "page of 500": "{ initiatives(first: 500) { nodes { id name summary status startedOn lead { id } } pageInfo { endCursor } } }",
}  # fmt: skip
READY = '{ initiatives { statistics(by: [STATUS]) { count } } network(id: "%s", depth: 1) { totalNodes } }'


@dataclass(frozen=True, slots=True)
class Told:
    """What asking one question again and again came to; times in milliseconds."""

    per_second: float
    p50: float
    p95: float
    p99: float
    cpu_us: float


# --- The store and the server ---------------------------------------------------------------------------------------------------------


async def index_words(path: Path) -> None:
    async with await open_store(f"sqlite:///{path}", readers=1) as store:
        after = 0
        while nos := await store.write(lambda tx, start=after: search.index_again(tx, start, 2_000)):  # type: ignore[misc]
            after = max(nos)


def made(folder: Path, initiatives: int) -> Path:
    """A seeded store, made unless it is there."""
    path = folder / f"seed-{initiatives}.db"
    if path.exists():
        migrate(f"sqlite:///{path}")
    else:
        began = time.perf_counter()
        seed(path, initiatives)
        asyncio.run(index_words(path))
        tell(f"{initiatives:,} initiatives: made in {time.perf_counter() - began:.0f} s, {path.stat().st_size / 1e6:,.0f} MB")
    return path


@contextlib.contextmanager
def serving(path: Path, stale_seconds: int = 0) -> Iterator[tuple[int, int]]:
    """A server over a store: its port and its process, once it answers and has everything in memory; every answer is read anew."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = {
        "SAMGRAF_DATABASE_URL": f"sqlite:///{path}",
        "SAMGRAF_MAX_PAGE": "500",
        "SAMGRAF_LOG_LEVEL": "ERROR",
        "SAMGRAF_LIMITS_MODE": "warn",
        "SAMGRAF_PATIENCE_SECONDS": "60",
        "SAMGRAF_STALE_SECONDS": str(stale_seconds),
    }
    command = [sys.executable, "-m", "hub.cli", "serve", "--no-harvest", "--port", str(port)]
    with subprocess.Popen(command, env=os.environ | settings) as server:
        try:
            began = time.perf_counter()
            ready = asyncio.run(answers_at_last(port, some_id(path)))
            tell(f"index and links in memory after {ready - began:.1f} s, {memory(server.pid):,.0f} MB")
            yield port, server.pid
        finally:
            server.terminate()
            server.wait(30)


async def answers_at_last(port: int, some: str) -> float:
    """When the server has the index of lists and the links in memory, for what asks for both waits for both."""
    question = request(READY % some)
    for _ in range(600):
        with contextlib.suppress(OSError):
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            body = await one(reader, writer, question)
            writer.close()
            if b"errors" not in body:
                return time.perf_counter()
        await asyncio.sleep(0.1)
    raise TimeoutError("the server does not answer")


def cpu_seconds(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def memory(pid: int) -> float:
    """Megabytes in memory."""
    return int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


# --- Asking -------------------------------------------------------------------------------------------------------------------------


def request(question: str) -> bytes:
    body = orjson.dumps({"query": question})
    head = f"POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: {len(body)}\r\n\r\n"
    return head.encode() + body


async def one(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, wanted: bytes) -> bytes:
    """One answer over a connection that stays."""
    writer.write(wanted)
    head = (await reader.readuntil(b"\r\n\r\n")).lower()
    return await reader.readexactly(int(head.partition(b"content-length: ")[2].partition(b"\r\n")[0]))


async def load(port: int, question: str, connections: int, seconds: float) -> list[float]:
    """The seconds that each answer took, of so many connections asking for so long."""
    wanted, took, until = request(question), list[float](), time.perf_counter() + seconds

    async def ask() -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        while (began := time.perf_counter()) < until:
            body = await one(reader, writer, wanted)
            if b'"errors"' in body[:20]:
                raise ValueError(body[:500])
            took.append(time.perf_counter() - began)
        writer.close()

    await asyncio.gather(*(ask() for _ in range(connections)))
    return took


def measured(port: int, pid: int, question: str, connections: int, seconds: float) -> Told:
    asyncio.run(load(port, question, connections, min(seconds, 0.5)))
    began, burnt = time.perf_counter(), cpu_seconds(pid)
    took = sorted(asyncio.run(load(port, question, connections, seconds)))
    spent, burnt = time.perf_counter() - began, cpu_seconds(pid) - burnt

    def at(share: float) -> float:
        return took[min(int(len(took) * share), len(took) - 1)] * 1000

    return Told(len(took) / spent, at(0.5), at(0.95), at(0.99), burnt / len(took) * 1e6)


def statements_alone(path: Path) -> dict[str, float]:
    """CPU microseconds of the statements of one answer, without anything around them, by question."""
    reader, recorder = Reader(path, 1), Recorder(path)
    answers, found = Answers(schema._schema, reader, Settings(max_page=500)), {}
    answers.warm_here()
    for name, question in asked_of(path).items():
        ready = answers.prepare(Question(question))
        recorder.walk(ready.plan.run(answers.ask(ready, None, now())))
        found[name] = cpu(recorder.read_again, 0.3)
    reader.close()
    return found


# --- The report ---------------------------------------------------------------------------------------------------------------------


def some_id(path: Path) -> str:
    with contextlib.closing(sqlite3.connect(path)) as connection:
        return str(connection.execute("SELECT id FROM entity WHERE kind = 'INITIATIVE' ORDER BY no LIMIT 1 OFFSET 50").fetchone()[0])


def asked_of(path: Path) -> dict[str, str]:
    some = some_id(path)
    return {name: question % some if "%s" in question else question for name, question in QUESTIONS.items()}


def answer_all(path: Path, seconds: float, connections: tuple[int, ...]) -> dict[tuple[str, int], Told]:
    found = {}
    with serving(path) as (port, pid):
        for name, question in asked_of(path).items():
            for count in connections:
                found[name, count] = measured(port, pid, question, count, seconds)
        tell(f"memory after all: {memory(pid):,.0f} MB")
    return found


def report(large: Path, small: Path, seconds: float) -> None:
    told, before, alone_us = answer_all(large, seconds, (1, 16)), answer_all(small, seconds, (1,)), statements_alone(large)
    heads = (("", 20), ("1: req/s", 10), ("p50 ms", 9), ("p99 ms", 9), ("16: req/s", 11), ("p50 ms", 9), ("p99 ms", 9), ("CPU us", 9))
    tell("".join(f"{head:>{width}}" for head, width in (*heads, (": SQL", 8), (": small", 9))))
    for name in QUESTIONS:
        alone, many = told[name, 1], told[name, 16]
        sql, grown = alone.cpu_us / alone_us[name], alone.cpu_us / before[name, 1].cpu_us
        tell(
            f"{name:20}{alone.per_second:10,.0f}{alone.p50:9.2f}{alone.p99:9.2f}{many.per_second:11,.0f}{many.p50:9.2f}{many.p99:9.2f}"
            f"{alone.cpu_us:9,.0f}{sql:7.1f}x{grown:8.2f}x"
        )


def asked_again(path: Path, seconds: float) -> None:
    """The same questions where answers are given again, as long as nothing is written."""
    tell("\nasked again while nothing is written: requests a second, p50 and p99 in ms, at 16 connections")
    with serving(path, stale_seconds=5) as (port, pid):
        for name, question in asked_of(path).items():
            told = measured(port, pid, question, 16, seconds)
            tell(f"{name:20}{told.per_second:10,.0f}{told.p50:9.2f}{told.p99:9.2f}")


def while_harvesting(path: Path, seconds: float) -> None:
    """p95 of every question, idle and while another process harvests."""
    with serving(path) as (port, pid):
        questions = asked_of(path)
        idle = {name: measured(port, pid, question, 1, seconds) for name, question in questions.items()}
        settings = {"SAMGRAF_DATABASE_URL": f"sqlite:///{path}", "SAMGRAF_SOURCES": str(BERLIN)}
        command = [sys.executable, "-m", "hub.cli", "harvest", "berlin-grants", "--quiet"]
        with subprocess.Popen(command, env=os.environ | settings) as harvest:
            rounds: dict[str, list[Told]] = {name: [] for name in questions}
            while harvest.poll() is None:
                for name, question in questions.items():
                    rounds[name].append(measured(port, pid, question, 1, min(seconds, 1.0)))
            count = len(next(iter(rounds.values())))
            tell(
                f"\nwhile a harvest went on (exit {harvest.returncode}), {count} rounds: p95 in ms, idle, of the middle and the worst round"
            )
        for name, found in rounds.items():
            p95s = sorted(one.p95 for one in found)
            middle, worst, quiet = p95s[len(p95s) // 2], p95s[-1], idle[name].p95
            tell(f"{name:20}{quiet:9.2f}{middle:9.2f}{middle / quiet:6.1f}x{worst:9.2f}{worst / quiet:6.1f}x")


def tell(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def options() -> Any:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--initiatives", type=int, default=100_000)
    asked.add_argument("--against", type=int, default=10_000)
    asked.add_argument("--seconds", type=float, default=2.0)
    asked.add_argument("--while-harvesting", action="store_true")
    asked.add_argument("--keep", type=Path, help="where the seeded stores are left, or were left")
    return asked.parse_args()


def main() -> None:
    asked = options()
    machine: Mapping[str, Any] = {"Python": platform.python_version(), "SQLite": sqlite3.sqlite_version, "cores": os.cpu_count()}
    tell(f"{datetime.now(UTC):%Y-%m-%d}, {platform.machine()}, {dict(machine)}, load {os.getloadavg()[0]:.1f}")
    with tempfile.TemporaryDirectory() as folder:
        place = asked.keep or Path(folder)
        large = made(place, asked.initiatives)
        report(large, made(place, asked.against), asked.seconds)
        asked_again(large, asked.seconds)
        if asked.while_harvesting:
            while_harvesting(large, asked.seconds)


if __name__ == "__main__":
    main()
