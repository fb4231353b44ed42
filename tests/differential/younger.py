"""The seven youngest nouns in the small nasty data set: what is said of them, and who has to do with whom; by counting, like the others."""

from __future__ import annotations

from collections.abc import Callable
from itertools import cycle, islice
from typing import TYPE_CHECKING, Any

from hub.domain.agreement import AgreementType
from hub.domain.discussion import DiscussionState
from hub.domain.evaluation import Outcome
from hub.domain.event import Attendance, EventStatus
from hub.domain.ids import EntityKind
from hub.domain.opportunity import OpportunityDirection, OpportunityState, OpportunityType
from hub.domain.story import StoryType
from hub.domain.venue import VenueType
from tests.differential.ties import HUB, INITIATIVES, ORGANIZATIONS, link
from tests.differential.words import CURRENCIES, date, shared

if TYPE_CHECKING:
    from tests.differential.dataset import Book

Values = dict[str, Any]
KINDS = (
    EntityKind.OPPORTUNITY, EntityKind.EVENT, EntityKind.VENUE, EntityKind.AGREEMENT, EntityKind.DISCUSSION, EntityKind.STORY,
    EntityKind.EVALUATION,
)  # fmt: skip
FIRST_NO = {kind: 2001 + 100 * place for place, kind in enumerate(KINDS)}
COUNT = dict.fromkeys(KINDS, 40)
OPPORTUNITIES, EVENTS, VENUES, AGREEMENTS, DISCUSSIONS, STORIES, EVALUATIONS = (range(no, no + 40) for no in FIRST_NO.values())

MOMENTS = (
    "2026-05-02T00:00:00Z", None, "2026-05-02T00:00:01Z", "2026-05-02T00:00:02Z", "2025-12-31T23:59:59Z", "2026-04-20T12:00:00Z",
    "2026-06-01T08:00:00Z", "2027-01-01T00:00:00Z", None, "2026-02-01T10:00:00Z",
)  # fmt: skip
"""Just before, at and just after the moment at which questions are asked, and others."""
FORUMS = ("Torvet", "torvet", "Byrådets høring", "✿ Forum", "Torvet")
FLAGS = (True, False, None)


def moment(i: int) -> str | None:
    return MOMENTS[i % len(MOMENTS)]


def of(enum: Any, i: int) -> str:
    """One of the values of an enum."""
    values = list(enum)
    return str(values[i % len(values)].value)


def words(i: int, *texts: str) -> Values:
    """Texts in several languages, or explicitly none."""
    return {name: None if (i + n) % 5 == 0 else {"da": f"{name} {i} på dansk", **({"en": f"{name} {i}"} if i % 2 else {})}
            for n, name in enumerate(texts) if (i + n) % 4}  # fmt: skip


def opportunity(i: int) -> Values:
    said = shared(i) | words(i, "eligibility") | {"opportunity_type": of(OpportunityType, i), "state": of(OpportunityState, i // 2)}
    said |= {
        "opens_at": moment(i + 3),
        "closes_at": moment(i * 7 + 1),
        "from_date": date(i),
        "until_date": date(i + 3),
        "remote": FLAGS[i % 3],
    }
    said |= {"hours_per_week": (2.5, 0.1, None, 40.0)[i % 4], "places": (None, 0, 3)[i % 3]}
    said |= {"skills": (["ål", "Snedker", "abe"], [], ['"citat"'])[i % 3]}
    if i % 3:
        said["direction"] = of(OpportunityDirection, i)
    if i % 4 == 1:
        said["amount"] = {"minor": 100 * i, "currency": CURRENCIES[i % 6]}
    return said | ({"apply_url": f"https://alpha.example/apply/{i}"} if i % 2 else {})


def event(i: int) -> Values:
    starts = moment(i) or "2026-07-14T18:30:00Z"
    when = {
        "starts_at": starts,
        "ends_at": moment(i + 5) if i % 3 == 0 else None,
        "all_day": i % 4 == 0,
        "timezone": "Europe/Copenhagen" if i % 2 else None,
    }
    said = shared(i) | {"when": when, "event_status": of(EventStatus, i), "attendance": of(Attendance, i // 3), "free": FLAGS[i % 3]}
    return said | {"series": f"Række {i % 4}" if i % 3 else None, "ticket_url": f"https://alpha.example/ticket/{i}" if i % 5 == 0 else None}


def venue(i: int) -> Values:
    said = shared(i) | words(i, "accessibility", "terms") | {"venue_type": of(VenueType, i), "capacity": (None, 0, 40, 40, 500)[i % 5]}
    said |= {"facilities": (["køkken", "Elevator", "å"], ["wifi"], [])[i % 3], "bookable": FLAGS[i % 3]}
    if i % 3:
        said["address"] = {"street": f"Ågade {i}", "postcode": "5000" if i % 2 else None, "locality": None, "country": "DK"}
    return said | ({"booking_url": f"https://alpha.example/book/{i}"} if i % 4 == 0 else {})


def agreement(i: int) -> Values:
    said = shared(i) | {"agreement_type": of(AgreementType, i), "valid_from": date(i), "valid_to": date(i + 3)}
    return said | {"document_url": f"https://alpha.example/doc/{i}" if i % 2 else None}


def discussion(i: int) -> Values:
    said = shared(i) | {"forum": FORUMS[i % 5], "discussion_state": of(DiscussionState, i), "started_at": moment(i + 4)}
    return said | {"last_activity_at": moment(i), "reply_count": (None, 0, 7, 7)[i % 4], "supporter_count": i if i % 3 else None}


def story(i: int) -> Values:
    return shared(i) | words(i, "text") | {"story_type": of(StoryType, i), "published_on": date(i)}


def evaluation(i: int) -> Values:
    said = shared(i) | words(i, "method", "findings") | {"outcome": of(Outcome, i), "published_on": date(i + 1), "document_url": None}
    if i % 2:
        said["cost"] = {"minor": 12_345 * i, "currency": CURRENCIES[i % 6]}
    return said | {"duration_months": (None, 0, 12)[i % 3], "people_involved": i * 3 if i % 4 else None}


SAID: dict[EntityKind, Callable[[int], Values]] = {
    EntityKind.OPPORTUNITY: opportunity,
    EntityKind.EVENT: event,
    EntityKind.VENUE: venue,
    EntityKind.AGREEMENT: agreement,
    EntityKind.DISCUSSION: discussion,
    EntityKind.STORY: story,
    EntityKind.EVALUATION: evaluation,
}

# --- Ties -------------------------------------------------------------------------------------------------------------------------------

ANYTHING = (101, 1, *range(2001, 2040, 5), *VENUES[::7], *INITIATIVES[::9], *ORGANIZATIONS[::11], 201, 244, *STORIES[:3], *DISCUSSIONS[:3])
"""What people talk of, tell of and evaluate: things of every kind."""


def relate(book: Book) -> None:
    """Sets the to-one columns and writes the links that they stand for; and links of things of any kind."""
    for i in range(40):
        a_hub, one, initiative = (HUB, None)[i % 3 == 2], ORGANIZATIONS[(i * 7) % 60], (101, INITIATIVES[i], None)[i % 3]
        _set(book, "opportunity", OPPORTUNITIES[i], by=("POSTS", a_hub or one, True), initiative=("CONCERNS", initiative, False))
        _set(
            book, "event", EVENTS[i], organizer=("ORGANIZES", a_hub if i % 4 else one, True),
            venue=("TAKES_PLACE_AT", VENUES[i % 6] if i % 5 else None, False), initiative=("HAPPENS_IN", initiative, False),
        )  # fmt: skip
        _set(book, "venue", VENUES[i], owner=("OWNS", one if i % 2 else HUB, True))
        venue = VENUES[i % 5] if i % 4 == 0 else None
        _set(book, "agreement", AGREEMENTS[i], initiative=("COVERS", initiative, False), venue=("COVERS", venue, False))
        _set(book, "story", STORIES[i], publisher=("PUBLISHES", a_hub, True))
        of_what = ANYTHING[(i * 3) % len(ANYTHING)] if i % 6 else None
        _set(book, "evaluation", EVALUATIONS[i], of=("EVALUATES", of_what, False), evaluator=("PUBLISHES", one if i % 2 else None, True))
        for n, party in enumerate({HUB if i % 2 else one, ORGANIZATIONS[(i * 5) % 60], ORGANIZATIONS[i]}):
            link(book, "PARTY_TO", party, AGREEMENTS[i], contested=(i + n) % 9 == 0)
        link(book, "USES", INITIATIVES[i], VENUES[(i * 3) % 40])
        link(book, "USES", 101, VENUES[i] if i % 3 == 0 else None)
        for target in islice(cycle(ANYTHING), i, i + i % 4):
            link(book, "DISCUSSES", DISCUSSIONS[i], target if target != DISCUSSIONS[i] else None, contested=i % 8 == 0)
        for target in islice(cycle(ANYTHING), i * 2, i * 2 + i % 5):
            link(book, "TELLS_OF", STORIES[i], target if target != STORIES[i] else None)
        link(book, "SUCCEEDS", OPPORTUNITIES[i], OPPORTUNITIES[i // 3] if i // 3 != i else None)
        link(book, "MENTIONS", (OPPORTUNITIES, STORIES, INITIATIVES)[i % 3][i], VENUES[i % 4])
    link(book, "DISCUSSES", DISCUSSIONS[20], DISCUSSIONS[21])
    for i, row in enumerate(book.rows["funding"]):
        row["within_no"] = OPPORTUNITIES[i % 9] if i % 4 else None
        link(book, "WITHIN", row["no"], row["within_no"])


def _set(book: Book, table: str, no: int, **ends: tuple[str, int | None, bool]) -> None:
    """To-one fields with the links behind them: kind of link, number, whether the other end is `from`."""
    row = next(one for one in book.rows[table] if one["no"] == no)
    for name, (kind, other, inward) in ends.items():
        row[f"{name}_no"] = other
        link(book, kind, other if inward else no, no if inward else other)
