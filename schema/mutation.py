"""What can be told and decided. Fields have no resolvers: the desk (hub/curation/desk.py) does it, the plan answers."""

from __future__ import annotations

from typing import Any

import strawberry

from hub.curation.desk import NEW, more
from hub.domain.contribution import ContributionState
from hub.domain.ids import EntityKind
from hub.domain.proof import META_NAME
from schema.confirmation import ConfirmationState
from schema.decision import Decision
from schema.entity import Entity
from schema.field import Argument, planned, words
from schema.scalars import PartialDate, Url

words(
    ContributionState,
    "How far a contribution has come.",
    PUBLIC="Everybody reads it.",
    WAITING="It waits for one other pair of eyes.",
    REJECTED="It is not to be read: somebody looked and said so, or it was taken back.",
)


@strawberry.type(description="Something to mend. Nothing was written.")
class Problem:
    path: list[str] = planned("Where in the arguments: `[input, themes, 0]`.")
    code: str = planned("What is wrong, for programs: REQUIRED, INVALID, NOT_FOUND, CONFLICT, NOT_ALLOWED. More may come.")
    message: str = planned("What is wrong and the way out, for people.")


@strawberry.interface(description="What became of a mutation.")
class Payload:
    problems: list[Problem] = planned("What to mend; empty when it was done.")
    version: str | None = planned("The version that the thing has now: the `baseVersion` of the next edit.")


@strawberry.type(description="What became of a contribution.")
class EntityPayload(Payload):
    entity: Entity | None = planned("The thing as everybody reads it now; null while a new one waits.")
    state: ContributionState | None = planned("Public at once, or waiting; null when nothing was written.")


@strawberry.type(description="What became of a decision.")
class DecisionPayload(Payload):
    decision: Decision | None = planned("What was decided or taken back; null when nothing was.")


@strawberry.type(description="How far a request to speak for an organization has come.")
class ConfirmationPayload(Payload):
    state: ConfirmationState | None = planned("How far it has come; null when nothing was written.")
    token: str | None = planned(
        f"What the website is to show: as a line of `file`, or in the head of the page as the content of a meta element named {META_NAME}."
    )
    file: Url | None = planned("Where the file is looked for; null where the website is a page of a site that belongs to others as well.")
    failure: str | None = planned(
        "What came of the last attempt: what a look at the website found instead, or that no mail could be delivered."
    )


@strawberry.input(description="That two things hang together. Which kinds stand between which things, the contract of the graph says.")
class LinkInput:
    from_: strawberry.ID = strawberry.field(name="from", description="The end that it is read from.")
    kind: Any = planned("The kind of edge.", sdl="EntityLinkKind!")
    to: strawberry.ID = strawberry.field(description="The end that it is read to.")
    since: PartialDate | None = strawberry.field(default=strawberry.UNSET, description="Since when it is so.")
    until: PartialDate | None = strawberry.field(default=strawberry.UNSET, description="Until when it was so.")
    url: Url | None = strawberry.field(default=strawberry.UNSET, description="The page that tells of it.")
    idempotency_key: str | None = strawberry.field(default=strawberry.UNSET, description="As in every input: done once, answered alike.")


ID = Argument("id", "ID!", "Its id, or a former one: what is said stays with just this id, also when things are parted later.")
_WAITS = "Public at once where the contributor may say so, else it waits for one other pair of eyes."


def _input(kind: EntityKind) -> Argument:
    return Argument("input", f"{kind.capitalize()}Input!", "What is said of it.")


def _fields() -> dict[str, Any]:
    fields: dict[str, Any] = {}
    for kind, new in NEW.items():
        told = f"Tells of a new thing of the kind {kind}. {_WAITS}"
        fields[new] = planned(told, _input(kind), sdl="EntityPayload!", graphql_name=new)
        told = f"Says more of a thing of the kind {kind}, or something else; what is not named stays as it is. {_WAITS}"
        fields[more(kind)] = planned(told, ID, _input(kind), sdl="EntityPayload!", graphql_name=more(kind))
    fields |= {
        "takeUp": planned(
            "We do this too: an initiative of one's own, adapted from a good example.",
            Argument("initiative", "ID!", "The good example."),
            _input(EntityKind.INITIATIVE),
            sdl="EntityPayload!",
        ),
        "retire": planned(
            "Takes back what was told here of a thing; what sources say of it stays.",
            ID,
            Argument("reason", "String", "Why; told beside the decision."),
            sdl="EntityPayload!",
        ),
        "link": planned(
            f"Says that two things hang together. {_WAITS}", Argument("input", "LinkInput!", "The edge."), sdl="EntityPayload!"
        ),
        "unlink": planned(
            "Says that an edge is not so: it beats every source, and survives every later harvest.",
            Argument("link", "ID!", "The id of the edge."),
            Argument("reason", "String!", "Why; told beside the decision."),
            sdl="DecisionPayload!",
        ),
        "decideMatch": planned(
            "Says whether two things are one: SAME joins them for every reader, DIFFERENT keeps them apart for good, UNSURE lets it rest. "
            "For moderators, and for who looks after sources that speak of both.",
            Argument("input", "MatchDecisionInput!", "Which two, and what."),
            sdl="DecisionPayload!",
        ),
        "reportProblem": planned(
            "Says that something is wrong: for anybody, without a key. No address is kept.",
            Argument("input", "ReportInput!", "What is wrong with what."),
            sdl="ReportPayload!",
        ),
        "withdraw": planned(
            "Asks to take something out for good. Hidden at once where a moderator asks, or an organization about itself; else it waits.",
            Argument("input", "WithdrawInput!", "What, and why."),
            sdl="WithdrawalPayload!",
        ),
        "requestHarvest": planned(
            "Has a source harvested soon, rather than when it is due. For moderators, and for who looks after it.",
            Argument("source", "ID!", "The id of the source."),
            sdl="DecisionPayload!",
        ),
        "decide": planned(
            "Says what becomes of something that waits (`queue`); never of one's own.",
            Argument("input", "DecideInput!", "Of what, and what."),
            sdl="DecisionPayload!",
        ),
        "undo": planned(
            "Takes a decision back, also that of having contributed; all but a withdrawal, and a harvest that is public already.",
            Argument("decision", "ID!", "The id of the decision."),
            sdl="DecisionPayload!",
        ),
        "confirmOrganization": planned(
            "Says that an organization may speak for itself: its word about itself is public at once and wins. For moderators, keys for "
            "the area that it lies in, and tokens that vouch for its CVR number; others prove it with `requestConfirmation`.",
            ID,
            sdl="DecisionPayload!",
        ),
        "requestConfirmation": planned(
            "Asks to speak for an organization: by a mail with a secret link to a role address that it published, or by a token that it "
            "shows on its website. Asked again, another mail is sent, or the website is looked at within a minute or two.",
            ID,
            Argument("by", "ConfirmationWay!", "How it is to be proven."),
            sdl="ConfirmationPayload!",
        ),
    }
    return fields


_FIELDS = _fields()
Mutation = strawberry.type(
    type("Mutation", (), {"__module__": __name__, "__annotations__": dict.fromkeys(_FIELDS, Any), **_FIELDS}),
    name="Mutation",
    description="What can be told and decided.",
)
