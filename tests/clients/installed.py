"""Tools of others, installed once from their registries into pytest's cache: npm packages by a lock, Python packages in an environment.

Whoever comes first installs, everybody else waits; a half-filled folder is never used.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

OLDEST_NODE = 20
INSTALL_SECONDS = 180


def npm_packages(cache: Path, of: Path) -> Path:
    """The folder in which the packages of the folder `of` are installed."""
    if not node_is_there():
        pytest.skip(f"needs Node {OLDEST_NODE} or newer, with npm")
    names = ("package.json", "package-lock.json")
    with prepared(cache, "npm", [of / name for name in names]) as (folder, fresh):
        if fresh:
            for name in names:
                shutil.copy(of / name, folder / name)
            command = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
            install(command, folder, ["npm", "view", "graphql", "version"])
    return folder


def python_packages(cache: Path, requirements: Path) -> Path:
    """The Python of an environment in which these requirements are installed."""
    with prepared(cache, "python", [requirements]) as (folder, fresh):
        python = folder / "bin" / "python"
        if fresh:
            subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True, timeout=INSTALL_SECONDS)
            command = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", str(requirements)]
            install(command, folder, [str(python), "-m", "pip", "download", "--no-deps", "--quiet", "-d", str(folder / "probe"), "six"])
    return python


def node_is_there() -> bool:
    if not shutil.which("node") or not shutil.which("npm"):
        return False
    told = subprocess.run(["node", "--version"], capture_output=True, text=True, timeout=20, check=False).stdout
    return told.startswith("v") and int(told[1:].partition(".")[0]) >= OLDEST_NODE


@contextlib.contextmanager
def prepared(cache: Path, kind: str, files: list[Path]) -> Iterator[tuple[Path, bool]]:
    """A folder for what these files ask for, locked, and whether it has to be filled; a mark is left when that went well."""
    asked = b"".join(file.read_bytes() for file in files)
    folder = cache / f"{kind}-{hashlib.sha256(asked).hexdigest()[:16]}"
    folder.mkdir(parents=True, exist_ok=True)
    with (cache / f"{folder.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield folder, not (folder / "ready").exists()
        (folder / "ready").touch()


def install(command: list[str], folder: Path, probe: list[str]) -> None:
    """Runs an installer; where its registry does not answer at all, the test is skipped."""
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=INSTALL_SECONDS, check=False)
    if done.returncode:
        if subprocess.run(probe, cwd=folder, capture_output=True, timeout=60, check=False).returncode:
            pytest.skip("needs package registries, which do not answer")
        pytest.fail(f"{' '.join(command[:3])}: {done.stdout}{done.stderr}")
