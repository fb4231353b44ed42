"""What can be asked."""

from __future__ import annotations

import strawberry

from hub.domain.viewer import ViewerRole
from schema.agreement import Agreement
from schema.area import Area
from schema.change import Change
from schema.connection import Page, entity_page, page
from schema.decision import Decision
from schema.discussion import Discussion
from schema.entity import Entity
from schema.evaluation import Evaluation
from schema.event import Event
from schema.field import AFTER, FIRST, Argument, planned, words
from schema.funding import Funding
from schema.graph import BETWEEN, COMMON, NETWORK, PATHS, Common, LinkPath, Network
from schema.initiative import Initiative
from schema.match import Match
from schema.node import Node
from schema.opportunity import Opportunity
from schema.organization import Organization
from schema.queue import QueueItem
from schema.scalars import DateTime, Url
from schema.source import Source
from schema.story import Story
from schema.theme import Theme
from schema.venue import Venue

words(
    ViewerRole,
    "What somebody may do.",
    name="Role",
    READER="Read what is public.",
    CONTRIBUTOR="Contribute.",
    MODERATOR="Contribute and decide.",
    ADMIN="Everything, also about sources.",
    GATEWAY="Compose this graph with others.",
)


@strawberry.type(description="Who is asking.")
class Viewer:
    role: ViewerRole = planned("What the viewer may do.")
    scopes: list[str] = planned("What the viewer's key was made for.")
    speaks_for: list[Organization] = planned(
        "Organizations that the viewer speaks for: confirmed ones, by name, at most 50. Its word about them is public at once and wins."
    )
    areas: list[str] = planned(
        "Codes of the areas that the viewer's key or token is for, each with everything beneath: a moderator moderates there and nowhere "
        "else, a contributor's word about what lies there is public at once. None: bound to no area."
    )


@strawberry.input(description="A name that a register gave.")
class IdentifierInput:
    scheme: str = strawberry.field(description="The register: `DK-CVR`.")
    value: str = strawberry.field(description="The name within the register.")


@strawberry.input(description="One way to name an entity.", one_of=True)
class EntityBy:
    id: strawberry.ID | None = strawberry.field(default=strawberry.UNSET, description="Its id, or a former one.")
    identifier: IdentifierInput | None = strawberry.field(
        default=strawberry.UNSET, description="Its name in a register; null is answered when several entities have it."
    )
    url: Url | None = strawberry.field(default=strawberry.UNSET, description="The public page about it, exactly as the graph has it.")


OF_A_VERSION = "One that tells a version (`org_…@123`) is answered as it was then."

ITS_ID = f"Its id, or a former one. {OF_A_VERSION}"


def _id(description: str) -> Argument:
    return Argument("id", "ID!", description)


AREAS = (
    Argument("areaType", "AreaType", "Only areas of this type."),
    Argument("within", "ID", "Only areas that lie within this area (an id), at any level; not the area itself."),
    Argument("search", "String", "Only areas whose name begins with this."),
)


@strawberry.type(description="The graph as it was: ids inside carry @version, so that no cache mistakes them for the present.")
class Reading:
    at: DateTime = planned("The moment that was asked for, or that of the version.")
    version: str = planned("The version: ask by it again, and the answer is the same.")
    entity: Entity | None = planned(
        "An entity by one of its names; null when there was none.", Argument("by", "EntityBy!", "How to find it.")
    )
    initiatives: Page[Initiative] = entity_page("Initiative", "Initiatives, by name unless sorted otherwise.")
    organizations: Page[Organization] = entity_page("Organization", "Organizations, by name unless sorted otherwise.")
    opportunities: Page[Opportunity] = entity_page(
        "Opportunity", "What is wanted or offered; what changed last comes first unless sorted otherwise."
    )
    events: Page[Event] = entity_page(
        "Event", "Events from that moment on unless the filter says something of `startsAt`; soonest first unless sorted otherwise."
    )
    venues: Page[Venue] = entity_page("Venue", "Places, by name unless sorted otherwise.")
    fundings: Page[Funding] = entity_page("Funding", "Fundings, newest award first unless sorted otherwise.")
    agreements: Page[Agreement] = entity_page("Agreement", "Agreements, newest first unless sorted otherwise.")
    discussions: Page[Discussion] = entity_page("Discussion", "Discussions, latest activity first unless sorted otherwise.")
    stories: Page[Story] = entity_page("Story", "Stories, newest first unless sorted otherwise.")
    evaluations: Page[Evaluation] = entity_page("Evaluation", "Evaluations, newest first unless sorted otherwise.")


@strawberry.type(description="What can be asked.")
class Query:
    node: Node | None = planned("Anything by its id; null when there is none.", _id(f"The id, or a former one. {OF_A_VERSION}"))
    nodes: list[Node | None] = planned(
        "Several things by their ids, in the order asked for, null for each that there is none of.",
        Argument("ids", "[ID!]!", f"The ids, at most 100. {OF_A_VERSION}"),
    )
    entity: Entity | None = planned(
        "An entity by one of its names; null when there is none.", Argument("by", "EntityBy!", "How to find it.")
    )
    entities: list[Entity | None] = planned(
        "Several entities, in the order asked for, null for each that there is none of.",
        Argument("by", "[EntityBy!]!", "How to find each, at most 100."),
    )
    initiative: Initiative | None = planned("An initiative; null when there is none.", _id(ITS_ID))
    organization: Organization | None = planned("An organization; null when there is none.", _id(ITS_ID))
    opportunity: Opportunity | None = planned("An opportunity; null when there is none.", _id(ITS_ID))
    event: Event | None = planned("An event, whenever it is or was; null when there is none.", _id(ITS_ID))
    venue: Venue | None = planned("A venue; null when there is none.", _id(ITS_ID))
    funding: Funding | None = planned("A funding; null when there is none.", _id(ITS_ID))
    agreement: Agreement | None = planned("An agreement; null when there is none.", _id(ITS_ID))
    discussion: Discussion | None = planned("A discussion; null when there is none.", _id(ITS_ID))
    story: Story | None = planned("A story; null when there is none.", _id(ITS_ID))
    evaluation: Evaluation | None = planned("An evaluation; null when there is none.", _id(ITS_ID))
    initiatives: Page[Initiative] = entity_page("Initiative", "Initiatives, by name unless sorted otherwise.")
    organizations: Page[Organization] = entity_page("Organization", "Organizations, by name unless sorted otherwise.")
    opportunities: Page[Opportunity] = entity_page(
        "Opportunity", "What is wanted or offered; what changed last comes first unless sorted otherwise."
    )
    events: Page[Event] = entity_page(
        "Event", "Events from now on unless the filter says something of `startsAt`; soonest first unless sorted otherwise."
    )
    venues: Page[Venue] = entity_page("Venue", "Places, by name unless sorted otherwise.")
    fundings: Page[Funding] = entity_page("Funding", "Fundings, newest award first unless sorted otherwise.")
    agreements: Page[Agreement] = entity_page("Agreement", "Agreements, newest first unless sorted otherwise.")
    discussions: Page[Discussion] = entity_page("Discussion", "Discussions, latest activity first unless sorted otherwise.")
    stories: Page[Story] = entity_page("Story", "Stories, newest first unless sorted otherwise.")
    evaluations: Page[Evaluation] = entity_page("Evaluation", "Evaluations, newest first unless sorted otherwise.")
    area: Area | None = planned(
        "An area by its code or its id; null when there is none.",
        Argument("code", "String", "Its code: `dk-kommune-0461`."),
        Argument("id", "ID", "Its id."),
    )
    areas: Page[Area] = page("Area", "Areas, by name.", *AREAS, FIRST, AFTER)
    themes: list[Theme] = planned(
        "The whole vocabulary, by label.", Argument("search", "String", "Only themes whose label begins with this.")
    )
    sources: Page[Source] = page(
        "Source", "Where knowledge comes from.", Argument("state", "SourceState", "Only sources in this state."), FIRST, AFTER
    )
    network: Network = planned("Everything within some steps of a thing. " + BETWEEN, *NETWORK)
    paths: list[LinkPath] = planned(
        "The shortest ways from one thing to another, all of one length; none when there is no way, or only a longer one. Ways differ in "
        "the things that they lead through, grants, agreements and events left aside. First those through things with the fewest links. "
        + BETWEEN,
        *PATHS,
    )
    common: list[Common] = planned(
        "What several things are all tied to, by a link or in one step; what has the fewest links first, for it tells the most. " + BETWEEN,
        *COMMON,
    )
    as_of: Reading = planned(
        "The graph as it was; what depends on the time of asking (events from now on, the state of an opportunity) is told as of then. "
        "Areas, themes and sources are as they are now; `text`, `origins` and `provenance` know the present only. "
        "Each row counts four times against the rows that one answer may hold.",
        Argument("time", "DateTime", "As it was at this moment."),
        Argument("version", "String", "As it was at this version: that of another reading, or `extensions.version` of an answer."),
    )
    changes: Page[Change] = page(
        "Change",
        "What happened to the things of the graph, oldest first: for copies that keep up with it.",
        Argument(
            "after",
            "String",
            "Only what came after this cursor of any answer of this field, whatever its filter. Absent: from the beginning. "
            "CURSOR_EXPIRED: changes after it are no longer kept; begin again without it, for the newest change of each thing always is.",
        ),
        Argument("kinds", "[EntityKind!]", "Only of things of these kinds."),
        Argument("filter", "EntityFilter", "Only of things that meet this as they are now; what is gone is told whatever the filter."),
        FIRST,
    )
    matches: Page[Match] = page(
        "Match",
        "Pairs that may be the same, the likeliest first: proposals of the machine, for people to decide.",
        Argument("of", "ID", "Only those that this entity is part of."),
        Argument("source", "ID", "Only those of which this source speaks of at least one side."),
        Argument("decision", "MatchDecision", "Only those about which this was decided. Absent: those that are open."),
        FIRST,
        AFTER,
    )
    decisions: list[Decision] = planned(
        "What people decided, the latest first.",
        Argument("of", "ID", "Only what is about this thing, by whatever id of it."),
        Argument("first", "Int", "How many; 20 when it is not given."),
        Argument("after", "String", "Only what was decided before this decision, by its id: the last one of the page before."),
    )
    queue: Page[QueueItem] = page(
        "QueueItem",
        "What waits for somebody to look, the oldest first: for moderators, and for contributors what is theirs to decide: about things "
        "that sources of theirs speak of (of a pair: both), and about these sources.",
        Argument("types", "[QueueItemType!]", "Only what is of these types."),
        Argument("source", "ID", "Only what is about this source, or things that it speaks of."),
        FIRST,
        AFTER,
    )
    search: Page[Entity] = page(
        "Search",
        "What words find, of any kind and best first. Every word must be met: by itself or another form of it, by its beginning when it is "
        "short or the last one, or within a word of the name. Quotes, `OR` and `*` mean nothing.",
        Argument("text", "String!", "What to search for, at most 10 words of 40 letters."),
        Argument("kinds", "[EntityKind!]", "Only things of these kinds."),
        Argument("filter", "EntityFilter", "Only things that meet this."),
        FIRST,
        AFTER,
    )
    source: Source | None = planned("A source; null when there is none.", _id("Its id."))
    viewer: Viewer = planned("Who is asking.")
