"""What was withdrawn is known again by its marks, and nobody can read them without the key."""

from __future__ import annotations

from typing import Any

import pytest

from hub.domain.ids import EntityKind
from hub.domain.tombstones import Saying, Tombstones
from hub.domain.withdrawal import (
    PSEUDONYM,
    WHOLE,
    WithdrawalScope,
    Words,
    derived_key,
    id_mark,
    name_marks,
    tombstone,
    url_mark,
    words_of,
)

KEY = derived_key("a secret")
ORGANIZATION, FUNDING = EntityKind.ORGANIZATION, EntityKind.FUNDING


def held(*marks: str, scope: WithdrawalScope = WithdrawalScope.ENTITY, field: str = WHOLE) -> Tombstones:
    return Tombstones(KEY, [(tombstone(KEY, mark), scope.value, field) for mark in marks])


def org(source_id: str = "1", raw: dict[str, Any] | None = None, **values: Any) -> Saying:
    return Saying(ORGANIZATION, source_id, values, raw=raw or {})


def test_a_tombstone_is_another_one_under_another_key() -> None:
    mark = id_mark("s", ORGANIZATION, "1")
    assert tombstone(KEY, mark) == tombstone(derived_key("a secret"), mark) != tombstone(derived_key("another"), mark)


@pytest.mark.parametrize(
    ("mark", "saying", "known"),
    [
        (id_mark("s", ORGANIZATION, "1"), org(), True),
        (id_mark("s", ORGANIZATION, "1"), org("2"), False),
        (id_mark("other", ORGANIZATION, "1"), org(), False),
        (url_mark(ORGANIZATION, "https://a.example/"), org("2", website="https://a.example"), True),
        (name_marks(ORGANIZATION, ["Åløb Kolaug"], "dk-1", "x")[0], org("2", name={"da": "AALØB kolaug!"}, area="dk-1"), True),
        (name_marks(ORGANIZATION, ["Åløb Kolaug"], "dk-1", "x")[0], org("2", name={"da": "Åløb Kolaug"}, area="dk-2"), False),
        (name_marks(ORGANIZATION, ["Åløb Kolaug"], None, "s")[0], org("2", name={"da": "Åløb Kolaug"}), True),
        (name_marks(ORGANIZATION, ["Åløb Kolaug"], None, "other")[0], org("2", name={"da": "Åløb Kolaug"}), False),
    ],
)
def test_a_thing_is_known_again_by_its_id_its_address_and_its_name_with_its_place(mark: str, saying: Saying, known: bool) -> None:
    assert held(mark).thing("s", saying) is known


def test_the_claims_of_others_stay_without_what_leads_to_it_or_quotes_it() -> None:
    gone = org("Anna Holm", name={"da": "Anna Holm"})
    key = "id:org_x"
    grant = Saying(
        FUNDING, "2019 Anna Holm", {"awarded_on": "2019"}, [["recipient", key, None, None], ["funder", "id:org_y", None, None]],
        {"recipient": "HOLM, Anna", "awarded_on": "2019", "name": "til Anna  Holm"}, {key: (ORGANIZATION, "Anna Holm")},
    )  # fmt: skip
    sifted = held(id_mark("s", ORGANIZATION, "Anna Holm")).sift("s", [gone, grant])
    [(place, left)] = sifted.kept
    assert (place, sifted.touched) == (1, True)
    assert [role for role, *_ in left.references] == ["funder"]
    assert left.raw == {"recipient": "HOLM, Anna", "awarded_on": "2019"}
    assert left.source_id.startswith(PSEUDONYM)


def test_a_field_goes_and_the_rest_stays() -> None:
    stones = held(id_mark("s", ORGANIZATION, "1"), scope=WithdrawalScope.FIELD, field="summary")
    said = org(raw={"summary": "about"}, name={"da": "Kolaug"}, summary={"da": "about"})
    [(_, left)] = stones.sift("s", [said]).kept
    assert (left.values, left.raw) == ({"name": {"da": "Kolaug"}}, {})
    untouched = org("2", summary={"da": "about"})
    assert stones.sift("s", [untouched]).kept == [(0, untouched)]
    assert not stones.sift("s", [untouched]).touched


def test_words_are_found_in_any_spelling_and_short_ones_never_inside_of_others() -> None:
    words = Words.of({"Åse Møller", "Bo"})
    assert all(words.in_text(text) for text in ("Tak, ÅSE MØLLER!", "aase moeller", "Åse  Møller", "Åse Møllers have"))
    assert not any(words.in_text(text) for text in ("Aase Moellersen", "Bolig", "", None))
    assert not Words.of({"Kultur"}).in_text("Kulturpuljen")


def test_codes_and_numbers_are_no_words() -> None:
    values = {
        "name": {"da": "Kolaug"},
        "status": "ACTIVE",
        "area": "dk-kommune-0461",
        "identifiers": [["DK-CVR", "10150817"]],
        "amount": {"minor": 1},
    }
    assert words_of(values, {"status": "aktiv", "name": "KOLAUG"}) == {"Kolaug", "KOLAUG", "10150817"}
