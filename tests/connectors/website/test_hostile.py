"""Pages made to hurt: words stay words, links are http(s), nothing escapes as an exception and nothing takes long."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest

from tests.connectors.website.reading import ld, read


def test_script_in_a_name_is_gone_and_its_words_are_text() -> None:
    block = r"""{"@type": "NGO", "name": "<script>alert(1)<\/script>Lauget <b onclick=x>Mols</b>", "description": "1 &lt; 2"}"""
    said = ld(block).only()
    assert said["name"] == {"da": "Lauget Mols"}
    assert said["description"] == {"da": "1 < 2"}


@pytest.mark.parametrize(
    "link",
    ["javascript:alert(1)", "JAVASCRIPT:x", "data:text/html,x", "file:///etc/passwd", "https://a:b@evil.example/", " java\tscript:x"],
)
def test_only_web_links_survive(link: str) -> None:
    said = ld({"@type": "NGO", "name": "Lauget", "url": link, "image": link, "logo": {"url": link}, "contactPoint": {"url": link}}).only()
    assert not {"website", "image", "contact"} & set(said)


@pytest.mark.parametrize(
    "value",
    [
        "\ud800 half",
        "nul\x00",
        "\u202ebidi",
        "http://[::1",
        1e308,
        10**400,
        -0.0,
        "x" * 60_000,
        {"@value": {"@value": 3}},
        {"@list": [{"@set": ["a"]}]},
        [[[["deep"]]]],
        {},
        [],
        None,
        True,
        {"@type": {"no": "list"}},
        {"@id": 7},
        {"@id": "http://[::1"},
        {"@graph": {"@graph": {"@type": "NGO"}}},
    ],
)
def test_odd_values_in_any_field_are_survived(value: Any) -> None:
    fields = (
        "name",
        "description",
        "url",
        "image",
        "logo",
        "address",
        "areaServed",
        "keywords",
        "identifier",
        "sameAs",
        "vatID",
        "leiCode",
        "geo",
    )
    more = (
        "location",
        "contactPoint",
        "foundingDate",
        "amount",
        "funder",
        "fundedItem",
        "parentOrganization",
        "memberOf",
        "inLanguage",
        "@id",
        "@type",
    )
    block = json.dumps(dict.fromkeys((*fields, *more), value), ensure_ascii=True).replace("1e+308", "1e999")
    for kind in ("NGO", "Project", "MonetaryGrant", "Event"):
        for name in ("Navn", value):
            node = json.loads(block, parse_float=str) | {"@type": [kind], "name": name}
            ld(json.dumps(node))


@pytest.mark.slow
def test_deep_and_wide_pages_are_survived_soon() -> None:
    began = time.perf_counter()
    deep = '{"@type":"NGO","name":"x","subOrganization":' * 300 + "{}" + "}" * 300
    ld(deep, '{"a":' * 100_000, json.dumps([{"@type": "NGO", "name": f"n{n}"} for n in range(20_000)]))
    ld({"@type": "NGO", "name": "å" * 1_000_000, "description": "a@" * 500_000, "slogan": "+45" * 300_000})
    read("<div itemscope itemtype='https://schema.org/NGO'>" * 3_000)
    read("<p>" * 100_000 + "og: itemscope")
    assert time.perf_counter() - began < 15


def test_odd_names_of_fields_are_survived() -> None:
    block = r'{"@type": "NGO", "name": {"@value": "Lauget", "@language": "\ud800"}, "\ud800": 1, "": 2, "a\u0000": {"\udfff": 3}}'
    assert ld(block).only()["name"] == {"da": "Lauget"}


def test_a_cycle_of_ids_ends() -> None:
    a = {"@type": "NGO", "@id": "/om#a", "name": "A", "memberOf": {"@id": "/om#b"}}
    b = {"@type": "NGO", "@id": "/om#b", "name": "B", "memberOf": {"@id": "/om#a"}, "parentOrganization": a}
    assert len(ld(a, b).claims) == 2


@pytest.mark.parametrize(
    ("body", "charset"),
    [
        ("Sæby Bådelaug".encode(), None),
        (b"\xef\xbb\xbf" + "Sæby Bådelaug".encode(), None),
        ("Sæby Bådelaug".encode("cp1252"), None),
        ("Sæby Bådelaug".encode("latin-1"), "iso-8859-1"),
        ("Sæby Bådelaug".encode(), "iso-8859-1"),
    ],
)
def test_names_are_right_in_every_encoding_that_pages_come_in(body: bytes, charset: str | None) -> None:
    mark, body = (body[:3], body[3:]) if body.startswith(b"\xef\xbb\xbf") else (b"", body)
    html = mark + b'<script type="application/ld+json">{"@type": "NGO", "name": "' + body + b'"}</script>'
    assert read(html, charset=charset).only()["name"] == {"da": "Sæby Bådelaug"}


def test_invalid_bytes_and_utf16_are_survived() -> None:
    block = '<script type="application/ld+json">{"@type": "NGO", "name": "Lauget"}</script>'
    assert read(block.encode("utf-16")).claims
    assert read(block.encode() + b"\xff\xfe\x81").claims
    assert read(block.encode() + b"<p>\x00</p>", charset="no-such-charset").claims
