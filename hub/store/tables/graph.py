"""What we know of things of every kind: entities, their words, themes, areas, identifiers, and the links between them."""

from __future__ import annotations

from sqlalchemy import Index, Table, UniqueConstraint

from hub.store.tables import column as col

entity = Table(
    "entity", col.metadata, col.to("no", "member.no", primary_key=True), col.text("id"), col.text("kind"),
    col.text("name"), col.text("sort_name"), col.text("summary", True), col.text("description", True), col.text("url", True),
    col.text("image_url", True),
    col.text("image_alt", True), col.text("image_credit", True), col.to("area_no", "area.no", True), col.integer("latitude_e7", True),
    col.integer("longitude_e7", True), col.text("location_precision", True), col.text("contact_role", True), col.text("contact_email",
    True),
    col.text("contact_phone", True), col.text("contact_page", True), col.to("claim_no", "claim.no"), col.text("origins", True),
    col.text("version"), col.text("first_seen_at"), col.text("updated_at"), col.integer("seq"),
    UniqueConstraint("id"), Index(None, "kind", "sort_name", "no", "seq"), Index(None, "kind", "seq", "no"), Index(None, "area_no"),
    Index(None, "url"),
)  # fmt: skip
"""The reading of all live claims about one thing. `name`, `summary`, `description` are the words in the default language (da, the source's
own, any); all languages stand in `text`. `claim_no` is the claim that won most; `origins` {field: claim_no} where another claim won.
`seq` is the change that this reading was published by: the order UPDATED."""

text = Table(
    "text", col.metadata, col.to("no", "entity.no", primary_key=True), col.text("field", primary_key=True), col.text("lang",
    primary_key=True),
    col.text("value"),
    sqlite_with_rowid=False,
)  # fmt: skip
"""Every language of every text; `field` is a value of `enum TextField`."""

entity_theme = Table(
    "entity_theme", col.metadata, col.to("no", "entity.no", primary_key=True), col.to("theme_no", "theme.no", primary_key=True),
    col.boolean("direct"),
    Index(None, "theme_no", "no"), sqlite_with_rowid=False,
)  # fmt: skip
"""The themes of an entity, and (direct = false) all that are broader: a filter or list by theme includes everything below."""

entity_area = Table(
    "entity_area", col.metadata, col.to("no", "entity.no", primary_key=True), col.to("area_no", "area.no", primary_key=True),
    col.text("how"),
    Index(None, "area_no", "no"), sqlite_with_rowid=False,
)  # fmt: skip
"""Where an entity is or acts: `how` is `is` (its area), `serves` (named as served), `within` (an area around one of these)."""

entity_source = Table(
    "entity_source", col.metadata, col.to("no", "entity.no", primary_key=True), col.to("source_no", "source.no", primary_key=True),
    Index(None, "source_no", "no"), sqlite_with_rowid=False,
)  # fmt: skip
"""The sources whose live claims speak of an entity."""

identifier = Table(
    "identifier", col.metadata, col.to("member_no", "member.no", primary_key=True), col.text("scheme", primary_key=True),
    col.text("value", primary_key=True),
    col.to("no", "entity.no"), col.boolean("strong"),
    Index(None, "scheme", "value"), Index(None, "no"), sqlite_with_rowid=False,
)  # fmt: skip
"""The identifiers of each member's live claims; `no` is the entity that it is part of now."""

link = Table(
    "link", col.metadata, col.no(), col.text("id"), col.text("kind"), col.to("from_no", "entity.no"), col.to("to_no", "entity.no"),
    col.text("from_sort"),
    col.text("to_sort"), col.text("since", True), col.text("until", True), col.text("url", True), col.integer("confidence_percent"),
    col.boolean("contested"),
    col.integer("seq"),
    UniqueConstraint("id"), UniqueConstraint("kind", "from_no", "to_no"),
    Index(None, "from_no", "kind", "to_sort", "to_no"), Index(None, "to_no", "kind", "from_sort", "from_no"),
)  # fmt: skip
"""An edge between entities: the only truth about relations. `from_sort`, `to_sort` are the ends' sort names, so that a page of a hub's
neighbours costs its rows, never the size of the hub."""

link_claim = Table(
    "link_claim", col.metadata, col.to("link_no", "link.no", primary_key=True), col.to("claim_no", "claim.no", primary_key=True),
    Index(None, "claim_no"), sqlite_with_rowid=False,
)  # fmt: skip
"""The claims that carry a link."""
