"""One letter to the mail server (SMTP, RFC 5321), and what became of it.

What a server answers quotes addresses, so nothing of it but its code is told to anybody.
"""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP

import aiosmtplib
from aiosmtplib.errors import (
    SMTPDataError,
    SMTPException,
    SMTPRecipientRefused,
    SMTPRecipientsRefused,
    SMTPResponseException,
)

from hub.errors import ConfigError
from hub.settings import Settings

LOOPBACK = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True, slots=True)
class Outcome:
    """`code` is None when the server took the letter; `final`: there is no use in trying again."""

    code: str | None = None
    final: bool = False


Send = Callable[[EmailMessage], Awaitable[Outcome]]


def sender(settings: Settings) -> Send | None:
    """What hands letters to the mail server of the settings; None where there is none.

    Raises: ConfigError when only half of it is configured, or a password would travel in the open.
    """
    if not settings.mail_host:
        return None
    if not settings.mail_from:
        raise ConfigError("SAMGRAF_MAIL_HOST is set: tell SAMGRAF_MAIL_FROM as well, the address that mail comes from.")
    if settings.mail_user and settings.mail_security == "none" and settings.mail_host not in LOOPBACK:
        raise ConfigError(
            "SAMGRAF_MAIL_SECURITY is none, so the password for the mail server would travel in the open: use starttls or tls."
        )

    async def send(message: EmailMessage) -> Outcome:
        return await hand_over(settings, message)

    return send


async def hand_over(settings: Settings, message: EmailMessage) -> Outcome:
    """Hands a letter over within `mail_seconds`.

    What a server lets drop before it has said yes counts as not sent; what it does afterwards counts for nothing.
    """
    user, taken = settings.mail_user or None, False
    (to,), (from_,) = message["To"].addresses, message["From"].addresses
    try:
        async with (
            asyncio.timeout(settings.mail_seconds),
            aiosmtplib.SMTP(
                hostname=settings.mail_host,
                port=settings.mail_port,
                use_tls=settings.mail_security == "tls",
                start_tls=settings.mail_security == "starttls",
                tls_context=None if settings.mail_security == "none" else ssl.create_default_context(),
                username=user,
                password=settings.mail_password.get_secret_value() if user else None,
                timeout=settings.mail_seconds,
            ) as client,
        ):
            await client.sendmail(from_.addr_spec, [to.addr_spec], message.as_bytes(policy=SMTP))
            taken = True
    except SMTPException as error:
        return Outcome() if taken else outcome_of(error)
    except (OSError, TimeoutError, ValueError) as error:
        return Outcome() if taken else Outcome(type(error).__name__)
    return Outcome()


def outcome_of(error: SMTPException) -> Outcome:
    """What an error of the mail server means, without what it said.

    A refusal for good of the address or of the letter is final; everything else is tried again, for a wrong password or an unknown sender
    is mended by an operator.
    """
    if isinstance(error, SMTPRecipientsRefused) and error.recipients:
        error = error.recipients[0]
    if isinstance(error, SMTPResponseException):
        return Outcome(f"SMTP {error.code}", final=isinstance(error, SMTPRecipientRefused | SMTPDataError) and error.code >= 500)
    return Outcome("no STARTTLS" if "STARTTLS" in str(error) else type(error).__name__)
