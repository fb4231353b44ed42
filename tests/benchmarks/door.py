"""What the guards at the door cost an honest client, and what a hostile document costs the hub until it is refused.

    python -m tests.benchmarks.door [--seconds 0.5]

CPU of this process over an empty graph, the least of several rounds.
"""

from __future__ import annotations

import argparse
import platform
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from time import monotonic

import orjson

from hub.cli.demo import QUESTIONS
from hub.domain.dates import now
from hub.domain.limits import ANONYMOUS, GATEWAY, Limits
from hub.query.answers import Answers
from hub.query.limits import over, over_cost
from hub.query.question import Question
from hub.settings import Settings
from hub.store.engine import Reader
from hub.store.migrations import migrate
from hub.web.meter import Meter
from schema.build import schema
from tests.benchmarks.graph import cpu
from tests.query.hostile import HOSTILE

MOST_GUARDS, MOST_HOSTILE = 60, 20


def guards(answers: Answers, question: str, seconds: float) -> dict[str, float]:
    """CPU microseconds of each guard, for a document that is known."""
    moment, meter = now(), Meter(monotonic)
    limits = replace(ANONYMOUS, requests_10s=10**9, requests_minute=10**9, cost_minute=10**12)
    ready = answers.prepare(Question(question), limits)
    cost = ready.plan.expect(answers.ask(ready, None, moment, limits)).cost

    def metered() -> None:
        with meter.operation("ip:192.0.2.1", limits) as client:
            client.spend(cost)

    return {
        "extent": cpu(lambda: list(over(limits, ready.document.extent)), seconds),
        "cost": cpu(lambda: list(over_cost(limits, ready.plan.expect(answers.ask(ready, None, moment, limits)).cost)), seconds),
        "meter": cpu(metered, seconds),
    }


def hostile(answers: Answers, limits: Limits, seconds: float) -> dict[str, tuple[float, str]]:
    """CPU milliseconds and the code of each refusal."""
    found = {}
    for name, (make, codes) in HOSTILE.items():
        text, moment = make(), now()

        def ask(text: str = text, moment: str = moment) -> bytes:
            answers._documents._kept.clear()
            return answers.answer_here(text, now=moment, limits=limits).body

        told = orjson.loads(ask())
        code = told["errors"][0]["extensions"]["code"] if "errors" in told else "OK"
        assert code in codes, (name, code)
        found[name] = (cpu(ask, seconds) / 1000, code)
    return found


def report(answers: Answers, seconds: float) -> Iterator[str]:
    """The lines of the report."""
    yield f"Python {platform.python_version()}\n\nguards, CPU us a request (aim: under {MOST_GUARDS} together)"
    for file in sorted(QUESTIONS.glob("*.graphql")):
        found = guards(answers, file.read_text(encoding="utf-8"), seconds)
        each = "  ".join(f"{guard} {us:5.1f}" for guard, us in found.items())
        yield f"  {file.stem:<20}{each}  together {sum(found.values()):5.1f}"
    for role, limits in (("anonymous", ANONYMOUS), ("gateway", GATEWAY)):
        yield f"\nhostile documents, CPU ms until refused, {role} (aim: under {MOST_HOSTILE})"
        for name, (ms, code) in hostile(answers, limits, seconds).items():
            yield f"  {name:<32}{ms:7.2f}  {code}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--seconds", type=float, default=0.5)
    seconds = parser.parse_args().seconds
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "empty.db"
        migrate(f"sqlite:///{path}")
        reader = Reader(path, 1)
        for line in report(Answers(schema._schema, reader, Settings()), seconds):
            sys.stdout.write(line + "\n")
        reader.close()


if __name__ == "__main__":
    main()
