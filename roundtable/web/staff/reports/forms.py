"""What the pages about reports ask. Nothing but the words is ever required of a statement."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from roundtable.casework.plans import room_choices as words
from roundtable.casework.reports.choices import (
    RETURNED_FOR,
    WAYS,
    WITH_INTERPRETER,
)
from roundtable.rules.categories import Category
from roundtable.rules.report_states import ReturnedFor
from roundtable.rules.statement_marks import ALLEGATION, FACT, provenance_of
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
from roundtable.web.staff.conferences.agreement import AgreementForm

Pairs = Sequence[tuple[str, str]]
_NOT_YET = ("", "Not marked yet")
_KEYS = {"fact": "F", "observation": "S", "allegation": "T", "opinion": "O"}
_SAID = {"allegation": "Someone told me", "opinion": "My opinion"}
KINDS = [
    Choice(value, _SAID.get(value, text), key=_KEYS.get(value, "")) for value, text in words.KINDS
]
DOMAINS = [
    Choice(value, text, key=key)
    for (value, text), key in zip(words.DOMAINS, ("W", "R", "I", "G"), strict=True)
]


class StatementForm(Form):
    """One statement: the words first, what they are and how they are known afterwards, or later."""

    section = SelectField(label="Section", required_message="Select the section it belongs to")
    text = TextareaField(
        label="What do you want to say?",
        hint="One thing at a time, in words everybody at the table understands.",
        required_message="Enter what you want to say",
        rows=4,
        max_length=4000,
    )
    kind = RadiosField(
        label="What is it?",
        choices=[*KINDS, _NOT_YET],
        required=False,
        look={"small": True},
    )
    says_so = TextField(
        label="Who or what says so?",
        hint="Leave it empty if you know it first hand.",
        required=False,
        look={"width": "full"},
    )
    source = TextField(label="Who told you?", required=False, look={"width": "full"})
    from_others = CheckboxesField(
        label="Were they there?",
        choices=[("yes", "They were not there: somebody told them")],
        required=False,
    )
    happened_on = DateField(
        label="When did it happen?", called="The day it happened", past=True, required=False
    )
    domain = RadiosField(
        label="Where does it belong on the wall?",
        choices=[*DOMAINS, ("", "Not placed yet")],
        required=False,
        look={"inline": True, "small": True},
    )
    children = CheckboxesField(
        label="Which children is it about?",
        required_message="Select which children it is about",
    )
    said_by = SelectField(
        label="Whose words are they?",
        hint="Choose a child when you write down what the child said.",
        empty="My own",
        required=False,
    )
    audience = RadiosField(
        label="Who may read it?",
        choices=words.AUDIENCES,
        initial="EVERYONE",
        required_message="Select who may read it",
        look={"small": True},
    )
    withheld_reason = TextField(
        label="Why may the family not read it?", required=False, look={"width": "full"}
    )

    def __init__(self, *args: Any, children: Pairs, sections: Pairs = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("section", sections)
        self.offer("children", _with_keys(children))
        self.offer("said_by", children)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("audience") not in (None, "EVERYONE"):
            self.need("withheld_reason", "Enter why the family may not read it")
        for name in ("kind", "domain"):
            cleaned[name] = cleaned.get(name) or ""
        says_so, told_by = cleaned.pop("says_so", ""), cleaned.get("source", "")
        cleaned["source"] = {FACT: says_so, ALLEGATION: told_by}.get(cleaned["kind"], "")
        cleaned["provenance"] = provenance_of(
            cleaned["kind"],
            source=cleaned["source"],
            from_others=bool(cleaned.pop("from_others", None)),
        )
        return cleaned


def _with_keys(children: Pairs) -> list[Choice]:
    return [Choice(value, text, key=str(n)) for n, (value, text) in enumerate(children, 1)]


class ReviseForm(StatementForm):
    """The same, for a statement that stands there already: whose words it is stays."""

    section = None  # type: ignore[assignment]  # its place in the report stays too
    said_by = None  # type: ignore[assignment]

    def __init__(self, *args: Any, children: Pairs, **kwargs: Any) -> None:
        Form.__init__(self, *args, **kwargs)
        self.offer("children", _with_keys(children))


class ReturnForm(Form):
    returned_for = RadiosField(
        label="What is wrong with it?",
        choices=list(RETURNED_FOR.items()),
        coerce=ReturnedFor,
        required_message="Select what is wrong with it",
    )
    reason = TextareaField(
        label="What should its author put right?",
        hint="Only its author reads this.",
        required_message="Enter what to put right",
        max_length=1000,
    )


class WithdrawForm(Form):
    reason = TextareaField(
        label="Why is it taken out?",
        hint="For example: it is about another child of the same name.",
        required_message="Enter why it is taken out",
        max_length=1000,
    )


class ConclusionForm(Form):
    conclusion = TextareaField(
        label="What was done?",
        hint="Who was spoken with, what came back or was destroyed, and who else was told.",
        required_message="Enter what was done",
        max_length=4000,
    )


class RestrictionForm(Form):
    cannot_share = YesNoField(
        label="Is there anything in it that you cannot share with the family?",
        required_message="Select yes if something cannot be shared",
    )
    difficulty = TextareaField(
        label="What is it, and why?",
        hint="The chair reads it at once and decides how the report is shared.",
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("cannot_share"):
            self.need("difficulty", "Enter what cannot be shared, and why")
        return cleaned


class SubmitForm(RestrictionForm):
    """Hands it in. What cannot be shared is asked here of who has not said it yet."""

    late_reason = TextareaField(
        label="If it comes late, why?",
        hint="The day it comes in is kept as it is.",
        required=False,
        rows=2,
    )

    def __init__(self, *args: Any, has_said: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if has_said:
            del self.fields["cannot_share"], self.fields["difficulty"]


class ProvisionalForm(Form):
    threshold = RadiosField(
        label="Do you think, so far, that the threshold for a child protection plan is met?",
        hint="The opinion that counts is given at the end of the conference.",
        choices=[("yes", "Yes"), ("no", "No"), ("open", "I do not want to say yet")],
        coerce=lambda value: {"yes": True, "no": False}.get(value, value),
        required_message="Select what you think so far",
    )
    categories = CheckboxesField(
        label="In which categories?", choices=words.CATEGORIES, coerce=Category, required=False
    )


class SharingDecisionForm(Form):
    decision = TextareaField(
        label="How is this report shared?",
        hint="For example: the social worker goes through it with her at home, without page 3.",
        required_message="Enter how this report is shared",
    )


class ShareForm(AgreementForm):
    person = RadiosField(label="With whom?", required_message="Select with whom it was shared")
    was_shared = YesNoField(
        label="Have they been given it?", required_message="Select yes if they have been given it"
    )
    shared_on = DateField(label="When?", called="The day", past=True, required=False)
    way = RadiosField(label="How?", choices=WAYS, required=False, look={"small": True})
    with_interpreter = CheckboxesField(
        label="Did they need an interpreter?", choices=WITH_INTERPRETER, required=False
    )
    method = TextField(
        label="Where, or anything else to say about how",
        required=False,
        max_length=80,
        look={"width": "full"},
    )
    late_reason = TextField(
        label="If it was not before the day of the conference, why not?",
        required=False,
        max_length=300,
        look={"width": "full"},
    )
    reaction = TextareaField(
        label="What did they say about it?",
        hint="In their words. What they do not agree with belongs here too.",
        required=False,
        rows=3,
    )
    not_shared_reason = TextareaField(label="Why not?", required=False, rows=3)

    def __init__(self, *args: Any, people: Pairs, meets_on: date | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("person", people)
        self.meets_on = meets_on

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        was_shared = cleaned.pop("was_shared", None)
        if was_shared is True:
            self._check_shared(cleaned)
            cleaned["way"] = cleaned.get("way") or ""
            cleaned["with_interpreter"] = bool(cleaned.get("with_interpreter"))
            cleaned["not_shared_reason"] = cleaned.get("late_reason", "")
        if was_shared is False:
            self.need("not_shared_reason", "Enter why they have not been given it")
            cleaned |= {"shared_on": None, "method": "", "reaction": ""}
            cleaned |= {"way": "", "with_interpreter": False}
        cleaned.pop("late_reason", None)
        return cleaned

    def _check_shared(self, cleaned: dict[str, Any]) -> None:
        self.need("shared_on", "Enter the day they were given it")
        self.need("way", "Select how they were given it")
        if cleaned.get("way") == "other":
            self.need("method", "Enter how they were given it")
        day = cleaned.get("shared_on")
        if day and self.meets_on and day >= self.meets_on:
            self.need("late_reason", "Enter why it was not before the day of the conference")
