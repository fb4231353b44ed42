"""A mapping from the bytes of a page to claims; and every mistake in one, refused with the way out."""

from __future__ import annotations

import json
from typing import Any

import pytest

from hub.domain.claim import UNSAID, Campaign, Identifier, Location, Money, Reference
from hub.domain.ids import EntityKind
from hub.domain.source import CoverageKind
from hub.errors import SourceChanged
from tests.connectors.tabular.given import HERE, claim, documents, one, parsed, said, served, tabular

FORENINGER = """
[[tables]]
id = "Nr."
[tables.columns]
Formand = "personal"
Navn = { redact = ["care_of"] }
[[tables.claims]]
as = "klub"
kind = "ORGANIZATION"
[tables.claims.fields]
name = "Navn"
organization_type = { path = "Navn", like = { "*klub*" = "INFORMAL_GROUP", "*" = "ASSOCIATION" } }
website = { path = "Hjemmeside", convert = "url" }
area = { path = "Postnr", convert = "postcode" }
themes = { path = "Område", map = { "natur" = ["nature"], "natur og vand" = ["nature", "streams"] } }
[[tables.claims.identifiers]]
path = "CVR-nr."
convert = "cvr"
[[tables.claims]]
kind = "FUNDING"
[tables.claims.fields]
amount = { path = "Støtte 2025", convert = "danish_money" }
awarded_on = { constant = 2025 }
[[tables.claims.references]]
role = "recipient"
claim = "klub"
"""


def test_a_page_as_served_becomes_the_claims_that_were_expected() -> None:
    connector = tabular(FORENINGER)
    rows, broken = parsed(connector, served((HERE / "foreninger-cp1252.csv").read_bytes()))
    found = [
        {"row": row.key, "claims": [said(claim) for claim in connector.map(row)], "problems": [problem.code for problem in row.problems]}
        for row in rows
    ]
    expected = json.loads((HERE / "expected.json").read_text(encoding="utf-8"))
    assert found == expected["rows"]
    assert [one.reason for one in broken] == expected["broken"]


def test_what_is_personal_is_gone_before_a_row_is_kept() -> None:
    connector = tabular(FORENINGER)
    rows, _ = parsed(connector, served((HERE / "foreninger-cp1252.csv").read_bytes()))
    everything = json.dumps(
        [[row.key, row.data, [said(claim) for claim in connector.map(row)], [p.message for p in row.problems]] for row in rows]
    )
    assert "Jens" not in everything
    assert "Grethe" not in everything
    assert {name for row in rows for name in row.left_over()} == set()


def test_what_is_not_listed_can_be_personal_by_default_also_deep_in_a_tree() -> None:
    items = [{"id": "a", "navn": "A", "leder": {"navn": "Jens", "mail": "x"}, "kontakter": [{"navn": "Bo", "side": "y"}]}]
    body = json.dumps(items)
    strict = {"id": "id", "unlisted": "personal", "columns": {"id": "public", "navn": {"privacy": "public"}}}
    deep = {"id": "id", "columns": {"leder": "protected", "kontakter.navn": "personal"}}
    for table, left in ((strict, {"id": "a", "navn": "A"}), (deep, {"id": "a", "navn": "A", "kontakter": [{"side": "y"}]})):
        rows, _ = parsed(tabular({"tables": [table]}, url="file:a.json"), served(body, "file:a.json"))
        assert rows[0].data == left


def test_a_new_column_is_news_from_the_source() -> None:
    connector = tabular('[[tables]]\nid = "a"\n[[tables.claims]]\nkind = "ORGANIZATION"\nfields = { name = "a" }')
    rows, _ = parsed(connector, served("a,b\n1,2\n"))
    list(connector.map(rows[0]))
    assert rows[0].left_over() == ["b"]


def test_texts_come_by_language_from_a_table_or_from_columns() -> None:
    item = {"id": 1, "navn": {"da": "Laug", "en": "Guild", "x": None}, "på dansk": " Eng\u00a0 ", "på tysk": "Wiese"}
    by_parts = {"parts": {"da": "på dansk", "de": "på tysk"}}
    found, _ = one(claim(fields={"name": "navn", "summary": by_parts, "description": {"path": "på tysk", "lang": "de"}}), [item])
    assert found.name == {"da": "Laug", "en": "Guild"}
    assert found.summary == {"da": "Eng", "de": "Wiese"}
    assert found.description == {"de": "Wiese"}
    assert found.source_id == "1"


def test_nothing_said_is_not_known_to_be_none() -> None:
    table = claim(
        "INITIATIVE",
        fields={"ended_on": {"path": "slut", "empty": "none"}, "started_on": "start", "status": {"path": "status", "default": "UNKNOWN"}},
    )
    found, problems = one(table, [{"id": "a", "slut": None, "start": "N/A", "status": "—"}])
    assert (found.ended_on, found.started_on, found.status.value, problems) == (None, UNSAID, "UNKNOWN", [])


def test_placeholders_can_be_more_and_fewer() -> None:
    table = {"placeholders": ["Ved ikke"], "not_placeholders": ["None"], **claim(fields={"name": "n", "website": "w"})}
    found, problems = one(table, [{"id": "a", "n": "None", "w": " VED IKKE "}])
    assert (found.name, found.website, problems) == ({"da": "None"}, UNSAID, [])


def test_a_thing_without_a_name_is_left_out_and_counted() -> None:
    assert one(claim(fields={"name": "n"}), [{"id": "a", "n": "-"}]) == (None, ["NO_NAME"])


def test_values_that_only_make_sense_together_are_made_together() -> None:
    campaign = {"parts": {"goal": {"parts": {"amount": "c.goal", "currency": "c.cur"}}, "backer_count": "c.n", "closes_at": "c.until"}}
    table = claim("FUNDING", fields={"campaign": campaign, "amount": {"path": "kr", "convert": "danish_money"}})
    found, problems = one(
        table, [{"id": "a", "kr": "1.000,- kr.", "c": {"goal": 99.5, "cur": "DKK", "n": 3, "until": "2024-03-31T22:00:00Z"}}]
    )
    assert found.campaign == Campaign(goal=Money(9950, "DKK"), backer_count=3, closes_at="2024-03-31T22:00:00Z")
    assert (found.amount, problems) == (Money(100_000, "DKK"), [])
    assert one(table, [{"id": "a", "kr": "x", "c": {"goal": 1, "cur": "DKK", "n": "mange", "until": None}}])[1] == ["UNREADABLE_VALUE"] * 2


@pytest.mark.parametrize(
    ("item", "where", "problems"),
    [
        ({"x": 574_500, "y": 6_223_000}, (56.146, 10.199), []),
        ({"x": "0", "y": "0"}, None, []),
        ({"x": None, "y": 6_223_000}, None, []),
        ({"x": 1, "y": 1}, None, ["UNREADABLE_VALUE"]),
    ],
)
def test_a_point_in_metres_becomes_degrees(item: dict[str, Any], where: tuple[float, float] | None, problems: list[str]) -> None:
    parts = {"x": "x", "y": "y", "crs": {"constant": "EPSG:25832"}, "within": {"constant": "dk"}, "precision": {"constant": "ADDRESS"}}
    found, noted = one(claim(fields={"location": {"parts": parts}}), [{"id": "a", **item}])
    assert noted == problems
    if where is None:
        assert found.location is UNSAID
    else:
        assert isinstance(found.location, Location)
        assert (round(found.location.latitude, 3), round(found.location.longitude, 3)) == where
        assert found.location.precision == "ADDRESS"


def test_swapped_coordinates_are_put_right_and_noted() -> None:
    parts = {"latitude": "lat", "longitude": "lon", "within": {"constant": "dk"}}
    found, problems = one(claim(fields={"location": {"parts": parts}}), [{"id": "a", "lat": "10,2", "lon": "56,1"}])
    assert (found.location, problems) == (Location(56.1, 10.2), ["SWAPPED_COORDINATES"])


def test_references_lead_by_id_by_identifier_and_by_address() -> None:
    references = [
        {"role": "member_of", "id": "med"},
        {"role": "part_of", "identifier": {"path": "cvr", "convert": "cvr"}, "since": "fra"},
        {"role": "part_of", "url": "side"},
        {"role": "part_of", "id": "=toppen", "when": {"path": "navn", "is": ["a"]}},
    ]
    item = {"id": "1", "navn": "A", "med": ["x", "-", 7], "cvr": "13585628", "fra": "2019-07", "side": "https://x.example/"}
    found, problems = one(claim(references=references), [item])
    organization = EntityKind.ORGANIZATION
    assert found.references == (
        Reference("member_of", organization, source_id="x"),
        Reference("member_of", organization, source_id="7"),
        Reference("part_of", organization, identifier=Identifier("DK-CVR", "13585628"), since="2019-07"),
        Reference("part_of", organization, url="https://x.example/"),
        Reference("part_of", organization, source_id="toppen"),
    )
    assert problems == []


def test_a_claim_that_does_not_hold_is_not_referred_to() -> None:
    settings = """
    [[tables]]
    id = "id"
    claims = [
        { as = "til", kind = "ORGANIZATION", id = "navn", fields.name = "navn", when = { path = "navn", unlike = ["*privatperson*"] } },
        { kind = "FUNDING", references = [{ role = "recipient", claim = "til" }] },
    ]
    """
    connector = tabular(settings)
    rows, _ = parsed(connector, served("id,navn\n1,En Privatperson\n2,-\n3,Klub\n4,Klub\n"))
    found = [list(connector.map(row)) for row in rows]
    assert [[one.kind.value for one in claims] for claims in found] == [
        ["FUNDING"],
        ["FUNDING"],
        ["ORGANIZATION", "FUNDING"],
        ["ORGANIZATION", "FUNDING"],
    ]
    assert [len(claims[-1].references) for claims in found] == [0, 0, 1, 1]
    assert found[2][0] is found[3][0], "what is said again and again is one object"


CODES = """
[[tables]]
id = ["giver", "beløb"]
[tables.dictionaries]
giver = { url = "file:givere.csv", key = "kode", value = "navn" }
tema = { url = "file:temaer.csv", key = "navn", value = "tema", column = "giver" }
[[tables.claims]]
kind = "FUNDING"
fields = { amount = { path = "beløb", convert = "money:DKK" }, themes = "tema" }
"""


def test_codes_are_decoded_before_anything_else(tmp_path: Any) -> None:
    (tmp_path / "givere.csv").write_text("kode;navn\n01;Kulturbehörde\n02;Socialamt\n", encoding="utf-8")
    (tmp_path / "temaer.csv").write_text("navn,tema\nKulturbehörde,culture\n", encoding="utf-8")
    (tmp_path / "table.csv").write_text("giver,beløb\n01,5\n02,6\n99,7\n", encoding="utf-8")
    connector = tabular(CODES)
    [document] = documents(connector, tmp_path)
    rows, _ = parsed(connector, document)
    assert [row.key for row in rows] == ["Kulturbehörde|5", "Socialamt|6", "|7"]
    assert [row.data.get("tema") for row in rows] == ["culture", None, None]
    assert [[problem.code for problem in row.problems] for row in rows] == [[], ["UNKNOWN_CODE"], ["UNKNOWN_CODE"]]
    with pytest.raises(SourceChanged, match="the dictionary 'giver'"):
        parsed(connector, served("giver,beløb\n01,5\n"))


def test_a_wide_table_becomes_long() -> None:
    table = {"id": ["navn", "år"], "melt": {"columns": "20??", "name": "år", "value": "kr"}}
    rows, _ = parsed(tabular({"tables": [table]}), served("navn,2023,2024,2025,note\nA,1,,0,x\nB,,2,,\n"))
    assert [dict(row.data) for row in rows] == [
        {"navn": "A", "note": "x", "år": "2023", "kr": "1"},
        {"navn": "A", "note": "x", "år": "2025", "kr": "0"},
        {"navn": "B", "år": "2024", "kr": "2"},
    ]
    with pytest.raises(SourceChanged, match=r"no column is like 20\?\?"):
        parsed(tabular({"tables": [table]}), served("navn,note\nA,1\n"))


def test_several_tables_of_one_source_share_their_ids(tmp_path: Any) -> None:
    (tmp_path / "a.json").write_text('{"klubber": [{"id": 1, "n": "A"}], "penge": [{"id": 1, "til": 1}]}')
    settings = """
    [[tables]]
    name = "klubber"
    url = "file:a.json"
    root = "klubber"
    id = "id"
    claims = [{ kind = "ORGANIZATION", fields = { name = "n" } }]
    [[tables]]
    name = "penge"
    url = "file:a.json"
    root = "penge"
    id = "id"
    claims = [{ kind = "FUNDING", references = [{ role = "recipient", id = "til" }] }]
    """
    connector = tabular(settings)
    [document] = documents(connector, tmp_path)
    rows, _ = parsed(connector, document)
    assert [row.key for row in rows] == ["klubber/1", "penge/1"]
    claims = [found for row in rows for found in connector.map(row)]
    assert [found.source_id for found in claims] == ["1", "1"]
    assert claims[1].references == (Reference("recipient", EntityKind.ORGANIZATION, source_id="1"),)


def test_a_limit_reads_a_part_and_covers_nothing() -> None:
    connector = tabular({"limit": 1, "tables": [{"id": "a"}]})
    assert len(parsed(connector, served("a\n1\n2\n"))[0]) == 1
    assert connector.coverage() is CoverageKind.NOTHING
    assert tabular({"tables": [{"id": "a"}]}).coverage() is CoverageKind.EVERYTHING
