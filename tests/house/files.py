"""The files of this repository as its house tests see them: ours, not what was built, fetched or cached."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

HOUSE = Path(__file__).resolve().parents[2]
ROOMS = ("hub", "schema", "connectors", "tests", ".ci")
NOT_OURS = {"node_modules", "static", "__pycache__"}


def our_files(*rooms: str) -> Iterator[Path]:
    """Every file in these rooms (all rooms and the top folder when none is named), in a steady order."""
    if not rooms:
        yield from sorted(path for path in HOUSE.iterdir() if path.is_file() and path.name != ".git")
    for room in rooms or ROOMS:
        for folder, folders, names in os.walk(HOUSE / room):
            folders[:] = sorted(name for name in folders if name not in NOT_OURS and not name.endswith("_cache"))
            yield from (Path(folder, name) for name in sorted(names))
