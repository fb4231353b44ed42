"""What is sent to break us is refused or quarantined, in little time and memory."""

from __future__ import annotations

import io
import json
import zipfile
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hub.errors import SamgrafError, SourceChanged, TooLarge
from hub.sdk.row import Row, Unreadable
from hub.sdk.tabular.sheets import measure
from tests.connectors.tabular.given import parsed, served, tabular

PLAIN = {"tables": [{"id": "navn"}]}


REPEATED = (
    b'<table:table-row table:number-rows-repeated="100000">'
    b'<table:table-cell table:number-columns-repeated="1000" office:value-type="float" office:value="1"/></table:table-row>'
)


def zipped(parts: dict[str, bytes]) -> bytes:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as file:
        for name, body in parts.items():
            file.writestr(name, body)
    return whole.getvalue()


def far_apart(reference: str) -> bytes:
    return f'<worksheet><sheetData><row><c r="A1"/></row><row><c t="n" r={reference}/></row></sheetData></worksheet>'.encode()


@pytest.mark.parametrize(
    ("parts", "reason"),
    [
        ({"xl/worksheets/sheet1.xml": b"0" * 40_000_000}, "unfolds"),
        ({f"part{number}": b"" for number in range(2_001)}, "2,001 parts"),
        ({"xl/worksheets/sheet1.xml": far_apart('"XFD1048576"')}, "spans more than"),
        ({"xl/worksheets/sheet1.xml": far_apart("'XFD1048576'")}, "spans more than"),
        ({"content.xml": REPEATED}, "spans more than"),
    ],
)
def test_a_workbook_that_unfolds_beyond_measure_is_refused_before_it_is_read(parts: dict[str, bytes], reason: str) -> None:
    with pytest.raises(TooLarge, match=reason):
        parsed(tabular(PLAIN, url="file:a.xlsx"), served(zipped(parts), "file:a.xlsx"))


def test_a_workbook_that_lies_about_its_sizes_is_counted() -> None:
    body = bytearray(zipped({"xl/worksheets/sheet1.xml": b"0" * 40_000_000}))
    at = body.rindex(b"PK\x01\x02")
    body[at + 24 : at + 28] = (10).to_bytes(4, "little")
    with pytest.raises(TooLarge, match="unfolds"):
        measure(bytes(body))


def test_empty_repetitions_up_to_the_edge_of_a_sheet_are_normal() -> None:
    row = (
        b'<table:table-row table:number-rows-repeated="1048576"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    )
    measure(zipped({"content.xml": b'<table:table-row><table:table-cell office:value-type="string"/></table:table-row>' + row}))


@pytest.mark.parametrize(
    "head",
    [
        '<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;&b;">]>',
        '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]>',
    ],
)
def test_entities_are_never_followed(head: str) -> None:
    with pytest.raises(SourceChanged, match="never read"):
        parsed(tabular(PLAIN, url="file:a.xml"), served(f"{head}<a><item><navn>&c;&b;</navn></item></a>", "file:a.xml"))


@pytest.mark.parametrize(
    ("body", "url"),
    [
        ("[" * 100_000 + "]" * 100_000, "file:a.json"),
        ('{"a":' * 100_000, "file:a.json"),
        ("<a>" * 100_000, "file:a.xml"),
        (",".join(["navn"] * 200_000) + "\nA\n", "file:a.csv"),
    ],
)
def test_depth_and_width_beyond_measure_are_refused(body: str, url: str) -> None:
    with pytest.raises(SourceChanged, match=r"deep|columns"):
        parsed(tabular(PLAIN, url=url), served(body, url))


@pytest.mark.parametrize(
    ("body", "url"),
    [
        ("navn,by\nA," + "x" * 2_000_000 + "\nB,Vejle\n", "file:a.csv"),
        ('navn,by\nA,"' + "x\n" * 100_000 + "\nB,Vejle\n", "file:a.csv"),
        (json.dumps([{"navn": "A", "by": "x" * 2_000_000}, {"navn": "B"}]), "file:a.json"),
        ('[{"navn": "A", "by": ' + '{"x":' * 100 + "1" + "}" * 100 + '}, {"navn": "B"}]', "file:a.json"),
        ('{"navn": "A", "by": "' + "x" * 2_000_000 + '"}\n{"navn": "B"}\n', "file:a.jsonl"),
    ],
)
def test_one_row_beyond_measure_costs_one_row(body: str, url: str) -> None:
    rows, broken = parsed(tabular(PLAIN, url=url), served(body, url))
    assert [row.key for row in rows] == ["B"]
    assert broken
    assert all(len(one.raw) <= 200_000 for one in broken)


def test_numbers_that_json_cannot_keep_become_words_or_nothing() -> None:
    body = '[{"navn": "A", "a": NaN, "b": -Infinity, "c": 1e999, "d": ' + "9" * 5_000 + "}]"
    rows, _ = parsed(tabular(PLAIN, url="file:a.json"), served(body, "file:a.json"))
    assert rows[0].data["a"] is rows[0].data["b"] is None
    json.dumps(rows[0].data, allow_nan=False)


@pytest.mark.parametrize("path", ["navn", "a.b", "a[?b=='c']"])
@settings(max_examples=60)
@given(body=st.one_of(st.binary(max_size=300), st.text(alphabet='a,;"\n\r\t\x00\x85{}[]<>/=æ', max_size=300).map(str.encode)))
def test_any_bytes_give_rows_problems_or_a_refusal(path: str, body: bytes) -> None:
    for url in ("file:a.csv", "file:a.json", "file:a.jsonl", "file:a.geojson", "file:a.xml", "file:a.xlsx"):
        table: dict[str, Any] = {"url": url, "claims": [{"kind": "ORGANIZATION", "fields": {"name": {"path": path, "optional": True}}}]}
        connector = tabular({"tables": [table]})
        try:
            for one in connector.parse(served(body, url)):
                assert isinstance(one, Row | Unreadable)
                if isinstance(one, Row):
                    list(connector.map(one))
        except SamgrafError as error:
            assert error.code in ("SOURCE_CHANGED", "TOO_LARGE")  # noqa: PT017
