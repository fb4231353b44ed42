"""The links of an entity, page by page: the kinds and the direction that are asked for say which ways lead to them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hub.query import cursor
from hub.query.plan.page import Pages


class LinkPages(Pages):
    """The pages of `links`."""

    def _ways(self, given: Mapping[str, Any]) -> tuple[str, ...]:
        kinds = given.get("kinds")
        wanted = ("",) if kinds is None else tuple(f" {kind}" for kind in sorted(set(kinds)))
        return tuple(f"{way}{kind}" for way in ("OUT", "IN") if given.get("direction") in (None, "ANY", way) for kind in wanted)

    def _mark(self, given: Mapping[str, Any]) -> str:
        return cursor.fingerprint(self.where.name, None, self._ways(given))
