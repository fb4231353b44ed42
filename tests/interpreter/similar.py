"""Initiatives like one, by comparing it with every other."""

from __future__ import annotations

from typing import Any

from graphql import GraphQLResolveInfo

from hub.domain.likeness import likeness, theme_weight, words_of
from tests.interpreter import lists
from tests.interpreter.memory import Row
from tests.interpreter.resolvers import Request, answers, present

MOST_READ = 60


@answers("Initiative.similar")
def _similar(ask: Request, row: Row, arguments: Row, _info: GraphQLResolveInfo) -> Any:
    present(ask)
    count, _ = lists.how_many(arguments, ask.max_page)
    every = ask.memory.of_kind("Initiative")
    having = {one["no"]: {joint["theme_no"] for joint in ask.memory.where("entity_theme", "no", one["no"])} for one in every}
    own = {joint["theme_no"] for joint in ask.memory.where("entity_theme", "no", row["no"]) if joint["direct"]}
    weights = {theme: theme_weight(len(every), sum(theme in themes for themes in having.values())) for theme in own}
    shared = {one["no"]: [weights[theme] for theme in own & having[one["no"]]] for one in every if one["no"] != row["no"]}
    near = sorted((no for no in shared if shared[no]), key=lambda no: (-sum(shared[no]), no))[:MOST_READ]
    things, words = {one["no"]: one for one in every}, words_of(row["name"], row["summary"])
    scores = {
        no: likeness(shared[no], words, words_of(things[no]["name"], things[no]["summary"]))
        for no in near
        if row["area_no"] is None or things[no]["area_no"] != row["area_no"]
    }
    return [things[no] for no in sorted(scores, key=lambda no: (-scores[no], no))[:count]]
