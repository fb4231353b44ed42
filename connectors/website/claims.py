"""From a row to claims: schema.org organizations, projects and grants in our words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from connectors.website import words
from connectors.website.settings import WebsiteSettings
from connectors.website.types import kind_of, organization_type
from hub.domain.claim import UNSAID, Claim, Reference
from hub.domain.funding import FundingClaim, FundingType
from hub.domain.ids import EntityKind
from hub.domain.initiative import InitiativeClaim
from hub.domain.organization import OrganizationClaim
from hub.errors import RecordError
from hub.sdk.html import safe_url
from hub.sdk.row import Row

_ORGANIZATION, _INITIATIVE = EntityKind.ORGANIZATION, EntityKind.INITIATIVE


def organization(row: Row, language: str, settings: WebsiteSettings) -> Iterator[Claim]:
    """Who acts. Raises RecordError when it has no name."""
    shared = _shared(row, language, settings)
    types = row.take("@type")
    sort = organization_type(types, next(iter(shared["name"].values())))
    yield OrganizationClaim(
        **shared,
        url=row.url or UNSAID,
        website=safe_url(row.take("url"), row.url) or UNSAID,
        organization_type=UNSAID if sort is None else sort,
        area=words.area_of_address(row.take("address"), settings) or UNSAID,
        contact=words.contact(row),
        references=(
            *_references(row, "part_of", _ORGANIZATION, "parentOrganization"),
            *_references(row, "member_of", _ORGANIZATION, "memberOf"),
        ),
    )
    row.skip("foundingDate", "dissolutionDate", why="an organization has no dates in the graph")
    row.skip("legalName", "alternateName", "slogan", why="one name is enough until names are a list")
    row.skip("subOrganization", "department", "member", "members", "founder", why="told by the other end, or nobody's business")


def initiative(row: Row, language: str, settings: WebsiteSettings, owner: str | None) -> Iterator[Claim]:
    """What people do; and, when it names who pays, that money was given. Raises RecordError when it has no name."""
    shared = _shared(row, language, settings)
    row.take("@type")
    leads = _references(row, "lead", _ORGANIZATION, "parentOrganization", "organizer", "producer")
    if not leads and owner:
        leads = (Reference("lead", _ORGANIZATION, source_id=owner),)
    serves = shared["serves"]
    yield InitiativeClaim(
        **shared,
        url=safe_url(row.take("url"), row.url) or row.url or UNSAID,
        area=words.area_of_address(row.take("address"), settings) or (serves[0] if serves is not UNSAID and len(serves) == 1 else UNSAID),
        started_on=words.partial_date(row, "startDate", "foundingDate"),
        ended_on=words.partial_date(row, "endDate", "dissolutionDate"),
        references=(*leads[:1], *_references(row, "partners", _ORGANIZATION, "member", "memberOf", "contributor")),
    )
    row.skip("contactPoint", "contactPoints", why="that of the organization is enough")
    for funder in _references(row, "funder", _ORGANIZATION, "funder", "sponsor"):
        about = (funder, Reference("initiative", _INITIATIVE, source_id=row.key))
        yield FundingClaim(
            source_id=f"{row.key}<-{funder.source_id or funder.url}",
            url=row.url or UNSAID,
            funding_type=FundingType.OTHER,
            references=(*about, *(Reference("recipient", _ORGANIZATION, source_id=lead.source_id, url=lead.url) for lead in leads[:1])),
        )


def funding(row: Row, language: str) -> Iterator[Claim]:
    """A grant. Raises RecordError when it says neither how much, nor who gives or receives it."""
    row.take("@type")
    amount = words.money(row, "amount")
    recipients = _references(row, "recipient", _ORGANIZATION, "recipient", "fundedItem")
    references = (
        *_references(row, "funder", _ORGANIZATION, "funder", "sponsor")[:1],
        *recipients[:1],
        *_references(row, "initiative", _INITIATIVE, "fundedItem")[:1],
    )
    name, purpose = words.texts(row.take("name"), language, 300), words.texts(row.take("description"), language)
    if amount is UNSAID and not references:
        raise RecordError("a grant without an amount, a giver and a recipient says nothing", field="amount")
    yield FundingClaim(
        source_id=row.key,
        name=name or UNSAID,
        purpose=purpose or UNSAID,
        url=safe_url(row.take("url"), row.url) or row.url or UNSAID,
        funding_type=FundingType.GRANT,
        amount=amount,
        awarded_on=words.partial_date(row, "dateAwarded", "datePublished"),
        from_date=words.partial_date(row, "startDate"),
        until_date=words.partial_date(row, "endDate"),
        references=references,
    )
    row.skip("@id", "identifier", "sameAs", "inLanguage", "keywords", why="a grant is found by its key; keywords are those of the page")


def _shared(row: Row, language: str, settings: WebsiteSettings) -> dict[str, Any]:
    """The fields that organizations and initiatives have in common."""
    name = words.texts(row.take("name"), language, 300) or words.texts(row.take("og:title"), language, 300)
    if not name:
        raise RecordError(f"a {'/'.join(row.data.get('@type', []))[:80]} without a name", field="name")
    row.take("og:title")
    serves = words.served(row.take("areaServed"), settings)
    row.skip("@id", "inLanguage", "mainEntityOfPage", "potentialAction", "aggregateRating", why="told by key and page, or about the page")
    described = words.texts(row.take("description"), language)
    fallback = words.texts(row.take("og:description"), language, 2_000)
    summary = words.texts(row.take("disambiguatingDescription"), language, 2_000) or words.texts(row.take("abstract"), language, 2_000)
    row.skip("disambiguatingDescription", "abstract", why="one of them is the summary")
    return {
        "source_id": row.key,
        "name": name,
        "summary": summary or (UNSAID if described else fallback) or UNSAID,
        "description": described or UNSAID,
        "image": words.image(row, "logo", "image", "og:image"),
        "serves": serves or UNSAID,
        "themes": words.themes(row.take("keywords"), settings.themes),
        "identifiers": words.identifiers(row),
        "location": words.location(row),
    }


def _references(row: Row, role: str, kind: EntityKind, *names: str) -> tuple[Reference, ...]:
    """What the mentions in these fields lead to: the key of their row, else an address of the site; a bare name leads nowhere."""
    found: dict[tuple[str | None, str | None], Reference] = {}
    for mention in (one for name in names for one in words.many(row.take(name)) if isinstance(one, dict)):
        types: list[str] = mention.get("@type", [])
        key: str | None = mention.get("@key")
        url = None if key else safe_url(mention.get("url"), row.url)
        if (key or url) and (not types or kind_of(types) is kind):
            found.setdefault((key, url), Reference(role, kind, source_id=key, url=url))
    return tuple(found.values())
