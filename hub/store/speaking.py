"""Who may speak for an organization: a standing decision CONFIRMED, whose `value` says by which way it came about.

    none      a moderator said so (within their areas); keys that were made for the organization (`--speaks-for`) speak for it
    AREA      the same, said by who has a key for the area that it lies in
    CVR       a token vouched for its number; every token that does speaks for it
    MAIL      by the link in a mail to its role address, or by what its website shows: the contributor
    WEBSITE   who asked for it (`by` of the decision, with the keys before and after) speaks for it, until it is taken back

Nothing else is kept of it: a decision that is undone ends it in the next transaction.
"""

from __future__ import annotations

from collections.abc import Collection, Generator, Sequence
from enum import StrEnum
from typing import Any

from sqlalchemy import BindParameter, bindparam, func, select, union

from hub.domain.viewer import Viewer
from hub.store import tables as t
from hub.store.decisions import CONFIRMED
from hub.store.engine import Rows, in_list, prepared
from hub.store.keys import names_of
from hub.store.writer import Transaction

MOST = 50
"""Organizations that one viewer speaks for at most."""


class Way(StrEnum):
    """By which proof an organization was confirmed."""

    AREA = "AREA"
    CVR = "CVR"
    MAIL = "MAIL"
    WEBSITE = "WEBSITE"


PROVEN = (Way.MAIL, Way.WEBSITE)
"""The ways that let whoever asked speak."""

_d, _m, _e = t.decision, t.member, t.entity
_who: BindParameter[str] = bindparam("who")
_ids: BindParameter[Any] = bindparam("ids")
_cvr: BindParameter[str] = bindparam("cvr")
_thing: BindParameter[int] = bindparam("thing")
_MADE = _d.join(_m, _m.c.no == _d.c.left_no)
_STANDS = (_d.c.kind == CONFIRMED, _d.c.undone_at.is_(None))
_proven = select(_m.c.canonical_no).select_from(_MADE).where(_d.c.by.in_(names_of(_who)), *_STANDS, _d.c.value.in_(PROVEN))
_given = select(_m.c.canonical_no).where(in_list(_m.c.id, _ids))
_vouched = select(t.organization.c.no).where(t.organization.c.cvr == _cvr)
_theirs = union(_proven, _given, _vouched).subquery()
_ids_of_it = select(_m.c.no).where(_m.c.canonical_no == _e.c.no).correlate(_e)
_stands_of_it = (_d.c.kind.concat("") == CONFIRMED, func.coalesce(_d.c.undone_at, "") == "")
"""Written so that no index on the kind is walked: of one organization there are few decisions, of confirmations there may be thousands."""
_confirmed = select(_d.c.no).where(_d.c.left_no.in_(_ids_of_it), *_stands_of_it).correlate(_e).exists()
_SPOKEN = (
    select(_e.c.no, _e.c.id)
    .select_from(_theirs.join(t.organization, t.organization.c.no == _theirs.c.canonical_no).join(_e, _e.c.no == t.organization.c.no))
    .where(_confirmed)
    .order_by(_e.c.sort_name, _e.c.no)
    .limit(MOST)
)
_OF = select(_d.c.id, _d.c.undone_at, _d.c.value).select_from(_MADE).where(_m.c.canonical_no == _thing, _d.c.kind == CONFIRMED)
_OF_ONE = _OF.where(_d.c.by.in_(names_of(_who))).order_by(_d.c.no.desc())
_UNDONE_CVR = select(func.count()).select_from(_OF.where(_d.c.value == Way.CVR.value, _d.c.undone_at.is_not(None)).subquery())


def spoken_for(viewer: Viewer) -> Generator[tuple[str, Sequence[Any]], Rows, list[str]]:
    """The ids of the confirmed organizations that a viewer speaks for, by name. Costs: one statement; nothing for anybody."""
    if viewer == Viewer():
        return []
    rows = yield prepared(_SPOKEN).sql, prepared(_SPOKEN).bind(_binds(viewer))
    return [one for _, one in rows]


async def spoken_for_now(tx: Transaction, viewer: Viewer) -> frozenset[int]:
    """The same as numbers of entities, as it stands in a transaction."""
    return frozenset(no for no, _ in await tx.rows(_SPOKEN, **_binds(viewer)))


def _binds(viewer: Viewer) -> dict[str, Any]:
    return {"who": viewer.name, "ids": [*viewer.speaks_for, "-"], "cvr": viewer.cvr or "-"}


async def standing(tx: Transaction, who: str, thing: int, ways: Collection[str] | None = None) -> str | None:
    """The decision by which a contributor confirmed an organization, when it stands; of these ways only, where they are named."""
    rows = await tx.rows(_OF_ONE, who=who, thing=thing)
    return next((str(one) for one, undone_at, way in rows if undone_at is None and (ways is None or way in ways)), None)


async def taken_back(tx: Transaction, who: str, thing: int, way: Way) -> bool:
    """Whether a confirmation by this contributor (by a number: by any token) was taken back: then it is for a moderator."""
    if way is Way.CVR and await tx.value(_UNDONE_CVR, thing=thing):
        return True
    return any(undone_at is not None for _, undone_at, _ in await tx.rows(_OF_ONE, who=who, thing=thing))
