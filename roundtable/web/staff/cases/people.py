"""The people of a case: who they are, what they are to one another, where and how to reach them."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from roundtable.casework.cases.actions import household as acts
from roundtable.casework.cases.actions.safe_contact import confirm_safe_contact
from roundtable.casework.cases.page_queries import (
    contacts_of,
    get_address,
    get_contact,
    get_relationship,
    people_page,
)
from roundtable.foundation.core import clock
from roundtable.foundation.core.errors import RecordNotFound
from roundtable.web.design_system.forms import Form
from roundtable.web.design_system.presenters import Row
from roundtable.web.design_system.wording import listed
from roundtable.web.staff.cases import people_forms as forms
from roundtable.web.staff.cases.people_presenters import PeopleShown, SafeContactShown
from roundtable.web.staff.cases.views import OfCase


def people(request: HttpRequest, public_id: Any) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    page = people_page(public_id=public_id, actor=actor)
    shown = PeopleShown.of(page, today=clock.today())
    return render(request, "staff/cases/people.jinja", {"page": shown})


class OfPeople(OfCase):
    back_to = "staff:case-people"


class AddChild(OfPeople):
    form_class = forms.ChildForm
    template_name = "staff/cases/child_form.jinja"
    title = "Add a child"
    button = "Add the child"
    done = "The child was added."

    def initial(self) -> dict[str, Any]:
        return {"surname": self.case.family_name}

    def act(self, answers: dict[str, Any]) -> Any:
        return acts.add_child(case_id=self.case.pk, **answers, actor=self.actor, now=self.now)


class AddAdult(OfPeople):
    form_class = forms.AdultForm
    title = "Add an adult"
    button = "Add the adult"
    done = "The adult was added."

    def form_options(self) -> dict[str, Any]:
        return {"people": self.household.children}

    def act(self, answers: dict[str, Any]) -> Any:
        return acts.add_adult(case_id=self.case.pk, **answers, actor=self.actor, now=self.now)


class ChangeRelationship(OfPeople):
    """What an adult is to one child, where that has changed or is not on file yet."""

    form_class = forms.RelationForm
    title = "What they are to one another"

    def load(self) -> None:
        super().load()
        self.adult = self.household.person(self.kwargs["adult_id"])
        self.child = self.household.person(self.kwargs["child_id"])
        self.relationship = get_relationship(child=self.child, adult=self.adult)

    def edits(self) -> str:
        return f"relationship {self.child.pk} {self.adult.pk}"

    def initial(self) -> dict[str, Any]:
        if self.relationship is None:
            return {}
        return forms.RelationForm.on_file(self.relationship)

    def context(self) -> dict[str, Any]:
        return super().context() | {"caption": f"{self.adult.name} and {self.child.name}"}

    def act(self, answers: dict[str, Any]) -> Any:
        related = acts.Related(child_id=self.child.pk, **answers)
        return acts.relate_in_case(
            case_id=self.case.pk,
            adult_id=self.adult.pk,
            to=related,
            actor=self.actor,
            now=self.now,
        )


class AddAddress(OfPeople):
    form_class = forms.AddressForm
    title = "Add an address"
    button = "Save the address"
    done = "The address was saved. If they had another one, that has ended."

    def form_options(self) -> dict[str, Any]:
        return {"people": [one.person for one in self.household.members]}

    def act(self, answers: dict[str, Any]) -> Any:
        return acts.record_home(case_id=self.case.pk, **answers, actor=self.actor, now=self.now)


class KeepAddressFrom(OfPeople):
    """From whom an address that is on file is kept."""

    form_class = forms.KeptFromForm
    title = "Who must not know this address?"
    button = "Save"
    check_title = "Check before somebody may know this address"
    check_button = "They may know it"

    def load(self) -> None:
        super().load()
        self.address = get_address(public_id=self.kwargs["address_id"], household=self.household)
        chosen = self.request.POST.getlist("kept_from")
        kept = [one.from_person for one in self.address.kept_now]  # type: ignore[attr-defined]
        self.may_know = [one for one in kept if str(one.public_id) not in chosen]
        # To keep it from one more does no harm; to keep it from one fewer may.
        self.check_answers = bool(self.may_know)

    def answers(self, form: Form) -> list[Row]:
        fields: Any = form.fields
        still = fields["kept_from"].display(form["kept_from"].data)
        return [
            Row("Who lives there", self.address.person.name),
            Row("Address", self.address.one_line),
            Row("May know it from now on", listed([one.name for one in self.may_know])),
            Row("Still kept from", still or "Nobody"),
        ]

    def form_options(self) -> dict[str, Any]:
        people = [one.person for one in self.household.members]
        return {"people": [one for one in people if one.pk != self.address.person_id]}

    def edits(self) -> str:
        return f"address {self.address.pk}"

    def initial(self) -> dict[str, Any]:
        kept = self.address.kept_now  # type: ignore[attr-defined]
        return {
            "kept_from": [str(one.from_person.public_id) for one in kept],
            "reason": next((one.reason for one in kept), ""),
        }

    def context(self) -> dict[str, Any]:
        explain = (f"{self.address.person.name} lives at {self.address.one_line}.",)
        return super().context() | {"explain": explain}

    def act(self, answers: dict[str, Any]) -> Any:
        return acts.keep_home_from(
            case_id=self.case.pk,
            address_id=self.address.pk,
            **answers,
            actor=self.actor,
            now=self.now,
        )


class ConfirmAddress(OfPeople):
    """That somebody was asked, and the address on file is still right."""

    title = "Is this address still right?"
    button = "They confirmed it today"
    done = "Confirmed today, for everybody of the case who lives there."

    def load(self) -> None:
        super().load()
        self.address = get_address(public_id=self.kwargs["address_id"], household=self.household)

    def context(self) -> dict[str, Any]:
        explain = (
            f"{self.address.person.name} lives at {self.address.one_line}.",
            "Ask them, by a way that is safe. If they have moved, add where they live now.",
        )
        return super().context() | {"explain": explain}

    def act(self, answers: dict[str, Any]) -> Any:
        return acts.confirm_home(
            case_id=self.case.pk, address_id=self.address.pk, actor=self.actor, now=self.now
        )


class AddContact(OfPeople):
    form_class = forms.ContactForm
    title = "Add a way to reach somebody"
    button = "Save"

    def form_options(self) -> dict[str, Any]:
        return {"people": [one.person for one in self.household.members]}

    def initial(self) -> dict[str, Any]:
        return {"person": self.request.GET.get("person", "")}

    def act(self, answers: dict[str, Any]) -> Any:
        return acts.record_way_to_reach(
            case_id=self.case.pk, **answers, actor=self.actor, now=self.now
        )


class MarkContact(OfPeople):
    """What somebody says now of a way to reach them."""

    form_class = forms.MarkContactForm
    title = "Is it safe to reach them this way?"
    button = "Save"

    def load(self) -> None:
        super().load()
        self.contact = get_contact(public_id=self.kwargs["contact_id"], household=self.household)

    def edits(self) -> str:
        return f"contact {self.contact.pk}"

    def initial(self) -> dict[str, Any]:
        return {"is_safe": self.contact.is_safe, "safe_when": self.contact.safe_when}

    def context(self) -> dict[str, Any]:
        contact = self.contact
        way = f"{contact.get_channel_display()} {contact.value}".strip()
        return super().context() | {"explain": (f"{contact.person.name}: {way}",)}

    def act(self, answers: dict[str, Any]) -> Any:
        return acts.mark_way_to_reach(
            case_id=self.case.pk,
            contact_id=self.contact.pk,
            **answers,
            actor=self.actor,
            now=self.now,
        )


class SafeContact(OfPeople):
    """Every way to reach one person, gone through with them, and what they may know."""

    form_class = forms.SafeContactForm
    template_name = "staff/cases/safe_contact.jinja"
    title = "Safe contact"
    button = "Confirm: asked today"
    done = "Confirmed. It is as they said today."

    def load(self) -> None:
        super().load()
        wanted = str(self.kwargs["person_id"])
        members = [one for one in self.household.members if str(one.person.public_id) == wanted]
        if not members:
            raise RecordNotFound("person")
        self.person = members[0].person

    def edits(self) -> str:
        return f"safe contact {self.person.pk}"

    def initial(self) -> dict[str, Any]:
        return {
            "may_know_who_comes": self.person.may_know_who_comes,
            "may_know_of_sessions": self.person.may_know_of_sessions,
            "wants_calendar": self.person.wants_calendar,
        }

    def context(self) -> dict[str, Any]:
        contacts = contacts_of(self.person)
        shown = SafeContactShown.of(self.person, contacts, self.case)
        return super().context() | {"about": shown}

    def act(self, answers: dict[str, Any]) -> Any:
        return confirm_safe_contact(
            case_id=self.case.pk,
            person_id=self.person.pk,
            **answers,
            actor=self.actor,
            now=self.now,
        )
