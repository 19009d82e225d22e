"""Deployment settings, from the environment only. Nothing else in the product reads an environment variable."""

from __future__ import annotations

import ipaddress
import os
import re
import secrets
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from email.errors import HeaderParseError
from email.headerregistry import Address
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Final
from urllib.parse import unquote, urlsplit

from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from tracker.errors import DomainError

_DATABASES: Final = frozenset({"sqlite", "postgresql", "postgresql+psycopg"})
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

_HOW_TO_WRITE: Final = {
    "database_url": "write an address like postgresql://name:password@host/database or sqlite:////srv/tracker.db",
    "today": "write a day like 2024-09-18",
    "smtp_url": "write an address like smtps://name:password@mail.example.org, smtp://name:password@example.org:587 or "
    "smtp://localhost:25, with %40 for an @ in the name or password",
    "mail_from": "write an email address like tracker@example.org",
}

_SMTP_PORTS: Final = {"smtp": 587, "smtps": 465}


@dataclass(frozen=True, slots=True)
class SmtpServer:
    """The mail server messages go to. `encrypted_at_once`: TLS from the first byte, not from STARTTLS on."""

    host: str
    port: int
    encrypted_at_once: bool
    user: str = ""
    password: str = field(default="", repr=False)

    @property
    def is_this_machine(self) -> bool:
        """Whether what is sent to it leaves this machine at all."""
        return is_this_machine(self.host)


def is_this_machine(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def read_smtp_url(address: str) -> SmtpServer:
    """The server an address like smtps://name:password@host:465 names. Raises ValueError."""
    parts = urlsplit(address)
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    # The password of an address that was cut at a character of its own stands in one of these.
    left_over = parts.path.rstrip("/") or parts.query or parts.fragment
    if parts.scheme not in _SMTP_PORTS or not parts.hostname or left_over or bool(user) != bool(password):
        raise ValueError("no address of a mail server")
    return SmtpServer(parts.hostname, parts.port or _SMTP_PORTS[parts.scheme], parts.scheme == "smtps", user, password)


class BadSetting(DomainError):
    """An environment variable holds a value that cannot be used."""

    def __init__(self, name: str, problem: str) -> None:
        self.name = name
        self.problem = problem
        super().__init__(f"{name}: {problem}")


class Settings(BaseSettings):
    """Every setting has a working default, so that a fresh checkout runs without any."""

    model_config = SettingsConfigDict(env_prefix="TRACKER_", extra="ignore", env_ignore_empty=True)

    database_url: str = ""
    secret_key: str = ""
    data_dir: Path = Path("instance")
    base_url: str = "http://127.0.0.1:5000"
    today: date | None = None
    demo_password: str = ""
    smtp_url: str = ""
    mail_from: str = ""
    certificate: Path | None = None
    certificate_password: str = Field(default="", repr=False)
    trusted_roots: Path | None = None

    @field_validator("database_url")
    @classmethod
    def _names_a_database(cls, address: str) -> str:
        try:
            if address and make_url(address).drivername not in _DATABASES:
                raise ValueError("another kind of database")
        except ArgumentError as error:
            raise ValueError("no address") from error
        return address

    @field_validator("today", mode="before")
    @classmethod
    def _is_a_day(cls, written: object) -> object:
        # The library takes 20240918 for a number of seconds, which makes it a day in 1970.
        if isinstance(written, str) and not _DAY.fullmatch(written):
            raise ValueError("another way of writing a day")
        return written

    @field_validator("smtp_url")
    @classmethod
    def _names_a_mail_server(cls, address: str) -> str:
        if address:
            read_smtp_url(address)
        return address

    @field_validator("mail_from")
    @classmethod
    def _is_an_email_address(cls, written: str) -> str:
        try:
            if written and not (written.isascii() and Address(addr_spec=written).domain):
                raise ValueError("no domain")
        except (HeaderParseError, IndexError) as error:
            raise ValueError("no email address") from error
        return written

    @property
    def smtp_server(self) -> SmtpServer | None:
        """Where messages go; None when they are only kept."""
        return read_smtp_url(self.smtp_url) if self.smtp_url else None

    @property
    def mail_sender(self) -> str:
        """The address messages come from; by default noreply@ the host people type, which must have a name."""
        host = urlsplit(self.base_url).hostname or "localhost"
        return self.mail_from or f"noreply@{'localhost' if is_this_machine(host) else host}"

    @property
    def resolved_database_url(self) -> str:
        """The database's address; by default a SQLite file in the data folder. Plain postgresql:// means psycopg 3."""
        if not self.database_url:
            return f"sqlite:///{(self.data_dir / 'tracker.db').resolve()}"
        return self.database_url.replace("postgresql://", "postgresql+psycopg://", 1)

    @property
    def secure_cookies(self) -> bool:
        return self.base_url.startswith("https://")

    def resolved_secret_key(self) -> str:
        """The secret that signs cookies; without one, a secret made once and kept in the data folder."""
        if self.secret_key:
            return self.secret_key
        return _secret_kept_in(self.data_dir / "secret_key")


def load_settings(**overrides: object) -> Settings:
    """The settings of this process; `overrides` win over the environment. Raises BadSetting."""
    try:
        return Settings(**overrides)  # type: ignore[arg-type]  # pydantic checks the values itself
    except ValidationError as error:
        first = error.errors()[0]
        name = "_".join(str(part) for part in first["loc"])
        raise BadSetting(f"TRACKER_{name.upper()}", _HOW_TO_WRITE.get(name, first["msg"])) from error


def project_file(*parts: str) -> Path:
    """A file or folder that ships with the software (`templates`, `migrations`, `seeds`), in a checkout or a wheel."""
    package = Path(__file__).resolve().parent
    installed = package / "_data"
    root = installed if installed.is_dir() else package.parent
    return root.joinpath(*parts)


def _secret_kept_in(path: Path) -> str:
    """The secret kept there, made if there is none. Raises BadSetting for a file with nothing in it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        _keep_whole(path, secrets.token_urlsafe(48))
    kept = path.read_text(encoding="ascii").strip()
    if not kept:
        raise BadSetting("TRACKER_SECRET_KEY", f"{path} is empty. Delete it, and a secret is made anew.")
    return kept


def _keep_whole(path: Path, secret: str) -> None:
    # Programs that start together must end up with one secret: the file appears whole, and the first one stays.
    with NamedTemporaryFile("w", encoding="ascii", dir=path.parent, prefix=f".{path.name}-") as new:
        new.write(secret)
        new.flush()
        with suppress(FileExistsError):
            os.link(new.name, path)


def environment_of(settings: Settings) -> dict[str, str]:
    """The environment for a program of ours that is to work on the same records, on the same day."""
    return {
        **os.environ,
        "TRACKER_DATABASE_URL": settings.database_url,
        "TRACKER_DATA_DIR": str(settings.data_dir.resolve()),
        "TRACKER_TODAY": settings.today.isoformat() if settings.today else "",
    }
