"""Reports: anybody says that something is wrong, and follows by a secret address what becomes of it.

How often one client may, the door knows (hub/web/meter.py); nothing here hears of an address.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Any

from hub.curation.contribute import Done, Room
from hub.curation.problems import refuse
from hub.curation.things import field_of, thing_of
from hub.curation.withdraw import oldest
from hub.curation.words import told
from hub.store import audit, reports

REPORTED = "reportProblem"
SECRET_BYTES = 32


async def report(room: Room, given: Mapping[str, Any]) -> Done:
    """Keeps a report about a thing, or about one field of it, and tells the address under which it is followed."""
    settings = room.settings
    await reports.forget(room.tx, oldest(settings.report_days))
    thing = await thing_of(room.tx, given["entity"], None, "input", "entity")
    field = field_of(thing.kind, given["field"], "input", "field") if given.get("field") is not None else None
    message = told(given["message"], "input", "message")
    if message is None:
        raise refuse("REQUIRED", "Say what is wrong.", "input", "message")
    if await reports.count_open(room.tx) >= settings.most_reports:
        raise refuse("QUEUE_FULL", "So many reports wait that no more are taken just now. Try again in some days, or write to the source.")
    secret = secrets.token_urlsafe(SECRET_BYTES)
    one = await reports.keep(room.tx, thing.member_no, field, message, secret=secret, by=room.viewer.name, at=room.at)
    await audit.append(room.tx, REPORTED, thing.id, by=room.viewer.name, at=room.at, report=one, fields=[field] if field else [])
    return Done(follow=f"{settings.base_url}/reports/{secret}")
