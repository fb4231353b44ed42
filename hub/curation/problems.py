"""What a contributor can mend: told beside the entity, never as an error, with the place in the input and a stable code."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend: `path` in the arguments (`["input", "themes", "0"]`).

    Codes: REQUIRED, INVALID, TOO_LONG, UNKNOWN_AREA, UNKNOWN_THEME, NOT_FOUND, WRONG_KIND, NULL_NOT_ALLOWED, NOTHING_SAID, CONFLICT,
    BAD_VERSION, IDEMPOTENCY_KEY_REUSED, QUEUE_FULL, ALREADY_WAITING, NOT_ALLOWED, OWN_CONTRIBUTION, ALREADY_DECIDED, SAID_BY_OTHERS,
    NOTHING_LOCAL, WITHDRAWN, NOT_READY, TOO_SOON, NOT_AVAILABLE, RATE_LIMITED.
    """

    path: tuple[str, ...]
    code: str
    message: str


class Problems(Exception):
    """Nothing was written, for these reasons."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        super().__init__("problems")
        self.problems = list(problems)

    def told(self) -> list[dict[str, Any]]:
        """As an answer tells them: `path`, `code` and `message` of each."""
        return [{"path": list(one.path), "code": one.code, "message": one.message} for one in self.problems]


def refuse(code: str, message: str, *path: str) -> Problems:
    """One problem, to be raised."""
    return Problems([Problem(path, code, message)])
