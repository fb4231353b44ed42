"""Walks through the graph as they are asked: what they refuse, how much they read, and that they keep up with the graph."""

from __future__ import annotations

import sqlite3

import pytest

from hub.domain.ids import EntityKind, mint
from hub.query.graph.lens import Lens
from hub.query.graph.network import network
from hub.query.graph.paths import paths
from hub.query.memory import newest
from hub.query.plan.pace import QUICK_RUNS
from hub.query.question import Question
from hub.store.engine import Reader
from tests.query.conftest import NOW


def org(no):
    return mint(EntityKind.ORGANIZATION, "rows", str(no))


NETWORK = "query ($id: ID!, $depth: Int, $limit: Int, $since: PartialDate, $kinds: [EntityLinkKind!]) { network(id: $id, depth: $depth, limit: $limit, since: $since, linkKinds: $kinds) { truncated totalNodes totalLinks nodes { name } links { kind } } }"  # noqa: E501
PATHS = "query ($a: ID!, $b: ID!, $avoid: [ID!], $degree: Int, $most: Int) { paths(from: $a, to: $b, avoid: $avoid, maxDegree: $degree, maxLength: $most) { length nodes { name } links { kind } } }"  # noqa: E501
COMMON = "query ($ids: [ID!]!) { common(ids: $ids) { entity { name } links { kind } } }"


@pytest.fixture
def town(rows):
    """Funder 1 gave a grant each to 2 … 5; 2 … 5 are members of 6; 5 leads initiative 7."""
    organizations = rows.things(EntityKind.ORGANIZATION, 6, "O{}")
    rows.things(EntityKind.INITIATIVE, 1, "I{}")
    grants = rows.things(EntityKind.FUNDING, 4, "F{}")
    for receiver, grant in zip(organizations[1:5], grants, strict=True):
        rows.link("GIVES", [1], grant)
        rows.link("RECEIVES", [receiver], grant)
    rows.link("MEMBER_OF", organizations[1:5], 6)
    rows.link("LEADS", [5], 7)
    rows.add("member", no=900, id="org_former", kind="ORGANIZATION", source_no=1, source_id="former", canonical_no=2, published_seq=1)
    return rows


@pytest.fixture
def ask(town, asker):
    town.done()
    return asker()


def names(found):
    return [one["name"] for one in found["nodes"]]


def test_two_recipients_of_one_funder_are_two_steps_apart(ask):
    found = ask(PATHS, {"a": org(2), "b": org(3)})["paths"]
    assert [(way["length"], names(way)) for way in found] == [(2, ["O2", "F8", "O1", "F9", "O3"]), (2, ["O2", "O6", "O3"])]
    assert [one["kind"] for one in found[0]["links"]] == ["RECEIVES", "GIVES", "GIVES", "RECEIVES"]


def test_a_grant_that_is_asked_for_is_a_thing_like_others(ask):
    grant = mint(EntityKind.FUNDING, "rows", "8")
    assert names(ask(PATHS, {"a": grant, "b": org(5)})["paths"][0]) == ["F8", "O1", "F11", "O5"]
    assert ask(NETWORK, {"id": grant})["network"]["nodes"] == [{"name": "F8"}, {"name": "O1"}, {"name": "O2"}]


def test_hubs_and_whom_one_wants_to_avoid_are_kept_out_of_the_middle(ask):
    assert [names(way) for way in ask(PATHS, {"a": org(2), "b": org(3), "avoid": [org(6), "org_nobody"]})["paths"]] == [
        ["O2", "F8", "O1", "F9", "O3"]
    ]
    assert ask(PATHS, {"a": org(2), "b": org(3), "degree": 3})["paths"] == []
    assert names(ask(PATHS, {"a": org(6), "b": org(3), "degree": 3, "avoid": [org(6)]})["paths"][0]) == ["O6", "O3"]


def test_a_way_that_is_too_long_is_none_and_one_thing_is_no_step_from_itself(ask):
    initiative = mint(EntityKind.INITIATIVE, "rows", "7")
    assert ask(PATHS, {"a": org(2), "b": initiative, "most": 2})["paths"] == []
    assert ask(PATHS, {"a": org(2), "b": initiative})["paths"][0]["length"] == 3
    assert ask(PATHS, {"a": org(2), "b": "org_former"})["paths"] == [{"length": 0, "nodes": [{"name": "O2"}], "links": []}]


def test_what_several_share_comes_with_the_proof_of_each(ask):
    assert ask(COMMON, {"ids": [org(2), org(3), org(5)]})["common"] == [
        {"entity": {"name": "O1"}, "links": [{"kind": "RECEIVES"}, {"kind": "GIVES"}] * 3},
        {"entity": {"name": "O6"}, "links": [{"kind": "MEMBER_OF"}] * 3},
    ]


def test_a_network_that_is_cut_tells_the_true_numbers(ask):
    whole = ask(NETWORK, {"id": org(1), "depth": 2})["network"]
    assert (whole["truncated"], whole["totalNodes"], whole["totalLinks"]) == (False, 11, 13)
    assert (len(whole["nodes"]), len(whole["links"])) == (11, 13)
    cut = ask(NETWORK, {"id": org(1), "depth": 2, "limit": 4})["network"]
    assert (cut["truncated"], cut["totalNodes"], cut["totalLinks"]) == (True, 11, 13)
    assert names(cut) == names(whole)[:4]


def test_a_date_leaves_out_what_was_over(town, asker):
    town.connection.execute("UPDATE funding SET awarded_on = '2019-07' WHERE no = 8")
    town.connection.execute("UPDATE link SET until = '2020' WHERE kind = 'MEMBER_OF' AND from_no = 3")
    town.done()
    ask = asker()
    around = [names(ask(NETWORK, {"id": org(2), "since": since})["network"]) for since in ("2019", "2019-07-30", "2019-08")]
    assert around == [["O2", "O6", "F8", "O1"], ["O2", "O6", "F8", "O1"], ["O2", "O6"]]
    assert [ask(NETWORK, {"id": org(6), "since": since})["network"]["totalLinks"] for since in ("2020-12-31", "2021")] == [4, 3]


def test_an_empty_list_of_kinds_leaves_no_link(ask):
    assert ask(NETWORK, {"id": org(1), "kinds": []})["network"]["totalNodes"] == 1
    assert ask(NETWORK, {"id": org(6), "kinds": ["MEMBER_OF"], "depth": 2})["network"]["totalNodes"] == 5


@pytest.mark.parametrize(
    ("question", "given", "code", "told"),
    [
        (NETWORK, {"id": "org_nobody"}, "BAD_ARGUMENT", "Nothing in the graph has the id 'org_nobody'"),
        (NETWORK, {"id": org(1), "depth": 0}, "BAD_ARGUMENT", "`depth` is at least 1"),
        (NETWORK, {"id": org(1), "depth": 4}, "OVER_LIMIT", "`depth` is at most 3"),
        (NETWORK, {"id": org(1), "limit": 501}, "OVER_LIMIT", "`limit` is at most 500"),
        (PATHS, {"a": org(1), "b": "x"}, "BAD_ARGUMENT", "Nothing in the graph has the id 'x'"),
        (PATHS, {"a": org(1), "b": org(2), "most": 9}, "OVER_LIMIT", "`maxLength` is at most 8"),
        (PATHS, {"a": org(1), "b": org(2), "degree": 0}, "BAD_ARGUMENT", "`maxDegree` is at least 1"),
        (PATHS, {"a": org(1), "b": org(2), "avoid": ["x"] * 101}, "OVER_LIMIT", "`avoid` takes at most 100 ids"),
        (COMMON, {"ids": [org(1)]}, "BAD_ARGUMENT", "at least 2 different things"),
        (COMMON, {"ids": [org(2), "org_former"]}, "BAD_ARGUMENT", "at least 2 different things"),
        (COMMON, {"ids": [org(2)] * 21}, "OVER_LIMIT", "`ids` takes at most 20 ids"),
        (f'{{ asOf(version: "0") {{ network(id: "{org(1)}") {{ totalNodes }} }} }}', None, "VALIDATION", "Cannot query field 'network'"),
    ],
)
def test_what_cannot_be_walked_is_refused_with_the_way_out(ask, question, given, code, told):
    found = ask.refusal(question, given)
    assert found[0] == code
    assert told in found[1]


def test_more_things_cost_no_more_statements(ask):
    ask(NETWORK, {"id": org(1)})
    costs = []
    for limit in (2, 11):
        ask(NETWORK, {"id": org(1), "depth": 2, "limit": limit})
        costs.append(ask.statements)
    assert costs == [3, 3]


def test_a_walk_never_enters_the_event_loop(ask):
    ready = ask.answers.prepare(Question(NETWORK, None, {"id": org(1)}))
    for _ in range(QUICK_RUNS + 5):
        ask(NETWORK, {"id": org(1)})
    assert ready.plan.slow


# --- Keeping up ---------------------------------------------------------------------------------------------------------------------------


@pytest.fixture
def world(ask, database):
    """A writer beside the asker: it ends memberships, and tells so in the feed."""
    connection = sqlite3.connect(database, isolation_level=None)

    def leave(member):
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("DELETE FROM link WHERE kind = 'MEMBER_OF' AND from_no = ?", (member,))
        connection.execute(
            "INSERT INTO change (at, type, no, id, kind) VALUES (?, 'UPDATED', ?, ?, 'ORGANIZATION')", (NOW, member, org(member))
        )
        connection.execute("COMMIT")

    yield leave
    connection.close()


def members(ask):
    answer = ask.answer(NETWORK, {"id": org(6)})
    return answer["data"]["network"]["totalNodes"] - 1, answer["extensions"]["version"]


def test_an_answer_knows_what_has_just_changed_without_reading_everything_again(ask, world):
    assert members(ask) == (4, "0")
    world(3)
    assert members(ask) == (3, "1")
    assert not any("link.no >" in one for one in ask.reader.statements)
    assert ask.statements == 3 + 5  # what changed, its links, and their ends of three kinds


def test_an_answer_that_was_overtaken_is_walked_again_in_a_newer_snapshot(ask, world, database, monkeypatch):
    members(ask)
    links, other = ask.answers.links, Reader(database, 1)
    at, walks = links.at, []

    def overtaken(version, until):
        walks.append(version)
        if len(walks) <= times:
            world(1 + len(walks))
            other.run_here(at(other.run_here(newest(), 5), float("inf")), 5)
        return at(version, until)

    monkeypatch.setattr(links, "at", overtaken)
    times = 1
    assert members(ask) == (3, "1")
    times, walks[:] = 3, []
    assert ask.answer(NETWORK, {"id": org(6)})["errors"][0]["extensions"]["code"] == "BUSY"
    other.close()


# --- Bounds -------------------------------------------------------------------------------------------------------------------------------


def test_counting_stops_where_too_much_would_have_to_be_looked_at(ask):
    ask(NETWORK, {"id": org(1)})
    links = ask.answers.links.ready(ask.reader.run_here(newest(), 5))
    assert network(Lens(links, {1: False}, most=100), 1, 2, 500).total_nodes == 11
    drawn = network(Lens(links, {1: False}, most=13), 1, 2, 500)
    assert (len(drawn.nodes), drawn.total_nodes, drawn.total_links) == (11, 11, 13)
    drawn = network(Lens(links, {1: False}, most=13), 1, 2, 10)
    assert (len(drawn.nodes), drawn.total_nodes, drawn.total_links) == (10, 10, len(drawn.links))


def test_a_search_that_would_have_to_look_at_too_much_is_refused(ask):
    ask(NETWORK, {"id": org(1)})
    links = ask.answers.links.ready(ask.reader.run_here(newest(), 5))
    with pytest.raises(Exception, match="More than 5 links would have to be looked at"):
        paths(Lens(links, {1: False, 7: False}, most=5), 1, 7, 6, 5)
