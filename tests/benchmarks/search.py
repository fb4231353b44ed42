"""What search costs over 100,000 initiatives with texts of 1 kB: the index, and questions from rare to frequent words.

    python -m tests.benchmarks.search [--things 100000] [--rounds 15]

Milliseconds of CPU of a whole answer: total, page of 20 with score, snippet, name and id. Words are made of syllables and drawn so that
few are frequent and many rare (Zipf), like those of a language.
"""

from __future__ import annotations

import argparse
import platform
import sqlite3
import sys
import tempfile
from itertools import accumulate
from pathlib import Path
from random import Random
from time import process_time

from sqlalchemy import create_engine

from hub.domain.dates import now
from hub.domain.ids import EntityKind
from hub.query.answers import Answers
from hub.settings import Settings
from hub.store import search
from hub.store.engine import Reader
from hub.store.migrations import migrate
from schema.build import schema
from tests.query.rows import Rows

QUESTION = "query ($t: String!) { search(text: $t) { totalCount edges { score snippet node { id name } } } }"
SYLLABLES = [one + vowel for one in "bdfghjklmnprst" for vowel in "aeiou"]
ENDINGS = ("", "", "", "en", "er", "erne")
RARE = "oestershus"


def tell(line: str) -> None:
    sys.stdout.write(f"{line}\n")


def seed(path: Path, things: int) -> list[str]:
    """Writes the store; the words, most frequent first."""
    random = Random(1)
    words = sorted({"".join(random.choices(SYLLABLES, k=random.randint(2, 5))) + random.choice(ENDINGS) for _ in range(40_000)})
    random.shuffle(words)
    weights = list(accumulate(1 / (place + 10) for place in range(len(words))))
    rows = Rows(path)
    nos = rows.things(EntityKind.INITIATIVE, things)
    texts, names = [], []
    for no in nos:
        name = " ".join(random.choices(words, cum_weights=weights, k=4))
        body = " ".join(random.choices(words, cum_weights=weights, k=130)) + (f" {RARE}" if random.random() < 0.0003 else "")
        names.append((name, no))
        texts += [{"no": no, "field": "NAME", "lang": "da", "value": name}, {"no": no, "field": "SUMMARY", "lang": "da", "value": body}]
    rows.many("text", texts)
    rows.connection.executemany("UPDATE entity SET name = ?1, sort_name = ?1 WHERE no = ?2", names)
    rows.connection.execute("DELETE FROM search")
    rows.done()
    return words


def main() -> None:
    """Prints the table."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--things", type=int, default=100_000)
    asked.add_argument("--rounds", type=int, default=15)
    given = asked.parse_args()
    tell(f"{platform.machine()}, Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, {given.things:,} initiatives")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "search.db"
        migrate(f"sqlite:///{path}")
        words = seed(path, given.things)
        engine, began = create_engine(f"sqlite:///{path}"), process_time()
        with engine.begin() as connection:
            search.fill(connection)
        tell(f"index built in {process_time() - began:.1f} s")
        with engine.connect() as connection:
            for part in ("content", "data", "docsize"):
                size = connection.exec_driver_sql(f"SELECT sum(pgsize) FROM dbstat WHERE name = 'search_{part}'").scalar_one()
                tell(f"  search_{part}: {size / 1e6:.0f} MB")
        engine.dispose()
        measure(path, words, given.rounds)


def measure(path: Path, words: list[str], rounds: int) -> None:
    reader = Reader(path, 1)
    answers = Answers(schema._schema, reader, Settings(query_seconds=60))
    answers.warm_here()
    questions = {
        "rare": RARE, "frequent": words[0], "less frequent": words[300], "two frequent": f"{words[0]} {words[1]}",
        "rare and frequent": f"{words[0]} {RARE}", "inside a word": words[900][1:6], "two letters": "ba",
    }  # fmt: skip
    for name, typed in questions.items():
        times = []
        for _ in range(rounds):
            began = process_time()
            body = answers.answer_here(QUESTION, None, {"t": typed}, lang="da", now=now()).body
            times.append(process_time() - began)
        total = body.partition(b'"totalCount":')[2].partition(b",")[0].decode()
        times.sort()
        tell(f"{name:18} {total:>8} hits   p50 {times[len(times) // 2] * 1000:7.1f} ms   most {times[-1] * 1000:7.1f} ms")
    reader.close()


if __name__ == "__main__":
    main()
