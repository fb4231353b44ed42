"""A calendar's bytes as event blocks, with the repairs that real calendars need before any library reads them.

What is mended: lone LF or CR, lines broken without a space, times with dashes or without seconds, zones that are defined wrongly or not at
all, events without an end of their own. Each event stands for itself afterwards: one broken block takes no other along.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Final

from connectors.ical.zones import zone_named
from hub.domain.document import Document
from hub.errors import SourceChanged

KEPT: Final = frozenset(
    (
        "CATEGORIES", "CLASS", "DESCRIPTION", "DTEND", "DTSTART", "DURATION", "EXDATE", "GEO", "IMAGE", "LOCATION", "RDATE",
        "RECURRENCE-ID", "RRULE", "SEQUENCE", "STATUS", "SUMMARY", "UID", "URL",
    )
)  # fmt: skip
"""The properties that are read. ORGANIZER, ATTENDEE, CONTACT, COMMENT, ATTACH and all others leave before anything is parsed."""

_TIMES: Final = frozenset({"DTSTART", "DTEND", "RECURRENCE-ID", "EXDATE", "RDATE"})
_LINE: Final = re.compile(r"([A-Za-z][A-Za-z0-9-]{0,60})((?:;(?:[^\":;]|\"[^\"]*\")*)*):(.*)", re.DOTALL)
_START_OF_LINE: Final = re.compile(r"[A-Za-z][A-Za-z0-9-]{0,60}[;:]")
_TZID: Final = re.compile(r';TZID=("[^"]*"|[^;]*)', re.IGNORECASE)
_VALUE: Final = re.compile(r";VALUE=[^;]*", re.IGNORECASE)
_MOMENT: Final = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)(?:[T ](\d\d):?(\d\d)(?::?(\d\d))?(?:\.\d+)?(Z)?)?", re.IGNORECASE)
_DONE: Final = re.compile(r"\d{8}(?:T\d{6}Z?)?")
_MOST_LINES: Final = 2_000_000
_LONGEST: Final = 50_000
_MOST_TIMES: Final = 5_000


@dataclass(slots=True)
class Block:
    """One VEVENT: its kept properties as (name, parameters, value), and what had to be mended."""

    lines: list[tuple[str, str, str]] = field(default_factory=list)
    mended: list[tuple[str, str]] = field(default_factory=list)

    def get(self, name: str) -> str:
        """The value of a property, as written; empty when it is not there."""
        return next((value for one, _, value in self.lines if one == name), "")

    def repeats(self) -> bool:
        """Whether it is one of several meetings."""
        return any(name in ("RRULE", "RDATE", "RECURRENCE-ID") for name, _, _ in self.lines)

    def uid(self) -> str:
        """The UID, or a digest of when it is and what it is called."""
        said = " ".join(self.get("UID").split())
        if said and len(said) <= 250:
            return said
        words = said or f"{self.get('DTSTART')}\n{self.get('SUMMARY')}\n{self.get('RECURRENCE-ID')}"
        return f"sha256:{sha256(words.encode()).hexdigest()[:32]}"

    def text(self) -> str:
        """The event as a library reads it."""
        return "\r\n".join(["BEGIN:VEVENT", *(f"{name}{params}:{value}" for name, params, value in self.lines), "END:VEVENT", ""])


@dataclass(slots=True)
class CalendarText:
    """The event blocks of a file; `whole` is False when its end is missing. `zone` is the calendar's own (X-WR-TIMEZONE)."""

    events: list[Block]
    zone: str | None
    whole: bool


def read(document: Document, zone: str) -> CalendarText:
    """The events of a calendar; `zone` is for times that do not say theirs. Raises SourceChanged when the document is no calendar."""
    lines = _unfolded(document.text())
    if not any(line[:15].upper().startswith("BEGIN:VCALENDAR") for line in lines[:1_000]):
        raise SourceChanged(f"{document.url[:200]}: no calendar ({document.media_type}): BEGIN:VCALENDAR is missing. Is it a page?")
    own = next((found for line in lines if line[:14].upper() == "X-WR-TIMEZONE:" and (found := zone_named(line[14:], zone))), None)
    events, inside, block, whole = list[Block](), 0, Block(), False
    for line in lines:
        name = line.partition(":")[0].partition(";")[0].upper()
        if name not in ("BEGIN", "END"):
            if inside == 1 and name in KEPT:
                _take(block, name, line, own or zone)
            continue
        what = line.partition(":")[2].strip().upper()
        if what == "VCALENDAR":
            whole = name == "END"
        elif what == "VEVENT" and name == "BEGIN":
            inside, block = 1, Block()
        elif what == "VEVENT" and inside:
            inside = 0
            events.append(block)
        elif inside:
            inside = max(inside + (1 if name == "BEGIN" else -1), 1)
    return CalendarText(events, own, whole and not inside)


def _unfolded(text: str) -> list[str]:
    """Whole lines: folded ones joined (RFC 5545, 3.1), and those that were broken without the space that says so."""
    lines: list[list[str]] = []
    for raw in text.lstrip("\ufeff").replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n").split("\n", _MOST_LINES)[:_MOST_LINES]:
        if raw[:1] in (" ", "\t") and lines:
            lines[-1].append(raw[1:])
        elif _START_OF_LINE.match(raw) or not lines:
            lines.append([raw])
        elif raw.strip():
            lines[-1].append("\\n" + raw)
    return ["".join(parts)[:_LONGEST] for parts in lines]


def _take(block: Block, name: str, line: str, zone: str) -> None:
    found = _LINE.fullmatch(line)
    if found is None or not found[3].strip():
        return
    params, value = "", found[3]
    if name in _TIMES:
        params, value = _mend_times(block, name, found[2], value, zone)
        if not value:
            return
    elif name == "GEO":
        value = value if ";" in value else value.replace(",", ";")
    block.lines.append((name, params, value))


def _mend_times(block: Block, name: str, params: str, value: str, zone: str) -> tuple[str, str]:
    """Times in one form, each with a zone that everybody knows."""
    said = _TZID.search(params)
    params = _VALUE.sub("", _TZID.sub("", params))
    times = value.split(",")
    if len(times) > _MOST_TIMES:
        block.mended.append(("TOO_MANY_TIMES", f"{name}: more than {_MOST_TIMES:,} times; the others are left out"))
    mended = [_mend_time(one.strip()) for one in times[:_MOST_TIMES]]
    if name in ("EXDATE", "RDATE"):
        readable = [one for one in mended if "/" in one or _DONE.fullmatch(one)]
        if len(readable) < len(mended):
            block.mended.append(("BAD_DATE", f"{name}: {len(mended) - len(readable)} times that are none are left out"))
        mended = readable
    if any("/" in one for one in mended):
        params += ";VALUE=PERIOD"
    elif mended and len(mended[0]) == 8:
        return params + ";VALUE=DATE", ",".join(one[:8] for one in mended)
    if all(one.endswith("Z") for one in mended):  # also when none is left
        return params, ",".join(mended)
    known = zone_named(said[1], zone) if said else zone
    if known is None:
        block.mended.append(("UNKNOWN_ZONE", f"{name}: nobody knows the time zone {said[1][:60] if said else ''}; {zone} is taken"))
    return f"{params};TZID={known or zone}", ",".join(one.removesuffix("Z") for one in mended)


def _mend_time(said: str) -> str:
    """`2026-07-04T16:00` as `20260704T160000`; what is no time stays as it is, for a library to refuse."""
    found = _MOMENT.fullmatch(said)
    if found is None:
        return said
    year, month, day, hour, minute, second, utc = found.groups()
    return f"{year}{month}{day}" + (f"T{hour}{minute}{second or '00'}{'Z' if utc else ''}" if hour else "")
