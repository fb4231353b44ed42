"""How many statements an answer costs, and that a page never costs the size of its parent."""

from __future__ import annotations

from time import perf_counter

import pytest

from hub.domain.ids import EntityKind

NESTED = """
query ($first: Int!) { initiatives(first: $first) { totalCount nodes { id name lead { name }
  partners(first: 5) { totalCount nodes { name website } pageInfo { hasNextPage } }
  fundings(first: 5) { nodes { amount { amount } funder { name } } } area { name } themes { label } } } }
"""


@pytest.fixture
def net(rows, asker):
    """100 initiatives, each led by an organization, with a partner and a funding."""
    organizations = rows.things(EntityKind.ORGANIZATION, 100)
    initiatives = rows.things(EntityKind.INITIATIVE, 100)
    for organization, initiative in zip(organizations, initiatives, strict=True):
        rows.connection.execute("UPDATE initiative SET lead_no = ? WHERE no = ?", (organization, initiative))
        rows.link("PARTNER_OF", [organization], initiative)
    for initiative in initiatives:
        rows.things(EntityKind.FUNDING, 1, initiative_no=initiative, funder_no=organizations[0])
    rows.done()
    return asker()


def test_a_nested_list_costs_as_many_statements_for_a_hundred_as_for_one(net):
    net(NESTED, {"first": 1})
    for_one = net.statements
    found = net(NESTED, {"first": 100})
    assert net.statements == for_one == 8  # page, total; leads; partners, totals; fundings, funders; themes; there is no area to look up
    assert [len(one["partners"]["nodes"]) for one in found["initiatives"]["nodes"]] == [1] * 100


def some_ids(net):
    found = [net(f"{{ {kind}(first: 3) {{ nodes {{ id }} }} }}")[kind]["nodes"] for kind in ("initiatives", "organizations", "fundings")]
    return [one["id"] for nodes in found for one in nodes]


def test_a_level_without_keys_runs_no_statement(net):
    net("{ initiatives(first: 100) { nodes { area { name parent { name } } adaptedFrom { name } } } }")
    assert net.statements == 1


def test_an_interface_runs_one_statement_when_only_common_fields_are_asked(net):
    ids = some_ids(net)
    found = net("query ($ids: [ID!]!) { nodes(ids: $ids) { id ... on Entity { name kind url } } }", {"ids": ids})
    assert net.statements == 1
    assert [one["id"] for one in found["nodes"]] == ids


def test_an_interface_runs_one_more_statement_for_each_kind_whose_own_fields_are_asked(net):
    ids = some_ids(net)
    net(
        "query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Entity { name } ... on Initiative { status } ... on Funding { regrant } } }",
        {"ids": ids},
    )
    assert net.statements == 3


def test_a_count_alone_reads_no_rows(net):
    assert net("{ initiatives { totalCount } }") == {"initiatives": {"totalCount": 100}}
    assert net.statements == 1


def test_a_page_of_nothing_reads_nothing(net):
    assert net("{ initiatives(first: 0) { nodes { name } } }") == {"initiatives": {"nodes": []}}
    assert net.statements == 0


def test_nothing_is_read_for_what_needs_no_store(net):
    viewer = {"role": "READER", "scopes": [], "speaksFor": []}
    assert net("{ viewer { role scopes speaksFor { id } } __typename }") == {"viewer": viewer, "__typename": "Query"}
    assert net.statements == 0


@pytest.fixture
def hub(rows, asker):
    """One organization that funds and one initiative that joins 100,000 others."""
    organizations = rows.things(EntityKind.ORGANIZATION, 100_000)
    initiative = rows.things(EntityKind.INITIATIVE, 1)[0]
    rows.things(EntityKind.FUNDING, 100_000, funder_no=organizations[0], initiative_no=initiative)
    rows.link("PARTNER_OF", organizations, initiative)
    rows.done()
    return asker()


@pytest.mark.slow
def test_a_page_of_a_parent_with_a_hundred_thousand_children_costs_its_rows(hub):
    for question in (
        "{ initiatives { nodes { partners(first: 5) { nodes { name } pageInfo { hasNextPage endCursor } } } } }",
        "{ initiatives { nodes { partners(last: 5) { nodes { name } pageInfo { hasPreviousPage } } } } }",
        "{ initiatives { nodes { fundings(first: 5) { nodes { name } } } } }",
        "{ initiatives { nodes { fundings(first: 5, filter: {types: [GRANT]}) { nodes { name } } } } }",
        "{ organizations(first: 100) { nodes { fundingGiven(first: 5) { nodes { name } } initiatives(first: 3) { nodes { name } } } } }",
        "{ organizations(first: 20) { nodes { name } pageInfo { endCursor } } }",
        "{ fundings(first: 20) { nodes { name funder { name } } } }",
        "{ fundings(last: 20, orderBy: {by: UPDATED, direction: DESC}) { nodes { name } } }",
    ):
        spent = []
        for _ in range(6):
            began = perf_counter()
            hub(question)
            spent.append(perf_counter() - began)
        assert min(spent) < 0.015, question
