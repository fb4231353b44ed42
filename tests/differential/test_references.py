"""Random references of a gateway: the plan answers as the naive interpreter what is found, what is not, and what is no reference."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest
from graphql import GraphQLInterfaceType, GraphQLObjectType

from hub.query.keys import KEYS
from tests.differential import given
from tests.differential.generate import Writer
from tests.differential.values import Values
from tests.interpreter import Interpreter

COUNT, FIRST = 80, 20_261_126
NO_REFERENCES: tuple[Any, ...] = (
    42, "ini_x", [], {}, {"__typename": None, "id": "x"}, {"__typename": "Money", "id": "x"}, {"__typename": "Query"}, {"id": "x"},
    {"__typename": "Node", "id": "area_dk"}, {"__typename": "Venue", "cvr": "1"}, {"__typename": "Area", "id": "area_dk", "code": "dk"},
    {"__typename": "Theme", "id": 7}, {"__typename": "Source", "id": None}, {"__typename": "Event", "id": {"id": "x"}},
    {"__typename": "Entity", "id": "x" * 201}, {"__typename": "Funding", "id": "x", "purpose": "SMUGGLED"},
)  # fmt: skip


class Gateway:
    """Writes references and what is asked of them, and asks both."""

    def __init__(self, database: Path) -> None:
        self.naive: Interpreter = given.interpreter(database)
        self.planned = given.Planned(database)
        self.values: Values = given.values(self.naive)
        self.numbers = [one["cvr"] for one in self.naive.memory.rows["organization"]] or [None]

    def references(self, random: Random, *, aged: bool) -> list[Any]:
        return [self.reference(random, aged=aged) for _ in range(random.choice((0, 1, 3, 12, 40)))]

    def reference(self, random: Random, *, aged: bool) -> Any:
        if random.random() < 0.15:
            return random.choice(NO_REFERENCES)
        kind = random.choice((*KEYS, "Entity", "Initiative", "Initiative", "Organization", "Area"))
        key = random.choice(KEYS[kind])
        if key == "id":
            value = random.choice(self.values.nodes if kind in ("Area", "Theme", "Source") or random.random() < 0.1 else self.values.ids)
            return {"__typename": kind, "id": f"{value}@{random.choice((1, 1200, 4900, 9999, 'x'))}" if aged else value}
        return {"__typename": kind, key: random.choice(self.numbers if key == "cvr" else self.values.codes)}

    def question(self, seed: int, *, aged: bool) -> tuple[str, dict[str, Any]]:
        """What is asked of the things: of all kinds at once by their interface, and of single types."""
        writer = Writer(self.naive.schema, self.values, seed)
        writer.fault, writer.past = False, aged
        if aged:
            writer.values = writer.values.without_words()
        types = writer.random.sample(sorted(KEYS), 2)
        parts = ["__typename"]
        for name in types:
            kind = self.naive.schema.type_map[name]
            assert isinstance(kind, GraphQLObjectType | GraphQLInterfaceType)
            parts.append(f"... on {name} {{ {writer.key()}: __typename }} ... on {name} {writer.selection(kind, 2)}")
        declared = ", ".join(["$of: [_Any!]!", *writer.declared])
        text = f"query ({declared}) {{ _entities(representations: $of) {{ {' '.join(parts)} }} }} {' '.join(writer.fragments.values())}"
        return text, writer.variables


@pytest.fixture(scope="module")
def gateway(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gateway]:
    made = Gateway(given.nasty_database(template, tmp_path_factory.mktemp("references")))
    yield made
    made.planned.reader.close()


def told(answer: dict[str, Any]) -> str:
    """An answer with the code and the place of each error."""
    errors = [(error["extensions"]["code"], error.get("path") if answer["data"] else None) for error in answer.get("errors", ())]
    return json.dumps([answer["data"], errors], ensure_ascii=False)


def test_random_references_are_answered_as_by_the_interpreter(gateway: Gateway) -> None:
    found, faults, codes = 0, 0, set()
    for seed in range(FIRST, FIRST + COUNT):
        random = Random(seed)
        aged = random.random() < 0.2
        text, variables = gateway.question(seed, aged=aged)
        variables |= {"of": gateway.references(random, aged=aged)}
        plain, planned = gateway.naive.answer(text, variables), gateway.planned.answer(text, variables)
        assert told(planned) == told(plain), f"seed {seed}\n{text}\n{json.dumps(variables)}"
        found += sum(item is not None for item in (plain["data"] or {}).get("_entities", ()))
        faults += len(plain.get("errors", ())) if plain["data"] else 0
        codes |= {error["extensions"]["code"] for error in plain.get("errors", ())}
    assert found > 100
    assert faults > 50
    assert "BAD_REPRESENTATION" in codes
