"""`samgraf doctor`, `samgraf migrate`: is everything in order, and what to do about it; bring the database up to date."""

from __future__ import annotations

import contextlib
import sqlite3
import sys
from dataclasses import fields
from typing import TYPE_CHECKING

import typer
from pydantic import SecretStr

from hub.cli.progress import console, print_table
from hub.domain.limits import Limits
from hub.errors import ConfigError, StoreError
from hub.harvest.sources import load_sources
from hub.mail.server import sender
from hub.settings import Settings, load
from hub.store.engine import path_of, read_connection
from hub.store.migrations import migrate
from hub.web.pages import STATIC

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Finding = tuple[str, str, str]
"""What was looked at, `ok`, `note` or `fault`, and a sentence."""


def register(app: typer.Typer) -> None:
    app.command()(doctor)
    app.command(name="migrate")(bring_up_to_date)


def bring_up_to_date() -> None:
    """Make the database, or bring it up to date, and load areas and themes.

    Whole or not at all; a database with data is copied beside itself first. Safe to repeat.
    """
    settings = load()
    done = migrate(settings.database_url, settings.sources)
    what = (
        "made" if done.before is None else "is up to date" if done.before == done.after else f"brought from {done.before} to {done.after}"
    )
    console.print(f"{path_of(settings.database_url)}: {what}; {done.areas:,} areas, {done.themes:,} themes.")
    if done.copy:
        console.print(f"The old one is kept as {done.copy}.")


def doctor() -> None:
    """Check settings, database, sources and pages, and say what to do.

    Exit code 0 when nothing is at fault, else 2.
    """
    settings = load()
    shown = [
        (f"SAMGRAF_{name.upper()}", secretless(getattr(settings, name)), field.description)
        for name, field in Settings.model_fields.items()
        if name != "limits"
    ]
    print_table("Settings", ("setting", "now", "what it is"), shown)
    roles = [field.name for field in fields(settings.limits)]
    bounds = [(one.name, *(getattr(getattr(settings.limits, role), one.name) for role in roles)) for one in fields(Limits)]
    print_table("Limits (SAMGRAF_LIMITS__ROLE__LIMIT)", ("limit", *roles), bounds)
    findings = [finding for look in LOOKS for finding in look(settings)]
    print_table("Findings", ("what", "state", "say"), findings)
    if any(state == "fault" for _, state, _ in findings):
        raise typer.Exit(2)


def secretless(value: object) -> str:
    if isinstance(value, SecretStr):
        return "set" if value.get_secret_value() else "not set"
    return str(value)


def look_at_database(settings: Settings) -> Iterator[Finding]:
    path = path_of(settings.database_url)
    try:
        connection = read_connection(path)
    except StoreError as error:
        yield "database", "fault", str(error)
        return
    try:
        sound = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
        entities = connection.execute("SELECT count(*) FROM entity").fetchone()[0]
    except sqlite3.Error:
        yield "database", "fault", f"{path} cannot be read as a hub's database; run `samgraf migrate`, or restore a copy."
        return
    finally:
        connection.close()
    yield "database", "ok" if sound == "ok" else "fault", f"{path}: {entities:,} entities; quick check: {sound}"


def look_at_sqlite(_: Settings) -> Iterator[Finding]:
    if sqlite3.sqlite_version_info < (3, 51, 3):
        yield (
            "sqlite",
            "note",
            f"{sqlite3.sqlite_version} has a rare write-ahead-log fault, mended in 3.51.3; the hub's one writer avoids it.",
        )
    else:
        yield "sqlite", "ok", sqlite3.sqlite_version


def look_at_sources(settings: Settings) -> Iterator[Finding]:
    if not settings.sources.is_dir():
        yield "sources", "note", f"{settings.sources} is no folder yet; put one folder with a source.toml there for each source."
        return
    try:
        found = load_sources(settings.sources)
    except ConfigError as error:
        yield "sources", "fault", str(error)
    else:
        yield "sources", "ok", f"{len(found)} in {settings.sources}"


def look_at_withdrawals(settings: Settings) -> Iterator[Finding]:
    if not settings.withdrawal_key.get_secret_value():
        yield (
            "withdrawals",
            "note",
            "SAMGRAF_WITHDRAWAL_KEY is not set: withdrawals could not be remembered; set a long random text and keep it.",
        )


def look_at_mail(settings: Settings) -> Iterator[Finding]:
    try:
        sends = sender(settings) is not None
    except ConfigError as error:
        yield "mail", "fault", str(error)
        return
    said = f"through {settings.mail_host}:{settings.mail_port} ({settings.mail_security}); try it with `samgraf mail --try`"
    printed = "SAMGRAF_MAIL_HOST is not set: mail, with its secret links, is printed by `serve` on its console, to be handed on by you."
    yield "mail", "ok" if sends else "note", said if sends else printed
    if not settings.operator_mail:
        yield "alerts", "note", "SAMGRAF_OPERATOR_MAIL is not set: nobody is told of sources that fail and of runs that are held."


def look_at_tokens(settings: Settings) -> Iterator[Finding]:
    if settings.token_issuer and not settings.token_name_key.get_secret_value():
        yield (
            "tokens",
            "note",
            "SAMGRAF_TOKEN_NAME_KEY is not set: who has a token is a stranger after a restart, and cannot prove to speak.",
        )


def look_at_watches(settings: Settings) -> Iterator[Finding]:
    with contextlib.suppress(StoreError, sqlite3.Error), contextlib.closing(read_connection(path_of(settings.database_url))) as connection:
        found = dict(connection.execute("SELECT state, count(*) FROM watch GROUP BY state").fetchall())
        if found and not settings.webhook_key.get_secret_value():
            yield "watches", "fault", "SAMGRAF_WEBHOOK_KEY is not set, so nobody is told; set the one that they were left with."
        elif found:
            told = ", ".join(f"{number} {state.lower()}" for state, number in sorted(found.items()))
            ailing = found.keys() & {"PAUSED", "STOPPED"}
            yield "watches", "note" if ailing else "ok", told + ("; `samgraf watch list` tells why" if ailing else "")


def look_at_pages(_: Settings) -> Iterator[Finding]:
    built = (STATIC / "graphiql.html").is_file()
    yield (
        "pages",
        "ok" if built else "note",
        "GraphiQL is built in" if built else "GraphiQL was not built (SAMGRAF_SKIP_UI); /graphql answers all the same.",
    )


def look_at_python(_: Settings) -> Iterator[Finding]:
    yield "python", "ok", sys.version.split()[0]


LOOKS: tuple[Callable[[Settings], Iterator[Finding]], ...] = (
    look_at_python, look_at_sqlite, look_at_database, look_at_sources, look_at_withdrawals, look_at_tokens, look_at_mail,
    look_at_watches, look_at_pages,
)  # fmt: skip
