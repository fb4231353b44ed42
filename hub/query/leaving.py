"""Work that nobody waits for any more ends at once, instead of at its deadline."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, TypeVar

from hub.errors import Left

T = TypeVar("T")
Leaves = Callable[[], Coroutine[Any, Any, None]]
"""Ends when whoever asked is gone."""


async def unless_left(leaves: Leaves | None, work: Awaitable[T]) -> T:
    """What the work comes to. Raises Left, and cancels the work, when whoever asked leaves before."""
    if leaves is None:
        return await work
    working, leaving = asyncio.ensure_future(work), asyncio.ensure_future(leaves())
    try:
        await asyncio.wait({working, leaving}, return_when=asyncio.FIRST_COMPLETED)
        if working.done():
            return await working
        raise Left("Whoever asked is gone.")
    finally:
        working.cancel()
        leaving.cancel()
