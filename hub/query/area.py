"""What can be read of an area: a country, region, municipality or smaller. Lists by area include everything within it."""

from __future__ import annotations

from sqlalchemy import select

from hub.domain.collation import sort_key
from hub.domain.ids import AREA
from hub.query.noun import Labels, Leaf, Many, Noun, One, Part, Scalar, Way
from hub.store.tables import area, area_closure, entity_area

CHILDREN = Many("Area", {"": Way(area.c.parent_no, area.c.no)}, filtered=False, backward=False)

_around = area.alias("around")
WITHIN = Leaf(
    "ID",
    lambda code: area.c.no.in_(
        select(area_closure.c.descendant_no)
        .join(_around, _around.c.no == area_closure.c.ancestor_no)
        .where(_around.c.code == code, area_closure.c.descendant_no != _around.c.no)
    ),
    lambda area_id: (area_id.removeprefix(f"{AREA}_") if area_id.startswith(f"{AREA}_") else None,),
)
BEGINS = Leaf("String", area.c.sort_name.startswith, lambda text: (sort_key(text),))
"""The name begins with what is typed; a sort key holds no letter that LIKE takes for a pattern."""

_HERE = {"": Way(entity_area.c.area_no, entity_area.c.no, mixed=True)}

AREA_NOUN = Noun(
    "Area",
    None,
    area,
    columns={
        "id": Scalar((area.c.code,), f"'{AREA}_' + {{0}}"),
        "code": area.c.code,
        "areaType": area.c.area_type,
        "name": Labels(area.c.name, {"da": area.c.name_da, "en": area.c.name_en, "de": area.c.name_de}),
        "centroid": Part(
            "Location",
            {
                "latitude": Scalar((area.c.latitude_e7,), "{0} / 1e7"),
                "longitude": Scalar((area.c.longitude_e7,), "{0} / 1e7"),
                "precision": Scalar((), "'AREA'"),
            },
            (area.c.latitude_e7,),
        ),
        "boundary": Scalar((area.c.boundary,), "None if {0} is None else Fragment({0})"),
        "validFrom": area.c.valid_from,
        "validTo": area.c.valid_to,
    },
    relations={
        "parent": One("Area", on=area.c.parent_no),
        "children": CHILDREN,
        "initiatives": Many("Initiative", _HERE),
        "organizations": Many("Organization", _HERE),
        "opportunities": Many("Opportunity", _HERE),
        "events": Many("Event", _HERE),
        "venues": Many("Venue", _HERE),
        "fundings": Many("Funding", _HERE),
        "discussions": Many("Discussion", _HERE),
        "stories": Many("Story", _HERE),
    },
    order=(area.c.sort_name, area.c.no),
)
