"""Mail servers on this machine that misbehave on demand, and a certificate that nobody vouches for."""

from __future__ import annotations

import asyncio
import ipaddress
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

HANG_SECONDS = 2.0


@dataclass
class MailServer:
    """Takes mail, or does what `mode` says: refuse, not_now, hang, drop (after it has the letter), drop_quit (after it said yes)."""

    mode: str = ""
    taken: list[EmailMessage] = field(default_factory=list)
    rcpts: list[str] = field(default_factory=list)
    port: int = 0

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:  # noqa: N802 - aiosmtpd's
        self.rcpts.append(address)
        if self.mode == "refuse":
            return f"550 {address} does not live here"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        if self.mode == "hang":
            await asyncio.sleep(HANG_SECONDS)
        if self.mode == "not_now":
            return "451 come back later"
        self.taken.append(message_from_bytes(envelope.content, policy=policy.default))  # type: ignore[arg-type]
        if self.mode == "drop":
            server.transport.abort()
        return "250 OK"

    async def handle_QUIT(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        if self.mode == "drop_quit":
            server.transport.abort()
        return "221 Bye"

    def authenticate(self, server: Any, session: Any, envelope: Any, mechanism: str, login: Any) -> AuthResult:
        return AuthResult(success=(login.login, login.password) == (b"hub", b"right"), handled=False)


@asynccontextmanager
async def serving(server: MailServer, *, certificate: ssl.SSLContext | None = None, at_once: bool = False) -> AsyncIterator[MailServer]:
    """A running mail server; with a certificate it offers STARTTLS and asks who is there, or speaks TLS at once."""
    more = {"tls_context": certificate, "require_starttls": True, "auth_required": True, "authenticator": server.authenticate}

    def protocol() -> SMTP:
        return SMTP(server, enable_SMTPUTF8=True, hostname="mail.test", **(more if certificate and not at_once else {}))

    opened = await asyncio.get_running_loop().create_server(protocol, "127.0.0.1", 0, ssl=certificate if at_once else None)
    server.port = opened.sockets[0].getsockname()[1]
    try:
        yield server
    finally:
        opened.close()


def self_signed(folder: Path) -> tuple[ssl.SSLContext, Path]:
    """A certificate for 127.0.0.1 as a server shows it, and the file by which it can be believed."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "mail.test")])
    moment = datetime.now(UTC)
    alternative = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(moment - timedelta(days=1))
        .not_valid_after(moment + timedelta(days=1))
        .add_extension(alternative, critical=False)
        .sign(key, hashes.SHA256())
    )
    file = folder / "certificate.pem"
    plain = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    file.write_bytes(key.private_bytes(*plain) + made.public_bytes(serialization.Encoding.PEM))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    return context, file
