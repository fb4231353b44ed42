"""Which file of the room a command is found in."""

from __future__ import annotations

import subprocess
import sys

import pytest
from typer.main import get_command

from hub.cli import GROUPS, application


def commands_of(name: str | None) -> list[str]:
    group = get_command(application(name))
    return list(group.commands)  # type: ignore[attr-defined]


@pytest.mark.parametrize("command", [command for commands in GROUPS.values() for command in commands])
def test_a_command_is_found_in_its_group(command):
    group = next(commands for commands in GROUPS.values() if command in commands)
    assert sorted(commands_of(command)) == sorted(group)


@pytest.mark.parametrize("word", [None, "--help", "nonsense"])
def test_all_commands_are_there_when_none_of_them_is_named(word):
    assert sorted(commands_of(word)) == sorted(command for commands in GROUPS.values() for command in commands)


def test_a_command_that_reads_no_database_loads_no_library_for_it():
    seen = "import sys; sys.argv = ['samgraf', 'schema', '--help']\nfrom hub.cli import main\ntry: main()\nexcept SystemExit: pass\n"
    told = subprocess.run([sys.executable, "-c", f"{seen}print('sqlalchemy' in sys.modules)"], capture_output=True, text=True, check=True)
    assert "samgraf schema" in told.stdout
    assert told.stdout.endswith("False\n")
