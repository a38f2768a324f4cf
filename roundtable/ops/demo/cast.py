"""The cast on stage: every part of `parts` with its user, its actor today, its post or person."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from roundtable.casework.cases.models import DutyTurn
from roundtable.casework.conferences.models import Room
from roundtable.casework.people import actions as people
from roundtable.casework.people.models import Agency, AgencyKind, Person, Professional
from roundtable.foundation.accounts.actions import appoint
from roundtable.foundation.accounts.models import Actor, User
from roundtable.foundation.accounts.queries import actor_for
from roundtable.foundation.core import clock
from roundtable.foundation.core.context import authority_context
from roundtable.foundation.core.models import Authority
from roundtable.ops.demo import authority as places
from roundtable.ops.demo.parts import CAST, COLLEAGUES, Part
from roundtable.rules.access import Role
from roundtable.rules.working_days import add_months

__all__ = ["CAST", "COLLEAGUES", "Cast", "Part", "build_cast", "load_cast"]


@dataclass(frozen=True)
class Cast:
    """Everyone by their key, as user, as actor today, as professional or person."""

    today: date
    authority: Authority
    other_authority: Authority
    agencies: dict[str, Agency] = field(default_factory=dict)
    rooms: dict[str, Room] = field(default_factory=dict)
    users: dict[str, User] = field(default_factory=dict)
    actors: dict[str, Actor] = field(default_factory=dict)
    professionals: dict[str, Professional] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)

    def user(self, key: str) -> User:
        return self.users[key]

    def actor(self, key: str) -> Actor:
        return self.actors[key]

    def professional(self, key: str) -> Professional:
        return self.professionals[key]

    def person(self, key: str) -> Person:
        return self.people[key]

    @property
    def since(self) -> date:
        """The day on which everybody was in post: before anything in the demonstration."""
        return add_months(self.today, -60)

    @property
    def began_at(self) -> datetime:
        return clock.at(self.since, 9)


def build_cast(*, today: date | None = None) -> Cast:
    """
    Found both authorities, with rooms, agencies, professionals and everybody who signs in.

    Leaves the context of both open, as long as the transaction around it lasts.
    """
    cast = Cast(
        today=today or clock.today(),
        authority=places.found_authority(),
        other_authority=places.found_other_authority(),
    )
    home, next_door = cast.authority, cast.other_authority
    with authority_context([home.pk, next_door.pk]):
        cast.rooms.update(places.furnish(home))
        _add_agencies(cast, home, places.AGENCIES)
        _add_agencies(cast, next_door, places.OTHER_AGENCIES)
        for order, (key, part) in enumerate([*CAST.items(), *COLLEAGUES.items()], start=1):
            _engage(cast, key, part, order)
        _put_on_duty(cast)
    return cast


def _founder(authority: Authority) -> Actor:
    """Whoever enters the first names: nobody has signed in yet."""
    return Actor(
        user_id=0,
        name="demonstration",
        role=Role.ADMINISTRATOR,
        authority_id=authority.pk,
        authority_ids=(authority.pk,),
    )


def _add_agencies(
    cast: Cast, authority: Authority, agencies: Mapping[str, tuple[str, AgencyKind]]
) -> None:
    for number, (key, (name, kind)) in enumerate(agencies.items(), start=1):
        cast.agencies[key] = people.add_agency(
            name=name,
            kind=kind,
            address=f"{number} Mill Lane, ZZ1 {number % 9 + 1}ML",
            phone=f"01632 960{300 + number}",
            actor=_founder(authority),
            now=cast.began_at,
        )


def _engage(cast: Cast, key: str, part: Part, order: int) -> None:
    user = User.objects.create_user(
        email=_email(key),
        name=part.name,
        demo_description=part.description,
        demo_order=order,
    )
    cast.users[key] = user
    if part.is_of_a_family:
        person = cast.people[key] = _born(cast, part)
        _appoint(cast, user, part, cast.authority, person_id=person.pk)
    else:
        _employ(cast, key, part, user, order)
    actor = actor_for(user, role=part.role, today=cast.today)
    assert actor is not None  # noqa: S101 - appointed two lines above
    cast.actors[key] = actor


def _email(key: str) -> str:
    return f"{key.replace('_', '-')}@harrowmere.example"


def _born(cast: Cast, part: Part) -> Person:
    years, months = part.born
    forename, surname = part.name.split()
    return people.add_person(
        forename=forename,
        surname=surname,
        birth_on=add_months(cast.today, -(12 * years + months)),
        actor=_founder(cast.authority),
        now=cast.began_at,
    )


def _employ(cast: Cast, key: str, part: Part, user: User, order: int) -> None:
    """Give somebody a post in each authority they serve; the first is whom others know."""
    for agency in (cast.agencies[one] for one in (part.agency, part.also) if one):
        professional = people.add_professional(
            agency=agency,
            name=part.name,
            job_title=part.job,
            email=user.email,
            phone=f"01632 960{400 + order}",
            languages=list(part.languages),
            actor=_founder(agency.authority),
            now=cast.began_at,
        )
        cast.professionals.setdefault(key, professional)
        _appoint(
            cast,
            user,
            part,
            agency.authority,
            professional_id=professional.pk,
            agency_id=agency.pk if part.role is Role.AGENCY_LEAD else None,
        )


def _appoint(cast: Cast, user: User, part: Part, authority: Authority, **as_whom: Any) -> None:
    appoint(user=user, authority=authority, role=part.role, starts_on=cast.since, **as_whom)


def _put_on_duty(cast: Cast) -> None:
    """One chair is on duty this month, and may look into any case that nobody chairs yet."""
    DutyTurn.objects.create(
        authority=cast.authority,
        professional=cast.professionals["third_chair"],
        starts_on=cast.today.replace(day=1),
        ends_on=add_months(cast.today.replace(day=1), 1),
    )


def load_cast(*, today: date) -> Cast:
    """Return the cast as an earlier run engaged it, in the parts they have on this day."""
    cast = Cast(
        today=today,
        authority=Authority.objects.get(code=places.CODE),
        other_authority=Authority.objects.get(code=places.OTHER_CODE),
    )
    home, next_door = cast.authority, cast.other_authority
    with authority_context([home.pk, next_door.pk]):
        _find_places(cast)
        for key, part in [*CAST.items(), *COLLEAGUES.items()]:
            user = cast.users[key] = User.objects.get(email=_email(key))
            actor = actor_for(user, role=part.role, today=today)
            assert actor is not None  # noqa: S101 - appointed when the cast was built
            cast.actors[key] = actor
            if part.is_of_a_family:
                cast.people[key] = Person.objects.get(pk=actor.person_id or 0)
            else:
                cast.professionals[key] = Professional.objects.select_related("agency").get(
                    pk=actor.professional_id or 0
                )
    return cast


def _find_places(cast: Cast) -> None:
    rooms = {room.name: room for room in Room.objects.all()}
    cast.rooms.update({key: rooms[place.name] for key, place in places.PLACES.items()})
    agencies = {(one.authority_id, one.name): one for one in Agency.objects.all()}
    for authority, known in (
        (cast.authority, places.AGENCIES),
        (cast.other_authority, places.OTHER_AGENCIES),
    ):
        cast.agencies.update(
            {key: agencies[authority.pk, name] for key, (name, _) in known.items()}
        )
