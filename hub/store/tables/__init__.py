"""The tables, in the order of the corridor: how we know, what we know, what people do here, what we measure by, what was, who may ask.

`column` says their common rules.
"""

from __future__ import annotations

from hub.store.tables.access import api_key, trusted_document
from hub.store.tables.column import MISSING_LAST, metadata
from hub.store.tables.graph import entity, entity_area, entity_source, entity_theme, identifier, link, link_claim, text
from hub.store.tables.heard import heard, mention
from hub.store.tables.knowledge import (
    change,
    change_floor,
    claim,
    claim_record,
    decision,
    document,
    fetch,
    lease,
    match,
    member,
    problem,
    quarantine,
    record,
    reference,
    run,
    run_profile,
    run_seen,
    source,
    tombstone,
    withdrawal,
)
from hub.store.tables.local import audit, contribution, receipt
from hub.store.tables.measure import area, area_closure, theme, theme_closure
from hub.store.tables.noun import (
    agreement,
    discussion,
    evaluation,
    event,
    funding,
    initiative,
    opportunity,
    organization,
    story,
    venue,
)
from hub.store.tables.past import KEPT, NOUN_TABLES, WAS
from hub.store.tables.queue import queue_item, report, withdrawal_request
from hub.store.tables.speaking import confirmation, confirmation_link, outbox
from hub.store.tables.told import watch

__all__ = [
    "KEPT", "MISSING_LAST", "NOUN_TABLES", "WAS", "agreement", "api_key", "area", "area_closure", "audit", "change", "change_floor",
    "claim", "claim_record", "confirmation", "confirmation_link", "contribution", "decision", "discussion", "document", "entity",
    "entity_area", "entity_source", "entity_theme", "evaluation", "event", "fetch", "funding", "heard", "identifier", "initiative",
    "lease", "link", "link_claim", "match", "member", "mention", "metadata", "opportunity", "organization", "outbox", "problem",
    "quarantine", "queue_item", "receipt", "record", "reference", "report", "run", "run_profile", "run_seen", "source", "story", "text",
    "theme", "theme_closure", "tombstone", "trusted_document", "venue", "watch", "withdrawal", "withdrawal_request",
]  # fmt: skip
