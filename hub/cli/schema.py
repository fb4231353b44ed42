"""`samgraf schema`: the promise as text, for code generators and gateways."""

from __future__ import annotations

import typer


def register(app: typer.Typer) -> None:
    app.command(name="schema")(print_schema)


def print_schema() -> None:
    """Print the GraphQL schema (SDL).

    Needs no database: `samgraf schema > samgraf.graphql`.
    """
    from schema.build import sdl  # noqa: PLC0415 - the other commands need not build a schema

    print(sdl().rstrip())
