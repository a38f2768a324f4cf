"""What the pages of a booking form start from: the family as it is on file, read when needed."""

import uuid
from collections.abc import Sequence
from functools import cached_property

from roundtable.casework.cases.models import Capacity, Standing
from roundtable.casework.cases.page_queries import addresses_of, relationships_of, workers_on
from roundtable.casework.conferences.models import Conference, Participant
from roundtable.casework.convening.models import BookingForm
from roundtable.casework.convening.queries import get_booking_form
from roundtable.casework.people.approvals import approvers
from roundtable.casework.people.models import Address, Person, Professional, Relationship
from roundtable.casework.plans.request_page import RequestForm, Suggested, what_to_request
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.clocks.models import Clock
from roundtable.foundation.core import clock
from roundtable.rules.ages import age_on
from roundtable.rules.conference_states import State
from roundtable.rules.permissions import Role
from roundtable.rules.settings import number

_AGREE = (Role.MANAGER, Role.CHAIR)


class Booking:
    """One booking form, and what is known already, so that nobody types it twice."""

    def __init__(self, form: BookingForm, returned: Conference | None, asked: RequestForm) -> None:
        self.form, self.returned, self.asked = form, returned, asked
        self.today = clock.today()

    @property
    def children(self) -> Sequence[Suggested]:
        """Every child of the household, each with the kind of conference that facts suggest."""
        return self.asked.children

    @cached_property
    def subjects(self) -> list[Person]:
        """The children it is for: as answered, or as they stand in the case."""
        if self.returned is not None:
            of = {one.child_id for one in self.returned.children.all()}
            return [one.child for one in self.children if one.child.pk in of]
        answered = self.form.typed.get("children")
        return [
            one.child
            for one in self.children
            if (
                answered.get(f"standing_{key_of(one.child)}") == [Standing.SUBJECT.value]
                if answered
                else one.standing == Standing.SUBJECT and can_be_asked_for(one)
            )
        ]

    @property
    def is_initial(self) -> bool:
        """Whether it is the first conference for one of the children it is for."""
        ids = {one.pk for one in self.subjects}
        return any(one.child.pk in ids and one.plan is None for one in self.children)

    @cached_property
    def limit(self) -> Clock | None:
        """The limit that runs out first, of the children it is for."""
        ids = {one.pk for one in self.subjects}
        running = [one.limit for one in self.children if one.limit and one.child.pk in ids]
        return min(running, key=lambda one: one.due_on, default=None)

    @property
    def adults(self) -> list[Person]:
        return self.asked.household.adults

    @cached_property
    def may_have_needs(self) -> list[Person]:
        """Adults of the family, and children old enough to be asked to come."""
        settings = self.form.case.authority.effective_settings
        from_age = number(settings, "child_invite_age")
        return [
            *self.adults,
            *(
                one
                for one in self.subjects
                if one.birth_on is not None and age_on(one.birth_on, self.today) >= from_age
            ),
        ]

    @cached_property
    def relationships(self) -> list[Relationship]:
        return relationships_of(self.asked.household.children)

    @cached_property
    def addresses(self) -> list[Address]:
        return list(addresses_of([one.person_id for one in self.asked.household.members]))

    @cached_property
    def in_contact(self) -> list[Professional]:
        """Who works with the family, then who else was asked last time and is still in post."""
        social_care = (Capacity.SOCIAL_WORKER, Capacity.MANAGER, Capacity.CHAIR)
        on_case = [
            one.professional
            for one in workers_on(self.form.case)
            if one.capacity not in social_care and one.professional.left_on is None
        ]
        last = Participant.objects.filter(
            conference__case=self.form.case,
            conference__ending__gt="",
            withdrawn_at=None,
            role="professional",
            professional__left_on=None,
        )
        before = [
            one.professional
            for one in last.select_related("professional__agency").order_by("pk")
            if one.professional is not None
        ]
        return list({one.pk: one for one in [*on_case, *before]}.values())

    @cached_property
    def can_agree(self) -> dict[Role, list[Professional]]:
        """Who can agree that the conference is late: managers and chairs of the authority."""
        return dict(approvers(self.form.authority_id, _AGREE, today=self.today))


def booking(*, public_id: uuid.UUID, actor: Actor) -> Booking:
    """
    Return a booking form with what its pages start from.

    :raises RecordNotFound: if it does not exist or is not theirs to fill in.
    """
    form = get_booking_form(public_id=public_id, actor=actor)
    asked = what_to_request(public_id=form.case.public_id, actor=actor)
    of_form = Conference.objects.filter(booking_form=form, state=State.RETURNED.value)
    returned = of_form.prefetch_related("children").first() if form.sent_at is not None else None
    return Booking(form, returned, asked)


def key_of(person: Person) -> str:
    """Return what stands for a person in the names of questions."""
    return person.public_id.hex[:12]


def can_be_asked_for(suggested: Suggested) -> bool:
    """Return whether there is a basis for a conference about this child, and none is coming."""
    return suggested.kind is not None and suggested.coming is None
