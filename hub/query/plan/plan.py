"""A plan: what one operation reads and how its answer is shaped, compiled once and run for every request."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from time import perf_counter, thread_time
from typing import Any

from graphql import FieldNode, GraphQLSchema
from graphql.language import DocumentNode, OperationDefinitionNode

from hub.domain.viewer import Viewer
from hub.query.memory import IndexBehind, newest
from hub.query.permissions import viewer_binds
from hub.query.plan.ask import Ask, Fault
from hub.query.plan.compile import Compiler
from hub.query.plan.level import Walk
from hub.query.plan.load import INTROSPECTION, Load, all_of
from hub.query.plan.pace import Pace
from hub.query.plan.permissions import asked_of
from hub.query.plan.reading import compile_reading
from hub.query.plan.root import Root
from hub.query.plan.roots import compile_root
from hub.query.plan.select import Selection
from hub.query.plan.stream import compile_event
from hub.query.plan.written import WrittenRoot


@dataclass(frozen=True, slots=True)
class Answered:
    """What a run of a plan found: response names with their values as JSON, and the version that was read.

    `cpu`: seconds of work of the thread that walked; `waited`: those in which it did not work. `compiled`: part of that went into building
    statements. `faults`: items that could not be answered.
    """

    data: dict[str, Any]
    version: str
    cpu: float
    waited: float
    compiled: bool
    faults: Sequence[Fault] = ()


class Plan:
    """One operation, compiled. `introspection` holds the fields that graphql-core answers, by response name; `names` the order of all.

    `writes` are the roots of a mutation, by response name: what each is to do is done before a run.
    """

    def __init__(
        self, schema: GraphQLSchema, document: DocumentNode, operation: OperationDefinitionNode, variables: Mapping[str, Any]
    ) -> None:
        selection = Selection(schema, document, variables)
        compiler = Compiler(selection)
        kind = schema.get_root_type(operation.operation)
        assert kind is not None
        self.names: list[str] = []
        self.introspection: dict[str, list[FieldNode]] = {}
        self._roots: list[tuple[str, Root]] = []
        self.writes: dict[str, WrittenRoot] = {}
        for name, same in selection.fields(kind, (operation.selection_set,)).items():
            self.names.append(name)
            if same[0].name.value in ("__schema", "__type", "_service"):
                self.introspection[name] = same
            elif same[0].name.value == "asOf":
                self._roots.append((name, compile_reading(compiler, same, (name,))))
            elif kind is schema.subscription_type:
                self._roots.append((name, compile_event(compiler, same, (name,))))
            elif kind is schema.mutation_type and same[0].name.value != "__typename":
                self.writes[name] = WrittenRoot(compiler, same, (name,))
                self._roots.append((name, self.writes[name]))
            else:
                self._roots.append((name, compile_root(compiler, same, (name,), kind.name)))
        self._asked = asked_of(selection, operation)
        self._languages = compiler.languages
        self.reads = bool(self._roots)
        self.introspected: dict[str, Any] | None = None
        self._indexed, self._held = compiler.indexed, compiler.held or compiler.indexed
        self._pace = Pace(stays=self._indexed or any(root.threaded for _, root in self._roots))

    @property
    def slow(self) -> bool:
        """Whether it is walked in a reader's thread, not in the event loop."""
        return self._pace.slow

    def admit(self, viewer: Viewer) -> None:
        """Nothing, when the viewer may ask this. Raises Refused. Costs nothing for what everybody may ask."""
        for one in self._asked:
            one.check(viewer)

    def run(self, ask: Ask) -> Walk:
        """Reads and shapes: an Answered; `expect` was asked first. Raises Refused and QueryError, IndexAhead and IndexBehind."""
        started, worked = perf_counter(), thread_time()
        ask.binds["lang"] = ask.lang
        ask.tell_time(ask.now)
        ask.binds.update(viewer_binds(ask.viewer))
        self._bind_languages(ask)
        ask.newest = yield from newest()
        if ask.indexes is not None:
            ask.index = ask.indexes.ready(ask.newest)
            if ask.index is None and self._held:
                if ask.here:
                    raise IndexBehind
                ask.index = yield from (ask.indexes.at(ask.newest, ask.until) if self._indexed else ask.indexes.soon(ask.newest))
                ask.compiled = True
        data: dict[str, Any] = {}
        for name, root in self._roots:
            data[name] = yield from root.run(ask)
        cpu = thread_time() - worked
        return Answered(data, str(ask.newest), cpu, perf_counter() - started - cpu, ask.compiled, ask.faults)

    def expect(self, ask: Ask) -> Load:
        """Checks all arguments, also of what a run may never come to. What this answer asks for. Raises Refused."""
        ask.binds["lang"] = ask.lang
        self._bind_languages(ask)
        told = Load(0, INTROSPECTION * len(self.introspection))
        return told + all_of(root.estimate(ask) for _, root in self._roots)

    def _bind_languages(self, ask: Ask) -> None:
        for bind, read in list(self._languages.items()):
            if bind not in ask.binds:
                found = read(ask)
                ask.binds[bind] = ask.lang if found is None else found

    @property
    def event(self) -> Root:
        """What a subscription follows: the one field of its root."""
        return self._roots[0][1]

    def reads_past(self, ask: Ask) -> bool:
        """Whether a version is asked for: that never runs in the event loop. Raises Refused."""
        return any(root.reads_past(ask) for _, root in self._roots)

    def note(self, answered: Answered) -> None:
        """Remembers how long a run took; one that had to build statements may be slow."""
        self._pace.note(answered.cpu, answered.waited, excused=answered.compiled)
