"""What a mapping may say, as checked models: the `[settings]` of a source file. README.md beside this file explains it by examples."""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from hub.sdk.tabular.formats import Format
from hub.sdk.tabular.table import hint


class Strict(BaseModel):
    """A table of a source file: keys that it does not know are refused, with the key that was probably meant."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    @model_validator(mode="before")
    @classmethod
    def _knows_every_key(cls, value: Any) -> Any:
        if isinstance(value, dict):
            known = [field.alias or name for name, field in cls.model_fields.items()]
            for key in value:
                if key not in known and key not in cls.model_fields:
                    raise ValueError(f"unknown key {key!r}{hint(str(key), known)} (there are: {', '.join(known)})")
        return value


def _as_list(value: Any) -> Any:
    return [value] if isinstance(value, str | int | dict) else value


def _as_value(value: Any) -> Any:
    return {"path": value} if isinstance(value, str | list) else value


def _as_column(value: Any) -> Any:
    return {"privacy": value} if isinstance(value, str) else value


Names = Annotated[list[str], BeforeValidator(_as_list)]
"""One name or several: `"a"` is `["a"]`."""


class Value(Strict):
    """Where a value comes from and what becomes of it. A text alone is a path: `name = "navn"`.

    Read from left to right: the first `path` that says something (or `parts`, or `constant`), then `map` or `like`, then `convert`.
    """

    path: Names = []
    parts: dict[str, Mapped] | None = None
    constant: Any = None
    map: dict[str, Any] = {}
    like: dict[str, Any] = {}
    convert: Names = []
    default: Any = None
    lang: str | None = None
    empty: Literal["unsaid", "none"] = "unsaid"
    optional: bool = False

    @model_validator(mode="after")
    def _has_one_origin(self) -> Value:
        origins = [name for name in ("path", "parts", "constant") if getattr(self, name) not in (None, [])]
        if len(origins) != 1:
            raise ValueError("say exactly one of path, parts and constant" + (f", not {' and '.join(origins)}" if origins else ""))
        return self


Mapped = Annotated[Value, BeforeValidator(_as_value)]


class Condition(Strict):
    """What must hold for a claim or a reference to be made; a value that is missing holds only for `present = false`.

    `like` and `unlike` take patterns with `*` and `?`, whatever the case.
    """

    path: str
    convert: Names = []
    present: bool | None = None
    any_of: Names = Field(default=[], alias="is")
    none_of: Names = Field(default=[], alias="not")
    like: Names = []
    unlike: Names = []


Conditions = Annotated[list[Condition], BeforeValidator(_as_list)]


class IdentifierOf(Value):
    """An identifier, org-id.guide style: from a converter that checks (`cvr`, `german_register`, `org_id`), or a `scheme` with a path."""

    scheme: str | None = None
    when: Conditions = []


class ReferenceTo(Strict):
    """What a claim says about another thing: a role, and one way to it.

    `claim` is another claim of the same row by its `as`; `id` are the columns that make the target's id in this source (a list in the item
    gives a reference each); `identifier` and `url` find targets of other sources. `kind` is that of the target where a role takes
    things of any kind and `id` leads there.
    """

    role: str
    kind: str | None = None
    claim: str | None = None
    id: Names = []
    identifier: IdentifierOf | None = None
    url: str | None = None
    since: Mapped | None = None
    until: Mapped | None = None
    when: Conditions = []

    @model_validator(mode="after")
    def _has_one_way(self) -> ReferenceTo:
        ways = [name for name in ("claim", "id", "identifier", "url") if getattr(self, name)]
        if len(ways) != 1:
            raise ValueError("say exactly one of claim, id, identifier and url" + (f", not {' and '.join(ways)}" if ways else ""))
        return self


class ClaimOf(Strict):
    """One thing that a row speaks of. Without `id` it is the row itself, under the row's own id."""

    kind: str
    name_here: str | None = Field(default=None, alias="as")
    id: Names = []
    when: Conditions = []
    fields: dict[str, Mapped] = {}
    references: list[ReferenceTo] = []
    identifiers: list[IdentifierOf] = []


class Dictionary(Strict):
    """Another file that says what the codes of a column mean; it stands under the name of the column that it fills.

    `column` is where the code stands (the same column, unless said); `key` and `value` are columns of the other file.
    """

    url: str
    key: str
    value: str
    column: str | None = None
    format: Format | None = None
    encoding: str | None = None
    delimiter: str | None = None


Privacy = Literal["public", "personal", "protected"]
Redaction = Literal["care_of", "email", "phone", "cpr"]


class Column(Strict):
    """Who may know a column: `personal` and `protected` ones are dropped before the row is kept; `redact` cuts a part out of the others."""

    privacy: Privacy = "public"
    redact: list[Redaction] = []


class Melt(Strict):
    """A wide table with a column for each year made long: each non-empty cell of `columns` (patterns such as `20??`) is a row by itself."""

    columns: Names
    name: str = "year"
    value: str = "amount"


class TableOf(Strict):
    """One table of a source: where it is, how it is written, what identifies its rows, and what they say."""

    name: str | None = Field(default=None, pattern=r"^[a-z0-9][a-z0-9-]{0,40}$")
    url: str | None = None
    format: Format | None = None
    encoding: str | None = None
    delimiter: str | None = Field(default=None, min_length=1, max_length=1)
    sheet: str | int | None = None
    header_row: int | None = Field(default=None, ge=0, le=1_000)
    root: str | None = None
    id: Names = []
    page: str | None = None
    placeholders: list[str] = []
    not_placeholders: list[str] = []
    unlisted: Privacy = "public"
    dictionaries: dict[str, Dictionary] = {}
    columns: dict[str, Annotated[Column, BeforeValidator(_as_column)]] = {}
    melt: Melt | None = None
    claims: list[ClaimOf] = []


PLACEHOLDERS = frozenset(
    {
        "", "-", "--", "—", "–", "'", '"', ".", "/", "?", "na", "n/a", "n.a.", "nan", "nil", "no data", "undefined", "null", "none",
        "keine", "keine angabe", "k.a.", "k. a.", "entfällt", "ohne", "unbekannt", "ingen", "ukendt", "unknown", "#n/a", "fixme", "tbd",
    }
)  # fmt: skip
"""What people write where they have nothing to say, in lower case. It says nothing: no value, no id, no match."""

_WORDS = re.compile(r"[A-Za-z0-9_-]{1,40}")


def is_plain_name(text: str) -> bool:
    """Whether a text may stand as a name in a message or a key."""
    return bool(_WORDS.fullmatch(text))
