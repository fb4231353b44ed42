"""A document that is given: kept as it came, read by a harvest like any fetched one, and never fetched."""

from __future__ import annotations

import asyncio
import io
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import openpyxl
import pytest
import pytest_asyncio

from hub.cli.harvest import harvest_named
from hub.domain.viewer import ViewerRole
from hub.errors import ConfigError
from hub.harvest.sources import load_each, load_sources
from hub.settings import Settings
from hub.store import audit
from hub.store.publication import release
from hub.store.store import Store
from tests.curation.desk import People
from tests.web.applied import applied

pytestmark = pytest.mark.asyncio
SOURCE = """
name = "Foreninger i Eksempelby"
connector = "tabular"
language = "da"
delivered = true
licence = { name = "CC0 1.0", spdx = "CC0-1.0", state = "KNOWN", republishable = true }
[[settings.tables]]
id = "Nr"
columns = { Formand = "personal" }
[[settings.tables.claims]]
kind = "ORGANIZATION"
[settings.tables.claims.fields]
name = "Navn"
"""
WHERE = "/sources/foreninger/document"


@dataclass
class Keeping:
    """A hub with a source whose document is given, and whoever looks after it."""

    people: People
    settings: Settings

    async def put(self, who: str, body: bytes, to: str = WHERE, **headers: str) -> httpx.Response:
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        if who in self.people.keys:
            sent["authorization"] = f"Bearer {self.people.keys[who]}"
        return await self.people.client.put(to, content=body, headers=sent)

    async def harvest(self) -> list[Any]:
        """What `serve` starts in a process of its own."""
        return await harvest_named(self.settings, load_sources(self.settings.sources), ["foreninger"], due_only=True, quiet=True)

    async def log(self) -> list[tuple[str, str]]:
        """Who gave which source a document."""
        entries = await self.people.store.write(lambda tx: tx.rows(audit.ENTRIES))
        return [(by, subject) for _, _, by, action, subject, *_ in entries if action == "DELIVERED"]

    async def names(self) -> list[str]:
        seen = await self.people.ask("anybody", "{ organizations { nodes { name } } }")
        return [one["name"] for one in seen["organizations"]["nodes"]]


def sheet(*names: str) -> bytes:
    book = openpyxl.Workbook()
    rows = [("Nr", "Navn", "Formand"), *((str(no), name, "Jens Hansen") for no, name in enumerate(names))]
    for row in rows:
        book.active.append(row)
    book.save(written := io.BytesIO())
    return written.getvalue()


@pytest_asyncio.fixture
async def keeping(store: Store, tmp_path: Path) -> AsyncIterator[Keeping]:
    for key, text in (("foreninger", SOURCE), ("andre", SOURCE.replace("delivered = true", 'url = "https://andre.example/a.csv"'))):
        (tmp_path / "sources" / key).mkdir(parents=True)
        (tmp_path / "sources" / key / "source.toml").write_text(text, "utf-8")
    settings = Settings(database_url=store.url, sources=tmp_path / "sources", fetch_bytes=1_000_000, limits_mode="warn")
    app = applied(store, settings)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://hub") as client:
        people = People(store, client, app.state.door.who)
        await people.join("keeper", sources=("andre", "foreninger"))
        await people.join("another", sources=("andre",))
        await people.join("mia", ViewerRole.MODERATOR)
        yield Keeping(people, settings)


async def test_a_sheet_that_is_given_is_read_by_the_next_harvest_and_followed_by_its_run(keeping: Keeping) -> None:
    assert await keeping.harvest() == [], "nothing was given yet"
    told = await keeping.put("keeper", sheet("Engelauget", "Natteravnene"))
    assert told.status_code == 202
    assert told.headers["location"] == told.json()["status"] == "http://127.0.0.1:8000/sources/foreninger/runs/run_1"
    assert await keeping.names() == [], "nothing is read by the web"
    again = await keeping.put("keeper", sheet("Andre"))
    assert (again.status_code, again.json()["errors"][0]["extensions"]["code"]) == (409, "BEING_READ")
    (report,) = await keeping.harvest()
    assert (report.source, report.run, report.outcome) == ("foreninger", 1, "PUBLISHED")
    assert await keeping.names() == ["Engelauget", "Natteravnene"]
    key = {"authorization": f"Bearer {keeping.people.keys['keeper']}"}
    seen = (await keeping.people.client.get("/sources/foreninger/runs/run_1", headers=key)).json()
    assert (seen["outcome"], seen["createdCount"], seen["problems"]) == ("PUBLISHED", 2, [])
    assert await keeping.harvest() == [], "and never fetched"
    asked = '{ organizations(first: 1) { nodes { provenance { nodes { url documentHash } } } } source(id: "source_foreninger") { url } }'
    known = await keeping.people.ask("anybody", asked)
    assert known["organizations"]["nodes"][0]["provenance"]["nodes"][0]["documentHash"] == told.json()["document"]
    assert known["source"] == {"url": None}
    assert await keeping.log() == [(keeping.people.names["keeper"], "source_foreninger")]


async def test_the_next_sheet_takes_the_place_of_the_last_one_and_waits_where_it_shrank(keeping: Keeping) -> None:
    first = sheet("A", "B", "C", "D")
    etag = (await keeping.put("keeper", first)).headers["etag"]
    await keeping.harvest()
    same = await keeping.put("keeper", first)
    assert (same.status_code, same.json()["new"], same.json()["run"]) == (200, False, "run_1")
    assert (await keeping.put("keeper", sheet("A"), if_match='"0123"')).status_code == 412
    small = await keeping.put("keeper", sheet("A"), if_match=etag)
    assert small.status_code == 202
    (report,) = await keeping.harvest()
    assert report.outcome == "HELD"
    assert "only 1 items" in str(report.reason)
    assert await keeping.names() == ["A", "B", "C", "D"]
    assert (await keeping.put("mia", sheet("A", "B", "C", "Delta"))).status_code == 202, "a better one takes the place of a held one"
    await keeping.harvest()
    assert await keeping.names() == ["A", "B", "C", "Delta"]


async def test_a_run_of_a_given_sheet_that_is_held_can_be_released(keeping: Keeping) -> None:
    await keeping.put("keeper", b"Nr;Navn;Formand\n1;Havnelauget;Jens\n2;Lauget;Jens\n")
    await keeping.harvest()
    csv = await keeping.put("keeper", b"Nr;Navn;Formand\n1;Havnelauget;Jens\n", content_type="text/csv; charset=utf-8")
    (report,) = await keeping.harvest()
    assert f"run_{report.run}" == csv.json()["run"]
    await release(keeping.people.store, report.run, "mia")
    (report,) = (await keeping.put("keeper", b"Nr;Navn;Formand\n1;Havnelaug;Jens\n"), *await keeping.harvest())[1:]
    assert (report.outcome, await keeping.names()) == ("PUBLISHED", ["Havnelaug"])


REFUSED: list[tuple[bytes, dict[str, str], int]] = [
    (b"", {}, 422),
    (b"<!DOCTYPE html><title>Log ind</title>", {}, 422),
    (b"Nr;Navn\n1;A\n", {"content_type": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}, 422),
    (sheet("A")[:900], {}, 422),
    (b"%PDF-1.7", {}, 415),
    (b"\x00\x01\x02", {"content_type": "text/csv"}, 415),
    (b"Nr;Navn\n", {"content_type": "image/png"}, 415),
    (b"Nr;Navn\n", {"content_encoding": "gzip"}, 415),
    (b"x" * 1_000_001, {}, 413),
]


async def test_what_is_no_document_of_the_source_is_refused_and_nothing_is_kept(keeping: Keeping) -> None:
    for body, headers, status in REFUSED:
        told = await keeping.put("keeper", body, **headers)
        assert told.status_code == status, (body[:20], headers)
        assert told.json()["errors"][0]["message"]
    assert await keeping.log() == []


async def test_only_whoever_looks_after_a_source_gives_its_document(keeping: Keeping) -> None:
    csv = b"Nr;Navn;Formand\n1;A;B\n"
    for who, to, status in (
        ("anybody", WHERE, 401), ("another", WHERE, 403), ("another", "/sources/hemmelig/document", 403),
        ("keeper", "/sources/andre/document", 404), ("mia", "/sources/hemmelig/document", 404), ("mia", "/sources/%2e%2e/document", 404),
    ):  # fmt: skip
        assert (await keeping.put(who, csv, to)).status_code == status, (who, to)
    assert (await keeping.people.client.get("/sources/foreninger/runs/run_1")).status_code == 401
    key = {"authorization": f"Bearer {keeping.people.keys['keeper']}"}
    none = await keeping.people.client.get("/sources/foreninger/runs/run_9", headers=key)
    assert (none.status_code, none.json()["errors"][0]["extensions"]["code"]) == (404, "NOT_FOUND")


async def test_two_at_once_are_read_once(keeping: Keeping) -> None:
    csv = b"Nr;Navn;Formand\n1;A;B\n"
    told = await asyncio.gather(*(keeping.put("keeper", csv) for _ in range(3)))
    assert sorted(one.status_code for one in told) == [200, 200, 202]
    assert {one.json()["run"] for one in told} == {"run_1"}


async def test_a_source_that_reads_more_than_one_document_cannot_be_given_one(tmp_path: Path) -> None:
    (tmp_path / "klub").mkdir()
    text = SOURCE.replace("tabular", "website").partition("[[")[0]
    (tmp_path / "klub" / "source.toml").write_text(f'url = "https://klub.example/"\n{text}', "utf-8")
    with pytest.raises(ConfigError, match="reads more than one document"):
        raise load_each(tmp_path)[1]["klub"]
