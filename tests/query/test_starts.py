"""Where a list starts changes what it costs, never what it answers."""

from __future__ import annotations

import pytest

from hub.domain.ids import EntityKind
from hub.query.plan import lists

QUESTION = """
query ($filter: OrganizationFilter, $last: Int, $before: String) {
  organizations(filter: $filter, last: $last, before: $before) { totalCount nodes { name } pageInfo { startCursor hasPreviousPage }
    facets(dimensions: [THEME, TYPE, SOURCE]) { dimension buckets { value count } } }
  area(code: "dk") { organizations(filter: $filter, first: 7) { totalCount nodes { name } pageInfo { hasNextPage endCursor } } } }
"""
FILTERS = [
    {"areas": ["dk"]},
    {"areas": ["dk"], "themes": ["nature"]},
    {"text": "even", "themes": ["nature"]},
    {"sources": ["source_rows"], "areas": ["dk", "dk-kommune-0461"]},
    {"not": {"areas": ["dk"]}, "text": "thing"},
    {"or": [{"areas": ["dk"]}, {"themes": ["nature"]}], "types": ["ASSOCIATION"]},
]


@pytest.fixture
def ask(rows, asker):
    """40 organizations: every second within Denmark, every third about nature, every fourth from a source."""
    nos = rows.things(EntityKind.ORGANIZATION, 20, "Even thing {}") + rows.things(EntityKind.ORGANIZATION, 20, "Odd thing {}")
    area = rows.connection.execute("SELECT no FROM area WHERE code = 'dk'").fetchone()[0]
    theme = rows.connection.execute("SELECT no FROM theme WHERE key = 'nature'").fetchone()[0]
    rows.many("entity_area", [{"no": no, "area_no": area, "how": "within"} for no in nos[::2]])
    rows.many("entity_theme", [{"no": no, "theme_no": theme, "direct": True} for no in nos[::3]])
    rows.many("entity_source", [{"no": no, "source_no": 1} for no in nos[::4]])
    rows.done()
    return asker


@pytest.mark.parametrize("given", FILTERS)
@pytest.mark.parametrize("page", [{}, {"last": 3}])
def test_a_short_list_and_a_long_one_are_read_alike(ask, monkeypatch, given, page):
    from_few = ask()(QUESTION, {"filter": given, **page})
    monkeypatch.setattr(lists, "FEW", 0)
    walked = ask()(QUESTION, {"filter": given, **page})
    monkeypatch.setattr(lists, "MANY", 0)
    scanned = ask()(QUESTION, {"filter": given, **page})
    assert from_few == walked == scanned
    assert from_few["organizations"]["totalCount"] > 0
