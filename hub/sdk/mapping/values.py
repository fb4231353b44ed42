"""From fields of an item to one value of a claim: found, decoded, converted, and checked against the type of the field in our words.

Everything is compiled once into closures `make(item, problems)`; what can be wrong without the file is a ConfigError here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from fnmatch import translate
from functools import lru_cache
from typing import Any, Final, ParamSpec, TypeVar, get_type_hints

from hub.domain.claim import Claim, Location, LocationPrecision, Money
from hub.errors import ConfigError
from hub.sdk import converters, geo, numbers
from hub.sdk.mapping.fitting import Turn, bare, fitting, language
from hub.sdk.mapping.model import PLACEHOLDERS, TableOf, Value
from hub.sdk.paths import Path, compile_path
from hub.sdk.row import Problem
from hub.sdk.tabular import Item
from hub.sdk.tabular.table import hint

Make = Callable[[Item, list[Problem]], Any]
"""Gives a value, None when the item says nothing; a value that cannot be read is a problem and says nothing."""
P = ParamSpec("P")
T = TypeVar("T")

REMEMBERED: Final = 8_192
"""So many results of a conversion are kept for each field: most columns repeat themselves."""
_WHERE: Final = ("latitude", "longitude", "x", "y", "crs", "within", "precision")


@dataclass(slots=True)
class Scope:
    """What the values of one table share: which texts say nothing, the language of the source, and which paths they need."""

    placeholders: frozenset[str]
    language: str
    flat: bool | None
    needed: dict[str, Path] = field(default_factory=dict)
    used: dict[str, Path] = field(default_factory=dict)

    @classmethod
    def of(cls, table: TableOf, language: str, flat: bool | None) -> Scope:
        known = {word.casefold() for word in table.not_placeholders}
        return cls((PLACEHOLDERS | {word.casefold() for word in table.placeholders}) - known, language, flat)

    def path(self, text: str, optional: bool = False) -> Path:
        """A compiled path, remembered as used, and as needed unless it is optional."""
        path = compile_path(text, self.flat)
        self.used[path.text] = path
        if not optional:
            self.needed[path.text] = path
        return path

    def recorded(self, compile_: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> tuple[T, list[Path]]:
        """What a function compiles, with the paths that it asked for."""
        before, self.used = self.used, {}
        try:
            done = compile_(*args, **kwargs)
            return done, list(self.used.values())
        finally:
            self.used = before | self.used

    def read(self, paths: list[str], optional: bool = False) -> Turn:
        """A function that finds the first of several paths that says something; white space around it falls, placeholders are nothing."""
        gets = [self.path(path, optional or len(paths) > 1).get for path in paths]
        placeholders = self.placeholders

        def said(value: Any) -> Any:
            if type(value) is str:
                text = value.strip()
                return None if not text or (len(text) < 20 and text.casefold() in placeholders) else text
            if isinstance(value, list):
                return [one for item in value if (one := said(item)) is not None] or None
            return value

        if len(gets) == 1:
            get = gets[0]
            return lambda item: said(get(item))
        return lambda item: next((value for get in gets if (value := said(get(item))) is not None), None)


def fields_of(claim_type: type[Claim]) -> dict[str, Any]:
    """The fields that a mapping may fill, with their types; identifiers and references have tables of their own."""
    hints = get_type_hints(claim_type)
    return {f.name: bare(hints[f.name]) for f in fields(claim_type) if f.name not in ("source_id", "references", "raw", "identifiers")}


def compile_value(scope: Scope, spec: Value, kind: Any, name: str, place: str) -> Make:
    """A function that makes one value of type `kind` out of an item. Raises: ConfigError, which names `place`."""
    try:
        if spec.parts is None:
            return _from_path(scope, spec, kind, name)
        if spec.map or spec.like or spec.default is not None:
            raise ConfigError("a value made of parts takes no map, like or default; its parts do")
        return _location(scope, spec.parts, place) if kind is Location else _from_parts(scope, spec, kind, name, place)
    except (ConfigError, ValueError) as error:
        raise ConfigError(str(error) if str(error).startswith(place) else f"{place}: {error}") from None


def _from_path(scope: Scope, spec: Value, kind: Any, name: str) -> Make:
    lang = spec.lang or scope.language
    fit = fitting(kind, name, lang)
    convert = converters.chain(spec.convert)
    if kind is Money and convert is None:
        raise ValueError("money needs a converter that names its currency, like `money:EUR`, or parts `amount` and `currency`")
    if spec.constant is not None:
        constant = fit(convert(spec.constant) if convert else spec.constant)
        return lambda _item, _problems: constant
    default = fit(spec.default) if spec.default is not None else None
    decode = _decoder(spec, None if convert else fit)
    read = scope.read(spec.path, spec.optional)

    def turn(value: Any) -> Any:
        for step in (decode, convert, fit):
            if step is not None and value is not None:
                value = step(value)
        return value

    remembered = lru_cache(maxsize=REMEMBERED)(turn)
    path = " | ".join(spec.path)

    def make(item: Item, problems: list[Problem]) -> Any:
        value = read(item)
        if value is None:
            return default
        try:
            return remembered(value) if type(value) is str else turn(value)
        except ValueError as error:
            problems.append(Problem("UNREADABLE_VALUE", f"{name}: {error}", path))
            return None

    return make


def _from_parts(scope: Scope, spec: Value, kind: Any, name: str, place: str) -> Make:
    parts = spec.parts or {}
    hints = _parts_of(kind, name, parts)
    for part in parts:
        if part not in hints:
            raise ValueError(f"{name} has no part {part!r}{hint(part, hints)} (there are: {', '.join(hints)})")
    makes = {part: compile_value(scope, value, hints[part], part, f"{place}, part {part}") for part, value in parts.items()}
    convert = converters.chain(spec.convert)

    def make(item: Item, problems: list[Problem]) -> Any:
        found = {part: value for part, one in makes.items() if (value := one(item, problems)) is not None}
        if not found:
            return None
        try:
            if kind is Money:
                return _money(found)
            built: Any = found if kind is None or not isinstance(kind, type) else kind(**found)
            return convert(built) if convert else built
        except (ValueError, TypeError) as error:
            problems.append(Problem("UNREADABLE_VALUE", f"{name}: {error}", name))
            return None

    return make


def _parts_of(kind: Any, name: str, parts: Iterable[str]) -> dict[str, Any]:
    """The parts that a value of this type may have, with their types."""
    if kind is Money:
        return {"amount": None, "currency": str}
    if is_dataclass(kind) and isinstance(kind, type):
        return {part: bare(annotation) for part, annotation in get_type_hints(kind).items()}
    if kind == Mapping[str, str]:
        return {language(part): str for part in parts}
    if kind is None:
        return dict.fromkeys(parts)
    raise ValueError(f"{name} is one value and has no parts")


def _money(found: dict[str, Any]) -> Money | None:
    if "amount" not in found:
        return None
    return numbers.money(numbers.english(found["amount"]), str(found.get("currency", "")))


def _location(scope: Scope, parts: dict[str, Value], place: str) -> Make:
    for part in parts:
        if part not in _WHERE:
            raise ValueError(f"a location has no part {part!r}{hint(part, _WHERE)} (there are: {', '.join(_WHERE)})")
    if not ({"latitude", "longitude"} <= set(parts) or {"x", "y"} <= set(parts)):
        raise ValueError("a location needs the parts latitude and longitude, or x and y (and crs)")
    within = parts["within"].constant if "within" in parts else None
    if within is not None and within not in geo.BOXES:
        raise ValueError(f"within {within!r} is unknown (there are: {', '.join(geo.BOXES)})")
    makes = {
        part: compile_value(scope, value, LocationPrecision if part == "precision" else None, part, f"{place}, part {part}")
        for part, value in parts.items()
    }

    def make(item: Item, problems: list[Problem]) -> Location | None:
        found = {part: one(item, problems) for part, one in makes.items()}
        north, east = found.get("latitude", found.get("y")), found.get("longitude", found.get("x"))
        if north is None or east is None:
            return None
        try:
            if (crs := found.get("crs")) and "x" in found and str(crs).upper() not in ("EPSG:4326", "OGC:CRS84"):
                spot = _projected(east, north, str(crs), within)
            else:
                spot = geo.point(north, east, within, lambda code, text: problems.append(Problem(code, text, "location")))
        except ValueError as error:
            problems.append(Problem("UNREADABLE_VALUE", f"location: {error}", "location"))
            return None
        return Location(*spot, found.get("precision") or LocationPrecision.POINT) if spot else None

    return make


def _projected(east: Any, north: Any, crs: str, within: str | None) -> tuple[float, float] | None:
    x, y = geo.degrees(east), geo.degrees(north)
    return None if geo.is_placeholder(x, y) else geo.checked(*geo.projected(x, y, crs), within)


def _decoder(spec: Value, fit: Turn | None) -> Turn | None:
    """What `map` and `like` do. What they can give is checked here and now when nothing is converted behind them."""
    if not (spec.map or spec.like):
        return None
    table = {key.strip().casefold(): value for key, value in spec.map.items()}
    patterns = [(re.compile(translate(pattern.casefold())), value) for pattern, value in spec.like.items()]
    if fit is not None:
        for given in (*table.values(), *(value for _, value in patterns), spec.default):
            if given not in (None, ""):
                fit(given)

    def decode(value: Any) -> Any:
        if isinstance(value, list):
            done = [decode(one) for one in value]
            return [inner for one in done if one is not None for inner in (one if isinstance(one, list) else [one])] or None
        text = " ".join(str(value).split()).casefold()
        if text in table:
            return table[text] or None
        for pattern, given in patterns:
            if pattern.match(text[:500]):
                return given or None
        if spec.default is None and table and not patterns:
            raise ValueError(f"{str(value)[:60]!r} has no entry in `map`")
        return spec.default

    return decode
