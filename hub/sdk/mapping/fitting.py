"""The check that a converted value is of the type that its field has in our words; every function raises ValueError with a reason."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from enum import StrEnum
from types import NoneType
from typing import Any, Final, get_args

from hub.domain import dates as words_of_dates
from hub.domain.claim import Unsaid
from hub.sdk import converters, dates, numbers
from hub.sdk.html import plain, shorten
from hub.sdk.tabular.table import hint

Turn = Callable[[Any], Any]
_LONGEST_TEXT: Final = 20_000
_LANGUAGE: Final = re.compile(r"[a-z]{2,3}|und")


def fitting(kind: Any, name: str, lang: str) -> Turn:
    """The check that a converted value is of the field's type; it raises ValueError. Names tell dates and addresses from other texts."""
    if kind is None:
        return lambda value: value
    if kind == Mapping[str, str]:
        language(lang)
        return lambda value: _texts(value, lang)
    if kind == tuple[str, ...]:
        return _codes
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return lambda value: _member(kind, value)
    if kind is bool:
        return converters.boolean
    if kind is int:
        return lambda value: int(numbers.english(value))
    if kind is float:
        return lambda value: float(numbers.english(value))
    if kind is str:
        if name in ("url", "website", "page") or name.endswith("_url"):
            return converters.url
        if name.endswith(("_on", "_date")) or name in ("since", "until", "valid_from", "valid_to"):
            return _partial
        return dates.instant if name.endswith("_at") else _text
    return lambda value: _instance(kind, value)


def _partial(value: Any) -> str:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return words_of_dates.partial(str(value))


def _text(value: Any) -> str:
    if isinstance(value, dict | list):
        raise ValueError("one text was expected, there is a " + ("list" if isinstance(value, list) else "table"))
    return shorten(plain(str(value)), _LONGEST_TEXT)


def _texts(value: Any, lang: str) -> dict[str, str] | None:
    if isinstance(value, dict):
        return {language(key): text for key, one in value.items() if one and (text := _text(one))} or None
    return {lang: text} if (text := _text(value)) else None


def _codes(value: Any) -> tuple[str, ...] | None:
    many = value if isinstance(value, list) else [value]
    return tuple(dict.fromkeys(_text(one) for one in many)) or None


def _member(kind: type[StrEnum], value: Any) -> StrEnum:
    word = str(value).strip().upper().replace("-", "_").replace(" ", "_")
    if word not in kind.__members__:
        raise ValueError(
            f"{str(value)[:40]!r} is no {kind.__name__}{hint(word, kind.__members__)} (there are: {', '.join(kind.__members__)})"
        )
    return kind[word]


def _instance(kind: Any, value: Any) -> Any:
    if not isinstance(value, kind):
        raise ValueError(f"{kind.__name__} was expected, there is {type(value).__name__}; give it a converter or parts")
    return value


def language(lang: str) -> str:
    """The same text when it is a language tag."""
    if not _LANGUAGE.fullmatch(lang):
        raise ValueError(f"{lang[:20]!r} is no language (BCP 47: da, en, de, und)")
    return lang


def bare(annotation: Any) -> Any:
    """A field's type without `Unsaid` and None."""
    inner = [one for one in get_args(annotation) if one not in (Unsaid, NoneType)]
    return inner[0] if (inner and NoneType in get_args(annotation)) or Unsaid in get_args(annotation) else annotation
