"""What can be told of a thing of each kind, derived from one line of names a noun (hub/curation/inputs.py); here are the words."""

from __future__ import annotations

from typing import Any

import strawberry

from hub.curation.inputs import INPUTS, type_of
from hub.domain.ids import EntityKind
from schema.field import PlannedField
from schema.scalars import Decimal

WORDS = {
    "idempotencyKey": "A word of your own for this one request: sent again with it, nothing is done twice and the same is answered.",
    "externalId": "Your own id of the thing: told again under it, the thing is told on, never made twice.",
    "baseVersion": "The `version` that you read. What somebody else said since of the same fields is a CONFLICT; nothing is written then.",
    "url": "The public page about it.",
    "area": "Where it is: the code of the smallest area, such as `dk-kommune-0461`.",
    "serves": "Where it acts, when that is more than where it is: codes of areas.",
    "location": "Where it is on the map.",
    "themes": "What it is about: keys of the vocabulary (`themes`).",
    "identifiers": "Names that registers gave it.",
    "name": "What it is called.",
    "lang": "The language of the texts here (BCP 47: `da`, `en`). Absent: that of this hub.",
    "summary": "One or two sentences.",
    "description": "The long text.",
    "status": "How far it has come.",
    "startedOn": "When it began.",
    "endedOn": "When it ended.",
    "lead": "The organization that leads it.",
    "partners": "The organizations that take part.",
    "adaptedFrom": "The good example that it took up.",
    "organizationType": "What sort of organization.",
    "cvr": "Its number in the Danish register of companies.",
    "website": "Its own site.",
    "partOf": "The organization that it is part of.",
    "memberOf": "The organizations that it is a member of.",
    "direction": "Wanted or offered.",
    "opportunityType": "What is wanted or offered.",
    "state": "Whether it can be answered.",
    "by": "The organization that posts it.",
    "initiative": "The initiative that it belongs to.",
    "opensAt": "When it can first be answered.",
    "closesAt": "The deadline.",
    "remote": "Whether it can be done from anywhere.",
    "hoursPerWeek": "How many hours a week it takes.",
    "places": "How many are looked for, or can be given.",
    "skills": "What one should be able to do.",
    "eligibility": "Who may answer.",
    "amount": "How much money.",
    "applyUrl": "Where it is answered.",
    "startsAt": "When it starts. Needed for a new event.",
    "endsAt": "When it ends.",
    "allDay": "Whether it takes whole days.",
    "eventStatus": "Whether it takes place as announced.",
    "attendance": "On the spot, online, or both.",
    "organizer": "The organization that organizes it.",
    "venue": "The place.",
    "free": "Whether it costs nothing.",
    "ticketUrl": "Where tickets are had.",
    "venueType": "What kind of place.",
    "address": "Its postal address.",
    "capacity": "How many people it holds.",
    "facilities": "What is there to use.",
    "accessibility": "How it can be reached and used by everybody.",
    "bookable": "Whether it can be booked.",
    "bookingUrl": "Where it is booked.",
    "terms": "Price and conditions for associations.",
    "owner": "The organization that owns it.",
    "purpose": "What it is given for.",
    "fundingType": "What sort of funding.",
    "awardedOn": "When it was awarded.",
    "within": "The opportunity, such as an open pot, within which it was awarded.",
    "programme": "The programme that it comes from, in words.",
    "regrant": "Whether it is money passed on from another funding.",
    "repayable": "Whether it has to be paid back.",
    "funder": "The organization that gives it.",
    "recipient": "The organization that receives it.",
    "agreementType": "What sort of agreement.",
    "parties": "The organizations that made it.",
    "validFrom": "The first day on which it holds.",
    "validTo": "The last day on which it holds.",
    "documentUrl": "Where it can be read.",
    "forum": "The name of the place where people talk.",
    "discussionState": "How the talk stands.",
    "startedAt": "When it began.",
    "lastActivityAt": "When somebody last said something.",
    "replyCount": "How many replies there are.",
    "about": "The things that it is about.",
    "text": "The full text.",
    "storyType": "What sort of story.",
    "publishedOn": "When it was published.",
    "publisher": "The organization that publishes it.",
    "of": "The thing that was evaluated.",
    "outcome": "Whether it did what it was meant to.",
    "method": "How it was found out.",
    "findings": "What was found.",
    "evaluator": "The organization that evaluated it.",
    "cost": "What the trial cost.",
    "durationMonths": "How many months the trial took.",
    "peopleInvolved": "How many people took part.",
}


@strawberry.input(description="An amount of money.")
class MoneyInput:
    amount: Decimal = strawberry.field(description='With at most the decimals of its currency: `"12500.00"`.')
    currency: str = strawberry.field(description="ISO 4217: `DKK`, `EUR`.")


@strawberry.input(description="A postal address; it wins or loses as a whole.")
class AddressInput:
    street: str | None = strawberry.field(default=strawberry.UNSET, description="Street and house number.")
    postcode: str | None = strawberry.field(default=strawberry.UNSET, description="The postcode.")
    locality: str | None = strawberry.field(default=strawberry.UNSET, description="The town or village.")
    country: str | None = strawberry.field(default=strawberry.UNSET, description="ISO 3166-1, two letters; `DK` when absent.")


@strawberry.input(description="A place on the globe, CRS84.")
class LocationInput:
    latitude: float = strawberry.field(description="Degrees north, -90 to 90.")
    longitude: float = strawberry.field(description="Degrees east, -180 to 180.")


def input_type(kind: EntityKind) -> Any:
    """The input of a noun. Raises KeyError for a name without words."""
    fields = {}
    for name in INPUTS[kind]:
        field = PlannedField(graphql_name=name, description=WORDS[name], metadata={"sdl": type_of(name)}, default=strawberry.UNSET)
        fields[f"{name}_"] = field
    told = f"What somebody tells of a thing of the kind {kind}: only what is named is said, and null says that it is known to be none."
    name = f"{kind.capitalize()}Input"
    made = type(name, (), {"__module__": __name__, "__annotations__": dict.fromkeys(fields, Any), **fields})
    return strawberry.input(made, name=name, description=told)


INPUT_TYPES = {kind: input_type(kind) for kind in EntityKind}
(
    InitiativeInput, OrganizationInput, OpportunityInput, EventInput, VenueInput, FundingInput, AgreementInput, DiscussionInput,
    StoryInput, EvaluationInput,
) = INPUT_TYPES.values()  # fmt: skip
