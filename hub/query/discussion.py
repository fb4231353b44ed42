"""What can be read of a discussion: a thread, proposal or debate on a forum, where the words stay."""

from __future__ import annotations

from hub.domain.ids import EntityKind
from hub.query.dimension import AREAS, SOURCES, THEMES, by_month, by_value
from hub.query.entity import COLUMNS, FILTERS, ORDERS, RELATIONS, RELEVANCE, linked_things
from hub.query.held import AnyOf
from hub.query.leaf import linked, one_of, within_times
from hub.query.noun import Leaf, Many, Noun, Order, Way
from hub.store.tables import discussion, link

DISCUSSION_NOUN = Noun(
    "Discussion",
    EntityKind.DISCUSSION,
    discussion,
    columns={
        **COLUMNS,
        "forum": discussion.c.forum,
        "discussionState": discussion.c.discussion_state,
        "startedAt": discussion.c.started_at,
        "lastActivityAt": discussion.c.last_activity_at,
        "replyCount": discussion.c.reply_count,
        "supporterCount": discussion.c.supporter_count,
    },
    relations={
        **RELATIONS,
        "about": linked_things("DISCUSSES"),
        "opportunities": Many("Opportunity", {"": Way(link.c.from_no, link.c.to_no, link.c.kind == "DISCUSSES", mixed=True)}),
    },
    filters={
        **FILTERS,
        "states": one_of("DiscussionState", discussion.c.discussion_state),
        "about": linked("DISCUSSES", link.c.from_no, link.c.to_no),
        "lastActivityAt": within_times(discussion.c.activity_asc),
        "forum": Leaf("String", lambda wanted: discussion.c.forum == wanted, held=AnyOf(discussion.c.forum)),
    },
    orders={
        "ACTIVITY": Order(discussion.c.activity_asc, discussion.c.activity_desc),
        "REPLIES": Order(discussion.c.replies_asc, discussion.c.replies_desc),
        "UPDATED": ORDERS["UPDATED"],
        "RELEVANCE": RELEVANCE,
    },
    default_order=("ACTIVITY", "DESC"),
    dimensions={
        "AREA": AREAS,
        "THEME": THEMES,
        "STATE": by_value("states", discussion.c.discussion_state),
        "SOURCE": SOURCES,
        "MONTH": by_month("lastActivityAt", discussion.c.last_activity_at, discussion.c.activity_asc),
    },
)
