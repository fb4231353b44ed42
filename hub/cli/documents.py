"""`samgraf documents`: the GraphQL documents that clients may ask by their id."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import orjson
import typer

from hub.cli.progress import console, print_table
from hub.domain.dates import now
from hub.errors import ConfigError
from hub.settings import load
from hub.store import trusted
from hub.store.store import open_store

if TYPE_CHECKING:
    from collections.abc import Iterable

MOST_BYTES = 10_000_000


def register(app: typer.Typer) -> None:
    group = typer.Typer(
        help="Register GraphQL documents, so that clients ask by `documentId` and this hub may answer nothing else "
        "(SAMGRAF_DOCUMENTS=registered).",
        no_args_is_help=True,
    )
    group.command(name="register")(register_files)
    group.command(name="list")(show)
    group.command(name="remove")(remove)
    app.add_typer(group, name="documents")


def register_files(
    files: Annotated[
        list[Path],
        typer.Argument(help="JSON of documents by id (graphql-codegen, relay-compiler), or .graphql files, each known by its SHA-256."),
    ],
) -> None:
    """Register documents; all of them or, when one cannot be answered, none.

    An id keeps its meaning: the same one with another document is refused.
    """
    from hub.query.plan.document import faults_of, read_document  # noqa: PLC0415 - the other commands need not build a schema
    from schema.federation import served  # noqa: PLC0415

    found = {name: body for file in files for name, body in read_file(file)}
    checked = trusted.checked(found, lambda body: faults_of(lambda: read_document(served(), body, suggest=True)))

    async def write() -> int:
        async with await open_store(load().database_url) as store:
            return await store.write(lambda tx: trusted.register(tx, checked, by="cli", at=now()))

    new = asyncio.run(write())
    console.print(f"{new} registered, {len(checked) - new} were known.")
    for name in checked:
        print(name)


def read_file(file: Path) -> Iterable[tuple[str, str]]:
    """The documents of a file, by id. Raises ConfigError."""
    try:
        if file.stat().st_size > MOST_BYTES:
            raise ConfigError(f"{file} is larger than {MOST_BYTES // 1_000_000} MB; is it a file of documents?")
        text = file.read_text(encoding="utf-8")
        found = orjson.loads(text) if file.suffix == ".json" else {trusted.hash_of(text): text}
    except (OSError, ValueError) as error:
        raise ConfigError(f"{file} cannot be read as GraphQL documents: {error}.") from None
    if not isinstance(found, dict) or not all(isinstance(body, str) for body in found.values()):
        raise ConfigError(f'{file} must hold one JSON object of documents by id, such as {{"sha256:…": "query …"}}.')
    return found.items()


def show() -> None:
    """Show the registered documents: id, length, when and by whom."""

    async def read() -> list[trusted.Registered]:
        async with await open_store(load().database_url) as store:
            return await store.read(trusted.listed())

    found = asyncio.run(read())
    if not found:
        console.print("No documents yet: `samgraf documents register FILE` takes what graphql-codegen or relay-compiler wrote.")
        return
    print_table("Documents", ("id", "characters", "registered", "by"), [(one.id, one.characters, one.at, one.by) for one in found])


def remove(ids: Annotated[list[str], typer.Argument(help="Ids as `samgraf documents list` shows them.")]) -> None:
    """Forget documents; who asks by their id is refused within a quarter of a minute."""

    async def write() -> int:
        async with await open_store(load().database_url) as store:
            return await store.write(lambda tx: trusted.remove(tx, ids))

    console.print(f"{asyncio.run(write())} removed.")
