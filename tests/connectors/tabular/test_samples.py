"""Every tabular file that we have from somebody else goes through parse without an escaped exception."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from hub.errors import SourceChanged
from tests.connectors.tabular.given import DEMO, SAMPLES, demo, documents, needs_samples, parsed, served, tabular

FOLDERS = """
    aarhus-event-api aarhus-event-feeds berlin-grants ckan-responses dk-admin flensburg-culture hamburg-grants hsds-examples hsds-san-mateo
    json-civic-apis ogc-samples open-data-portals uk-360giving uk-charity-links uk-sports-clubs us-foundation-grants
"""
BROKEN_ITEMS = {"envidat__tag_list.json": 8}
ROWS = {
    "Livejazz.json": 289,
    "a002400000nO46WAAS.json": 870,
    "cascs.csv": 9_700,
    "donees.csv": 914,
    "flensburg_kultur_zuschuesse_2008-2024.csv": 47,
    "funders.jl": 42,
    "grants-2011-original.csv": 4_597,
    "kommuner.geojson": 99,
    "mergers.csv": 5_902,
    "portals.csv": 631,
    "sponsoring-bsu-2013h2.xlsx": 58,
    "sponsoring-sk-mislabelled.xls": 17,
}


def samples(least: int, most: int) -> list[Path]:
    paths = sorted(path for folder in FOLDERS.split() for path in (SAMPLES / folder).glob("*"))
    return [path for path in paths if path.name != "SOURCE.md" and least <= path.stat().st_size <= most]


def read(path: Path) -> None:
    url = f"https://data.example/{path.name}"
    rows, broken = parsed(tabular({"tables": [{}]}, url=url), served(path.read_bytes(), url))
    assert len(broken) == BROKEN_ITEMS.get(path.name, 0)
    assert rows or broken
    assert len(rows) == ROWS.get(path.name, len(rows))
    assert all(one.reason for one in broken)
    assert len({row.key for row in rows}) == len(rows)


@needs_samples
@pytest.mark.parametrize("path", samples(0, 1_500_000), ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_sample_is_read_with_a_mapping_that_knows_nothing_of_it(path: Path) -> None:
    read(path)


@needs_samples
@pytest.mark.slow
@pytest.mark.parametrize("path", samples(1_500_000, 100_000_000), ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_large_sample_is_read_whole(path: Path) -> None:
    read(path)


@needs_samples
@pytest.mark.parametrize("path", samples(0, 40_000), ids=lambda path: path.name)
def test_a_sample_that_was_cut_short_is_refused_or_counted(path: Path) -> None:
    body = path.read_bytes()
    url = f"file:{path.name}"
    connector = tabular({"tables": [{}]}, url=url)
    for part in (0, 1, len(body) // 2, len(body) - 1):
        with suppress(SourceChanged):
            parsed(connector, served(body[:part], url))


@needs_samples
def test_the_header_of_the_real_hamburg_file_reads_alike_before_and_after_its_clean_up() -> None:
    connector = tabular({"limit": 3, "tables": [{"id": "INEZ-Nummer"}]})
    columns = []
    for name in ("grants-2011-original.csv", "grants-2011-2013-raw.tsv", "grants-2011-2013-refined.tsv"):
        rows, _ = parsed(connector, served((SAMPLES / "hamburg-grants" / name).read_bytes(), f"file:{name}"))
        columns.append(set(rows[0].data))
        assert rows[0].key == "37874"
    assert columns[1] == columns[2]
    assert "Zuwendungsempfänger" in columns[0] & columns[1]


@needs_samples
def test_codes_of_one_release_are_no_ids_in_another() -> None:
    connector = demo("berlin-grants", limit=10_000)
    [now] = documents(connector, DEMO / "berlin-grants")
    earlier = replace(now, body=(SAMPLES / "berlin-grants" / "grants-earlier-release.csv").read_bytes())
    keys, misread = ({row.key for row in parsed(connector, document)[0]} for document in (now, earlier))
    assert len(keys) == len(misread) == 10_000
    assert len(keys & misread) < 20, "the codes are the same, what they mean is not"
