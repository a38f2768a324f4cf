"""What the author of a report is asked: one statement, who may read it, and the steps around it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from roundtable.casework.reports.choices import RETURNED_FOR, WAYS, WITH_INTERPRETER
from roundtable.rules.report_states import ReturnedFor
from roundtable.web.design_system.fields import (
    CheckboxesField,
    DateField,
    RadiosField,
    TextareaField,
    TextField,
    YesNoField,
)
from roundtable.web.design_system.forms import Form
from roundtable.web.design_system.presenters import Choice
from roundtable.web.partners.words import CATEGORIES

Choices = Sequence[Choice]
KINDS = [
    Choice("fact", "Fact", hint="It can be checked, in a file or with somebody.", key="F"),
    Choice("observation", "I saw it", hint="Or heard it yourself.", key="S"),
    Choice("allegation", "Someone told me", hint="It has not been shown to be so.", key="T"),
    Choice("opinion", "My opinion", hint="Say what it rests on in another sentence.", key="O"),
]
FROM_OTHERS = [Choice("yes", "They were not there: somebody told them")]
DOMAINS = [
    Choice("working_well", "Working well", key="W"),
    Choice("worried", "Worried about", key="R"),
    Choice("impact", "Impact on the child", key="I"),
    Choice("grey", "Grey area", key="G"),
]
AUDIENCES = [
    Choice("EVERYONE", "Everyone at the conference, the family too"),
    Choice("PROFESSIONALS", "Professionals only"),
    Choice("SOCIAL_CARE", "Children's social care and the chair only"),
]

# The field that asks who says so, and the one that asks why it is kept from some.
SOURCE = {"fact": "says_so", "allegation": "source"}
WHY = {"PROFESSIONALS": "why_professionals", "SOCIAL_CARE": "why_social_care"}


class StatementForm(Form):
    """One sentence and its marks. All but the sentence can be left for later."""

    text = TextareaField(
        label="What do you want to say?",
        hint="One thing in one sentence, in words the family uses.",
        required_message="Write what you want to say",
        rows=4,
        max_length=2000,
    )
    kind = RadiosField(label="What is it?", choices=KINDS, required=False)
    says_so = TextField(
        label="Who or what says so?",
        hint="Leave it empty if you know it first hand. Otherwise a letter, a file, or a name and job.",
        required=False,
        max_length=200,
        called="Who says so",
    )
    source = TextField(
        label="Who told you?",
        hint="Name and job, or how they are related to the child.",
        required=False,
        max_length=200,
        called="Who told you",
    )
    from_others = CheckboxesField(label="Were they there?", choices=FROM_OTHERS, required=False)
    happened_on = DateField(
        label="When was it?",
        hint="Leave empty if it is not about one day.",
        called="The day",
        required=False,
        past=True,
    )
    children = CheckboxesField(
        label="Which children is it about?",
        hint="Choose at least one: the family cannot be given what names no child.",
        choices=(),
        required=False,
    )
    domain = RadiosField(
        label="Where does it belong?",
        hint="The conference looks at everything under these four.",
        choices=DOMAINS,
        required=False,
    )
    said_by = RadiosField(label="Whose words are these?", choices=(), required=False)
    meant_for = CheckboxesField(
        label="Who of the family may read the child's words?",
        hint="Only whom the child named. If you have not asked, leave it empty: nobody of the"
        " family reads them.",
        choices=(),
        required=False,
    )
    audience = RadiosField(
        label="Who may read it?",
        choices=AUDIENCES,
        required_message="Select who may read it",
        initial="EVERYONE",
    )
    why_professionals = TextField(
        label="Why must the family not read it?",
        hint="The chair reads this reason.",
        required=False,
        max_length=300,
        called="The reason",
    )
    why_social_care = TextField(
        label="Why must neither the family nor the other agencies read it?",
        hint="The chair reads this reason.",
        required=False,
        max_length=300,
        called="The reason",
    )
    kept_from = CheckboxesField(
        label="Who must never read it?",
        hint="They are never given it, nor anything that quotes it.",
        choices=(),
        required=False,
    )

    def __init__(
        self,
        *args: Any,
        children: Choices,
        born: Choices,
        family: Choices,
        is_wishes: bool,
        asks_whose: bool,
        has_domain: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.offer("children", [replace(one, key=str(n)) for n, one in enumerate(children, 1)])
        self.offer("kept_from", family)
        self.offer("said_by", [*born, Choice("", "My own words", divider="or")])
        self.offer("meant_for", family)
        wanted = {
            "said_by": asks_whose,
            "meant_for": is_wishes and bool(family),
            "kept_from": bool(family),
            "domain": not has_domain,
        }
        for name, is_wanted in wanted.items():
            if not is_wanted:
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("audience") in WHY:
            self.need(WHY[cleaned["audience"]], "Enter why they must not read it")
        return cleaned


class ViewForm(Form):
    threshold = RadiosField(
        label="Do you think so far that the threshold for a plan is met?",
        hint="You give your opinion at the end of the conference. It may be another one by then.",
        choices=[
            ("yes", "Yes, as far as I know now"),
            ("no", "No, as far as I know now"),
            ("later", "I will say at the conference"),
        ],
        required_message="Select what you think so far",
    )
    categories = CheckboxesField(
        label="Which kinds of harm?", choices=list(CATEGORIES.items()), required=False
    )


class SendBackForm(Form):
    returned_for = RadiosField(
        label="What is wrong with it?",
        choices=list(RETURNED_FOR.items()),
        coerce=ReturnedFor,
        required_message="Select what is wrong with it",
    )
    reason = TextareaField(
        label="What should its author put right?",
        required_message="Enter what to put right",
        rows=4,
        max_length=1000,
    )


class CannotShareForm(Form):
    cannot_share = YesNoField(
        label="Is there anything in your report that the family must not read?",
        yes="Yes, there is",
        no="No, all of it can be shared",
        look={"inline": False},
        required_message="Select yes if something must not be shared",
    )
    difficulty = TextareaField(
        label="What is it, and why?",
        hint="The chair reads this at once, and decides how it is shared.",
        required=False,
        rows=5,
        max_length=2000,
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("cannot_share"):
            self.need("difficulty", "Enter what must not be shared, and why")
        return cleaned


class HandInForm(CannotShareForm):
    """Hands it in. What cannot be shared is asked here of who has not said it yet."""

    late_reason = TextareaField(
        label="Why is it late?",
        hint="You can leave this empty. The report is taken in either way.",
        required=False,
        rows=3,
        max_length=500,
    )

    def __init__(self, *args: Any, is_late: bool, has_said: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_late:
            del self.fields["late_reason"]
        if has_said:
            del self.fields["cannot_share"], self.fields["difficulty"]


class ShareForm(Form):
    person = RadiosField(
        label="With whom?", choices=(), required_message="Select who this is about"
    )
    was_shared = YesNoField(
        label="Have you shared it with them?",
        yes="Yes",
        no="No, and I will not",
        look={"inline": False},
        required_message="Select yes if you have shared it",
    )
    shared_on = DateField(label="On which day?", called="The day", required=False, past=True)
    way = RadiosField(label="How?", choices=WAYS, required=False)
    with_interpreter = CheckboxesField(
        label="Did they need an interpreter?", choices=WITH_INTERPRETER, required=False
    )
    method = TextField(
        label="Where, or anything else to say about how",
        required=False,
        max_length=80,
        called="How you shared it",
    )
    late_reason = TextField(
        label="If it was not before the day of the conference, why not?",
        required=False,
        max_length=300,
        called="The reason",
    )
    reaction = TextareaField(
        label="What did they say about it?",
        hint="In their words. Say what they agree with, too.",
        required=False,
        rows=4,
        max_length=2000,
    )
    not_shared_reason = TextareaField(
        label="Why not?",
        hint="For example that it would put somebody in danger. Not that there was no time.",
        required=False,
        rows=3,
        max_length=1000,
    )

    def __init__(self, *args: Any, family: Choices, meets_on: date | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("person", family)
        self.meets_on = meets_on

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("was_shared"):
            self.need("shared_on", "Enter the day on which you shared it")
            self.need("way", "Select how you shared it")
            if cleaned.get("way") == "other":
                self.need("method", "Enter how you shared it")
            if self._is_too_late(cleaned.get("shared_on")):
                self.need("late_reason", "Enter why it was not before the day of the conference")
        if cleaned.get("was_shared") is False:
            self.need("not_shared_reason", "Enter why it is not shared")
        return cleaned

    def _is_too_late(self, shared_on: date | None) -> bool:
        return bool(shared_on and self.meets_on and shared_on >= self.meets_on)


class ReassignForm(Form):
    colleague = RadiosField(
        label="Who writes it now?",
        choices=(),
        required_message="Select who writes it",
    )

    def __init__(self, *args: Any, colleagues: Sequence[Choice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("colleague", colleagues)
