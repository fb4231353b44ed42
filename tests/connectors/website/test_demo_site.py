"""The demonstration's website, from its source file to claims, without a network: held against expected.json.

After an intended change: `UPDATE_EXPECTED=1 pytest tests/connectors/website/test_demo_site.py`, and read the difference.
"""

from __future__ import annotations

import asyncio
import json
import os
import tomllib
from pathlib import Path
from typing import Any

from hub.domain import wire
from hub.domain.source import CoverageKind, Licence, LicenceState, Source
from hub.harvest.fetch import Fetcher
from hub.harvest.pace import Pace
from hub.sdk.discover import connector_for
from hub.sdk.row import Unreadable

FOLDER = Path(__file__).parents[3] / "hub" / "data" / "demo" / "engelaug.example"
EXPECTED = Path(__file__).parent / "expected.json"


async def _no_name(host: str, port: int) -> list[str]:
    raise AssertionError(f"{host} was looked up")


async def _walk() -> tuple[dict[str, Any], CoverageKind]:
    told = tomllib.loads((FOLDER / "source.toml").read_text(encoding="utf-8"))
    source = Source(
        key="engelaug",
        name=told["name"],
        connector=told["connector"],
        url=told["url"],
        licence=Licence("CC0", LicenceState.KNOWN),
        language=told["language"],
        settings=told["settings"],
        folder=str(FOLDER),
    )
    connector, pages = connector_for(source), dict[str, Any]()
    async with Fetcher(source, user_agent="Samgraf/0.1", mirror=told["mirror"], pace=Pace(0), resolver=_no_name) as web:
        async for document in connector.fetch(web, None):
            items: list[Any] = []
            for item in connector.parse(document):
                if isinstance(item, Unreadable):
                    items.append({"unreadable": item.key, "reason": item.reason})
                    continue
                claims = [
                    {
                        "kind": claim.kind,
                        "source_id": claim.source_id,
                        "says": wire.values(claim),
                        "references": [list(one[:4]) for one in wire.references(claim, "engelaug")],
                    }
                    for claim in connector.map(item)
                ]
                items.append({"row": item.key, "url": item.url, "data": item.data, "claims": claims, "left_over": item.left_over()})
            pages[document.url] = items
    return json.loads(json.dumps(pages)), connector.coverage()


def test_the_demonstrations_website_reads_as_expected() -> None:
    pages, coverage = asyncio.run(_walk())
    if os.environ.get("UPDATE_EXPECTED"):
        EXPECTED.write_text(json.dumps(pages, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    assert pages == json.loads(EXPECTED.read_text(encoding="utf-8"))
    assert coverage is CoverageKind.EVERYTHING


def test_the_planted_person_comes_nowhere() -> None:
    pages, _ = asyncio.run(_walk())
    served = (FOLDER / "om-os.html").read_text(encoding="utf-8")
    for hers in ("Testine", "testine@example.org", "+45 00 00 00 00"):
        assert hers in served
        assert hers not in json.dumps(pages, ensure_ascii=False)
