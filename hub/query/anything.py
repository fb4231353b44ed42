"""What can be searched for: things of any kind, best first."""

from __future__ import annotations

from hub.query.dimension import AREAS, SOURCES, THEMES, by_value
from hub.query.entity import FILTERS
from hub.query.leaf import one_of
from hub.query.noun import Noun, Search
from hub.store.tables import entity

SEARCH_NOUN = Noun(
    "Search",
    None,
    entity,
    columns={},
    filters={**FILTERS, "kinds": one_of("EntityKind", entity.c.kind)},
    dimensions={"KIND": by_value("kinds", entity.c.kind), "AREA": AREAS, "THEME": THEMES, "SOURCE": SOURCES},
)
"""Its filters are the EntityFilter."""

SEARCH = Search("Search", filtered=False, backward=False)
