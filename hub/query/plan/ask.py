"""One request, as the levels of a plan see it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from graphql import FieldNode

from hub.domain.dates import instant_key
from hub.domain.viewer import ANYBODY, Viewer
from hub.errors import AccessError, BadArgument, OverLimit, QueryError
from hub.query.noun import NOW, NOW_KEY
from hub.store.past import Past

if TYPE_CHECKING:
    from hub.query.graph.links import Links
    from hub.query.index.index import Index
    from hub.query.memory import Memory


@dataclass(frozen=True, slots=True)
class Fault:
    """One item that could not be answered, for the client: why, and where in the answer null stands for it."""

    error: QueryError
    path: tuple[str | int, ...]
    node: FieldNode


@dataclass(slots=True)
class Ask:
    """What one run of a plan may use: `binds` hold what all statements share (languages), `rows` counts what was read so far.

    `newest` version: that of the present. `past`: the version that is read, None for the present; `at` is what ids say of it.
    `indexes` keeps the index in memory; `index`: that of the version that is read; None for the past, and when there is none just now.
    `links`: the memory of all links, for walks through the graph. `until`: the moment (`time.monotonic`) at which this run has to end.
    `here`: it is walked in the event loop, where nothing is renewed. `largest` page that is asked for.
    `place`: where a subscription stands, None when it begins; `page`: how many events it takes at once.
    `compiled`: a statement had to be built or an index to be renewed first, so the time that this run took tells nothing about the next.
    `written`: what became of each root of a mutation, by its name in the answer.
    `faults`: items of `_entities` that are none; only these leave the rest of an answer standing.
    """

    variables: Mapping[str, Any]
    lang: str | None
    now: str
    base_url: str
    max_page: int
    max_rows: int
    binds: dict[str, Any] = field(default_factory=dict)
    rows: int = 0
    compiled: bool = False
    newest: int = 0
    past: Past | None = None
    at: str = ""
    indexes: Memory[Index] | None = None
    index: Index | None = None
    links: Memory[Links] | None = None
    until: float = float("inf")
    viewer: Viewer = ANYBODY
    largest: int = 0
    max_representations: int = 0
    written: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    place: Any = None
    page: int = 1
    here: bool = False

    def tell_time(self, instant: str) -> None:
        """Sets the moment from which statements look."""
        self.binds.update({NOW: instant, NOW_KEY: instant_key(instant)})

    def count(self, rows: int) -> None:
        """Adds rows to the account. Raises OverLimit."""
        self.rows += rows
        if self.rows > self.max_rows:
            raise OverLimit(f"This answer needs more than {self.max_rows} rows, the most that one answer may hold. Ask for smaller pages.")


class Refused(Exception):
    """A QueryError or AccessError with the field that it belongs to."""

    def __init__(self, error: QueryError | AccessError, path: tuple[str, ...], node: FieldNode) -> None:
        super().__init__(str(error))
        self.error, self.path, self.node = error, path, node


def language(value: Any) -> str | None:
    """The primary subtag of a language that was asked for, in small letters; None when none was. Raises BadArgument."""
    if value is None:
        return None
    if len(value) > 35:
        raise BadArgument(f"`lang` is a language tag (BCP 47) such as da or en-GB; {len(value)} characters were given, 35 is the most.")
    return str(value).partition("-")[0].lower()
