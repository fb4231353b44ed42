"""What things are about: a small SKOS-like vocabulary."""

from __future__ import annotations

from typing import TYPE_CHECKING

import strawberry

from schema.connection import Page, entity_page
from schema.field import LANG, planned
from schema.node import Node

if TYPE_CHECKING:
    from schema.initiative import Initiative


@strawberry.type(description="A word of a small SKOS-like vocabulary. Lists include everything below it.")
class Theme(Node):
    key: str = planned("Unique, and fit for addresses: `nature`, `sport-football`.")
    label: str = planned("The word for people.", LANG)
    broader: Theme | None = planned("The wider theme that it is part of.")
    narrower: list[Theme] = planned("The themes directly below it, by label.")
    sdgs: list[int] = planned("Numbers (1 to 17) of the Sustainable Development Goals that it serves.")
    icnptso: str | None = planned("Its code in the International Classification of Nonprofit and Third Sector Organizations.")
    initiatives: Page[Initiative] = entity_page("Initiative", "Initiatives about this theme, or one below it.")
