"""The extent of a document: how deep, how wide and how much, measured in one pass before it is validated.

Each fragment is measured once and its numbers are added wherever it is spread, so the pass is linear in the length of the document even
where the document unfolds to billions of fields. Fragments that are unknown or spread themselves are left to validation.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple, cast

from graphql import FieldNode
from graphql.language import (
    DocumentNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionSetNode,
)

MOST_FIELDS = 10_000
"""A document that unfolds to more is not looked at any further, whatever the limits of a role say."""
MOST_COMPARED = 48_000
"""How much work validation may have with what stands in one place: each pair of fields of one name and each pair of fragments there has
to be compared, and all characters of their arguments."""
PAIR, FRAGMENT_PAIR = 16, 64
_TOKEN = re.compile(r'"""(?:\\"""|[^"]|"(?!""))*+(?:"""|\Z)|"(?:\\.|[^"\\\n\r])*+"?|#[^\n\r]*|\.\.\.|[^\W\d]\w*|-?\d[\w.+-]*|[^\s,\ufeff]')
"""One token or comment. What is no token is left to the parser, which stops there; nothing is looked at twice, terminated or not."""


def count_tokens(text: str) -> int:
    """The tokens and comments of a document, without allocating what the parser would."""
    return sum(1 for _ in _TOKEN.finditer(text))


class Extent(NamedTuple):
    """What a document has. Of several operations, the largest number; `fields` are those of all together.

    `circular`: a fragment spreads itself, so that the other numbers tell only a part.
    """

    tokens: int
    depth: int
    introspection_depth: int
    aliases: int
    root_fields: int
    directives: int
    fields: int
    circular: bool


class _Size(NamedTuple):
    """What one selection has; `own` fields are those of the object itself, `height` is how deep it goes outside of the introspection."""

    height: int = 0
    introspection: int = 0
    aliases: int = 0
    own: int = 0
    directives: int = 0
    fields: int = 0


def measure(document: DocumentNode, tokens: int = 0) -> Extent:
    """The extent of a document that was parsed, and of which these tokens were counted."""
    fragments = fragments_of(document)
    sizes = _Sizes(fragments)
    operations = [one for one in document.definitions if isinstance(one, OperationDefinitionNode)]
    measured = []
    for one in operations:
        size = sizes.of(one.selection_set)
        given = sum(len(variable.directives or ()) for variable in one.variable_definitions or ())
        measured.append(size._replace(directives=size.directives + len(one.directives or ()) + given))
    for name in fragments:
        sizes.named(name)
    fields = sum(size.fields for size in measured) + sum(sizes.named(name).fields for name in fragments if name not in sizes.spread)
    most = _Size(*(max(numbers) for numbers in zip(*measured, strict=True))) if measured else _Size()
    return Extent(tokens, most.height, most.introspection, most.aliases, most.own, most.directives, fields, sizes.circular)


def fragments_of(document: DocumentNode) -> dict[str, FragmentDefinitionNode]:
    return {one.name.value: one for one in document.definitions if isinstance(one, FragmentDefinitionNode)}


class _Sizes:
    """The sizes of selections. `spread`: the fragments that were met in one; `circular`: one spreads itself."""

    def __init__(self, fragments: dict[str, FragmentDefinitionNode]) -> None:
        self._fragments, self._known = fragments, dict[str, _Size]()
        self._open: set[str] = set()
        self.spread: set[str] = set()
        self.circular = False

    def named(self, name: str) -> _Size:
        """The size of a fragment."""
        known = self._known.get(name)
        if known is not None:
            return known
        if name in self._open or name not in self._fragments:
            self.circular |= name in self._open
            return _Size()
        self._open.add(name)
        node = self._fragments[name]
        size = self.of(node.selection_set)
        self._open.remove(name)
        return self._known.setdefault(name, size._replace(directives=size.directives + len(node.directives or ())))

    def of(self, within: SelectionSetNode) -> _Size:
        """The size of a selection."""
        height = introspection = aliases = own = directives = fields = 0
        for one in within.selections:
            directives += len(one.directives or ())
            if isinstance(one, FieldNode):
                below = self.of(one.selection_set) if one.selection_set else _Size()
                own, fields, aliases = own + 1, fields + 1, aliases + (one.alias is not None)
                if one.name.value in ("__schema", "__type"):
                    below = below._replace(height=0, introspection=max(below.introspection, below.height + 1))
                height = max(height, below.height + 1)
            else:
                if isinstance(one, FragmentSpreadNode):
                    self.spread.add(one.name.value)
                    below = self.named(one.name.value)
                else:
                    below = self.of(cast(InlineFragmentNode, one).selection_set)
                own, height = own + below.own, max(height, below.height)
            introspection = max(introspection, below.introspection)
            aliases, directives, fields = aliases + below.aliases, directives + below.directives, fields + below.fields
        return _Size(height, introspection, aliases, own, directives, fields)


def compared(document: DocumentNode) -> tuple[int, str]:
    """The work of checking that fields of one name in one place agree (MOST_COMPARED), and the name that makes most of it.

    It visits each field of the unfolded document once, so their number has to be known to be small, and no fragment may spread itself.
    """
    fragments = fragments_of(document)
    total, largest, namesake = 0, 0, ""
    waiting: list[list[SelectionSetNode]] = [
        [one.selection_set] for one in document.definitions if isinstance(one, OperationDefinitionNode | FragmentDefinitionNode)
    ]
    while waiting:
        found: dict[str, list[FieldNode]] = {}
        met: set[str] = set()
        for one in _fields(waiting.pop(), fragments, met):
            found.setdefault(one.alias.value if one.alias else one.name.value, []).append(one)
        total += FRAGMENT_PAIR * len(met) * (len(met) - 1) // 2
        for name, same in found.items():
            if len(same) > 1:
                work = (len(same) - 1) * sum(PAIR // 2 + _length(one) for one in same)
                total += work
                if work > largest:
                    largest, namesake = work, name
            if total > MOST_COMPARED:
                return total, namesake
            below = [one.selection_set for one in same if one.selection_set]
            if below:
                waiting.append(below)
    return total, namesake


def _fields(sets: Iterable[SelectionSetNode], fragments: dict[str, FragmentDefinitionNode], met: set[str]) -> Iterator[FieldNode]:
    """The fields that stand in one place; each fragment counts once there."""
    waiting = list(sets)
    while waiting:
        for one in waiting.pop().selections:
            if isinstance(one, FieldNode):
                yield one
            elif not isinstance(one, FragmentSpreadNode):
                waiting.append(cast(InlineFragmentNode, one).selection_set)
            elif one.name.value not in met and one.name.value in fragments:
                met.add(one.name.value)
                waiting.append(fragments[one.name.value].selection_set)


def _length(node: FieldNode) -> int:
    """The characters of a field's arguments."""
    given = node.arguments
    return given[-1].loc.end - given[0].loc.start if given and given[0].loc and given[-1].loc else 0
