"""What the pages about preparing the family ask."""

from collections.abc import Sequence
from typing import Any

from roundtable.casework.preparing.choices import (
    ADVOCATE,
    HEARS_NOTHING,
    HEARS_REPORTS,
    KINDS,
    MEANS,
    TIME_DECISIONS,
    WANTED,
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


class AskForTimeForm(Form):
    participant = RadiosField(label="Who has not had time to read?", required_message="Select who")
    wanted = RadiosField(
        label="What would help them?", choices=WANTED, required_message="Select what would help"
    )
    words = TextareaField(
        label="What did they say?",
        hint="For example: the school's report came this morning.",
        required=False,
        rows=3,
        max_length=500,
    )

    def __init__(self, *args: Any, people: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("participant", people)


class DecideOnTimeForm(Form):
    decision = RadiosField(
        label="What do you decide?",
        choices=TIME_DECISIONS,
        required_message="Select what you decide",
    )
    reasons = TextareaField(
        label="Why?",
        hint="The family reads this on their page. Write it to them.",
        required_message="Enter why. The family reads it",
        rows=4,
        max_length=1000,
    )


class ContactForm(Form):
    person = RadiosField(label="Who?", required_message="Select who it was about")
    kind = RadiosField(label="What was it?", required_message="Select what it was")
    advocate = RadiosField(label="What became of the offer?", choices=ADVOCATE, required=False)
    on = DateField(label="When?", called="The day", past=True)
    was_possible = YesNoField(
        label="Did you reach them?", required_message="Select yes if you reached them"
    )
    how = TextareaField(
        label="How, and what did you explain?",
        hint="For example: at home, what the meeting can decide, who will be there.",
        required=False,
        rows=3,
    )
    promised = TextareaField(
        label="What did you promise?",
        hint="For example: to ring again on Friday. Leave empty if nothing.",
        required=False,
        rows=2,
    )
    notes_agreed = YesNoField(label="Did they agree to notes being taken?", required=False)
    notes = TextareaField(
        label="Notes of what they said",
        hint="They read this on their page, and can be shown it. Write nothing about others.",
        required=False,
        rows=4,
    )
    not_possible_reason = TextareaField(label="Why not?", required=False, rows=3)

    def __init__(
        self,
        *args: Any,
        people: Sequence[tuple[str, str]],
        kinds: frozenset[str],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.offer("person", people)
        self.offer("kind", [pair for pair in KINDS if pair[0] in kinds])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        was_possible = cleaned.pop("was_possible", None)
        if was_possible is True:
            self.need("how", "Enter how you spoke with them")
            cleaned["not_possible_reason"] = ""
        if was_possible is False:
            self.need("not_possible_reason", "Enter why you could not speak with them")
            cleaned.update(how="", promised="", notes="", advocate="")
        cleaned["notes_agreed"] = bool(cleaned.get("notes_agreed"))
        cleaned["advocate"] = cleaned.get("advocate") or ""
        return cleaned


class NotesShownForm(Form):
    on = DateField(
        label="When were they shown the notes?",
        called="The day",
        past=True,
        required_message="Enter when they were shown the notes",
    )


class ChildsPartForm(Form):
    is_invited = YesNoField(
        label="Is the child invited to the meeting?",
        hint="A child who will understand and cope usually is.",
        required_message="Select yes if the child is invited",
    )
    comes_to = CheckboxesField(
        label="To which parts?",
        hint="Leave empty for the whole meeting.",
        choices=(),
        required=False,
    )
    reason = TextareaField(
        label="Why?",
        required_message="Enter why",
        rows=3,
        max_length=1000,
    )
    means = CheckboxesField(
        label="How does what they think come to the meeting?",
        choices=MEANS,
        required_message="Select how what they think comes to the meeting",
    )
    with_worker = SelectField(
        label="Who goes through letters and pages with them?", empty="Nobody yet", required=False
    )
    kept_where = TextField(
        label="Where will the child keep what they are given?",
        hint="For example: at school, with Mrs Stone.",
        required=False,
        max_length=250,
    )
    hears_reports = RadiosField(
        label="What does the child hear of the reports?",
        hint="By age and understanding. It counts among what the family should have.",
        choices=HEARS_REPORTS,
        required_message="Select what the child hears of the reports",
    )
    no_reports_reason = TextField(
        label="Why do they hear nothing of them?", required=False, max_length=250
    )

    def __init__(
        self,
        *args: Any,
        parts: Sequence[str],
        workers: Sequence[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.offer("comes_to", [(one, one) for one in parts])
        self.offer("with_worker", workers)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("hears_reports") == HEARS_NOTHING:
            self.need("no_reports_reason", "Enter why they hear nothing of the reports")
        return cleaned


class GoThroughForm(Form):
    on = DateField(
        label="When did they go through it?",
        called="The day",
        past=True,
        required_message="Enter when they went through it",
    )
    kept_where = TextField(
        label="Where does the child keep it?",
        hint="For example: at school, with Mrs Stone. Not where somebody they fear would find it.",
        required_message="Enter where the child keeps it",
        max_length=250,
    )
