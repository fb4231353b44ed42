"""What each field is, written straight from the contract: a function of the row, the arguments and the request."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from graphql import GraphQLResolveInfo

from hub.domain import money
from hub.errors import BadArgument, OverLimit
from tests.interpreter import filters, lists, origins
from tests.interpreter.memory import NOUNS, Memory, Row, area, theme

TEXT_FIELDS = ("NAME", "SUMMARY", "DESCRIPTION", "PURPOSE", "TEXT", "FINDINGS", "METHOD", "ELIGIBILITY", "TERMS", "ACCESSIBILITY")


@dataclass(frozen=True)
class Request:
    """What one request knows beside its document."""

    memory: Memory
    language: str | None
    base_url: str
    max_page: int
    now: str
    readings: dict[Any, Memory] = field(default_factory=dict)
    """What the fields of the root that tell of the past have found, by their keys, or by key and place in their list."""


Resolver = Callable[[Request, Row, Row, GraphQLResolveInfo], Any]
RESOLVERS: dict[str, Resolver] = {}


def answers(*places: str) -> Callable[[Resolver], Resolver]:
    def remember(resolver: Resolver) -> Resolver:
        RESOLVERS.update(dict.fromkeys(places, resolver))
        return resolver

    return remember


def resolve(source: Any, info: GraphQLResolveInfo, /, **arguments: Any) -> Any:
    """The resolver of every field: by its place, then by that of the interface, else what stands in the row under its name."""
    place, row = f"{info.parent_type.name}.{info.field_name}", source or {}
    known = RESOLVERS.get(place)
    if known is None and any(interface.name == "Entity" for interface in info.parent_type.interfaces):
        known = RESOLVERS.get(f"Entity.{info.field_name}")
    if known:
        path, below = info.path, None
        while path.prev:
            path, below = path.prev, path.key
        then = info.context.readings.get(path.key) or info.context.readings.get((path.key, below))
        return known(replace(info.context, memory=then) if then else info.context, row, arguments, info)
    return row[info.field_name] if info.field_name in row else row[snake(info.field_name)]


def snake(name: str) -> str:
    return "".join(f"_{c.lower()}" if c.isupper() else c for c in name)


# --- Languages --------------------------------------------------------------------------------------------------------------------------


def wished(ask: Request, arguments: Row) -> str | None:
    """The language of a text: what the field asks for, else what the request wishes; the primary subtag alone."""
    lang = arguments.get("lang")
    if lang is None:
        return ask.language
    if len(lang) > 35:
        raise BadArgument("lang")
    return str(lang).split("-")[0].lower()


def spoken(ask: Request, row: Row, field: str, lang: str | None) -> str | None:
    found = next(
        (text["value"] for text in ask.memory.where("text", "no", row["no"]) if (text["field"], text["lang"]) == (field.upper(), lang)),
        None,
    )
    default: str | None = row[field]
    return default if found is None else found


def labelled(row: Row, field: str, lang: str | None) -> str:
    return str((row[f"{field}_{lang}"] if lang in ("da", "en", "de") else None) or row[field])


@answers("Entity.name", "Entity.summary", "Entity.description", "Funding.purpose")
def _text(ask: Request, row: Row, arguments: Row, info: GraphQLResolveInfo) -> Any:
    return spoken(ask, row, info.field_name, wished(ask, arguments))


@answers("Area.name", "Theme.label")
def _label(ask: Request, row: Row, arguments: Row, info: GraphQLResolveInfo) -> Any:
    return labelled(row, info.field_name, wished(ask, arguments))


@answers("Entity.texts")
def _texts(ask: Request, row: Row, arguments: Row, _info: GraphQLResolveInfo) -> Any:
    fields = arguments.get("fields")
    kept = [text for text in ask.memory.where("text", "no", row["no"]) if fields is None or text["field"] in fields]
    return sorted(kept, key=lambda text: (TEXT_FIELDS.index(text["field"]), text["lang"]))


# --- Entities ---------------------------------------------------------------------------------------------------------------------------


@answers("Entity.id")
def _id(_ask: Request, row: Row, _arguments: Row, _info: GraphQLResolveInfo) -> Any:
    own = row.get("asked", row["id"])
    return own if _ask.memory.version is None else f"{own}@{_ask.memory.version}"


@answers("Entity.canonicalId")
def _canonical(_ask: Request, row: Row, _arguments: Row, _info: GraphQLResolveInfo) -> Any:
    return row["id"]


@answers("Entity.formerIds")
def _former(ask: Request, row: Row, _arguments: Row, _info: GraphQLResolveInfo) -> Any:
    members = ask.memory.where("member", "canonical_no", row["no"])
    return sorted(member["id"] for member in members if member["no"] != row["no"] and member["published_seq"] is not None)


@answers("Entity.permalink")
def _permalink(ask: Request, row: Row, _arguments: Row, _info: GraphQLResolveInfo) -> Any:
    return f"{ask.base_url}/e/{row['id']}"


@answers("Entity.image")
def _image(_ask: Request, row: Row, _arguments: Row, _info: GraphQLResolveInfo) -> Any:
    return {"url": row["image_url"], "alt": row["image_alt"], "credit": row["image_credit"]} if row["image_url"] is not None else None


@answers("Image.alt")
def _alt(ask: Request, row: Row, arguments: Row, _info: GraphQLResolveInfo) -> Any:
    wished(ask, arguments)
    return row["alt"]


@answers("Entity.area")
def _area(ask: Request, row: Row, _arguments: Row, _info: GraphQLResolveInfo) -> Any:
    return area(ask.memory.one("area", "no", row["area_no"]))


@answers("Entity.serves")
def _serves(ask: Request, row: Row, _arguments: Row, _info: GraphQLResolveInfo) -> Any:
    served = [joint["area_no"] for joint in ask.memory.where("entity_area", "no", row["no"]) if joint["how"] == "serves"]
    found = [found for no in served if (found := ask.memory.one("area", "no", no))]
    return [area(one) for one in sorted(found, key=lambda one: (one["sort_name"], one["code"]))[:50]]


@answers("Entity.location")
def _location(_ask: Request, row: Row, _arguments: Row, _info: GraphQLResolveInfo) -> Any:
    return place(row, row["location_precision"])


@answers("Entity.themes")
def _themes(ask: Request, row: Row, _arguments: Row, _info: GraphQLResolveInfo) -> Any:
    direct = [joint["theme_no"] for joint in ask.memory.where("entity_theme", "no", row["no"]) if joint["direct"]]
    return sorted((theme(ask.memory.one("theme", "no", no)) for no in direct), key=lambda one: one["key"])


@answers("Entity.identifiers")
def _identifiers(ask: Request, row: Row, _arguments: Row, _info: GraphQLResolveInfo) -> Any:
    pairs = sorted({(one["scheme"], one["value"]) for one in ask.memory.where("identifier", "no", row["no"])})
    return [{"scheme": scheme, "value": value, "url": None} for scheme, value in pairs[:20]]


@answers("Entity.contact")
def _contact(_ask: Request, row: Row, _arguments: Row, _info: GraphQLResolveInfo) -> Any:
    said = {part: row[f"contact_{part}"] for part in ("role", "email", "phone", "page")}
    return said if any(value is not None for value in said.values()) else None


def present(ask: Request) -> None:
    if ask.memory.version is not None:
        raise BadArgument("the present only")


@answers("Entity.provenance")
def _provenance(ask: Request, row: Row, arguments: Row, info: GraphQLResolveInfo) -> Any:
    present(ask)
    claims = {claim["no"] for claim in origins.live_claims(ask.memory, row["no"])}
    return listed(ask, info, "Provenance", origins.carriers(ask.memory, claims), arguments)


@answers("Entity.origins")
def _origins(ask: Request, row: Row, arguments: Row, _info: GraphQLResolveInfo) -> Any:
    present(ask)
    return origins.of(ask.memory, row, arguments.get("fields"))


@answers("Entity.attribution")
def _attribution(ask: Request, row: Row, _arguments: Row, _info: GraphQLResolveInfo) -> Any:
    spoke = origins.live_claims(ask.memory, row["no"]) if ask.memory.version is None else ask.memory.where("entity_source", "no", row["no"])
    sources = [ask.memory.where("source", "no", one["source_no"])[0] for one in spoke]
    return origins.named(sorted(sources, key=lambda source: source["key"]), ask.language)


@answers("Initiative.lead", "Initiative.adaptedFrom", "Organization.partOf", "Funding.funder", "Funding.recipient", "Funding.initiative")
def _one(ask: Request, row: Row, _arguments: Row, info: GraphQLResolveInfo) -> Any:
    return ask.memory.thing(row[f"{snake(info.field_name)}_no"])


@answers("Funding.amount")
def _amount(_ask: Request, row: Row, _arguments: Row, _info: GraphQLResolveInfo) -> Any:
    return priced(row["amount_minor"], row["currency"])


@answers("Funding.campaign")
def _campaign(_ask: Request, row: Row, _arguments: Row, _info: GraphQLResolveInfo) -> Any:
    goal, raised = (priced(row[f"{name}_minor"], row[f"{name}_currency"]) for name in ("goal", "raised"))
    said = {"goal": goal, "raised": raised, "backer_count": row["backer_count"], "closes_at": row["closes_at"]}
    return said if any(value is not None for value in said.values()) else None


def priced(minor: int | None, currency: str) -> Row | None:
    return {"amount": money.to_decimal(minor, currency), "currency": currency} if minor is not None else None


def place(row: Row, precision: str) -> Row | None:
    if row["latitude_e7"] is None:
        return None
    return {"latitude": row["latitude_e7"] / 1e7, "longitude": row["longitude_e7"] / 1e7, "precision": precision}


# --- Lists ------------------------------------------------------------------------------------------------------------------------------


def listed(ask: Request, info: GraphQLResolveInfo, type_name: str, rows: list[Row], arguments: Row) -> Row:
    """A connection over these rows, narrowed and cut as the arguments say."""
    keep = filters.condition(ask.memory, type_name, arguments.get("filter")) if type_name in lists.DIMENSIONS else lambda _: True
    by_itself = filters.usual(ask.memory, type_name, arguments.get("filter"))
    kept = [row for row in rows if keep(row) and by_itself(row)]
    typed, order = (arguments.get("filter") or {}).get("text"), arguments.get("orderBy")
    if order and order["by"] == "RELEVANCE":
        if typed is None:
            raise BadArgument("no text")
        from tests.interpreter.search import scores

        found = scores(ask.memory, typed)
        kept = [row | {"score_key": -found[row["no"]]} for row in kept]
    made = lists.page(f"{info.parent_type.name}.{info.field_name}", type_name, kept, arguments, ask.max_page)
    made["edges"] = [edge | {"typed": typed} for edge in made["edges"]]
    return made | {"rows": rows, "of": type_name, "filter": arguments.get("filter")}


PLURALS = {f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s": noun.capitalize() for noun in NOUNS}


@answers(*(f"{place}.{name}" for place in ("Query", "Reading") for name in PLURALS))
def _root(ask: Request, _row: Row, arguments: Row, info: GraphQLResolveInfo) -> Any:
    type_name = PLURALS[info.field_name]
    return listed(ask, info, type_name, ask.memory.of_kind(type_name), arguments)


@answers("Theme.initiatives", *(f"Area.{name}" for name in PLURALS))
def _classified(ask: Request, row: Row, arguments: Row, info: GraphQLResolveInfo) -> Any:
    type_name, of = PLURALS[info.field_name], info.parent_type.name.lower()
    joined = ask.memory.by_numbers(joint["no"] for joint in ask.memory.where(f"entity_{of}", f"{of}_no", row["no"]))
    return listed(ask, info, type_name, [thing for thing in joined if thing["__typename"] == type_name], arguments)


@answers("Initiative.partners")
def _partners(ask: Request, row: Row, arguments: Row, info: GraphQLResolveInfo) -> Any:
    return listed(ask, info, "Organization", ask.memory.linked("PARTNER_OF", end=row["no"]), arguments)


@answers("Organization.members")
def _members(ask: Request, row: Row, arguments: Row, info: GraphQLResolveInfo) -> Any:
    return listed(ask, info, "Organization", ask.memory.linked("MEMBER_OF", end=row["no"]), arguments)


@answers("Organization.initiatives")
def _initiatives(ask: Request, row: Row, arguments: Row, info: GraphQLResolveInfo) -> Any:
    roles = arguments.get("roles")
    roles = ["LEADS", "PARTNER_OF"] if roles is None else roles
    led = ask.memory.linked("LEADS", start=row["no"], keep=lambda link: not link["contested"]) if "LEADS" in roles else []
    joined = ask.memory.linked("PARTNER_OF", start=row["no"]) if "PARTNER_OF" in roles else []
    return listed(ask, info, "Initiative", ask.memory.by_numbers(one["no"] for one in (*led, *joined)), arguments)


@answers("Initiative.fundings", "Initiative.adaptations", "Organization.parts", "Organization.fundingReceived", "Organization.fundingGiven")
def _back(ask: Request, row: Row, arguments: Row, info: GraphQLResolveInfo) -> Any:
    table, column = {
        "fundings": ("funding", "initiative_no"),
        "adaptations": ("initiative", "adapted_from_no"),
        "parts": ("organization", "part_of_no"),
        "fundingReceived": ("funding", "recipient_no"),
        "fundingGiven": ("funding", "funder_no"),
    }[info.field_name]
    found = ask.memory.by_numbers(one["no"] for one in ask.memory.where(table, column, row["no"]))
    return listed(ask, info, table.capitalize(), found, arguments)


@answers(*(f"{noun.capitalize()}Connection.facets" for noun in (*NOUNS, "search")))
def _facets(ask: Request, row: Row, arguments: Row, _info: GraphQLResolveInfo) -> Any:
    first = arguments.get("first")
    first = 10 if first is None else first
    if first < 0:
        raise BadArgument("negative")
    if first > ask.max_page:
        raise OverLimit("too many")
    wanted = arguments.get("dimensions")
    wanted = list(lists.DIMENSIONS[row["of"]]) if wanted is None else wanted
    return [lists.facet(ask.memory, row["of"], row["rows"], row["filter"], dimension, first) for dimension in wanted]


@answers("FacetBucket.label", "BucketKey.label")
def _bucket(ask: Request, row: Row, arguments: Row, _info: GraphQLResolveInfo) -> Any:
    lang, value, memory = wished(ask, arguments), row["value"], ask.memory
    if row["dimension"] == "THEME":
        return labelled(memory.where("theme", "key", value)[0], "label", lang)
    if row["dimension"] == "SOURCE":
        return memory.where("source", "key", value.removeprefix("source_"))[0]["name"]
    if row["dimension"] == "AREA":
        return labelled(memory.where("area", "code", value)[0], "name", lang)
    if row["dimension"] in (*lists.BY_END, "PARTY"):
        return spoken(ask, memory.where("entity", "id", value)[0], "name", lang)
    return value
