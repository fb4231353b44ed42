"""What publishers do to their tables, and that a row is still a row."""

from __future__ import annotations

import io
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from hub.errors import SourceChanged
from hub.sdk.row import Row
from tests.connectors.tabular.given import HERE, parsed, served, tabular

PLAIN = {"tables": [{"id": "navn"}]}


def data(body: bytes | str, settings: dict[str, Any] = PLAIN, url: str = "file:table.csv") -> list[dict[str, Any]]:
    rows, broken = parsed(tabular(settings, url=url), served(body, url))
    assert broken == []
    return [dict(row.data) for row in rows]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_a_danish_file_reads_the_same_in_every_encoding_and_with_every_delimiter(encoding: str, mark: str) -> None:
    body = (
        mark.join(["navn", "by", "beløb"])
        + "\r\n"
        + mark.join(["Søens venner", "Ærø", '"1.234,50"'])
        + "\r\n"
        + mark.join(["Å-lauget", "Århus", '"2,5"'])
    )
    assert data(body.encode(encoding)) == [
        {"navn": "Søens venner", "by": "Ærø", "beløb": "1.234,50"},
        {"navn": "Å-lauget", "by": "Århus", "beløb": "2,5"},
    ]


def test_titles_above_the_header_blank_lines_and_repeated_headers_are_no_rows() -> None:
    body = "Foreninger i kommunen,,\n,Der vises 2 rækker,\n\nnavn,by,beløb\nA,Odense,1\n,,\nnavn,by,beløb\nB,Vejle,2\n"
    assert [row["navn"] for row in data(body)] == ["A", "B"]


def test_a_header_is_named_as_people_see_it() -> None:
    body = '"Zuwendung für \u0085      (ggf.\ngekürzt)",Navn\u00a0på  forening,,Navn på forening\n1,A,x,B\n'
    settings = {"tables": [{"id": "Navn på forening"}]}
    assert data(body, settings) == [
        {"Zuwendung für (ggf. gekürzt)": "1", "Navn på forening": "A", "column 3": "x", "Navn på forening (2)": "B"}
    ]


def test_a_table_without_a_header_names_its_columns_by_number() -> None:
    assert data("10\tA\n11\tB\n", {"tables": [{"id": "column 1", "header_row": 0, "format": "tsv"}]})[0] == {
        "column 1": "10",
        "column 2": "A",
    }


def test_cells_that_are_missing_at_the_end_are_empty_and_all_others_break_their_row_alone() -> None:
    body = "navn,by,beløb,note\nA,Odense,,\nB,Vejle,\nC,Kolding\nD,Ribe,1,2,3\nE,Esbjerg,4,5,,\n"
    rows, broken = parsed(tabular(PLAIN), served(body))
    assert [row.key for row in rows] == ["A", "B", "E"]
    assert [(one.key, one.reason, one.raw) for one in broken] == [
        ("line 4", "2 cells where 4 were expected", b"C,Kolding\n"),
        ("line 5", "5 cells where 4 were expected", b"D,Ribe,1,2,3\n"),
    ]


def test_a_quote_that_nobody_closed_costs_one_row() -> None:
    body = 'navn,by\nA,Odense\nB,"Vejle\nC,Kolding\nD,Ribe\n'
    rows, broken = parsed(tabular(PLAIN), served(body))
    assert [row.key for row in rows] == ["A", "C", "D"]
    assert [one.raw for one in broken] == [b'B,"Vejle\n']


def test_a_cell_with_line_breaks_is_no_broken_row() -> None:
    assert [row["by"] for row in data('navn,by\nA,"Odense\nVejle"\nB,Ribe\n')] == ["Odense\nVejle", "Ribe"]


def test_a_byte_that_is_not_of_the_encoding_breaks_one_row_of_a_utf_8_file() -> None:
    body = "navn,by\nÅ,Ærø\nÆ,Århus\nØ,Køge\nSø,Å".encode() + b"\xf8" + "\nBø,Ærø\n".encode()
    rows, broken = parsed(tabular(PLAIN), served(body))
    assert [row.key for row in rows] == ["Å", "Æ", "Ø", "Bø"]
    assert broken[0].raw == "Sø,Å".encode() + b"\xf8\n"
    assert "not utf-8" in broken[0].reason


def test_exact_repetitions_keep_an_ordinal_each() -> None:
    rows, _ = parsed(tabular(PLAIN), served("navn,by\nA,x\nA,x\nA#2,y\nA,z\n"))
    assert [row.key for row in rows] == ["A", "A#2", "A#2#2", "A#3"]


def test_ids_of_several_columns_cannot_collide() -> None:
    rows, broken = parsed(tabular({"tables": [{"id": ["a", "b"]}]}), served("a,b,c\nx|,y,1\nx,|y,1\n\\,x,1\n,,1\n"))
    assert [row.key for row in rows] == ["x\\||y", "x|\\|y", "\\\\|x"]
    assert [one.reason for one in broken] == ["no id: all of its id columns are empty"]


def workbook(path: Path) -> bytes:
    book = Workbook()
    sheet = book.active
    for row in (
        ["Titel"],
        ["navn", "by", "beløb", "dato", "ja"],
        ["A", "Odense", 12.0, date(2020, 5, 1), True],
        ["B", "Vejle", 0.5, None, None],
    ):
        sheet.append(row)
    book.create_sheet("Lister").append(["valg"])
    book.save(path)
    return path.read_bytes()


def test_a_workbook_is_known_by_its_bytes_whatever_its_name(tmp_path: Path) -> None:
    body = workbook(tmp_path / "book.xlsx")
    for name in ("book.xlsx", "book.xls", "book.csv"):
        assert data(body, PLAIN, f"file:{name}") == [
            {"navn": "A", "by": "Odense", "beløb": 12, "dato": "2020-05-01", "ja": True},
            {"navn": "B", "by": "Vejle", "beløb": 0.5},
        ]
    with pytest.raises(SourceChanged, match="no sheet 'Liste', did you mean 'Lister'"):
        data(body, {"tables": [{"id": "navn", "sheet": "Liste"}]}, "file:book.xlsx")


def test_json_json_lines_and_xml_give_items() -> None:
    items = [{"navn": "A", "sted": {"by": "Odense"}}, {"navn": "B", "sted": {"by": "Vejle"}}]
    whole = '{"data": {"items": [{"navn": "A", "sted": {"by": "Odense"}}, {"navn": "B", "sted": {"by": "Vejle"}}]}}'
    lines = '{"navn": "A", "sted": {"by": "Odense"}}\n\n{"navn": "B", "sted": {"by": "Vejle"}}\n'
    item = "<item><navn>{}</navn><sted><by>{}</by></sted></item>"
    inside = item.format("A", "Odense") + item.format("B", "Vejle")
    xml = f'<?xml version="1.0"?><f:feed xmlns:f="urn:x"><head/><list>{inside}</list></f:feed>'
    assert data(whole, {"tables": [{"id": "navn", "root": "data.items"}]}, "file:a.json") == items
    assert data(lines, PLAIN, "file:a.jsonl") == items
    assert data(xml, {"tables": [{"id": "navn", "root": "feed/list/item"}]}, "file:a.xml") == items


def test_a_broken_line_of_json_lines_costs_one_item() -> None:
    rows, broken = parsed(tabular(PLAIN, url="file:a.jsonl"), served('{"navn": "A"}\n{"navn": \n["B"]\n{"navn": "C"}\n', "file:a.jsonl"))
    assert [row.key for row in rows] == ["A", "C"]
    assert [one.key for one in broken] == ["line 2", "line 3"]


def test_a_shape_becomes_the_middle_of_its_box() -> None:
    geometry = {"type": "MultiPolygon", "coordinates": [[[[10, 55, -999], [12, 55], [12, 57], [10, 57]]]]}
    body = json.dumps({"type": "FeatureCollection", "features": [{"id": 7, "properties": {"navn": "A"}, "geometry": geometry}]})
    assert data(body, PLAIN, "file:a.geojson") == [{"navn": "A", "id": 7, "geometry": {"type": "MultiPolygon", "x": 11, "y": 56}}]


@pytest.mark.parametrize(
    ("body", "url", "reason"),
    [
        ("<!DOCTYPE html><title>Log ind</title>", "file:a.csv", "a web page where a table was expected"),
        ("{", "file:a.json", "not JSON"),
        ('{"a": 1, "b": []}', "file:a.json", "no list at 'data.items'"),
        ("<feed><item>", "file:a.xml", "cut short"),
        ("<feed/>", "file:a.xml", "no element at 'data/items'"),
        (b"PK\x03\x04nonsense", "file:a.xlsx", "no workbook"),
        ("by;antal\nVejle;2", "file:a.csv", "no column 'navn'"),
    ],
)
def test_what_is_not_the_table_that_was_expected_fails_as_a_whole(body: bytes | str, url: str, reason: str) -> None:
    root = None if url.endswith(("csv", "xlsx")) else "data.items"
    with pytest.raises(SourceChanged, match=reason):
        parsed(tabular({"tables": [{"id": "navn", "root": root}]}, url=url), served(body, url))


def test_a_page_as_served_is_read_as_expected() -> None:
    rows, broken = parsed(
        tabular({"tables": [{"id": "Nr."}]}), served((HERE / "foreninger-cp1252.csv").read_bytes(), "https://by.example/liste?format=csv")
    )
    assert [row.key for row in rows if isinstance(row, Row)] == ["1", "2", "3"]
    assert [one.key for one in broken] == ["line 7"]
    assert io.BytesIO(broken[0].raw).read() == b"4;Kun halvt\r\n"
