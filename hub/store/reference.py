"""Areas and themes: shipped with the program, extended by files of the same shape in the sources folder, loaded again at every `migrate`.

Nothing is ever taken away: an area that left the files keeps its row, and what refers to it stays right.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table, delete, insert, select, update

from hub.domain.collation import sort_key
from hub.domain.dates import partial
from hub.errors import ConfigError
from hub.store import tables

Row = dict[str, Any]
_E7 = 10_000_000


@dataclass(frozen=True, slots=True)
class Loaded:
    areas: int
    themes: int


def load(connection: Connection, sources: Path | None = None) -> Loaded:
    """Writes areas and themes with their closures; a second time changes nothing.

    Raises: ConfigError with file, line or key, and reason.
    """
    shipped = files("hub.data") / "reference"
    folders: list[Traversable] = [shipped, *([sources] if sources is not None else [])]
    boundaries: dict[str, str] = {}
    areas: dict[str, Row] = {}
    themes: dict[str, Row] = {}
    for folder in folders:
        boundaries |= _boundaries(folder / "boundaries.geojson")
        areas |= _areas(folder / "areas.csv")
        themes |= _themes(folder / "themes.json")
    for code, area in areas.items():
        area["boundary"] = boundaries.get(code)
    _store(connection, tables.area, "code", areas, parent="parent", column="parent_no")
    _store(connection, tables.theme, "key", themes, parent="broader", column="broader_no")
    _close(connection, tables.area, tables.area_closure, "parent_no")
    _close(connection, tables.theme, tables.theme_closure, "broader_no")
    return Loaded(len(areas), len(themes))


# --- From files --------------------------------------------------------------------------------------------------------------------


def _boundaries(file: Traversable) -> dict[str, str]:
    if not file.is_file():
        return {}
    features = json.loads(file.read_text("utf-8"))["features"]
    return {f["properties"]["code"]: json.dumps(f["geometry"], separators=(",", ":")) for f in features}


def _areas(file: Traversable) -> dict[str, Row]:
    if not file.is_file():
        return {}
    areas: dict[str, Row] = {}
    for line, cells in enumerate(csv.DictReader(file.read_text("utf-8-sig").splitlines()), start=2):
        try:
            areas[cells["code"]] = _area(cells)
        except (KeyError, ValueError) as error:
            raise ConfigError(f"{file}, line {line}: {error}. Columns and forms are those of the file in hub/data/reference.") from error
    return areas


def _area(cells: Mapping[str, str]) -> Row:
    names = {lang: cells[f"name_{lang}"] or None for lang in ("da", "en", "de")}
    name = names["da"] or names["de"] or names["en"]
    if not cells["code"] or not name:
        raise ValueError("an area wants a code and a name")
    return {
        "code": cells["code"],
        "area_type": cells["type"],
        "name": name,
        "sort_name": sort_key(name),
        **{f"name_{lang}": word for lang, word in names.items()},
        "parent": cells["parent"] or None,
        **{column: _e7(cells[cell]) for column, cell in _AREA_DEGREES.items()},
        "valid_from": partial(cells["valid_from"]) if cells["valid_from"] else None,
        "valid_to": partial(cells["valid_to"]) if cells["valid_to"] else None,
    }


_AREA_DEGREES = {
    "latitude_e7": "lat", "longitude_e7": "lon", "west_e7": "min_lon", "south_e7": "min_lat", "east_e7": "max_lon", "north_e7": "max_lat",
}  # fmt: skip


def _e7(cell: str) -> int | None:
    return round(float(cell) * _E7) if cell else None


def _themes(file: Traversable) -> dict[str, Row]:
    if not file.is_file():
        return {}
    try:
        return {theme["key"]: _theme(theme) for theme in json.loads(file.read_text("utf-8"))}
    except (KeyError, TypeError, ValueError) as error:
        raise ConfigError(f"{file}: {error!r}. A theme is {{key, label {{da, en, de}}, broader, sdgs, icnptso}}.") from error


def _theme(theme: Mapping[str, Any]) -> Row:
    labels = {lang: theme["label"].get(lang) for lang in ("da", "en", "de")}
    label = labels["da"] or labels["en"] or labels["de"]
    if not label:
        raise ValueError(f"theme {theme['key']} has no label")
    return {
        "key": theme["key"],
        "label": label,
        "sort_label": sort_key(label),
        **{f"label_{lang}": word for lang, word in labels.items()},
        "broader": theme.get("broader"),
        "sdgs": json.dumps(theme.get("sdgs") or []),
        "icnptso": theme.get("icnptso"),
    }


# --- Into tables -------------------------------------------------------------------------------------------------------------------


def _store(connection: Connection, table: Table, key: str, rows: dict[str, Row], *, parent: str, column: str) -> None:
    known: dict[str, int] = dict(connection.execute(select(table.c[key], table.c.no)).all())
    following = max(known.values(), default=0) + 1
    for code in rows:
        if code not in known:
            known[code], following = following, following + 1
    present = {row[key]: dict(row) for row in connection.execute(select(table)).mappings()}
    for code, row in rows.items():
        above = row.pop(parent)
        if above is not None and above not in known:
            raise ConfigError(f"{table.name} {code!r}: its {parent} {above!r} is not known. Add it, or leave the cell empty.")
        full = {**row, "no": known[code], column: known[above] if above is not None else None}
        if code not in present:
            connection.execute(insert(table), full)
        elif present[code] != full:
            connection.execute(update(table).where(table.c.no == full["no"]), full)


def _close(connection: Connection, table: Table, closure: Table, column: str) -> None:
    above: dict[int, int | None] = dict(connection.execute(select(table.c.no, table.c[column])).all())
    pairs: list[Row] = []
    for no in above:
        depth, ancestor, met = 0, no, set[int]()
        step: int | None = no
        while step is not None:
            ancestor = step
            if ancestor in met:
                raise ConfigError(f"{table.name} {no}: it lies within itself. Correct the parents in the reference files.")
            met.add(ancestor)
            pairs.append({"ancestor_no": ancestor, "descendant_no": no, "depth": depth})
            depth, step = depth + 1, above[ancestor]
    if _pairs(connection, closure) != {(p["ancestor_no"], p["descendant_no"], p["depth"]) for p in pairs}:
        connection.execute(delete(closure))
        connection.execute(insert(closure), pairs)


def _pairs(connection: Connection, closure: Table) -> set[Sequence[int]]:
    return {tuple(row) for row in connection.execute(select(closure.c.ancestor_no, closure.c.descendant_no, closure.c.depth))}
