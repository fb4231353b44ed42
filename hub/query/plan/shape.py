"""Shaping: rows become the objects of the answer by Python source that is written once for each plan.

In this source `r` is a row, `r[0]` says to whom it belongs, and c0, c1 … hold what the levels below have found, by key.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

import orjson
from sqlalchemy import ColumnElement, Table

from hub.domain.distance import kilometres, squared
from hub.domain.link_words import link_words
from hub.domain.match import Reason, say
from hub.domain.money import to_decimal
from hub.domain.spelling import camel
from hub.query.plan.statement import tables_of

if TYPE_CHECKING:
    from hub.query.plan.level import Level

Shaper = Callable[..., Any]
_LATER = re.compile(r"@x(\d+)")


def lag(since: str | None, now: str) -> int | None:
    """Whole seconds between two instants."""
    if since is None:
        return None
    return int((datetime.fromisoformat(now) - datetime.fromisoformat(since)).total_seconds())


def camels(fields: str | None) -> list[str]:
    """A JSON list of fields, as the graph calls them."""
    return [camel(name) for name in orjson.loads(fields)] if fields else []


def reasons(kept: str, language: str | None) -> list[str]:
    """The reasons of a proposal as sentences; English where the language is not spoken here, Danish where none is wished."""
    lang = "da" if language in (None, "da") else "en"
    return [say(Reason(code, speaks_for, tuple(words)), lang) for code, speaks_for, words in orjson.loads(kept)]


def km(latitude: int | None, longitude: int | None, near: tuple[int, int, float] | None) -> float | None:
    """The distance from the centre that was asked about."""
    if latitude is None or longitude is None or near is None:
        return None
    return kilometres(squared(latitude, longitude, near[:2], near[2]))


def how_far(progress: str | None, name: str, default: Any = None) -> Any:
    """What is noted (JSON) of how far a run is; in its first moment nothing is yet."""
    return orjson.loads(progress).get(name, default) if progress else default


NAMES: dict[str, Any] = {
    "to_decimal": to_decimal, "lag": lag, "loads": orjson.loads, "camels": camels, "Fragment": orjson.Fragment, "EMPTY": [],
    "link_words": link_words, "km": km, "reasons": reasons, "how_far": how_far,
}  # fmt: skip
"""What the source may use besides built-in functions."""


@dataclass(slots=True)
class Row:
    """The columns that a level reads, in order, and the levels below it with the place of their key.

    `base` are the tables of the first statement of a level with several kinds; columns of other tables come `later`, in a statement of
    the kind, and stand behind those. `asked`: the row's key is an id that somebody asked for, which its `id` must repeat. `fields` of the
    answer are made from each row.
    """

    base: frozenset[Table] | None = None
    columns: list[ColumnElement[Any]] = field(default_factory=list)
    later: list[ColumnElement[Any]] = field(default_factory=list)
    places: dict[Any, str] = field(default_factory=dict)
    children: list[tuple[Level, str]] = field(default_factory=list)
    asked: bool = False
    fields: int = 0

    def read(self, element: ColumnElement[Any], key: Any = None) -> str:
        """The source for a column's value; the same column (or `key`) is read once."""
        key = element if key is None else key
        if key not in self.places:
            if self.base is not None and not tables_of(element) <= self.base:
                self.places[key] = f"@x{len(self.later)}"
                self.later.append(element)
            else:
                self.places[key] = str(len(self.columns) + 1)
                self.columns.append(element)
        return f"r[{self.places[key]}]"

    def below(self, level: Level, key: ColumnElement[Any]) -> tuple[str, str]:
        """Hangs a level under this one; the source for its findings, and for its key."""
        at = self.read(key)
        self.children.append((level, at[2:-1]))
        return f"c{len(self.children) - 1}", at

    def place(self, at: str) -> int:
        """The index that a place stands for, once all columns are known."""
        return len(self.columns) + 1 + int(at[2:]) if at.startswith("@x") else int(at)

    def shaper(self, arguments: str, body: str) -> Shaper:
        """The function of this source. `body` uses c0 …, `now`, `base_url`, `at` and the arguments; B is the place behind the last."""
        found = ", ".join(f"c{place}" for place in range(len(self.children)))
        lines = [
            f"def shape({arguments}, ask, found):",
            f"    {found}, = found" if found else "    pass",
            "    now, base_url, at = ask.now, ask.base_url, ask.at",
            *(f"    {line}" for line in body.splitlines()),
        ]
        source = _LATER.sub(lambda later: str(self.place(later[0])), "\n".join(lines))
        space = dict(NAMES, B=len(self.columns) + len(self.later) + 1)
        exec(compile(source, "<plan>", "exec"), space)  # noqa: S102 - made of names of the schema and of numbers; aliases are GraphQL names
        shape: Shaper = space["shape"]
        return shape


def things_by_key(code: str) -> str:
    """Objects by the key of their row."""
    return f"return {{r[0]: {code} for r in rows}}"


def lists_by_key(code: str) -> str:
    """Lists of objects by the key of their rows."""
    return f"out = {{}}\nfor r in rows:\n    out.setdefault(r[0], []).append({code})\nreturn out"


def pages_by_key(code: str) -> str:
    """Connections by their parent; each is told by its rows, what surrounds it, its total and its facets."""
    return f"out = {{}}\nfor k, rows, more, less, total, facets in pages:\n    out[k] = {code}\nreturn out"


def object_of(parts: Sequence[tuple[str, str]]) -> str:
    """The source of an object: response names with the source of their values."""
    return "{" + ", ".join(f"{name!r}: {code}" for name, code in parts) + "}"
