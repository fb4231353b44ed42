"""Walks through the graph by plain dictionaries and breadth-first search, with nothing remembered and nothing saved."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import Any

from hub.domain.link import BETWEEN, LinkKind

Row = dict[str, Any]
KINDS = [kind.value for kind in LinkKind]


def over(date: str | None, since: str | None) -> bool:
    """Whether something of this date was over when `since` began."""
    return date is not None and since is not None and date.ljust(10, "~") < since.ljust(10, " ")


class Walker:
    """The graph as one question sees it. `kinds` and `moments` tell of each thing what it is and when it was over."""

    def __init__(
        self,
        links: Iterable[Row],
        kinds: Mapping[int, str],
        moments: Mapping[int, str | None],
        asked: Iterable[int],
        *,
        link_kinds: Iterable[str] | None = None,
        since: str | None = None,
        avoid: Iterable[int] = (),
        max_degree: int | None = None,
    ) -> None:
        self.kinds, self.asked = kinds, set(asked)
        self.closed: set[int] = set()
        self.around: dict[int, list[tuple[tuple[Any, ...], int, int]]] = {no: [] for no in kinds}
        wanted = KINDS if link_kinds is None else list(link_kinds)
        degrees = dict.fromkeys(kinds, 0)
        for link in links:
            if link["contested"]:
                continue
            ends = link["from_no"], link["to_no"]
            moment = min((date for end in ends if (date := moments.get(end))), default=None)
            for no in ends:
                degrees[no] += 1
            if link["kind"] in wanted and not over(link["until"], since) and not over(moment, since):
                date = link["since"] or moment or link["until"] or ""
                for no, other in (ends, ends[::-1]):
                    order = (KINDS.index(link["kind"]), -link["confidence_percent"], tuple(-ord(c) for c in date.ljust(10)), -link["no"])
                    self.around[no].append(((self.between(other), *order), other, link["no"]))
        for entries in self.around.values():
            entries.sort()
        self.degrees = degrees
        closed = {no for no in kinds if no in set(avoid) or (max_degree is not None and degrees[no] > max_degree)}
        self.closed = closed - self.asked

    def between(self, no: int) -> bool:
        return self.kinds[no] in BETWEEN and no not in self.asked

    def things(self, no: int, *, between: bool) -> list[int]:
        return [other for _, other, _ in self.around[no] if self.between(other) is between]

    def step(self, no: int) -> set[int]:
        found = set(self.things(no, between=False))
        for one in self.things(no, between=True):
            if one not in self.closed:
                found |= set(self.things(one, between=False))
        return found - {no} - self.closed

    def rank(self, no: int) -> tuple[int, int]:
        return self.degrees[no], no

    def proof(self, one: int, other: int) -> tuple[list[int], list[int]]:
        here, there = sorted((one, other), key=self.rank)
        for _, no, link in self.around[here]:
            if no == there:
                return [], [link]
        for _, no, link in self.around[here]:
            onwards = [behind for _, end, behind in self.around[no] if end == there]
            if self.between(no) and no not in self.closed and onwards:
                return [no], [link, onwards[0]] if here == one else [onwards[0], link]
        raise AssertionError("no step")

    # --- The three questions ------------------------------------------------------------------------------------------------------------

    def paths(self, start: int, end: int, most: int, first: int) -> list[tuple[int, list[int], list[int]]]:
        ways, met = [[start]], {start}
        for _ in range(most):
            if any(way[-1] == end for way in ways):
                break
            steps = {no: self.step(no) - met for no in {way[-1] for way in ways}}  # no shortest way comes back to where one was sooner
            ways = [[*way, no] for way in ways for no in steps[way[-1]]]
            met.update(way[-1] for way in ways)
        found = sorted((way for way in ways if way[-1] == end), key=lambda way: [self.rank(no) for no in way])
        return [self.told(way) for way in found[:first]]

    def told(self, way: list[int]) -> tuple[int, list[int], list[int]]:
        nodes, links = [way[0]], list[int]()
        for one, other in pairwise(way):
            between, proof = self.proof(one, other)
            nodes += [*between, other]
            links += proof
        return len(way) - 1, nodes, links

    def common(self, things: list[int], first: int) -> list[tuple[int, list[int]]]:
        tied = [{other for _, other, _ in self.around[no]} | self.step(no) for no in things]
        shared = sorted(set.intersection(*tied) - set(things), key=self.rank)[:first]
        return [(no, [link for thing in things for link in self.proof(thing, no)[1]]) for no in shared]

    def network(self, start: int, depth: int, limit: int) -> tuple[list[int], list[int], int, int]:
        drawn, drawn_links = self.within(start, depth, limit)
        everything, all_links = self.within(start, depth, len(self.kinds))
        return drawn, drawn_links, len(everything), len(all_links)

    def within(self, start: int, depth: int, limit: int) -> tuple[list[int], list[int]]:
        steps = {start: 0}

        def draw(no: int, step: int) -> bool:
            if no in steps or len(steps) >= limit:
                return False
            steps[no] = step
            return True

        for step in range(1, depth + 1):
            rim = [no for no, met in steps.items() if met == step - 1 and not self.between(no)]
            entries = sorted(entry for no in rim for entry in self.around[no] if entry[1] not in steps)
            turns = {}
            for order, no, _ in entries:
                turns.setdefault(order[:2], []).append(no)
            for turn in range(max(map(len, turns.values()), default=0)):
                for group in sorted(turns):
                    if turn < len(turns[group]) and draw(turns[group][turn], step) and self.between(turns[group][turn]):
                        for behind in self.things(turns[group][turn], between=False):
                            draw(behind, step)
        places = {no: place for place, no in enumerate(steps)}
        links = set()
        for one, step in steps.items():
            for order, other, link in self.around[one]:
                classes = self.between(one) + self.between(other)
                if other in steps and (classes == 1 or (classes == 0 and min(step, steps[other]) < depth)):
                    links.add((*sorted((places[one], places[other]), reverse=True), order[1:], link))
        return list(steps), [link for *_, link in sorted(links, key=lambda one: one[:3])]
