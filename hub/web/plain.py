"""Plain pages for people, such as that behind the link of a mail: a title, a few words, no script; in no cache and no search engine."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from typing import TYPE_CHECKING

from starlette.responses import HTMLResponse

from hub.context import wished_language

if TYPE_CHECKING:
    from starlette.requests import Request

    from hub.settings import Settings

LANGUAGES = ("da", "en")
STYLE = (
    "body{max-width:34rem;margin:3rem auto;padding:0 1rem;font:1.1rem/1.5 system-ui,sans-serif;color:#1d1d1b;background:#fff}"
    "button{font:inherit;font-weight:600;padding:.7rem 1.4rem;border:2px solid #14532d;border-radius:.4rem;background:#14532d;color:#fff}"
    "button.no{background:#fff;color:#14532d;margin-top:.5rem}dt{font-weight:600;margin-top:.7rem}dd{margin:0}"
    "button:focus-visible{outline:3px solid #f59e0b;outline-offset:2px}"
)
_STYLE_HASH = b64encode(sha256(STYLE.encode()).digest()).decode()
POLICY = f"default-src 'none'; style-src 'sha256-{_STYLE_HASH}'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
PRIVATE = {
    "Cache-Control": "no-store",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
    "Referrer-Policy": "no-referrer",
    "Vary": "Accept, Accept-Language",
}
"""What every answer at a secret address carries."""


def language_of(request: Request, settings: Settings) -> str:
    """The language of a page: that of the reader's wish where it is spoken here, else the one of the hub's mail."""
    wished = wished_language(request.headers.get("accept-language"))
    return wished if wished in LANGUAGES else settings.mail_language


def plain(title: str, language: str, body: str, status: int = 200) -> HTMLResponse:
    """The page; `title` is ours, and what people wrote is escaped in `body` already."""
    text = (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>{title}</title><style>{STYLE}</style></head><body><main><h1>{title}</h1>{body}</main></body></html>\n"
    )
    return HTMLResponse(text, status, PRIVATE | {"Content-Security-Policy": POLICY, "Content-Language": language})
