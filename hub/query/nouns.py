"""All nouns by the name of their type, and what the root of the graph offers of them."""

from __future__ import annotations

from collections.abc import Mapping

from hub.domain.ids import EntityKind
from hub.domain.nouns import plural
from hub.query.agreement import AGREEMENT_NOUN
from hub.query.anything import SEARCH, SEARCH_NOUN
from hub.query.area import AREA_NOUN, WITHIN
from hub.query.area import BEGINS as AREA_BEGINS
from hub.query.change import CHANGE_NOUN, CHANGES
from hub.query.decision import DECISION_NOUN, DECISIONS
from hub.query.discussion import DISCUSSION_NOUN
from hub.query.entity import ENTITY_NOUN, IDENTIFIER_NOUN, TEXT_NOUN
from hub.query.evaluation import EVALUATION_NOUN
from hub.query.event import EVENT_NOUN
from hub.query.funding import FUNDING_NOUN
from hub.query.initiative import INITIATIVE_NOUN
from hub.query.link import LINK_NOUN
from hub.query.match import MATCH_NOUN, MATCHES
from hub.query.noun import Leaf, Listed, Many, Noun, Relation
from hub.query.opportunity import OPPORTUNITY_NOUN
from hub.query.organization import ORGANIZATION_NOUN
from hub.query.provenance import PROVENANCE_NOUN, VERSION_NOUN
from hub.query.queue import QUEUE, QUEUE_NOUN
from hub.query.run import PROBLEM_NOUN, RUN_NOUN
from hub.query.source import SOURCE_NOUN
from hub.query.story import STORY_NOUN
from hub.query.theme import BEGINS as THEME_BEGINS
from hub.query.theme import THEME_NOUN
from hub.query.venue import VENUE_NOUN
from hub.store.tables import area, source, theme

NOUNS: Mapping[str, Noun] = {
    noun.type_name: noun
    for noun in (
        SOURCE_NOUN, RUN_NOUN, PROBLEM_NOUN, CHANGE_NOUN, DECISION_NOUN, QUEUE_NOUN, PROVENANCE_NOUN, VERSION_NOUN, AREA_NOUN, THEME_NOUN,
        TEXT_NOUN, IDENTIFIER_NOUN, LINK_NOUN, MATCH_NOUN, ENTITY_NOUN, ORGANIZATION_NOUN, VENUE_NOUN, INITIATIVE_NOUN,
        OPPORTUNITY_NOUN, EVENT_NOUN, FUNDING_NOUN, AGREEMENT_NOUN, SEARCH_NOUN, EVALUATION_NOUN, STORY_NOUN, DISCUSSION_NOUN,
    )
}  # fmt: skip

NOUN_OF_KIND: Mapping[EntityKind, Noun] = {noun.kind: noun for noun in NOUNS.values() if noun.kind}


ROOT_LISTS: Mapping[str, Relation] = {
    **{plural(kind): Many(noun.type_name) for kind, noun in NOUN_OF_KIND.items()},
    "areas": Many(
        "Area",
        filtered=False,
        backward=False,
        arguments={"areaType": Leaf("AreaType", lambda wanted: area.c.area_type == wanted), "within": WITHIN, "search": AREA_BEGINS},
    ),
    "sources": Many(
        "Source", filtered=False, backward=False, arguments={"state": Leaf("SourceState", lambda wanted: source.c.state == wanted)}
    ),
    "changes": CHANGES,
    "matches": MATCHES,
    "decisions": DECISIONS,
    "queue": QUEUE,
    "search": SEARCH,
    "themes": Listed("Theme", None, order=(theme.c.sort_label, theme.c.key), arguments={"search": THEME_BEGINS}),
}
"""The lists that `type Query` offers."""
