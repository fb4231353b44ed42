"""What is installed is what is written: the wheel holds the code, the data and the migrations, and imports from a bare folder."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.house.files import HOUSE, our_files


def run(*command: str | Path, folder: Path, **environment: str) -> str:
    done = subprocess.run(
        [str(word) for word in command],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": "", **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout.strip()


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this tree, without its pages: those need npm and are built when it is installed."""
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder, folder=HOUSE, SAMGRAF_SKIP_UI="1")
    return next(folder.glob("samgraf-*.whl"))


@pytest.fixture(scope="module")
def inside(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("installed")
    run(sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--target", target, wheel, folder=target)
    return target


@pytest.mark.parametrize("package", ["hub", "schema", "connectors"])
def test_a_package_imports_from_where_it_was_installed(installed: Path, package: str) -> None:
    file = run(sys.executable, "-c", f"import {package}; print({package}.__file__)", folder=installed, PYTHONPATH=str(installed))
    assert Path(file).is_relative_to(installed)


def test_every_module_and_every_piece_of_data_travels(inside: set[str]) -> None:
    ours = {path.relative_to(HOUSE).as_posix() for path in our_files("hub", "schema", "connectors")}
    assert {name for name in ours if not name.startswith("hub/web/ui/")} - inside == set()
    assert any(name.startswith("hub/data/") for name in inside)


def test_the_migrations_travel(inside: set[str]) -> None:
    written = {path.relative_to(HOUSE).as_posix() for path in our_files("hub/store/migrations")}
    assert written <= inside


def test_nothing_travels_that_is_not_needed(inside: set[str]) -> None:
    tops = {name.split("/", 1)[0] for name in inside}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"hub", "schema", "connectors"}
    assert not [name for name in inside if "_cache" in name or "node_modules" in name or name.startswith("hub/web/ui/")]


def test_the_licence_and_the_command_are_told(wheel: Path, inside: set[str]) -> None:
    about = next(name.split("/", 1)[0] for name in inside if ".dist-info/" in name)
    with zipfile.ZipFile(wheel) as archive:
        metadata = archive.read(f"{about}/METADATA").decode()
        commands = archive.read(f"{about}/entry_points.txt").decode()
    assert "License-Expression: EUPL-1.2" in metadata
    assert f"{about}/licenses/LICENSE" in inside
    assert "samgraf = hub.cli:main" in commands
