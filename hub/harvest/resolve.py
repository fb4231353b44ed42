"""From a claim to what is kept of it: JSON values, references that lead to ids, and a hash by which the same words are known again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import orjson

from hub.domain import wire
from hub.domain.claim import Claim
from hub.domain.drift import traits
from hub.errors import RecordError
from hub.store.claims import Said, claim_hash
from hub.store.codes import Codes
from hub.store.runs import Fault

MOST_REMEMBERED = 20_000
YEARS_AHEAD = {"awarded_on": 1, "started_on": 25, "ended_on": 25, "from_date": 25, "until_date": 50}
"""How many years a date may lie ahead before somebody should look: 2099 stands for "not known" in many a register."""


class Resolver:
    """Resolves the claims of one source; the very same claim object, handed out for many items, is resolved once."""

    def __init__(self, source: str, codes: Codes) -> None:
        self._source, self._codes = source, codes
        self._known: dict[int, tuple[Claim, Said]] = {}
        self._year = datetime.now(UTC).year

    def resolve(self, claim: Claim, key: str, faults: list[Fault]) -> Said:
        """The claim as it is kept; notes unknown areas and themes. Raises RecordError for a value that is none."""
        if (known := self._known.get(id(claim))) is not None:
            return known[1]
        said = resolve(claim, self._source)
        faults.extend(unknown_codes(claim, self._codes, key))
        faults.extend(far_dates(claim, self._year, key))
        if not claim.references:  # those with references are about one item each
            if len(self._known) >= MOST_REMEMBERED:
                self._known.clear()
            self._known[id(claim)] = (claim, said)  # the claim is held, so that its id stays its own
        return said


def resolve(claim: Claim, source: str) -> Said:
    """The claim as it is kept. Raises RecordError for a value that is none."""
    try:
        values = wire.values(claim)
        references = wire.references(claim, source)
    except (ValueError, TypeError, AttributeError) as error:
        raise RecordError(str(error)) from error
    keys = [(role, key, since, until) for role, key, since, until, _ in references]
    data = orjson.dumps({"values": values, "references": keys}, option=orjson.OPT_SORT_KEYS)
    raw = orjson.dumps(dict(claim.raw), option=orjson.OPT_SORT_KEYS) if claim.raw else None
    digest = claim_hash(claim.kind, claim.source_id, data, raw)
    targets = {key: target for _, key, _, _, target in references if target is not None}
    counted = traits(claim.kind, values, [role for role, *_ in keys])
    return Said(claim.kind, claim.source_id, digest, data.decode(), raw.decode() if raw else None, keys, targets, counted)


def far_dates(claim: Claim, year: int, key: str) -> Iterator[Fault]:
    """Dates that lie so far ahead that they hardly are what they say; they are kept as the source says them."""
    for field, years in YEARS_AHEAD.items():
        value = getattr(claim, field, None)
        if isinstance(value, str) and value[:4].isdigit() and int(value[:4]) > year + years:
            told = f"{value[:40]} lies more than {years} years ahead; if it stands for an unknown date, leave it out in the mapping"
            yield "FUTURE_DATE", told, key, field


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
