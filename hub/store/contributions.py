"""What people tell the hub itself: each contribution is a record of the source `local`, all that stand about a thing are one claim.

    contribution → record (the patch) + claim (pending)      waits; nobody reads it
                 → stands → the fold of all that stand is the one live claim about that id → read together

The claim hangs on the id that the contribution was made on, whosever id that is: after a split it stays with it. What an organization says
of itself is a claim of its own beside that of everybody else, so that it may win (`own` in the claim's data).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

import orjson
from sqlalchemy import BindParameter, bindparam, func, insert, select, update

from hub.domain.contribution import ContributionState, Folded, Patch, Referred, fold, patch_of, read, written
from hub.domain.ids import EntityKind, mint
from hub.domain.source import CoverageKind, RunOutcome, Source
from hub.store import runs, sources
from hub.store import tables as t
from hub.store.claims import ERASED_ROW, LIVE, PENDING, RETIRED, WITHDRAWN
from hub.store.engine import in_list
from hub.store.reading import open_books, read_together
from hub.store.writer import Transaction

LOCAL = "local"
PUBLIC, WAITING = ContributionState.PUBLIC, ContributionState.WAITING

_n, _r, _c, _m = t.contribution, t.record, t.claim, t.member
_nos: BindParameter[Any] = bindparam("nos")
_LAST = {table.name: select(func.coalesce(func.max(table.c.no), 0)) for table in (_n, _r, _c, _m)}
_EDITIONS = select(*(select(func.coalesce(func.max(column), 0)).scalar_subquery() for column in (_n.c.stood_at, _n.c.fell_at)))
_s = t.source
_SOURCE = select(_s.c.no, _s.c.name, _s.c.licence_name, _s.c.trust, _s.c.language, _s.c.url).where(_s.c.key == LOCAL)
_RUN = select(func.min(t.run.c.no)).where(t.run.c.source_no == bindparam("source"))
_STANDING = (
    select(_n.c.record_no, _r.c.row, _n.c.stood_at)
    .join(_r, _r.c.no == _n.c.record_no)
    .where(_n.c.member_no == bindparam("member"), _n.c.own == bindparam("own"), _n.c.state == PUBLIC, _r.c.state != WITHDRAWN)
    .order_by(_n.c.stood_at)
)
_SAID = (
    select(_c.c.no, _c.c.data)
    .where(_c.c.member_no == bindparam("member"), _c.c.source_no == bindparam("source"), _c.c.state == LIVE)
    .order_by(_c.c.no)
)
_TARGETS = select(_m.c.id, _m.c.no).where(in_list(_m.c.id, bindparam("ids")))
_KNOWN = (_n.c.no, _n.c.member_no, _n.c.record_no, _n.c.own, _n.c.by, _n.c.state, _n.c.action, _n.c.area_no)
_ONE = select(*_KNOWN).where(_n.c.id == bindparam("key"))
_AREA = select(t.area.c.no).where(t.area.c.code == bindparam("code"))
_ADD, _ADD_MEMBER, _ADD_RECORD, _ADD_CLAIM = insert(_n), insert(_m), insert(_r), insert(_c)
_ADD_CARRIER, _ADD_REFERENCE = insert(t.claim_record), insert(t.reference)
_SET = update(_n).where(_n.c.no == bindparam("which"))
_STOOD = _SET.values(state=PUBLIC.value, stood_at=bindparam("edition"), fell_at=0)
_FELL = _SET.values(state=bindparam("to"), fell_at=bindparam("edition"))
_CLAIM_STATE = update(_c).where(in_list(_c.c.no, _nos), _c.c.state != WITHDRAWN).values(state=bindparam("to"))
_RECORD_STATE = update(_r).where(in_list(_r.c.no, _nos), _r.c.state != WITHDRAWN).values(state=bindparam("to"), current=bindparam("now"))
_OF_RECORD = select(t.claim_record.c.claim_no).join(_c, _c.c.no == t.claim_record.c.claim_no).where(
    t.claim_record.c.record_no == bindparam("record"), _c.c.state == PENDING
)  # fmt: skip
_FIND = select(_m.c.no, _m.c.id).where(_m.c.id == bindparam("one"))
_COUNT = (
    update(t.source)
    .where(t.source.c.no == bindparam("which"))
    .values(entity_count=select(func.count()).where(t.entity_source.c.source_no == bindparam("which")).scalar_subquery())
)


@dataclass(frozen=True, slots=True)
class Local:
    """The source `local` in this store: its number, and that of the one run under which its records stand."""

    source_no: int
    run_no: int


@dataclass(frozen=True, slots=True)
class Known:
    """A contribution as the store knows it."""

    no: int
    member_no: int
    record_no: int
    own: bool
    by: str
    state: ContributionState
    action: str
    area_no: int | None


async def open_local(tx: Transaction, source: Source, at: str) -> Local:
    """The source of local contributions, as its settings have it; made when it is not there yet."""
    rows = await tx.rows(_SOURCE)
    told = (source.name, source.licence.name, source.trust, source.language, source.url)
    no = int(rows[0][0]) if rows and tuple(rows[0][1:]) == told else await sources.keep_source(tx, source)
    run_no = await tx.value(_RUN, source=no)
    if run_no is None:
        run = await runs.start(tx, no, "", at)
        run.coverage = CoverageKind.NOTHING
        await runs.close(tx, run, RunOutcome.PUBLISHED, at, "contributions of people")
        run_no = run.no
    return Local(no, int(run_no))


async def find(tx: Transaction, kind: EntityKind, source_id: str) -> tuple[int, str] | None:
    """Number and id of a thing that was told here under this id of its own; also of one whose own id a withdrawal made unreadable."""
    rows = await tx.rows(_FIND, one=mint(kind, LOCAL, source_id))
    return (int(rows[0][0]), str(rows[0][1])) if rows else None


async def member(tx: Transaction, local: Local, kind: EntityKind, source_id: str) -> int:
    """The number of the id that a thing of the local store has; made when it is new."""
    if (found := await find(tx, kind, source_id)) is not None:
        return found[0]
    no = 1 + int(await tx.value(_LAST["member"]))
    await tx.many(_ADD_MEMBER, [(no, mint(kind, LOCAL, source_id), kind.value, local.source_no, source_id, no, None)])
    return no


async def keep(tx: Transaction, local: Local, member_no: int, patch: Patch, *, action: str, by: str, at: str, own: bool) -> Known:
    """A new contribution, waiting: its record, and a pending claim by which a withdrawal finds its words."""
    no, record_no = 1 + int(await tx.value(_LAST["contribution"])), 1 + int(await tx.value(_LAST["record"]))
    key, row = f"contribution_{no}", orjson.dumps(patch.row(), option=orjson.OPT_SORT_KEYS).decode()
    digest = blake2b(f"{no}\x00{row}".encode(), digest_size=16).digest()
    record = (record_no, local.source_no, key, digest, row, None, None, local.run_no, at, PENDING, False, None)
    await tx.many(_ADD_RECORD, [record])
    fields = orjson.dumps(patch.fields).decode()
    folded = fold([patch])
    area = folded.values.get("area")
    area_no = await tx.value(_AREA, code=area) if area is not None else None
    await tx.many(_ADD, [(no, key, member_no, record_no, action, by, at, WAITING.value, own, fields, 0, 0, area_no)])
    data = _data(folded) | {"contribution": no}
    await _claim(tx, local, member_no, data, carriers=[record_no], state=PENDING)
    return Known(no, member_no, record_no, own, by, WAITING, action, area_no)


async def stand(tx: Transaction, local: Local, one: Known, at: str) -> int:
    """Lets a contribution count from now on; the edition since which it does."""
    edition = 1 + await _edition(tx)
    await tx.run(_STOOD, which=one.no, edition=edition)
    await tx.run(_CLAIM_STATE, nos=[no for (no,) in await tx.rows(_OF_RECORD, record=one.record_no)], to=RETIRED)
    await _say(tx, local, one, edition, at)
    return edition


async def fall(tx: Transaction, local: Local, one: Known, to: ContributionState, at: str) -> None:
    """Lets a contribution count no more; `to` says why. One that waits again can still be found by its pending claim."""
    stood = one.state is PUBLIC
    edition = 1 + await _edition(tx) if stood else 0
    await tx.run(_FELL, which=one.no, to=to.value, edition=edition)
    await tx.run(_RECORD_STATE, nos=[one.record_no], to=PENDING if to is WAITING else RETIRED, now=False)
    if stood:
        await _say(tx, local, one, edition, at)


async def said(tx: Transaction, local: Local, member_no: int) -> dict[str, Any] | None:
    """The data of the live claim about an id that is nobody's own word; None when nothing stands."""
    rows = [orjson.loads(data) for _, data in await tx.rows(_SAID, member=member_no, source=local.source_no)]
    return next((one for one in rows if not one.get("own")), None)


async def by_id(tx: Transaction, key: str) -> Known | None:
    """The contribution of this id."""
    rows = await tx.rows(_ONE, key=key)
    if not rows:
        return None
    no, member_no, record_no, own, by, state, action, area_no = rows[0]
    return Known(no, member_no, record_no, bool(own), by, ContributionState(state), action, area_no)


async def _edition(tx: Transaction) -> int:
    """The number of the last time that a contribution began or ceased to stand."""
    return max(int(edition) for edition in (await tx.rows(_EDITIONS))[0])


async def _say(tx: Transaction, local: Local, one: Known, edition: int, at: str) -> None:
    """Makes the live claim about an id say what the contributions that stand say together, and reads the thing again."""
    member_no, own = one.member_no, one.own
    before = [
        (no, said)
        for no, data in await tx.rows(_SAID, member=member_no, source=local.source_no)
        if bool((said := orjson.loads(data)).get("own")) is own
    ]
    rows = await tx.rows(_STANDING, member=member_no, own=own)
    if before and any(row == ERASED_ROW for _, row, _ in rows):  # what was withdrawn from the claim can be told by the claim only
        said = before[-1][1]
        left = Patch(said["values"], _by_role(said["references"]))
        rows = [(no, row, stood) for no, row, stood in rows if row == ERASED_ROW or stood > said["edition"]]
        patches = [left if row == ERASED_ROW else patch_of(orjson.loads(row)) for _, row, _ in rows]
    else:
        patches = [patch_of(orjson.loads(row)) for _, row, _ in rows]
    folded = fold(patches)
    await tx.run(_CLAIM_STATE, nos=[no for no, _ in before], to=RETIRED)
    carriers = [no for place, (no, _, _) in enumerate(rows) if place in folded.carriers]
    await tx.run(_RECORD_STATE, nos=[no for no, _, _ in rows if no not in carriers], to=RETIRED, now=False)
    if carriers:
        await tx.run(_RECORD_STATE, nos=carriers, to=LIVE, now=True)
        data = _data(folded) | {"edition": edition} | ({"own": True} if own else {})
        await _claim(tx, local, member_no, data, carriers=carriers, state=LIVE)
    await read_together(tx, await open_books(tx), [member_no], None, at)
    await tx.run(_COUNT, which=local.source_no)


def _data(folded: Folded) -> dict[str, Any]:
    return {"values": folded.values, "references": [[role, *written(one)] for role, one in folded.references]}


def _by_role(references: Sequence[Sequence[Any]]) -> dict[str, list[Referred]]:
    said: dict[str, list[Referred]] = {}
    for role, *one in references:
        said.setdefault(role, []).append(read(one))
    return said


async def _claim(tx: Transaction, local: Local, member_no: int, data: dict[str, Any], *, carriers: Sequence[int], state: str) -> None:
    no = 1 + int(await tx.value(_LAST["claim"]))
    text = orjson.dumps(data, option=orjson.OPT_SORT_KEYS)
    digest = blake2b(f"{LOCAL}\x00{no}\x00".encode() + text, digest_size=16).digest()
    row = (no, member_no, local.source_no, digest, text.decode(), None, state, local.run_no, local.run_no, None)
    await tx.many(_ADD_CLAIM, [row])
    await tx.many(_ADD_CARRIER, [(no, record) for record in carriers])
    if state == LIVE:
        targets: dict[str, int] = dict(await tx.rows(_TARGETS, ids=[key.removeprefix("id:") for _, key, *_ in data["references"]]))
        rows = [
            (no, place, role, key, targets.get(key.removeprefix("id:")), since, until, page)
            for place, (role, *one) in enumerate(data["references"])
            for key, since, until, page in (read(one),)
        ]
        await tx.many(_ADD_REFERENCE, rows)
