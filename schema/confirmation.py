"""That somebody asks to speak for an organization: by which proof, and how far it has come."""

from __future__ import annotations

from enum import StrEnum

from schema.field import words


class ConfirmationWay(StrEnum):
    MAIL = "MAIL"
    WEBSITE = "WEBSITE"


words(
    ConfirmationWay,
    "How it is proven that somebody may speak for an organization.",
    MAIL="By a secret link in a mail to an address of a role that it published itself.",
    WEBSITE="By a token that the website shows which the graph knows of it.",
)


class ConfirmationState(StrEnum):
    SENT = "SENT"
    PENDING = "PENDING"
    CHECKING = "CHECKING"
    CONFIRMED = "CONFIRMED"


words(
    ConfirmationState,
    "How far a request to speak for an organization has come.",
    SENT="A mail is on its way; whoever reads it there opens the link and presses the button.",
    PENDING="The website is to show the token; ask again when it does.",
    CHECKING="The website is looked at soon; `viewer { speaksFor }` tells when it was found.",
    CONFIRMED="You speak for it.",
)
