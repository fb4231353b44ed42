"""Sources as their files describe them: a folder of folders, each with a source.toml; every fault names file, key, reason and way out.

sources/aarhus-events/source.toml     the key of a source is the name of its folder
name = "Kultunaut: arrangementer i Aarhus"
connector = "feed"                    which file in connectors/ speaks to it
url = "https://…"                     relative addresses resolve against it
every = "6h"                          m, h, d or w; one day when nothing is said
delivered = true                      its document is given (PUT /sources/KEY/document) and never fetched; then it needs no url
[licence]                             name, state (KNOWN, STATED, UNKNOWN), spdx, url, republishable
[settings]                            the connector's own
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from difflib import get_close_matches
from enum import StrEnum
from hashlib import blake2b
from pathlib import Path
from typing import Any, TypeVar

from hub.domain.source import Licence, LicenceState, Source, SourcePolicy
from hub.errors import ConfigError
from hub.sdk.connector import Connector
from hub.sdk.discover import connector_for

FILE = "source.toml"
RESERVED = "local"
E = TypeVar("E", bound=StrEnum)
T = TypeVar("T")
_KEY = re.compile(r"[a-z0-9][a-z0-9.-]{0,62}")
_EVERY = re.compile(r"([1-9][0-9]{0,3})([mhdw])")
_SECONDS = {"m": 60, "h": 3_600, "d": 86_400, "w": 604_800}
_LICENCE_KEYS = tuple(f.name for f in fields(Licence))
_KEYS = (
    "name", "connector", "url", "publisher", "attribution", "illustrative", "policy", "trust", "language", "every",
    "shrink_percent", "mirror", "delivered", "licence", "settings",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Configured:
    """A source with its connector; `mirror` is the folder, below that of the file, that holds the pages of its `url`."""

    source: Source
    connector: Connector
    mirror: str | None


def load_sources(folder: Path) -> dict[str, Configured]:
    """Every source of a folder, by key. Raises ConfigError for the first that is wrong."""
    found, faults = load_each(folder)
    for fault in faults.values():
        raise fault
    return found


def load_each(folder: Path) -> tuple[dict[str, Configured], dict[str, ConfigError]]:
    """The sources of a folder that are right, and what is wrong with the others: one wrong file stops no other source.

    Raises: ConfigError when there is no such folder.
    """
    if not folder.is_dir():
        raise ConfigError(
            f"There is no folder {folder}. Make it, with a folder and a {FILE} in it for each source, or set SAMGRAF_SOURCES."
        )
    found: dict[str, Configured] = {}
    faults: dict[str, ConfigError] = {}
    for file in sorted(folder.glob(f"*/{FILE}")):
        try:
            found[file.parent.name] = load_source(file)
        except ConfigError as error:
            faults[file.parent.name] = error
    return found, faults


def is_key(text: str) -> bool:
    """Whether a text can be the key of a source: then it is no way out of the folder."""
    return _KEY.fullmatch(text) is not None and text != RESERVED


def load_source(file: Path) -> Configured:
    """The source that a file describes, its connector's settings checked."""
    source, mirror = read_source(file)
    try:
        connector = connector_for(source)
    except ConfigError as error:
        raise ConfigError(f"{file}: {error}") from error
    if source.delivered and not connector.delivered_as:
        raise ConfigError(f"{file}: delivered: {source.connector} reads more than one document; leave `delivered` out, or use tabular.")
    return Configured(source, connector, mirror)


def read_source(file: Path) -> tuple[Source, str | None]:
    """What a source file says, without asking its connector. Raises ConfigError."""
    try:
        said = tomllib.loads(file.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(f"{file}: {error}. Write it as TOML, in UTF-8.") from error
    key = file.parent.name
    if not _KEY.fullmatch(key):
        raise ConfigError(f"{file}: the folder's name {key!r} is the source's key; use small letters, digits, '-' and '.'.")
    if key == RESERVED:
        raise ConfigError(f"{file}: {RESERVED!r} is the source of what people tell this hub itself. Give the folder another name.")
    table = _Table(file, said)
    table.only(_KEYS)
    settings = table.take("settings", dict, {})
    source = Source(
        key=key,
        name=table.need("name", str),
        connector=table.need("connector", str),
        licence=_licence(table.sub("licence")),
        publisher=table.take("publisher", str, None),
        url=table.take("url", str, None),
        attribution=table.take("attribution", str, None),
        illustrative=table.take("illustrative", bool, False),
        policy=table.one_of("policy", SourcePolicy, SourcePolicy.AUTOMATIC),
        trust=table.number("trust", 50, 0, 100),
        language=table.take("language", str, "und"),
        every_seconds=_every(table),
        shrink_percent=table.number("shrink_percent", 40, 1, 100),
        settings=settings,
        folder=str(file.parent),
        delivered=table.take("delivered", bool, False),
        digest=_digest(said),
    )
    mirror = table.take("mirror", str, None)
    if source.delivered and (mirror is not None or (source.url or "").startswith("file:")):
        raise table.fault("delivered", "a document is either given or lies in the folder", "leave out `delivered`, or the file")
    return source, mirror


def _licence(table: _Table) -> Licence:
    table.only(_LICENCE_KEYS)
    return Licence(
        name=table.need("name", str),
        state=table.one_of("state", LicenceState, LicenceState.UNKNOWN),
        spdx=table.take("spdx", str, None),
        url=table.take("url", str, None),
        republishable=table.take("republishable", bool, False),
    )


def _every(table: _Table) -> int:
    text = table.take("every", str, "1d")
    found = _EVERY.fullmatch(text)
    if found is None:
        raise table.fault("every", f"{text!r} is no interval", 'write "30m", "6h", "1d" or "2w"')
    return int(found[1]) * _SECONDS[found[2]]


def _digest(said: Mapping[str, Any]) -> str:
    """Changes with everything that could change what is read."""
    read_by = {name: said.get(name) for name in ("connector", "url", "mirror", "language", "settings")}
    return blake2b(json.dumps(read_by, sort_keys=True, default=str).encode(), digest_size=12).hexdigest()


class _Table:
    """One table of a source file; whoever asks for a wrong value learns where it stands."""

    def __init__(self, file: Path, said: Mapping[str, Any], path: str = "") -> None:
        self._file, self._said, self._path = file, said, path

    def fault(self, key: str, reason: str, way_out: str) -> ConfigError:
        return ConfigError(f"{self._file}: {self._path}{key}: {reason}; {way_out}.")

    def only(self, known: tuple[str, ...]) -> None:
        """Refuses keys that nobody reads: a slip of the pen must not go unnoticed."""
        for key in self._said:
            if key not in known:
                meant = get_close_matches(key, known, n=1)
                raise self.fault(
                    key, "is no key of this table", f"did you mean {meant[0]!r}?" if meant else f"there are: {', '.join(known)}"
                )

    def take(self, key: str, kind: type[T], default: Any) -> Any:
        value = self._said.get(key, default)
        if value is not default and (not isinstance(value, kind) or (kind is int and isinstance(value, bool))):
            raise self.fault(key, f"{str(value)[:60]!r} is not {_SPOKEN[kind]}", "correct it or leave the line out")
        return value

    def need(self, key: str, kind: type[T]) -> Any:
        if self._said.get(key) in (None, ""):
            raise self.fault(key, "is missing", f"write it as {_SPOKEN[kind]}")
        return self.take(key, kind, None)

    def number(self, key: str, default: int, least: int, most: int) -> int:
        value: int = self.take(key, int, default)
        if not least <= value <= most:
            raise self.fault(key, f"{value} is out of range", f"write a number from {least} to {most}")
        return value

    def one_of(self, key: str, kind: type[E], default: E) -> E:
        value: str = self.take(key, str, default.value)
        if value.upper() not in kind.__members__:
            raise self.fault(key, f"{value[:60]!r} is unknown", f"write one of {', '.join(kind.__members__)}")
        return kind(value.upper())

    def sub(self, key: str) -> _Table:
        if key not in self._said:
            raise self.fault(key, "the table is missing", f'add [{key}] with at least a name; state = "UNKNOWN" when nobody knows')
        return _Table(self._file, self.take(key, dict, None), f"{key}.")


_SPOKEN: Mapping[type, str] = {str: "a text", bool: "true or false", int: "a whole number", dict: "a table"}
