"""Documents sealed, found again, and let go."""

from __future__ import annotations

import pytest

from hub.domain.document import Document
from hub.errors import SourceUnreachable, StoreError
from hub.harvest import keep, pipeline
from hub.store import archive, runs
from hub.store import sources as books
from hub.store.archive import Remembered
from tests.harvest.look import rows
from tests.harvest.tiny import Site, Tiny, organization, source

pytestmark = pytest.mark.asyncio
GRANTS = Document("file:grants.csv", "jahr;næste\n2014;å".encode("cp1252"), "2026-01-01T00:00:00Z", "text/csv", "cp1252", etag='"1"')
NAMES = Document("file:names.csv", b"id,label\n1,x", "2026-01-01T00:00:00Z", "text/csv")


async def sealed(store, *documents):
    async def job(tx):
        no = await books.keep_source(tx, source())
        run = await runs.begin(tx, no, "d", "2026-01-01T00:00:00Z")
        return run, [await archive.seal(tx, no, run.no, document) for document in documents]

    return await store.write(job)


async def test_s10_a_document_comes_back_byte_for_byte_with_the_parts_it_is_read_with(store):
    _, (grants, _) = await sealed(store, GRANTS, NAMES)
    await store.write(lambda tx: archive.yielded(tx, grants, {"names": NAMES}))
    found = await store.read(archive.document(grants))
    assert (found.body, found.charset, found.text()) == (GRANTS.body, "cp1252", "jahr;næste\n2014;å")
    assert found.parts["names"].body == NAMES.body
    assert (await store.read(archive.by_hash(GRANTS.hash[:8]))) is not None
    assert (await store.read(archive.by_hash(GRANTS.hash[:3]))) is None


async def test_a_fetcher_can_ask_whether_something_changed(store):
    await sealed(store, GRANTS)
    etag, last_modified, document = await Remembered(store, "tiny").lookup("file:grants.csv")
    assert (etag, last_modified, document.body) == ('"1"', None, GRANTS.body)
    assert await Remembered(store, "tiny").lookup("file:other.csv") is None
    assert await Remembered(store, "other").lookup("file:grants.csv") is None


async def test_a_document_whose_days_are_over_says_so(store, database):
    newer = Document(GRANTS.url, b"newer", "2026-03-01T00:00:00Z")
    run, (old, new) = await sealed(store, GRANTS, newer)
    await store.write(lambda tx: runs.close(tx, run, runs.RunOutcome.PUBLISHED, "2026-03-01T00:00:00Z"))
    assert await store.write(lambda tx: archive.expire(tx, "2026-02-01T00:00:00Z")) == 1
    with pytest.raises(StoreError, match="no longer kept"):
        await store.read(archive.document(old))
    assert (await store.read(archive.document(new))).body == b"newer"
    assert rows(database, "SELECT count(*) FROM document WHERE body IS NULL")[0] == (1,)


async def test_a_killed_run_does_not_ask_again_for_what_it_has(store, monkeypatch):
    one, site = source(), Site([organization("o1", "Alfa")], [organization("o2", "Beta")])

    async def power_cut(*_):
        raise StoreError("power cut")

    with monkeypatch.context() as cut:
        cut.setattr(pipeline.publication, "publish", power_cut)
        with pytest.raises(StoreError):
            await pipeline.harvest(store, one, Tiny(one), site)
    assert len(site.asked) == 3
    report = await pipeline.harvest(store, one, Tiny(one), site)
    assert (report.run, report.counts.created, len(site.asked)) == (1, 2, 3)


async def test_a_part_of_an_answer_is_kept_when_the_source_falls_silent(store):
    one, site = source(), Site([organization("o1", "Alfa")], [organization("o2", "Beta")])
    site.pages["https://tiny.example/1.json"] = SourceUnreachable("silent")
    run, _ = await sealed(store)
    kept = await keep.fetch_all(store, run, Tiny(one), site, None)
    assert (len(kept.notes), len(kept.signature), str(kept.failure)) == (1, 1, "silent")
