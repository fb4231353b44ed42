"""The data that ships in the package: every reference resolves, and what is promised is there."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from hub.domain import dates
from hub.domain.funding import FundingType
from hub.domain.initiative import InitiativeStatus
from hub.domain.organization import OrganizationType

DATA = Path(__file__).parents[2] / "hub" / "data"
SITE = DATA / "demo" / "engelaug.example"
BERLIN = DATA / "demo" / "berlin-grants"
AREA_TYPES = {
    *("COUNTRY", "REGION", "MUNICIPALITY", "DISTRICT", "LOCAL_COUNCIL_AREA"),
    *("PARISH", "POSTCODE", "LOCALITY", "NEIGHBOURHOOD", "OTHER"),
}
PLANTED = SITE / "om-os.html"
EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.\w{2,}")
PHONE = re.compile(r"\+\d\d[\s\d]{6,}|\b\d\d \d\d \d\d \d\d\b|\b[2-9]\d{7}\b")

# The examples that the project began with, and the themes by which one finds it.
FOUNDING_EXAMPLES = {
    "help for refugees": {"refugee-help"},
    "cattle- and sheep-grazing guilds": {"grazing"},
    "trout patrols of schools and kindergartens": {"streams", "outdoor-learning"},
    "a lock guild with its own flood protection": {"climate-adaptation", "streams"},
    "cultural associations in city development": {"city-development", "culture"},
    "bridges for vulnerable children into leisure life": {"vulnerable-children", "youth-leisure"},
    "night ravens": {"public-safety"},
    "villages with their own sewage plant": {"waste-water", "village-life"},
    "local councils": {"local-councils"},
    "shared workshops": {"shared-workshops"},
    "a book town": {"books-reading"},
    "festivals": {"festivals"},
}


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def collection(noun: str) -> dict[str, dict[str, Any]]:
    items = json.loads((DATA / "demo" / "samskabelse" / f"{noun}.json").read_text("utf-8"))
    by_id = {item["id"]: item for item in items}
    assert len(by_id) == len(items), "an id stands twice"
    return by_id


AREAS = {row["code"]: row for row in table(DATA / "reference" / "areas.csv")}
THEMES = {theme["key"]: theme for theme in json.loads((DATA / "reference" / "themes.json").read_text("utf-8"))}
ORGANIZATIONS, INITIATIVES, FUNDINGS = map(collection, ("organizations", "initiatives", "fundings"))


def lineage(code: str) -> list[str]:
    """The area itself, then all that it lies in, the country last."""
    codes = [code]
    while parent := AREAS[codes[-1]]["parent"]:
        assert parent not in codes, f"{code} lies within itself"
        codes.append(parent)
    return codes


@pytest.fixture(scope="module")
def boundaries() -> dict[str, list[list[list[tuple[float, float]]]]]:
    """Polygons by code, each a list of rings, the outer one first."""
    found = {}
    for feature in json.loads((DATA / "reference" / "boundaries.geojson").read_text("utf-8"))["features"]:
        geometry = feature["geometry"]
        assert geometry["type"] in {"Polygon", "MultiPolygon"}
        assert feature["properties"]["code"] not in found
        single = geometry["type"] == "Polygon"
        found[feature["properties"]["code"]] = [geometry["coordinates"]] if single else geometry["coordinates"]
    return found


def test_area_codes_are_unique_and_every_parent_is_known() -> None:
    assert len(AREAS) == len(table(DATA / "reference" / "areas.csv"))
    for code, area in AREAS.items():
        assert re.fullmatch(r"[a-z]{2}(-[a-z0-9]+)*", code)
        assert area["type"] in AREA_TYPES
        assert area["name_da"]
        assert area["name_en"]
        assert area["name_de"]
        assert area["parent"] in AREAS or (area["type"] == "COUNTRY" and not area["parent"])
        assert lineage(code)[-1] in {"dk", "de"}


def test_all_of_denmark_is_there() -> None:
    kinds = Counter((code.split("-")[0], area["type"]) for code, area in AREAS.items())
    assert kinds["dk", "MUNICIPALITY"] == 98
    assert kinds["dk", "POSTCODE"] == 592
    assert AREAS["dk-kommune-0461"]["parent"] == "dk-region-1083"
    assert AREAS["dk-postnr-5000"]["parent"] == "dk-kommune-0461"
    assert "dk-postnr-1000-1499" in AREAS
    assert AREAS["dk-kommune-0411"]["type"] == "OTHER", "Christiansø is not a municipality"


def test_regions_follow_one_another_on_new_years_day_2027() -> None:
    regions = [area for code, area in AREAS.items() if code.startswith("dk-region-")]
    valid = {
        day: [r["code"] for r in regions if r["valid_from"] <= day <= (r["valid_to"] or "9999")] for day in ("2026-12-31", "2027-01-01")
    }
    assert len(valid["2026-12-31"]) == 5
    assert sorted(valid["2027-01-01"]) == ["dk-region-1081", "dk-region-1082", "dk-region-1083", "dk-region-oestdanmark"]


def test_every_berlin_grant_finds_its_postcode_and_its_theme() -> None:
    for row in table(BERLIN / "dict_plz.csv"):
        assert row["label"] == "0" or f"de-plz-{row['label'].zfill(5)}" in AREAS
    theme_of = {row["label"]: row["theme"] for row in table(BERLIN / "theme_of_politikbereich.csv")}
    assert set(theme_of) == {row["label"] for row in table(BERLIN / "dict_politikbereich.csv")}
    assert set(theme_of.values()) <= {*THEMES, ""}
    assert [label for label, theme in theme_of.items() if not theme] == ["'"]


def test_real_grants_are_whole() -> None:
    codes = {path.stem.removeprefix("dict_"): {row["id"] for row in table(path)} for path in BERLIN.glob("dict_*.csv")}
    assert len(codes) == 7
    grants = table(BERLIN / "grants.csv")
    assert len(grants) == 73_436
    for column, known in codes.items():
        assert {grant[column] for grant in grants} <= {*known, ""}
    flensburg = table(DATA / "demo" / "flensburg-culture" / "flensburg_kultur_zuschuesse_2008-2024.csv")
    assert len(flensburg) == 47
    assert {f"de-plz-{row['postcode']}" for row in flensburg if row["postcode"]} <= set(AREAS)


def test_boundaries_are_closed_rings_within_the_box_of_their_area(boundaries) -> None:
    outlined = {"dk-region-1081", "dk-kommune-0461", "dk-postnr-1000-1499", "de-plz-12047"}
    assert outlined <= set(boundaries) <= set(AREAS)
    for code, polygons in boundaries.items():
        west, south, east, north = (float(AREAS[code][side]) for side in ("min_lon", "min_lat", "max_lon", "max_lat"))
        for number, ring in ((number, ring) for polygon in polygons for number, ring in enumerate(polygon)):
            assert len(ring) >= 4
            assert ring[0] == ring[-1]
            assert all(west <= x <= east and south <= y <= north for x, y in ring), code
            area = sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise(ring))
            assert (area > 0) == (number == 0), f"{code}: outer rings run counter-clockwise, holes clockwise"


def test_themes_have_two_levels_and_three_languages() -> None:
    assert 40 <= len(THEMES) <= 60
    for theme in THEMES.values():
        assert all(theme["label"][lang] for lang in ("da", "en", "de"))
        assert theme["broader"] is None or THEMES[theme["broader"]]["broader"] is None
        assert set(theme["sdgs"]) <= set(range(1, 18))
        assert theme["icnptso"] is None or re.fullmatch(r"[A-L]([1-9]0([1-9])?|[1-9]\d)?", theme["icnptso"])


def test_every_reference_of_the_illustrative_collection_resolves() -> None:
    for thing in (*ORGANIZATIONS.values(), *INITIATIVES.values()):
        assert {thing["area"], *thing.get("serves", ())} <= set(AREAS)
        assert thing["themes"]
        assert set(thing["themes"]) <= set(THEMES)
    for organization in ORGANIZATIONS.values():
        assert organization["type"] in set(OrganizationType)
        assert {*organization.get("member_of", ()), organization.get("part_of", organization["id"])} <= set(ORGANIZATIONS)
    for initiative in INITIATIVES.values():
        assert initiative["status"] in set(InitiativeStatus)
        assert {initiative["lead"], *initiative.get("partners", ())} <= set(ORGANIZATIONS)
        assert initiative["lead"] not in initiative.get("partners", ())
        assert initiative.get("adapted_from") in {None, *INITIATIVES} - {initiative["id"]}
    for funding in FUNDINGS.values():
        assert funding["type"] in set(FundingType)
        assert {funding["funder"], funding["recipient"]} <= set(ORGANIZATIONS)
        assert funding.get("initiative") in {None, *INITIATIVES}


def test_texts_are_danish_and_english_and_dates_are_real() -> None:
    for thing in (*ORGANIZATIONS.values(), *INITIATIVES.values(), *FUNDINGS.values()):
        for field in {"name", "summary", "description", "purpose"} & set(thing):
            assert set(thing[field]) == {"da", "en"}
            assert all(text == text.strip() and text for text in thing[field].values())
        for field in {"started_on", "ended_on", "awarded_on", "from_date", "until_date"} & set(thing):
            assert dates.partial(thing[field])
    assert {len(initiative["started_on"]) for initiative in INITIATIVES.values()} == {4, 7, 10}, "dates are as precise as they are known"
    assert all({"name", "summary", "description"} <= set(initiative) for initiative in INITIATIVES.values())


@pytest.mark.parametrize("example", FOUNDING_EXAMPLES)
def test_every_founding_example_is_told(example: str) -> None:
    assert [one for one in INITIATIVES.values() if set(one["themes"]) >= FOUNDING_EXAMPLES[example]]


def test_every_form_of_money_is_there() -> None:
    forms = Counter(funding["type"] for funding in FUNDINGS.values())
    assert set(forms) >= {"GRANT", "CORE_FUNDING", "MICROLOAN", "CROWDFUNDING", "PILOT_FUND", "LOAN", "PRIZE", "IN_KIND"}
    for funding in FUNDINGS.values():
        assert Decimal(funding["amount"]) > 0
        assert re.fullmatch(r"\d+\.\d\d", funding["amount"])
        assert ("campaign" in funding) == (funding["type"] == "CROWDFUNDING")
        assert funding.get("campaign", {}).get("raised", funding["amount"]) == funding["amount"]
    assert any(funding.get("regrant") for funding in FUNDINGS.values())


def test_good_examples_spread_to_other_municipalities() -> None:
    municipalities = [one for one in ORGANIZATIONS.values() if one["type"] == "MUNICIPALITY"]
    assert len(municipalities) == 10
    assert all(one["area"].startswith("dk-kommune-") for one in municipalities)
    spread = [one for one in INITIATIVES.values() if "adapted_from" in one]
    assert len([one for one in spread if one["area"] != INITIATIVES[one["adapted_from"]]["area"]]) >= 10
    assert len([one for one in ORGANIZATIONS.values() if "member_of" in one]) >= 10


def test_illustrative_places_lie_in_their_areas(boundaries) -> None:
    for thing in (*ORGANIZATIONS.values(), *INITIATIVES.values()):
        outlined = next((code for code in lineage(thing["area"]) if code in boundaries), None)
        if "lat" in thing and outlined:
            assert any(inside(thing["lon"], thing["lat"], polygon[0]) for polygon in boundaries[outlined]), thing["id"]


def inside(x: float, y: float, ring: list[tuple[float, float]]) -> bool:
    crossed = (x < (x2 - x1) * (y - y1) / (y2 - y1) + x1 for (x1, y1), (x2, y2) in pairwise(ring) if (y1 > y) != (y2 > y))
    return sum(crossed) % 2 == 1


def test_what_is_invented_says_so_and_leads_nowhere_real() -> None:
    for thing in (*ORGANIZATIONS.values(), *INITIATIVES.values()):
        for address in (thing.get("website"), thing.get("url"), thing.get("contact_page")):
            assert address is None or address.startswith("https://example.org/")
    assert not any({"cvr", "identifiers", "contact", "email", "phone"} & set(one) for one in ORGANIZATIONS.values())
    assert "invented" in (DATA / "demo" / "samskabelse" / "README.md").read_text("utf-8")


def test_only_the_planted_page_names_a_person() -> None:
    invented = (f"demo/{name}" for name in ("samskabelse", "engelaug.example", "engelaug-news", "engelaug-calendar", "engelaug-blog"))
    ours = [path for part in ("reference", *invented) for path in (DATA / part).rglob("*")]
    for path in ours:
        if path.suffix in {".json", ".html", ".xml", ".txt", ".csv", ".md"}:
            words = path.read_text("utf-8")
            reachable = EMAIL.search(words) or (path.name != "areas.csv" and PHONE.search(words)) or "Testine" in words
            assert bool(reachable) == (path == PLANTED), path.name
    assert {"testine@example.org", "+45 00 00 00 00"} == {
        *EMAIL.findall(PLANTED.read_text("utf-8")),
        *PHONE.findall(PLANTED.read_text("utf-8")),
    }


def test_whose_data_it_is_stands_beside_every_set_of_others() -> None:
    for folder, licence in (
        ("reference", "free use with"),
        ("demo/berlin-grants", "CC BY"),
        ("demo/flensburg-culture", "CC0"),
        ("demo/flensburg-kulturnacht", "CC0"),
    ):
        assert licence in (DATA / folder / "ATTRIBUTION.md").read_text("utf-8")
    assert "DAGI 1:500.000, februar 2014" in (DATA / "reference" / "ATTRIBUTION.md").read_text("utf-8")


def test_the_sitemap_names_every_page_and_no_other() -> None:
    pages = {path.relative_to(SITE).as_posix().removesuffix("index.html") for path in SITE.rglob("*.html")}
    named = re.findall(r"<loc>https://engelaug\.example/(.*?)</loc>", (SITE / "sitemap.xml").read_text("utf-8"))
    assert sorted(named) == sorted(pages)
    for path in SITE.rglob("*.html"):
        words = path.read_text("utf-8")
        assert 'property="og:title"' in words
        for target in re.findall(r'href="([^":]+)"', words):
            assert (path.parent / target).is_file()


def test_the_site_makes_the_mistakes_that_its_readme_tells_of() -> None:
    def blocks(page: str) -> list[str]:
        return re.findall(r'<script type="application/ld\+json">(.*?)</script>', (SITE / page).read_text("utf-8"), re.DOTALL)

    def readable(block: str) -> bool:
        try:
            json.loads(block)
        except ValueError:
            return False
        return True

    assert [bool(block.strip()) for block in blocks("index.html")] == [True, False]
    assert "&amp;" in json.loads(blocks("index.html")[0])["description"]
    assert [readable(block) for block in blocks("projekter/suppe-og-sang.html")] == [True, False, False]
    mended = re.sub(r",(\s*[\]}])", r"\1", blocks("projekter/suppe-og-sang.html")[2])
    assert json.loads(mended, strict=False)["@type"] == "Project"
    assert "@graph" in json.loads(blocks("projekter/hoeslaet.html")[0])
    assert blocks("projekter/froebanken.html") == []
    assert 'itemtype="https://schema.org/Project"' in (SITE / "projekter/froebanken.html").read_text("utf-8")
