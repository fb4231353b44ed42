"""Every source file that connectors/README.md shows is one that the connectors take, and every connector is in its catalogue."""

from __future__ import annotations

import json
import re
import tomllib
from itertools import takewhile
from pathlib import Path
from typing import Any

import pytest

from hub.domain.source import Licence, LicenceState, Source
from hub.sdk.discover import connector_for, connectors

ROOM = Path(__file__).parents[2] / "connectors"
PAGE = (ROOM / "README.md").read_text(encoding="utf-8")
THEMES = {theme["key"] for theme in json.loads((ROOM.parent / "hub" / "data" / "reference" / "themes.json").read_text(encoding="utf-8"))}


def shown() -> list[dict[str, Any]]:
    """The source files of the page, each from its `connector` to the end of the indented block."""
    found = []
    for piece in re.split(r"(?m)^    (?=connector = )", PAGE)[1:]:
        block = takewhile(lambda line: not line or line.startswith("    "), ("    " + piece).splitlines())
        found.append(tomllib.loads("\n".join(line.strip() for line in block)))
    return found


@pytest.mark.parametrize("said", shown(), ids=lambda said: said["connector"])
def test_a_source_file_that_the_page_shows_is_one(said: dict[str, Any]) -> None:
    source = Source(
        key="klub",
        name="Klub",
        connector=said["connector"],
        url=said["url"],
        licence=Licence("CC0", LicenceState.KNOWN),
        language="da",
        settings=said.get("settings", {}),
    )
    assert connector_for(source).name == said["connector"]
    assert set(said.get("settings", {}).get("themes", {}).values()) <= THEMES


def test_every_connector_stands_in_the_catalogue() -> None:
    assert [name for name in connectors() if f"| `{name}` |" not in PAGE] == []
