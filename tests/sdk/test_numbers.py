"""Numbers and money as people write them."""

from __future__ import annotations

from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.domain.claim import Money
from hub.sdk import numbers
from hub.sdk.converters import converter

amounts = st.decimals(min_value=Decimal("-99999999.99"), max_value=Decimal("99999999.99"), places=2, allow_nan=False)


@given(amounts, st.sampled_from(["", " ", "\u00a0", "\u202f"]), st.sampled_from(["{}", "kr. {}", "{} kr.", "{} DKK", "{} €", "€ {}"]))
def test_a_danish_number_is_read_back_as_it_was_meant(amount: Decimal, space: str, frame: str) -> None:
    written = f"{amount:,.2f}".replace(",", "\x00").replace(".", ",").replace("\x00", space or ".")
    assert numbers.danish(frame.format(written)) == amount


@given(amounts)
def test_an_english_number_is_read_back_as_it_was_meant(amount: Decimal) -> None:
    assert numbers.english(f"{amount:,.2f}") == numbers.english(f"{amount:.2f}") == amount


@given(amounts)
def test_money_survives_the_way_to_minor_units(amount: Decimal) -> None:
    assert Decimal(numbers.money(amount, "EUR").minor).scaleb(-2) == amount


@given(st.text(max_size=80))
def test_a_text_is_a_number_or_a_reason(text: str) -> None:
    for read in (numbers.danish, numbers.english):
        with suppress(ValueError):
            assert read(text).is_finite()


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("500,-", "500"),
        ("1.234,50 kr.", "1234.50"),
        ("-1.000", "-1000"),
        ("(200)", "-200"),
        ("− 12,5", "-12.5"),
        ("0 kr.", "0"),
        (12, "12"),
        (0.1, "0.1"),
    ],
)
def test_danish_amounts_in_every_dress(written: object, meant: str) -> None:
    assert numbers.danish(written) == Decimal(meant)


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("Fra Kr. 100 – 150", "not a number"),
        ("100 – 150", "range"),
        ("1.5", "thousands"),
        ("12.34.567", "thousands"),
        ("NaN", "not a number"),
        (float("inf"), "infinite"),
        ("9" * 30, "far too large"),
        ("1" * 100, "too long"),
        (True, "no number"),
        ("", "not a number"),
        ("²", "not a number"),
    ],
)
def test_what_has_two_readings_or_none_is_refused_with_a_reason(written: object, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        numbers.danish(written)


def test_one_column_may_hold_thousands_marks_and_plain_digits() -> None:
    assert [numbers.english(text) for text in ("75,453.00", "71373")] == [Decimal("75453.00"), Decimal(71373)]


def test_gratis_is_no_money_and_no_currency_is_a_mistake_of_the_mapping() -> None:
    assert converter("danish_money:DKK")("Gratis") == Money(0, "DKK")
    assert converter("money:JPY")("300") == Money(300, "JPY")
    with pytest.raises(ValueError, match="no currency"):
        numbers.money(Decimal(1), "kroner")
    with pytest.raises(ValueError, match="more than any amount"):
        numbers.money(Decimal(10**15), "DKK")
