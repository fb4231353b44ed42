"""Pages of other people, as served: each is read without an exception, and what cannot be read is counted with a reason."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.connectors.website.reading import read

REAL = Path(__file__).parents[4] / "shared" / "realdata"
FOLDERS = ("html-civic-pages", "html-extruct", "html-schemaorg-examples", "html-microformats")

pytestmark = pytest.mark.skipif(not REAL.is_dir(), reason="shared/realdata is not beside the checkout")


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_page_is_read(folder: str) -> None:
    files = [path for path in sorted((REAL / folder).iterdir()) if path.name != "SOURCE.md"]
    assert files
    for path in files:
        reading = read(path.read_bytes(), path=path.name)
        assert all(one.reason for one in reading.unreadable)
        assert all(reason for reason in reading.refused.values())


def test_one_thing_reads_alike_in_both_syntaxes() -> None:
    for number in ("0008", "0015", "0203"):
        said = [
            read((REAL / FOLDERS[2] / f"eg-{number}.{syntax}.html").read_bytes(), path="om").only() for syntax in ("jsonld", "microdata")
        ]
        assert said[0] == said[1]


def test_all_events_of_a_page_survive_its_broken_block() -> None:
    pages = {path.name: read(path.read_bytes(), path=path.name) for path in sorted((REAL / FOLDERS[0]).glob("*.html"))}
    assert sum(len(reading.rows) for reading in pages.values()) > 30
    assert sum(len(reading.unreadable) for reading in pages.values()) == 0, "every block of these pages can be mended"
