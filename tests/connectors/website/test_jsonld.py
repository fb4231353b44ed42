"""Blocks of JSON-LD as real pages have them."""

from __future__ import annotations

import time

import pytest

from connectors.website.jsonld import read_block
from tests.connectors.website.reading import ld, read

KLUB = '{"@type": "NGO", "name": "Klubben"}'


@pytest.mark.parametrize(
    ("block", "value"),
    [
        ('{"a": "line\nbreak\tand tab"}', {"a": "line\nbreak\tand tab"}),
        ('{"a": [1, 2,], "b": {"c": 3, },}', {"a": [1, 2], "b": {"c": 3}}),
        (r'{"a": "it\'s 5\% of C:\Users"}', {"a": "it's 5\\% of C:\\Users"}),
        (r'{"a": "\u00e6 \ux"}', {"a": "æ \\ux"}),
        ('<!-- {"a": 1} -->', {"a": 1}),
        ('<!--\n{"a": 1}\n//-->', {"a": 1}),
        ('//<![CDATA[\n{"a": 1}\n//]]>', {"a": 1}),
        ('/*<![CDATA[*/ {"a": 1} /*]]>*/', {"a": 1}),
        ('{"a": 1};', {"a": 1}),
        ('{"a": 1, // what it is\n "b": "https://x.example/"}', {"a": 1, "b": "https://x.example/"}),
        ("{&quot;a&quot;: &quot;x &amp;amp; y&quot;}", {"a": "x &amp; y"}),
        ("\ufeff[1]", [1]),
        ('{"a": NaN, "b": -Infinity}', {"a": None, "b": None}),
        ('{"a": 123456789012345678901234567890}', {"a": "123456789012345678901234567890"}),
    ],
)
def test_small_faults_are_mended(block: str, value: object) -> None:
    assert read_block(block) == [value]


def test_two_values_in_one_block_are_two() -> None:
    assert read_block('{"a": 1}\n{"b": 2}') == [{"a": 1}, {"b": 2}]


@pytest.mark.parametrize("block", ["", "  \n ", "<!-- -->", "//<![CDATA[\n//]]>"])
def test_an_empty_block_is_none(block: str) -> None:
    assert read_block(block) == []


@pytest.mark.parametrize(
    "block",
    [
        '{"a": <?php echo 1 ?>}',
        '{"a": "b',
        '{"a" "b"}',
        "{" * 100_000,
        "[" * 1_000_000,
        '{"a": "' + '\\"' * 500_000,
        "x" * 2_000_001,
        "{'a': 1}",
    ],
)
def test_what_cannot_be_mended_says_so_and_soon(block: str) -> None:
    began = time.perf_counter()
    with pytest.raises(ValueError, match=r"no JSON|too deeply|longer"):
        read_block(block)
    assert time.perf_counter() - began < 2


def test_a_broken_block_is_kept_with_its_reason_and_the_others_live() -> None:
    reading = ld(KLUB, '{"@type": "NGO", "name": <?php ?>}', "", '{"@type": "Project", "name": "Sejlads",}')
    (broken,) = reading.unreadable
    assert broken.key == "https://klub.example/om#json-ld-2"
    assert broken.reason.startswith("JSON-LD block 2: no JSON, also after repair")
    assert broken.raw == b'{"@type": "NGO", "name": <?php ?>}'
    assert set(reading.claims) == {"https://klub.example/om#NGO=Klubben", "https://klub.example/om#Project=Sejlads"}


@pytest.mark.parametrize("kind", ["application/ld+json", "Application/LD+JSON; charset=utf-8", " application/ld+json "])
def test_the_type_of_a_script_may_be_written_in_any_way(kind: str) -> None:
    assert read(f'<script type="{kind}">{KLUB}</script>').claims


def test_pages_without_markup_have_no_items() -> None:
    for html in ("", "just words", "<html><body><p>Hej</p></body></html>", b"\x00\xff\xfe", b"%PDF-1.7"):
        reading = read(html)
        assert (reading.rows, reading.unreadable) == ({}, [])
