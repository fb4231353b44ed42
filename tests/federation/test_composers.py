"""Three composers join this graph with the subgraphs of others."""

from __future__ import annotations

import pytest

from schema.federation import subgraph
from tests.federation import forum, notes
from tests.federation.conftest import Ask, patient

pytestmark = [pytest.mark.clients, patient]

COMPOSERS = ("apollo", "guild", "wundergraph")
ACCEPTED: dict[str, list[str]] = {composer: [] for composer in COMPOSERS}
LINK = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key", "@shareable"])\n'
PLACES = f"""{LINK}
type Query {{ weather(cvr: String!): Weather }}
type Weather {{ area: Area organization: Organization damage: Money place: Location pages: PageInfo }}
type Area @key(fields: "code") {{ code: String! rain: Float }}
type Organization @key(fields: "cvr") {{ cvr: String warned: Boolean! }}
type Money @shareable {{ amount: Decimal! currency: String! }}
type Location @shareable {{ latitude: Float! longitude: Float! precision: LocationPrecision! }}
type PageInfo @shareable {{ hasNextPage: Boolean! hasPreviousPage: Boolean! startCursor: String endCursor: String }}
scalar Decimal
enum LocationPrecision {{ POINT ADDRESS STREET POSTCODE AREA UNKNOWN }}
"""
CLASHES = f"""{LINK}
type Query {{ latestPosts: [Initiative!]! }}
type Initiative @key(fields: "id") {{ id: ID! name: String! }}
"""
"""It claims a field of ours that is nobody else's to answer."""


def composed(ask: Ask, **others: str) -> dict[str, list[str]]:
    """What each composer has to say about our subgraph beside these."""
    subgraphs = [{"name": name, "sdl": sdl} for name, sdl in {"samgraf": subgraph(), **others}.items()]
    told: dict[str, list[str]] = ask("composers.mjs", {"composers": COMPOSERS, "subgraphs": subgraphs})
    return told


def test_a_forum_adds_its_threads_to_initiatives(ask: Ask) -> None:
    assert composed(ask, forum=forum.schema.as_str()) == ACCEPTED


def test_something_is_added_to_all_ten_kinds_at_once_by_the_key_of_their_interface(ask: Ask) -> None:
    assert composed(ask, notes=notes.schema.as_str()) == ACCEPTED


def test_another_graph_names_areas_and_organizations_by_their_own_keys_and_shares_our_values(ask: Ask) -> None:
    assert composed(ask, places=PLACES) == ACCEPTED


def test_a_field_that_another_graph_claims_is_refused_by_each(ask: Ask) -> None:
    told = composed(ask, clashes=CLASHES)
    assert {composer for composer in COMPOSERS if any("name" in complaint for complaint in told[composer])} == set(COMPOSERS), told
