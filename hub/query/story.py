"""What can be read of a story: knowledge to share, such as a case, a guide, an article, a good example."""

from __future__ import annotations

from hub.domain.ids import EntityKind
from hub.query.dimension import AREAS, SOURCES, THEMES, by_value, by_year
from hub.query.entity import COLUMNS, FILTERS, ORDERS, RELATIONS, RELEVANCE, linked_things
from hub.query.leaf import is_entity, linked, one_of, within_dates
from hub.query.noun import Many, Noun, One, Order, Way, Words
from hub.store.tables import link, story

STORY_NOUN = Noun(
    "Story",
    EntityKind.STORY,
    story,
    columns={
        **COLUMNS,
        "storyType": story.c.story_type,
        "publishedOn": story.c.published_on,
        "text": Words("TEXT", story.c.text, story.c.no),
    },
    relations={
        **RELATIONS,
        "publisher": One("Organization", on=story.c.publisher_no),
        "about": linked_things("TELLS_OF"),
        "opportunities": Many("Opportunity", {"": Way(link.c.from_no, link.c.to_no, link.c.kind == "TELLS_OF", mixed=True)}),
    },
    filters={
        **FILTERS,
        "types": one_of("StoryType", story.c.story_type),
        "about": linked("TELLS_OF", link.c.from_no, link.c.to_no),
        "publisher": is_entity(story.c.publisher_no),
        "publishedOn": within_dates(story.c.published_asc),
    },
    orders={"PUBLISHED": Order(story.c.published_asc, story.c.published_desc), "UPDATED": ORDERS["UPDATED"], "RELEVANCE": RELEVANCE},
    default_order=("PUBLISHED", "DESC"),
    dimensions={
        "AREA": AREAS,
        "THEME": THEMES,
        "TYPE": by_value("types", story.c.story_type),
        "SOURCE": SOURCES,
        "YEAR": by_year("publishedOn", story.c.published_on, story.c.published_asc),
    },
)
