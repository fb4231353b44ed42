"""What stands at the root: a field with its value, however that is found."""

from __future__ import annotations

from typing import Any

from graphql import FieldNode

from hub.query.plan.arguments import Arguments
from hub.query.plan.ask import Ask
from hub.query.plan.level import Level, Walk
from hub.query.plan.load import Load

ROOT = [0]


class Root:
    """One field of the root. `threaded`: it is never walked in the event loop."""

    threaded = False

    def __init__(self, arguments: Arguments, path: tuple[str, ...], node: FieldNode) -> None:
        self.arguments, self.path, self.node = arguments, path, node

    def estimate(self, ask: Ask) -> Load:
        """What it may ask for, before anything is read. Raises Refused."""
        raise NotImplementedError

    def reads_past(self, ask: Ask) -> bool:  # noqa: ARG002
        """Whether a version is asked for. Raises Refused."""
        return False

    def run(self, ask: Ask) -> Walk:
        """Its value."""
        raise NotImplementedError


class Constant(Root):
    """A value that is known without reading."""

    def __init__(self, value: Any) -> None:
        self.value = value

    def estimate(self, ask: Ask) -> Load:  # noqa: ARG002
        return Load(0, 1)

    def run(self, ask: Ask) -> Walk:  # noqa: ARG002
        yield from ()
        return self.value


class RootList(Root):
    """A connection or a plain list over everything."""

    def __init__(self, level: Level) -> None:
        self.level = level

    def estimate(self, ask: Ask) -> Load:
        return self.level.estimate(ask, 1)

    def run(self, ask: Ask) -> Walk:
        return (yield from self.level.run(ask, ROOT)).get(0, [])
