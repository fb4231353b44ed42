"""Who stands behind a feed, a calendar or a blog: the `[settings.organization]` of a source file, as a claim and as a reference.

[settings.organization]
name = "Engelauget på Mols"                    # with a name the source makes a claim of its own about the organization
identifier = "DK-CVR-13585628"                 # org-id.guide style; by it other sources mean the same organization
page = "https://engelaug.example/"             # or only this: the address under which another source describes it
"""

from __future__ import annotations

from typing import Final

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from hub.domain.claim import UNSAID, Identifier, Reference
from hub.domain.ids import EntityKind
from hub.domain.organization import OrganizationClaim, OrganizationType
from hub.sdk import registers
from hub.sdk.html import safe_url

OWN_ID: Final = "organization"
"""The source id of the claim about the organization that stands behind a source."""


class OwnerSettings(BaseModel):
    """An organization as a source file names it: a name, an identifier or a page, or several of them."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str | None = Field(None, min_length=1, max_length=200, description="makes the source say that there is this organization")
    identifier: str | None = Field(None, description="org-id.guide style: DK-CVR-13585628")
    page: str | None = Field(None, description="address under which another source describes it")
    website: str | None = Field(None, description="its website, said only together with its name")
    organization_type: OrganizationType | None = Field(None, description="ASSOCIATION, MUNICIPALITY …")
    area: str | None = Field(None, max_length=80, description="code of the area where it is at home")

    @field_validator("identifier")
    @classmethod
    def _is_checked(cls, value: str | None) -> str | None:
        if value is not None:
            registers.org_id(value)
        return value

    @field_validator("page", "website")
    @classmethod
    def _is_an_address(cls, value: str | None) -> str | None:
        if value is not None and safe_url(value) is None:
            raise ValueError(f"{value[:80]!r} is no http(s) address")
        return value

    @model_validator(mode="after")
    def _names_somebody(self) -> OwnerSettings:
        if not (self.name or self.identifier or self.page):
            raise ValueError("say at least one of name, identifier and page")
        if not self.name and (self.website or self.organization_type or self.area):
            raise ValueError("website, organization_type and area are said about an organization that has a name here")
        return self


class Owner:
    """What a source says about the organization behind it; the same claim object for every item, so that it is resolved once."""

    def __init__(self, said: OwnerSettings | None, language: str) -> None:
        self.claims: tuple[OrganizationClaim, ...] = ()
        self._target: dict[str, str | Identifier] | None = None
        if said is None:
            return
        identifier = registers.org_id(said.identifier) if said.identifier else None
        if said.name:
            self.claims = (_claim(said, identifier, language),)
            self._target = {"source_id": OWN_ID}
        else:
            self._target = {"identifier": identifier} if identifier else {"url": said.page or ""}

    def references(self, role: str) -> tuple[Reference, ...]:
        """The reference that leads to the organization in this role; none when the source file names nobody."""
        return () if self._target is None else (Reference(role, EntityKind.ORGANIZATION, **self._target),)  # type: ignore[arg-type]


def _claim(said: OwnerSettings, identifier: Identifier | None, language: str) -> OrganizationClaim:
    return OrganizationClaim(
        source_id=OWN_ID,
        name={language: said.name or ""},
        url=said.page or UNSAID,
        website=said.website or UNSAID,
        organization_type=said.organization_type or UNSAID,
        area=said.area or UNSAID,
        identifiers=(identifier,) if identifier else UNSAID,
    )
