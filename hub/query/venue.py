"""What can be read of a venue: a place where people may meet, that they may borrow or book, or look after."""

from __future__ import annotations

from hub.domain.ids import EntityKind
from hub.query.dimension import AREAS, SOURCES, by_entity, by_value
from hub.query.entity import COLUMNS, FILTERS, ORDERS, RELATIONS, RELEVANCE, flag, words_of
from hub.query.held import Between
from hub.query.leaf import is_entity, is_flag, one_of
from hub.query.noun import Leaf, Many, Noun, One, Order, Part, Way, Words
from hub.query.place import NEAREST
from hub.store.tables import MISSING_LAST, event, link, venue

VENUE_NOUN = Noun(
    "Venue",
    EntityKind.VENUE,
    venue,
    columns={
        **COLUMNS,
        "venueType": venue.c.venue_type,
        "address": Part(
            "Address",
            {"street": venue.c.street, "postcode": venue.c.postcode, "locality": venue.c.locality, "country": venue.c.country},
            (venue.c.country,),
        ),
        "capacity": venue.c.capacity,
        "facilities": words_of(venue.c.facilities),
        "accessibility": Words("ACCESSIBILITY", venue.c.accessibility, venue.c.no),
        "bookable": flag(venue.c.bookable),
        "bookingUrl": venue.c.booking_url,
        "terms": Words("TERMS", venue.c.terms, venue.c.no),
    },
    relations={
        **RELATIONS,
        "owner": One("Organization", on=venue.c.owner_no),
        "events": Many("Event", {"": Way(event.c.venue_no, event.c.no)}),
        "opportunities": Many("Opportunity", {"": Way(link.c.to_no, link.c.from_no, link.c.kind == "MENTIONS", mixed=True)}),
    },
    filters={
        **FILTERS,
        "types": one_of("VenueType", venue.c.venue_type),
        "minCapacity": Leaf(
            "Int", venue.c.capacity_asc.between, lambda least: (least, MISSING_LAST - 1), held=Between(venue.c.capacity_asc)
        ),
        "bookable": is_flag(venue.c.bookable),
        "owner": is_entity(venue.c.owner_no),
    },
    orders={
        "NAME": ORDERS["NAME"],
        "CAPACITY": Order(venue.c.capacity_asc, venue.c.capacity_desc),
        "UPDATED": ORDERS["UPDATED"],
        "NEAREST": NEAREST,
        "RELEVANCE": RELEVANCE,
    },
    default_order=("NAME", "ASC"),
    dimensions={
        "AREA": AREAS,
        "TYPE": by_value("types", venue.c.venue_type),
        "SOURCE": SOURCES,
        "OWNER": by_entity("owner", venue.c.owner_no),
    },
)
