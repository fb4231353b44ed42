"""From a table to rows: codes decoded, what is personal dropped, an id of raw values; compiled once for each document."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from fnmatch import translate
from functools import lru_cache
from hashlib import blake2b
from typing import Any

from hub.domain.document import Document
from hub.errors import SourceChanged
from hub.sdk.html import safe_url
from hub.sdk.mapping.model import Dictionary, Redaction, TableOf
from hub.sdk.paths import Path, compile_path, drop, has
from hub.sdk.row import Problem, Row, Unreadable
from hub.sdk.tabular import Item, Reading, Table, read
from hub.sdk.tabular.table import check_columns, hint, tidy

_CARE_OF = re.compile(r"(?:\bc ?/ ?o\b|\bv/|\bz\. ?hd\.|\batt[.:])", re.IGNORECASE)
_PATTERNS: dict[str, re.Pattern[str]] = {
    "email": re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}"),
    "cpr": re.compile(r"\b[0-3][0-9][01][0-9]{3}[- ]?[0-9]{4}\b"),
    "phone": re.compile(r"(?<!\w)(?:\+[0-9]{1,3} ?)?[0-9]{2} ?[0-9]{2} ?[0-9]{2} ?[0-9]{2}(?!\w)"),
}
_LONGEST_ID = 2_000


def joined(parts: Sequence[str]) -> str:
    """Raw values as one id: `2014|Bezirksamt Mitte`; a bar or backslash within a value is escaped, so that ids cannot collide."""
    if len(parts) == 1:
        return parts[0]
    text = "|".join(parts)
    if "\\" in text or text.count("|") >= len(parts):
        text = "|".join(part.replace("\\", "\\\\").replace("|", "\\|") for part in parts)
    return text


def own_id(table: TableOf, key: str) -> str:
    """The id of a row without the name of its table: what its own claim is called."""
    return key.removeprefix(f"{table.name}/") if table.name else key


def rows(table: TableOf, document: Document, needed: Mapping[str, Path], limit: int | None) -> Iterator[Row | Unreadable]:
    """The rows of one table in a document. `needed` are the paths that must be somewhere in the file.

    Raises: SourceChanged when a path or column is not there, with what is there instead.
    """
    place = f"{document.url.partition('?')[0][:200]}" + (f", table {table.name}" if table.name else "")
    how = Reading(table.format, table.encoding, table.delimiter, table.sheet, table.header_row, table.root)
    made = {table.melt.name, table.melt.value} if table.melt else set()
    made |= {name for name, dictionary in table.dictionaries.items() if dictionary.column not in (None, name)}
    from_file = {name: path for name, path in needed.items() if name not in made}
    found = read(document, how, list(from_file))
    decode = {name: _dictionary(name, dictionary, document) for name, dictionary in table.dictionaries.items()}
    notes: list[Problem] = []
    if isinstance(found, Table):
        check_columns(found.names, list(from_file), place)
        items = _flat(table, found, decode, notes)
    elif table.melt:
        raise SourceChanged(f"{place}: `melt` is for tables with columns; this is a tree")
    else:
        items = _tree(table, found, decode, from_file, place)
    return _keyed(table, items, limit, notes)


def _flat(table: TableOf, found: Table, decode: Mapping[str, Mapping[str, str]], notes: list[Problem]) -> Iterator[Item | Unreadable]:
    """Items of a flat table: empty cells are left out. This loop runs for every row of every file, so it does little."""
    names = list(found.names)
    decoding: list[tuple[int, Callable[[str], str | None], int]] = []
    for name, dictionary in table.dictionaries.items():
        names += [name] if name not in names else []
        decoding.append((names.index(dictionary.column or name), decode[name].get, names.index(name)))
    extra = [""] * (len(names) - len(found.names))
    redacting = [
        (at, redactor(tuple(table.columns[name].redact)))
        for at, name in enumerate(names)
        if name in table.columns and table.columns[name].redact
    ]
    kept = [name if _is_public(table, name) else None for name in names]
    melted = _melted(table, names)
    for cells in found.rows:
        if isinstance(cells, Unreadable):
            yield cells
            continue
        if extra:
            cells.extend(extra)
        for at, get, target in decoding:
            code = cells[at]
            meaning = get(code if type(code) is str else str(code))
            if meaning is None and code != "":
                notes.append(Problem("UNKNOWN_CODE", f"{str(code)[:40]!r} is not in the dictionary", names[target]))
            cells[target] = meaning or ""
        for at, redact in redacting:
            if cells[at]:
                cells[at] = redact(str(cells[at]))
        if melted is None:
            yield {name: cell for name, cell in zip(kept, cells, strict=True) if cell != "" and name}
        else:
            yield from melted(kept, cells)


def _melted(table: TableOf, names: list[str]) -> Callable[[list[str | None], list[Any]], Iterator[Item]] | None:
    if (melt := table.melt) is None:
        return None
    patterns = [re.compile(translate(pattern)) for pattern in melt.columns]
    wide = [at for at, name in enumerate(names) if any(pattern.match(name[:200]) for pattern in patterns)]
    if not wide:
        raise SourceChanged(
            f"no column is like {' or '.join(melt.columns)} (there are: {', '.join(names[:40])}). Correct `melt` in the mapping."
        )
    long = [at for at in range(len(names)) if at not in wide]
    name_of, value_of = melt.name, melt.value

    def items(kept: list[str | None], cells: list[Any]) -> Iterator[Item]:
        rest = {name: cells[at] for at in long if cells[at] != "" and (name := kept[at])}
        for at in wide:
            if cells[at] != "" and kept[at]:
                yield {**rest, name_of: names[at], value_of: cells[at]}

    return items


def _tree(
    table: TableOf, found: Iterator[Item | Unreadable], decode: Mapping[str, Mapping[str, str]], needed: Mapping[str, Path], place: str
) -> Iterator[Item | Unreadable]:
    """Items of a tree. Whether a path leads anywhere is known only at the end: a field may be absent from many items."""
    dropped = [tuple(name.split(".")) for name, column in table.columns.items() if column.privacy != "public"]
    redacting = [(name, redactor(tuple(column.redact))) for name, column in table.columns.items() if column.redact]
    missing = {name: path.names for name, path in needed.items() if path.names}
    seen: dict[str, None] = {}
    for item in found:
        if isinstance(item, Unreadable):
            yield item
            continue
        if missing:
            seen.update(dict.fromkeys(item))
            missing = {name: names for name, names in missing.items() if not has(item, names)}
        for name, dictionary in table.dictionaries.items():
            item[name] = decode[name].get(str(item.get(dictionary.column or name, "")))
        for names in dropped:
            item = drop(item, names)  # noqa: PLW2901
        if table.unlisted != "public":
            item = {name: value for name, value in item.items() if name in table.columns}  # noqa: PLW2901
        for name, redact in redacting:
            if isinstance(item.get(name), str):
                item[name] = redact(item[name])
        yield item
    if missing and seen:
        name = next(iter(missing))
        raise SourceChanged(
            f"{place}: no item has {name!r}{hint(name, seen)} (there are: {', '.join(list(seen)[:40])}). "
            "Correct the mapping of the source, or say `optional = true` where the field may be missing."
        )


def _keyed(table: TableOf, items: Iterator[Item | Unreadable], limit: int | None, notes: list[Problem]) -> Iterator[Row | Unreadable]:
    """Rows under their ids; equal ids get an ordinal (`#2`), because exact repetitions may be true.

    Costs: ten bytes in memory for each row, so that equal ids are seen.
    """
    prefix = f"{table.name}/" if table.name else ""
    id_of, page = _id_of(table), table.page
    seen: set[bytes] = set()
    for number, item in enumerate(items):
        if limit is not None and number >= limit:
            return
        if isinstance(item, Unreadable):
            yield Unreadable(prefix + item.key, item.reason, item.raw, item.code)
            continue
        key = id_of(item)
        if not key or len(key) > _LONGEST_ID:
            reason = "its id is too long" if key else "no id: all of its id columns are empty"
            yield Unreadable(f"{prefix}row {number + 1}", reason, repr(item).encode("utf-8", "replace")[:10_000])
            continue
        key = _unused(prefix + key, seen)
        yield (
            Row(key, item, safe_url(item.get(page)) if page else None, notes.copy())
            if notes
            else Row(key, item, safe_url(item.get(page)) if page else None)
        )
        notes.clear()


def _id_of(table: TableOf) -> Callable[[Item], str]:
    """The raw id of an item; a table without id columns is identified by all that its row says."""
    names = [tidy(name) for name in table.id]
    paths = [compile_path(name) for name in names]
    if not names:
        return lambda item: blake2b(repr(sorted(item.items())).encode("utf-8", "replace"), digest_size=12).hexdigest()

    def id_of(item: Item) -> str:
        try:
            parts = [item[name] for name in names]
            if type(parts[0]) is not str:
                raise TypeError
            return joined(parts) if any(parts) else ""
        except (KeyError, TypeError):  # a field is missing, lies deeper or is no text
            words = ["" if (value := path.get(item)) is None else str(value) for path in paths]
            return joined(words) if any(words) else ""

    return id_of


def _unused(key: str, seen: set[bytes]) -> str:
    unused, number = key, 1
    while (digest := blake2b(unused.encode("utf-8", "replace"), digest_size=10).digest()) in seen:
        number += 1
        unused = f"{key}#{number}"
    seen.add(digest)
    return unused


def _is_public(table: TableOf, name: str) -> bool:
    column = table.columns.get(name)
    made = table.melt is not None and name in (table.melt.name, table.melt.value)
    return made or (column.privacy if column else table.unlisted) == "public"


@lru_cache(maxsize=64)
def redactor(kinds: tuple[Redaction, ...]) -> Callable[[str], str]:
    """A function that cuts what is personal out of a text; what stands at its very beginning ("C/O Berlin") is a name."""

    @lru_cache(maxsize=8_192)
    def redact(text: str) -> str:
        text = text[:200_000]
        for kind in kinds:
            if kind == "care_of":
                found = _CARE_OF.search(text, 1)
                if found and text[: found.start()].strip(" ,;/–-\u00a0"):
                    text = text[: found.start()].rstrip(" ,;/–-\u00a0")
            elif kind != "email" or "@" in text:
                text = _PATTERNS[kind].sub("", text).strip()
        return text

    return redact


def _dictionary(name: str, dictionary: Dictionary, document: Document) -> dict[str, str]:
    """Codes and what they mean. Costs: the dictionary is read once for each document."""
    part = document.parts.get(name)
    if part is None:
        raise SourceChanged(f"the dictionary {name!r} ({dictionary.url[:200]}) did not come with {document.url[:200]}")
    how = Reading(dictionary.format, dictionary.encoding, dictionary.delimiter)
    found = read(part, how, [dictionary.key, dictionary.value])
    if not isinstance(found, Table):
        pairs = [(item.get(dictionary.key), item.get(dictionary.value)) for item in found if not isinstance(item, Unreadable)]
        return {str(key): str(value) for key, value in pairs if key is not None and value is not None}
    check_columns(found.names, [dictionary.key, dictionary.value], f"dictionary {name} ({part.url[:200]})")
    key, value = found.names.index(dictionary.key), found.names.index(dictionary.value)
    return {str(cells[key]): str(cells[value]) for cells in found.rows if not isinstance(cells, Unreadable)}
