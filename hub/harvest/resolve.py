"""From a claim to what is kept of it: JSON values, references that lead to ids, and a hash by which the same words are known again."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import blake2b

import orjson

from hub.domain import wire
from hub.domain.claim import Claim
from hub.domain.ids import EntityKind
from hub.errors import RecordError
from hub.store.claims import Said
from hub.store.codes import Codes
from hub.store.runs import Fault


def resolve(claim: Claim, source: str) -> Said:
    """The claim as it is kept. Raises RecordError for a value that is none."""
    try:
        values = wire.values(claim)
        references = wire.references(claim, source)
    except (ValueError, TypeError) as error:
        raise RecordError(str(error)) from error
    data = orjson.dumps({"values": values, "references": references}, option=orjson.OPT_SORT_KEYS)
    raw = orjson.dumps(dict(claim.raw), option=orjson.OPT_SORT_KEYS) if claim.raw else None
    digest = blake2b(b"\x00".join((claim.kind.encode(), claim.source_id.encode(), data, raw or b"")), digest_size=16).digest()
    targets = _targets(claim, source) if references else {}
    return Said(
        claim.kind,
        claim.source_id,
        digest,
        data.decode(),
        raw.decode() if raw else None,
        [(str(role), str(key), since, until) for role, key, since, until in references],
        targets,
    )


def _targets(claim: Claim, source: str) -> dict[str, tuple[EntityKind, str]]:
    return {wire.reference_key(claim, r, source): (r.kind, r.source_id) for r in claim.references if r.source_id is not None}


def unknown_codes(claim: Claim, codes: Codes, key: str) -> Iterator[Fault]:
    """Areas and themes that the hub does not know; they are kept as the source says them, but lead nowhere."""
    for field, known, values in (
        ("area", codes.areas, (claim.area,)),
        ("serves", codes.areas, claim.serves if isinstance(claim.serves, tuple) else ()),
        ("themes", codes.themes, claim.themes if isinstance(claim.themes, tuple) else ()),
    ):
        for value in values:
            if isinstance(value, str) and value not in known:
                code = "UNKNOWN_THEME" if field == "themes" else "UNKNOWN_AREA"
                yield code, f"{value[:80]!r} is in no reference file; add it to those in the sources folder", key, field
