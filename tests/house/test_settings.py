"""Settings, commands and error codes are held against what README and the docstrings tell of them."""

from __future__ import annotations

import re
from dataclasses import fields

from typer.main import get_command

import hub.errors
from hub.cli import application
from hub.domain.limits import Limits, RoleLimits
from hub.settings import Settings
from hub.web.graphql import STATUS
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


TOLD_TO_CLIENTS = (hub.errors.QueryError, hub.errors.AccessError, hub.errors.StoreUnavailable)
NEVER_BY_THEMSELVES = {"QUERY", "ACCESS", "LEFT"}


def codes_table() -> str:
    """The codes that clients may meet in `extensions.code`, made from hub/errors.py and the statuses of hub/web/graphql.py."""
    told = dict(re.findall(r"(?m)^[│├└─ ]+\w+ +([A-Z_]+) +(\S.*)$", hub.errors.__doc__ or ""))
    kinds = [kind for kind in vars(hub.errors).values() if isinstance(kind, type) and issubclass(kind, TOLD_TO_CLIENTS)]
    codes = {kind.code: told[kind.code] for kind in kinds if kind.code not in NEVER_BY_THEMSELVES}
    codes |= {
        "SYNTAX": "the document is no GraphQL",
        "VALIDATION": "the document, its operation or its variables do not fit the schema",
        "INTERNAL": "a fault of the hub; `extensions.id` finds it in the log",
    }
    rows = [f"| `{code}` | {STATUS.get(code, '')} | {codes[code]} |" for code in sorted(codes)]
    return "\n".join(["| code | status | says |", "|---|---|---|", *rows])


def test_readme_has_the_table_of_all_codes() -> None:
    assert codes_table() in README


def test_readme_has_the_table_of_all_settings() -> None:
    assert settings_table() in README


def test_readme_has_the_table_of_all_limits() -> None:
    assert limits_table() in README


def test_readme_tells_of_every_command() -> None:
    commands = set(get_command(application()).commands)
    told = set(re.findall(r"(?m)^\| `samgraf (\w+)", README))
    assert told == commands


def test_every_error_has_a_code_of_its_own_and_a_line_in_the_tree() -> None:
    kinds = [kind for kind in vars(hub.errors).values() if isinstance(kind, type) and issubclass(kind, hub.errors.SamgrafError)]
    codes = [kind.code for kind in kinds]
    assert len(set(codes)) == len(codes)
    for kind in kinds[1:]:
        assert re.search(rf"{kind.__name__} +{kind.code} ", hub.errors.__doc__ or "")


if __name__ == "__main__":
    print(settings_table(), limits_table(), codes_table(), sep="\n\n")  # noqa: T201 - this is how the table is made
