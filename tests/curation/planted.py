"""A hub in which personal values were planted wherever a source can put them, and a way to look for them in every byte."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

from hub.domain.claim import Claim, ContactPoint
from hub.domain.collation import fold, sort_key
from hub.domain.document import Document
from hub.domain.ids import EntityKind, mint
from hub.domain.organization import OrganizationClaim
from hub.harvest.pipeline import RunReport, harvest
from hub.sdk.connector import Cursor, Fetcher
from hub.sdk.row import Row, Unreadable
from hub.store.store import Store
from tests.harvest import tiny

SECRET = "kept-somewhere-else"
NAME, SUMMARY, ROLE = "Gunhild Fjordbo", "cares for a neighbour at Hedevej", "formandinde"
EMAIL, PHONE, WEBSITE = "gunhild@fjordbo.example", "+45 99 88 77 66", "https://fjordbo.example/gunhild"
RAW_NAME, NOTE, QUARANTINED, DICTIONARY, OLD_NAME = (
    "FJORDBO, Gunhild",
    "udlagt fra Storgade",
    "Fjordbo-sygemelding",
    "Gunhilds Kolaug",
    "Gunhild Sandager",
)
PERSONAL = (NAME, SUMMARY, ROLE, EMAIL, PHONE, WEBSITE, RAW_NAME, NOTE, QUARANTINED, DICTIONARY, OLD_NAME)
CVR = tiny.CVR
ORGANIZATION = mint(EntityKind.ORGANIZATION, "tiny", "O1")


class Telling(tiny.Tiny):
    """Organizations say everything; their kind of place is read from a dictionary that comes as a part of each page."""

    def __init__(self, source: Any, **more: Any) -> None:
        super().__init__(source, **more)

    async def fetch(self, web: Fetcher, since: Cursor | None) -> AsyncIterator[Document]:
        index = await web.get("https://tiny.example/index.json")
        for address in index.json():
            page, words = await web.get(address), await web.get("https://tiny.example/words.json")
            yield Document(page.url, page.body, page.fetched_at, page.media_type, parts={"words": words})

    def parse(self, document: Document) -> Iterator[Row | Unreadable]:
        words = document.parts["words"].json() if "words" in document.parts else {}
        for row in super().parse(document):
            if isinstance(row, Row) and row.data.get("code") in words:
                row.data = {**row.data, "decoded": words[row.data["code"]]}
            yield row

    def map(self, row: Row) -> Iterator[Claim]:
        if row.data["kind"] != "organization":
            yield from super().map(row)
            return
        said: dict[str, Any] = self._common(row)
        if "email" in row.data:
            said["contact"] = ContactPoint(row.take("role"), row.take("email"), row.take("phone"))
        if "website" in row.data:
            said["website"] = row.take("website")
        if "decoded" in row.data:
            said["description"] = {"da": row.take("decoded")}
        yield OrganizationClaim(source_id=row.key, raw={"name": row.data.get("raw", row.data["name"])}, **said)


def person(**changes: Any) -> dict[str, Any]:
    """An item that tells a person in every way that an item can."""
    item = tiny.organization("O1", NAME, summary={"da": SUMMARY}, cvr=CVR, email=EMAIL, phone=PHONE, role=ROLE, website=WEBSITE)
    return {**item, "raw": RAW_NAME, "note": NOTE, "code": "k1", "area": "dk-kommune-0461", **changes}


def items(**changes: Any) -> list[dict[str, Any]]:
    """The person, somebody else with a grant, and an initiative that the person leads."""
    return [
        person(**changes),
        tiny.organization("O2", "Åløb Sogneråd"),
        tiny.initiative("I1", "Vandløbslauget", lead="O1", partner_cvr=CVR),
        tiny.grant("G1", "Kulturpuljen", "Åløb Sogneråd"),
    ]


def grants() -> list[dict[str, Any]]:
    """What another source says: a grant to them under their name, with a key that is made of it, and one to somebody else."""
    return [
        tiny.grant("G3", "Kulturpuljen", "Åløb Sogneråd"),
        tiny.grant(f"G2 {NAME}", "Kulturpuljen", NAME, cvr=CVR, date="2019"),
    ]


def site(*pages: list[dict[str, Any]]) -> tiny.Site:
    made = tiny.Site(*pages)
    made.pages["https://tiny.example/words.json"] = json.dumps({"k1": DICTIONARY})
    return made


def put(where: tiny.Site, *pages: list[dict[str, Any]]) -> None:
    where.put(*pages)
    where.pages["https://tiny.example/words.json"] = json.dumps({"k1": DICTIONARY})


async def walk(store: Store, where: tiny.Site, key: str = "tiny", **more: Any) -> RunReport:
    source = tiny.source(key, **more)
    return await harvest(store, source, Telling(source), where)


def traces(database: Path) -> set[str]:
    """The personal values that stand anywhere in the bytes of the database and its logs, in any spelling that the hub writes."""
    raw = b"".join(file.read_bytes() for suffix in ("", "-wal", "-shm") if (file := Path(f"{database}{suffix}")).is_file())
    return {
        value
        for value in PERSONAL
        for spelling in (value, json.dumps(value)[1:-1], fold(value), sort_key(value))
        if spelling.encode() in raw
    }


async def planted(store: Store) -> tiny.Site:
    """Harvested three times: under an old name, as it is now, and with an item that could not be read; and what another source says."""
    where = site(items(name=OLD_NAME, raw=OLD_NAME))
    await walk(store, where)
    put(where, items())
    await walk(store, where)
    put(where, [person(kind="poison", note=QUARANTINED), *items()[1:]])
    await walk(store, where)
    await walk(store, site(grants()), "grants")
    assert traces(store.path) == set(PERSONAL)
    return where
