"""What is personal leaves a node before it becomes a row: people, their addresses, letters and telephones, also inside of texts.

Kept of a contact point: its role and an address made for the role (info@, kontakt@ …); of any other only the page to write from.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from connectors.website.types import PUBLIC_DOORS, is_person, kind_of, organization_type
from hub.domain.ids import EntityKind
from hub.sdk.private import is_role_mail, without_contacts

# fmt: off
_PEOPLE: Final = frozenset((
    "accountablePerson", "actor", "alumni", "attendee", "attendees", "author", "broker", "children", "colleague",
    "colleagues", "comment", "composer", "contributor", "copyrightHolder", "creator", "director", "directors", "editor",
    "employee", "employees", "follows", "illustrator", "instructor", "interactionStatistic", "knows", "maintainer", "musicBy",
    "nextOfKin", "parent", "parents", "performer", "performers", "producer", "relatedTo", "review", "reviewedBy",
    "reviews", "sibling", "spouse", "translator",
))
# fmt: on
# fmt: off
_OF_PERSONS: Final = frozenset((
    "additionalName", "birthDate", "birthPlace", "deathDate", "familyName", "gender", "givenName", "honorificPrefix", "jobTitle",
))
# fmt: on
_ORGANIZATIONS_ONLY: Final = frozenset(
    {"founder", "founders", "funder", "member", "members", "organizer", "owner", "provider", "publisher", "sponsor"}
)
_REACHES: Final = frozenset({"email", "faxNumber", "telephone"})
_HOUSE: Final = frozenset({"postOfficeBoxNumber", "streetAddress"})

_ROLE: Final = re.compile(
    r"kontakt|contact|service|support|sekretariat|secretariat|kontor|office|press|booking|udlejning|admin|bestyrelse|board|formand|chair|kasserer|"
    r"treasurer|frivillig|volunteer|medlem|member|customer|kunde|general|information|sales|reception|vorstand|emergency|technical",
    re.IGNORECASE,
)


def without_persons(node: Mapping[str, Any]) -> dict[str, Any] | None:
    """The node without anything personal, at any depth; None when the node is a person."""
    if is_person(node):
        return None
    kind = kind_of(node.get("@type", ()))
    dropped = _PEOPLE | _OF_PERSONS | _REACHES | _HOUSE
    if _is_maybe_a_home(node):
        dropped |= {"geo", "location"} if kind is EntityKind.ORGANIZATION else {"geo"}
    if "PostalAddress" in node.get("@type", ()):
        dropped |= {"name"}
    cleaned = {name: _property(name, value, kind) for name, value in node.items() if name not in dropped}
    return {name: value for name, value in cleaned.items() if value is not None and value not in ([], {})}


def _property(name: str, value: Any, kind: EntityKind | None) -> Any:
    if name in ("contactPoint", "contactPoints"):
        return [point for one in _many(value) if (point := _contact(one, organization=kind is EntityKind.ORGANIZATION))]
    if name in _ORGANIZATIONS_ONLY:
        return _cleaned([one for one in _many(value) if isinstance(one, dict) and kind_of(one.get("@type", ()))])
    if name == "address":
        return _cleaned([one for one in _many(value) if isinstance(one, dict)])  # one line of text may be somebody's door
    return _cleaned(value)


def _cleaned(value: Any) -> Any:
    if isinstance(value, dict):
        return without_persons(value)
    if isinstance(value, list):
        return [one for part in value if (one := _cleaned(part)) not in (None, [], {})]
    if isinstance(value, str):
        return None if value.lower().startswith(("mailto:", "tel:")) else without_contacts(value)
    return value


def _contact(point: Any, *, organization: bool) -> dict[str, Any] | None:
    if not isinstance(point, dict) or is_person(point):
        return None
    kept: dict[str, Any] = {"url": point["url"]} if isinstance(point.get("url"), str) else {}
    role, mail = point.get("contactType"), point.get("email")
    if organization and isinstance(role, str) and is_role_mail(mail):
        kept |= {"email": str(mail).strip().removeprefix("mailto:")}
        kept |= {"contactType": role[:60]} if _ROLE.search(role) else {}
        kept |= {"telephone": point["telephone"]} if isinstance(point.get("telephone"), str) and not point.get("name") else {}
    return kept or None


def _is_maybe_a_home(node: Mapping[str, Any]) -> bool:
    """Whether coordinates may be those of somebody's door: a street is named, and nothing says that it is a public one."""
    address = [one for holder in (node, *_many(node.get("location"))) if isinstance(holder, dict) for one in _many(holder.get("address"))]
    if not any(isinstance(one, str) or (isinstance(one, dict) and any(name in one for name in _HOUSE)) for one in address):
        return False
    return organization_type(node.get("@type", ()), str(node.get("name", ""))) not in PUBLIC_DOORS


def _many(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]
