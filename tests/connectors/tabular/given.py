"""What the tests of tabular share: a source out of TOML words, a document out of bytes, and a web that is a folder."""

from __future__ import annotations

import asyncio
import json
import tomllib
from dataclasses import asdict
from enum import Enum
from pathlib import Path
from typing import Any

import pytest

from connectors.tabular import Tabular, TabularSettings
from hub.domain.claim import UNSAID, Claim
from hub.domain.document import Document
from hub.domain.source import Licence, LicenceState, Source
from hub.sdk.row import Row, Unreadable

HERE = Path(__file__).parent
HOUSE = HERE.parents[2]
DEMO = HOUSE / "hub" / "data" / "demo"
SAMPLES = HOUSE.parent / "shared" / "realdata"
needs_samples = pytest.mark.skipif(not SAMPLES.is_dir(), reason="shared/realdata is not beside the checkout")


def tabular(settings: dict[str, Any] | str, *, language: str = "da", url: str | None = "file:table.csv") -> Tabular:
    """A connector whose settings are TOML words or a dictionary, checked as a source file's are."""
    given = tomllib.loads(settings) if isinstance(settings, str) else settings
    source = Source(
        key="eksempel", name="Eksempel", connector="tabular", licence=Licence("CC0", LicenceState.KNOWN), url=url, language=language
    )
    return Tabular(source, given)


def demo(name: str, limit: int | None = None) -> Tabular:
    """A source of the demo, as its file says."""
    words = tomllib.loads((DEMO / name / "source.toml").read_text(encoding="utf-8"))
    source = Source(
        key=name,
        name=words["name"],
        connector="tabular",
        licence=Licence("", LicenceState.KNOWN),
        url=words["url"],
        language=words["language"],
    )
    return Tabular(source, TabularSettings.model_validate({**words["settings"], "limit": limit}))


class FolderWeb:
    """A Fetcher whose web is a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.asked: list[str] = []

    async def get(self, url: str, *, accept: str | None = None) -> Document:
        self.asked.append(url)
        return served((self.folder / url.removeprefix("file:")).read_bytes(), url)


def served(body: bytes | str, url: str = "file:table.csv", **more: Any) -> Document:
    return Document(url, body.encode() if isinstance(body, str) else body, "2026-11-23T13:07:00Z", **more)


def documents(connector: Tabular, folder: Path) -> list[Document]:
    """Every document of one run over a folder."""

    async def run() -> list[Document]:
        return [document async for document in connector.fetch(FolderWeb(folder), None)]

    return asyncio.run(run())


def parsed(connector: Tabular, document: Document) -> tuple[list[Row], list[Unreadable]]:
    """Rows, and what could not be read."""
    rows: list[Row] = []
    broken: list[Unreadable] = []
    for one in connector.parse(document):
        (broken if isinstance(one, Unreadable) else rows).append(one)  # type: ignore[arg-type]
    return rows, broken


def said(claim: Claim) -> dict[str, Any]:
    """A claim as JSON can say it, without what it does not speak of."""
    return {
        "kind": claim.kind.value,
        **_plain({name: value for name, value in asdict(claim).items() if value is not UNSAID and value not in ((), {})}),
    }


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items() if one is not None and one is not UNSAID}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return value.value if isinstance(value, Enum) else value


def one(table: dict[str, Any], body: Any, url: str = "file:a.json", language: str = "da") -> tuple[Any, list[str]]:
    """The first claim of the first row, and the codes of its problems."""
    connector = tabular({"tables": [{"id": "id", **table}]}, url=url, language=language)
    rows, _ = parsed(connector, served(body if isinstance(body, str) else json.dumps(body), url))
    claims = list(connector.map(rows[0]))
    return (claims[0] if claims else None), [problem.code for problem in rows[0].problems]


def claim(kind: str = "ORGANIZATION", **more: Any) -> dict[str, Any]:
    return {"claims": [{"kind": kind, **more}]}
