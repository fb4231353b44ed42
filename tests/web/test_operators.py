"""What an operator sees: health, metrics, logs and spans; none of them tells what somebody asked or by which key."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
import pytest_asyncio
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from starlette.applications import Starlette

from hub import telemetry
from hub.errors import ConfigError
from hub.settings import Settings
from hub.store import tables as t
from hub.store import trusted
from hub.store.store import Store
from hub.web.tracing import Traced, provider
from tests.web.applied import applied
from tests.web.serving import serving

QUESTION = '{ area(code: "dk-kommune-0461") { name } }'


@pytest_asyncio.fixture
async def app(store: Store) -> Starlette:
    settings = Settings()
    return applied(store, settings)


@pytest_asyncio.fixture
async def neighbour(app: Starlette) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app, client=("127.0.0.1", 1)), base_url="http://hub") as opened:
        yield opened


def failing_source(**columns: object) -> dict[str, object]:
    same = dict.fromkeys(("name", "connector", "publisher", "licence_name", "attribution", "language"), "x")
    return same | {
        "no": 1, "key": "notes", "licence_state": "STATED", "republishable": False, "illustrative": False, "policy": "AUTOMATIC",
        "trust": 50, "every_seconds": 60, "state": "ACTIVE", "digest": "", **columns,
    }  # fmt: skip


@pytest.mark.asyncio
async def test_health_names_what_wants_a_look_and_goes_on_answering(neighbour: httpx.AsyncClient, store: Store) -> None:
    assert (await neighbour.get("/health")).json() == {"status": "ok", "why": []}
    row = failing_source(failures=3, last_success_at="2026-01-01T00:00:00Z")
    await store.write(lambda tx: tx.run(t.source.insert().values(**row)))
    answer = await neighbour.get("/health")
    assert (answer.status_code, answer.json()["status"]) == (200, "degraded")
    assert answer.json()["why"] == ["Source notes: 3 harvests failed since 2026-01-01T00:00:00Z."]


@pytest.mark.asyncio
async def test_health_is_red_when_the_store_is_gone(neighbour: httpx.AsyncClient, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    from hub.errors import StoreUnavailable

    async def gone(*_: object) -> None:
        raise StoreUnavailable("/secret/path is gone")

    monkeypatch.setattr(store, "read", gone)
    answer = await neighbour.get("/health")
    assert (answer.status_code, answer.json()["status"]) == (503, "failing")
    assert "/secret" not in answer.text


@pytest.mark.asyncio
async def test_v13_a_background_task_that_breaks_is_logged_counted_and_started_again(
    neighbour: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(telemetry, "FAULTS", telemetry.FAULTS)
    telemetry.configure("INFO")
    runs = []

    async def breaking() -> None:
        runs.append(1)
        if len(runs) < 3:
            raise RuntimeError("no luck")

    try:
        await asyncio.wait_for(telemetry.supervise("tests", breaking, pause_seconds=0.01), 5)
        assert len(runs) == 3
        assert (await neighbour.get("/health")).json()["why"] == ["The task tests broke 2 times and was started again."]
        assert 'samgraf_background_faults{task="tests"} 2.0' in (await neighbour.get("/metrics")).text
    finally:
        telemetry.FAULTS.clear()
    assert capsys.readouterr().err.count("task-broke") == 2


@pytest.mark.asyncio
async def test_metrics_count_operations_by_registered_document_and_code(neighbour: httpx.AsyncClient, store: Store) -> None:
    body = {trusted.hash_of(QUESTION): QUESTION}
    await store.write(lambda tx: trusted.register(tx, body, by="test", at="2026-01-01T00:00:00Z"))
    await neighbour.post("/graphql", json={"documentId": trusted.hash_of(QUESTION)})
    await neighbour.post("/graphql", json={"query": QUESTION})
    await neighbour.get("/graphql", params={"query": "{ nothing }"})
    said = (await neighbour.get("/metrics")).text
    assert f'samgraf_operations_total{{code="ok",document="{trusted.hash_of(QUESTION)}",via="post"}} 1.0' in said
    assert 'samgraf_operations_total{code="ok",document="other",via="post"} 1.0' in said
    assert 'samgraf_operations_total{code="VALIDATION",document="other",via="get"} 1.0' in said
    assert 'samgraf_operation_seconds_count{via="post"} 2.0' in said


@pytest.mark.asyncio
async def test_metrics_count_the_limits_that_were_passed(neighbour: httpx.AsyncClient) -> None:
    deep = "{ areas { nodes { " + "parent { " * 20 + "name" + " }" * 20 + " } } }"
    for _ in range(2):
        await neighbour.post("/graphql", json={"query": deep})
    assert 'samgraf_limits_passed_total{limit="depth",mode="refused"} 2.0' in (await neighbour.get("/metrics")).text


@pytest.mark.asyncio
@pytest.mark.parametrize(("address", "headers"), [("192.0.2.1", {}), ("127.0.0.1", {"x-forwarded-for": "127.0.0.1"})])
async def test_metrics_are_not_for_strangers(app: Starlette, address: str, headers: dict[str, str]) -> None:
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app, client=(address, 1)), base_url="http://hub") as stranger:
        assert (await stranger.get("/metrics", headers=headers)).status_code == 403


@pytest.mark.asyncio
async def test_a_refusal_is_logged_once_at_info_without_what_was_asked(
    neighbour: httpx.AsyncClient, capsys: pytest.CaptureFixture[str]
) -> None:
    telemetry.configure("INFO")
    capsys.readouterr()
    await neighbour.post("/graphql", json={"query": "{ secretName }"})
    lines = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    assert [(line["event"], line["level"], line["code"], line["via"], line["by"]) for line in lines] == [
        ("refused", "info", "VALIDATION", "post", "anybody")
    ]
    assert "secretName" not in json.dumps(lines)


@pytest.mark.slow
def test_metrics_of_several_workers_are_added_up(database: Path) -> None:
    with serving(database, "--workers", "2") as hub:
        for _ in range(40):
            httpx.post(f"{hub.url}/graphql", json={"query": QUESTION})
        said = httpx.get(f"{hub.url}/metrics").text
    assert 'samgraf_operations_total{code="ok",document="other",via="post"} 40.0' in said


@pytest.mark.asyncio
async def test_a_span_tells_the_path_and_nothing_of_the_question(app: Starlette) -> None:
    kept, traces = InMemorySpanExporter(), TracerProvider()
    traces.add_span_processor(SimpleSpanProcessor(kept))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=Traced(app, traces)), base_url="http://hub") as client:
        await client.get("/graphql", params={"query": QUESTION}, headers={"authorization": "Bearer sg_secret"})
        await client.get("/confirm/secret-of-a-letter")
    span, confirming = kept.get_finished_spans()
    assert "secret-of-a-letter" not in confirming.to_json()
    assert span.name == "GET /graphql"
    assert dict(span.attributes or {}) == {"http.request.method": "GET", "url.path": "/graphql", "http.response.status_code": 401}
    assert "Odense" not in span.to_json()
    assert "sg_secret" not in span.to_json()


def test_spans_that_cannot_be_sent_are_a_wrong_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "opentelemetry.exporter.otlp.proto.http.trace_exporter", None)
    with pytest.raises(ConfigError, match=r"samgraf\[otel\]"):
        provider()
