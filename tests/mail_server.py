"""A real mail server on a free port of this machine, that keeps what it accepts and can be told to misbehave."""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from functools import cache
from ipaddress import ip_address
from pathlib import Path
from typing import Final

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from tracker.config import SmtpServer

USER: Final = "tracker"
PASSWORD: Final = "kettle @ river / lantern"


@dataclass
class MailServer:
    """A handler for aiosmtpd. What `at_rcpt` and `at_data` say is answered instead of OK, once for each try."""

    at_rcpt: str | None = None
    at_data: str | None = None
    drops: bool = False
    hangs: bool = False
    accepted: list[EmailMessage] = field(default_factory=list)
    was_encrypted: list[bool] = field(default_factory=list)
    signed_in: list[str] = field(default_factory=list)
    port: int = 0
    _released: asyncio.Event = field(default_factory=asyncio.Event)

    async def handle_RCPT(  # noqa: N802  # the library's own name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.at_rcpt is not None:
            return self.at_rcpt
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802  # as above
        if self.hangs:
            await self._released.wait()
        if self.drops:
            assert isinstance(server.transport, asyncio.Transport)
            server.transport.abort()
        if self.at_data is not None:
            return self.at_data
        content = envelope.content
        assert isinstance(content, bytes)
        self.accepted.append(message_from_bytes(content, policy=policy.default))
        assert server.transport is not None
        self.was_encrypted.append(server.transport.get_extra_info("ssl_object") is not None)
        return "250 Queued"

    def sign_in(self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: object) -> AuthResult:
        assert isinstance(data, LoginPassword)
        self.signed_in.append(data.login.decode())
        right = (data.login, data.password) == (USER.encode(), PASSWORD.encode())
        return AuthResult(success=right, handled=False)

    @property
    def plain(self) -> SmtpServer:
        return SmtpServer("127.0.0.1", self.port, encrypted_at_once=False)

    @property
    def with_login(self) -> SmtpServer:
        return SmtpServer("127.0.0.1", self.port, encrypted_at_once=False, user=USER, password=PASSWORD)

    @property
    def message_ids(self) -> list[str]:
        return [str(mail["Message-ID"]) for mail in self.accepted]


class _OnAFreePort(Controller):
    def _trigger_server(self) -> None:
        """The library connects once, to see that the server is there; ours is, and says where."""
        assert self.server is not None
        self.handler.port = self.server.sockets[0].getsockname()[1]  # type: ignore[attr-defined]  # its stubs say less
        with socket.create_connection((self.hostname, self.handler.port)) as connection:
            if self.ssl_context is not None:
                client = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
                client.check_hostname, client.verify_mode = False, ssl.CERT_NONE
                with client.wrap_socket(connection) as encrypted:
                    encrypted.recv(1024)
            else:
                connection.recv(1024)


@contextmanager
def mail_server(
    handler: MailServer | None = None, *, certificate: Path | None = None, at_once: bool = False
) -> Iterator[MailServer]:
    """Served for as long as a test needs it; with a certificate it offers STARTTLS, or `at_once` TLS from the start."""
    handler = handler or MailServer()
    context = _context(certificate) if certificate else None
    controller = _OnAFreePort(
        handler,
        hostname="127.0.0.1",
        port=0,
        ssl_context=context if at_once else None,
        tls_context=None if at_once else context,
        authenticator=handler.sign_in,
        auth_require_tls=not at_once,
    )
    controller.start()
    try:
        yield handler
    finally:
        controller.loop.call_soon_threadsafe(handler._released.set)
        controller.stop()


def _context(certificate: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    return context


@cache
def _certificate() -> bytes:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "mail.example.org")])
    now = datetime.now(UTC)
    names = [x509.DNSName("mail.example.org"), x509.IPAddress(ip_address("127.0.0.1"))]
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, SHA256())
    )
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return private + made.public_bytes(Encoding.PEM)


def write_certificate(folder: Path) -> Path:
    """A file with a key and the certificate it signed itself, for 127.0.0.1 and mail.example.org."""
    path = folder / "mail.pem"
    path.write_bytes(_certificate())
    return path
