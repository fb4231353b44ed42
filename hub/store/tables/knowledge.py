"""How we know: sources, runs, documents, records, members, claims, decisions, changes."""

from __future__ import annotations

from sqlalchemy import Column, Index, LargeBinary, Table, UniqueConstraint

from hub.store.tables import column as col

source = Table(
    "source", col.metadata, col.no(), col.text("key"), col.text("name"), col.text("connector"), col.text("publisher", True),
    col.text("url", True),
    col.text("licence_name"), col.text("licence_spdx", True), col.text("licence_url", True), col.text("licence_state"),
    col.boolean("republishable"),
    col.text("attribution", True), col.boolean("illustrative"), col.text("policy"), col.text("state"), col.integer("trust"),
    col.text("language"),
    col.integer("every_seconds"), col.text("digest"), col.text("cursor", True), col.integer("item_count", default="0"),
    col.integer("entity_count", default="0"),
    col.text("last_success_at", True), col.text("last_attempt_at", True), col.text("next_run_at", True), col.text("harvest_requested_at",
    True),
    col.integer("failures", default="0"),
    UniqueConstraint("key"),
)  # fmt: skip
"""`digest` is that of the last complete run (hub.domain.source.Source.digest + connector version); `item_count` its items."""

run = Table(
    "run", col.metadata, col.no(), col.to("source_no", "source.no"), col.text("started_at"), col.text("ended_at", True),
    col.text("outcome"),
    col.text("coverage"), col.text("digest"), col.integer("fetched_count", default="0"), col.integer("created_count", default="0"),
    col.integer("updated_count", default="0"), col.integer("unchanged_count", default="0"), col.integer("retired_count", default="0"),
    col.integer("quarantined_count", default="0"), col.integer("problem_count", default="0"), col.text("progress", True),
    col.text("reason", True),
    Index(None, "source_no", "started_at"), Index(None, "outcome"),
)  # fmt: skip
"""`progress` is what a killed run needs to go on (JSON); `reason` says why it is held or failed."""

run_seen = Table(
    "run_seen", col.metadata, col.to("run_no", "run.no", primary_key=True), Column("batch", col.Number, primary_key=True),
    Column("records", LargeBinary, nullable=False),
)  # fmt: skip
"""The record numbers that a run has met, one packed row a batch (array('q'), zlib); gone when the run ends."""

run_profile = Table(
    "run_profile", col.metadata, col.to("run_no", "run.no", primary_key=True), col.boolean("whole"), col.text("profile"),
    col.text("differences"),
)  # fmt: skip
"""How often each field was said and how large its numbers were (JSON, hub/domain/drift.py), and how that differs from the complete run
before; kept of the last complete run of a source and of those after it. `whole`: all items are counted."""

problem = Table(
    "problem", col.metadata, col.no(), col.to("run_no", "run.no"), col.text("code"), col.text("message"), col.text("record", True),
    col.text("field", True),
    Index(None, "run_no"),
)  # fmt: skip

document = Table(
    "document", col.metadata, col.text("hash", primary_key=True), col.text("media_type"), col.text("charset", True), col.integer("size"),
    Column("body", LargeBinary),
)  # fmt: skip
"""Content-addressed, sealed before it is parsed; `body` is zlib-compressed, NULL once its days are over."""

fetch = Table(
    "fetch", col.metadata, col.no(), col.to("source_no", "source.no"), col.to("run_no", "run.no"), col.text("url"), col.text("hash"),
    col.text("fetched_at"),
    col.text("etag", True), col.text("last_modified", True), col.text("parts", True),
    Index(None, "source_no", "url"), Index(None, "hash"),
)  # fmt: skip
"""These bytes came from that URL at that time. `parts` is {name: hash} of the documents without which it cannot be read."""

record = Table(
    "record", col.metadata, col.no(), col.to("source_no", "source.no"), col.text("key"), Column("hash", LargeBinary, nullable=False),
    col.text("row"),
    col.text("url", True), col.text("document_hash", True), col.to("run_no", "run.no"), col.text("retrieved_at"), col.text("state"),
    col.boolean("current"),
    col.text("moment", True),
    Index(None, "source_no", "key"), Index(None, "source_no", "current", "state"), Index(None, "document_hash"),
)  # fmt: skip
"""One item of a source after its privacy classes, a row per version, kept for ever. `hash` covers row, mapping and connector version.
`state`: pending, live, hidden (missed once), retired (missed twice or superseded), withdrawn. `run_no` is the run that brought it;
`moment` is what its source cuts answers by, a partial date or an instant."""

member = Table(
    "member", col.metadata, col.no(), col.text("id"), col.text("kind"), col.to("source_no", "source.no"), col.text("source_id"),
    Column("canonical_no", col.Number, nullable=False), col.integer("published_seq", True),
    UniqueConstraint("id"), UniqueConstraint("source_no", "kind", "source_id"), Index(None, "canonical_no"),
)  # fmt: skip
"""Every (source, source id) that was ever claimed or referred to, with the id it minted; resolves for ever. `canonical_no` is the `no`
of the member whose id its cluster is known by (itself when alone), and the `no` of the cluster's entity."""

claim = Table(
    "claim", col.metadata, col.no(), col.to("member_no", "member.no"), col.to("source_no", "source.no"), Column("hash", LargeBinary,
    nullable=False),
    col.text("data"), col.text("raw", True), col.text("state"), col.to("run_no", "run.no"), col.integer("since_run"),
    col.text("since_fields", True),
    UniqueConstraint("member_no", "hash"), Index(None, "source_no", "state"), Index(None, "run_no"),
)  # fmt: skip
"""What items of one source say about one thing; the same words by many items are one claim with many carriers. `data` is
{"values": …, "references": …}; state pending, live, hidden, retired, withdrawn. `since_run`: since when the source has said it;
`since_fields` {field: run} where a value is older than its claim (steadiness)."""

claim_record = Table(
    "claim_record", col.metadata, col.to("claim_no", "claim.no", primary_key=True), col.to("record_no", "record.no", primary_key=True),
    Index(None, "record_no"), sqlite_with_rowid=False,
)  # fmt: skip
"""The carriers of a claim: it lives as long as one of these records does."""

reference = Table(
    "reference", col.metadata, col.to("claim_no", "claim.no", primary_key=True), Column("ordinal", col.Number, primary_key=True),
    col.text("role"),
    col.text("key"), col.to("target_no", "member.no", True), col.text("since", True), col.text("until", True), col.text("url", True),
    Index(None, "key"), Index(None, "target_no"),
)  # fmt: skip
"""What a claim says about another thing. `key`: `id:org_…`, `identifier:DK-CVR:12345678` or `url:https://…`.
`target_no` once it is bound; `url` is the page that tells of it."""

decision = Table(
    "decision", col.metadata, col.no(), col.text("id"), col.text("kind"), col.to("left_no", "member.no", True), col.to("right_no",
    "member.no", True),
    col.text("field", True), col.text("value", True), col.text("reason", True), col.text("by"), col.text("at"), col.text("undone_at", True),
    UniqueConstraint("id"), Index(None, "left_no"), Index(None, "right_no"), Index(None, "kind", "undone_at"),
    Index(None, "by", "kind"),
)  # fmt: skip
"""What a person decided: SAME, DIFFERENT, UNSURE (left, right), VALUE (left, field, value as JSON), UNLINK (left, right, field = link
kind), CONFIRMED (left, value = the way: hub/store/speaking.py), RELEASE and DISCARD (value = run), CONTRIBUTED, ACCEPTED and REJECTED
(left, value = contribution). Undone, never deleted."""

match = Table(
    "match", col.metadata, col.no(), col.text("id"), col.text("kind"), col.to("left_no", "member.no"), col.to("right_no", "member.no"),
    col.integer("per_mille"),
    col.text("reasons"), col.text("at"), col.to("run_no", "run.no", True),
    UniqueConstraint("id"), UniqueConstraint("left_no", "right_no"), Index(None, "right_no"), Index(None, "kind", "per_mille"),
)  # fmt: skip
"""Two entities that may be one (left_no < right_no), found by machine: proposals, which merge nothing. `reasons` is JSON,
[[code, speaks_for, [words]]]; a proposal is open until a decision stands about its pair."""

quarantine = Table(
    "quarantine", col.metadata, col.no(), col.to("source_no", "source.no"), col.text("key"), col.to("run_no", "run.no"),
    col.text("document_hash", True),
    col.text("code"), col.text("reason"), Column("raw", LargeBinary, nullable=False), col.text("digest"), col.integer("attempts",
    default="1"),
    UniqueConstraint("source_no", "key"),
)  # fmt: skip

tombstone = Table(
    "tombstone", col.metadata, col.no(), Column("hash", LargeBinary, nullable=False), col.text("scope"), col.text("field", True),
    col.text("reason"),
    col.text("at"),
    UniqueConstraint("hash", "scope", "field"),
)  # fmt: skip
"""What was withdrawn stays withdrawn: a keyed hash of source id, identifier, URL or name + place, never the words themselves."""

withdrawal = Table(
    "withdrawal", col.metadata, col.no(), col.text("scope"), col.text("field", True), col.text("reason"), col.text("by"), col.text("at"),
    col.text("phase"),
    col.text("target", True), col.text("report", True), col.text("ended_at", True),
)  # fmt: skip
"""The jobs. `phase`: hidden, erased, done. `target` (JSON) is what is still to be erased and NULL as soon as it is; `report` (JSON) holds
numbers only."""

lease = Table("lease", col.metadata, col.text("name", primary_key=True), col.text("holder"), col.text("until"))
"""Who may harvest now; a holder that died loses it by time."""

_INTO_SOMETHING = col.text("into_id", nullable=True).is_not(None)
change = Table(
    "change", col.metadata, col.no("seq"), col.text("at"), col.text("type"), Column("no", col.Number, nullable=False), col.text("id"),
    col.text("kind"),
    col.text("into_id", True), col.text("fields", True), col.to("run_no", "run.no", True),
    Index(None, "no", "seq"), Index(None, "kind", "seq"),
    Index(None, "into_id", sqlite_where=_INTO_SOMETHING, postgresql_where=_INTO_SOMETHING),
)  # fmt: skip
"""The ordered feed: numbers are given under the one write lock, so order of numbers is order of visibility."""

change_floor = Table("change_floor", col.metadata, Column("seq", col.Number, primary_key=True, autoincrement=False), col.text("at"))
"""At most one row: up to this number, superseded changes have been dropped from the feed; those before `at` were old enough."""
