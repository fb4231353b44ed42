"""Walks through the graph in memory answer as plain breadth-first search does, also after changes that came through the feed."""

from __future__ import annotations

from dataclasses import replace
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from hub.domain.dates import order_key
from hub.domain.link import BETWEEN, LinkKind
from hub.query.graph import lens as lens_module
from hub.query.graph import network as network_module
from hub.query.graph.common import common
from hub.query.graph.lens import Lens
from hub.query.graph.links import Gathering, Link
from hub.query.graph.network import network
from hub.query.graph.paths import paths
from tests.interpreter.walks import Walker

THINGS = 14
KINDS = ("ORGANIZATION", "ORGANIZATION", "INITIATIVE", "FUNDING", "AGREEMENT", "EVENT")
DATES = (None, None, None, "2017", "2018-12", "2019", "2019-07", "2019-07-14", "2021")
SOME_KINDS = tuple(kind.value for kind in (LinkKind.LEADS, LinkKind.GIVES, LinkKind.RECEIVES, LinkKind.PARTY_TO, LinkKind.MENTIONS))


@some.composite
def worlds(draw):
    """Things with kinds and moments, and the links between them as rows, by their number."""
    kinds = {no: draw(some.sampled_from(KINDS)) for no in range(1, THINGS + 1)}
    moments = {no: draw(some.sampled_from(DATES)) for no, kind in kinds.items() if kind == "FUNDING"}
    return kinds, moments, draw(links_between(kinds, count(1)))


@some.composite
def links_between(draw, kinds, numbers):
    ends = some.sampled_from(sorted(kinds))
    keys = draw(some.lists(some.tuples(some.sampled_from(SOME_KINDS), ends, ends), max_size=40, unique=True))
    return {
        key: {
            "no": next(numbers), "kind": key[0], "from_no": key[1], "to_no": key[2], "contested": draw(some.integers(0, 9)) == 0,
            "since": draw(some.sampled_from(DATES)), "until": draw(some.sampled_from(DATES)),
            "confidence_percent": draw(some.sampled_from((100, 100, 80))),
        }
        for key in keys if key[1] != key[2]
    }  # fmt: skip


@some.composite
def questions(draw):
    """What the lens and the plain walker are both asked."""
    asked = draw(some.lists(some.integers(1, THINGS), min_size=3, max_size=3, unique=True))
    return {
        "asked": asked,
        "kinds": draw(some.none() | some.lists(some.sampled_from(SOME_KINDS), max_size=3)),
        "since": draw(some.none() | some.sampled_from([date for date in DATES if date])),
        "avoid": draw(some.lists(some.integers(1, THINGS), max_size=2)),
        "max_degree": draw(some.none() | some.integers(0, 6)),
    }


def kept(rows, kinds, moments):
    """The links as the memory keeps them, and the things between others."""
    between = {no: moments.get(no) for no, kind in kinds.items() if kind in BETWEEN}
    links = []
    for row in rows:
        dates = [date for end in (row["from_no"], row["to_no"]) if (date := between.get(end))]
        own = (row[name] for name in ("no", "kind", "from_no", "to_no", "since", "until", "confidence_percent"))
        links.append(Link(*own, moment=min(dates, default=None)))
    return links, between


def gathered(rows, kinds, moments):
    links, between = kept([row for row in rows if not row["contested"]], kinds, moments)
    made = Gathering(between)
    made.add(links)
    return made.links()


@pytest.fixture(autouse=True)
def small_hubs(monkeypatch):
    """Things with two links are hubs here, and such with more links than are drawn are looked for in other rows."""
    for module in (lens_module, network_module):
        monkeypatch.setattr(module, "HUB", 2)
        monkeypatch.setattr(module, "MANY", 1)


def assert_answers_alike(links, rows, kinds, moments, question):
    asked = question["asked"]
    since = question["since"]
    for ends in (asked[:2], asked, asked[:1]):
        lens = Lens(
            links, {no: kinds[no] in BETWEEN for no in ends}, kinds=question["kinds"], since=order_key(since) if since else 0,
            avoid=question["avoid"], max_degree=question["max_degree"],
        )  # fmt: skip
        plain = Walker(
            rows, kinds, moments, ends, link_kinds=question["kinds"], since=since, avoid=question["avoid"],
            max_degree=question["max_degree"],
        )  # fmt: skip
        if len(ends) == 2:
            for most, first in ((6, 5), (2, 1), (8, 20)):
                found = paths(lens, *ends, most, first)
                assert [(way.length, way.nodes, way.links) for way in found] == plain.paths(*ends, most, first)
        lens = Lens(links, lens_asked := {no: kinds[no] in BETWEEN for no in ends}, kinds=question["kinds"])
        plain = Walker(rows, kinds, moments, lens_asked, link_kinds=question["kinds"])
        if len(ends) > 1:
            assert common(lens, ends, 4) == plain.common(ends, 4)
        else:
            lens = Lens(links, lens_asked, kinds=question["kinds"], since=order_key(since) if since else 0)
            plain = Walker(rows, kinds, moments, lens_asked, link_kinds=question["kinds"], since=since)
            for depth, limit in ((1, 4), (2, 2), (2, 3), (2, 7), (3, 100)):
                drawn = network(lens, ends[0], depth, limit)
                told = drawn.nodes, drawn.links, drawn.total_nodes, drawn.total_links
                assert told == plain.network(ends[0], depth, limit)
                assert len(drawn.nodes) <= limit


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(worlds(), questions())
def test_memory_answers_as_plain_search_does(world, question):
    kinds, moments, links = world
    rows = list(links.values())
    assert_answers_alike(gathered(rows, kinds, moments), rows, kinds, moments, question)


@pytest.mark.slow
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(worlds(), some.data(), questions())
def test_after_any_changes_it_answers_as_if_it_had_been_read_anew(world, data, question):
    kinds, moments, rows = world
    links, numbers = gathered(rows.values(), kinds, moments), count(100)
    for _ in range(data.draw(some.integers(1, 3))):
        touched = data.draw(some.lists(some.integers(1, THINGS + 3), min_size=1, max_size=4, unique=True))
        for no in touched:
            kinds.setdefault(no, data.draw(some.sampled_from(KINDS)))
            if kinds[no] == "FUNDING":
                moments[no] = data.draw(some.sampled_from(DATES))
        new = data.draw(links_between(kinds, numbers))
        stay = {key: row for key, row in rows.items() if not set(touched) & set(key[1:]) or data.draw(some.booleans())}
        rows = stay | {key: row for key, row in new.items() if set(touched) & set(key[1:])}
        found = [row for row in rows.values() if set(touched) & {row["from_no"], row["to_no"]} and not row["contested"]]
        renewed = links.renewed(touched, *kept(found, kinds, moments))
        assert renewed is not None
        before, links = links, renewed
        assert before is not links
    whole = gathered(rows.values(), kinds, moments)
    for no in kinds:
        left, right = links.row(no), whole.row(no)
        for column in range(3):
            assert list(left[column][left.low : left.high]) == list(right[column][right.low : right.high])
    assert_answers_alike(links, rows.values(), kinds, moments, question)


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(worlds())
def test_a_value_stays_as_it_is_when_it_is_renewed(world):
    kinds, moments, rows = world
    links = gathered(rows.values(), kinds, moments)
    before = {no: [list(column) for column in links.row(no)[:3]] for no in kinds}
    first = links.renewed([1, 2], [], {})
    assert first is not None
    first.renewed([3], *kept(list(rows.values())[:3], kinds, moments))
    assert {no: [list(column) for column in links.row(no)[:3]] for no in kinds} == before
    assert first.row(1).low == first.row(1).high == 0


def test_so_many_changes_that_reading_anew_is_cheaper_are_not_applied():
    made = Gathering({})
    made.add(Link(no, "LEADS", no, no + 1, None, None, 100) for no in range(1, 20))
    links = made.links()
    assert links.renewed(range(1, 900), [], {}) is not None
    assert links.renewed(range(1, 2_000), [], {}) is None
    assert replace(links, delta={}).degree(5) == 2
