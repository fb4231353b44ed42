"""Who is the same: strong identifiers and decisions join, placeholders do not, and the order never matters."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hub.domain.identity import Edge, clusters, edges_of, is_strong
from hub.domain.ids import EntityKind

ORG, INI, EVT = EntityKind.ORGANIZATION, EntityKind.INITIATIVE, EntityKind.EVENT


@pytest.mark.parametrize(
    ("kind", "scheme", "value", "strong"),
    [
        (ORG, "DK-CVR", "10150817", True),
        (ORG, "DK-CVR", "10150818", False),
        (ORG, "DK-CVR", "00000000", False),
        (ORG, "DK-CVR", "DK10150817", False),
        (INI, "DK-CVR", "10150817", False),
        (ORG, "DE-VR", "Charlottenburg VR 9361", True),
        (ORG, "DE-VR", "9361", False),
        (ORG, "DE-VR", "VR 0", False),
        (ORG, "DE-VR", "keine", False),
        (ORG, "GB-CHC", "1164883", True),
        (ORG, "GB-CHC", "9999999", False),
        (ORG, "GB-CHC", "12345678", False),
        (ORG, "XI-LEI", "529900T8BM49AURSDO55", True),
        (ORG, "XI-LEI", "529900T8BM49AURSDO56", False),
        (ORG, "WIKIDATA", "Q42", True),
        (ORG, "WIKIDATA", "Q0", False),
        (ORG, "HOUSE-NUMBER", "12", False),
        (EVT, "URL", "https://x.example/e/1", True),
        (ORG, "URL", "https://x.example/", False),
        (INI, "URL", "https://x.example/", False),
        (ORG, "DK-CVR", "-", False),
    ],
)
def test_a_scheme_is_strong_for_its_kind_and_after_its_check(kind, scheme, value, strong):
    assert is_strong(kind, scheme, value) is strong


def test_a_value_that_two_ids_of_one_source_carry_identifies_nothing():
    edges, wide = edges_of("DK-CVR:1", {"org_a": "s1", "org_b": "s1", "org_c": "s2"})
    assert edges == []
    assert wide is not None
    assert wide.ids == ("org_a", "org_b", "org_c")


def test_a_value_that_would_join_more_than_twenty_is_a_placeholder():
    _, none = edges_of("DK-CVR:1", {f"org_{n:02}": f"s{n}" for n in range(20)})
    _, wide = edges_of("DK-CVR:1", {f"org_{n:02}": f"s{n}" for n in range(21)})
    assert none is None
    assert wide is not None


def test_canonical_is_who_was_published_first():
    joined = clusters({"org_a": None, "org_b": 9, "org_c": 4}, [Edge("org_a", "org_b", 2, "k"), Edge("org_b", "org_c", 2, "k")], [])
    assert set(joined.canonical.values()) == {"org_c"}


def test_an_edge_that_would_join_what_a_person_called_different_is_skipped_and_shown():
    weak = Edge("org_b", "org_c", 2, "DK-CVR:2")
    joined = clusters({"org_a": 1, "org_b": 2, "org_c": 3}, [Edge("org_a", "org_b", 3, "d1"), weak], [("org_a", "org_c")])
    assert joined.canonical == {"org_a": "org_a", "org_b": "org_a", "org_c": "org_c"}
    assert joined.skipped == (weak,)


_IDS = [f"org_{letter}" for letter in "abcdef"]
_PAIR = st.tuples(st.sampled_from(_IDS), st.sampled_from(_IDS)).filter(lambda pair: pair[0] != pair[1])


@settings(max_examples=200, deadline=None)
@given(
    pairs=st.lists(st.tuples(_PAIR, st.integers(1, 3), st.sampled_from(["x", "y"])), max_size=10),
    apart=st.lists(_PAIR, max_size=4),
    data=st.data(),
)
def test_the_order_of_edges_never_matters_and_different_stays_apart(pairs, apart, data):
    published = {one: None if n % 2 else n + 1 for n, one in enumerate(_IDS)}
    edges = [Edge(left, right, strength, key) for (left, right), strength, key in pairs]
    joined = clusters(published, edges, apart)
    shuffled = clusters(dict(reversed(published.items())), data.draw(st.permutations(edges)), data.draw(st.permutations(apart)))
    assert shuffled == joined
    assert all(joined.canonical[left] != joined.canonical[right] for left, right in apart)
