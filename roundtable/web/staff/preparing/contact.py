"""Speaking with the family before the day: what was explained, promised and written down."""

from typing import Any

from roundtable.casework.preparing.actions.meeting_family import (
    Contact,
    kinds_for,
    record_contact,
    show_notes,
)
from roundtable.casework.preparing.queries import contacts_of, family_to_prepare, get_contact
from roundtable.rules.access import Permission, Role
from roundtable.web.staff.conferences.pages import OfConference
from roundtable.web.staff.preparing.forms import ContactForm, NotesShownForm
from roundtable.web.staff.preparing.presenters import ContactShown


class FamilyContact(OfConference):
    form_class = ContactForm
    permission = Permission.RECORD_FAMILY_CONTACT
    template_name = "staff/preparing/contact.jinja"
    title = "Speak with the family before the day"
    button = "Save"
    done = "Contact recorded"
    beside = {
        "IN_THE_FUTURE": "on",
        "NOT_THE_DAY": "on",
        "NOT_FAMILY": "person",
        "NOT_YOURS": "kind",
        "NO_ADVOCATE_ANSWER": "advocate",
        "NOTES_NOT_AGREED": "notes_agreed",
        "NOTES_LEAK": "notes",
    }

    def load(self) -> None:
        super().load()
        self.people = family_to_prepare(self.conference, self.frame.children)

    def form_options(self) -> dict[str, Any]:
        return {
            "people": [(str(one.public_id), one.name) for one in self.people],
            "kinds": kinds_for(self.actor.role),
        }

    def context(self) -> dict[str, Any]:
        contacts = [
            ContactShown.of(one, shown_href=self.address("staff:notes-shown", one.public_id))
            for one in contacts_of(self.conference)
        ]
        shown = {"contacts": contacts, "is_chair": self.actor.role is Role.CHAIR}
        return super().context() | shown

    def act(self, answers: dict[str, Any]) -> Any:
        chosen = answers.pop("person")
        return record_contact(
            conference_id=self.conference.pk,
            person=next(one for one in self.people if str(one.public_id) == chosen),
            contact=Contact(**answers),
            actor=self.actor,
            now=self.now,
        )


class NotesShown(OfConference):
    form_class = NotesShownForm
    permission = Permission.RECORD_FAMILY_CONTACT
    title = "The notes were shown to them"
    button = "Save"
    done = "Saved"
    back_text = "Speak with the family"
    beside = {"IN_THE_FUTURE": "on", "NO_NOTES": "on"}

    def load(self) -> None:
        super().load()
        self.made = get_contact(public_id=self.kwargs["contact_id"], conference=self.conference)

    def back(self) -> str:
        return self.address("staff:family-contact")

    def context(self) -> dict[str, Any]:
        return super().context() | {"about": self.made.notes}

    def act(self, answers: dict[str, Any]) -> Any:
        return show_notes(contact_id=self.made.pk, **answers, actor=self.actor, now=self.now)
