"""What can be followed: each run of such a plan reads the next events from where the last run ended, and says where that was.

Nothing waits in memory for a client: between two runs there is only the place where it stands (hub/query/stream.py keeps it).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from graphql import FieldNode

from hub.query.change import CHANGES
from hub.query.nouns import NOUNS
from hub.query.plan.arguments import Arguments
from hub.query.plan.ask import Ask
from hub.query.plan.compile import Compiler, Path
from hub.query.plan.feed import FLOOR, FeedPages
from hub.query.plan.level import Objects, Walk
from hub.query.plan.load import Load
from hub.query.plan.page import Asked, Where
from hub.query.plan.root import ROOT, Root
from hub.query.plan.shape import Row
from hub.query.progress import PROGRESS_NOUN

LARGEST_PAGE = 100
"""Events that are read at once, when the client has taken those before."""


@dataclass(frozen=True, slots=True)
class Events:
    """Some events as JSON, in order. `place`: where to go on; `more`: whether there are more just now."""

    found: list[Any]
    place: Any
    more: bool = False


class EventPages(FeedPages):
    """Changes from the place of the client on, `ask.page` at a time; a place is (floor, number), as in the cursors of the query."""

    def asked(self, ask: Ask) -> Asked:
        asked = super().asked(ask)
        floor, seen = ask.place or (0, ask.newest)
        if ask.place is None and asked.shape.after:
            floor, seen = asked.values["a0"], asked.values["a1"]
        values = {**asked.values, "a0": floor, "a1": seen}
        return replace(asked, size=ask.page, shape=asked.shape._replace(after=True), values=values)


class ChangeEvents(Root):
    """`changes`: one event for each line of the feed."""

    threaded = True

    def __init__(self, arguments: Arguments, path: Path, node: FieldNode, level: EventPages) -> None:
        super().__init__(arguments, path, node)
        self.level = level

    def estimate(self, ask: Ask) -> Load:
        """What one event may ask for."""
        page, ask.page = ask.page, 1
        try:
            return self.level.estimate(ask, 1)
        finally:
            ask.page = page

    def run(self, ask: Ask) -> Walk:
        found, last, more = (yield from self.level.run(ask, ROOT))[0]
        return Events(found, (ask.binds[FLOOR], last if more else ask.newest), more)


class HarvestEvents(Root):
    """`harvest`: the progress of the runs in `ask.place`, by number."""

    threaded = True

    def __init__(self, arguments: Arguments, path: Path, node: FieldNode, level: Objects) -> None:
        super().__init__(arguments, path, node)
        self.level = level

    def estimate(self, ask: Ask) -> Load:
        return self.level.estimate(ask, 1)

    def run(self, ask: Ask) -> Walk:
        nos = list(ask.place or ())
        found = (yield from self.level.run(ask, nos)) if nos else {}
        return Events([found[no] for no in nos if no in found], None)


def compile_event(compiler: Compiler, same: list[FieldNode], path: Path) -> Root:
    """The root of one field of `type Subscription`."""
    node, kind = same[0], compiler.object_type("Subscription")
    arguments = compiler.arguments(kind, node)
    if node.name.value == "harvest":
        row = Row()
        return HarvestEvents(arguments, path, node, Objects(PROGRESS_NOUN, row, compiler.thing(row, PROGRESS_NOUN, same, path)))
    return ChangeEvents(arguments, path, node, event_pages(compiler, arguments, same, path))


def event_pages(compiler: Compiler, arguments: Arguments, same: list[FieldNode], path: Path) -> EventPages:
    """The level that reads changes; the shape of a page: its changes, the number of the last, whether there are more."""
    noun, row = NOUNS["Change"], Row()
    level = EventPages(noun, CHANGES, arguments, Where("Query.changes", path, same[0]), row)
    level.wants_rows = level.wants_around = True
    level.finish(f"([{compiler.thing(row, noun, same, path)} for r in rows], rows[-1][B] if rows else None, more)")
    return level
