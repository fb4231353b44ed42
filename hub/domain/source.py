"""A source: somebody's site, file or service, described by one TOML file; and what one run of harvesting it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class SourcePolicy(StrEnum):
    """What may become public: at once, after a person has looked, or never (only to find holes)."""

    AUTOMATIC = "AUTOMATIC"
    REVIEW = "REVIEW"
    DISCOVERY = "DISCOVERY"


class SourceState(StrEnum):
    ACTIVE = "ACTIVE"
    QUIET = "QUIET"
    DEFECTIVE = "DEFECTIVE"
    HELD = "HELD"
    HIJACKED = "HIJACKED"
    CLOSED = "CLOSED"


class RunOutcome(StrEnum):
    RUNNING = "RUNNING"
    PUBLISHED = "PUBLISHED"
    HELD = "HELD"
    DISCARDED = "DISCARDED"
    PARTIAL = "PARTIAL"
    FAILED = "FAILED"


class CoverageKind(StrEnum):
    """What a source's answer covered; absence retires only inside it."""

    EVERYTHING = "EVERYTHING"
    WINDOW = "WINDOW"
    NEWEST = "NEWEST"
    NOTHING = "NOTHING"


class LicenceState(StrEnum):
    """KNOWN: a licence named by the source in a field made for it; STATED: in prose; UNKNOWN: not republishable by default."""

    KNOWN = "KNOWN"
    STATED = "STATED"
    UNKNOWN = "UNKNOWN"


@dataclass(frozen=True, slots=True)
class Licence:
    name: str
    state: LicenceState
    spdx: str | None = None
    url: str | None = None
    republishable: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One source as its TOML file describes it.

    `settings` is the connector's own table; the connector's settings model checks it before the first request.
    `trust` orders sources when they disagree (higher wins; 50 is a source like any other).
    `delivered`: its document is given to the hub by whoever looks after it, and never fetched.
    `digest` changes whenever something changes that could change what is read (connector, settings, mapping): hex BLAKE2b.
    """

    key: str
    name: str
    connector: str
    licence: Licence
    publisher: str | None = None
    url: str | None = None
    attribution: str | None = None
    illustrative: bool = False
    policy: SourcePolicy = SourcePolicy.AUTOMATIC
    trust: int = 50
    language: str = "und"
    every_seconds: int = 86_400
    shrink_percent: int = 40
    settings: Mapping[str, Any] = field(default_factory=dict)
    folder: str | None = None
    delivered: bool = False
    digest: str = ""

    @property
    def address(self) -> str | None:
        """Where its document is: its `url`, or a name of our own for one that is delivered and lies nowhere."""
        return self.url or (f"delivered:{self.key}" if self.delivered else None)
