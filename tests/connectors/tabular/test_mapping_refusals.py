"""Every mistake in a mapping is refused, with the place, what there is instead, and the way out."""

from __future__ import annotations

from typing import Any

import pytest

from hub.errors import ConfigError, SourceChanged
from tests.connectors.tabular.given import claim, one, parsed, served, tabular


@pytest.mark.parametrize(
    ("table", "reason"),
    [
        ({"colums": {}}, "unknown key 'colums', did you mean 'columns'"),
        (claim("ORGANISATION"), "no kind is called 'ORGANISATION', did you mean 'ORGANIZATION'"),
        (claim(fields={"nme": "a"}), "claim ORGANIZATION: ORGANIZATION has no field 'nme', did you mean 'name'"),
        (claim(fields={"name": {"pth": "a"}}), "fields.name: unknown key 'pth', did you mean 'path'"),
        (claim(fields={"name": {"path": "a", "constant": "b"}}), "exactly one of path, parts and constant"),
        (claim(fields={"website": {"path": "a", "convert": "urll"}}), "field website: no converter is called 'urll'; did you mean 'url'"),
        (claim(fields={"organization_type": {"constant": "FORENING"}}), "'FORENING' is no OrganizationType"),
        (claim(fields={"organization_type": {"path": "a", "map": {"x": "ASOCIATION"}}}), "did you mean 'ASSOCIATION'"),
        (claim("FUNDING", fields={"amount": "a"}), "money needs a converter"),
        (claim("FUNDING", fields={"amount": {"parts": {"amount": "a", "curency": "b"}}}), "no part 'curency', did you mean 'currency'"),
        (claim("FUNDING", fields={"awarded_on": {"constant": "i går"}}), "no partial date"),
        (claim(fields={"location": {"parts": {"latitude": "a"}}}), "latitude and longitude, or x and y"),
        (claim(fields={"name": {"path": "a", "lang": "dansk"}}), "'dansk' is no language"),
        (claim("FUNDING", references=[{"role": "fundr", "id": "a"}]), "FUNDING has no role 'fundr', did you mean 'funder'"),
        (claim("DISCUSSION", references=[{"role": "about", "id": "a"}]), "about may be of any kind; say of which by `kind`"),
        (claim("DISCUSSION", references=[{"role": "about", "kind": "venu", "id": "a"}]), "no kind is called 'venu', did you mean 'VENUE'"),
        (claim("FUNDING", references=[{"role": "funder", "kind": "venue", "id": "a"}]), "a funder is of kind ORGANIZATION, not VENUE"),
        (claim("FUNDING", references=[{"role": "funder"}]), "exactly one of claim, id, identifier and url"),
        (claim("FUNDING", references=[{"role": "funder", "claim": "giver"}]), "no claim has `as = 'giver'`"),
        (
            {"claims": [{"as": "a", "kind": "FUNDING"}, {"kind": "FUNDING", "references": [{"role": "funder", "claim": "a"}]}]},
            "but a funder is of kind",
        ),
        (claim(when={"path": "a", "convert": "cvrr"}), "when: no converter is called 'cvrr'"),
        ({"columns": {"a": "personal"}, **claim(fields={"name": "a"})}, "column 'a' is personal and cannot be used"),
        ({"columns": {"id": "protected"}}, "column 'id' is protected and cannot be used"),
        ({"unlisted": "personal", "columns": {"id": "public"}, **claim(fields={"name": "a"})}, "column 'a' is used but not listed"),
        ({"columns": {"a": "secret"}}, "public"),
        ({"columns": {"a": {"redact": ["names"]}}}, "care_of"),
        ({"format": "json", **claim(fields={"name": "a[?"})}, "no JMESPath expression"),
        ({"delimiter": ";;"}, "at most 1 character"),
    ],
)
def test_a_mistake_in_a_mapping_is_refused_before_the_first_request(table: dict[str, Any], reason: str) -> None:
    with pytest.raises(ConfigError, match="source eksempel") as refusal:
        tabular({"tables": [{"id": "id", **table}]})
    assert reason in str(refusal.value)


@pytest.mark.parametrize(
    ("table", "reason"),
    [
        (claim(fields={"name": "Naven"}), "no column 'Naven', did you mean 'Navn'? (there are: id, Navn, By)"),
        ({"id": "nr"}, "no column 'nr'"),
        ({"dictionaries": {"by": {"url": "file:x.csv", "key": "a", "value": "b"}}}, "no column 'by', did you mean 'By'"),
        (claim(when={"path": "navn", "like": "*"}), "no column 'navn', did you mean 'Navn'"),
    ],
)
def test_a_column_that_the_file_does_not_have_stops_the_run(table: dict[str, Any], reason: str) -> None:
    connector = tabular({"tables": [{"id": "id", **table}]})
    with pytest.raises(SourceChanged, match=r"file:table\.csv") as refusal:
        parsed(connector, served("id,Navn,By\n1,A,Vejle\n", parts={"by": served("a,b\n")}))
    assert reason in str(refusal.value)


def test_a_path_that_no_item_has_stops_the_run_at_its_end_unless_it_is_optional() -> None:
    body = [{"id": "a", "navn": {"da": "A"}}, {"id": "b", "navn": {"da": "B", "en": None}}]
    with pytest.raises(SourceChanged, match=r"no item has 'navn\.de'.*optional = true"):
        one(claim(fields={"name": "navn.de"}), body)
    for path in ("navn.en", {"path": "navn.de", "optional": True}, "navn.da || navn.de"):
        one(claim(fields={"name": path}), body)


def test_several_tables_need_names() -> None:
    with pytest.raises(ConfigError, match="several tables need a `name` each"):
        tabular({"tables": [{"id": "a"}, {"id": "b"}]})
