"""Where an organization shows, on its own website, the token of who asks to speak for it."""

from __future__ import annotations

from urllib.parse import urlsplit

WELL_KNOWN = "/.well-known/samgraf.txt"
META_NAME = "samgraf-verification"


def file_of(website: str) -> str | None:
    """The file of a website that is the organization's as a whole; of a page within somebody's site only the page itself counts.

    >>> file_of("https://laug.example/"), file_of("https://kommune.example/foreninger/laug")
    ('https://laug.example/.well-known/samgraf.txt', None)
    """
    parts = urlsplit(website)
    return f"{parts.scheme}://{parts.netloc}{WELL_KNOWN}" if parts.path in ("", "/") and not parts.query else None
