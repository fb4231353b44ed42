"""Countries, regions, municipalities and what lies within them: reference data."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

import strawberry

from schema.connection import Page, entity_page, page, page_types
from schema.field import AFTER, FIRST, LANG, planned, words
from schema.node import Node
from schema.place import Location
from schema.scalars import GeoJSON, PartialDate

if TYPE_CHECKING:
    from schema.discussion import Discussion
    from schema.event import Event
    from schema.funding import Funding
    from schema.initiative import Initiative
    from schema.opportunity import Opportunity
    from schema.organization import Organization
    from schema.story import Story
    from schema.venue import Venue


class AreaType(StrEnum):
    """What kind of area."""

    COUNTRY = "COUNTRY"
    REGION = "REGION"
    MUNICIPALITY = "MUNICIPALITY"
    DISTRICT = "DISTRICT"
    LOCAL_COUNCIL_AREA = "LOCAL_COUNCIL_AREA"
    PARISH = "PARISH"
    POSTCODE = "POSTCODE"
    LOCALITY = "LOCALITY"
    NEIGHBOURHOOD = "NEIGHBOURHOOD"
    OTHER = "OTHER"


words(
    AreaType,
    "What kind of area.",
    COUNTRY="A state.",
    REGION="The level between state and municipality: a Danish region, a German Land.",
    MUNICIPALITY="The level of local self-government.",
    DISTRICT="A part of a municipality, or of a region, with an administration of its own: a Berlin Bezirk.",
    LOCAL_COUNCIL_AREA="What a local council (Danish lokalråd) speaks for.",
    PARISH="A parish (Danish sogn).",
    POSTCODE="What one postcode covers.",
    LOCALITY="A town or village.",
    NEIGHBOURHOOD="A part of a town.",
    OTHER="Another kind of area.",
)


@strawberry.type(description="A country, region, municipality or smaller area. Lists include everything within it.")
class Area(Node):
    code: str = planned("Unique everywhere and fit for addresses: `dk-kommune-0461`, `dk-region-1084`, `de-plz-12047`.")
    area_type: AreaType = planned("What kind of area.")
    name: str = planned("Its name.", LANG)
    parent: Area | None = planned("The area that it is directly part of.")
    children: Page[Area] = page("Area", "The areas that are directly part of it, by name.", FIRST, AFTER)
    centroid: Location | None = planned("A point in its middle.")
    boundary: GeoJSON | None = planned("Its outline, simplified for drawing.", sdl="GeoJSON")
    valid_from: PartialDate | None = planned("Since when the area exists.")
    valid_to: PartialDate | None = planned("Until when it existed.")
    initiatives: Page[Initiative] = entity_page("Initiative", "Initiatives that are or act here, or somewhere within.")
    organizations: Page[Organization] = entity_page("Organization", "Organizations that are or act here, or somewhere within.")
    opportunities: Page[Opportunity] = entity_page("Opportunity", "What is wanted or offered here, or somewhere within.")
    events: Page[Event] = entity_page(
        "Event", "Events here, or somewhere within; from now on unless `startsAt` is asked for, soonest first."
    )
    venues: Page[Venue] = entity_page("Venue", "Places here, or somewhere within.")
    fundings: Page[Funding] = entity_page("Funding", "Fundings for something here, or somewhere within.")
    discussions: Page[Discussion] = entity_page("Discussion", "Discussions about this area, or somewhere within.")
    stories: Page[Story] = entity_page("Story", "Stories from here, or from somewhere within.")


AreaEdge, AreaConnection = page_types("Area")
