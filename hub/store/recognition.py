"""By what things are recognized: names, places, websites, identifiers of many entities at once, for the matcher and for people."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, bindparam, func, select

from hub.domain.collation import fold
from hub.domain.ids import EntityKind
from hub.domain.match import MATCHED_KINDS, Facts
from hub.store import tables as t
from hub.store.engine import Plan, Rows, in_list, prepared

_e, _o, _i, _v = t.entity, t.organization, t.initiative, t.venue
_tie = t.entity.alias("tie")
_type = func.coalesce(_o.c.organization_type, _v.c.venue_type)
_kinds = _e.c.kind.in_(MATCHED_KINDS)
_nos: BindParameter[Any] = bindparam("nos")
_PRECISE = ("POINT", "ADDRESS", "STREET")
_E7 = 10_000_000

_ENTITIES = (
    select(
        _e.c.no, _e.c.kind, _e.c.latitude_e7, _e.c.longitude_e7, _e.c.location_precision, _o.c.website, _type, _tie.c.no, _tie.c.name,
        _v.c.street, _v.c.postcode,
    )
    .select_from(
        _e.outerjoin(_o, _o.c.no == _e.c.no)
        .outerjoin(_i, _i.c.no == _e.c.no)
        .outerjoin(_v, _v.c.no == _e.c.no)
        .outerjoin(_tie, _tie.c.no == func.coalesce(_i.c.lead_no, _v.c.owner_no))
    )
    .where(_kinds)
    .order_by(_e.c.no)
)  # fmt: skip


def _of_all(table: Any, *columns: ColumnElement[Any]) -> Any:
    return select(table.c.no, *columns).select_from(table.join(_e, _e.c.no == table.c.no)).where(_kinds)


_NAMES = _of_all(t.text, t.text.c.value).where(t.text.c.field == "NAME").order_by(t.text.c.no, t.text.c.lang)
_PLACES = (
    select(t.entity_area.c.no, t.area.c.code, t.area.c.name)
    .select_from(t.entity_area.join(_e, _e.c.no == t.entity_area.c.no).join(t.area, t.area.c.no == t.entity_area.c.area_no))
    .where(_kinds)
    .order_by(t.entity_area.c.no, t.entity_area.c.how, t.area.c.code)
)
_IDENTIFIERS = _of_all(t.identifier, t.identifier.c.scheme, t.identifier.c.value, t.identifier.c.strong)


def facts() -> Plan[list[Facts]]:
    """What is known of every organization, initiative and venue that helps to recognize it; four statements."""
    entities = yield prepared(_ENTITIES).sql, prepared(_ENTITIES).bind({})
    name_rows = yield prepared(_NAMES).sql, prepared(_NAMES).bind({})
    place_rows = yield prepared(_PLACES).sql, prepared(_PLACES).bind({})
    identifier_rows = yield prepared(_IDENTIFIERS).sql, prepared(_IDENTIFIERS).bind({})
    names, places = _grouped(name_rows), _grouped(place_rows)
    identifiers = _grouped(identifier_rows)
    return [_facts(row, names, places, identifiers) for row in entities]


_LAST_CHANGE = select(func.coalesce(func.max(t.change.c.seq), 0))
CHANGED = select(t.change.c.no).where(t.change.c.seq > bindparam("since"), t.change.c.kind.in_(MATCHED_KINDS)).distinct()
"""The numbers of those that changed after line `since` of the feed, also of those that are gone."""

_HOW_MANY = select(func.count()).select_from(_e).where(_kinds)


def last_change() -> Plan[int]:
    """The number of the newest line in the change feed, 0 when there is none."""
    rows = yield prepared(_LAST_CHANGE).sql, prepared(_LAST_CHANGE).bind({})
    return int(rows[0][0])


def changed_since(seq: int) -> Plan[tuple[set[int], int]]:
    """The organizations, initiatives and venues that changed after that line of the feed, also those that are gone; how many there are."""
    rows = yield prepared(CHANGED).sql, prepared(CHANGED).bind({"since": seq})
    count = yield prepared(_HOW_MANY).sql, prepared(_HOW_MANY).bind({})
    return {no for (no,) in rows}, int(count[0][0])


def _grouped(rows: Rows) -> defaultdict[int, list[tuple[Any, ...]]]:
    groups: defaultdict[int, list[tuple[Any, ...]]] = defaultdict(list)
    for no, *rest in rows:
        groups[no].append(tuple(rest))
    return groups


_Groups = defaultdict[int, list[tuple[Any, ...]]]


def _facts(row: tuple[Any, ...], names: _Groups, places: _Groups, identifiers: _Groups) -> Facts:
    no, kind, latitude, longitude, precision, website, its_type, tie, tie_name, street, postcode = row
    return Facts(
        no,
        EntityKind(kind),
        tuple(dict.fromkeys(name for (name,) in names[no])),
        places=dict(places[no]),
        point=(latitude / _E7, longitude / _E7) if latitude is not None and precision in _PRECISE else None,
        websites=(website,) if website else (),
        strong=frozenset((scheme, value) for scheme, value, strong in identifiers[no] if strong),
        weak=frozenset((scheme, value) for scheme, value, strong in identifiers[no] if not strong),
        type=its_type,
        ties={str(tie): tie_name} if tie is not None else {},
        address=street,
        address_key=fold(f"{street} {postcode or ''}") if street and any(map(str.isdigit, street)) else None,
    )


# --- For people --------------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Card:
    """What a person wants to see of an entity before deciding; `places` narrow ones first, `identifiers` as `SCHEME VALUE`."""

    no: int
    id: str
    name: str
    other_names: tuple[str, ...]
    type: str | None
    website: str | None
    places: tuple[str, ...]
    sources: tuple[str, ...]
    identifiers: tuple[str, ...]


_HEADS = (
    select(_e.c.no, _e.c.id, _e.c.name, _type, _o.c.website)
    .select_from(_e.outerjoin(_o, _o.c.no == _e.c.no).outerjoin(_v, _v.c.no == _e.c.no))
    .where(in_list(_e.c.no, _nos))
)
_THEIR_NAMES = select(t.text.c.no, t.text.c.value).where(in_list(t.text.c.no, _nos), t.text.c.field == "NAME").order_by(t.text.c.lang)
_THEIR_PLACES = (
    select(t.entity_area.c.no, t.area.c.name)
    .select_from(t.entity_area.join(t.area, t.area.c.no == t.entity_area.c.area_no))
    .where(in_list(t.entity_area.c.no, _nos), t.entity_area.c.how != "within")
    .order_by(t.entity_area.c.how, t.area.c.sort_name)
)
_THEIR_SOURCES = (
    select(t.entity_source.c.no, t.source.c.name)
    .select_from(t.entity_source.join(t.source, t.source.c.no == t.entity_source.c.source_no))
    .where(in_list(t.entity_source.c.no, _nos))
    .order_by(t.source.c.key)
)
_THEIR_IDENTIFIERS = (
    select(t.identifier.c.no, t.identifier.c.scheme, t.identifier.c.value)
    .where(in_list(t.identifier.c.no, _nos))
    .order_by(t.identifier.c.scheme, t.identifier.c.value)
)


def cards(nos: Collection[int]) -> Plan[dict[int, Card]]:
    """Cards by number; five statements."""
    given = {"nos": list(nos)}
    heads = yield prepared(_HEADS).sql, prepared(_HEADS).bind(given)
    groups = []
    for statement in (_THEIR_NAMES, _THEIR_PLACES, _THEIR_SOURCES, _THEIR_IDENTIFIERS):
        rows = yield prepared(statement).sql, prepared(statement).bind(given)
        groups.append(_grouped(rows))
    names, places, sources, identifiers = groups
    found = {}
    for no, its_id, name, its_type, website in heads:
        others = tuple(dict.fromkeys(other for (other,) in names[no] if other != name))
        found[no] = Card(
            no, its_id, name, others, its_type, website, _firsts(places[no]), _firsts(sources[no]), tuple(map(" ".join, identifiers[no]))
        )
    return found


def _firsts(rows: list[tuple[Any, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(row[0] for row in rows))
