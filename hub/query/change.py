"""What can be read of the change feed: one line for each thing that appeared, changed or went."""

from __future__ import annotations

from dataclasses import replace

from hub.query.entity import FILTERS
from hub.query.leaf import one_of
from hub.query.noun import Feed, Noun, One, OneOfAnyKind, Scalar
from hub.store.tables import change, entity

CHANGE_NOUN = Noun(
    "Change",
    None,
    change,
    columns={
        "cursor": Scalar((), "cur(r)"),
        "type": change.c.type,
        "entityId": change.c.id,
        "into": change.c.into_id,
        "fields": Scalar((change.c.fields,), "camels({0})"),
        "at": change.c.at,
    },
    relations={"entity": OneOfAnyKind(on=change.c.no), "run": One("HarvestRun", on=change.c.run_no)},
    filters={**{name: replace(leaf, nos=None) for name, leaf in FILTERS.items()}, "kinds": one_of("EntityKind", entity.c.kind)},
    order=(change.c.seq,),
)
"""Its filters are conditions on the entity that a change is about."""

CHANGES = Feed("Change", filtered=False, backward=False, arguments={"kinds": one_of("EntityKind", change.c.kind)})
