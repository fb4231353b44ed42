"""The guard against vanishing sources: an empty or much smaller answer is more often a broken site than the end of all associations."""

from __future__ import annotations

from hub.domain.source import CoverageKind, Source, SourcePolicy

FEWEST_INSIDE = 5
"""Of fewer items inside of a window, or among the newest, all may go."""


def reason_to_hold(source: Source, coverage: CoverageKind, items: int, items_before: int) -> str | None:
    """Why a run has to wait for a person, or None. An answer that covers only a part may be as small as it likes.

    >>> from hub.domain.source import Licence, LicenceState
    >>> source = Source(key="k", name="K", connector="c", licence=Licence("?", LicenceState.UNKNOWN))
    >>> reason_to_hold(source, CoverageKind.EVERYTHING, 50, 100)
    'only 50 items, 50 % fewer than the 100 of the last complete run (40 % are allowed)'
    """
    if source.policy is SourcePolicy.REVIEW:
        return "the source is under review"
    if source.policy is SourcePolicy.DISCOVERY:
        return "the source only helps to find what is missing; it is never published"
    if coverage is not CoverageKind.EVERYTHING or items_before == 0:
        return None
    if items == 0:
        return f"an empty answer, where the last complete run had {items_before} items"
    fewer = 100 - items * 100 / items_before
    if fewer > source.shrink_percent:
        before = f"the {items_before} of the last complete run ({source.shrink_percent} % are allowed)"
        return f"only {items} items, {fewer:.0f} % fewer than {before}"
    return None


def reason_to_hold_a_part(source: Source, inside: int, missing: int) -> str | None:
    """The same for a window or the newest n, from the items that were public inside of it and how many of these are missing."""
    if inside < FEWEST_INSIDE or missing * 100 <= source.shrink_percent * inside:
        return None
    return f"{missing} of the {inside} items inside of what the answer covers are missing ({source.shrink_percent} % are allowed)"
