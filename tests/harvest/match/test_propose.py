"""Proposals: whom blocking brings together, what speaks for and against, and what is never proposed."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from hub.domain.ids import EntityKind
from hub.domain.match import SENTENCES, Facts, Reason, say
from hub.harvest.match.blocking import MOST_MET, candidates, index
from hub.harvest.match.population import Population
from hub.harvest.match.propose import MOST_EACH, THRESHOLD, propose
from hub.harvest.match.rarity import learn, prepare
from hub.harvest.match.score import Score, score

ORGANIZATION = EntityKind.ORGANIZATION
AALOEB, FJELDBY = {"dk-1": "Åløb"}, {"dk-2": "Fjeldby"}
CROWD = [Facts(1000 + n, ORGANIZATION, (f"Forening nummer{n} Sted{n % 40}",), {f"de-{n % 40}": f"Sted{n % 40}"}) for n in range(200)]


def organization(no: int, name: str, **more: object) -> Facts:
    return replace(Facts(no, ORGANIZATION, (name,)), **more)  # type: ignore[arg-type]


def scored(one: Facts, other: Facts) -> Score | None:
    things = [prepare(facts) for facts in (*CROWD, one, other)]
    return score(things[-2], things[-1], learn(things))


def value(one: Facts, other: Facts) -> float:
    told = scored(one, other)
    assert told is not None
    return told.value


def codes(one: Facts, other: Facts) -> set[tuple[str, bool]]:
    told = scored(one, other)
    assert told is not None
    return {(reason.code, reason.speaks_for) for reason in told.reasons}


def test_one_name_in_one_place_is_proposed_with_reasons_that_a_person_understands() -> None:
    one, other = organization(1, "Åløb Kolaug", places=AALOEB), organization(2, "Kolauget Åløb f.m.b.a.", places=AALOEB)
    found = propose([*CROWD, one, other]).proposals
    assert [(p.left, p.right) for p in found] == [(1, 2)]
    said = [say(reason, "da") for reason in found[0].reasons]
    assert "Samme sted: Åløb" in said
    assert [say(reason) for reason in found[0].reasons if reason.code == "SAME_PLACE"] == ["The same place: Åløb"]


def test_one_name_in_two_places_is_less_likely_than_in_one() -> None:
    one = organization(1, "Kajakklubben Strømmen", places=AALOEB)
    here, there = organization(2, "Kajakklubben Strømmen", places=AALOEB), organization(2, "Kajakklubben Strømmen", places=FJELDBY)
    assert value(one, here) > value(one, replace(here, places={})) > value(one, there)
    assert ("FAR", False) in codes(one, there)


def test_two_venues_are_likelier_one_at_one_address_than_at_two() -> None:
    hall = Facts(1, EntityKind.VENUE, ("Ravnsborg Sal",), AALOEB, address="Ågade 1", address_key="aagade 1 5000")
    same, other = replace(hall, no=2), replace(hall, no=2, address="Ågade 9", address_key="aagade 9 5000")
    unknown = replace(hall, no=2, address=None, address_key=None)
    assert value(hall, same) > value(hall, unknown) > value(hall, other)
    assert ("SAME_ADDRESS", True) in codes(hall, same)
    assert ("OTHER_ADDRESS", False) in codes(hall, other)


def test_two_rooms_of_one_house_are_not_one_because_of_their_address() -> None:
    hall = Facts(1, EntityKind.VENUE, ("Store Sal",), AALOEB, type="HALL", address="Ågade 1", address_key="aagade 1 5000")
    studio = replace(hall, no=2, names=("Keramikværkstedet",), type="WORKSHOP")
    assert value(hall, studio) < 0.5


def test_branches_of_one_federation_are_not_proposed() -> None:
    assert value(organization(1, "DRK Kreisverband Flensburg e.V."), organization(2, "DRK Kreisverband Kiel e.V.")) < 0.5


@pytest.mark.parametrize(
    ("one", "other", "code"),
    [
        (organization(1, "Weidehof e.V."), organization(2, "Weidehof GmbH"), "OTHER_FORM"),
        (organization(1, "Spejderne 1 Ravn"), organization(2, "Spejderne 2 Ravn"), "OTHER_NUMBERS"),
        (organization(1, "Ravnholt", type="SCHOOL"), organization(2, "Ravnholt", type="MUNICIPALITY"), "OTHER_TYPE"),
        (organization(1, "Ravn", point=(55.0, 10.0)), organization(2, "Ravn", point=(57.0, 10.0)), "NEAR"),
        (organization(1, "Ravnholt Nord"), organization(2, "Ravnholt"), "OTHER_PART"),
        (organization(1, "Friends of Ravnholt School"), organization(2, "Ravnholt School"), "SUPPORTERS"),
        (organization(1, "Ravnholt Venner"), organization(2, "Ravnholt"), "SUPPORTERS"),
    ],
)
def test_what_differs_speaks_against(one: Facts, other: Facts, code: str) -> None:
    assert (code, False) in codes(one, other)


def test_what_is_shared_speaks_for() -> None:
    one = organization(1, "Ravnens Rede", websites=("https://rede.example",), weak=frozenset({("LOCAL", "17")}), ties={"9": "Laug"})
    told = codes(one, replace(one, no=2, point=None))
    assert {("SAME_WEBSITE", True), ("SAME_IDENTIFIER", True), ("SAME_TIE", True), ("SAME_NAME", True)} <= told


def test_a_short_form_is_recognized() -> None:
    one, other = organization(1, "Youth Enquiry Service Brixham", places=AALOEB), organization(2, "YES Brixham", places=AALOEB)
    assert ("SHORT_FORM", True) in codes(one, other)


def test_two_words_that_look_alike_are_a_slip_only_while_hardly_anybody_has_both() -> None:
    one, other = organization(1, "Legion Harwell"), organization(2, "Legion Hanwell")
    assert ("KNOWN_WORDS", False) not in codes(one, other)
    things = [prepare(facts) for facts in (*CROWD, organization(3, "Harwell Laug"), organization(4, "Hanwell Laug"), one, other)]
    told = score(things[-2], things[-1], learn(things))
    assert told is not None
    assert Reason("KNOWN_WORDS", False, ("harwell", "hanwell")) in told.reasons
    assert told.value < value(one, other)


def test_a_former_name_counts_like_a_name() -> None:
    assert ("SAME_NAME", True) in codes(organization(1, "SafeLives (formerly Caada)"), organization(2, "Caada"))
    assert ("SAME_NAME", True) in codes(organization(1, "Ravnens Rede, tidligere Kragereden"), organization(2, "Kragereden"))


def test_initials_alone_are_not_enough() -> None:
    assert value(organization(1, "PAC Ltd"), organization(2, "Poors Allotment Charity")) < THRESHOLD


def test_what_fits_two_numbers_of_one_register_is_at_most_one_of_them_and_told_so() -> None:
    def registered(no: int, name: str, number: str) -> Facts:
        return organization(no, name, strong=frozenset({("GB-CHC", number)}))

    grant, old = organization(1, "Ravnholt Hjemmestart"), registered(2, "Ravnholt Hjemmestart", "1")
    alone = propose([*CROWD, grant, old]).proposals
    assert [(p.left, p.right) for p in alone] == [(1, 2)]
    assert propose([*CROWD, grant, old, registered(3, "Ravnholt Hjemmestart", "2")]).proposals == []
    low = propose([*CROWD, grant, old, registered(3, "Ravnholt Hjemmestart", "2")], threshold=0.3).proposals
    assert [(p.left, p.right) for p in low] == [(1, 2), (1, 3)]
    assert all(p.per_mille < 500 for p in low)
    assert "En anden med et andet nummer passer også" in [say(reason, "da") for reason in low[0].reasons]
    same = propose([*CROWD, grant, old, registered(3, "Ravnholt Hjemmestart", "1")]).proposals
    assert {(p.left, p.right) for p in same} == {(1, 2), (1, 3), (2, 3)}  # one number: no rivals


def test_what_changed_gets_the_proposals_that_a_comparison_of_all_would_give() -> None:
    things = [*CROWD, *(organization(no, f"Laug {no % 4} Ravn", places=AALOEB) for no in range(8)), organization(90, "Åløb Kolaug")]
    things += [
        organization(91, "Kolauget Åløb", strong=frozenset({("A", "1")})),
        organization(92, "Åløb kolaug", strong=frozenset({("A", "2")})),
    ]
    everything = Population(things).all(0.3, frozenset())
    assert everything
    for no in (1, 90, 91, 1005):
        assert set(Population(things).of([no], 0.3, frozenset())) == {p for p in everything if no in (p.left, p.right)}
    assert Population(things).of([5_000], 0.3, frozenset()) == []


def test_two_numbers_of_one_strong_register_rule_a_pair_out() -> None:
    one, other = organization(1, "Åløb Kolaug", places=AALOEB), organization(2, "Åløb Kolaug", places=AALOEB)
    strong = [replace(f, strong=frozenset({("DK-CVR", cvr)})) for f, cvr in ((one, "10150817"), (other, "25313763"))]
    assert scored(*strong) is None
    assert propose([*CROWD, *strong]).proposals == []


def test_a_decided_pair_and_another_kind_are_not_proposed() -> None:
    one, other = organization(1, "Åløb Kolaug", places=AALOEB), organization(2, "Åløb Kolaug", places=AALOEB)
    assert propose([*CROWD, one, other], {(1, 2)}).proposals == []
    assert propose([*CROWD, one, replace(other, kind=EntityKind.INITIATIVE)]).proposals == []


def test_nothing_has_more_than_five_proposals() -> None:
    alike = [organization(no, "Åløb Kolaug", places=AALOEB) for no in range(12)]
    found = propose([*CROWD, *alike]).proposals
    counts = [sum(no in (p.left, p.right) for p in found) for no in range(12)]
    assert max(counts) <= MOST_EACH
    assert min(counts) >= MOST_EACH - 1


def test_the_order_of_things_does_not_matter() -> None:
    things = [*CROWD, *(organization(no, f"Laug {no % 4} Ravn", places=AALOEB) for no in range(12))]
    assert propose(things).proposals == propose(reversed(things)).proposals


@pytest.mark.slow
def test_candidates_grow_with_the_things_and_not_with_their_square() -> None:
    def pairs(size: int) -> int:
        things = [prepare(organization(n, f"Laug Ravn{n // 3} By{n % (size // 10)}", places={f"{n % 50}": ""})) for n in range(size)]
        rarity = learn(things)
        return sum(1 for _ in candidates(index(things, rarity), size, rarity))

    small, large = pairs(1_000), pairs(4_000)
    assert small > 0
    assert large <= 4_000 * MOST_MET / 2
    assert large < small * 8


def test_ten_thousand_of_one_name_do_not_hold_anybody_up() -> None:
    began = time.process_time()
    propose(organization(n, "Förderverein der Grundschule e.V.") for n in range(10_000))
    assert time.process_time() - began < 5


def test_every_reason_can_be_said_in_danish_and_english() -> None:
    for code, sentences in SENTENCES.items():
        assert set(sentences) == {"da", "en"}
        assert all(say(Reason(code, True, ("a", "b")), language) for language in sentences)
