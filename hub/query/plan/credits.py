"""Who is to be named for an entity: the sources of its live claims, as one sentence in the language of the request."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, select

from hub.domain.attribution import Credit, sentence
from hub.domain.source import LicenceState
from hub.query.plan.ask import Ask
from hub.query.plan.level import Level, Walk
from hub.query.plan.load import LISTED, Load
from hub.query.plan.shape import Row
from hub.query.plan.statement import KEYS
from hub.store.engine import in_list
from hub.store.tables import entity_source, source


class CreditsLevel(Level):
    """The sentences, by entity; every key has one."""

    def __init__(self) -> None:
        super().__init__()
        self.row = Row()

    def estimate(self, ask: Ask, parents: int) -> Load:  # noqa: ARG002
        return Load(0, parents * LISTED)

    def run(self, ask: Ask, keys: list[Any]) -> Walk:
        rows = yield from self.query(ask, None, self._build, {"keys": keys})
        credits_: dict[Any, list[Credit]] = {key: [] for key in keys}
        for no, name, publisher, wish, licence, state, illustrative, _ in rows:
            known = licence if state != LicenceState.UNKNOWN else None
            credits_[no].append(Credit(wish or publisher or name, known, bool(illustrative)))
        return {key: sentence(named, ask.lang) for key, named in credits_.items()}

    def _build(self) -> Select[Any]:
        told = (source.c.name, source.c.publisher, source.c.attribution, source.c.licence_name, source.c.licence_state)
        found = select(entity_source.c.no, *told, source.c.illustrative, source.c.key)
        found = found.join(source, source.c.no == entity_source.c.source_no)
        return found.where(in_list(entity_source.c.no, KEYS)).order_by(entity_source.c.no, source.c.key)
