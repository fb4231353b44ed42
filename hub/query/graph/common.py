"""What several things have in common: what each of them is tied to, by a link or through one grant, agreement or event."""

from __future__ import annotations

from collections.abc import Sequence

from hub.query.graph.lens import Lens
from hub.query.graph.paths import prove


def common(lens: Lens, things: Sequence[int], first: int) -> list[tuple[int, list[int]]]:
    """What all of `things` are tied to, that with the fewest links first, each with the links that tie it to them in their order.

    Raises: OverLimit when too many links would have to be looked at.
    """
    lens.insist(things)
    shared: set[int] | None = None
    for no in sorted(things, key=lens.links.degree):
        tied = _tied(lens, no)
        shared = tied if shared is None else shared & tied
    degree = lens.links.degree
    best = sorted((shared or set()) - lens.asked, key=lambda no: (degree(no), no))[:first]
    return [(no, [link for thing in things for link in prove(lens, thing, no)[1]]) for no in best]


def _tied(lens: Lens, no: int) -> set[int]:
    """What a thing is tied to, what stands between it and others included."""
    between = set(lens.between(no))
    lens.insist(between)
    tied = between.union(lens.ends(no))
    for one in between:
        tied.update(lens.ends(one))
    return tied
