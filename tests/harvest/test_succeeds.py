"""A register's mergers and new registrations: who follows whom is a link, and the old ids resolve for ever."""

from __future__ import annotations

import csv
import json
import tomllib
from pathlib import Path

import pytest

from connectors.tabular import Tabular
from hub.domain.document import Document
from hub.domain.ids import EntityKind, mint
from hub.domain.source import Licence, LicenceState, RunOutcome, Source
from hub.harvest.pipeline import harvest
from hub.query.answers import Answers
from hub.settings import Settings
from schema.build import schema
from tests.harvest.look import rows

REGISTER = Path(__file__).resolve().parents[3] / "shared" / "realdata" / "uk-charity-links"
FILES = ("mergers.csv", "reregistrations.csv")
BEFORE_AND_AFTER = """
[[tables]]
name = "%s"
url = "file:%s"
id = ["org_id_a", "org_id_b"]
[[tables.claims]]
kind = "ORGANIZATION"
as = "before"
id = "org_id_a"
fields = { name = "%s" }
identifiers = [{ path = "org_id_a", convert = "org_id" }]
[[tables.claims]]
kind = "ORGANIZATION"
id = "org_id_b"
fields = { name = "%s" }
identifiers = [{ path = "org_id_b", convert = "org_id" }]
references = [{ role = "succeeds", claim = "before"%s }]
"""
SINCE = ', since = { path = "date_property_transferred", convert = "iso_date" }'
MAPPING = BEFORE_AND_AFTER % ("mergers", FILES[0], "org_name_a", "org_name_b", SINCE) + BEFORE_AND_AFTER % (
    "again", FILES[1], "org_name", "org_name", ""
)  # fmt: skip

pytestmark = pytest.mark.asyncio
needs_register = pytest.mark.skipif(not REGISTER.is_dir(), reason="shared/realdata is not beside the checkout")


class Pages:
    """The register's site: its files, each with its header and the lines that are wanted."""

    def __init__(self, pages: dict[str, bytes]) -> None:
        self.pages = pages

    async def get(self, url: str, *, accept: str | None = None) -> Document:
        return Document(url, self.pages[url.removeprefix("file:")], "2026-11-23T13:07:00Z", "text/csv")


async def take_in(store, pages):
    source = Source(key="uk-register", name="Register", connector="tabular", licence=Licence("OGL", LicenceState.KNOWN), language="en")
    report = await harvest(store, source, Tabular(source, tomllib.loads(MAPPING)), Pages(pages))
    assert report.outcome is RunOutcome.PUBLISHED
    return report


def organization_id(number):
    return mint(EntityKind.ORGANIZATION, "uk-register", number)


def edges(database):
    told = rows(
        database, "SELECT e.id, f.id FROM link l JOIN entity e ON e.no = from_no JOIN entity f ON f.no = to_no WHERE l.kind = 'SUCCEEDS'"
    )
    return set(told)


def nodes(store, numbers):
    """Whether node(id) knows each organization, by its number in the register."""
    answers = Answers(schema._schema, store.reader, Settings())
    found = {}
    for number in numbers:
        question = f'{{ node(id: "{organization_id(number)}") {{ id ... on Organization {{ name identifiers {{ scheme value }} }} }} }}'
        found[number] = json.loads(answers.answer_here(question, now="2026-11-23T12:00:00Z").body)["data"]["node"]
    return found


async def test_a_charity_that_two_others_merged_into_succeeds_both(store, database):
    mergers = "org_id_a,org_id_b,org_name_a,org_name_b,date_property_transferred\n"
    mergers += "GB-CHC-216355,GB-CHC-1096364,Africa Inland,Africa Inland Mission,2003-01-01\n"
    mergers += "GB-CHC-281746,GB-CHC-1096364,Hospice,Africa Inland Mission,\n"
    again = "org_id_a,org_id_b,org_name\nGB-CHC-1096364,GB-CHC-1163457,Africa Inland Mission\n"
    await take_in(store, {FILES[0]: mergers.encode(), FILES[1]: again.encode()})
    chain = [("1096364", "216355"), ("1096364", "281746"), ("1163457", "1096364")]
    assert edges(database) == {(organization_id(f"GB-CHC-{new}"), organization_id(f"GB-CHC-{old}")) for new, old in chain}
    assert rows(database, "SELECT since, contested FROM link WHERE since IS NOT NULL") == [("2003-01-01", 0)]
    assert [node["name"] for node in nodes(store, ["GB-CHC-216355", "GB-CHC-1163457"]).values()] == [
        "Africa Inland",
        "Africa Inland Mission",
    ]


def published_pairs():
    """(before, after) of every row that numbers both; a trust that was never registered has no number, so its row has one end only."""
    pairs = set()
    for name in FILES:
        with (REGISTER / name).open(encoding="utf-8-sig", newline="") as file:
            pairs |= {(row["org_id_a"], row["org_id_b"]) for row in csv.DictReader(file)}
    return {(before, after) for before, after in pairs if before and after and before != after}


@needs_register
@pytest.mark.slow
async def test_every_merger_and_new_registration_of_the_uk_register_is_a_link_and_both_ids_resolve(store, database):
    await take_in(store, {name: (REGISTER / name).read_bytes() for name in FILES})
    pairs = published_pairs()
    assert edges(database) == {(organization_id(after), organization_id(before)) for before, after in pairs}
    known = nodes(store, sorted({number for pair in sorted(pairs)[::60] for number in pair}))
    assert all(node is not None and node["id"] == organization_id(number) for number, node in known.items())
    assert {id_ for (id_,) in rows(database, "SELECT id FROM entity")} >= {organization_id(number) for pair in pairs for number in pair}
