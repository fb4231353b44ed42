"""JSON, JSON Lines, GeoJSON and XML as items: dictionaries that a mapping's paths lead into."""

from __future__ import annotations

import io
import json
import math
from collections.abc import Iterator
from typing import Any, Final
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from hub.errors import SourceChanged
from hub.sdk.paths import Path, compile_path
from hub.sdk.row import Unreadable
from hub.sdk.tabular.table import MOST_RAW, Item
from hub.sdk.tabular.text import Decoded

MOST_ITEM: Final = 1_000_000
"""An item may hold so many characters as JSON."""
_DEEPEST: Final = 60
_LONGEST_NUMBER: Final = 40


def read_json(decoded: Decoded, root: str | None) -> Iterator[Item | Unreadable]:
    """The items at `root` (a path to a list) of a JSON document; without a root they are looked for, one list of objects must be there."""
    try:
        data = _loads(decoded.text)
    except RecursionError:
        raise SourceChanged("the JSON is nested too deeply to be read") from None
    except ValueError as error:
        raise SourceChanged(f"this is not JSON ({str(error)[:120]})") from None
    found = _at(data, compile_path(root, flat=False), root) if root else guess_root(data)
    return _items(found, len(decoded.text) > MOST_ITEM)


def read_lines(decoded: Decoded) -> Iterator[Item | Unreadable]:
    """JSON Lines: one object a line; a line that is none is Unreadable."""
    for number, line in enumerate(io.StringIO(decoded.text, newline=None), start=1):
        if not line.strip():
            continue
        if len(line) > MOST_ITEM:
            yield Unreadable(f"line {number}", f"the line is longer than {MOST_ITEM:,} characters", decoded.raw(line[:MOST_RAW]))
            continue
        try:
            item = _loads(line)
        except (ValueError, RecursionError) as error:
            yield Unreadable(f"line {number}", f"not JSON ({str(error)[:80]})", decoded.raw(line[:MOST_RAW]))
            continue
        yield from _items([item], large=False, first=number, word="line")


def read_geojson(decoded: Decoded) -> Iterator[Item | Unreadable]:
    """The features of a GeoJSON document: their properties, and `geometry` as {"type", "x", "y"} (a point, or the middle of a shape)."""
    try:
        data = _loads(decoded.text)
    except (ValueError, RecursionError) as error:
        raise SourceChanged(f"this is not GeoJSON ({str(error)[:120]})") from None
    features = data.get("features", [data] if data.get("type") == "Feature" else None) if isinstance(data, dict) else None
    if not isinstance(features, list):
        raise SourceChanged("this is not GeoJSON: there is no list of features")
    for number, feature in enumerate(features, start=1):
        if not isinstance(feature, dict) or not isinstance(feature.get("properties") or {}, dict):
            yield Unreadable(f"feature {number}", "not a GeoJSON feature", _raw(feature))
            continue
        item: Item = dict(feature.get("properties") or {})
        if "id" in feature:
            item.setdefault("id", feature["id"])
        if (middle := _middle(feature.get("geometry"))) is not None:
            item["geometry"] = middle
        yield from _items([item], large=True, first=number, word="feature")


def read_xml(body: bytes, root: str | None) -> Iterator[Item | Unreadable]:
    """The elements at `root` (`feed/entry`, local names) of an XML document; without a root, the children of the document element.

    Attributes are called `@name`, text beside children or attributes `#text`; what is repeated becomes a list; name spaces are dropped.
    Entities and external references are refused. Costs: one item in memory at a time.
    """
    wanted = [name for name in root.replace(".", "/").split("/") if name] if root else None
    names: list[str] = []
    parents: list[Element] = []
    number = found = 0
    deepest = len(wanted) if wanted else 2
    try:
        for event, element in iterparse(io.BytesIO(body), events=("start", "end")):
            if event == "start":
                names.append(_local(element.tag))
                parents.append(element)
                if len(names) > 2 * _DEEPEST:
                    raise SourceChanged("the XML is nested too deeply to be read")
                continue
            here, depth = list(names), len(names)
            names.pop()
            parents.pop()
            if here == wanted or (wanted is None and depth == 2):
                number, found = number + 1, found + 1
                item = _xml_item(element)
                yield from _items([item if isinstance(item, dict) else {"#text": item}], large=True, first=number, word="element")
            if parents and depth <= deepest:
                parents[-1].remove(element)
    except DefusedXmlException as error:
        raise SourceChanged(f"the XML holds what is never read: {type(error).__name__}") from None
    except (ParseError, ValueError, LookupError) as error:
        raise SourceChanged(f"this is not XML, or was cut short ({str(error)[:120]})") from None
    if wanted and not found:
        raise SourceChanged(f"no element at {'/'.join(wanted)!r} in the XML")


def guess_root(data: Any) -> list[Any]:
    """The list of items in a JSON document when there is only one candidate; a lone object is one item."""
    if isinstance(data, list):
        return data
    if not isinstance(data, dict):
        raise SourceChanged("the JSON holds neither a list nor an object")
    lists = {name: value for name, value in data.items() if isinstance(value, list) and value and isinstance(value[0], dict)}
    if len(lists) == 1:
        return next(iter(lists.values()))
    inner = data.get("result")
    return guess_root(inner) if not lists and isinstance(inner, dict | list) else [data]


def _at(data: Any, path: Path, root: str) -> list[Any]:
    found = path.get(data)
    if isinstance(found, dict):
        return [found]
    if not isinstance(found, list):
        there = ", ".join(list(data)[:30]) if isinstance(data, dict) else type(data).__name__
        raise SourceChanged(f"no list at {root!r} (there are: {there}). Correct `root` in the mapping of the source.")
    return found


def _items(found: list[Any], large: bool, first: int = 1, word: str = "item") -> Iterator[Item | Unreadable]:
    for number, item in enumerate(found, start=first):
        if not isinstance(item, dict):
            yield Unreadable(f"{word} {number}", f"not an object but {type(item).__name__}", _raw(item))
        elif too := _too_much(item, large):
            yield Unreadable(f"{word} {number}", too, b"")
        else:
            yield item


def _too_much(item: Item, large: bool) -> str | None:
    """Why an item cannot be kept; its depth is looked at first, because depth is what breaks others."""
    level: list[Any] = [item]
    for _ in range(_DEEPEST):
        level = [
            inner for value in level for inner in (value.values() if isinstance(value, dict) else value) if isinstance(inner, dict | list)
        ]
        if not level:
            break
    if level:
        return f"nested more than {_DEEPEST} deep"
    if large and len(json.dumps(item, ensure_ascii=False)) > MOST_ITEM:
        return f"larger than {MOST_ITEM:,} characters"
    return None


def _loads(text: str) -> Any:
    """JSON with NaN and Infinity as null, and numbers of absurd length as text."""
    return json.loads(text, parse_constant=lambda _: None, parse_int=_whole, parse_float=_real)


def _whole(digits: str) -> int | str:
    return int(digits) if len(digits) <= _LONGEST_NUMBER else digits[:_LONGEST_NUMBER] + "…"


def _real(digits: str) -> float | str:
    number = float(digits)
    return number if math.isfinite(number) else digits[:_LONGEST_NUMBER]


def _raw(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, default=str)[:MOST_RAW].encode(errors="replace")


def _local(tag: object) -> str:
    return str(tag).rpartition("}")[2]


def _xml_item(element: Element, depth: int = 0) -> Any:
    text = (element.text or "").strip()
    if depth > _DEEPEST or (not len(element) and not element.attrib):
        return text
    item: Item = {f"@{_local(name)}": value for name, value in element.attrib.items()}
    for child in element:
        name, value = _local(child.tag), _xml_item(child, depth + 1)
        if name not in item:
            item[name] = value
        elif isinstance(item[name], list):
            item[name].append(value)
        else:
            item[name] = [item[name], value]
    if text:
        item["#text"] = text
    return item


def _middle(geometry: Any) -> Item | None:
    """The point of a geometry, or the middle of the box around a shape; the shape itself is too large to be kept with every row."""
    if not isinstance(geometry, dict):
        return None
    xs: list[float] = []
    ys: list[float] = []
    waiting: list[Any] = [geometry.get("coordinates")] + [
        part.get("coordinates") for part in geometry.get("geometries") or () if isinstance(part, dict)
    ]
    while waiting:
        here = waiting.pop()
        if not isinstance(here, list) or not here:
            continue
        if len(here) >= 2 and all(isinstance(number, int | float) for number in here[:2]):
            xs.append(here[0])
            ys.append(here[1])
        else:
            waiting.extend(here)
    if not xs:
        return None
    return {"type": str(geometry.get("type")), "x": (min(xs) + max(xs)) / 2, "y": (min(ys) + max(ys)) / 2}
