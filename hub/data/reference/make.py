"""Make areas.csv and boundaries.geojson from the files that the authorities published.

Maintainers run it when a raw file or `by-hand.csv` has changed; the hub itself only reads what it made:

    python hub/data/reference/make.py FOLDER

FOLDER holds `dk-admin/` and `berlin-grants/` as README.md lists them. A cell filled in `by-hand.csv` wins over the raw
files, and a code that stands only there becomes an area without a boundary. Standard library only.
"""

import csv
import json
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

Point = tuple[float, float]
Ring = list[Point]
Polygon = list[Ring]
Area = dict[str, str]

BOX = ["min_lon", "min_lat", "max_lon", "max_lat"]
COLUMNS = ["code", "type", "name_da", "name_en", "name_de", "parent", "lat", "lon", *BOX, "valid_from", "valid_to"]
REFORM_2007 = "2007-01-01"  # the Danish municipal reform: today's municipalities and regions begin here


def main(raw: Path, here: Path) -> None:
    """Write both files into `here`, sorted by code, so that a change shows as the lines that changed."""
    shapes = dict(_shapes(raw))
    areas = {area["code"]: area for area in _raw_areas(raw)}
    for patch in _rows(here / "by-hand.csv"):
        area = areas.setdefault(patch["code"], dict.fromkeys(COLUMNS, ""))
        area.update({column: cell for column, cell in patch.items() if cell})
    for code, shape in shapes.items():
        _measure(areas[code], shape)
    with (here / "areas.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(areas[code] for code in sorted(areas))
    features = ",\n".join(json.dumps(_feature(code, shapes[code]), separators=(",", ":")) for code in sorted(shapes))
    (here / "boundaries.geojson").write_text(f'{{"type":"FeatureCollection","features":[\n{features}\n]}}\n', encoding="utf-8")


def _raw_areas(raw: Path) -> Iterator[Area]:
    for row in _rows(raw / "dk-admin/regioner.csv"):
        yield _area(f"dk-region-{row['regionskode']}", "REGION", row["navn"], "dk", row, valid_from=REFORM_2007)
    for row in _rows(raw / "dk-admin/kommuner.csv"):
        code, parent = f"dk-kommune-{row['kommunekode']}", f"dk-region-{row['regionskode']}"
        if row["kommunekode"] == "0411":  # Christiansø, state land: neither a municipality nor part of a region
            yield _area(code, "OTHER", row["navn"], "dk", row)
        else:
            yield _area(code, "MUNICIPALITY", row["navn"], parent, row, valid_from=REFORM_2007)
    for row in _rows(raw / "dk-admin/postnumre.csv"):
        name = f"{row['postnr']} {row['postnavn']}"
        parent = f"dk-kommune-{row['kommunekode_main']}"  # where most of it lies; it may reach into others
        yield _area(f"dk-postnr-{row['postnr']}", "POSTCODE", name, parent, row)
    for row in _rows(raw / "berlin-grants/dict_plz.csv"):
        postcode = row["label"].zfill(5)  # a spreadsheet ate the zero: 1067 is 01067, Dresden
        if postcode == "00000":
            continue  # "no postcode"
        berlin = "10001" <= postcode <= "14199"  # what Deutsche Post keeps for Berlin; by-hand.csv names the exception
        name, parent = (f"{postcode} Berlin", "de-land-11") if berlin else (postcode, "de")
        yield _area(f"de-plz-{postcode}", "POSTCODE", name, parent, {})


def _area(code: str, area_type: str, name: str, parent: str, row: dict[str, str], *, valid_from: str = "") -> Area:
    names = dict.fromkeys(("name_da", "name_en", "name_de"), name)
    known = {"code": code, "type": area_type, "parent": parent, "valid_from": valid_from, **names}
    return {column: known.get(column, "") for column in COLUMNS} | {axis: row.get(axis, "") for axis in ("lat", "lon")}


def _shapes(raw: Path) -> Iterator[tuple[str, list[Polygon]]]:
    """Each code with all its polygons: the raw files give every island a feature of its own."""
    collections = [
        ("dk-region-", "REGIONKODE", _topology(raw / "dk-admin/regioner.topojson")),
        ("dk-kommune-", "kommunekode", json.loads((raw / "dk-admin/kommuner.geojson").read_text("utf-8"))["features"]),
        ("dk-postnr-", "POSTNR_TXT", _topology(raw / "dk-admin/postnumre.topojson")),
        ("de-plz-", "PLZ99", _topology(raw / "berlin-grants/plz.topojson")),
    ]
    for prefix, key, features in collections:
        merged: dict[str, list[Polygon]] = {}
        for feature in features:
            geometry = feature["geometry"]
            single = geometry["type"] == "Polygon"
            polygons = [geometry["coordinates"]] if single else geometry["coordinates"]
            merged.setdefault(prefix + feature["properties"][key], []).extend(filter(None, map(_polygon, polygons)))
        yield from merged.items()


def _topology(path: Path) -> list[dict[str, Any]]:
    """The features of a TopoJSON file: https://github.com/topojson/topojson-specification (only Polygon occurs)."""
    topology = json.loads(path.read_text("utf-8"))
    arcs = [list(_arc(arc, topology.get("transform"))) for arc in topology["arcs"]]

    def ring(indices: list[int]) -> Ring:
        return [point for i in indices for point in (arcs[i] if i >= 0 else reversed(arcs[~i]))]

    return [
        {"properties": shape["properties"],
         "geometry": {"type": shape["type"], "coordinates": [ring(indices) for indices in shape["arcs"]]}}
        for layer in topology["objects"].values() for shape in layer["geometries"]
    ]  # fmt: skip


def _arc(arc: list[list[float]], transform: dict[str, list[float]] | None) -> Iterator[Point]:
    x = y = 0.0
    for step in arc:  # the Danish files add a third number, a height of -999 for "no value"
        if transform is None:
            yield step[0], step[1]
            continue
        x, y = x + step[0], y + step[1]
        yield (x * transform["scale"][0] + transform["translate"][0],
               y * transform["scale"][1] + transform["translate"][1])  # fmt: skip


def _polygon(rings: list[Ring]) -> Polygon | None:
    """Rounded to 4 decimals (about 10 m), closed, outer ring counter-clockwise (RFC 7946); None when nothing is left."""
    kept = [_ring(ring, outer=number == 0) for number, ring in enumerate(rings)]
    return [ring for ring in kept if ring] if kept[0] else None


def _ring(ring: Ring, outer: bool) -> Ring:
    points = [(round(x, 4), round(y, 4)) for x, y, *_ in ring]
    points = [point for point, after in pairwise([*points, points[0]]) if point != after]
    if len(points) < 3:
        return []
    points.append(points[0])
    area = _signed_area(points)
    return [] if area == 0 else points if (area > 0) == outer else points[::-1]


def _signed_area(ring: Ring) -> float:
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise(ring)) / 2


def _measure(area: Area, shape: list[Polygon]) -> None:
    """The bounding box from the boundary, and a point where the raw files give none: the middle of the largest part."""
    points = [point for polygon in shape for point in polygon[0]]
    xs, ys = [x for x, _ in points], [y for _, y in points]
    area.update(zip(BOX, map(str, (min(xs), min(ys), max(xs), max(ys))), strict=True))
    if not area["lat"]:
        ring = max((polygon[0] for polygon in shape), key=_signed_area)
        size = 6 * _signed_area(ring)
        crosses = [(x1, y1, x2, y2, x1 * y2 - x2 * y1) for (x1, y1), (x2, y2) in pairwise(ring)]
        area["lon"] = f"{sum((x1 + x2) * cross for x1, _, x2, _, cross in crosses) / size:.5f}"
        area["lat"] = f"{sum((y1 + y2) * cross for _, y1, _, y2, cross in crosses) / size:.5f}"


def _feature(code: str, shape: list[Polygon]) -> dict[str, Any]:
    single = len(shape) == 1
    geometry = {"type": "Polygon" if single else "MultiPolygon", "coordinates": shape[0] if single else shape}
    return {"type": "Feature", "properties": {"code": code}, "geometry": geometry}


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(__file__).parent)
