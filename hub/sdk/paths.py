"""Paths of a mapping: a column's name, a dotted way through names (`name.da`), or a JMESPath expression.

An expression is what has one of the marks of JMESPath in it: `names[?lang=='da'].text | [0]`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

import jmespath
from jmespath.exceptions import JMESPathError

from hub.errors import ConfigError

_EXPRESSION: Final = frozenset("[]{}()|&*?'\"`!<>=,")
"""A path with one of these is a JMESPath expression in a tree; in a flat table every path is the name of a column."""
_BESIDE_NAMES: Final = _EXPRESSION | {".", "@"}


@dataclass(frozen=True, slots=True)
class Path:
    """A compiled path: `get` finds the value in an item (None when it is not there), `names` lead to it as far as they are known."""

    text: str
    get: Callable[[Any], Any]
    names: tuple[str, ...]


def column(name: str) -> Path:
    """The column of that name in a flat table."""
    return Path(name, lambda item: item.get(name), (name,))


def compile_path(text: str, flat: bool | None = None) -> Path:
    """A path into an item: of a flat table, of a tree, or (None) of what is not known before its file is there.

    A dotted way through a list looks into each of its items. A key of exactly that name always wins.
    Raises: ConfigError for a broken expression.
    """
    name = " ".join(text.split())
    if not name:
        raise ConfigError("a path is empty")
    if flat or not (_BESIDE_NAMES & set(name)):
        return column(name)
    if name != "@" and not (_EXPRESSION & set(name)):
        names = tuple(name.split("."))
        return Path(name, lambda item: item[name] if name in item else _walk(item, names), names)
    try:
        expression = jmespath.compile(text)
    except JMESPathError as error:
        if flat is None:
            return column(name)
        reason = " ".join(str(error).split())
        raise ConfigError(f"path {text[:80]!r} is no JMESPath expression: {reason[:120]}") from None
    head = name.partition(".")[0].partition("[")[0].strip()
    return Path(name, lambda item: item[name] if name in item else _search(expression, item), (head,) if head.isidentifier() else ())


def has(item: Any, names: tuple[str, ...]) -> bool:
    """Whether an item has that field, be it null."""
    for name in names:
        if isinstance(item, list):
            return any(has(inner, names) for inner in item)
        if not isinstance(item, dict) or name not in item:
            return False
        item, names = item[name], names[1:]
    return True


def drop(item: dict[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    """A copy of an item without the field at a dotted way, looked for in every item of a list."""
    name, rest = names[0], names[1:]
    if name not in item:
        return item
    if not rest:
        return {key: value for key, value in item.items() if key != name}
    inner = item[name]
    if isinstance(inner, dict):
        return {**item, name: drop(inner, rest)}
    if isinstance(inner, list):
        return {**item, name: [drop(one, rest) if isinstance(one, dict) else one for one in inner]}
    return item


def _walk(item: Any, names: tuple[str, ...]) -> Any:
    for position, name in enumerate(names):
        if isinstance(item, list):
            rest = names[position:]
            return [found for inner in item if (found := _walk(inner, rest)) is not None] or None
        if not isinstance(item, dict):
            return None
        item = item.get(name)
    return item


def _search(expression: Any, item: Any) -> Any:
    try:
        return expression.search(item)
    except (JMESPathError, TypeError, ValueError, RecursionError):
        return None  # a function of the expression met a type that it does not take: this item says nothing here
