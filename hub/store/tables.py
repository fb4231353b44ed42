"""The tables, in the order of the corridor: how we know (knowledge), what we know (graph), what we measure by (reference data).

Units: instants are fixed-width UTC text `2026-11-23T13:07:00Z`; degrees are integers x 10^7 (`_e7`); money is in minor units
(`_minor`); dates are partial ISO 8601 text. `no` is an internal number that never leaves the hub; `id` is what the world sees.

Every order key is a NOT NULL column filled by the writer. A pair `x_asc`, `x_desc` holds one value twice, the second negated,
and MISSING_LAST in both where there is no value: so missing values come last in both directions, in every database alike.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Index, Integer, LargeBinary, MetaData, Table, Text, UniqueConstraint

MISSING_LAST = 2**62
"""The order key of a missing value."""

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)
Number = BigInteger().with_variant(Integer(), "sqlite")


def _no(name: str = "no") -> Column[int]:
    return Column(name, Number, primary_key=True, autoincrement=True)


def _to(name: str, target: str, nullable: bool = False, primary_key: bool = False) -> Column[int]:
    """A foreign key, checked at commit: the rows of one batch may refer to one another in any order."""
    key = ForeignKey(target, deferrable=True, initially="DEFERRED")
    return Column(name, Number, key, nullable=nullable, primary_key=primary_key, autoincrement=False)


def _text(name: str, nullable: bool = False, primary_key: bool = False) -> Column[str]:
    return Column(name, Text, nullable=nullable, primary_key=primary_key)


def _int(name: str, nullable: bool = False, default: str | None = None) -> Column[int]:
    return Column(name, Number, nullable=nullable, server_default=default)


def _bool(name: str, nullable: bool = False, default: str | None = None) -> Column[bool]:
    return Column(name, Boolean, nullable=nullable, server_default=default)


# --- How we know ------------------------------------------------------------------------------------------------------

source = Table(
    "source", metadata, _no(), _text("key"), _text("name"), _text("connector"), _text("publisher", True), _text("url", True),
    _text("licence_name"), _text("licence_spdx", True), _text("licence_url", True), _text("licence_state"), _bool("republishable"),
    _text("attribution", True), _bool("illustrative"), _text("policy"), _text("state"), _int("trust"), _text("language"),
    _int("every_seconds"), _text("digest"), _text("cursor", True), _int("item_count", default="0"), _int("entity_count", default="0"),
    _text("last_success_at", True), _text("last_attempt_at", True), _text("next_run_at", True), _text("harvest_requested_at", True),
    _int("failures", default="0"),
    UniqueConstraint("key"),
)  # fmt: skip
"""`digest` is that of the last complete run (hub.domain.source.Source.digest + connector version); `item_count` its items."""

run = Table(
    "run", metadata, _no(), _to("source_no", "source.no"), _text("started_at"), _text("ended_at", True), _text("outcome"),
    _text("coverage"), _text("digest"), _int("fetched_count", default="0"), _int("created_count", default="0"),
    _int("updated_count", default="0"), _int("unchanged_count", default="0"), _int("retired_count", default="0"),
    _int("quarantined_count", default="0"), _int("problem_count", default="0"), _text("progress", True), _text("reason", True),
    Index(None, "source_no", "started_at"),
)  # fmt: skip
"""`progress` is what a killed run needs to go on (JSON); `reason` says why it is held or failed."""

run_seen = Table(
    "run_seen", metadata, _to("run_no", "run.no", primary_key=True), Column("batch", Number, primary_key=True),
    Column("records", LargeBinary, nullable=False),
)  # fmt: skip
"""The record numbers that a run has met, one packed row a batch (array('q'), zlib); gone when the run ends."""

run_profile = Table(
    "run_profile", metadata, _to("run_no", "run.no", primary_key=True), _bool("whole"), _text("profile"), _text("differences"),
)  # fmt: skip
"""How often each field was said and how large its numbers were (JSON, hub/domain/drift.py), and how that differs from the complete run
before; kept of the last complete run of a source and of those after it. `whole`: all items are counted."""

problem = Table(
    "problem", metadata, _no(), _to("run_no", "run.no"), _text("code"), _text("message"), _text("record", True), _text("field", True),
    Index(None, "run_no"),
)  # fmt: skip

document = Table(
    "document", metadata, _text("hash", primary_key=True), _text("media_type"), _text("charset", True), _int("size"),
    Column("body", LargeBinary),
)  # fmt: skip
"""Content-addressed, sealed before it is parsed; `body` is zlib-compressed, NULL once its days are over."""

fetch = Table(
    "fetch", metadata, _no(), _to("source_no", "source.no"), _to("run_no", "run.no"), _text("url"), _text("hash"), _text("fetched_at"),
    _text("etag", True), _text("last_modified", True), _text("parts", True),
    Index(None, "source_no", "url"), Index(None, "hash"),
)  # fmt: skip
"""These bytes came from that URL at that time. `parts` is {name: hash} of the documents without which it cannot be read."""

record = Table(
    "record", metadata, _no(), _to("source_no", "source.no"), _text("key"), Column("hash", LargeBinary, nullable=False), _text("row"),
    _text("url", True), _text("document_hash", True), _to("run_no", "run.no"), _text("retrieved_at"), _text("state"), _bool("current"),
    _text("moment", True),
    Index(None, "source_no", "key"), Index(None, "source_no", "current", "state"), Index(None, "document_hash"),
)  # fmt: skip
"""One item of a source after its privacy classes, a row per version, kept for ever. `hash` covers row, mapping and connector version.
`state`: pending, live, hidden (missed once), retired (missed twice or superseded), withdrawn. `run_no` is the run that brought it;
`moment` is what its source cuts answers by, a partial date or an instant."""

member = Table(
    "member", metadata, _no(), _text("id"), _text("kind"), _to("source_no", "source.no"), _text("source_id"),
    Column("canonical_no", Number, nullable=False), _int("published_seq", True),
    UniqueConstraint("id"), UniqueConstraint("source_no", "kind", "source_id"), Index(None, "canonical_no"),
)  # fmt: skip
"""Every (source, source id) that was ever claimed or referred to, with the id it minted; resolves for ever. `canonical_no` is the `no`
of the member whose id its cluster is known by (itself when alone), and the `no` of the cluster's entity."""

claim = Table(
    "claim", metadata, _no(), _to("member_no", "member.no"), _to("source_no", "source.no"), Column("hash", LargeBinary, nullable=False),
    _text("data"), _text("raw", True), _text("state"), _to("run_no", "run.no"), _int("since_run"), _text("since_fields", True),
    UniqueConstraint("member_no", "hash"), Index(None, "source_no", "state"), Index(None, "run_no"),
)  # fmt: skip
"""What items of one source say about one thing; the same words by many items are one claim with many carriers. `data` is
{"values": …, "references": …}; state pending, live, hidden, retired, withdrawn. `since_run`: since when the source has said it;
`since_fields` {field: run} where a value is older than its claim (steadiness)."""

claim_record = Table(
    "claim_record", metadata, _to("claim_no", "claim.no", primary_key=True), _to("record_no", "record.no", primary_key=True),
    Index(None, "record_no"), sqlite_with_rowid=False,
)  # fmt: skip
"""The carriers of a claim: it lives as long as one of these records does."""

reference = Table(
    "reference", metadata, _to("claim_no", "claim.no", primary_key=True), Column("ordinal", Number, primary_key=True), _text("role"),
    _text("key"), _to("target_no", "member.no", True), _text("since", True), _text("until", True),
    Index(None, "key"), Index(None, "target_no"),
)  # fmt: skip
"""What a claim says about another thing. `key`: `id:org_…`, `identifier:DK-CVR:12345678` or `url:https://…`.
`target_no` once it is bound."""

decision = Table(
    "decision", metadata, _no(), _text("id"), _text("kind"), _to("left_no", "member.no", True), _to("right_no", "member.no", True),
    _text("field", True), _text("value", True), _text("reason", True), _text("by"), _text("at"), _text("undone_at", True),
    UniqueConstraint("id"), Index(None, "left_no"), Index(None, "right_no"),
)  # fmt: skip
"""What a person decided: SAME, DIFFERENT, UNSURE (left, right), VALUE (left, field, value as JSON), UNLINK (left, right, field = link
kind), CONFIRMED (left), RELEASE and DISCARD (value = run). Undone, never deleted."""

match = Table(
    "match", metadata, _no(), _text("id"), _text("kind"), _to("left_no", "member.no"), _to("right_no", "member.no"), _int("per_mille"),
    _text("reasons"), _text("at"), _to("run_no", "run.no", True),
    UniqueConstraint("id"), UniqueConstraint("left_no", "right_no"), Index(None, "right_no"), Index(None, "kind", "per_mille"),
)  # fmt: skip
"""Two entities that may be one (left_no < right_no), found by machine: proposals, which merge nothing. `reasons` is JSON,
[[code, speaks_for, [words]]]; a proposal is open until a decision stands about its pair."""

quarantine = Table(
    "quarantine", metadata, _no(), _to("source_no", "source.no"), _text("key"), _to("run_no", "run.no"), _text("document_hash", True),
    _text("code"), _text("reason"), Column("raw", LargeBinary, nullable=False), _text("digest"), _int("attempts", default="1"),
    UniqueConstraint("source_no", "key"),
)  # fmt: skip

tombstone = Table(
    "tombstone", metadata, _no(), Column("hash", LargeBinary, nullable=False), _text("scope"), _text("field", True), _text("reason"),
    _text("at"),
    UniqueConstraint("hash", "scope", "field"),
)  # fmt: skip
"""What was withdrawn stays withdrawn: a keyed hash of source id, identifier, URL or name + place, never the words themselves."""

withdrawal = Table(
    "withdrawal", metadata, _no(), _text("scope"), _text("field", True), _text("reason"), _text("by"), _text("at"), _text("phase"),
    _text("target", True), _text("report", True), _text("ended_at", True),
)  # fmt: skip
"""The jobs. `phase`: hidden, erased, done. `target` (JSON) is what is still to be erased and NULL as soon as it is; `report` (JSON) holds
numbers only."""

lease = Table("lease", metadata, _text("name", primary_key=True), _text("holder"), _text("until"))
"""Who may harvest now; a holder that died loses it by time."""

change = Table(
    "change", metadata, _no("seq"), _text("at"), _text("type"), Column("no", Number, nullable=False), _text("id"), _text("kind"),
    _text("into_id", True), _text("fields", True), _to("run_no", "run.no", True),
    Index(None, "no", "seq"), Index(None, "kind", "seq"),
)  # fmt: skip
"""The ordered feed: numbers are given under the one write lock, so order of numbers is order of visibility."""

change_floor = Table("change_floor", metadata, Column("seq", Number, primary_key=True, autoincrement=False), _text("at"))
"""At most one row: up to this number, superseded changes have been dropped from the feed; those before `at` were old enough."""

# --- What we know -----------------------------------------------------------------------------------------------------

entity = Table(
    "entity", metadata, _to("no", "member.no", primary_key=True), _text("id"), _text("kind"),
    _text("name"), _text("sort_name"), _text("summary", True), _text("description", True), _text("url", True), _text("image_url", True),
    _text("image_alt", True), _text("image_credit", True), _to("area_no", "area.no", True), _int("latitude_e7", True),
    _int("longitude_e7", True), _text("location_precision", True), _text("contact_role", True), _text("contact_email", True),
    _text("contact_phone", True), _text("contact_page", True), _to("claim_no", "claim.no"), _text("origins", True),
    _text("version"), _text("first_seen_at"), _text("updated_at"), _int("seq"),
    UniqueConstraint("id"), Index(None, "kind", "sort_name", "no"), Index(None, "kind", "seq", "no"), Index(None, "area_no"),
    Index(None, "url"),
)  # fmt: skip
"""The reading of all live claims about one thing. `name`, `summary`, `description` are the words in the default language (da, the source's
own, any); all languages stand in `text`. `claim_no` is the claim that won most; `origins` {field: claim_no} where another claim won.
`seq` is the change that this reading was published by: the order UPDATED."""

initiative = Table(
    "initiative", metadata, _to("no", "entity.no", primary_key=True), _text("status"), _text("started_on", True), _int("started_asc"),
    _int("started_desc"), _text("ended_on", True), _to("lead_no", "entity.no", True), _to("adapted_from_no", "entity.no", True),
    Index(None, "started_asc", "no"), Index(None, "started_desc", "no"), Index(None, "lead_no"), Index(None, "adapted_from_no"),
)  # fmt: skip

organization = Table(
    "organization", metadata, _to("no", "entity.no", primary_key=True), _text("organization_type"), _text("cvr", True),
    _text("website", True),
    _to("part_of_no", "entity.no", True), _bool("confirmed", default="0"),
    Index(None, "cvr"), Index(None, "part_of_no"),
)  # fmt: skip

funding = Table(
    "funding", metadata, _to("no", "entity.no", primary_key=True), _text("funding_type"), _text("purpose", True),
    _int("amount_minor", True),
    _text("currency", True), _int("amount_asc"), _int("amount_desc"), _text("awarded_on", True), _int("awarded_asc"), _int("awarded_desc"),
    _text("from_date", True), _text("until_date", True), _text("programme", True), _bool("regrant"), _bool("repayable", True),
    _to("funder_no", "entity.no", True), _to("recipient_no", "entity.no", True), _to("initiative_no", "entity.no", True),
    _int("goal_minor", True), _text("goal_currency", True), _int("raised_minor", True), _text("raised_currency", True),
    _int("backer_count", True), _text("closes_at", True),
    Index(None, "awarded_asc", "no"), Index(None, "awarded_desc", "no"), Index(None, "amount_asc", "no"), Index(None, "amount_desc", "no"),
    Index(None, "funder_no", "awarded_desc", "no"), Index(None, "recipient_no", "awarded_desc", "no"),
    Index(None, "initiative_no", "awarded_desc", "no"),
)  # fmt: skip

text = Table(
    "text", metadata, _to("no", "entity.no", primary_key=True), _text("field", primary_key=True), _text("lang", primary_key=True),
    _text("value"),
    sqlite_with_rowid=False,
)  # fmt: skip
"""Every language of every text; `field` is a value of `enum TextField`."""

entity_theme = Table(
    "entity_theme", metadata, _to("no", "entity.no", primary_key=True), _to("theme_no", "theme.no", primary_key=True), _bool("direct"),
    Index(None, "theme_no", "no"), sqlite_with_rowid=False,
)  # fmt: skip
"""The themes of an entity, and (direct = false) all that are broader: a filter or list by theme includes everything below."""

entity_area = Table(
    "entity_area", metadata, _to("no", "entity.no", primary_key=True), _to("area_no", "area.no", primary_key=True), _text("how"),
    Index(None, "area_no", "no"), sqlite_with_rowid=False,
)  # fmt: skip
"""Where an entity is or acts: `how` is `is` (its area), `serves` (named as served), `within` (an area around one of these)."""

entity_source = Table(
    "entity_source", metadata, _to("no", "entity.no", primary_key=True), _to("source_no", "source.no", primary_key=True),
    Index(None, "source_no", "no"), sqlite_with_rowid=False,
)  # fmt: skip
"""The sources whose live claims speak of an entity."""

identifier = Table(
    "identifier", metadata, _to("member_no", "member.no", primary_key=True), _text("scheme", primary_key=True),
    _text("value", primary_key=True),
    _to("no", "entity.no"), _bool("strong"),
    Index(None, "scheme", "value"), Index(None, "no"), sqlite_with_rowid=False,
)  # fmt: skip
"""The identifiers of each member's live claims; `no` is the entity that it is part of now."""

link = Table(
    "link", metadata, _no(), _text("id"), _text("kind"), _to("from_no", "entity.no"), _to("to_no", "entity.no"), _text("from_sort"),
    _text("to_sort"), _text("since", True), _text("until", True), _text("url", True), _int("confidence_percent"), _bool("contested"),
    _int("seq"),
    UniqueConstraint("id"), UniqueConstraint("kind", "from_no", "to_no"),
    Index(None, "from_no", "kind", "to_sort", "to_no"), Index(None, "to_no", "kind", "from_sort", "from_no"),
)  # fmt: skip
"""An edge between entities: the only truth about relations. `from_sort`, `to_sort` are the ends' sort names, so that a page of a hub's
neighbours costs its rows, never the size of the hub."""

link_claim = Table(
    "link_claim", metadata, _to("link_no", "link.no", primary_key=True), _to("claim_no", "claim.no", primary_key=True),
    Index(None, "claim_no"), sqlite_with_rowid=False,
)  # fmt: skip
"""The claims that carry a link."""

# --- What we measure by -----------------------------------------------------------------------------------------------

area = Table(
    "area", metadata, _no(), _text("code"), _text("area_type"), _text("name"), _text("name_da", True), _text("name_en", True),
    _text("name_de", True), _text("sort_name"), _to("parent_no", "area.no", True), _int("latitude_e7", True), _int("longitude_e7", True),
    _int("west_e7", True), _int("south_e7", True), _int("east_e7", True), _int("north_e7", True), _text("boundary", True),
    _text("valid_from", True), _text("valid_to", True),
    UniqueConstraint("code"), Index(None, "parent_no", "sort_name"), Index(None, "area_type", "sort_name", "no"),
    Index(None, "sort_name", "no"),
)  # fmt: skip

area_closure = Table(
    "area_closure", metadata, _to("ancestor_no", "area.no", primary_key=True), _to("descendant_no", "area.no", primary_key=True),
    _int("depth"),
    Index(None, "descendant_no"),
)  # fmt: skip

theme = Table(
    "theme", metadata, _no(), _text("key"), _text("label"), _text("label_da", True), _text("label_en", True), _text("label_de", True),
    _text("sort_label"), _to("broader_no", "theme.no", True), _text("sdgs"), _text("icnptso", True),
    UniqueConstraint("key"), Index(None, "broader_no"),
)  # fmt: skip
"""`sdgs` is a JSON list of numbers."""

theme_closure = Table(
    "theme_closure", metadata, _to("ancestor_no", "theme.no", primary_key=True), _to("descendant_no", "theme.no", primary_key=True),
    _int("depth"),
)  # fmt: skip

# --- What was ---------------------------------------------------------------------------------------------------------


def _was(now: Table) -> Table:
    """The interval rows of a table: the same columns, valid for readings of version from_seq <= version < to_seq."""
    columns = [Column(c.name, c.type, nullable=c.nullable) for c in now.columns if c.name != "seq"]
    first = "no" if "no" in now.columns else now.columns.keys()[0]
    return Table(
        f"{now.name}_was", metadata, _int("from_seq"), _int("to_seq"), *columns, Index(None, first, "from_seq"), Index(None, "to_seq")
    )


KEPT: tuple[Table, ...] = (entity, initiative, organization, funding, text, entity_theme, entity_area, entity_source, identifier, link)
"""The tables whose past is kept."""

WAS: dict[str, Table] = {table.name: _was(table) for table in KEPT}
NOUN_TABLES: dict[str, Table] = {"INITIATIVE": initiative, "ORGANIZATION": organization, "FUNDING": funding}
