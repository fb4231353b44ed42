"""What a source file may say about a website."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Glob = Annotated[str, Field(min_length=1, max_length=200)]


class WebsiteSettings(BaseModel):
    """`[settings]` of a source with `connector = "website"`. Patterns are simple globs over the path of a page: `/projekter/*`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    start: tuple[str, ...] = Field((), description="pages to read; without them the sitemap says which")
    sitemap: str | None = Field(None, description="address of the sitemap, when it is not /sitemap.xml or start pages are given as well")
    complete: bool = Field(False, description="the start pages are all there is: what is missing on them may be retired")
    include: tuple[Glob, ...] = Field((), description="only pages whose path fits one of these")
    exclude: tuple[Glob, ...] = Field((), description="no page whose path fits one of these")
    max_pages: int = Field(500, ge=1, le=20_000, description="most pages of one run; a run that was cut retires nothing")
    language: str | None = Field(None, pattern="^[a-z]{2,3}$", description="language of pages that do not say theirs")
    country: Literal["DK", "DE"] | None = Field(None, description="country of addresses that do not say theirs")
    organization: str | None = Field(None, max_length=200, description="name of the site's owner, when the site does not describe it")
    organization_id: str | None = Field(None, max_length=500, description="@id under which the site describes its owner")
    initiative_pages: tuple[Glob, ...] = Field((), description="pages that are about one initiative each, also without markup that says so")
    list_pages: tuple[Glob, ...] = Field((), description="pages whose items are read although they point to pages of their own")
    areas: dict[str, str] = Field({}, description="what the site calls a place → area code")
    themes: dict[str, str] = Field({}, description="keyword of the site → theme")
