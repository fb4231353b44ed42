"""A tiny source for tests: a list of items on a page that a test writes, and a connector that says what they are."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Iterator
from typing import Any

from pydantic import BaseModel

from hub.domain.claim import Claim, ContactPoint, Identifier, Money, Reference
from hub.domain.coverage import Coverage
from hub.domain.dates import now
from hub.domain.document import Document
from hub.domain.funding import FundingClaim
from hub.domain.ids import EntityKind
from hub.domain.initiative import InitiativeClaim
from hub.domain.organization import OrganizationClaim
from hub.domain.source import CoverageKind, Licence, LicenceState, Source, SourcePolicy
from hub.errors import RecordError, SourceChanged
from hub.sdk.connector import Connector, Cursor, Fetcher
from hub.sdk.row import Row, Unreadable

CVR = "10150817"


class Nothing(BaseModel):
    pass


class Tiny(Connector):
    """Items are {"id", "kind", …}: a grant speaks of funder and recipient too; "poison" cannot be mapped, "broken" not even parsed."""

    name = "tiny"
    settings_model = Nothing

    def __init__(self, source: Source, coverage: Coverage | CoverageKind = CoverageKind.EVERYTHING, version: int = 1) -> None:
        super().__init__(source, Nothing())
        self._coverage = coverage
        self.version = version  # type: ignore[misc]

    async def fetch(self, web: Fetcher, since: Cursor | None) -> AsyncIterator[Document]:
        index = await web.get("https://tiny.example/index.json")
        for page in index.json():
            yield await web.get(page)

    def parse(self, document: Document) -> Iterator[Row | Unreadable]:
        try:
            items = document.json()
        except ValueError as error:
            raise SourceChanged("tiny: a page is no JSON") from error
        for item in items:
            if item["kind"] == "broken":
                yield Unreadable(item["id"], "cannot be read", json.dumps(item).encode())
            else:
                yield Row(item["id"], item, url=f"https://tiny.example/{item['id']}", moment=item.get("at"))

    def map(self, row: Row) -> Iterator[Claim]:
        kind = row.take("kind")
        row.skip("at", why="the moment of the row")
        if kind == "poison":
            raise RecordError("poison", field="kind")
        if kind == "grant":
            yield from self._grant(row)
        elif kind == "organization":
            yield OrganizationClaim(source_id=row.key, **self._common(row))
        else:
            lead = row.take("lead")
            leads = (Reference("lead", EntityKind.ORGANIZATION, source_id=lead),) if lead else ()
            yield InitiativeClaim(source_id=row.key, references=leads + self._by_cvr(row), **self._common(row))

    def coverage(self) -> Coverage | CoverageKind:
        return self._coverage

    def _grant(self, row: Row) -> Iterator[Claim]:
        funder, recipient = row.take("funder"), row.take("recipient")
        yield OrganizationClaim(source_id=f"funder {funder}", name={"da": funder})
        identifiers = {"identifiers": (Identifier("DK-CVR", row.take("cvr")),)} if "cvr" in row.data else {}
        yield OrganizationClaim(source_id=f"recipient {recipient}", name={"da": recipient}, **identifiers)
        more: dict[str, Any] = {"purpose": {"da": row.take("purpose")}} if "purpose" in row.data else {}
        yield FundingClaim(
            source_id=row.key,
            amount=Money(row.take("amount", 100), "DKK"),
            awarded_on=row.take("date", "2016"),
            references=(
                Reference("funder", EntityKind.ORGANIZATION, source_id=f"funder {funder}"),
                Reference("recipient", EntityKind.ORGANIZATION, source_id=f"recipient {recipient}"),
            ),
            **more,
        )

    def _common(self, row: Row) -> dict[str, Any]:
        said: dict[str, Any] = {}
        if "name" in row.data:
            said["name"] = {row.take("lang", "da"): row.take("name")}
        if "cvr" in row.data and row.data["kind"] == "organization":
            said["identifiers"] = (Identifier("DK-CVR", row.take("cvr")),)
        if "contact" in row.data:
            said["contact"] = ContactPoint(role="sekretariat", email=row.take("contact"))
        for field in ("area", "status", "url", "organization_type", "website"):
            if field in row.data:
                said[field] = row.take(field)
        if "themes" in row.data:
            said["themes"] = tuple(row.take("themes"))
        if "summary" in row.data:
            said["summary"] = row.take("summary")
        return said

    def _by_cvr(self, row: Row) -> tuple[Reference, ...]:
        cvr = row.take("partner_cvr")
        return (Reference("partners", EntityKind.ORGANIZATION, identifier=Identifier("DK-CVR", cvr)),) if cvr else ()


class Site:
    """The tiny source's site: pages by address; counts what it is asked for."""

    def __init__(self, *pages: list[dict[str, Any]]) -> None:
        self.asked: list[str] = []
        self.put(*pages)

    def put(self, *pages: list[dict[str, Any]]) -> None:
        """Puts other items on the pages."""
        addresses = [f"https://tiny.example/{number}.json" for number in range(len(pages))]
        self.pages = {"https://tiny.example/index.json": json.dumps(addresses)}
        self.pages |= {address: json.dumps(page) for address, page in zip(addresses, pages, strict=True)}

    async def get(self, url: str, *, accept: str | None = None) -> Document:
        self.asked.append(url)
        page = self.pages[url]
        if isinstance(page, Exception):
            raise page
        return Document(url, page.encode(), now(), "application/json")


def source(key: str = "tiny", **changes: Any) -> Source:
    """The tiny source as its file would describe it."""
    licence = Licence("CC0 1.0", LicenceState.KNOWN, "CC0-1.0", republishable=True)
    given: dict[str, Any] = {"language": "da", "policy": SourcePolicy.AUTOMATIC, "digest": "one"}
    return Source(key=key, name=key.title(), connector="tiny", licence=licence, **(given | changes))


def organization(one: str, name: str, **more: Any) -> dict[str, Any]:
    return {"id": one, "kind": "organization", "name": name, **more}


def initiative(one: str, name: str, **more: Any) -> dict[str, Any]:
    return {"id": one, "kind": "initiative", "name": name, **more}


def grant(one: str, funder: str, recipient: str, **more: Any) -> dict[str, Any]:
    return {"id": one, "kind": "grant", "funder": funder, "recipient": recipient, **more}
