"""An amount of money."""

from __future__ import annotations

import strawberry

from schema.field import planned
from schema.scalars import Decimal


@strawberry.type(description="An amount of money.")
class Money:
    amount: Decimal = planned('With all decimals of its currency: `"12500.00"`.')
    currency: str = planned("ISO 4217: `DKK`, `EUR`.")
