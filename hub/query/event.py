"""What can be read of an event: something at a time and place. A list of events starts from now, unless it is asked by `startsAt`."""

from __future__ import annotations

from sqlalchemy import bindparam

from hub.domain.ids import EntityKind
from hub.query.dimension import AREAS, SOURCES, THEMES, by_entity, by_month
from hub.query.entity import COLUMNS, FILTERS, ORDERS, RELATIONS, RELEVANCE, flag
from hub.query.leaf import is_entity, is_flag, one_of, within_times
from hub.query.noun import NOW_KEY, Many, Noun, One, Order, Usual, Way
from hub.query.place import NEAREST
from hub.store.tables import event, opportunity

EVENT_NOUN = Noun(
    "Event",
    EntityKind.EVENT,
    event,
    columns={
        **COLUMNS,
        "startsAt": event.c.starts_at,
        "endsAt": event.c.ends_at,
        "allDay": flag(event.c.all_day),
        "timezone": event.c.timezone,
        "eventStatus": event.c.event_status,
        "attendance": event.c.attendance,
        "series": event.c.series,
        "free": flag(event.c.free),
        "ticketUrl": event.c.ticket_url,
    },
    relations={
        **RELATIONS,
        "organizer": One("Organization", on=event.c.organizer_no),
        "venue": One("Venue", on=event.c.venue_no),
        "initiative": One("Initiative", on=event.c.initiative_no),
        "opportunities": Many(
            "Opportunity",
            {
                "": Way(
                    event.c.no,
                    opportunity.c.no,
                    source=event.join(opportunity, opportunity.c.initiative_no == event.c.initiative_no),
                )
            },
        ),
    },
    filters={
        **FILTERS,
        "startsAt": within_times(event.c.starts_asc),
        "statuses": one_of("EventStatus", event.c.event_status),
        "attendances": one_of("Attendance", event.c.attendance),
        "organizer": is_entity(event.c.organizer_no),
        "venue": is_entity(event.c.venue_no),
        "initiative": is_entity(event.c.initiative_no),
        "free": is_flag(event.c.free),
    },
    orders={
        "STARTS": Order(event.c.starts_asc, event.c.starts_desc),
        "UPDATED": ORDERS["UPDATED"],
        "NEAREST": NEAREST,
        "RELEVANCE": RELEVANCE,
    },
    default_order=("STARTS", "ASC"),
    dimensions={
        "AREA": AREAS,
        "THEME": THEMES,
        "MONTH": by_month("startsAt", event.c.starts_at, event.c.starts_asc),
        "SOURCE": SOURCES,
        "ORGANIZER": by_entity("organizer", event.c.organizer_no),
    },
    usual=Usual("startsAt", event.c.starts_asc >= bindparam(NOW_KEY), event.c.starts_asc),
)
