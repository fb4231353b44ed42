"""Filters: each condition by itself, put together, and with what is null, empty or too much."""

from __future__ import annotations

import pytest

from hub.domain.ids import EntityKind, mint
from tests.query.rows import dated

KOLAUG, LOCK, BOOKS = "Kogræsserlaug", "Sluselaug på Ærø", "Bogby"


@pytest.fixture
def ask(rows, asker):
    """Three initiatives: a grazing guild led by a municipality, a lock guild with a partner, a book town without anything."""
    town, partner = rows.things(EntityKind.ORGANIZATION, 2, "Org {}")
    kolaug = rows.things(EntityKind.INITIATIVE, 1, KOLAUG, lead_no=town, status="ACTIVE", **dated("started", "2019"))[0]
    lock = rows.things(EntityKind.INITIATIVE, 1, LOCK, status="COMPLETED", adapted_from_no=kolaug, **dated("started", "2021-07"))[0]
    rows.things(EntityKind.INITIATIVE, 1, BOOKS)
    rows.link("PARTNER_OF", [partner], lock)
    rows.link("MEMBER_OF", [partner], town)
    rows.add("member", no=900, id="org_former", kind="ORGANIZATION", source_no=1, source_id="x", canonical_no=town, published_seq=1)
    places = dict(rows.connection.execute("SELECT code, no FROM area"))
    rows.many("entity_area", [
        {"no": kolaug, "area_no": places["dk-kommune-0461"], "how": "is"}, {"no": kolaug, "area_no": places["dk"], "how": "within"},
        {"no": lock, "area_no": places["dk-kommune-0492"], "how": "serves"}, {"no": lock, "area_no": places["dk"], "how": "within"},
    ])  # fmt: skip
    theme = rows.connection.execute("SELECT no FROM theme WHERE key = 'nature'").fetchone()[0]
    rows.add("entity_theme", no=kolaug, theme_no=theme, direct=False)
    rows.add("entity_source", no=lock, source_no=1)
    rows.done()
    return asker()


def found(ask, text, of="initiatives"):
    return {one["name"] for one in ask(f"{{ {of}(filter: {text}) {{ nodes {{ name }} }} }}")[of]["nodes"]}


TOWN = mint(EntityKind.ORGANIZATION, "rows", "1")
PARTNER = mint(EntityKind.ORGANIZATION, "rows", "2")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("{}", {KOLAUG, LOCK, BOOKS}),
        ("{text: null, areas: null}", {KOLAUG, LOCK, BOOKS}),
        ('{text: "laug"}', {KOLAUG, LOCK}),
        ('{text: "SLUSE aero"}', {LOCK}),
        ('{text: "ærø sluse"}', {LOCK}),
        ('{text: "kograes"}', {KOLAUG}),
        ('{text: ""}', set()),
        ('{text: "!!! \\" OR * NEAR("}', set()),
        ("{ids: []}", set()),
        ('{areas: ["dk"]}', {KOLAUG, LOCK}),
        ('{areas: ["dk-kommune-0461", "dk-kommune-0492"]}', {KOLAUG, LOCK}),
        ('{areas: "dk-kommune-0461"}', {KOLAUG}),
        ('{areas: ["nowhere"]}', set()),
        ('{themes: ["nature"]}', {KOLAUG}),
        ('{sources: ["source_rows", "rows"]}', {LOCK}),
        ('{sources: ["rows"]}', set()),
        ('{updatedSince: "2026-01-01T01:00:00+01:00"}', {KOLAUG, LOCK, BOOKS}),
        ('{updatedSince: "2026-01-01T00:00:01Z"}', set()),
        ("{statuses: [COMPLETED]}", {LOCK}),
        (f'{{lead: "{TOWN}"}}', {KOLAUG}),
        ('{lead: "org_former"}', {KOLAUG}),
        ('{lead: "org_nobody"}', set()),
        (f'{{partner: "{PARTNER}"}}', {LOCK}),
        ('{startedOn: {from: "2019", to: "2019"}}', {KOLAUG}),
        ('{startedOn: {from: "2019-01"}}', {LOCK}),
        ('{startedOn: {to: "2021"}}', {KOLAUG, LOCK}),
        ("{startedOn: {}}", {KOLAUG, LOCK}),
        (f'{{adaptedFrom: "{mint(EntityKind.INITIATIVE, "rows", "3")}"}}', {LOCK}),
        ("{and: []}", {KOLAUG, LOCK, BOOKS}),
        ("{or: []}", set()),
        ("{not: {}}", set()),
        ('{not: {lead: "org_former"}}', {LOCK, BOOKS}),
        ('{not: {not: {lead: "org_former"}}}', {KOLAUG}),
        ('{not: {and: [{lead: "org_former"}, {statuses: [ACTIVE]}]}}', {LOCK, BOOKS}),
        ('{or: [{statuses: [COMPLETED]}, {themes: ["nature"], areas: ["dk"]}]}', {KOLAUG, LOCK}),
        ('{areas: ["dk"], not: {or: [{statuses: [COMPLETED]}]}}', {KOLAUG}),
    ],
)
def test_a_filter_finds(ask, text, names):
    assert found(ask, text) == names
    assert ask(f"{{ initiatives(filter: {text}) {{ totalCount }} }}")["initiatives"]["totalCount"] == len(names)


def test_organizations_are_found_by_what_they_belong_to(ask):
    assert found(ask, '{memberOf: "org_former"}', "organizations") == {"Org 2"}
    assert found(ask, "{confirmed: false, types: [ASSOCIATION]}", "organizations") == {"Org 1", "Org 2"}
    assert found(ask, "{confirmed: true}", "organizations") == set()


@pytest.mark.parametrize(("wanted", "count"), [('min: "125"', 1), ('max: "124.99"', 0), ('min: "0", max: "125.00"', 1), ("", 1)])
def test_amounts_are_found_in_their_currency_alone(rows, asker, wanted, count):
    rows.things(EntityKind.FUNDING, 1, amount_minor=12_500, currency="DKK", amount_asc=12_500, amount_desc=-12_500)
    rows.things(EntityKind.FUNDING, 1, amount_minor=12_500, currency="EUR", amount_asc=12_500, amount_desc=-12_500)
    rows.things(EntityKind.FUNDING, 1)
    rows.done()
    ask = asker()
    text = f'{{currency: "DKK" {wanted}}}'
    assert ask(f"{{ fundings(filter: {{amount: {text}}}) {{ totalCount }} }}") == {"fundings": {"totalCount": count}}
    assert ask(f"{{ fundings(filter: {{not: {{amount: {text}}}}}) {{ totalCount }} }}") == {"fundings": {"totalCount": 3 - count}}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('{amount: {currency: "Kroner"}}', "BAD_ARGUMENT"),
        ('{amount: {currency: "DKK", min: "0.001"}}', "BAD_ARGUMENT"),
        ("{and: [" + '{text: "a"}, ' * 21 + "]}", "OVER_LIMIT"),
        ("{or: [" + "{}, " * 100 + "]}", "OVER_LIMIT"),
        ('{awardedOn: {from: "2019-13"}}', "VALIDATION"),
        ("{nosuch: 1}", "VALIDATION"),
    ],
)
def test_a_filter_that_cannot_be_is_refused(ask, text, code):
    assert ask.refusal(f"{{ fundings(filter: {text}) {{ totalCount }} }}")[0] == code


def test_a_filter_may_come_as_a_variable_in_any_shape(ask):
    question = "query ($f: InitiativeFilter) { initiatives(filter: $f) { totalCount } }"
    for given, count in (
        (None, 3),
        ({}, 3),
        ({"statuses": "ACTIVE"}, 2),
        ({"statuses": ["COMPLETED"]}, 1),
        ({"or": [{"areas": ["dk"]}]}, 2),
    ):
        assert ask(question, {"f": given}) == {"initiatives": {"totalCount": count}}


def test_a_nested_list_is_filtered_for_each_parent(ask):
    question = (
        '{ areas(search: "n", first: 50) { nodes { code initiatives(filter: {statuses: [COMPLETED]}) { totalCount nodes { name } } } } }'
    )
    counts = {one["code"]: one["initiatives"]["totalCount"] for one in ask(question)["areas"]["nodes"]}
    assert set(counts.values()) == {0}


def test_roles_say_by_which_links_an_organization_has_initiatives(ask):
    def of(roles):
        found = ask(f"{{ organizations {{ nodes {{ name initiatives{roles} {{ totalCount nodes {{ name }} }} }} }} }}")["organizations"][
            "nodes"
        ]
        return {one["name"]: [initiative["name"] for initiative in one["initiatives"]["nodes"]] for one in found}

    assert of("") == {"Org 1": [], "Org 2": [LOCK]}
    assert of("(roles: [PARTNER_OF, GIVES])") == {"Org 1": [], "Org 2": [LOCK]}
    assert of("(roles: [LEADS])") == of("(roles: [])") == of("(roles: [GIVES])") == {"Org 1": [], "Org 2": []}


def test_facets_count_without_the_filter_on_their_own_dimension(ask):
    facets = "facets(dimensions: [STATUS, YEAR]) { dimension buckets { value count label } }"
    question = f"{{ initiatives(filter: {{statuses: [COMPLETED]}}) {{ totalCount {facets} }} }}"
    assert ask(question)["initiatives"] == {
        "totalCount": 1,
        "facets": [
            {
                "dimension": "STATUS",
                "buckets": [{"value": "ACTIVE", "count": 2, "label": "ACTIVE"}, {"value": "COMPLETED", "count": 1, "label": "COMPLETED"}],
            },
            {"dimension": "YEAR", "buckets": [{"value": "2021", "count": 1, "label": "2021"}]},
        ],
    }
