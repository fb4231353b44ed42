"""What sources say in the small nasty data set: values of claims, as JSON values, made by counting so that every case comes up."""

from __future__ import annotations

from typing import Any

from hub.domain.funding import FundingType
from hub.domain.initiative import InitiativeStatus
from hub.domain.organization import OrganizationType

Values = dict[str, Any]

NAMES = (
    "Kogræsserlaug", "Århus Åben", "Aarhus Åben", "Ærø Vandværk", 'Zoo "Øst"', "!!!", "Natteravne", "natteravne", "Ørredpatruljen",
    "Slusens \\ Laug", "Bogby <b>Fjord</b>", "Ælling & ånd", "Straße der Bücher", "🌱 Grøn\u2028plads", "Lokalråd\nNæsby",
)  # fmt: skip
"""Same order keys, an empty order key, signs that JSON, SQL and HTML care about; every one of them is used several times."""

SUMMARIES = ("Køer og får på engen.", "Vi passer på vandet; for alle.", "Kultur i byen", "")
DATES = ("2019", "2019-07", "2019-07-14", None, "2021-01-01", "2021", "2022-12-31", None, "1999", "2019-07-14")
CURRENCIES = ("DKK", "EUR", "DKK", "JPY", "DKK", "SEK")
AMOUNTS = (1_250_000, 0, 5_000, 1_250_000, 99, 10**15, -7_500)
PLACES = ("dk-kommune-1", "dk-kommune-2", None, "dk-kommune-3", "de-plz-12047", "dk", "dk-kommune-4", "elsewhere")
THEMES = (["water"], ["nature"], [], ["music", "water"], ["culture", "grazing"], ["sport"], ["books"], ["nature", "water"])


def date(i: int) -> str | None:
    return DATES[i % len(DATES)]


def shared(i: int) -> Values:
    """What claims of any kind say; what is None is known to be none, what is missing is not spoken of."""
    return texts(i) | place(i) | {"themes": THEMES[i % 8]} if i % 10 else texts(i) | place(i)


def texts(i: int) -> Values:
    said: Values = {"name": {"da": NAMES[i % len(NAMES)]}}
    if i % 3 == 0:
        said["name"]["en"] = f"Guild {i % 7}"
    if i % 5 == 0:
        said["name"] |= {"de": f"Gilde {i % 4}"}
    if i % 11 == 0:
        said["name"] = {"en": f"Only English {i % 2}"}
    if i % 13 == 0:
        said["name"] = {"und": f"Nobody knows {i % 3}"}
    if i % 4:
        said["summary"] = {"da": SUMMARIES[i % 3], "en": f"About {i}"} if i % 2 else {"de": "Kühe auf der Wiese"}
    if i % 6 == 0:
        said["summary"] = None
    if i % 7 == 0:
        said["description"] = {"da": f"Lang tekst {i}.\n\n" + "Ord og ånd. " * 30}
    return said


def place(i: int) -> Values:
    said: Values = {}
    if i % 2:
        said["url"] = f"https://alpha.example/{i % 20}"
    if i % 5 == 1:
        said["image"] = {"url": f"https://alpha.example/{i}.jpg", "alt": "En ko" if i % 2 else None, "credit": None if i % 3 else "Foto: Å"}
    if PLACES[i % 8]:
        said["area"] = PLACES[i % 8]
    if i % 9 == 0:
        said["serves"] = ["de-plz-12047", "dk-kommune-2", "dk-kommune-3"]
    if i % 4 == 1:
        said["location"] = {"latitude": 55.0 + i / 7, "longitude": -i / 3, "precision": ("POINT", "ADDRESS", "UNKNOWN")[i % 3]}
    if i % 3 == 1:
        said["identifiers"] = [["DK-CVR", f"{10_000_000 + i}"], ["XM-TEST", f"same-{i % 6}"]]
    if i % 8 == 3:
        said["contact"] = {"role": "sekretariat" if i % 3 else None, "email": f"post{i}@alpha.example", "phone": None, "page": None}
    if i % 8 == 5:
        said["contact"] = {"role": None, "email": None, "phone": None, "page": "https://alpha.example/kontakt"}
    return said


def initiative(i: int) -> Values:
    said = shared(i) | {"status": list(InitiativeStatus)[i % 6].value}
    if i % 9:
        said["started_on"] = date(i)
    if i % 4 == 2:
        said["ended_on"] = date(i + 3)
    return said


def organization(i: int) -> Values:
    said = shared(i + 3) | {"organization_type": list(OrganizationType)[i % 9].value}
    if i % 3:
        said["website"] = f"https://org{i}.example/" if i % 2 else None
    return said


def funding(i: int) -> Values:
    said = shared(i + 5) | {"funding_type": list(FundingType)[i % 9].value, "regrant": i % 7 == 0}
    if i % 8:
        said["amount"] = {"minor": AMOUNTS[i % 7], "currency": CURRENCIES[i % 6]} if i % 10 else None
    if i % 9:
        said["awarded_on"] = date(i)
    if i % 3:
        said["purpose"] = {"da": f"Til {NAMES[i % 15]}"} | ({"en": "For the meadow"} if i % 2 else {})
    if i % 4 == 0:
        said |= {"from_date": "2020", "until_date": "2021-06"}
    if i % 5 == 0:
        said["programme"] = f"Pulje {i % 3}"
    if i % 6:
        said["repayable"] = (None, True, False)[i % 3]
    if said["funding_type"] == "CROWDFUNDING":
        said["campaign"] = CAMPAIGNS[i % 4]
    return said


CAMPAIGNS: tuple[Values | None, ...] = (
    {"goal": {"minor": 5_000_000, "currency": "DKK"},
     "raised": {"minor": 300, "currency": "JPY"}, "backer_count": 0, "closes_at": "2026-06-01T00:00:00Z"},
    {"goal": None, "raised": None, "backer_count": 12, "closes_at": None},
    None,
    {"goal": {"minor": 1, "currency": "EUR"}, "raised": None, "backer_count": None, "closes_at": None},
)  # fmt: skip


def differing(values: Values, i: int) -> Values:
    """What another source says of the same thing: some fields the same, some different, some known to be none, some not spoken of."""
    said = {field: value for nth, (field, value) in enumerate(sorted(values.items())) if (nth + i) % 3}
    said["name"] = {"en": f"Other {i % 5}", "de": "Andere"} if i % 2 else dict(values["name"])
    if i % 2:
        said["themes"] = ["sport"]
    if i % 4 == 0:
        said["description"] = None
    if i % 5 == 0 and "status" in values:
        said["status"] = "UNKNOWN"
    if i % 6 == 0:
        said["summary"] = {"da": "En anden kilde siger noget andet."}
    return said
