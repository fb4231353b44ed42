"""What is around things that have very many links, remembered so that it is not gathered for every question."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

HUB = 500
"""A thing with so many links is one."""
MOST_HUBS = 32


@dataclass(frozen=True, slots=True)
class Around:
    """What is one step from a hub, over all links.

    `ends` are the things; `between` the grants, agreements and events over which some of them are reached. `at_once` counts the links that
    lead to ends without these, `over_between` those of the things between.
    """

    ends: frozenset[int]
    between: frozenset[int]
    at_once: int
    over_between: int


class Hubs:
    """The surroundings of some hubs, for several threads: at worst, two gather the same."""

    def __init__(self, known: Mapping[int, Around] | None = None) -> None:
        self._known = dict(known or {})

    def get(self, no: int) -> Around | None:
        return self._known.get(no)

    def put(self, no: int, around: Around) -> Around:
        """Remembers one; all are forgotten once they are too many."""
        if len(self._known) >= MOST_HUBS:
            self._known = {}
        self._known[no] = around
        return around

    def without(self, changed: Collection[int]) -> Hubs:
        """The same without those around which a row has changed."""
        return Hubs({no: around for no, around in self._known.copy().items() if no not in changed and around.between.isdisjoint(changed)})
