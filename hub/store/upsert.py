"""Differences written: old rows become intervals, new rows take their place, each changed entity gets one line in the feed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import BindParameter, Table, and_, bindparam, delete, func, insert, or_, select, update

from hub.domain.ids import EntityKind
from hub.store import search
from hub.store import tables as t
from hub.store.clusters import Gathered
from hub.store.difference import LINK_COLUMNS, Difference, NewLinks, Standing, Written
from hub.store.engine import in_list, upsert
from hub.store.picture import CHILDREN, Picture, Row
from hub.store.relations import INWARD, OUTWARD, End, Relations, link_id
from hub.store.writer import Transaction

_nos: BindParameter[Any] = bindparam("nos")
_CHILDREN: dict[str, Table] = {name: t.metadata.tables[name] for name in CHILDREN}
_OF_ENTITY = {table.name: table for table in (t.entity, *t.NOUN_TABLES.values(), *_CHILDREN.values())}
_SELECT = {name: select(table).where(in_list(table.c.no, _nos)) for name, table in _OF_ENTITY.items()}
_DELETE = {name: delete(table).where(in_list(table.c.no, _nos)) for name, table in _OF_ENTITY.items()}
_INSERT = {table.name: insert(table) for table in (*_OF_ENTITY.values(), *t.WAS.values(), t.link, t.link_claim, t.change)}
_UPSERT = {table.name: upsert(table, ("no",)) for table in (t.entity, *t.NOUN_TABLES.values())}
_COLUMNS = {name: tuple(c.name for c in table.columns) for name, table in _OF_ENTITY.items()}

_LINKS = select(t.link).where(
    or_(
        and_(in_list(t.link.c.to_no, _nos), t.link.c.kind.in_(INWARD)),
        and_(in_list(t.link.c.from_no, _nos), t.link.c.kind.in_(OUTWARD)),
    )
)
_TOUCHING = select(t.link).where(or_(in_list(t.link.c.to_no, _nos), in_list(t.link.c.from_no, _nos)))
_CARRIERS = select(t.link_claim.c.link_no, t.link_claim.c.claim_no).where(in_list(t.link_claim.c.link_no, _nos))
_UNCARRY = delete(t.link_claim).where(in_list(t.link_claim.c.link_no, _nos))
_UNLINK = delete(t.link).where(in_list(t.link.c.no, _nos))
_SORT = update(t.link).where(t.link.c.no == bindparam("link")).values(from_sort=bindparam("f"), to_sort=bindparam("t"), seq=bindparam("s"))

_LAST = select(
    *(select(func.coalesce(func.max(column), 0)).scalar_subquery() for column in (t.change.c.seq, t.link.c.no, t.WAS["link"].c.no))
)
_FIRST_SEEN = (
    select(t.member.c.no, t.change.c.at)
    .select_from(t.member.join(t.change, t.change.c.seq == t.member.c.published_seq))
    .where(in_list(t.member.c.no, _nos))
)
_MOVE = update(t.member).where(t.member.c.no == bindparam("member")).values(canonical_no=bindparam("canonical"))
_PUBLISHED = update(t.member).where(t.member.c.no == bindparam("member")).values(published_seq=bindparam("first"))


async def load(tx: Transaction, into: Standing, nos: set[int]) -> None:
    """Reads what stands about more entities; those that do not exist are simply absent."""
    rows = await tx.rows(_SELECT["entity"], nos=sorted(nos - into.entities.keys()))
    if not rows:
        return
    found = {row[0]: dict(zip(_COLUMNS["entity"], row, strict=True)) for row in rows}
    into.entities.update(found)
    for kind, table in t.NOUN_TABLES.items():
        if wanted := [no for no, row in found.items() if row["kind"] == kind]:
            for row in await tx.rows(_SELECT[table.name], nos=wanted):
                into.nouns[row[0]] = dict(zip(_COLUMNS[table.name], row, strict=True))
    for name, columns in _COLUMNS.items():
        if name in CHILDREN:
            place = columns.index("no")
            for row in await tx.rows(_SELECT[name], nos=list(found)):
                into.children[name].setdefault(row[place], set()).add(tuple(row))
    links = await tx.rows(_LINKS, nos=list(found))
    for row in links:
        into.add_link(tuple(row))
    for link_no, claim_no in await tx.rows(_CARRIERS, nos=[row[0] for row in links]):
        into.carriers.setdefault(link_no, set()).add(claim_no)


async def write(
    tx: Transaction,
    *,
    gathered: Gathered,
    before: Standing,
    pictures: Mapping[int, Picture],
    relations: Mapping[int, Relations],
    outside: Mapping[int, End],
    run_no: int | None,
    at: str,
) -> Written:
    """Makes the tables say what the pictures say."""
    seq, link_no, old_link_no = (await tx.rows(_LAST))[0]
    what = Difference(before, gathered, run_no, at, seq, max(link_no, old_link_no))
    ends = {no: (end.id, end.sort_name) for no, end in outside.items()}
    ends.update((no, (picture.entity["id"], picture.entity["sort_name"])) for no, picture in pictures.items())
    for no in sorted({*pictures, *before.entities}):
        if no in pictures:
            what.renew(pictures[no], _links(relations[no], ends))
        else:
            survivor = gathered.members[no].canonical_no
            what.vanish(no, pictures[survivor].entity["id"] if survivor != no and survivor in pictures else None)
    await _write_entities(tx, what)
    await _write_links(tx, what, pictures)
    await _write_members(tx, what)
    await search.drop(tx, what.lost_words)
    await search.put(tx, [picture.search_row() for picture in what.found_words])
    for name, rows in what.was.items():
        await tx.many(_INSERT[f"{name}_was"], rows)
    await tx.many(_INSERT["change"], what.changes)
    return what.written


def _links(relations: Relations, ends: Mapping[int, tuple[str, str]]) -> NewLinks:
    rows = {}
    for edge in relations.edges:
        from_no, to_no = edge.ends
        (from_id, from_sort), (to_id, to_sort) = ends[from_no], ends[to_no]
        kind = edge.role.link
        row = (
            link_id(kind, from_id, to_id),
            kind.value,
            from_no,
            to_no,
            from_sort,
            to_sort,
            edge.since,
            edge.until,
            edge.url,
            100,
            edge.contested,
        )
        rows[kind.value, from_no, to_no] = (row, set(edge.claims))
    return rows


async def _write_entities(tx: Transaction, what: Difference) -> None:
    first_seen: dict[int, str] = dict(
        await tx.rows(_FIRST_SEEN, nos=[no for no in what.new if what.gathered.members[no].published_seq is not None])
    )
    for picture in what.pictures:
        picture.entity["first_seen_at"] = first_seen.get(picture.no, picture.entity["first_seen_at"])
    if what.stale:
        for name in CHILDREN:
            await tx.run(_DELETE[name], nos=what.stale)
    for kind, table in t.NOUN_TABLES.items():
        if gone := [no for no, one in what.gone.items() if one == kind]:
            await tx.run(_DELETE[table.name], nos=gone)
    if what.gone:
        await tx.run(_DELETE["entity"], nos=list(what.gone))
    await _put(tx, "entity", [(p.no, p.entity_row()) for p in what.pictures], what)
    for kind, table in t.NOUN_TABLES.items():
        await _put(tx, table.name, [(p.no, p.noun_row()) for p in what.pictures if p.kind == EntityKind(kind)], what)
    for name in CHILDREN:
        await tx.many(_INSERT[name], [row for picture in what.pictures for row in sorted(picture.children[name])])


async def _put(tx: Transaction, table: str, rows: list[tuple[int, Row]], what: Difference) -> None:
    new = set(what.new)
    await tx.many(_INSERT[table], [row for no, row in rows if no in new])
    await tx.many(_UPSERT[table], [row for no, row in rows if no not in new])


async def _write_links(tx: Transaction, what: Difference, pictures: Mapping[int, Picture]) -> None:
    await _sort_again(tx, what, pictures)
    if what.stale_links or what.stale_carriers:
        await tx.run(_UNCARRY, nos=what.stale_links + what.stale_carriers)
        await tx.run(_UNLINK, nos=what.stale_links)
    await tx.many(_INSERT["link"], what.link_rows)
    await tx.many(_INSERT["link_claim"], what.carrier_rows)


async def _sort_again(tx: Transaction, what: Difference, pictures: Mapping[int, Picture]) -> None:
    """Links of other entities to one that has another name now: they keep their meaning, but not their place in an order."""
    if not what.renamed:
        return
    rows: list[tuple[Any, ...]] = []
    for row in await tx.rows(_TOUCHING, nos=list(what.renamed)):
        link = dict(zip(LINK_COLUMNS, row, strict=True))
        owner = link["to_no"] if link["kind"] in INWARD else link["from_no"]
        if owner in pictures or owner in what.gone:
            continue
        what.was["link"].append((link["seq"], what.seq, *row[:-1]))
        sorts = (what.renamed.get(link["from_no"], link["from_sort"]), what.renamed.get(link["to_no"], link["to_sort"]))
        rows.append((*sorts, what.seq, link["no"]))
    await tx.many(_SORT, rows)


async def _write_members(tx: Transaction, what: Difference) -> None:
    seqs = {change[3]: change[0] for change in what.changes}
    members = what.gathered.members.values()
    await tx.many(_MOVE, [(m.canonical_no, m.no) for m in members if m.canonical_no != m.was_no])
    published = [(seqs.get(m.canonical_no, what.seq), m.no) for m in members if m.published_seq is None and m.claims]
    await tx.many(_PUBLISHED, published)
