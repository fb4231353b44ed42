"""What can be read of a link: an edge of the graph, with the claims that carry it."""

from __future__ import annotations

from itertools import product

from sqlalchemy import and_, case

from hub.domain.link import LinkKind
from hub.query.noun import PARENT, Links, Many, Noun, OneOfAnyKind, Phrase, Scalar, Way
from hub.store.tables import claim, claim_record, link, link_claim, record

_SPEAKS_FOR = Many(
    "Provenance",
    {
        "": Way(
            parent=link_claim.c.link_no,
            child=claim_record.c.record_no,
            source=link_claim.join(claim, claim.c.no == link_claim.c.claim_no).join(claim_record, claim_record.c.claim_no == claim.c.no),
            where=claim.c.state == "live",
            target_where=and_(record.c.state == "live", record.c.current),
            distinct=True,
        )
    },
    filtered=False,
    backward=False,
)
_outward = link.c.from_no == PARENT

LINK_NOUN = Noun(
    "EntityLink",
    None,
    link,
    columns={
        "id": Scalar((link.c.id,), "{0} + at"),
        "kind": link.c.kind,
        "label": Phrase((link.c.kind,), "link_words({0}, {lang})"),
        "since": link.c.since,
        "until": link.c.until,
        "url": link.c.url,
        "confidence": Scalar((link.c.confidence_percent,), "{0} / 100"),
        "contested": Scalar((link.c.contested,), "bool({0})"),
    },
    relations={"from": OneOfAnyKind(on=link.c.from_no), "to": OneOfAnyKind(on=link.c.to_no), "provenance": _SPEAKS_FOR},
    order=(
        link.c.kind,
        case((_outward, link.c.to_sort), else_=link.c.from_sort),
        case((_outward, link.c.to_no), else_=link.c.from_no),
        link.c.no,
    ),
)
"""Links of one entity stand by kind, then by the name of the other end."""


def _ways(way: str, kind: str | None) -> Way:
    out = way == "OUT"
    own, sort, other = (link.c.from_no, link.c.to_sort, link.c.to_no) if out else (link.c.to_no, link.c.from_sort, link.c.from_no)
    return Way(own, link.c.no, None if kind is None else link.c.kind == kind, keys=(link.c.kind, sort, other, link.c.no))


LINKS = Links(
    "EntityLink",
    {f"{way} {kind or ''}".strip(): _ways(way, kind) for way, kind in product(("OUT", "IN"), (None, *(one.value for one in LinkKind)))},
    filtered=False,
    backward=False,
)
"""The links of an entity: a way for each direction, and one for each kind in each, so that a page of one kind walks one index."""
