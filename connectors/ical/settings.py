"""What a source file may say about a calendar."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from hub.sdk.checked import Zone
from hub.sdk.owner import OwnerSettings

Glob = Annotated[str, Field(min_length=1, max_length=200)]
BOOKINGS = ("busy", "optaget", "udlejet*", "lejet ud*", "udlejning*", "booket*", "reserveret*", "privat*", "belegt*", "vermietet*")


class IcalSettings(BaseModel):
    """`[settings]` of a source with `connector = "ical"`. The window is counted from the day on which the calendar was fetched."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    organization: OwnerSettings | None = Field(None, description="who organizes what stands in the calendar")
    timezone: Zone = Field("Europe/Copenhagen", description="zone of times that do not say theirs")
    country: Literal["DK", "DE"] = Field("DK", description="country of the addresses in LOCATION")
    area: str | None = Field(None, max_length=80, description="code of the area of events whose place does not say one")
    themes: dict[str, str] = Field({}, description="category of the calendar → theme")
    exclude: tuple[Glob, ...] = Field(BOOKINGS, description="titles of what is no event, such as a rented room")
    days_back: int = Field(30, ge=0, le=3_660, description="how far back events are read")
    days_ahead: int = Field(400, ge=1, le=1_100, description="how far ahead events are read")
    max_occurrences: int = Field(500, ge=1, le=2_000, description="most meetings of one series within the window")
    max_events: int = Field(10_000, ge=1, le=50_000, description="most events of one answer, each meeting counted")
