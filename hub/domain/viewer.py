"""Who is asking, as every floor sees it: a value that never changes, so that it can be part of the key of whatever is remembered."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class ViewerRole(StrEnum):
    READER = "READER"
    CONTRIBUTOR = "CONTRIBUTOR"
    MODERATOR = "MODERATOR"
    ADMIN = "ADMIN"
    GATEWAY = "GATEWAY"


@dataclass(frozen=True, slots=True)
class Viewer:
    """Somebody who asks.

    `name` is what budgets and logs know it by: `anybody`, `key:sg_ab12cd34`, `sub:login.example.org:4f1c…` (a keyed hash); never
    anything personal. `speaks_for` holds ids of organizations that a key was made for; `sources` the keys of the sources that it looks
    after, whose drafts and problems it sees as a contributor; `areas` the codes of the areas (with everything beneath) that bound what a
    moderator moderates, and within which a contributor's word counts at once; `cvr` the number of the company or association that an issuer
    vouches for. All lists are sorted, so that equal viewers are equal keys.
    """

    role: ViewerRole = ViewerRole.READER
    scopes: tuple[str, ...] = ()
    speaks_for: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    name: str = "anybody"
    areas: tuple[str, ...] = ()
    cvr: str | None = None

    @property
    def moderates(self) -> bool:
        """Whether it moderates, be it everything or within its areas."""
        return self.role in (ViewerRole.MODERATOR, ViewerRole.ADMIN)

    @property
    def looks_after_all(self) -> bool:
        """Whether every thing and every source is this viewer's to look after."""
        return self.role is ViewerRole.ADMIN or (self.role is ViewerRole.MODERATOR and not self.areas)

    @property
    def moderated_areas(self) -> tuple[str, ...]:
        """The areas within which it moderates, where it does not moderate everything."""
        return self.areas if self.role is ViewerRole.MODERATOR else ()

    @property
    def looks_after(self) -> tuple[str, ...]:
        """The sources that it looks after where it does not look after all: a contributor's own; nobody else's."""
        return self.sources if self.role is ViewerRole.CONTRIBUTOR else ()


ANYBODY = Viewer()
