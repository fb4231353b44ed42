"""What a field was: the intervals of an entity with the claims that won in them, newest first."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import and_, bindparam, case, func, null, select, union_all

from hub.domain.claim import TEXT_FIELDS, value_fields
from hub.domain.nouns import CLAIM_TYPES
from hub.domain.reading import canonical, first_language
from hub.domain.spelling import camel
from hub.errors import BadArgument
from hub.query import cursor
from hub.query.noun import Many, Noun
from hub.query.plan.arguments import Arguments
from hub.query.plan.ask import Ask
from hub.query.plan.level import Walk, run_below
from hub.query.plan.load import ORIGINS
from hub.query.plan.page import Asked, Pages, Where
from hub.query.plan.shape import Row
from hub.query.plan.statement import KEYS, unique
from hub.store.engine import in_list
from hub.store.tables import WAS, change, claim, claim_record, decision, entity, member, record, source

_was, _chief = WAS["entity"], member.alias("chief")
_ENDED = select(change.c.at).where(change.c.seq >= _was.c.to_seq).order_by(change.c.seq).limit(1).scalar_subquery()
_INTERVALS = union_all(
    select(_was.c.no, _was.c.from_seq, _was.c.to_seq, _was.c.claim_no, _was.c.origins, _was.c.updated_at, _ENDED).where(
        in_list(_was.c.no, KEYS)
    ),
    select(entity.c.no, entity.c.seq, null(), entity.c.claim_no, entity.c.origins, entity.c.updated_at, null()).where(
        in_list(entity.c.no, KEYS)
    ),
)
_SAID = (
    select(claim.c.no, claim.c.data, source.c.language)
    .join(source, source.c.no == claim.c.source_no)
    .where(in_list(claim.c.no, KEYS), claim.c.state != "withdrawn")
)
_DECIDED = (
    select(member.c.canonical_no, decision.c.at, decision.c.undone_at, decision.c.value)
    .join(member, member.c.no == decision.c.left_no)
    .join(_chief, and_(_chief.c.no == member.c.canonical_no, _chief.c.kind == member.c.kind))
    .where(in_list(member.c.canonical_no, KEYS), decision.c.kind == "VALUE", decision.c.field == bindparam("field"))
    .order_by(decision.c.no)
)
_live = func.min(case((record.c.current & (record.c.state == "live"), record.c.no)))
_CARRIERS = (
    select(claim_record.c.claim_no, func.coalesce(_live, func.min(record.c.no)))
    .join(record, record.c.no == claim_record.c.record_no)
    .where(in_list(claim_record.c.claim_no, KEYS), record.c.state != "withdrawn")
    .group_by(claim_record.c.claim_no)
)


class Version(NamedTuple):
    """One stretch of time in which a field had one value; `claim_no` is None for a person's own words."""

    start: int
    end: int | None
    value: str | None
    since: str
    until: str | None
    claim_no: int | None


class HistoryPages(Pages):
    """The versions of one field of entities of one kind. The rows of its shaper: key, record, value, from, until, number."""

    price = ORIGINS

    def __init__(self, noun: Noun, many: Many, arguments: Arguments, where: Where, row: Row) -> None:
        super().__init__(noun, many, arguments, where, row)
        kind = where.name.partition(".")[0]
        claims = next(made for made in CLAIM_TYPES.values() if made.kind.value.capitalize() == kind)
        self._fields = {camel(name): name for name in value_fields(claims)}

    def run(self, ask: Ask, keys: list[Any]) -> Walk:
        asked = self.asked(ask)
        field = asked.values["field"]
        intervals = yield from self.query(ask, "intervals", lambda: _INTERVALS, {"keys": keys})
        said = yield from self._said(ask, intervals, field)
        decisions: dict[int, list[Any]] = {}
        for key, *decided in (yield from self.query(ask, "decided", lambda: _DECIDED, {"keys": keys, "field": field})):
            decisions.setdefault(key, []).append(decided)
        found: dict[Any, list[Version]] = {}
        for no, *rest in sorted(intervals, key=lambda row: row[:2]):
            _add(found.setdefault(no, []), _version(rest, said, decisions.get(no, ()), field))
        carriers: dict[int, int] = {}
        if self.row.children:
            claims = unique(version.claim_no for versions in found.values() for version in versions)
            carriers = dict((yield from self.query(ask, "carriers", lambda: _CARRIERS, {"keys": claims})))
        groups = {key: self._page(asked, key, versions, carriers) for key, versions in found.items()}
        pages, kept = self._cut(asked, keys, groups, {}, [])
        below = yield from run_below(self.row, ask, kept)
        return self._shape(pages, self._cursors(ask, asked), None, ask, below)

    def _said(self, ask: Ask, intervals: Sequence[Any], field: str) -> Walk:
        """What the winning claims say of the field, by claim; those that do not speak of it are absent."""
        wanted = unique(no for row in intervals for no in {row[3], *json.loads(row[4] or "{}").values()})
        rows = yield from self.query(ask, "said", lambda: _SAID, {"keys": wanted})
        values = ((no, json.loads(data)["values"], language) for no, data, language in rows)
        return {no: told(field, found[field], language) for no, found, language in values if field in found}

    def _page(self, asked: Asked, key: Any, versions: Iterable[Version], carriers: Mapping[int, int]) -> list[tuple[Any, ...]]:
        before = asked.values.get("a0")
        rows = [
            (key, carriers.get(one.claim_no or 0), one.value, one.since, one.until, one.start)
            for one in versions
            if before is None or one.start < before
        ]
        return rows[: -asked.size - 2 : -1]

    def _read(self, given: Mapping[str, Any], most: int) -> Asked:
        asked, name = super()._read(given, most), given["field"]
        if name not in self._fields:
            raise BadArgument(f"No source speaks of a field {name[:40]!r}; there are: {', '.join(self._fields)}.")
        return Asked(asked.size, asked.shape, {**asked.values, "field": self._fields[name]}, asked.mark)

    def _mark(self, given: Mapping[str, Any]) -> str:
        return cursor.fingerprint(self.where.name, None, given["field"])

    def _cursors(self, ask: Ask, asked: Asked) -> Callable[[tuple[Any, ...]], str]:  # noqa: ARG002 - a feed looks there
        return lambda row: cursor.encode(asked.mark, (row[5],))


def told(field: str, value: Any, language: str) -> str | None:
    """A value as text; of a text, the words in its first language."""
    if value is None:
        return None
    return str(value[first_language(value, language)]) if field in TEXT_FIELDS else canonical(value)


def _version(row: Sequence[Any], said: Mapping[int, str | None], decisions: Iterable[Any], field: str) -> Version | None:
    """One interval as far as the field goes; None when nobody spoke of it."""
    start, end, chief, origins, since, until = row
    in_force = [value for at, undone_at, value in decisions if at <= since and (undone_at is None or undone_at > since)]
    if in_force:
        return Version(start, end, told(field, json.loads(in_force[-1]), "und"), since, until, None)
    winner = json.loads(origins or "{}").get(field, chief)
    return Version(start, end, said[winner], since, until, winner) if winner in said else None


def _add(versions: list[Version], new: Version | None) -> None:
    """Adds a later interval; one that says the same as the stretch that it follows prolongs it."""
    if new is None:
        return
    last = versions[-1] if versions else None
    if last is not None and last.end == new.start and last.value == new.value:
        versions[-1] = last._replace(end=new.end, until=new.until)
    else:
        versions.append(new)
