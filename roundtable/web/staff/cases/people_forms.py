"""The questions about the people of a case: who, related how, where, and how to reach them."""

from collections.abc import Collection
from typing import TYPE_CHECKING, Any

from roundtable.casework.cases.actions.household import Related
from roundtable.casework.cases.choices import STANDINGS
from roundtable.casework.people.choices import (
    BASES_OF_RESPONSIBILITY,
    CHANNELS,
    KINSHIPS,
    SEXES,
)
from roundtable.web.design_system.fields import (
    CheckboxesField,
    DateField,
    RadiosField,
    SelectField,
    TextareaField,
    TextField,
    YesNoField,
)
from roundtable.web.design_system.forms import Form
from roundtable.web.design_system.presenters import Choice

if TYPE_CHECKING:
    from roundtable.casework.people.models import Person, Relationship


class ChildForm(Form):
    born = RadiosField(
        label="Has the child been born?",
        choices=[("yes", "Yes"), ("no", "No, a baby is expected")],
        required_message="Select whether the child has been born",
    )
    forename = TextField(
        label="First name",
        hint="A baby who is not born yet is called Baby, until there is a name",
        required=False,
        max_length=80,
        called="The first name",
        look={"width": "20", "spellcheck": False},
    )
    surname = TextField(
        label="Surname",
        hint="For a baby who is not born yet, the mother's",
        required_message="Enter the child's surname",
        max_length=80,
        called="The surname",
        look={"width": "20", "spellcheck": False},
    )
    birth_on = DateField(
        label="When was the child born?",
        required=False,
        called="The date of birth",
        past=True,
    )
    expected_on = DateField(
        label="When is the baby expected?",
        required=False,
        called="The expected date",
    )
    sex = RadiosField(
        label="Sex",
        choices=SEXES,
        required_message="Select the child's sex, or that it is not known",
        look={"inline": True},
    )
    standing = RadiosField(
        label="Is the conference to be about this child?",
        choices=STANDINGS,
        required_message="Select whether the conference is to be about this child",
    )
    in_household = YesNoField(
        label="Does the child live in this household?",
        required_message="Select whether the child lives in this household",
    )

    def clean(self) -> dict[str, Any]:
        if self.cleaned_data.get("born") == "yes":
            self.need("forename", "Enter the child's first name")
            self.need("birth_on", "Enter when the child was born")
        elif self.cleaned_data.get("born") == "no":
            self.need("expected_on", "Enter when the baby is expected")
        if not self.errors:  # the date that was not asked for may have been typed before
            born = self.cleaned_data.pop("born")
            self.cleaned_data["expected_on" if born == "yes" else "birth_on"] = None
        return self.cleaned_data


class RelationForm(Form):
    """What one adult is to one child."""

    kinship = SelectField(
        label="What are they to the child?",
        choices=KINSHIPS,
        required_message="Select what they are to the child",
    )
    has_parental_responsibility = YesNoField(
        label="Do they hold parental responsibility?",
        required_message="Select whether they hold parental responsibility",
    )
    responsibility_basis = SelectField(
        label="How do you know?",
        choices=BASES_OF_RESPONSIBILITY[1:],
        empty=BASES_OF_RESPONSIBILITY[0][1],
        required=False,
    )
    responsibility_from = DateField(
        label="Since when do they hold it?",
        hint="Leave it empty if it has been since the birth, or is not known",
        required=False,
        called="The day",
        past=True,
    )
    lives_with_child = YesNoField(
        label="Does the child live with them?",
        required_message="Select whether the child lives with them",
    )

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        given["responsibility_basis"] = given.get("responsibility_basis") or ""
        return given

    @staticmethod
    def on_file(relationship: "Relationship") -> dict[str, Any]:
        """Return the answers that a relationship on file gives."""
        return {
            "kinship": relationship.kinship,
            "has_parental_responsibility": relationship.has_parental_responsibility,
            "responsibility_basis": relationship.responsibility_basis,
            "responsibility_from": relationship.responsibility_from,
            "lives_with_child": relationship.lives_with_child,
        }


class PeopleForm(Form):
    """A form that offers people by their public id; `asks_who` are the fields that do."""

    asks_who: tuple[str, ...] = ()

    def __init__(self, *args: Any, people: Collection["Person"], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ids = {str(one.public_id): one.pk for one in people}
        for name in self.asks_who:
            offered = [(str(one.public_id), one.name) for one in people]
            self.fields[name].offer(offered)  # type: ignore[attr-defined]

    def id_of(self, public_id: str) -> int:
        return self.ids[public_id]

    def ids_of(self, name: str) -> list[int]:
        return [self.ids[one] for one in self.cleaned_data.get(name) or []]


class AdultForm(PeopleForm):
    """An adult, and what they are to the children; where it differs, the page of people says so."""

    asks_who = ("related_to", "responsible_for", "lives_with")

    forename = TextField(
        label="First name",
        max_length=80,
        called="The first name",
        look={"width": "20", "spellcheck": False},
    )
    surname = TextField(
        label="Surname",
        max_length=80,
        called="The surname",
        look={"width": "20", "spellcheck": False},
    )
    birth_on = DateField(
        label="Date of birth, if you know it",
        required=False,
        called="The date of birth",
        past=True,
    )
    in_household = YesNoField(
        label="Do they live in this household?",
        required_message="Select whether they live in this household",
    )
    related_to = CheckboxesField(label="To which of the children are they related?", required=False)
    kinship = SelectField(
        label="What are they to them?",
        hint="Where it is not the same for every child, change it afterwards for that child.",
        choices=KINSHIPS,
        required=False,
    )
    responsible_for = CheckboxesField(
        label="For which of them do they hold parental responsibility?", required=False
    )
    basis = SelectField(
        label="How do you know?",
        choices=BASES_OF_RESPONSIBILITY[1:],
        empty=BASES_OF_RESPONSIBILITY[0][1],
        required=False,
    )
    lives_with = CheckboxesField(label="Which of them live with this adult?", required=False)
    interpreter_language = TextField(
        label="If they need an interpreter, for which language?",
        hint="Offer one even if they seem fluent. British Sign Language is a language too.",
        required=False,
        max_length=60,
        called="The language",
        look={"width": "20"},
    )
    communication_needs = TextField(
        label="Does anything make it harder for them to follow, read or speak?",
        hint="A learning difficulty, hearing, sight: what would help?",
        required=False,
        max_length=500,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.ids:
            for name in (*self.asks_who, "kinship", "basis"):
                del self.fields[name]
            return
        # "None" is an answer too: nobody must be taken to hold responsibility, or not, by default.
        field: Any = self.fields["responsible_for"]
        field.offer([*field.items, Choice(_NONE, "None of them", divider="or", exclusive=True)])

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if not self.ids:
            return given
        related = set(given.get("related_to") or [])
        if related:
            self.need("kinship", "Select what they are to them")
            self.need(
                "responsible_for",
                "Select for which of the children they hold parental responsibility, or none",
            )
        if not self._named("responsible_for") <= related:
            self.add_error("responsible_for", "Select children they are related to")
        if not self._named("lives_with") <= related:
            self.add_error("lives_with", "Select children they are related to")
        if self.errors:
            return given
        own = {name: given[name] for name in self.fields if name not in _ABOUT_CHILDREN}
        return own | {"related": [self._related(one) for one in given["related_to"]]}

    def _named(self, name: str) -> set[str]:
        return set(self.cleaned_data.get(name) or []) - {_NONE}

    def _related(self, child: str) -> Related:
        given = self.cleaned_data
        responsible = child in given["responsible_for"]
        return Related(
            child_id=self.id_of(child),
            kinship=given["kinship"],
            has_parental_responsibility=responsible,
            responsibility_basis=given["basis"] or "" if responsible else "",
            lives_with_child=child in given["lives_with"],
        )


_NONE = "none"
_ABOUT_CHILDREN = ("related_to", "kinship", "responsible_for", "basis", "lives_with")


class AddressForm(PeopleForm):
    asks_who = ("people", "kept_from")

    people = CheckboxesField(label="Who lives there?", required_message="Select who lives there")
    lines = TextareaField(
        label="Address",
        hint="Without the postcode",
        required_message="Enter the address",
        rows=3,
    )
    postcode = TextField(
        label="Postcode",
        max_length=10,
        called="The postcode",
        look={"width": "10", "spellcheck": False},
    )
    starts_on = DateField(
        label="Since when?",
        hint="Leave it empty for today",
        required=False,
        called="The day",
        past=True,
    )
    kept_from = CheckboxesField(
        label="Is this address to be kept from anybody?",
        hint="They will never see it: not on a page, not in a letter, not on a list.",
        required=False,
    )
    reason = TextField(
        label="Why is it kept from them?",
        hint="A court order, or what the person who lives there said",
        required=False,
        max_length=300,
        called="The reason",
    )

    def clean(self) -> dict[str, Any]:
        people, kept_from = self.ids_of("people"), self.ids_of("kept_from")
        if kept_from:
            self.need("reason", "Enter why the address is kept from them")
        if set(kept_from) & set(people):
            self.add_error("kept_from", "An address cannot be kept from somebody who lives there")
        given = self.cleaned_data
        if not self.errors:
            del given["people"], given["kept_from"]
            given |= {"person_ids": people, "kept_from_ids": kept_from}
        return given


class KeptFromForm(PeopleForm):
    asks_who = ("kept_from",)

    kept_from = CheckboxesField(
        label="From whom is this address kept?",
        hint="Whoever is not selected may be given it.",
        required=False,
    )
    reason = TextField(
        label="Why?",
        hint="A court order, or what the person who lives there said",
        required=False,
        max_length=300,
        called="The reason",
    )

    def clean(self) -> dict[str, Any]:
        kept_from = self.ids_of("kept_from")
        if kept_from:
            self.need("reason", "Enter why the address is kept from them")
        if self.errors:
            return self.cleaned_data
        return {"kept_from_ids": kept_from, "reason": self.cleaned_data["reason"]}


def _safe_when() -> TextField:
    return TextField(
        label="When is it safe, and what else is to be thought of?",
        hint="For example: weekdays after 9:30, never leave a message",
        required=False,
        max_length=200,
        called="This",
    )


_SAFETY = (
    Choice("yes", "They said it is safe"),
    Choice("no", "They said it is not safe"),
    Choice("unknown", "Nobody has asked them", hint="Nothing is sent this way until they are."),
)


class ContactForm(PeopleForm):
    asks_who = ("person",)

    person = SelectField(label="Whose is it?", required_message="Select whose it is")
    channel = RadiosField(
        label="How can they be reached?",
        choices=CHANNELS,
        required_message="Select how they can be reached",
    )
    value = TextField(
        label="Number or e-mail address",
        hint="Letters go to the address on file; the sign-in page needs none.",
        required=False,
        max_length=200,
        look={"width": "20", "spellcheck": False},
    )
    safety = RadiosField(
        label="Is it safe to reach them this way?",
        choices=_SAFETY,
        required_message="Select whether it is safe",
    )
    safe_when = _safe_when()

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if given.get("channel") in ("phone", "text", "email"):
            self.need("value", "Enter the number or the e-mail address")
        if not self.errors:
            given["person_id"] = self.id_of(given.pop("person"))
            given["is_safe"] = {"yes": True, "no": False}.get(given.pop("safety"))
        return given


class MarkContactForm(Form):
    is_safe = YesNoField(
        label="Is it safe to reach them this way?",
        hint="Ask them, when nobody else can hear.",
        required_message="Select whether it is safe",
    )
    safe_when = _safe_when()


class SafeContactForm(Form):
    may_know_who_comes = YesNoField(
        label="May they know who else of the family is asked to a conference?",
        hint="If not, no list, letter or page of theirs names them. Who is kept from them is never"
        " named.",
        required_message="Select yes if they may know who else comes",
    )
    may_know_of_sessions = YesNoField(
        label="May they know that some people come at another time?",
        hint="If so, their letter and page say that there is another session, and not whose it is.",
        required_message="Select yes if they may know of another session",
    )
    wants_calendar = YesNoField(
        label="Do they want meetings in their calendar?",
        hint="Only the time, under a neutral title, and without the place.",
        required_message="Select yes if they want meetings in their calendar",
    )
