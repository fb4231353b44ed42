"""Clean words and safe addresses out of other people's HTML: what every connector needs and nobody should write twice."""

from __future__ import annotations

import re
from html import unescape
from typing import Final
from urllib.parse import urljoin, urlsplit

import nh3

_BLOCKS: Final = re.compile(
    "address|article|aside|blockquote|br|caption|d[dlt]|details|div|fieldset|figcaption|figure|footer|form|h[1-6]|header|hr|img|li|main"
    "|nav|ol|option|p|pre|section|summary|table|tbody|t[dhr]|tfoot|thead|ul"
)
"""Elements that end a word: `<li>Sejlads</li><li>Roning</li>` is two words, `Sejl<b>ads</b>` is one."""

_MARKUP: Final = re.compile(r"</?[A-Za-z!][^<>]*+>|&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});|<!--")
_TAG: Final = re.compile(r"</?([A-Za-z][A-Za-z0-9:-]{0,40}+)[^<>]*+>")
_MOST_STRAY_MARKS: Final = 2_000
_UNSTORABLE: Final = re.compile("[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_MOST_HTML: Final = 1_000_000
_LONGEST_URL: Final = 2_000


def plain(value: str) -> str:
    """Text that every store can keep: no control characters, no half surrogates, white space as single spaces."""
    return " ".join(_UNSTORABLE.sub(" ", value).split())


def html_text(value: str, limit: int = 20_000) -> str:
    """The words of a piece of HTML on one line, at most `limit` characters; scripts and styles are left out, block ends become spaces.

    Text without markup stays as it is ("3 < 4"). Linear in the length; only the first million characters are looked at.
    """
    value = _UNSTORABLE.sub(" ", value[:_MOST_HTML])
    if _MARKUP.search(value):
        value = _TAG.sub(_space_for, value)
        if value.count("<") > _MOST_STRAY_MARKS:  # nh3 builds a tree, and 200,000 open elements took it 155 seconds
            value = value.replace("<", " ")
        value = unescape(nh3.clean(value, tags=set(), attributes={}, link_rel=None))
    return shorten(plain(value), limit)


def _space_for(tag: re.Match[str]) -> str:
    name = tag[1].lower()
    if name in ("script", "style"):  # their content goes with them, which only a parser can do
        return tag[0]
    return " " if _BLOCKS.fullmatch(name) else ""


def shorten(value: str, limit: int) -> str:
    """At most `limit` characters, cut at a space where one is near and marked with an ellipsis.

    >>> shorten("Fællesspisning i forsamlingshuset", 20)
    'Fællesspisning i…'
    """
    if len(value) <= limit:
        return value
    head = value[: limit - 1]
    words = head.rpartition(" ")[0]
    return (words if len(words) > limit // 2 else head).rstrip() + "…"


def safe_url(value: object, base: str | None = None) -> str | None:
    """An absolute http(s) address, resolved against `base`; None for anything else (`javascript:`, user info, blanks, nonsense).

    >>> safe_url("/om-os", "https://klub.example/side")
    'https://klub.example/om-os'
    >>> safe_url("javascript:alert(1)") is None
    True
    """
    if not isinstance(value, str) or not value.strip() or len(value) > _LONGEST_URL:
        return None
    try:
        url = urljoin(base, value.strip()) if base else value.strip()
        parts = urlsplit(url)
        bad = parts.scheme not in ("http", "https") or not parts.hostname or "@" in parts.netloc or parts.port == 0
    except ValueError:
        return None
    return None if bad or "\\" in url or any(mark.isspace() or not mark.isprintable() for mark in url) else url
