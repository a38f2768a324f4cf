"""What the plan's pages ask."""

from collections.abc import Sequence
from typing import Any

from roundtable.casework.plans.choices import END_REASONS, TERMS
from roundtable.web.design_system.fields import (
    CheckboxesField,
    DateField,
    RadiosField,
    SelectField,
    TextareaField,
    TextField,
    TimeField,
    YesNoField,
)
from roundtable.web.design_system.forms import Form

Pairs = Sequence[tuple[str, str]]


class VisitForm(Form):
    on = DateField(label="When was the visit?", called="The day of the visit", past=True)
    at = TimeField(label="At what time?", required_message="Enter the time of the visit")
    place = TextField(label="Where?", initial="Home", required_message="Enter where it was")
    was_announced = YesNoField(
        label="Did the family know you were coming?",
        required_message="Select yes if the visit was announced",
    )
    child_seen = YesNoField(
        label="Did you see the child?", required_message="Select yes if you saw the child"
    )
    not_seen_reason = TextareaField(
        label="If not, why?", required=False, rows=2, hint="Leave empty if you saw the child."
    )
    seen_alone = YesNoField(label="Did you see the child alone?", required=False)
    not_alone_reason = TextareaField(label="If not alone, why not?", required=False, rows=2)
    bedroom_seen = YesNoField(label="Did you see where the child sleeps?", required=False)
    who_was_there = TextField(label="Who else was there?", required=False)
    observations = TextareaField(
        label="What did you see and hear?",
        required_message="Enter what you saw and heard",
        rows=6,
    )
    childs_words = TextareaField(
        label="What did the child say?",
        required=False,
        hint="In the child's own words. A child who does not speak yet shows how they are.",
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("child_seen") is False:
            self.need("not_seen_reason", "Enter why you did not see the child")
        if cleaned.get("child_seen") and not cleaned.get("seen_alone"):
            self.need("not_alone_reason", "Enter why you did not see the child alone")
        return cleaned


class OutcomeForm(Form):
    what_must_change = TextareaField(
        label="What must change for the child?",
        required_message="Enter what must change for the child",
        rows=3,
    )
    term = RadiosField(
        label="Is this for the short or the long term?",
        choices=TERMS,
        required_message="Select short or long term",
    )
    how_we_will_know = TextareaField(
        label="How will we know that it has changed?",
        required_message="Enter how we will know",
        rows=3,
    )
    by = DateField(label="By when?", called="The day", required=False)


class ActionForm(Form):
    what = TextareaField(
        label="What will be done?", required_message="Enter what will be done", rows=3
    )
    owner = SelectField(
        label="Who does it?",
        choices=(),
        hint="One of the core group. The family can have actions too.",
        required_message="Select who does it",
    )
    due_on = DateField(label="By when?", called="The day")
    is_for_safety = YesNoField(
        label="Does it keep the child safe from day to day?",
        required_message="Select yes if it keeps the child safe",
    )
    support_offered = TextField(label="What help is there to do it?", required=False)

    def __init__(self, *args: Any, owners: Pairs, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("owner", owners)


class ActionUpdateForm(Form):
    event = RadiosField(
        label="What has happened?",
        choices=(),
        required_message="Select what has happened",
    )
    evidence = TextareaField(
        label="What shows it, or why not?",
        required_message="Enter what shows it, or why it was not done",
    )

    def __init__(self, *args: Any, events: Pairs, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("event", events)


class CoreGroupForm(Form):
    held_on = DateField(label="When did the core group meet?", called="The day", past=True)
    present = CheckboxesField(
        label="Who came?", choices=(), required_message="Select who came to the core group"
    )
    progress = TextareaField(
        label="What has been done, and what difference has it made?",
        hint="Go through the plan, action by action.",
        required_message="Enter what has been done",
        rows=6,
    )
    family_update = TextareaField(label="What does the family say?", required=False)
    childs_views = TextareaField(label="What does the child say?", required=False)
    new_risks = TextareaField(label="Is there anything new that worries you?", required=False)
    asks_early_review = YesNoField(
        label="Does the core group ask for an earlier review?",
        required_message="Select yes if an earlier review is asked for",
    )
    asks_legal_advice = YesNoField(
        label="Does the core group ask for legal advice?",
        required_message="Select yes if legal advice is asked for",
    )
    next_on = DateField(
        label="When does the core group meet next?", called="The next day", future=True
    )

    def __init__(self, *args: Any, members: Pairs, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("present", members)


class CancelCoreGroupForm(Form):
    reason = TextareaField(
        label="Why does the core group not meet?", required_message="Enter why it does not meet"
    )
    next_on = DateField(label="When does it meet instead?", called="The new day", future=True)


class EndPlanForm(Form):
    reason = RadiosField(
        label="Why does the plan end?",
        choices=END_REASONS,
        hint="A plan ends because the risk is lower only at a review conference.",
        required_message="Select why the plan ends",
    )
    on = DateField(label="From which day is there no plan?", called="The day", past=True)
    note = TextareaField(label="What shows it?", required_message="Enter what shows it")
    checks = CheckboxesField(
        label="What has been done?",
        required=False,
        choices=[
            ("agencies_consulted", "The agencies have been asked"),
            ("receiving_conference_held", "The new authority has held its conference"),
            (
                "responsibility_confirmed_in_writing",
                "The new authority has confirmed in writing that it is responsible",
            ),
            ("birthday_review_held", "A review was held around the 18th birthday"),
        ],
    )
