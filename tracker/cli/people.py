"""`tracker user …`: people and their accounts."""

from __future__ import annotations

import click
from sqlalchemy.orm import Session

from tracker.access import SYSTEM, Role
from tracker.accounts import commands as accounts
from tracker.accounts import queries
from tracker.accounts.models import Person
from tracker.cli.records import change
from tracker.config import Settings, load_settings
from tracker.documents.text import clean_line
from tracker.errors import DomainError, NotFound


class NameMissing(DomainError):
    def __init__(self) -> None:
        super().__init__("Enter the person's name: --name “Ada Lovelace”.")


@click.group("user")
def user_group() -> None:
    """Add people, disable them, change their role."""


@user_group.command("add")
@click.argument("email")
@click.option("--name", required=True, help="As it is to be shown.")
@click.option("--role", required=True, type=click.Choice([role.value for role in Role]))
@click.option("--job-title")
def add_command(email: str, name: str, role: str, job_title: str | None) -> None:
    """Create an account, and print the one-use link that sets its password."""
    settings = load_settings()
    command = accounts.CreatePerson(
        name=_name(name),
        email=email,
        role=Role(role),
        job_title=clean_line(job_title, max_length=120) if job_title else None,
    )
    with change(settings) as session:
        person = accounts.create_person(session, command, by=SYSTEM)
        link = _link(session, settings, person)
    click.echo(f"Created {person.email}. This link sets the password once:\n{link}")


@user_group.command("link")
@click.argument("email")
def link_command(email: str) -> None:
    """Print a new one-use link that sets a person's password."""
    settings = load_settings()
    with change(settings) as session:
        link = _link(session, settings, _person(session, email))
    click.echo(link)


@user_group.command("disable")
@click.argument("email")
@click.option("--reason", default="None given on the command line", help="For the log.")
def disable_command(email: str, reason: str) -> None:
    """End a person's sessions and let them sign in no more."""
    with change(load_settings()) as session:
        accounts.disable_person(session, _person(session, email), accounts.DisablePerson(None, reason), by=SYSTEM)
    click.echo(f"Disabled {email}.")


@user_group.command("role")
@click.argument("email")
@click.argument("role", type=click.Choice([role.value for role in Role]))
def role_command(email: str, role: str) -> None:
    """Change a person's role; it holds from their next page on."""
    with change(load_settings()) as session:
        accounts.change_role(session, _person(session, email), Role(role), by=SYSTEM)
    click.echo(f"{email} is now: {Role(role).label}.")


def _name(typed: str) -> str:
    name = clean_line(typed, max_length=120)
    if not name:
        raise NameMissing
    return name


def _person(session: Session, email: str) -> Person:
    person = queries.person_by_email(session, email)
    if person is None:
        raise NotFound("person with the email address", email)
    return person


def _link(session: Session, settings: Settings, person: Person) -> str:
    token = accounts.make_password_link(session, person, by=SYSTEM)
    return f"{settings.base_url.rstrip('/')}/set-password/{token}"
