"""The web application over a store, without a server around it."""

from __future__ import annotations

from typing import Any

from starlette.applications import Starlette

from hub.auth.who import Who
from hub.curation.desk import Desk
from hub.query.answers import Answers
from hub.settings import Settings
from hub.store.store import Store
from hub.web.app import application
from schema.build import sdl
from schema.federation import served


def applied(store: Store, settings: Settings | None = None, **changed: Any) -> Starlette:
    """The application with these settings."""
    settings = settings or Settings(**changed)
    return application(Answers(served(), store.reader, settings, Desk(store, settings)), Who(store, settings), store, settings, sdl())
