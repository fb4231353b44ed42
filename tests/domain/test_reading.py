"""Which value wins: the rules one by one, and that the order in which claims come never matters."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from hub.domain.reading import LiveClaim, WinningRule, first_language, read


def claim(no: int, source: str = "a", trust: int = 50, since: int = 1, **values: Any) -> LiveClaim:
    return LiveClaim(no, source, trust, values, since)


def test_one_claim_is_its_own_reading():
    reading = read([claim(7, name={"da": "Kolaug"}, url=None)])
    assert reading.values == {"name": {"da": "Kolaug"}, "url": None}
    assert reading.origins["name"].claim == 7
    assert reading.origins["name"].rule is WinningRule.ONLY_ONE
    assert reading.chief == 7


def test_a_decision_beats_everybody():
    reading = read([claim(1, trust=100, status="ACTIVE"), claim(2, status="PAUSED")], {"status": "PAUSED"})
    assert reading.values["status"] == "PAUSED"
    assert (reading.origins["status"].claim, reading.origins["status"].rule) == (2, WinningRule.DECIDED)
    assert reading.origins["status"].others == (1,)


def test_a_decision_may_say_what_nobody_said():
    reading = read([claim(1, status="ACTIVE")], {"status": "IDEA"})
    assert (reading.values["status"], reading.origins["status"].claim) == ("IDEA", None)


def test_the_confirmed_organization_itself_beats_trust():
    own = LiveClaim(2, "local", 10, {"website": "https://own.example/"}, 9, own_word=True)
    reading = read([claim(1, trust=100, website="https://other.example/"), own])
    assert reading.values["website"] == "https://own.example/"
    assert reading.origins["website"].rule is WinningRule.CONFIRMED


def test_trust_beats_steadiness():
    reading = read([claim(1, "old", trust=50, since=1, status="ACTIVE"), claim(2, "new", trust=60, since=9, status="PAUSED")])
    assert (reading.values["status"], reading.origins["status"].rule) == ("PAUSED", WinningRule.TRUST)


def test_who_has_said_it_longest_beats_who_said_it_last():
    reading = read([claim(1, "b", since=9, status="PAUSED"), claim(2, "c", since=3, status="ACTIVE")])
    assert (reading.values["status"], reading.origins["status"].rule) == ("ACTIVE", WinningRule.STEADIEST)


def test_a_field_may_be_steadier_than_its_claim():
    steady = LiveClaim(1, "b", 50, {"status": "ACTIVE"}, 9, {"status": 2})
    assert read([steady, claim(2, "a", since=3, status="PAUSED")]).values["status"] == "ACTIVE"


def test_a_known_nothing_from_a_trusted_source_is_a_value():
    reading = read([claim(1, trust=80, ended_on=None), claim(2, ended_on="2019")])
    assert reading.values["ended_on"] is None


def test_structured_values_win_whole():
    steady, new = {"minor": 100, "currency": "DKK"}, {"minor": 200, "currency": "EUR"}
    reading = read([claim(1, since=1, amount=steady), claim(2, since=2, amount=new)])
    assert reading.values["amount"] == steady


def test_texts_win_per_language_and_say_where_each_comes_from():
    reading = read([claim(1, since=5, name={"da": "Ko", "de": "Kuh"}), claim(2, since=1, name={"de": "Kuhgilde"})])
    assert reading.values["name"] == {"da": "Ko", "de": "Kuhgilde"}
    assert (reading.origins["name"].claim, reading.origins["name.de"].claim) == (1, 2)


def test_themes_places_and_identifiers_are_united():
    reading = read([claim(1, themes=["b", "a"], serves=["x"]), claim(2, themes=["c", "a"], identifiers=[["DK-CVR", "1"]])])
    assert reading.values == {"themes": ["a", "b", "c"], "serves": ["x"], "identifiers": [["DK-CVR", "1"]]}


def test_a_text_is_shown_in_danish_then_in_its_sources_words_then_in_english():
    texts = {"fr": "f", "en": "e", "de": "d"}
    assert [first_language(texts | {"da": "x"}, "de"), first_language(texts, "de"), first_language(texts, "und")] == ["da", "de", "en"]
    assert first_language({"fr": "f", "es": "s"}, "de") == "es"


_VALUES = st.fixed_dictionaries(
    {},
    optional={
        "name": st.dictionaries(st.sampled_from(["da", "de", "en"]), st.sampled_from(["x", "y"]), min_size=1),
        "summary": st.none() | st.dictionaries(st.sampled_from(["da", "de"]), st.sampled_from(["x", "y"]), min_size=1),
        "status": st.sampled_from(["IDEA", "ACTIVE"]),
        "ended_on": st.none() | st.sampled_from(["2019", "2020-01"]),
        "amount": st.fixed_dictionaries({"minor": st.integers(0, 2), "currency": st.just("DKK")}),
        "themes": st.lists(st.sampled_from(["a", "b", "c"]), unique=True).map(sorted),
    },
)
_CLAIMS = st.lists(
    st.tuples(st.sampled_from(["a", "b"]), st.integers(49, 51), st.integers(1, 3), st.booleans(), _VALUES), min_size=1, max_size=6
)


@settings(max_examples=200, deadline=None)
@given(claims=_CLAIMS, data=st.data())
def test_the_order_of_claims_never_matters(claims, data):
    live = [LiveClaim(no, source, trust, values, since, own_word=own) for no, (source, trust, since, own, values) in enumerate(claims)]
    assert read(data.draw(st.permutations(live))) == read(live)
