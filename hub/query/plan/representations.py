"""`_entities`: things of ours to which another graph refers, as a gateway names them: `{"__typename": "Initiative", "id": "ini_…"}`.

Nothing is taken from a representation but the type and one key; whatever else it says would come back as if we had said it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from graphql import FieldNode
from sqlalchemy import bindparam, func, select

from hub.domain.ids import AREA
from hub.errors import BadRepresentation, OverLimit, QueryError
from hub.query.keys import KEYS
from hub.query.plan.arguments import Arguments
from hub.query.plan.ask import Ask, Fault, Refused
from hub.query.plan.level import Level, Walk
from hub.query.plan.load import Load, all_of
from hub.query.plan.lookup import Lookup, check_versions, version_of
from hub.query.plan.root import Root
from hub.query.plan.versions import number
from hub.store.engine import in_list
from hub.store.tables import entity, organization

LONGEST_KEY = 200
TYPE = "__typename"

_BY_CVR = (
    select(organization.c.cvr, func.min(entity.c.id), func.count())
    .join(entity, entity.c.no == organization.c.no)
    .where(in_list(organization.c.cvr, bindparam("numbers")))
    .group_by(organization.c.cvr)
)


@dataclass(frozen=True, slots=True)
class Reference:
    """A representation that is one: the type, the key field and its value."""

    type_name: str
    key: str
    value: str


class Representations(Root):
    """Things by the references of a gateway, in their order, null for each that there is none of.

    Costs:  what a lookup by ids costs, once for each type that is met; one statement more where organizations are named by `cvr`.
    Faults: what is no reference is null, with an error of its own at `[…, place]`; the others are answered.
    """

    def __init__(self, arguments: Arguments, path: tuple[str, ...], node: FieldNode, lookups: Mapping[str, Lookup]) -> None:
        super().__init__(arguments, path, node)
        self._lookups, self._numbers = lookups, NumbersLevel()

    def estimate(self, ask: Ask) -> Load:
        met: dict[str, list[str]] = {}
        for one in self._read(ask):
            if isinstance(one, Reference):
                met.setdefault(one.type_name, []).append(one.value)
        return all_of(self._lookups[type_name].estimate_of(ask, values) for type_name, values in met.items())

    def reads_past(self, ask: Ask) -> bool:
        return any(_version(one) is not None for one in self._read(ask))

    def run(self, ask: Ask) -> Walk:
        given = [_of_a_version_that_was(ask, one) for one in self._read(ask)]
        named = [one for one in given if isinstance(one, Reference)]
        by_cvr = yield from self._numbers.resolve(ask, {one.value for one in named if one.key == "cvr"})
        ids = {one: by_cvr.get(one.value) if one.key == "cvr" else _id(one) for one in named}
        things: dict[tuple[str, str | None], Any] = {}
        for type_name in dict.fromkeys(one.type_name for one in named):
            wanted = [ids[one] for one in named if one.type_name == type_name]
            found = yield from self._lookups[type_name].found(ask, wanted)
            things.update(((type_name, one), thing) for one, thing in found.items())
        answer = []
        for place, one in enumerate(given):
            if isinstance(one, Reference):
                answer.append(things.get((one.type_name, ids[one])))
            else:
                ask.faults.append(Fault(one, (*self.path, place), self.node))
                answer.append(None)
        return answer

    def _read(self, ask: Ask) -> list[Reference | BadRepresentation]:
        """What was given, each a reference or what is wrong with it. Raises Refused."""
        given = self.arguments.read(ask.variables)["representations"]
        try:
            if len(given) > ask.max_representations:
                most = f"At most {ask.max_representations} representations may be given at once"
                raise OverLimit(f"{most}; there are {len(given)}. Ask in several questions.")
            read = [_reference(one) for one in given]
            check_versions(_version(one) for one in read)
        except OverLimit as error:
            raise Refused(error, self.path, self.node) from None
        return read


class NumbersLevel(Level):
    """The ids of organizations by their numbers in the register."""

    def resolve(self, ask: Ask, numbers: set[str]) -> Walk:
        """Ids by number; a number that several organizations have tells none of them."""
        if not numbers:
            return {}
        rows = yield from self.query(ask, None, lambda: _BY_CVR, {"numbers": sorted(numbers)})
        return {cvr: one for cvr, one, count in rows if count == 1}


def _reference(given: Any) -> Reference | BadRepresentation:
    """What a representation refers to, or what is wrong with it."""
    if not isinstance(given, dict):
        return BadRepresentation(f"A representation is an object with `{TYPE}` and a key; this is {_kind(given)}.")
    type_name = given.get(TYPE)
    if not isinstance(type_name, str):
        return BadRepresentation(f"A representation names its type as `{TYPE}`; this one does not.")
    if type_name not in KEYS:
        return BadRepresentation(f"`{type_name[:60]}` is not a type of this graph that has a key. There are: {', '.join(KEYS)}.")
    fields = [name for name in given if name != TYPE]
    keys = " or ".join(f"`{key}`" for key in KEYS[type_name])
    if len(fields) != 1 or fields[0] not in KEYS[type_name]:
        told = ", ".join(f"`{name[:60]}`" for name in fields[:5]) or "nothing"
        wanted = f"A representation of {type_name} holds `{TYPE}` and {keys}, one key and nothing else"
        return BadRepresentation(f"{wanted}; beside `{TYPE}` this one holds {told}.")
    value = given[fields[0]]
    if not isinstance(value, str) or len(value) > LONGEST_KEY:
        told = f"{len(value)} characters" if isinstance(value, str) else _kind(value)
        return BadRepresentation(f"`{fields[0]}` of {type_name} is a string of at most {LONGEST_KEY} characters; this is {told}.")
    return Reference(type_name, fields[0], value)


def _kind(value: Any) -> str:
    """What a JSON value is, for people."""
    names = ((bool, "a boolean"), (str, "a string"), (list, "a list"), (dict, "an object"))
    return "null" if value is None else next((name for kind, name in names if isinstance(value, kind)), "a number")


def _id(one: Reference) -> str:
    return f"{AREA}_{one.value}" if one.key == "code" else one.value


def _version(one: Reference | BadRepresentation) -> str | None:
    return version_of(one.value) if isinstance(one, Reference) and one.key == "id" else None


def _of_a_version_that_was(ask: Ask, one: Reference | BadRepresentation) -> Reference | BadRepresentation:
    told = _version(one)
    try:
        if told is not None:
            number(told, ask.newest)
    except QueryError as error:
        return BadRepresentation(str(error))
    return one
