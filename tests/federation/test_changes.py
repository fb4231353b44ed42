"""The committed promise against what is printed, as `@graphql-inspector` sees it."""

from __future__ import annotations

from pathlib import Path

import pytest

import schema
from schema.build import sdl
from tests.federation.conftest import Ask, patient

pytestmark = [pytest.mark.clients, patient]

COMMITTED = (Path(schema.__file__).parent / "schema.graphql").read_text(encoding="utf-8")


def test_what_is_printed_breaks_nothing_that_is_committed(ask: Ask) -> None:
    changes = ask("changes.mjs", {"before": COMMITTED, "after": sdl()})
    assert [change for change in changes if change["level"] == "BREAKING"] == []


def test_a_field_that_goes_is_seen_as_breaking(ask: Ask) -> None:
    after = sdl().replace("  canonicalId: ID!\n", "  survivor: ID!\n", 1)
    assert after != sdl()
    changes = ask("changes.mjs", {"before": COMMITTED, "after": after})
    assert [change["message"] for change in changes if change["level"] == "BREAKING"] == [
        "Field 'canonicalId' was removed from object type 'Agreement'"
    ]
