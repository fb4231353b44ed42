"""A small but nasty data set, straight in the tables: 60 initiatives, 60 organizations, 150 fundings, 40 of each other kind, two sources
that disagree.

Merged members, texts in four languages, explicit nulls, ties, missing dates and amounts, several currencies, contested links, records and
claims in every state, references to what was never seen. Readings are made by hub/domain/reading.py, so rows and claims belong together.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, delete, insert

from hub.domain.claim import TEXT_FIELDS
from hub.domain.collation import sort_key
from hub.domain.dates import order_key
from hub.domain.ids import EntityKind, mint
from hub.domain.reading import LiveClaim, Reading, first_language, read
from hub.store import search, tables
from hub.store.nouns import DEFAULT_TEXTS, columns_of
from hub.store.tables import MISSING_LAST
from tests.differential import reference, words, younger
from tests.differential.past import remember
from tests.differential.ties import carry, propose, relate

Row = dict[str, Any]
FIRST_NO = {EntityKind.ORGANIZATION: 1, EntityKind.INITIATIVE: 101, EntityKind.FUNDING: 201} | younger.FIRST_NO
COUNT = {EntityKind.ORGANIZATION: 60, EntityKind.INITIATIVE: 60, EntityKind.FUNDING: 150} | younger.COUNT
SAID: dict[EntityKind, Callable[[int], words.Values]] = {
    EntityKind.ORGANIZATION: words.organization,
    EntityKind.INITIATIVE: words.initiative,
    EntityKind.FUNDING: words.funding,
} | younger.SAID
TRUST = {1: 60, 2: 50}
LANGUAGE = {1: "da", 2: "en"}
KEY = {1: "alpha-register", 2: "beta-forum"}
STATES = ("hidden", "retired", "pending", "withdrawn")


class Book:
    """Rows by table, in the order in which they came up."""

    def __init__(self) -> None:
        self.rows: dict[str, list[Row]] = {table.name: [] for table in tables.metadata.sorted_tables}

    def add(self, table: str, **row: Any) -> int:
        """Adds a row, numbered when its table is; returns the number."""
        columns = tables.metadata.tables[table].columns
        if "no" in columns and columns["no"].primary_key and "no" not in row:
            row["no"] = len(self.rows[table]) + 1
        self.rows[table].append({column.name: None for column in columns if not column.server_default} | row)
        return int(row.get("no", 0))


def fill(path: Path) -> None:
    """Writes the data set into a migrated database, in place of the reference data that was shipped with it."""
    engine = create_engine(f"sqlite:///{path}")
    book = build()
    with engine.begin() as connection:
        for table in reversed(tables.metadata.sorted_tables):
            connection.execute(delete(table))
        for table in tables.metadata.sorted_tables:
            if book.rows[table.name]:
                connection.execute(insert(table), book.rows[table.name])
        search.fill(connection)
    engine.dispose()


def build() -> Book:
    """All rows."""
    book = Book()
    for table, (rows, closure) in {"area": reference.areas(), "theme": reference.themes()}.items():
        book.rows[table], book.rows[f"{table}_closure"] = rows, closure
    book.rows["source"] = reference.sources()
    book.rows["run"], book.rows["problem"] = reference.runs()
    for kind, first in FIRST_NO.items():
        for i in range(COUNT[kind]):
            tell(book, kind, first + i, i)
    for stranger in range(4):
        no = 900 + stranger
        source_id = f"never-seen-{stranger}"
        book.add(
            "member",
            no=no,
            id=mint(EntityKind.ORGANIZATION, "beta-forum", source_id),
            kind="ORGANIZATION",
            source_no=2,
            source_id=source_id,
            canonical_no=no,
        )
    relate(book)
    younger.relate(book)
    carry(book)
    propose(book)
    remember(book)
    return book


def tell(book: Book, kind: EntityKind, no: int, i: int) -> None:
    """One entity: its members, what their sources say, and the reading of that."""
    values = SAID[kind](i)
    confirmed = kind is EntityKind.ORGANIZATION and i % 10 == 4
    second, third = (400, 1000) if no < 1000 else (4000, 8000)
    live = [claim(book, member(book, kind, no, no, 1, i, published=no), 1, values, i, confirmed)]
    if i % 3 == 0:
        former = member(book, kind, second + no, no, 2, i, published=400 + no if i % 2 else None)
        live.append(claim(book, former, 2, words.differing(values, i), i))
    if i % 12 == 0:
        former = member(book, kind, third + no, no, 1, 1000 + i, published=1000 + no)
        live.append(claim(book, former, 1, words.differing(values, i + 1), i + 1))
    if i % 5 == 0:
        claim(book, no, 2, {"name": {"da": "Forhenværende"}, "themes": ["sport"]}, i, state=STATES[i % 4])
    decided = {"name": {"da": "Bestemt af et menneske"}} if i % 30 == 7 else {}
    for nth, (field, value) in enumerate([*decided.items(), *([("url", None)] if i % 30 == 21 else [])]):
        decided[field] = value
        book.add(
            "decision",
            id=f"dec_{no}_{nth}",
            kind="VALUE",
            left_no=no,
            field=field,
            value=json.dumps(value),
            by="somebody",
            at="2026-04-01T00:00:00Z",
        )
    if i % 30 == 8:
        book.add(
            "decision",
            id=f"dec_{no}_u",
            kind="VALUE",
            left_no=no,
            field="url",
            value='"https://undone.example/"',
            by="somebody",
            at="2026-04-01T00:00:00Z",
            undone_at="2026-04-02T00:00:00Z",
        )
    if confirmed:
        book.add("decision", id=f"dec_{no}_c", kind="CONFIRMED", left_no=no, by="somebody", at="2026-04-01T00:00:00Z")
    keep(book, kind, no, i, read(live, decided), live, confirmed)


def member(book: Book, kind: EntityKind, no: int, canonical: int, source: int, i: int, published: int | None) -> int:
    source_id = f"{kind.lower()}-{i}"
    return book.add(
        "member", no=no, id=mint(kind, KEY[source], source_id), kind=kind.value, source_no=source, source_id=source_id,
        canonical_no=canonical, published_seq=published,
    )  # fmt: skip


def claim(book: Book, member_no: int, source: int, values: words.Values, i: int, own_word: bool = False, state: str = "live") -> LiveClaim:
    """A claim with one to three carriers, of which some are no longer current or live."""
    raw = {"name": f"  {next(iter(values['name'].values()))} ", "amount": "kr. 12.500,00"} if i % 2 else None
    since, since_fields = 1 + i % 4, {"url": 1, "name": 2} if i % 4 == 0 else {}
    no = book.add(
        "claim", member_no=member_no, source_no=source, hash=f"{member_no}-{state}".encode(), state=state, run_no=25 if source == 1 else 26,
        data=json.dumps({"values": values, "references": []} | ({"own": True} if own_word else {})),
        raw=json.dumps(raw) if raw else None, since_run=since,
        since_fields=json.dumps(since_fields) if since_fields else None,
    )  # fmt: skip
    shared = [row["no"] for row in book.rows["record"][-1:] if i % 7 == 2 and row["source_no"] == source]
    for carrier in shared:
        book.add("claim_record", claim_no=no, record_no=carrier)
    for nth in range(1 + i % 3):
        gone = nth == 1 and i % 2 == 1
        record = book.add(
            "record", source_no=source, key=f"k{(i * 7) % 50:02}" if nth else f'item "{i}"', hash=b"h", row="{}",
            url=f"https://{KEY[source]}.example/{i}" if i % 3 else None, document_hash=f"{i:064x}" if i % 4 else None,
            run_no=25 if source == 1 else 26, retrieved_at=f"2026-0{1 + i % 6}-01T00:00:00Z",
            state=STATES[i % 4] if gone and i % 4 else "live", current=not ((gone and i % 4 == 0) or (nth == 2 and i % 5 == 2)),
        )  # fmt: skip
        book.add("claim_record", claim_no=no, record_no=record)
    return LiveClaim(no, KEY[source], TRUST[source], values, since, since_fields, own_word, LANGUAGE[source])


def keep(book: Book, kind: EntityKind, no: int, i: int, reading: Reading, live: list[LiveClaim], confirmed: bool) -> None:
    """The rows of one entity, as the store would write them."""
    v, chief = reading.values, reading.chief
    for field in sorted(TEXT_FIELDS):
        for lang, value in (v.get(field) or {}).items():
            book.add("text", no=no, field=field.upper(), lang=lang, value=value)
    codes = {area["code"]: area["no"] for area in book.rows["area"]}
    image, place, contact = v.get("image") or {}, v.get("location") or {}, v.get("contact") or {}
    book.add(
        "entity", no=no, id=mint(kind, "alpha-register", f"{kind.lower()}-{i}"), kind=kind.value, name=default(v, "name"),
        sort_name=sort_key(default(v, "name") or ""), summary=default(v, "summary"), description=default(v, "description"),
        url=v.get("url"),
        image_url=image.get("url"), image_alt=image.get("alt"), image_credit=image.get("credit"), area_no=codes.get(v.get("area")),
        latitude_e7=round(place["latitude"] * 1e7) if place else None, longitude_e7=round(place["longitude"] * 1e7) if place else None,
        location_precision=place.get("precision"), contact_role=contact.get("role"), contact_email=contact.get("email"),
        contact_phone=contact.get("phone"), contact_page=contact.get("page"), claim_no=chief,
        origins=json.dumps({f: o.claim for f, o in reading.origins.items() if o.claim != chief}) if len(live) > 1 else None,
        version=f"v{i % 3}", first_seen_at=f"2026-01-{1 + i % 28:02}T00:00:00Z", updated_at=f"2026-04-{1 + i % 28:02}T12:00:00Z",
        seq=5000 - no * 7 % 311,
    )  # fmt: skip
    place_it(book, no, v, codes)
    themes = {theme["key"]: theme["no"] for theme in book.rows["theme"]}
    direct = {themes[key] for key in v.get("themes") or ()}
    for theme in {above for one in direct for above in reference.above(book.rows["theme"], "broader_no", one)}:
        book.add("entity_theme", no=no, theme_no=theme, direct=theme in direct)
    for source in {1 if said.source == KEY[1] else 2 for said in live}:
        book.add("entity_source", no=no, source_no=source)
    of_member = {row["no"]: row["member_no"] for row in book.rows["claim"]}
    for key in sorted({(of_member[said.no], *pair) for said in live for pair in said.values.get("identifiers") or ()}):
        book.add("identifier", member_no=key[0], scheme=key[1], value=key[2], no=no, strong=key[1] == "DK-CVR")
    if kind in NOUN:
        NOUN[kind](book, no, v, confirmed)
    else:
        texts = {text: default(v, text) for text in DEFAULT_TEXTS.get(kind, ())}
        book.add(kind.lower(), no=no, **columns_of(kind, v) | texts)


def place_it(book: Book, no: int, v: words.Values, codes: dict[str, int]) -> None:
    here, serves = codes.get(v.get("area") or ""), [codes[code] for code in v.get("serves") or ()]
    how = {area: "within" for one in [*serves, *([here] if here else [])] for area in reference.above(book.rows["area"], "parent_no", one)}
    how |= dict.fromkeys(serves, "serves") | ({here: "is"} if here else {})
    for area, said in how.items():
        book.add("entity_area", no=no, area_no=area, how=said)


def default(v: words.Values, field: str) -> str | None:
    texts = v.get(field)
    return texts[first_language(texts, "da")] if texts else None


def key_pair(name: str, value: int | None) -> Row:
    return {f"{name}_asc": MISSING_LAST if value is None else value, f"{name}_desc": MISSING_LAST if value is None else -value}


def _organization(book: Book, no: int, v: words.Values, confirmed: bool) -> None:
    cvr = next((value for scheme, value in v.get("identifiers") or () if scheme == "DK-CVR"), None)
    book.add("organization", no=no, organization_type=v["organization_type"], cvr=cvr, website=v.get("website"), confirmed=confirmed)


def _initiative(book: Book, no: int, v: words.Values, _confirmed: bool) -> None:
    started = v.get("started_on")
    keys = key_pair("started", order_key(started) if started else None)
    book.add("initiative", no=no, status=v["status"], started_on=started, ended_on=v.get("ended_on"), **keys)


def _funding(book: Book, no: int, v: words.Values, _confirmed: bool) -> None:
    amount, awarded, campaign = v.get("amount") or {}, v.get("awarded_on"), v.get("campaign") or {}
    goal, raised = campaign.get("goal") or {}, campaign.get("raised") or {}
    book.add(
        "funding", no=no, funding_type=v["funding_type"], purpose=default(v, "purpose"), amount_minor=amount.get("minor"),
        currency=amount.get("currency"), **key_pair("amount", amount.get("minor")), awarded_on=awarded,
        **key_pair("awarded", order_key(awarded) if awarded else None), from_date=v.get("from_date"), until_date=v.get("until_date"),
        programme=v.get("programme"), regrant=v["regrant"], repayable=v.get("repayable"), goal_minor=goal.get("minor"),
        goal_currency=goal.get("currency"), raised_minor=raised.get("minor"), raised_currency=raised.get("currency"),
        backer_count=campaign.get("backer_count"), closes_at=campaign.get("closes_at"),
    )  # fmt: skip


NOUN: dict[EntityKind, Callable[[Book, int, words.Values, bool], None]] = {
    EntityKind.ORGANIZATION: _organization,
    EntityKind.INITIATIVE: _initiative,
    EntityKind.FUNDING: _funding,
}
