"""The catalogue of attacks and faults: every number has a test with that number in its name, and `tests/CATALOGUE.md` lists them.

Write the page anew with `python -m tests.house.test_catalogue > tests/CATALOGUE.md`.
"""

from __future__ import annotations

import re
import sys

from tests.house.files import HOUSE

PAGE = HOUSE / "tests" / "CATALOGUE.md"
CATALOGUE = {
    "G01": "a question nested too deeply, through fields and through fragments",
    "G02": "a thousand aliases; sixty of them hidden in a fragment that is spread twenty times",
    "G03": "a list of requests, and a list of what are none",
    "G04": "a thousand directives, known and unknown",
    "G05": "fragments in a circle",
    "G06": "fragments that each spread the next one twice, thirty deep",
    "G07": "five thousand equal fields; six hundred equal objects",
    "G08": "lists of ten thousand ids, pages of a million and of less than nothing",
    "G09": "one token too many; a megabyte of comment; a megabyte of text",
    "G10": "introspection in circles, and sixteen levels of it",
    "G11": "a mutation by GET",
    "G12": "a POST that is no JSON",
    "G13": "a question from a page of another site",
    "G14": "a hash that is not that of its document; a flood of documents",
    "G15": "connections within connections within connections",
    "G16": "cost that hides in variables, defaults and @include",
    "G17": "references of a gateway: too many, foreign, smuggled, malformed",
    "G18": "one slow question fifty times at once",
    "G19": "telling what is private from what is not there",
    "G20": "trying names one after the other by aliases",
    "G30": "an inner fault with a secret in its text",
    "G31": "a wrong name near a right one",
    "G32": "bodies that are null, numbers, texts, bottomless, not UTF-8",
    "G33": "half of a surrogate pair",
    "G34": "several operations and no name, or a wrong one",
    "G35": "wrong methods and media types",
    "G36": "a subscription by plain POST",
    "G40": "a socket that never says connection_init",
    "G41": "malformed messages over a socket",
    "G42": "a socket from a page of another site",
    "G43": "a hundred and twenty subscriptions, a message of a megabyte, abrupt leaves",
    "G44": "a key that is revoked while its owner is subscribed",
    "G45": "the legacy protocol",
    "G46": "a syntax error in one of several operations of a socket",
    "G47": "an event stream whose reader vanishes or is slow",
    "G48": "limits over sockets and event streams",
    "G49": "@defer and @stream",
    "V01": "SIGTERM with requests, event streams and sockets open",
    "V02": "slow heads and bodies",
    "V03": "a slow reader of a large answer",
    "V04": "connections that only stay",
    "V05": "no free reader",
    "V11": "memory under many events and large answers",
    "V12": "a client that leaves",
    "V13": "a background task that breaks",
    "V14": "wrong settings",
    "A70": "API keys: their hash alone, prefix, rotation, last use, expiry, revocation",
    "A71": "a key in an address",
    "A72": "tokens that are forged, foreign, expired or giant",
    "A73": "the matrix of roles over every field of the root",
    "A74": "what one may not see, asked for in every way",
    "A75": "the same at every door",
    "A77": "budgets behind proxies with forged addresses",
    "A78": "secrets in logs, errors, metrics and spans",
    "A79": "new lines and escapes in logs",
    "A80": "floods of keys and of mails that ask",
    "P01": "pages of other sites, listed and not",
    "P07": "caches poisoned by headers, parameters, languages",
}
_TEST = re.compile(r"(?m)^(?:async )?def (test_([a-z])(\d\d)_\w+)")


def found() -> dict[str, list[str]]:
    """The tests of each number, as `file::name`."""
    tests: dict[str, list[str]] = {}
    for file in sorted((HOUSE / "tests").rglob("test_*.py")):
        for name, letter, number in _TEST.findall(file.read_text(encoding="utf-8")):
            tests.setdefault(f"{letter.upper()}{number}", []).append(f"{file.relative_to(HOUSE / 'tests')}::{name}")
    return tests


def page() -> str:
    """The page: a line for each number, with the tests that play it."""
    tests = found()
    lines = [
        "# What the hub is attacked with",
        "",
        "Made by `python -m tests.house.test_catalogue > tests/CATALOGUE.md`; a test holds it. Each number is played by tests",
        "that have it in their name; they run with all others, or in `.ci/run` where they take long.",
        "",
        "| number | attack or fault | status | tests |",
        "|---|---|---|---|",
    ]
    for number, told in CATALOGUE.items():
        names = "<br>".join(f"`{one}`" for one in tests.get(number, ()))
        lines.append(f"| {number} | {told} | {'played' if number in tests else 'open'} | {names} |")
    others = sorted(set(tests) - set(CATALOGUE))
    lines += ["", "Further numbers, of the store and the fetcher, have tests too: " + ", ".join(others) + "."]
    return "\n".join(lines) + "\n"


def test_every_number_of_the_catalogue_is_played() -> None:
    assert [number for number in CATALOGUE if number not in found()] == []


def test_the_page_lists_the_tests_that_there_are() -> None:
    assert PAGE.read_text(encoding="utf-8") == page()


if __name__ == "__main__":
    sys.stdout.write(page())
