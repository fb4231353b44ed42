"""Who may ask for what: a rule for every type, and for every field of the root; the schema cannot be built while one is missing.

A field has the rule of its type unless it is named here itself (`Type.field`). What a rule means stands in hub/query/permissions.py.
"""

from __future__ import annotations

from hub.curation.desk import NEW, more
from hub.query.permissions import Rule

_PUBLIC_TYPES = """
    Address Agreement Area Bucket BucketKey Campaign Change Common ContactPoint Discussion Entity EntityLink Evaluation Event Facet
    FacetBucket FieldOrigin FieldVersion Funding HarvestProgress HarvestRun Identifier Image Initiative Licence LinkPath Location Match
    Money Network Node Opportunity Organization OtherClaim PageInfo Provenance Reading Search Source Story Text Theme Venue Viewer
"""
_PUBLIC_QUESTIONS = """
    agreement agreements area areas asOf changes common discussion discussions entities entity evaluation evaluations event events funding
    fundings initiative initiatives matches network node nodes opportunities opportunity organization organizations paths search source
    sources stories story themes venue venues viewer
"""

_PAYLOADS = "ConfirmationPayload DecisionPayload EntityPayload Payload Problem ReportPayload WithdrawalPayload"

RULES = {
    **dict.fromkeys(_PUBLIC_TYPES.split(), Rule.PUBLIC),
    **{f"Query.{field}": Rule.PUBLIC for field in _PUBLIC_QUESTIONS.split()},
    "Subscription.changes": Rule.PUBLIC,
    "Subscription.harvest": Rule.PUBLIC,
    **dict.fromkeys(_PAYLOADS.split(), Rule.PUBLIC),  # whoever gets one was let in by the rule of its mutation
    **{f"Mutation.{name}": Rule.CONTRIBUTORS for name in (*NEW.values(), *map(more, NEW), "takeUp", "retire", "link", "unlink", "undo")},
    "Mutation.withdraw": Rule.CONTRIBUTORS,
    "Mutation.reportProblem": Rule.PUBLIC,
    **dict.fromkeys(("Mutation.decide", "Mutation.decideMatch", "Mutation.requestHarvest"), Rule.KEEPERS),
    **{f"Mutation.{name}": Rule.CONTRIBUTORS for name in ("confirmOrganization", "requestConfirmation")},  # which one of them: confirm.py
    # What waits is nobody's to read yet but theirs who decide it.
    "QueueItem": Rule.KEEPERS,
    "Query.queue": Rule.KEEPERS,
    "Decision": Rule.CONTRIBUTORS,
    "Query.decisions": Rule.CONTRIBUTORS,
    # What went wrong may quote what was never published.
    "HarvestProblem": Rule.KEEPERS,
    "HarvestRun.problems": Rule.KEEPERS,
}

FOR_GATEWAYS = dict.fromkeys(("_Service", "_Entity", "Query._service", "Query._entities"), Rule.PUBLIC)
"""The roots that gateways ask; below `_entities` the rules of the things hold, as everywhere."""
