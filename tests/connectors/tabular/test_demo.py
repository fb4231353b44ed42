"""The tables of the demo: what they say of real money and real places is true to the files, and names no person that they need not."""

from __future__ import annotations

import csv
import json
from collections import Counter
from functools import cache
from time import process_time
from typing import Any

import pytest

from hub.domain.claim import UNSAID, Claim, Money
from hub.sdk.row import Row
from tests.connectors.tabular.given import DEMO, demo, documents, parsed

REFERENCE = DEMO.parent / "reference"


class Harvest:
    """All rows of a source of the demo, and the claims of every `step`-th."""

    def __init__(self, name: str, step: int = 1) -> None:
        connector = demo(name)
        self.rows: list[Row] = []
        for document in documents(connector, DEMO / name):
            rows, broken = parsed(connector, document)
            assert broken == []
            self.rows += rows
        self.claims: list[list[Claim]] = [list(connector.map(row)) for row in self.rows[::step]]
        self.mapped = self.rows[::step]
        self.problems = Counter(problem.code for row in self.mapped for problem in row.problems)

    def of(self, kind: str) -> dict[str, Any]:
        """Claims of a kind by their source id; the last one where a thing is spoken of again and again."""
        return {claim.source_id: claim for claims in self.claims for claim in claims if claim.kind == kind}


harvested = cache(Harvest)


@pytest.fixture(scope="module", params=["berlin-grants", "flensburg-culture", "flensburg-kulturnacht", "samskabelse"])
def harvest(request: pytest.FixtureRequest) -> Harvest:
    return harvested(request.param, 10 if request.param == "berlin-grants" else 1)


@pytest.fixture(scope="module")
def berlin() -> Harvest:
    return harvested("berlin-grants", 10)


@pytest.fixture(scope="module")
def flensburg() -> Harvest:
    return harvested("flensburg-culture")


def test_every_code_theme_and_reference_leads_somewhere(harvest: Harvest) -> None:
    with (REFERENCE / "areas.csv").open(encoding="utf-8", newline="") as file:
        areas = {row["code"] for row in csv.DictReader(file)}
    themes = {theme["key"] for theme in json.loads((REFERENCE / "themes.json").read_text(encoding="utf-8"))}
    claims = [claim for claims in harvest.claims for claim in claims]
    assert {claim.area for claim in claims if isinstance(claim.area, str)} <= areas
    assert {theme for claim in claims if claim.themes is not UNSAID for theme in claim.themes} <= themes
    known = {(claim.kind, claim.source_id) for claim in claims}
    assert [reference for claim in claims for reference in claim.references if (reference.kind, reference.source_id) not in known] == []


def test_nothing_is_left_over_and_nothing_goes_wrong(harvest: Harvest) -> None:
    assert harvest.problems == {}
    assert {name for row in harvest.mapped for name in row.left_over()} == set()
    assert len({row.key for row in harvest.rows}) == len(harvest.rows)


@pytest.mark.slow
def test_berlin_keeps_every_grant_and_every_euro() -> None:
    berlin = Harvest("berlin-grants")
    fundings = berlin.of("FUNDING")
    assert len(berlin.rows) == len(fundings) == 73_436
    with (DEMO / "berlin-grants" / "grants.csv").open(encoding="utf-8", newline="") as file:
        total = sum(int(row["betrag"]) for row in csv.DictReader(file))
    assert sum(claim.amount.minor for claim in fundings.values()) == total * 100
    assert Counter(claim.awarded_on for claim in fundings.values())["2010"] == 8_559
    assert berlin.problems == {}
    names = [claim.name["de"] for claim in berlin.of("ORGANIZATION").values()]
    assert [name for name in names if "c/o" in name.casefold()] == ["C/O Berlin Foundation", "C/O Berlin GmbH & Co. KG"]


@pytest.mark.slow
@pytest.mark.benchmark
def test_berlin_is_parsed_and_mapped_in_seconds() -> None:
    connector = demo("berlin-grants")
    [document] = documents(connector, DEMO / "berlin-grants")
    started = process_time()
    rows, _ = parsed(connector, document)
    parsed_at = process_time()
    assert sum(1 for row in rows[:20_000] for _ in connector.map(row)) > 59_000
    mapped_at = process_time()
    assert len(rows) / (parsed_at - started) > 30_000
    assert 20_000 / (mapped_at - parsed_at) > 5_000


def test_berlin_names_no_person(berlin: Harvest) -> None:
    everything = "\n".join({words for row in berlin.rows for words in (row.key, *row.data.values())})
    for person in ("Rühling", "Regina Paschkowsky", "Norman Heise", "Elke Röllig", "streetwork@online.de"):
        assert person not in everything
    names = [claim.name["de"] for claim in berlin.of("ORGANIZATION").values()]
    assert {name for name in names if "c/o" in name.casefold()} <= {"C/O Berlin Foundation", "C/O Berlin GmbH & Co. KG"}
    assert [name for name in names if "natürliche person" in name.casefold() or "einzelperson" in name.casefold()] == []


def test_berlin_grants_to_persons_have_no_recipient(berlin: Harvest) -> None:
    without = [row.data["name"] for row, claims in zip(berlin.mapped, berlin.claims, strict=True) if len(claims[-1].references) == 1]
    assert len(without) > 10
    assert all("person" in name.casefold() or name.startswith("Ausnahmetatbestand") for name in without)


def test_berlin_placeholders_join_nobody(berlin: Harvest) -> None:
    known = [claim.identifiers for claim in berlin.of("ORGANIZATION").values() if claim.identifiers is not UNSAID]
    numbers = [identifier for identifiers in known for identifier in identifiers]
    assert max(Counter(numbers).values()) <= 3, "one placeholder would join 3,250 recipients"
    assert {number.scheme for number in numbers} == {"DE-VR", "DE-HRB", "DE-HRA", "DE-GNR"}
    assert all(number.value.removesuffix(" NZ").isdigit() and not number.value.startswith("0") for number in numbers)
    assert len(numbers) > 2_000


def test_flensburg_has_a_grant_for_each_year_that_has_one(flensburg: Harvest) -> None:
    fundings = flensburg.of("FUNDING")
    assert fundings["Zuschuss Theaterwerkstatt Pilkentafel|2017"].amount == Money(8_500_000, "EUR")
    assert "Zuschuss an Bachchor|2008" not in fundings, "0 says: nothing that year"
    assert len(fundings) == 487
    named = sorted(claim.name["de"] for claim in flensburg.of("ORGANIZATION").values())
    assert len(named) == 12
    assert "Sydslesvigsk Forening" in named
    assert not [name for name in named if name.startswith(("Zuschuss", "Miete"))]


def test_the_money_of_a_crowd_is_told_whole() -> None:
    fundings = harvested("samskabelse").of("FUNDING")
    campaigns = [claim.campaign for claim in fundings.values() if claim.campaign is not UNSAID]
    assert len(campaigns) == 5
    assert all(campaign.goal and campaign.raised and campaign.backer_count and campaign.closes_at.endswith("Z") for campaign in campaigns)


def test_a_culture_night_has_its_places_and_its_programme() -> None:
    night = harvested("flensburg-kulturnacht")
    events, venues = night.of("EVENT"), night.of("VENUE")
    assert (len(venues), len(events)) == (24, 24 + 8)
    assert {claim.when.starts_at[:10] for claim in events.values()} == {"2024-09-14"}
    pilkentafel = events["23"]
    assert (pilkentafel.when.starts_at, pilkentafel.when.ends_at) == ("2024-09-14T17:00:00Z", "2024-09-14T21:00:00Z")
    assert set(events["10"].description) == {"de", "da"}
    assert sorted(claim.name["de"] for claim in night.of("ORGANIZATION").values()) == [
        "Bunnies Ranch e. V.",
        "Kulturwerkstatt Kühlhaus e. V.",
        "Sydslesvigsk Forening e. V.",
    ]
