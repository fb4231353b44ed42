"""`samgraf schema`: the promise as text, for code generators and gateways."""

from __future__ import annotations

from typing import Annotated

import typer


def register(app: typer.Typer) -> None:
    app.command(name="schema")(print_schema)


def print_schema(
    federation: Annotated[
        bool, typer.Option("--federation", help="As a subgraph of Apollo Federation 2, for composers and gateways.")
    ] = False,
) -> None:
    """Print the GraphQL schema (SDL).

    Needs no database: `samgraf schema > samgraf.graphql`.
    """
    from schema.build import sdl  # noqa: PLC0415 - the other commands need not build a schema
    from schema.federation import subgraph  # noqa: PLC0415 - the same

    print((subgraph() if federation else sdl()).rstrip())
