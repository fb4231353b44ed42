"""Names of fields on both sides: the graph says `startedOn`, claims and tables say `started_on`."""

from __future__ import annotations

import re


def camel(name: str) -> str:
    """A field of a claim by its name in the graph.

    >>> camel("adapted_from")
    'adaptedFrom'
    """
    first, *rest = name.split("_")
    return first + "".join(part.capitalize() for part in rest)


def snake(name: str) -> str:
    """A name of the graph as claims have it.

    >>> snake("adaptedFrom")
    'adapted_from'
    """
    return re.sub(r"([A-Z])", r"_\1", name).lower()
