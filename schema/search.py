"""What words find: things of any kind, best first."""

from __future__ import annotations

from schema.connection import SNIPPET, dimension_type, page_types
from schema.field import Argument, planned

SCORE = (
    "How well the words fit: higher is better, and comparable within one answer only. A name that begins with the words adds 1,000, one "
    "that is the words 2,000. Of more than 10,000 hits only those found in their names are told apart; the rest follow with 0."
)
SearchEdge, SearchConnection = page_types(
    "Search",
    ("total_count", planned("How many are found in all.", sdl="Int!")),
    (
        "facets",
        planned(
            "All that is found, counted.",
            Argument("dimensions", "[SearchDimension!]", "By what to count. Absent: by everything."),
            Argument("first", "Int", "How many values of each dimension; 10 when absent."),
            sdl="[Facet!]!",
        ),
    ),
    node="Entity",
    edges={"score": planned(SCORE, sdl="Float!"), "snippet": planned(f"{SNIPPET}.", sdl="String")},
)
SearchDimension = dimension_type("Search", {"KIND": "By kind of thing; the value is the name of the kind."})
