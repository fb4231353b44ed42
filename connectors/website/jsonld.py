"""One JSON-LD block of a page, read with the small repairs that real pages need. Blocks are read one by one: a broken one breaks alone."""

from __future__ import annotations

import json
import re
from html import unescape
from typing import Any, Final

MOST_CHARACTERS: Final = 2_000_000
_STRING: Final = re.compile(r'"(?:[^"\\]|\\.)*+"', re.DOTALL)
_ESCAPE: Final = re.compile(r"\\(u[0-9A-Fa-f]{4}|.)", re.DOTALL)
_TRAILING_COMMA: Final = re.compile(r",(\s*+[}\]])")
_COMMENT: Final = re.compile(r"//[^\n]*+|/\*[^*]*+\*/")
_OPENING: Final = re.compile(r"\s*+(?://|/\*)?\s*+(?:<!--|<!\[CDATA\[)\s*+(?:\*/)?")
_CLOSING: Final = re.compile(r"(?://|/\*)?\s*(?:-->|\]\]>)\s*(?:\*/)?\s*$")


def read_block(text: str) -> list[Any]:
    """The JSON values of a block, mostly one; an empty block has none.

    Mended: raw control characters in strings, bad escapes, trailing commas, comments, HTML comment and CDATA wrappers, a semicolon at the
    end, quotes written as HTML entities. NaN becomes null, a number of more than 18 digits its text. Raises ValueError with a reason.
    """
    if len(text) > MOST_CHARACTERS:
        raise ValueError(f"longer than {MOST_CHARACTERS:,} characters")
    text = _unwrapped(text.lstrip("\ufeff"))
    if not text:
        return []
    try:
        return _values(text)
    except ValueError as first:
        if '"' not in text and "&" in text:
            text = unescape(text)
        try:
            return _values(_mended(text))
        except ValueError:
            raise ValueError(f"no JSON, also after repair: {str(first)[:200]}") from None


def _unwrapped(text: str) -> str:
    opening = _OPENING.match(text)
    if opening:
        head, tail = text[opening.end() : -100], text[max(opening.end(), len(text) - 100) :]
        text = head + _CLOSING.sub("", tail)
    return text.strip().removesuffix(";").rstrip()


def _values(text: str) -> list[Any]:
    decoder = json.JSONDecoder(
        strict=False, parse_constant=lambda _: None, parse_int=lambda digits: int(digits) if len(digits) < 19 else digits
    )
    values, position = [], 0
    try:
        while position < len(text):
            value, position = decoder.raw_decode(text, position)
            values.append(value)
            while position < len(text) and text[position].isspace():
                position += 1
    except RecursionError:
        raise ValueError("nested too deeply") from None
    return values


def _mended(text: str) -> str:
    parts, position = [], 0
    while position < len(text):
        quote = text.find('"', position)
        outside = text[position : quote if quote >= 0 else len(text)]
        parts.append(_TRAILING_COMMA.sub(r"\1", _COMMENT.sub("", outside)))
        if quote < 0:
            break
        string = _STRING.match(text, quote)
        if not string:
            raise ValueError("a string that does not end")
        parts.append(_ESCAPE.sub(_escape, string[0]))
        position = string.end()
    return "".join(parts)


def _escape(found: re.Match[str]) -> str:
    what = found[1]
    if len(what) == 5 or what in '"\\/bfnrt':
        return found[0]
    return "'" if what == "'" else f"\\\\{what}"
