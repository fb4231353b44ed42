"""How we know: the records of sources that speak of an entity."""

from __future__ import annotations

from sqlalchemy import and_

from hub.domain.ids import PROVENANCE
from hub.query.noun import Many, Noun, One, Scalar, Way
from hub.query.source import LICENCE
from hub.store.tables import WAS, claim, claim_record, member, record, source

PROVENANCE_NOUN = Noun(
    "Provenance",
    None,
    record,
    columns={
        "id": Scalar((record.c.no,), f"'{PROVENANCE}_' + str({{0}})"),
        "sourceId": record.c.key,
        "url": record.c.url,
        "retrievedAt": record.c.retrieved_at,
        "checkedAt": Scalar((record.c.retrieved_at, source.c.last_success_at), "max({0}, {1} or {0})"),
        "licence": LICENCE,
        "documentHash": record.c.document_hash,
    },
    relations={"source": One("Source", on=record.c.source_no)},
    order=(source.c.key, record.c.key, record.c.no),
    joins={source: source.c.no == record.c.source_no},
)

VERSION_NOUN = Noun(
    "FieldVersion",
    None,
    WAS["entity"],
    columns={"value": Scalar((), "r[2]"), "from": Scalar((), "r[3]"), "until": Scalar((), "r[4]")},
    relations={"provenance": One("Provenance", on=claim_record.c.record_no)},
    order=(WAS["entity"].c.from_seq,),
    newest=True,
)
"""What a field was for a while; its rows are made by plan/history.py, the record being the first that is read."""

SPEAKS_OF = Many(
    "Provenance",
    {
        "": Way(
            parent=member.c.canonical_no,
            child=claim_record.c.record_no,
            source=member.join(claim, claim.c.member_no == member.c.no).join(claim_record, claim_record.c.claim_no == claim.c.no),
            where=claim.c.state == "live",
            target_where=and_(record.c.state == "live", record.c.current),
            distinct=True,
        )
    },
    filtered=False,
    backward=False,
)
"""Each current live record that carries a live claim of any member of an entity."""
