"""Where the built pages lie (made by hub/web/ui at build time; absent when the build was skipped)."""

from __future__ import annotations

from pathlib import Path

STATIC = Path(__file__).parent / "static"
