"""What is sent: a batch of changes, the challenge of a new watch, or word that changes were lost. All of it is ids, codes and times.

A message has its id from what it says, so the same batch is known again whoever sends it, and how often.
"""

from __future__ import annotations

from base64 import b32encode
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

import orjson

from hub.domain.ids import kind_of
from hub.query.plan.feed import place_of
from hub.query.question import Question
from hub.store.watches import Place

DOCUMENT = (
    "subscription Watch($kinds: [EntityKind!], $filter: EntityFilter) "
    "{ changes(kinds: $kinds, filter: $filter) { cursor type entityId into fields at } }"
)
CHANGES, CHALLENGE, LOST = "changes", "watch.challenge", "changes.lost"


@dataclass(frozen=True, slots=True)
class Message:
    """Something to send; `place`: the place of the watch once it is taken."""

    id: str
    body: bytes
    place: Place


def question(kinds: list[str] | None, filter_: dict[str, Any] | None) -> Question:
    """The subscription by which a watch is told, asked as anybody asks it."""
    return Question(DOCUMENT, variables={"kinds": kinds, "filter": filter_})


def batch(watch: str, bodies: list[bytes], place: Place) -> Message:
    """The message of some events, as subscriptions write them."""
    changes = [_change(orjson.loads(body)["data"]["changes"]) for body in bodies]
    return _message(CHANGES, changes[-1]["at"], {"watch": watch, "changes": changes}, place)


def _change(told: dict[str, Any]) -> dict[str, Any]:
    kind = kind_of(told["entityId"])
    return {**told, "kind": kind.value if kind else None, "version": str(place_of(told["cursor"])[1])}


def challenge(watch: str, word: str, at: str, place: Place) -> Message:
    """The message that a receiver answers with its word, to prove that somebody there expects to be told."""
    return _message(CHALLENGE, at, {"watch": watch, "challenge": word}, place)


def lost(watch: str, at: str, place: Place) -> Message:
    """Word that changes before now are no longer kept: whoever keeps a copy reads `changes` of the query from its beginning."""
    return _message(LOST, at, {"watch": watch, "version": str(place[1])}, place)


def answers(word: str, body: bytes) -> bool:
    """Whether a body is the answer to a challenge: the word alone, or {"challenge": word}; an echo of the message is none."""
    text = body.strip()
    if text == word.encode():
        return True
    try:
        return bool(orjson.loads(text) == {"challenge": word})
    except ValueError:
        return False


def _message(type_: str, at: str, data: dict[str, Any], place: Place) -> Message:
    body = orjson.dumps({"type": type_, "timestamp": at, "data": data})
    digest = blake2b(body, digest_size=15).digest()
    return Message(f"msg_{b32encode(digest).decode().lower()}", body, place)
