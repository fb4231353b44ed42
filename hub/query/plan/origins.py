"""Who said the values of an entity: its live claims are read together again (hub/domain/reading.py), this time for the origins."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import Select, and_, bindparam, func, or_, select

from hub.domain.claim import TEXT_FIELDS, value_fields
from hub.domain.nouns import CLAIM_TYPES
from hub.domain.reading import LiveClaim, canonical, first_language, read
from hub.domain.spelling import camel
from hub.errors import BadArgument
from hub.query.noun import Noun
from hub.query.plan.arguments import Arguments
from hub.query.plan.ask import Ask, Refused
from hub.query.plan.level import Level, Objects, Walk
from hub.query.plan.load import LISTED, ORIGINS, Load, all_of
from hub.query.plan.page import Where
from hub.query.plan.shape import Row, Shaper, object_of
from hub.query.plan.statement import unique
from hub.query.provenance import PROVENANCE_NOUN
from hub.store.engine import in_list
from hub.store.tables import claim, claim_record, decision, member, record, source

if TYPE_CHECKING:
    from graphql import FieldNode

    from hub.query.plan.compile import Compiler

CLAIMS = (
    select(
        member.c.canonical_no, member.c.no, claim.c.no, source.c.key, source.c.trust, source.c.language,
        claim.c.data, claim.c.raw, claim.c.since_run, claim.c.since_fields,
    )
    .select_from(member.join(claim, claim.c.member_no == member.c.no).join(source, source.c.no == claim.c.source_no))
    .where(in_list(member.c.canonical_no, bindparam("keys")), claim.c.state == "live")
    .order_by(claim.c.no)
)  # fmt: skip
_chief = member.alias("chief")
DECISIONS = (
    select(member.c.canonical_no, member.c.no, decision.c.kind, decision.c.field, decision.c.value)
    .join(member, member.c.no == decision.c.left_no)
    .join(_chief, and_(_chief.c.no == member.c.canonical_no, _chief.c.kind == member.c.kind))
    .where(
        in_list(member.c.canonical_no, bindparam("keys")),
        or_(decision.c.kind == "VALUE", decision.c.kind == "CONFIRMED"),
        decision.c.undone_at.is_(None),
    )
    .order_by(decision.c.no)
)
_CARRIERS = (
    select(claim_record.c.claim_no, func.min(record.c.no))
    .join(record, record.c.no == claim_record.c.record_no)
    .where(in_list(claim_record.c.claim_no, bindparam("keys")), record.c.state == "live", record.c.current)
    .group_by(claim_record.c.claim_no)
)


class ToldOrigins(Level):
    """Origins of fields, in the shape that is asked for; `levels` are their provenances, of winners (False) or of others (True)."""

    def __init__(self, compiler: Compiler, same: list[FieldNode], path: tuple[str, ...]) -> None:
        super().__init__()
        self.row = Row()
        code, self.levels, self.row.fields = _compile_shape(compiler, same, path)
        self._shape: Shaper = self.row.shaper("origins, p", f"return {{k: [{code} for o in told] for k, told in origins.items()}}")

    def load(self, ask: Ask, parents: int, told: int) -> Load:
        """What `told` fields of some parents ask for. The rows are counted when they are read."""
        return Load(0, parents * ORIGINS + told) + all_of(level.estimate(ask, parents * LISTED) for _, level in self.levels)

    def tell(self, ask: Ask, origins: Mapping[Any, list[Any]]) -> Walk:
        """The origins with their provenances, shaped."""
        found = []
        for of_others, level in self.levels:
            records = unique(_records_of(origins.values(), of_others=of_others))
            found.append((yield from level.run(ask, records)) if records else {})
        return self._shape(origins, found, ask, ())


class OriginsLevel(ToldOrigins):
    """The origins of entities of one kind."""

    def __init__(self, compiler: Compiler, noun: Noun, arguments: Arguments, same: list[FieldNode], path: tuple[str, ...]) -> None:
        super().__init__(compiler, same, path)
        assert noun.kind is not None
        self._fields = {camel(name): name for name in value_fields(CLAIM_TYPES[noun.kind])}
        self._arguments, self._where = arguments, Where("", path, same[0])

    def estimate(self, ask: Ask, parents: int) -> Load:
        return self.load(ask, parents, parents * len(self._wanted(ask)) * self.row.fields)

    def run(self, ask: Ask, keys: list[Any]) -> Walk:
        wanted = self._wanted(ask)
        origins = yield from read_again(self, ask, keys, lambda _: wanted, carriers=bool(self.levels))
        return (yield from self.tell(ask, origins))

    def _wanted(self, ask: Ask) -> Mapping[str, str]:
        """The fields to tell of, by their names in the graph and in claims. Raises Refused."""
        named = self._arguments.read(ask.variables).get("fields")
        if named is None:
            return self._fields
        unknown = [name for name in named if name not in self._fields]
        if unknown:
            error = BadArgument(f"No source speaks of a field {unknown[0][:40]!r}; there are: {', '.join(self._fields)}.")
            raise Refused(error, self._where.path, self._where.node)
        return {shown: name for shown, name in self._fields.items() if shown in named}


def read_again(level: Level, ask: Ask, keys: list[Any], wanted: Callable[[Any], Mapping[str, str]], *, carriers: bool) -> Walk:
    """The origins of entities by their numbers; `wanted` are the fields of each, by their names in the graph and in claims."""
    rows = yield from level.query(ask, "claims", _same(CLAIMS), {"keys": keys})
    values, confirmed = decided((yield from level.query(ask, "decisions", _same(DECISIONS), {"keys": keys})))
    carried: dict[int, int] = {}
    if carriers:
        carried = dict((yield from level.query(ask, "carriers", _same(_CARRIERS), {"keys": [row[2] for row in rows]})))
    return {key: _told(mine, values.get(key, {}), key in confirmed, wanted(key), carried) for key, mine in _grouped(rows).items()}


def _told(
    rows: Sequence[Any], values: Mapping[str, Any], confirmed: bool, wanted: Mapping[str, str], carriers: Mapping[int, int]
) -> list[tuple[Any, ...]]:
    """The origins of one entity as the shaper takes them: field, value, raw, rule, record, others (value, raw, record)."""
    claims = {row[2]: live_claim(row, confirmed=confirmed) for row in rows}
    raws = {row[2]: json.loads(row[7]) if row[7] else {} for row in rows}
    reading = read(list(claims.values()), values)
    told = []
    for shown, name in wanted.items():
        origin = reading.origins.get(name)
        if origin is None or origin.claim is None:
            continue
        said = [(spoken(name, claims[no]), raws[no].get(name), carriers.get(no)) for no in (origin.claim, *origin.others)]
        told.append((shown, said[0][0], said[0][1], origin.rule.value, said[0][2], said[1:]))
    return told


def _same(statement: Select[Any]) -> Callable[[], Select[Any]]:
    return lambda: statement


def _grouped(rows: Iterable[Any]) -> dict[Any, list[Any]]:
    groups: dict[Any, list[Any]] = {}
    for row in rows:
        groups.setdefault(row[0], []).append(row)
    return groups


def _records_of(origins: Iterable[Sequence[Any]], *, of_others: bool) -> Iterable[Any]:
    for told in origins:
        for origin in told:
            if of_others:
                yield from (other[2] for other in origin[5])
            else:
                yield origin[4]


def decided(rows: Iterable[Any]) -> tuple[dict[int, dict[str, Any]], set[int]]:
    """What persons decided: values by entity and field, the latest counting; and the entities that were confirmed."""
    values: dict[int, dict[str, Any]] = {}
    confirmed: set[int] = set()
    for key, _, kind, name, value in rows:
        if kind == "CONFIRMED":
            confirmed.add(key)
        else:
            values.setdefault(key, {})[name] = json.loads(value)
    return values, confirmed


def live_claim(row: Sequence[Any], *, confirmed: bool) -> LiveClaim:
    """A row of `CLAIMS`; `confirmed`: the thing is, so its own word counts as that."""
    _, _, no, key, trust, language, data, _, since, since_fields = row
    steady, said = json.loads(since_fields) if since_fields else {}, json.loads(data)
    return LiveClaim(no, key, trust, said["values"], since, steady, confirmed and "own" in said, language)


def spoken(name: str, said: LiveClaim) -> str | None:
    """What a claim says of a field, as text; of a text, the words in its first language."""
    value = said.values[name]
    if value is None:
        return None
    return str(value[first_language(value, said.language)]) if name in TEXT_FIELDS else canonical(value)


# --- From fields to the level ------------------------------------------------------------------------------------------------------------

_WINNER = {"field": "o[0]", "value": "o[1]", "raw": "o[2]", "rule": "o[3]"}
_OTHER = {"value": "x[0]", "raw": "x[1]"}


Provenances = list[tuple[bool, Objects]]
"""The levels of the provenances that are asked for, of winners (False) or of others (True)."""


def _compile_shape(compiler: Compiler, same: list[FieldNode], path: tuple[str, ...]) -> tuple[str, Provenances, int]:
    """The source of one `FieldOrigin`, its provenances, and how many fields it has."""
    levels: Provenances = []
    fields = 0

    def said(type_name: str, known: Mapping[str, str], nodes: list[FieldNode], way: tuple[str, ...]) -> str:
        nonlocal fields
        of_others = type_name == "OtherClaim"
        parts = []
        for name, inner in compiler.selection.below(compiler.object_type(type_name), nodes).items():
            asked = inner[0].name.value
            if asked == "provenance":
                levels.append((of_others, compiler.objects(PROVENANCE_NOUN, inner, (*way, name))))
                code = f"p[{len(levels) - 1}].get({'x[2]' if of_others else 'o[4]'})"
            elif asked == "others":
                code = f"[{said('OtherClaim', _OTHER, inner, (*way, name))} for x in o[5]]"
            else:
                code = known.get(asked, repr(type_name))
            parts.append((name, code))
        fields += len(parts)
        return object_of(parts)

    return said("FieldOrigin", _WINNER, same, path), levels, fields
