"""The meter and the address of a client: how often and how much anybody may ask, and who anybody is."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, ExitStack, asynccontextmanager, suppress
from dataclasses import replace
from ipaddress import ip_network

import httpx
import pytest
import structlog
from structlog.testing import capture_logs

from hub.domain.limits import ANONYMOUS, Limits, RoleLimits
from hub.errors import RateLimited
from hub.query.answers import Answers
from hub.settings import Settings
from hub.store.store import Store
from hub.web.client import key_of
from hub.web.meter import Meter
from tests.web.applied import applied

GRAPHQL_JSON = "application/graphql-response+json"
QUESTION = "{ areas(first: 5) { nodes { name } } }"
PROXIES = [ip_network("10.0.0.0/8"), ip_network("fd00::/8")]
HERE = "ip:192.0.2.1"


class Clock:
    """A clock that stands still until it is told to go on."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def tries(meter: Meter, times: int, limits: Limits, client: str = HERE) -> int:
    """How many of so many requests in a row are let in."""
    allowed = 0
    for _ in range(times):
        with suppress(RateLimited), meter.operation(client, limits):
            allowed += 1
    return allowed


# --- Budgets --------------------------------------------------------------------------------------------------------------------------


def test_requests_are_counted_in_two_windows_that_fill_again(clock):
    meter = Meter(clock)
    assert tries(meter, 70, ANONYMOUS) == 50
    clock.now += 1
    assert tries(meter, 70, ANONYMOUS) == 5
    for _ in range(20):
        clock.now += 5
        tries(meter, 70, ANONYMOUS)
    clock.now += 6
    assert tries(meter, 70, ANONYMOUS) == 20, "the minute is what holds back now: 200 of them fill again"
    clock.now += 3_600
    assert tries(meter, 70, ANONYMOUS) == 50
    assert meter.refused.keys() == {"requests_10s", "requests_minute"}


def test_whoever_comes_when_told_to_is_let_in(clock):
    meter = Meter(clock)
    tries(meter, 50, ANONYMOUS)
    with pytest.raises(RateLimited) as refused, meter.operation(HERE, ANONYMOUS):
        pass
    clock.now += refused.value.retry_after + 1e-6
    assert tries(meter, 1, ANONYMOUS) == 1
    assert "`requests_10s`" in str(refused.value)


def test_one_client_takes_nothing_from_another(clock):
    meter = Meter(clock)
    assert tries(meter, 51, ANONYMOUS) == 50
    assert tries(meter, 51, ANONYMOUS, "ip:198.51.100.1") == 50


def test_g16_cost_is_paid_from_a_budget_a_minute_and_told(clock):
    meter, limits = Meter(clock), replace(ANONYMOUS, cost_minute=1_000)
    with meter.operation(HERE, limits) as turn:
        assert turn.spend(700)["remaining"] == 300
        with pytest.raises(RateLimited, match="This answer costs 600; 300 are left of 1,000 a minute") as refused:
            turn.spend(600)
        assert refused.value.retry_after == pytest.approx(18)
        clock.now += 18
        told = turn.spend(600)
        assert (told["remaining"], told["resetAt"][-1]) == (0, "Z")
        clock.now += 60
        assert turn.spend(5_000)["remaining"] == 0, "what costs more than a minute holds takes a whole one"


def test_g18_operations_at_once_are_bounded_for_each_client_and_end_however_they_end(clock):
    meter = Meter(clock)
    with ExitStack() as open_:
        for _ in range(4):
            open_.enter_context(meter.operation(HERE, ANONYMOUS))
        assert tries(meter, 3, ANONYMOUS) == 0
        assert tries(meter, 1, ANONYMOUS, "ip:198.51.100.1") == 1
    with pytest.raises(ZeroDivisionError), meter.operation(HERE, ANONYMOUS):
        raise ZeroDivisionError
    assert tries(meter, 4, ANONYMOUS) == 4
    assert meter.refused == {"in_flight": 3}


def test_so_many_clients_are_remembered_and_those_being_answered_first(clock):
    meter = Meter(clock, most=100)
    with meter.operation("ip:busy", ANONYMOUS):
        for number in range(1_000):
            tries(meter, 1, ANONYMOUS, f"ip:{number}")
        assert len(meter) == 100
        with ExitStack() as more:
            for _ in range(3):
                more.enter_context(meter.operation("ip:busy", ANONYMOUS))
            assert tries(meter, 1, ANONYMOUS, "ip:busy") == 0


def test_warning_lets_everybody_in_and_says_so_once_a_minute(clock):
    structlog.reset_defaults()  # another test may have set a level
    meter = Meter(clock, warns=True)
    with capture_logs() as logs:
        assert tries(meter, 60, ANONYMOUS) == 60
    assert [(line["limit"], line["client"]) for line in logs] == [("requests_10s", "ip")]
    assert (meter.warned["requests_10s"], meter.refused) == (10, {})


# --- Who it is ------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("peer", "forwarded", "wanted"),
    [
        ("203.0.113.7", [], "ip:203.0.113.7"),
        ("203.0.113.7", ["6.6.6.6"], "ip:203.0.113.7"),
        ("10.0.0.1", ["203.0.113.7"], "ip:203.0.113.7"),
        ("10.0.0.1", ["6.6.6.6, 203.0.113.7"], "ip:203.0.113.7"),
        ("10.0.0.1", ["6.6.6.6, 203.0.113.7, 10.0.0.2"], "ip:203.0.113.7"),
        ("10.0.0.1", ["6.6.6.6", "203.0.113.7"], "ip:203.0.113.7"),
        ("10.0.0.1", [], "ip:10.0.0.1"),
        ("10.0.0.1", ["10.0.0.3"], "ip:10.0.0.3"),
        ("10.0.0.1", ["6.6.6.6, nonsense"], "ip:10.0.0.1"),
        ("10.0.0.1", ["6.6.6.6, "], "ip:10.0.0.1"),
        ("10.0.0.1", ["203.0.113.7:4711"], "ip:203.0.113.7"),
        ("10.0.0.1", ["[2001:db8:1:2:3::4]:4711"], "ip:2001:db8:1:2::/64"),
        ("10.0.0.1", ["6.6.6.6," * 1_000 + "203.0.113.7"], "ip:203.0.113.7"),
        ("fd00::1", ["2001:db8:1:2:ffff::9"], "ip:2001:db8:1:2::/64"),
        ("::ffff:10.0.0.1", ["203.0.113.7"], "ip:203.0.113.7"),
        ("fe80::1%eth0", [], "ip:fe80::/64"),
        (None, ["203.0.113.7"], "ip:unknown"),
    ],
)
def test_a77_only_listed_proxies_speak_for_others_and_only_for_the_last_one_they_saw(peer, forwarded, wanted):
    assert key_of(peer, forwarded, PROXIES) == wanted


def test_a77_nobody_speaks_for_others_where_no_proxy_is_listed():
    assert key_of("10.0.0.1", ["203.0.113.7"], []) == "ip:10.0.0.1"


# --- Over HTTP ------------------------------------------------------------------------------------------------------------------------


Opened = Callable[..., AbstractAsyncContextManager[httpx.AsyncClient]]


@pytest.fixture
def opened(store: Store) -> Opened:
    """A client on an application with these limits for anybody."""

    @asynccontextmanager
    async def open_(address: str = "127.0.0.1", **limits: int) -> AsyncIterator[httpx.AsyncClient]:
        settings = Settings(limits=RoleLimits(anonymous=replace(ANONYMOUS, **limits)), trusted_proxies=("127.0.0.0/8",))
        app = applied(store, settings)
        transport = httpx.ASGITransport(app=app, client=(address, 4711))
        async with httpx.AsyncClient(transport=transport, base_url="http://hub", headers={"accept": GRAPHQL_JSON}) as client:
            yield client

    return open_


async def ask(client: httpx.AsyncClient, question: str = QUESTION, **headers: str) -> httpx.Response:
    return await client.post("/graphql", json={"query": question}, headers=headers)


@pytest.mark.asyncio
async def test_who_asks_too_often_is_told_429_and_when_to_come_again(opened: Opened) -> None:
    async with opened(requests_10s=3) as client:
        first = await ask(client)
        assert first.headers["ratelimit-policy"] == '"requests_10s";q=3;w=10, "requests_minute";q=200;w=60'
        assert first.headers["ratelimit"].startswith('"requests_10s";r=2;t=')
        cost = first.json()["extensions"]["cost"]
        assert (cost["limit"], cost["remaining"]) == (ANONYMOUS.cost, ANONYMOUS.cost_minute - cost["requested"])
        statuses = [(await ask(client)).status_code for _ in range(5)]
        assert statuses[:2] == [200, 200]
        late = await ask(client)
        assert (late.status_code, late.json()["errors"][0]["extensions"]["code"]) == (429, "RATE_LIMITED")
        assert "data" not in late.json()
        assert 1 <= int(late.headers["retry-after"]) <= 10
        assert late.headers["ratelimit"].startswith('"requests_10s";r=0;t=')
        other = await ask(client, **{"x-forwarded-for": "203.0.113.7"})
        assert other.status_code == 200


@pytest.mark.asyncio
async def test_a77_a_forged_header_makes_no_new_client(opened: Opened) -> None:
    async with opened("198.51.100.9", requests_10s=2) as client:
        statuses = [(await ask(client, **{"x-forwarded-for": f"203.0.113.{n}"})).status_code for n in range(6)]
    assert statuses == [200, 200, 429, 429, 429, 429]


@pytest.mark.asyncio
async def test_a_budget_of_cost_is_refused_before_reading_and_bad_requests_count_too(opened: Opened) -> None:
    async with opened(cost_minute=10) as client:
        assert (await ask(client)).status_code == 200
        late = await ask(client)
        assert (late.status_code, late.json()["errors"][0]["extensions"]["code"]) == (429, "RATE_LIMITED")
        assert "This answer costs" in late.json()["errors"][0]["message"]
    async with opened(requests_10s=2) as client:
        assert [(await ask(client, "{ nothing }")).status_code for _ in range(4)] == [400, 400, 429, 429]


@pytest.mark.asyncio
async def test_g18_fifty_slow_questions_at_once_leave_others_their_answer(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    walk = Answers._walk

    async def slowly(*given, **named):
        await asyncio.sleep(0.3)
        return await walk(*given, **named)

    monkeypatch.setattr(Answers, "_walk", slowly)
    async with opened() as client:
        many = [ask(client, **{"x-forwarded-for": "203.0.113.7"}) for _ in range(50)]
        other = ask(client, **{"x-forwarded-for": "203.0.113.8"})
        *answers, of_other = await asyncio.gather(*many, other)
    statuses = sorted(answer.status_code for answer in answers)
    assert statuses == [200] * 4 + [429] * 46
    assert of_other.status_code == 200


@pytest.mark.asyncio
@pytest.mark.parametrize(("question", "code"), [("{ " + "a: __typename " * 16 + "}", "TOO_MANY_ALIASES"), ("#" * 30_000, "TOO_LONG")])
async def test_a_question_over_a_limit_is_a_bad_request_without_data(opened: Opened, question: str, code: str) -> None:
    async with opened() as client:
        told = await ask(client, question)
        assert (told.status_code, told.json()["errors"][0]["extensions"]["code"], "data" in told.json()) == (400, code, False)
        assert (await ask(client, question, accept="application/json")).status_code == 200


@pytest.mark.asyncio
async def test_a_body_is_bounded_by_who_sends_it(opened: Opened) -> None:
    async with opened(body_bytes=5_000) as client:
        large = await ask(client, QUESTION + " " * 5_000)
        assert (large.status_code, large.json()["errors"][0]["extensions"]["code"]) == (413, "BODY_TOO_LARGE")


@pytest.mark.asyncio
async def test_what_is_asked_by_get_tells_no_budget_so_that_an_unchanged_answer_stays_the_same(opened: Opened) -> None:
    async with opened() as client:
        first = await client.get("/graphql", params={"query": QUESTION})
        again = await client.get("/graphql", params={"query": QUESTION}, headers={"if-none-match": first.headers["etag"]})
        assert (first.json()["extensions"]["cost"].keys(), again.status_code) == ({"requested", "limit"}, 304)
        assert first.headers["ratelimit"].startswith('"requests_10s";r=49')
