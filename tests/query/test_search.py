"""Search: what is typed is words, and finds what people mean by them."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest
from sqlalchemy import create_engine

from hub.domain.collation import fold
from hub.domain.ids import EntityKind
from hub.query.plan import relevance
from hub.query.snippet import finder, snippet
from hub.store import search
from tests.query.conftest import Asker
from tests.query.rows import Rows

SAID = (
    ("Håndboldklubben Fremad", "da", "Idræt for børn og unge i hele byen."),
    ("Lokalhistorisk forening i Århus", "da", "Vi samler fotografier, breve og gamle aviser."),
    ("Ærø Vandværk", "da", "Foreningen passer på vandet."),
    ("Kultur og byudvikling", "da", "Kunstnere og naboer former havnen."),
    ("Verein der Bücherfreunde", "de", "Straßen voller Bücher, Häuser voller Menschen."),
    ("Granting Hope", "en", "We granted money to communities OR schools."),
    ("Föreningarna i Malmö", "sv", "Nästan alla föreningar."),
    ("Natteravne", "da", "Forældre går tur om natten." + " Der er mange gader i byen." * 40 + " Fyrtårnet lyser til sidst."),
)


def write(rows: Rows, path: Path, said: Any = SAID) -> None:
    """One initiative for each, found by its words."""
    for name, lang, summary in said:
        (no,) = rows.things(EntityKind.INITIATIVE, 1, name.replace("{", ""))
        texts = {"NAME": name, "SUMMARY": summary}
        rows.many("text", [{"no": no, "field": field, "lang": lang, "value": value} for field, value in texts.items()])
    rows.connection.execute("DELETE FROM search")
    rows.done()
    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        search.fill(connection)
    engine.dispose()


@pytest.fixture
def ask(rows: Rows, database: Path, asker: Callable[..., Asker]) -> Asker:
    write(rows, database)
    return asker()


def names(ask: Asker, text: str) -> list[str]:
    found = ask("query ($t: String!) { search(text: $t) { totalCount nodes { name } } }", {"t": text})["search"]
    assert found["totalCount"] == len(found["nodes"])
    listed = ask("query ($t: String!) { initiatives(filter: {text: $t}) { nodes { name } } }", {"t": text})["initiatives"]
    assert {one["name"] for one in listed["nodes"]} == {one["name"] for one in found["nodes"]}
    return [one["name"] for one in found["nodes"]]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("bold", "Håndboldklubben Fremad"),
        ("aarhus", "Lokalhistorisk forening i Århus"),
        ("Århus", "Lokalhistorisk forening i Århus"),
        ("foreninger", "Lokalhistorisk forening i Århus"),
        ("by", "Kultur og byudvikling"),
        ("aeroe", "Ærø Vandværk"),
        ("haandboldklubber", "Håndboldklubben Fremad"),
        ("buch", "Verein der Bücherfreunde"),
        ("haus", "Verein der Bücherfreunde"),
        ("strasse", "Verein der Bücherfreunde"),
        ("grants", "Granting Hope"),
        ("förening malmo", "Föreningarna i Malmö"),
        ("oldboys", ""),
        ("föreningar malmö", "Föreningarna i Malmö"),
        ("natterav", "Natteravne"),
    ],
)
def test_words_find_what_is_meant(ask: Asker, typed: str, first: str) -> None:
    assert (names(ask, typed) or [""])[0] == first


def test_quotes_or_and_stars_are_words(ask: Asker) -> None:
    assert names(ask, "communities OR schools") == ["Granting Hope"]
    assert names(ask, "natteravne OR vandværk") == []
    assert names(ask, '"natteravne" *') == names(ask, "natteravne") == ["Natteravne"]
    for typed in ('"', "*", "NEAR(", "name:x", "-by", "^", "'", "", "!!!"):
        names(ask, typed)
    assert names(ask, "!!!") == names(ask, "") == []


def test_every_word_has_to_be_met(ask: Asker) -> None:
    assert names(ask, "forening århus") == ["Lokalhistorisk forening i Århus"]
    assert names(ask, "forening bold") == []


def test_a_name_that_is_the_word_comes_before_one_that_begins_with_it(rows: Rows, database: Path, asker: Callable[..., Asker]) -> None:
    said = [("Om havnen", "da", "Havn havn havn havn."), ("Havnens venner", "da", "x"), ("Havn", "da", "y " * 300)]
    write(rows, database, said)
    found = asker()('{ search(text: "havn") { edges { score node { name } } } }')["search"]["edges"]
    assert [one["node"]["name"] for one in found] == ["Havn", "Havnens venner", "Om havnen"]
    assert found[0]["score"] >= 2000 > found[1]["score"] >= 1000 > found[2]["score"] >= 0


def test_a_snippet_is_cut_from_the_original_around_the_first_hit(ask: Asker) -> None:
    found = ask('{ search(text: "fyrtaarn") { edges { snippet } } }')["search"]["edges"][0]["snippet"]
    assert found.startswith("…")
    assert found.endswith("Fyrtårnet lyser til sidst.")
    assert len(found) <= 160
    listed = "{ initiatives(%s first: 1) { edges { snippet } } }"
    assert ask(listed % 'filter: {text: "bøger vandet"},')["initiatives"]["edges"] == []
    assert ask(listed % 'filter: {text: "vand"},')["initiatives"]["edges"] == [{"snippet": "Foreningen passer på vandet."}]
    assert ask(listed % "")["initiatives"]["edges"] == [{"snippet": None}]


def test_a_snippet_is_never_longer_than_promised() -> None:
    for length in (1, 50, 158, 159, 160, 161, 400):
        for word in ("ord", "o" * 200):
            text = " ".join(["fyld"] * length + [word, "slut"] + ["fyld"] * length)
            found = snippet(finder("slut"), [("SUMMARY", "da", text)], None)
            assert found is not None
            assert "slut" in found
            assert len(found) <= 160


def test_pages_by_relevance_go_on_where_they_ended(ask: Asker, monkeypatch: pytest.MonkeyPatch) -> None:
    page = "query ($a: String) { search(text: %r, first: 1, after: $a) { nodes { name } pageInfo { hasNextPage endCursor } } }"
    for most in (10_000, 1, 0):
        monkeypatch.setattr(relevance, "MOST_FITTED", most)
        every = names(ask, "i")
        found, after = [], None
        while True:
            answer = ask((page % "i").replace("'", '"'), {"a": after})["search"]
            found += [one["name"] for one in answer["nodes"]]
            after = answer["pageInfo"]["endCursor"]
            if not answer["pageInfo"]["hasNextPage"]:
                break
        assert found == every
        assert len(found) > 2


def test_what_is_found_is_counted_by_kind_whatever_the_page(ask: Asker) -> None:
    asked = '{ search(text: "i", first: 1) { totalCount facets(dimensions: [KIND]) { buckets { value count } } } }'
    found = ask(asked)["search"]
    assert found["facets"] == [{"buckets": [{"value": "INITIATIVE", "count": found["totalCount"]}]}]
    assert ask('{ search(text: "i", kinds: [EVENT]) { totalCount } }')["search"]["totalCount"] == 0


def test_too_many_words_and_too_long_ones_are_refused(ask: Asker) -> None:
    for typed, told in (("ord " * 11, "At most 10 words"), ("o" * 41, "40 letters"), ("x" * 5_000, "too many to search")):
        for asked in ("{ search(text: %s) { totalCount } }", "{ initiatives(filter: {text: %s}) { totalCount } }"):
            code, message = ask.refusal(asked % f'"{typed}"')
            assert code == "OVER_LIMIT"
            assert told in message


def test_relevance_needs_words_at_the_top_of_the_filter(ask: Asker) -> None:
    for given in ("", "filter: {statuses: [ACTIVE]},", 'filter: {and: [{text: "by"}]},'):
        code, message = ask.refusal(f"{{ initiatives({given} orderBy: {{by: RELEVANCE}}) {{ totalCount }} }}")
        assert code == "BAD_ARGUMENT"
        assert "`text`" in message
    both = [
        [one["name"] for one in ask(f'{{ initiatives(filter: {{text: "i"}}, orderBy: {{by: RELEVANCE {way}}}) {{ nodes {{ name }} }} }}')
         ["initiatives"]["nodes"]]
        for way in ("", "direction: DESC")
    ]  # fmt: skip
    assert both[0] == both[1][::-1] == names(ask, "i")


@pytest.mark.parametrize("seed", range(3))
def test_whatever_is_kept_is_found_by_each_of_its_words(rows: Rows, database: Path, asker: Callable[..., Asker], seed: int) -> None:
    random = Random(seed)
    letters = "abcdefghijklmnopqrstuvwxyzæøåäöüßé0123456789"
    words = ["".join(random.choices(letters, k=random.randint(1, 18))) for _ in range(60)]
    said = [(" ".join(random.sample(words, 3)), random.choice(("da", "de", "en", "sv", "nb", "fr", "und")),
             " ".join(random.sample(words, 6))) for _ in range(12)]  # fmt: skip
    write(rows, database, said)
    ask = asker()
    for name, _, summary in said:
        for word in fold(f"{name} {summary}").split():
            if len(word) <= 40:
                assert name in names(ask, word)


def test_the_index_is_filled_from_what_stands_in_the_tables(rows: Rows, database: Path) -> None:
    write(rows, database)
    with sqlite3.connect(database) as connection:
        assert connection.execute("SELECT name, part FROM search WHERE rowid = 3").fetchone() == (
            "aeroe aero vandvaerk", "aer ero roe x van and ndv dva vae aer erk",
        )  # fmt: skip
    connection.close()
