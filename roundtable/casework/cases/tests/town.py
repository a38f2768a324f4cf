"""An authority with people who work in it and families they work with, for tests."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

import pytest

from roundtable.casework.cases.actions.enquiries import (
    EnquiryOutcome,
    advise_on_convening,
    conclude_enquiry,
    hold_strategy_discussion,
)
from roundtable.casework.cases.actions.household import Related, add_adult, add_child
from roundtable.casework.cases.actions.membership import allocate, open_case
from roundtable.casework.cases.facts import CAPACITIES
from roundtable.casework.cases.models import Case, Section47Enquiry
from roundtable.casework.people.models import Agency, AgencyKind, Person, Professional
from roundtable.foundation.accounts.actions import appoint
from roundtable.foundation.accounts.models import Actor, User
from roundtable.foundation.accounts.queries import actor_for
from roundtable.foundation.core import clock
from roundtable.foundation.core.context import set_context
from roundtable.foundation.core.models import Authority
from roundtable.rules.access import Role

FIRST_DAY = date(2025, 1, 1)
CHILDREN = {"Ava": date(2019, 5, 3), "Ben": date(2022, 2, 14)}


@dataclass
class Family:
    """A case with its children and adults, by first name."""

    case: Case
    children: dict[str, Person]
    adults: dict[str, Person]


@dataclass
class Town:
    """One authority. Whoever is asked for is appointed, and signs in with their own account."""

    authority: Authority
    agencies: dict[str, Agency] = field(default_factory=dict)

    def enter(self) -> None:
        """See this authority's rows, and no others."""
        set_context([self.authority.pk])

    def agency(self, kind: AgencyKind = AgencyKind.SOCIAL_CARE) -> Agency:
        if kind not in self.agencies:
            self.agencies[kind] = Agency.objects.create(
                authority=self.authority, name=kind.label, kind=kind, phone="01632 960000"
            )
        return self.agencies[kind]

    def professional(
        self,
        name: str,
        job_title: str = "Social worker",
        kind: AgencyKind = AgencyKind.SOCIAL_CARE,
    ) -> Professional:
        return Professional.objects.create(
            authority=self.authority,
            agency=self.agency(kind),
            name=name,
            job_title=job_title,
            phone="01632 960001",
        )

    def user(self, role: Role, name: str) -> User:
        """Return a new account whose owner has `role` here."""
        email = f"{name.replace(' ', '.').lower()}@{self.authority.code.lower()}.example"
        user = User.objects.create_user(email, name)
        professional = self.professional(name, role.value.replace("_", " ").capitalize())
        appoint(
            user=user,
            authority=self.authority,
            role=role,
            starts_on=FIRST_DAY,
            professional_id=professional.pk,
        )
        return user

    def actor(self, role: Role, name: str) -> Actor:
        """Return somebody new with `role`, acting."""
        return acting(self.user(role, name))

    def family(
        self,
        worker: Actor,
        *,
        name: str = "Hartley",
        children: Mapping[str, date] = CHILDREN,
        unborn: date | None = None,
        now: datetime | None = None,
    ) -> Family:
        """Return a family whose case `worker` opened: a mother, and these children."""
        now = now or clock.now()
        by = {"actor": worker, "now": now}
        case = open_case(
            reference=f"{name}-{Case.objects.count() + 1}",
            family_name=name,
            opened_on=date(2026, 10, 1),
            **by,
        )
        found = {
            forename: add_child(
                case_id=case.pk, forename=forename, surname=name, birth_on=birth_on, **by
            )
            for forename, birth_on in children.items()
        }
        if unborn is not None:
            found["Baby"] = add_child(case_id=case.pk, surname=name, expected_on=unborn, **by)
        mother = add_adult(
            case_id=case.pk,
            forename="Rosa",
            surname=name,
            related=[
                Related(child.pk, "mother", has_parental_responsibility=True, lives_with_child=True)
                for child in found.values()
            ],
            **by,
        )
        return Family(case, found, {"Rosa": mother})

    def allocated(self, role: Role, name: str, case: Case, by: Actor) -> Actor:
        """Return somebody new with `role` who works on this case."""
        actor = self.actor(role, name)
        allocate(
            case=case,
            professional=Professional.objects.get(pk=actor.professional_id),
            capacity=CAPACITIES[role],
            starts_on=FIRST_DAY,
            actor=by,
            now=clock.now(),
        )
        return actor

    def enquiry(
        self, family: Family, child: str, worker: Actor, *, held_at: datetime | None = None
    ) -> Section47Enquiry:
        """Return the enquiry that a strategy discussion about this child started."""
        hold_strategy_discussion(
            case_id=family.case.pk,
            held_at=held_at or clock.at(date(2026, 11, 20), 14),
            attendees=[Professional.objects.get(pk=worker.professional_id)],
            decisions="A joint enquiry, beginning today.",
            children=[family.children[child]],
            actor=worker,
            now=clock.now(),
        )
        return Section47Enquiry.objects.get(child=family.children[child], state="OPEN")

    def at_risk(
        self, family: Family, child: str, worker: Actor, manager: Actor
    ) -> Section47Enquiry:
        """Return an enquiry that found this child at continuing risk, the chair having advised."""
        enquiry = self.enquiry(family, child, worker)
        advise_on_convening(
            enquiry_id=enquiry.pk,
            chair=self.professional("Maya Lowe", "Conference chair"),
            on=date(2026, 11, 23),
            advice="Hold a conference.",
            actor=worker,
            now=clock.now(),
        )
        return conclude_enquiry(
            enquiry_id=enquiry.pk,
            outcome=CONTINUING_RISK,
            authorised_by=Professional.objects.get(pk=manager.professional_id),
            on=date(2026, 11, 24),
            actor=manager,
            now=clock.now(),
        )


CONTINUING_RISK = EnquiryOutcome(
    concerns_substantiated=True,
    continuing_risk=True,
    findings="Ava saw her mother being hit, twice this month.",
    harms=("emotional", "witnessing"),
    harmed_by="Rosa's former partner",
    interim_safety_plan="Rosa and the children stay with her sister.",
)


def acting(user: User) -> Actor:
    actor = actor_for(user, today=clock.today())
    assert actor is not None
    return actor


def make_town(code: str, name: str) -> Town:
    return Town(Authority.objects.create(code=code, name=name))


@pytest.fixture
def town(db: None) -> Town:
    """The authority of the test, whose rows the test sees."""
    made = make_town("NB", "Northbridge Council")
    made.enter()
    return made


@pytest.fixture
def other_town(town: Town) -> Town:
    """Another authority. `enter` it to make something there, and enter the first one again."""
    return make_town("SF", "Southfield Council")
