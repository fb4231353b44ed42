"""What the differential test and the gallery stand on: the small nasty data set in a database, read in two ways."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

from schema.build import sdl
from tests.differential import dataset
from tests.differential.values import Values
from tests.interpreter import Interpreter

BASE_URL, MAX_PAGE, NOW = "https://samgraf.example", 100, "2026-05-02T00:00:01Z"


def nasty_database(template: Path, folder: Path) -> Path:
    """A copy of the migrated template with the data set in it."""
    database = Path(shutil.copy(template, folder / "nasty.db"))
    dataset.fill(database)
    return database


def interpreter(database: Path) -> Interpreter:
    return Interpreter(sdl(), database, base_url=BASE_URL, max_page=MAX_PAGE, now=NOW)


def values(naive: Interpreter) -> Values:
    """Arguments that meet something in the data set, and some that do not."""
    rows = naive.memory.rows
    areas, themes, sources = ([row[key] for row in rows[table]] for table, key in (("area", "code"), ("theme", "key"), ("source", "key")))
    hub = [rows["member"][0]["id"]] * 20
    return Values(
        ids=(*(member["id"] for member in rows["member"][::3]), *hub, "ini_nothing", ""),
        nodes=(*(f"area_{one}" for one in areas), *(f"theme_{one}" for one in themes), *(f"source_{one}" for one in sources),
               "run_3", "run_28", "run_99", "run_03", "area_x", "prov_1", "nonsense", "_", "org_ø"),
        codes=(*areas, "nowhere"),
        themes=(*themes, "nothing"),
        sources=(*(f"source_{one}" for one in sources), "alpha-register", "source_nobody"),
        identifiers=(*sorted({(one["scheme"], one["value"]) for one in rows["identifier"]})[::9], ("XM-TEST", "same-1"), ("X", "Y")),
    )  # fmt: skip


def canonical(answer: dict[str, Any]) -> str:
    """An answer as text that is the same whenever the answers are: order of keys counts, messages do not."""
    if errors := answer.get("errors"):
        return json.dumps({"data": answer["data"], "codes": [error["extensions"]["code"] for error in errors][:1]})
    return json.dumps(answer["data"], ensure_ascii=False)
