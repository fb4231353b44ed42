"""The server as a process: it waits for nobody for ever, turns away who is too many, and leaves when it is told to."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from hub.errors import Busy
from hub.store.engine import Reader
from tests.web.serving import Serving, serving

QUESTION = {"query": '{ area(code: "dk-kommune-0461") { name } }'}


@pytest.fixture(scope="module")
def impatient(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    """A hub that waits one second for heads and bodies and keeps twenty connections."""
    database = tmp_path_factory.mktemp("impatient") / "samgraf.db"
    database.write_bytes(template.read_bytes())
    with serving(database, head_seconds=1, body_seconds=1, drain_seconds=1, max_connections=20) as hub:
        yield hub


def spoken(hub: Serving, text: bytes) -> tuple[bytes, float]:
    """What the hub says to these bytes until it closes the connection, and after how many seconds it did."""
    began = time.monotonic()
    with socket.create_connection(("127.0.0.1", hub.port), timeout=10) as connection:
        connection.sendall(text)
        said = b""
        while piece := connection.recv(65536):
            said += piece
    return said, time.monotonic() - began


@pytest.mark.parametrize(
    "slow",
    [
        b"",
        b"POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-",
        b"POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{",
    ],
    ids=["silence", "half a head", "half a body"],
)
def test_v02_what_does_not_arrive_in_time_is_told_408_and_closed(impatient: Serving, slow: bytes) -> None:
    said, seconds = spoken(impatient, slow)
    assert said.startswith(b"HTTP/1.1 408")
    assert b"content-length: " in said
    assert 0.9 < seconds < 5
    assert httpx.post(f"{impatient.url}/graphql", json=QUESTION).json()["data"] == {"area": {"name": "Odense"}}


def test_v04_idle_connections_beyond_the_bound_are_told_503_and_those_there_live_on(impatient: Serving) -> None:
    with httpx.Client(base_url=impatient.url) as living, contextlib.ExitStack() as idle:
        assert living.post("/graphql", json=QUESTION).status_code == 200
        for _ in range(19):
            connection = idle.enter_context(socket.create_connection(("127.0.0.1", impatient.port)))
            connection.sendall(b"GET /ready HTTP/1.1\r\nhost: x\r\n")
        time.sleep(0.2)
        assert httpx.post(f"{impatient.url}/graphql", json=QUESTION).status_code == 503
        until = time.monotonic() + 5
        while time.monotonic() < until and (later := httpx.post(f"{impatient.url}/graphql", json=QUESTION).status_code) != 200:
            time.sleep(0.2)
    assert later == 200


def test_v03_a_client_that_reads_nothing_of_its_answers_is_cut_off(impatient: Serving) -> None:
    before = memory_mb(impatient)
    with socket.socket() as slow:
        slow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        slow.connect(("127.0.0.1", impatient.port))
        slow.sendall(b"GET /schema.graphql HTTP/1.1\r\nhost: x\r\n\r\n" * 60)
        time.sleep(3)
        with pytest.raises(OSError, match=r"reset|Broken pipe"):
            asked_again(slow)
    assert memory_mb(impatient) < before + 30
    assert httpx.post(f"{impatient.url}/graphql", json=QUESTION).status_code == 200


def asked_again(connection: socket.socket) -> None:
    """Asks for two seconds, unless the connection is gone."""
    for _ in range(20):
        connection.sendall(b"GET /schema.graphql HTTP/1.1\r\nhost: x\r\n\r\n")
        time.sleep(0.1)


def memory_mb(hub: Serving) -> float:
    pages = int(Path(f"/proc/{hub.process.pid}/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def test_v05_a_question_that_finds_no_free_reader_is_told_so_after_its_patience(database: Path) -> None:
    go = threading.Event()

    def holding():  # type: ignore[no-untyped-def]
        yield "SELECT 1", ()
        go.wait(5)
        return "held"

    def quick():  # type: ignore[no-untyped-def]
        rows = yield "SELECT 1", ()
        return rows

    async def ask() -> tuple[object, float]:
        reader = Reader(database, 1)
        held = asyncio.create_task(reader.run(holding(), 10))
        await asyncio.sleep(0.05)
        began = time.monotonic()
        with pytest.raises(Busy):
            await reader.run(quick(), 5, 0.2)
        waited = time.monotonic() - began
        go.set()
        answers = await held, await reader.run(quick(), 5, 0.2)
        reader.close()
        return answers, waited

    answers, waited = asyncio.run(ask())
    assert answers == ("held", [(1,)])
    assert 0.15 < waited < 2


@pytest.mark.parametrize(("name", "value"), [("SAMGRAF_PORT", "no"), ("SAMGRAF_DOCUMENTS", "some"), ("SAMGRAF_ORIGINS", "forum")])
def test_v14_a_wrong_setting_refuses_to_start_with_one_line_that_names_it(database: Path, name: str, value: str) -> None:
    environment = {**os.environ, "SAMGRAF_DATABASE_URL": f"sqlite:///{database}", name: value}
    done = subprocess.run(
        [sys.executable, "-m", "hub.cli", "serve", "--no-harvest"], env=environment, capture_output=True, timeout=30, check=False
    )
    assert done.returncode == 2
    assert name in done.stderr.decode()
    assert len(done.stderr.decode().strip().splitlines()) == 1


def test_several_workers_see_what_another_process_wrote_and_one_that_dies_is_replaced(database: Path) -> None:
    with serving(database, "--workers", "2", log_level="INFO") as hub:
        children = workers_of(hub)
        assert len(children) == 2
        with contextlib.closing(sqlite3.connect(database)) as writer:
            row = "(7, '2026-11-26T12:00:00Z', 'HIDDEN', 1, 'x', 'EVENT', '[]')"
            change = f"INSERT INTO change (seq, at, type, no, id, kind, fields) VALUES {row}"
            for seen in ("0", "7"):  # a connection each, so that both are asked
                versions = {httpx.post(f"{hub.url}/graphql", json=QUESTION).json()["extensions"]["version"] for _ in range(20)}
                assert versions == {seen}
                writer.execute(change)
                writer.commit()
                change = "SELECT 1"
        os.kill(children[0], signal.SIGKILL)
        until = time.monotonic() + 20
        while time.monotonic() < until and (len(now := workers_of(hub)) < 2 or children[0] in now):
            assert httpx.post(f"{hub.url}/graphql", json=QUESTION, timeout=10).status_code == 200
            time.sleep(0.3)
        assert children[0] not in workers_of(hub)
        assert len(workers_of(hub)) == 2
        assert hub.stop() < 10
        assert '"event": "worker-died"' in hub.said.read_text(encoding="utf-8")


def workers_of(hub: Serving) -> list[int]:
    """The process numbers of the workers: children that run our target, not the one that tracks resources."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            fields = stat.read_text(encoding="ascii").rpartition(")")[2].split()
            command = (stat.parent / "cmdline").read_bytes()
            if int(fields[1]) == hub.process.pid and b"spawn_main" in command and fields[0] != "Z":
                found.append(int(stat.parent.name))
    return sorted(found)
