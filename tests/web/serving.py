"""A hub as `samgraf serve` runs it: a process of its own on a free port of loopback."""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx

PATIENCE_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Serving:
    """A running hub: `port` on 127.0.0.1, its process, and the file with all that it said on standard error."""

    port: int
    process: subprocess.Popen[bytes]
    said: Path

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def stop(self) -> float:
        """Says SIGTERM and waits; the seconds that it took to leave."""
        began = time.monotonic()
        self.process.terminate()
        self.process.wait(timeout=PATIENCE_SECONDS)
        return time.monotonic() - began


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextlib.contextmanager
def serving(database: Path, *options: str, **settings: object) -> Iterator[Serving]:
    """A hub over this database, once it answers; stopped at the end."""
    port, said = free_port(), database.with_suffix(".said")
    given = {f"SAMGRAF_{name.upper()}": str(value) for name, value in settings.items()}
    environment = {
        **os.environ,
        "SAMGRAF_DATABASE_URL": f"sqlite:///{database}",
        "SAMGRAF_SOURCES": str(database.parent / "sources"),
        **given,
    }
    command = [sys.executable, "-m", "hub.cli", "serve", "--no-harvest", "--port", str(port), *options]
    with said.open("wb") as log, subprocess.Popen(command, env=environment, stderr=log) as process:
        hub = Serving(port, process, said)
        try:
            wait_until_ready(hub)
            yield hub
        finally:
            if process.poll() is None:
                hub.stop()


def wait_until_ready(hub: Serving) -> None:
    until = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < until:
        with contextlib.suppress(httpx.HTTPError):
            if httpx.get(f"{hub.url}/ready", timeout=2).status_code == 200:
                return
        if hub.process.poll() is not None:
            break
        time.sleep(0.1)
    raise AssertionError(f"the hub does not answer: {hub.said.read_text(encoding='utf-8')[-2000:]}")
