"""Areas on three levels, themes on two, three sources with their runs: what the small nasty data set is measured by."""

from __future__ import annotations

import json
from typing import Any

from hub.domain.collation import sort_key

Row = dict[str, Any]

BOUNDARY = json.dumps(
    {"type": "Polygon", "coordinates": [[[12.0, 55.0], [13.5, 55.0], [13.0, 56.25], [12.0, 55.0]]]}, separators=(",", ":")
)

AREAS: list[Row] = [
    {
        "code": "dk",
        "area_type": "COUNTRY",
        "name": "Danmark",
        "name_da": "Danmark",
        "name_en": "Denmark",
        "name_de": "Dänemark",
        "parent": None,
    },
    {"code": "de", "area_type": "COUNTRY", "name": "Deutschland", "name_de": "Deutschland", "name_en": "Germany", "parent": None},
    {"code": "dk-region-1", "area_type": "REGION", "name": "Østdanmark", "name_da": "Østdanmark", "name_en": "East", "parent": "dk"},
    {"code": "dk-region-2", "area_type": "REGION", "name": "Ærø og Århus", "name_da": "Ærø og Århus", "parent": "dk"},
    {
        "code": "dk-kommune-1",
        "area_type": "MUNICIPALITY",
        "name": "Aarhus",
        "name_da": "Aarhus",
        "name_de": "Arhus",
        "parent": "dk-region-2",
    },
    {"code": "dk-kommune-2", "area_type": "MUNICIPALITY", "name": "Næsby", "parent": "dk-region-1"},
    {"code": "dk-kommune-3", "area_type": "MUNICIPALITY", "name": "Næsby", "parent": "dk-region-2"},
    {"code": "dk-kommune-4", "area_type": "MUNICIPALITY", "name": "Ærø", "parent": "dk-region-2", "valid_from": "2007", "valid_to": None},
    {
        "code": "dk-kommune-5",
        "area_type": "MUNICIPALITY",
        "name": "Abild",
        "parent": "dk-region-2",
        "valid_from": "1970-04-01",
        "valid_to": "2006-12",
    },
    {"code": "de-plz-12047", "area_type": "POSTCODE", "name": "12047", "name_en": "Berlin 12047", "parent": "de"},
    {"code": "elsewhere", "area_type": "OTHER", "name": "!?", "parent": None},
]
"""Two share a name, one sorts as the empty text, one has gone."""

THEMES: list[Row] = [
    {
        "key": "nature",
        "label": "Natur",
        "label_da": "Natur",
        "label_en": "Nature",
        "label_de": "Natur",
        "broader": None,
        "sdgs": [14, 15],
        "icnptso": "E",
    },
    {"key": "water", "label": "Vand", "label_da": "Vand", "label_en": "Water", "broader": "nature", "sdgs": [6, 14], "icnptso": None},
    {"key": "grazing", "label": "Afgræsning", "label_da": "Afgræsning", "broader": "nature", "sdgs": [15], "icnptso": None},
    {
        "key": "culture",
        "label": "Kultur",
        "label_da": "Kultur",
        "label_en": "Culture",
        "label_de": "Kultur",
        "broader": None,
        "sdgs": [],
        "icnptso": "A10",
    },
    {"key": "music", "label": "Ålesang", "label_en": "Music", "broader": "culture", "sdgs": [], "icnptso": None},
    {"key": "books", "label": "Vand", "broader": "culture", "sdgs": [4], "icnptso": None},
    {"key": "sport", "label": "Sport", "broader": None, "sdgs": [3], "icnptso": None},
]
"""Two have the same label."""

SOURCES: list[Row] = [
    {
        "key": "alpha-register", "name": "Alpha Register", "connector": "tabular", "publisher": "Alpha & Sønner", "url": "https://alpha.example/",
        "licence_name": "CC0 1.0", "licence_spdx": "CC0-1.0", "licence_url": "https://creativecommons.org/publicdomain/zero/1.0/",
        "licence_state": "KNOWN", "republishable": True, "attribution": "Alpha's register", "illustrative": False, "policy": "AUTOMATIC",
        "state": "ACTIVE", "trust": 60, "language": "da", "entity_count": 180, "last_success_at": "2026-05-01T06:00:00Z",
        "last_attempt_at": "2026-05-01T06:00:00Z", "next_run_at": "2026-05-02T06:00:00Z",
    },
    {
        "key": "beta-forum", "name": 'beta "forum" \\ ✿', "connector": "discourse", "publisher": None, "url": None,
        "licence_name": "unknown", "licence_spdx": None, "licence_url": None, "licence_state": "UNKNOWN", "republishable": False,
        "attribution": None, "illustrative": True, "policy": "REVIEW", "state": "QUIET", "trust": 50, "language": "en", "entity_count": 90,
        "last_success_at": "2026-03-01T00:00:00Z", "last_attempt_at": "2026-04-30T23:59:59Z", "next_run_at": None,
    },
    {
        "key": "gamma-empty", "name": "Gamma", "connector": "feed", "publisher": "Gamma", "url": "https://gamma.example/feed",
        "licence_name": "ODbL", "licence_spdx": "ODbL-1.0", "licence_url": None, "licence_state": "STATED", "republishable": True,
        "attribution": "© Gamma", "illustrative": False, "policy": "DISCOVERY", "state": "DEFECTIVE", "trust": 10, "language": "und",
        "entity_count": 0, "last_success_at": None, "last_attempt_at": "2026-04-30T00:00:00Z", "next_run_at": None,
    },
]  # fmt: skip
"""Alpha and beta speak of things; gamma was never read."""

OUTCOMES = ("PUBLISHED", "PARTIAL", "FAILED", "HELD", "DISCARDED")
COVERAGES = ("EVERYTHING", "WINDOW", "NEWEST", "NOTHING")


def areas() -> tuple[list[Row], list[Row]]:
    """Area rows, numbered from 1 in the order above, and their closure."""
    numbers = {area["code"]: no for no, area in enumerate(AREAS, 1)}
    blank: Row = dict.fromkeys(("name_da", "name_en", "name_de", "valid_from", "valid_to"))
    rows = []
    for no, area in enumerate(AREAS, 1):
        boxed = no % 3 == 1
        rows.append({
            **blank, **{key: value for key, value in area.items() if key != "parent"}, "no": no, "sort_name": sort_key(area["name"]),
            "parent_no": numbers.get(area["parent"]), "latitude_e7": 550_000_000 + no * 1_234_567 if boxed else None,
            "longitude_e7": 100_000_000 - no * 7 if boxed else None, "west_e7": None, "south_e7": None, "east_e7": None, "north_e7": None,
            "boundary": BOUNDARY if no in (1, 5) else None,
        })  # fmt: skip
    return rows, closure(rows, "parent_no")


def themes() -> tuple[list[Row], list[Row]]:
    """Theme rows, numbered from 1 in the order above, and their closure."""
    numbers = {theme["key"]: no for no, theme in enumerate(THEMES, 1)}
    blank: Row = dict.fromkeys(("label_da", "label_en", "label_de"))
    rows = [
        {
            **blank, **{key: value for key, value in theme.items() if key != "broader"}, "no": no, "sdgs": json.dumps(theme["sdgs"]),
            "sort_label": sort_key(theme["label"]), "broader_no": numbers.get(theme["broader"]),
        }
        for no, theme in enumerate(THEMES, 1)
    ]  # fmt: skip
    return rows, closure(rows, "broader_no")


def above(rows: list[Row], column: str, no: int) -> list[int]:
    """The numbers from `no` up to the top, itself first."""
    parents = {row["no"]: row[column] for row in rows}
    chain: list[int] = []
    step: int | None = no
    while step is not None:
        chain.append(step)
        step = parents[step]
    return chain


def closure(rows: list[Row], column: str) -> list[Row]:
    return [
        {"ancestor_no": ancestor, "descendant_no": row["no"], "depth": depth}
        for row in rows
        for depth, ancestor in enumerate(above(rows, column, row["no"]))
    ]


def sources() -> list[Row]:
    return [{**source, "no": no, "every_seconds": 86_400, "digest": f"d{no}"} for no, source in enumerate(SOURCES, 1)]


def runs() -> tuple[list[Row], list[Row]]:
    """25 runs of alpha (more than a page), 3 of beta, the last still running; problems in some. Two began at the same moment."""
    made: list[Row] = []
    problems: list[Row] = []
    for no in range(1, 29):
        running = no == 28
        made.append({
            "no": no, "source_no": 1 if no <= 25 else 2, "started_at": f"2026-04-{max(1, no - 1):02}T06:00:00Z",
            "ended_at": None if running else f"2026-04-{max(1, no - 1):02}T06:10:00Z",
            "outcome": "RUNNING" if running else OUTCOMES[no % 5],
            "coverage": COVERAGES[no % 4], "digest": "d", "fetched_count": no * 10, "created_count": no, "updated_count": 0,
            "unchanged_count": no * 9, "retired_count": no % 2, "quarantined_count": no % 3, "problem_count": no % 4,
        })  # fmt: skip
        problems += [
            {
                "run_no": no, "code": ("RECORD", "AMBIGUOUS_IDENTIFIER")[nth % 2], "message": f"Row {nth}: “amount” is no number.",
                "record": f"r{nth}" if nth else None, "field": "amount" if nth == 1 else None,
            }
            for nth in range(no % 4)
        ]  # fmt: skip
    return made, [{"no": no, **problem} for no, problem in enumerate(problems, 1)]
