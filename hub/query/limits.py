"""The limits of a role, held against a question: what is over them, and whether that is refused or only told.

A refusal names the limit, what was found, the most, and the way out. In the mode `warn` nothing is refused for what a role may not; it is
counted and logged once for each document, so that real traffic can teach the numbers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from hashlib import sha256
from threading import Lock

from graphql.language import DocumentNode

from hub.domain.limits import Limits
from hub.errors import (
    OverLimit,
    TooCostly,
    TooDeep,
    TooLong,
    TooManyAliases,
    TooManyDirectives,
    TooManyFields,
    TooManyRootFields,
    TooManyTokens,
)
from hub.query.plan.cache import Cache
from hub.query.plan.extent import MOST_COMPARED, MOST_FIELDS, Extent, compared
from hub.telemetry import log

TOLD = {one.name: one.metadata["told"] for one in fields(Limits)}
REMEMBERED = 2_000
"""So many warnings are remembered, not to be logged again."""

_ALL = (
    ("depth", TooDeep, "Ask for the inner things by their ids, in a second question."),
    ("introspection_depth", TooDeep, "The introspection of GraphiQL and of code generators stays within it."),
    ("aliases", TooManyAliases, "Ask for many things at once by a list (`nodes(ids:)`, a filter), or in several questions."),
    ("fields", TooManyFields, "Spread large fragments in fewer places, or ask in several questions."),
    ("root_fields", TooManyRootFields, "Ask in several questions."),
    ("directives", TooManyDirectives, "Put @include or @skip on a fragment around several fields."),
)


@dataclass(frozen=True, slots=True)
class Excess:
    """One limit that is passed. `hard`: it is refused in every mode, for the work that it would make."""

    limit: str
    value: int
    most: int
    error: OverLimit
    hard: bool = False


def over(limits: Limits, extent: Extent) -> Iterator[Excess]:
    """The limits that a document passes which was parsed."""
    yield from over_tokens(limits, extent.tokens)
    for name, error, way in _ALL:
        value, most = getattr(extent, name), getattr(limits, name)
        if value > most:
            error_ = error(told(name, f"{value:,}", most, way))
            yield Excess(name, value, most, error_, hard=name == "fields" and value > MOST_FIELDS)


def over_compared(document: DocumentNode) -> Iterator[Excess]:
    """Whether checking that equal fields agree would take too long; asked once, of a document that is within all other limits."""
    found, name = compared(document)
    if found > MOST_COMPARED:
        text = f"Fields of one name stand too often in the same place, `{name}` most of all. Ask for each once in each place."
        yield Excess("compared", found, MOST_COMPARED, TooManyFields(text), hard=True)


def over_cost(limits: Limits, cost: int) -> Iterator[Excess]:
    """The limit that an answer passes."""
    if cost > limits.cost:
        way = "Ask for smaller pages (`first`), of inner lists above all, or for fewer fields."
        yield Excess("cost", cost, limits.cost, TooCostly(told("cost", f"{cost:,}", limits.cost, way)))


def over_page(limits: Limits, largest: int) -> Iterator[Excess]:
    """The limit that a page passes which was let through to be warned of."""
    if largest > limits.page:
        yield Excess("page", largest, limits.page, OverLimit(told("page", f"{largest:,}", limits.page, "Go on with a cursor.")))


def over_rows(most: int, rows: int) -> Iterator[Excess]:
    """Whether an answer may need more rows than any may hold."""
    if rows > most:
        told_ = f"This answer may need {rows} rows; {most} is the most that one answer may hold."
        yield Excess("rows", rows, most, OverLimit(f"{told_} Ask for smaller pages (`first`) of inner lists."), hard=True)


def over_length(limits: Limits, text: str) -> Iterator[Excess]:
    """Whether a document is too long to be looked at, in any mode."""
    if len(text) > limits.characters:
        way = "Ask in several questions, and send long values as variables."
        error = TooLong(told("characters", f"{len(text):,}", limits.characters, way))
        yield Excess("characters", len(text), limits.characters, error, hard=True)


def over_tokens(limits: Limits, found: int) -> Iterator[Excess]:
    """Whether a document has too many tokens to be parsed, in any mode."""
    if found > limits.tokens:
        way = "Ask in several questions, and send long lists as variables."
        yield Excess("tokens", found, limits.tokens, TooManyTokens(told("tokens", f"{found:,}", limits.tokens, way)), hard=True)


def told(name: str, found: str, most: int, way: str) -> str:
    return f"Too much of `{name}` ({TOLD[name]}): {found} here, {most:,} is the most for you. {way}"


class Warden:
    """Refuses or warns, by the mode of the settings.

    `refused` and `warned` count by name of the limit, since the process began.
    """

    def __init__(self, mode: str) -> None:
        self.warns = mode == "warn"
        self.refused: Counter[str] = Counter()
        self.warned: Counter[str] = Counter()
        self._lock = Lock()
        self._logged: Cache[tuple[str, str], bool] = Cache(REMEMBERED)

    def judge(self, document: str, found: Iterable[Excess]) -> None:
        """Raises the first that is refused; the others are logged, once for each document."""
        for excess in found:
            with self._lock:
                if excess.hard or not self.warns:
                    self.refused[excess.limit] += 1
                    raise excess.error
                self.warned[excess.limit] += 1
                key = (sha256(document.encode("utf-8", "replace")).hexdigest()[:16], excess.limit)
                news = self._logged.get(key) is None
                self._logged.put(key, value=True)
            if news:
                log("query").warning("over-limit", document=key[0], limit=excess.limit, value=excess.value, most=excess.most)
