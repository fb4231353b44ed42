"""The index in memory against the tables that it was read from, while they change."""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable
from math import inf
from pathlib import Path
from typing import Any

import orjson
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hub.domain.ids import EntityKind
from hub.query.index.axes import Classes, Values
from hub.query.index.index import GraphIndex, Index
from hub.query.index.keys import Keys, Order
from hub.query.index.names import Names
from hub.query.index.references import NOTHING, References
from hub.query.memory import Memory
from hub.query.nouns import NOUNS
from tests.query.conftest import Asker
from tests.query.rows import AT, Rows
from tests.store.histories import STEPS, Hub, Step, run
from tests.store.laws import version

HITS = """{ initiatives(filter: { statuses: [ACTIVE] }, first: 2) {
  totalCount nodes { name } facets(dimensions: [STATUS, YEAR]) { buckets { value count } } } }"""


def told(index: Index) -> dict[str, Any]:
    """Everything that an index says, by column."""
    said: dict[str, Any] = {}
    for column, axis in index.axes.items():
        if isinstance(axis, Values | Classes):
            said[str(column)] = {value: set(bits) for value, bits in axis.bits.items()}
        elif isinstance(axis, References):
            of = {no: value for no, value in enumerate(axis.of) if value != NOTHING}
            said[str(column)] = of, {value: set(axis.any_of([value])) for value in of.values()}
        elif isinstance(axis, Order):
            ranged = set(axis.between(-(2**61), 2**61)) if isinstance(axis, Keys) else None
            said[str(column)] = {no: key for no, key in enumerate(axis.of) if key != axis.missing}, ranged
        else:
            assert isinstance(axis, Names)
            said[str(column)] = {no: name for no in range(10_000) if (name := axis.of(no))}
    return said


@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
@given(history=st.lists(STEPS, min_size=2, max_size=7))
def test_an_index_that_follows_the_feed_is_the_one_that_is_read_anew(template: Path, history: list[Step]) -> None:
    async def story(hub: Hub) -> None:
        following = Memory(GraphIndex(NOUNS.values()))
        await hub.store.read(following.warm())
        for step in history:
            await hub.play(step)
            now, anew = version(hub.path), Memory(GraphIndex(NOUNS.values()))
            await hub.store.read(anew.warm())
            followed, read = await hub.store.read(following.at(now, inf)), await hub.store.read(anew.at(now, inf))
            assert told(followed) == told(read)

    run(template, story)


def test_a_list_with_the_index_counts_and_facets_without_a_statement_that_does(rows: Rows, asker: Callable[..., Asker]) -> None:
    rows.things(EntityKind.INITIATIVE, 5)
    rows.things(EntityKind.INITIATIVE, 3, status="IDEA")
    rows.done()
    ask = asker()
    plain = ask(HITS)
    assert plain["initiatives"]["totalCount"] == 5
    assert any("count(" in sql for sql in ask.reader.statements)
    ask.answers.warm_here()
    assert ask(HITS) == plain
    assert not any("count(" in sql for sql in ask.reader.statements)


def test_a_forged_cursor_is_refused_with_the_index_as_without(rows: Rows, asker: Callable[..., Asker]) -> None:
    rows.things(EntityKind.INITIATIVE, 3)
    rows.done()
    ask = asker()
    true = ask("{ initiatives(first: 1) { pageInfo { endCursor } } }")["initiatives"]["pageInfo"]["endCursor"]
    mark = orjson.loads(urlsafe_b64decode(true + "=="))[0]
    forged = [urlsafe_b64encode(orjson.dumps([mark, *keys])).decode() for keys in ((5, 1), ("a", "b"))]
    ask.answers.warm_here()
    assert [ask.refusal(f'{{ initiatives(after: "{one}") {{ nodes {{ id }} }} }}')[0] for one in forged] == ["BAD_CURSOR"] * 2


def test_words_are_looked_up_once_for_each_version_of_the_graph(rows: Rows, asker: Callable[..., Asker]) -> None:
    rows.things(EntityKind.INITIATIVE, 3, "Laug {}")
    rows.connection.commit()
    ask = asker()
    ask.answers.warm_here()
    questions = [f'{{ initiatives(filter: {{ text: "laug" }}, first: {first}) {{ totalCount }} }}' for first in (1, 2)]
    looked: list[bool] = []

    def told(question: str) -> int:
        total: int = ask(question)["initiatives"]["totalCount"]
        looked.append(any("MATCH" in sql for sql in ask.reader.statements))
        return total

    assert [told(question) for question in questions] == [3, 3]
    (no,) = rows.things(EntityKind.INITIATIVE, 1, "Laug {}")
    rows.add("change", at=AT, type="CREATED", no=no, id="", kind="")
    rows.done()
    assert [told(question) for question in questions] == [4, 4]
    assert looked == [True, False, True, False]
