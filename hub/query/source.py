"""What can be read of a source: somebody's site, file or service."""

from __future__ import annotations

from hub.domain.ids import SOURCE
from hub.query.noun import Many, Noun, Part, Scalar, Way
from hub.store.tables import run, source

LICENCE = Part(
    "Licence",
    {
        "spdx": source.c.licence_spdx,
        "name": source.c.licence_name,
        "url": source.c.licence_url,
        "state": source.c.licence_state,
        "republishable": Scalar((source.c.republishable,), "bool({0})"),
    },
)

SOURCE_NOUN = Noun(
    "Source",
    None,
    source,
    columns={
        "id": Scalar((source.c.key,), f"'{SOURCE}_' + {{0}}"),
        "name": source.c.name,
        "connector": source.c.connector,
        "publisher": source.c.publisher,
        "url": source.c.url,
        "licence": LICENCE,
        "attribution": source.c.attribution,
        "illustrative": Scalar((source.c.illustrative,), "bool({0})"),
        "policy": source.c.policy,
        "state": source.c.state,
        "entityCount": source.c.entity_count,
        "lastSuccessAt": source.c.last_success_at,
        "lastAttemptAt": source.c.last_attempt_at,
        "lagSeconds": Scalar((source.c.last_success_at,), "lag({0}, now)"),
        "nextRunAt": source.c.next_run_at,
    },
    relations={"runs": Many("HarvestRun", {"": Way(run.c.source_no, run.c.no)}, filtered=False, backward=False)},
    order=(source.c.key, source.c.no),
)
