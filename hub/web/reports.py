"""`/reports/{secret}`: whoever reported a problem sees here how it stands and what was answered, and nobody else does.

The secret is the address; of it only a hash is kept. What was reported is not repeated: whoever reads over a shoulder learns nothing of it.
"""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from starlette.responses import JSONResponse

from hub.domain.queue import ReportState
from hub.store import reports
from hub.web.plain import PRIVATE, language_of, plain

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from hub.store.reports import Followed
    from hub.web.door import Door

READ_SECONDS = 5.0
_SECRET = re.compile(r"[A-Za-z0-9_-]{40,60}")
WORDS = {
    "da": {
        "title": "Din henvendelse",
        "unknown": "Der er ingen henvendelse på denne adresse.",
        "state": "Status",
        "at": "Modtaget",
        "decided": "Behandlet",
        "answer": "Svar",
        ReportState.OPEN: "Venter på, at nogen ser på den",
        ReportState.DEALT_WITH: "Der er gjort noget ved det",
        ReportState.DISMISSED: "Der er ikke noget at rette",
        ReportState.WITHDRAWN: "Det, den handlede om, er taget helt ud",
    },
    "en": {
        "title": "Your report",
        "unknown": "There is no report at this address.",
        "state": "State",
        "at": "Received",
        "decided": "Decided",
        "answer": "Answer",
        ReportState.OPEN: "Waits for somebody to look",
        ReportState.DEALT_WITH: "It was dealt with",
        ReportState.DISMISSED: "There is nothing to mend",
        ReportState.WITHDRAWN: "What it was about was taken out",
    },
}
"""What the page says, in Danish and English."""


async def follow_report(request: Request) -> Response:
    """How a report stands: a page, or JSON for whoever asks for that. One that there is not is a page like the others, with 404."""
    door: Door = request.app.state.door
    async with door.visit(request):
        secret = request.path_params["secret"]
        known = _SECRET.fullmatch(secret) is not None
        found = await request.app.state.store.read(reports.followed(secret), READ_SECONDS) if known else None
    if prefers_json(request.headers.get("accept", "")):
        return JSONResponse(as_json(found), 200 if found is not None else 404, PRIVATE)
    return page(found, language_of(request, door.settings))


def prefers_json(accepts: str) -> bool:
    """Whether an Accept header names JSON, and no HTML before it."""
    named = [part.partition(";")[0].strip().lower() for part in accepts[:1_000].split(",")]
    wanted = [one for one in named if one in ("application/json", "text/html")]
    return wanted[:1] == ["application/json"]


def as_json(found: Followed | None) -> dict[str, str | None]:
    """The same for programs."""
    if found is None:
        return {"state": None, "message": WORDS["en"]["unknown"]}
    return {"state": found.state.value, "reportedAt": found.at, "decidedAt": found.decided_at, "answer": found.answer}


def page(found: Followed | None, language: str) -> Response:
    """The page; every word of people is escaped."""
    words = WORDS[language]
    if found is None:
        return plain(words["title"], language, f"<p>{words['unknown']}</p>", 404)
    told = {"state": words[found.state], "at": found.at, "decided": found.decided_at, "answer": found.answer}
    lines = [f"<dt>{words[name]}</dt><dd>{_shown(name, value)}</dd>" for name, value in told.items() if value]
    return plain(words["title"], language, f"<dl>{''.join(lines)}</dl>")


def _shown(name: str, value: str) -> str:
    if name in ("at", "decided"):
        return f'<time datetime="{value}">{value[:16].replace("T", " ")} UTC</time>'
    return escape(value).replace("\n", "<br>")
