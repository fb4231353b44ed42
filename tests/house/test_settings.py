"""Settings, commands and error codes are held against what README and the docstrings tell of them."""

from __future__ import annotations

import re
from dataclasses import fields

from typer.main import get_command

import hub.errors
from hub.cli import app
from hub.domain.limits import Limits, RoleLimits
from hub.settings import Settings
from tests.house.files import HOUSE

README = (HOUSE / "README.md").read_text(encoding="utf-8")


def settings_table() -> str:
    """The table of README, made from hub/settings.py; print it with `python -m tests.house.test_settings`."""
    rows = []
    for name, field in Settings.model_fields.items():
        if name == "limits":  # in a table of their own
            continue
        default = field.get_default()
        shown = "" if hasattr(default, "get_secret_value") else f"`{default}`"
        rows.append(f"| `SAMGRAF_{name.upper()}` | {shown} | {field.description} |")
    return "\n".join(["| setting | default | what it is |", "|---|---|---|", *rows])


def limits_table() -> str:
    """The limits by role, made from hub/domain/limits.py."""
    roles = RoleLimits()
    names = [field.name for field in fields(RoleLimits)]
    rows = [f"| LIMIT | bounds | {' | '.join(name.upper() for name in names)} |", "|---|---|" + "---|" * len(names)]
    for limit in fields(Limits):
        numbers = " | ".join(f"{getattr(getattr(roles, name), limit.name):,}" for name in names)
        rows.append(f"| `{limit.name.upper()}` | {limit.metadata['told']} | {numbers} |")
    return "\n".join(rows)


def test_readme_has_the_table_of_all_settings() -> None:
    assert settings_table() in README


def test_readme_has_the_table_of_all_limits() -> None:
    assert limits_table() in README


def test_readme_tells_of_every_command() -> None:
    commands = set(get_command(app).commands)
    told = set(re.findall(r"(?m)^\| `samgraf (\w+)", README))
    assert told == commands


def test_every_error_has_a_code_of_its_own_and_a_line_in_the_tree() -> None:
    kinds = [kind for kind in vars(hub.errors).values() if isinstance(kind, type) and issubclass(kind, hub.errors.SamgrafError)]
    codes = [kind.code for kind in kinds]
    assert len(set(codes)) == len(codes)
    for kind in kinds[1:]:
        assert re.search(rf"{kind.__name__} +{kind.code} ", hub.errors.__doc__ or "")


if __name__ == "__main__":
    print(settings_table(), limits_table(), sep="\n\n")  # noqa: T201 - this is how the table is made
