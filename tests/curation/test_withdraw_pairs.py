"""What is withdrawn leaves the proposals too, also those about others that name it in a reason."""

from __future__ import annotations

import pytest

from hub.curation import withdraw as curation
from hub.domain.dates import now
from hub.domain.ids import EntityKind, mint
from hub.domain.match import Proposal, Reason
from hub.domain.withdrawal import WithdrawalReason
from hub.harvest.pipeline import harvest
from hub.store import matches
from hub.store.recognition import facts
from hub.store.store import Store
from tests.harvest.tiny import Site, Tiny, initiative, organization, source

pytestmark = pytest.mark.asyncio
SECRET = "k" * 40


async def test_a_pair_whose_reason_names_their_lead_goes_with_the_lead(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAMGRAF_WITHDRAWAL_KEY", SECRET)
    its = source("one")
    page = [organization("a", "Ravnholt Kolaug"), initiative("i", "Hegn", lead="a"), initiative("j", "Hegnet", lead="a")]
    await harvest(store, its, Tiny(its), Site(page))
    left, right = sorted(one.no for one in await store.read(facts()) if one.kind is EntityKind.INITIATIVE)
    pair = Proposal(EntityKind.INITIATIVE, left, right, 900, (Reason("SAME_TIE", True, ("Ravnholt Kolaug",)),))
    await store.write(lambda tx: matches.replace(tx, [pair], now()))
    assert len(await store.read(matches.open_matches())) == 1
    lead = mint(EntityKind.ORGANIZATION, "one", "a")
    await curation.withdraw(store, curation.thing(lead), reason=WithdrawalReason.PERSONAL_DATA, by="test", secret=SECRET)
    assert await store.read(matches.open_matches()) == []
    assert len([one for one in await store.read(facts()) if one.kind is EntityKind.INITIATIVE]) == 2
