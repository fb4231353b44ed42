"""The root `viewer`: who is asking, told anew for each request, so that it never comes from an answer that was made for somebody else."""

from __future__ import annotations

from typing import Any

from graphql import FieldNode

from hub.domain.viewer import ANYBODY
from hub.query.nouns import NOUNS
from hub.query.plan.ask import Ask
from hub.query.plan.compile import Compiler, Path
from hub.query.plan.level import Level, Walk
from hub.query.plan.load import Load, all_of
from hub.query.plan.root import Root
from hub.store.speaking import MOST, spoken_for
from hub.store.tables import member


class ViewerRoot(Root):
    """Role, scopes and areas as the request has them; the organizations as it stands: who confirmed what is looked up each time."""

    def __init__(self, compiler: Compiler, same: list[FieldNode], path: Path) -> None:
        self._type = compiler.object_type("Viewer")
        self._fields: list[tuple[str, str]] = []
        self._levels: dict[str, Level] = {}
        for name, nodes in compiler.selection.below(self._type, same).items():
            self._fields.append((name, nodes[0].name.value))
            if nodes[0].name.value == "speaksFor":
                noun = NOUNS["Organization"]
                self._levels[name] = compiler.objects(noun, nodes, (*path, name), key=member.c.id, through=member)

    def estimate(self, ask: Ask) -> Load:
        most = 0 if ask.viewer == ANYBODY else MOST
        return all_of(level.estimate(ask, most) for level in self._levels.values()) + Load(0, 1)

    def run(self, ask: Ask) -> Walk:
        viewer = ask.viewer
        told = {"role": viewer.role.value, "scopes": list(viewer.scopes), "areas": list(viewer.areas), "__typename": self._type.name}
        found: dict[str, Any] = {}
        ids = (yield from spoken_for(viewer)) if self._levels else []
        for name, field in self._fields:
            if name in self._levels:
                things = (yield from self._levels[name].run(ask, ids)) if ids else {}
                found[name] = [things[one] for one in ids if things.get(one) is not None]
            else:
                found[name] = told[field]
        return found
