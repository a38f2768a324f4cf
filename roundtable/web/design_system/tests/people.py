"""People who sign in, for the tests of doors, sessions and pages."""

from datetime import date

from django.http import HttpResponse
from django.test import Client
from lxml import html

from roundtable.foundation.accounts.actions import appoint
from roundtable.foundation.accounts.models import User
from roundtable.foundation.core import clock
from roundtable.foundation.core.models import Authority
from roundtable.rules.access import Role
from roundtable.web.design_system.sign_in import sessions

PASSWORD = "correct-horse-battery"


def authority(name: str = "Northbridge Council", code: str = "NB", **branding: str) -> Authority:
    made, _ = Authority.objects.get_or_create(code=code, defaults={"name": name})
    Authority.objects.filter(pk=made.pk).update(name=name, branding=branding)
    return made


def person(role: Role | None, name: str = "Sam Iqbal", demo: str = "", **branding: str) -> User:
    """Return a user who has this role today."""
    email = f"{name.replace(' ', '.').lower()}@example.org"
    user = User.objects.create_user(email, name, PASSWORD, demo_description=demo)
    if role:
        appoint(user=user, authority=authority(**branding), role=role, starts_on=date(2026, 1, 1))
    return user


def signed_in(client: Client, user: User) -> Client:
    """Sign `user` in without the page."""
    client.force_login(user)
    session = client.session
    sessions.begin(session, now=clock.now())
    session.save()
    return client


def carried_by(page: HttpResponse) -> dict[str, str]:
    """Return what a page's form carries beside its questions: its key, and what it showed."""
    hidden = html.fromstring(page.content).xpath("//input[@type='hidden']")
    return {one.get("name"): one.get("value") for one in hidden if one.get("name").startswith("_")}
