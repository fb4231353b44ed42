"""One record walks the whole corridor: from the bytes of a site to an answer, and from the answer back to the bytes."""

from __future__ import annotations

import html
import json
import shutil
from pathlib import Path
from typing import Any

import pytest

import hub
from hub.domain.source import RunOutcome
from hub.harvest.fetch import Fetcher
from hub.harvest.pace import Pace
from hub.harvest.pipeline import harvest
from hub.harvest.sources import load_source
from hub.query.answers import Answers
from hub.settings import Settings
from hub.store import archive
from hub.store.archive import Remembered
from hub.store.store import Store
from schema.build import schema

DEMO = Path(hub.__file__).parent / "data" / "demo"
HOW_WE_KNOW = """
  id name
  origins(fields: [%s]) {
    field value raw rule others { value }
    provenance { url sourceId documentHash retrievedAt source { id licence { name } } }
  }
  provenance { nodes { sourceId url documentHash source { illustrative } } }
"""

pytestmark = pytest.mark.asyncio


async def walk(store: Store, folder: Path) -> RunOutcome:
    """Fetch, keep, parse, map, resolve, read together, upsert."""
    one = load_source(folder / "source.toml")
    fetcher = Fetcher(one.source, user_agent="test", pace=Pace(0), validators=Remembered(store, one.source.key), mirror=one.mirror)
    async with fetcher:
        return (await harvest(store, one.source, one.connector, fetcher)).outcome


def ask(store: Store, question: str) -> Any:
    answer = Answers(schema._schema, store.reader, Settings()).answer_here(question, now="2026-11-23T12:00:00Z")
    found = json.loads(answer.body)
    assert "errors" not in found, found
    return found["data"]


async def the_bytes_of(store: Store, provenance: dict[str, Any]) -> str:
    document = await store.read(archive.by_hash(provenance["documentHash"]))
    assert document is not None
    return document.text()


async def test_a_row_of_a_csv_becomes_a_funding_that_knows_where_it_comes_from(store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "tilskud-odense"
    folder.mkdir()
    (folder / "tilskud.csv").write_bytes(
        "Ansøger;Formål;Bevilget beløb;Dato\r\nÅløb Sogns Kolaug;Hegn til køer;1.234,50;14-07-2019\r\n".encode("cp1252")
    )
    (folder / "source.toml").write_text(
        """
name = "Tilskud i Odense"
connector = "tabular"
url = "file:tilskud.csv"
language = "da"
[licence]
name = "CC0 1.0"
state = "KNOWN"
republishable = true
[[settings.tables]]
id = ["Ansøger", "Dato"]
[[settings.tables.claims]]
as = "recipient"
kind = "ORGANIZATION"
id = "Ansøger"
[settings.tables.claims.fields]
name = "Ansøger"
[[settings.tables.claims]]
kind = "FUNDING"
[settings.tables.claims.fields]
purpose = "Formål"
amount = { path = "Bevilget beløb", convert = ["danish_number", "money:DKK"] }
awarded_on = { path = "Dato", convert = "danish_date" }
[[settings.tables.claims.references]]
role = "recipient"
claim = "recipient"
""",
        "utf-8",
    )
    assert await walk(store, folder) is RunOutcome.PUBLISHED

    fields = HOW_WE_KNOW % '"amount", "awardedOn", "purpose"'
    [funding] = ask(store, f"{{ fundings {{ nodes {{ amount {{ amount currency }} awardedOn recipient {{ name }} {fields} }} }} }}")[
        "fundings"
    ]["nodes"]
    assert funding["amount"] == {"amount": "1234.50", "currency": "DKK"}
    assert (funding["awardedOn"], funding["recipient"]) == ("2019-07-14", {"name": "Åløb Sogns Kolaug"})
    origins = {origin["field"]: origin for origin in funding["origins"]}
    assert (origins["amount"]["raw"], origins["awardedOn"]["raw"]) == ("1.234,50", "14-07-2019")
    assert origins["amount"]["rule"] == "ONLY_ONE"
    for origin in origins.values():
        served = await the_bytes_of(store, origin["provenance"])
        assert (origin["raw"] or origin["value"]) in served
        assert origin["provenance"]["source"] == {"id": "source_tilskud-odense", "licence": {"name": "CC0 1.0"}}


async def test_a_web_page_becomes_an_initiative_that_knows_where_it_comes_from(store: Store, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(DEMO / "engelaug.example", tmp_path / "engelaug.example"))
    assert await walk(store, folder) is RunOutcome.PUBLISHED

    fields = HOW_WE_KNOW % '"name", "summary"'
    found = ask(store, f"{{ initiatives {{ nodes {{ lead {{ name }} {fields} }} }} }}")["initiatives"]["nodes"]
    assert found
    for initiative in found:
        origin = next(one for one in initiative["origins"] if one["field"] == "name")
        assert origin["value"] == initiative["name"]
        assert origin["provenance"]["url"].startswith("https://engelaug.example/")
        assert (origin["raw"] or origin["value"]) in html.unescape(await the_bytes_of(store, origin["provenance"]))
        assert initiative["provenance"]["nodes"][0]["source"] == {"illustrative": True}


async def test_what_is_personal_on_a_page_is_on_no_step_of_the_corridor_but_the_first(store: Store, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(DEMO / "engelaug.example", tmp_path / "engelaug.example"))
    await walk(store, folder)

    def plan() -> Any:
        found = []
        for table, column in (
            ("record", "row"),
            ("claim", "data"),
            ("claim", "raw"),
            ("entity", "contact_email"),
            ("search", "body"),
            ("problem", "message"),
        ):
            rows = yield f"SELECT {column} FROM {table}", ()
            found += [str(value) for (value,) in rows]
        return found

    told = "\n".join(await store.read(plan()))
    for personal in ("Testine", "testine@example.org", "00 00 00 00"):
        assert personal not in told
