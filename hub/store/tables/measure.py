"""What we measure by: areas and themes."""

from __future__ import annotations

from sqlalchemy import Index, Table, UniqueConstraint

from hub.store.tables import column as col

area = Table(
    "area", col.metadata, col.no(), col.text("code"), col.text("area_type"), col.text("name"), col.text("name_da", True),
    col.text("name_en", True),
    col.text("name_de", True), col.text("sort_name"), col.to("parent_no", "area.no", True), col.integer("latitude_e7", True),
    col.integer("longitude_e7", True),
    col.integer("west_e7", True), col.integer("south_e7", True), col.integer("east_e7", True), col.integer("north_e7", True),
    col.text("boundary", True),
    col.text("valid_from", True), col.text("valid_to", True),
    UniqueConstraint("code"), Index(None, "parent_no", "sort_name"), Index(None, "area_type", "sort_name", "no"),
    Index(None, "sort_name", "no"),
)  # fmt: skip

area_closure = Table(
    "area_closure", col.metadata, col.to("ancestor_no", "area.no", primary_key=True), col.to("descendant_no", "area.no", primary_key=True),
    col.integer("depth"),
    Index(None, "descendant_no"),
)  # fmt: skip

theme = Table(
    "theme", col.metadata, col.no(), col.text("key"), col.text("label"), col.text("label_da", True), col.text("label_en", True),
    col.text("label_de", True),
    col.text("sort_label"), col.to("broader_no", "theme.no", True), col.text("sdgs"), col.text("icnptso", True),
    UniqueConstraint("key"), Index(None, "broader_no"),
)  # fmt: skip
"""`sdgs` is a JSON list of numbers."""

theme_closure = Table(
    "theme_closure", col.metadata, col.to("ancestor_no", "theme.no", primary_key=True), col.to("descendant_no", "theme.no",
    primary_key=True),
    col.integer("depth"),
)  # fmt: skip
