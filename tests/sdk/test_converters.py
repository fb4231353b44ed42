"""Named converters: numbers of registers, codes of places, addresses, yes and no; and what they say when they cannot."""

from __future__ import annotations

import doctest
import importlib
from pathlib import Path

import pytest

from hub.domain.claim import Identifier
from hub.errors import ConfigError
from hub.sdk import geo
from hub.sdk.converters import CONVERTERS, chain, converter
from hub.sdk.registers import german


@pytest.mark.parametrize("module", ["numbers", "dates", "geo", "registers", "html", "events", "private"])
def test_the_examples_in_the_docstrings_are_true(module: str) -> None:
    assert doctest.testmod(importlib.import_module(f"hub.sdk.{module}")).failed == 0


def test_every_converter_is_explained_to_those_who_write_mappings() -> None:
    page = (Path(__file__).parents[2] / "hub" / "sdk" / "README.md").read_text(encoding="utf-8")
    assert [name for name in CONVERTERS if f"`{name}`" not in page and f"`{name}:" not in page] == []


@pytest.mark.parametrize(
    ("name", "value", "meant"),
    [
        ("municipality", "0492", "dk-kommune-0492"),
        ("municipality", 492, "dk-kommune-0492"),
        ("municipality", 492.0, "dk-kommune-0492"),
        ("postcode", "5000 Odense C", "dk-postnr-5000"),
        ("postcode", "1253", "dk-postnr-1000-1499"),
        ("postcode:de", "1067", "de-plz-01067"),
        ("postcode:de", "12047", "de-plz-12047"),
        ("postcode:de", "0", None),
        ("boolean", "Ja", True),
        ("boolean", "nein", False),
        ("url", "www.klub.example", "https://www.klub.example"),
        ("html_text", "<ul><li>Sejlads</li><li>Ro<b>ning</b></li></ul><script>x()</script>", "Sejlads Roning"),
        ("split", "natur; vand ;;", ["natur", "vand"]),
        ("split:,", "a,b", ["a", "b"]),
        ("cvr", "DK 13 58 56 28", Identifier("DK-CVR", "13585628")),
        ("org_id", "GB-CHC-1164883", Identifier("GB-CHC", "1164883")),
        ("us_date:year", "1/1/2016", "2016"),
        ("instant:Europe/Copenhagen", "2026-07-04 16:00", "2026-07-04T14:00:00Z"),
    ],
)
def test_a_converter_gives_our_words(name: str, value: object, meant: object) -> None:
    assert converter(name)(value) == meant


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("municipality", "Odense"),
        ("municipality", "49"),
        ("postcode", "12"),
        ("postcode", "undef"),
        ("postcode:de", "123"),
        ("boolean", "måske"),
        ("url", "javascript:alert(1)"),
        ("url", "http://user:pw@x.example"),
        ("cvr", "12345678"),
        ("cvr", "00000000"),
        ("org_id", "1164883"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_reason(name: str, value: object) -> None:
    with pytest.raises(ValueError, match=r"is no |is neither|placeholder"):
        converter(name)(value)


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("danish_dat", "did you mean 'danish_date'"),
        ("frobnicate", "there are: boolean"),
        ("cvr:x", "no option"),
        ("postcode:se", "there are: dk, de"),
        ("money:kroner", "currency"),
    ],
)
def test_a_wrong_converter_is_a_mistake_of_the_mapping(words: str, reason: str) -> None:
    with pytest.raises(ConfigError, match=reason):
        converter(words)


def test_converters_follow_each_other_and_look_into_lists() -> None:
    convert = chain(["split:,", "postcode:de"])
    assert convert is not None
    assert convert("1067, 0, 12047") == ["de-plz-01067", "de-plz-12047"]


@pytest.mark.parametrize(
    ("kind", "number", "meant"),
    [
        ("vr", "014499", "DE-VR 14499"),
        ("HRB", " 038757", "DE-HRB 38757"),
        ("hra", "136383.", "DE-HRA 136383"),
        ("vr", "4549NZ", "DE-VR 4549 NZ"),
        ("hrb", "113084 B", "DE-HRB 113084"),
        ("vr-009538", "undefined", "DE-VR 9538"),
        ("vr:003311", "", "DE-VR 3311"),
        ("95\u00a0vr\u00a025\u00a0826\u00a0b", None, "DE-VR 25826"),
        ("vr 9361 nz", None, "DE-VR 9361 NZ"),
        ("gnr", "000087", "DE-GNR 87"),
        ("-", "undefined", None),
        ("'", "123456", None),
        ("keine", "4711", None),
        ("entfällt", "4711", None),
        ("nz", "20515", None),
        ("kör", "100058", None),
        ("hbr", "129218", None),
        ("vr", "undefined", None),
        ("vr", "000000", None),
        ("vr", "99999", None),
        ("vr", "12345", None),
        ("vrn", "12404", None),
    ],
)
def test_a_german_register_number_is_one_only_with_its_register(kind: str, number: str | None, meant: str | None) -> None:
    found = german(kind, number)
    assert (f"{found.scheme} {found.value}" if found else None) == meant


def test_a_court_makes_a_register_number_unique() -> None:
    assert german("vr", "9538", "Amtsgericht Charlottenburg") == Identifier("DE-VR", "charlottenburg 9538")


def test_points_are_put_right_only_where_it_is_certain() -> None:
    notes: list[str] = []

    def note(code: str, _message: str) -> None:
        notes.append(code)

    assert geo.point("56,15", "10.2", "dk", note) == (56.15, 10.2)
    assert geo.point(10.2, 56.15, "dk", note) == (56.15, 10.2)
    lat, lon = geo.point("574500", "6223000", "dk", note) or (0, 0)
    assert (round(lat, 3), round(lon, 3)) == (56.146, 10.199)
    assert notes == ["SWAPPED_COORDINATES", "UNLABELLED_CRS"]
    assert geo.point(0, 0) is geo.point("-999", "-999") is None
    for pair in ((48.1, 11.5), (91, 10), ("x", 10), (float("nan"), 1), ("1e999", 1)):
        with pytest.raises(ValueError, match=r"lies outside|not on the globe|coordinate"):
            geo.point(*pair, within="dk")
