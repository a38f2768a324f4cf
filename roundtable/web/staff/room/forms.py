"""What is asked in the room. Short, because people are talking meanwhile."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from roundtable.casework.plans import room_choices as words
from roundtable.casework.plans.choices import PROGRESSES, TERMS
from roundtable.casework.room.queries import InTheRoom
from roundtable.web.design_system.fields import (
    CheckboxesField,
    DateField,
    RadiosField,
    SelectField,
    TextareaField,
    TextField,
    WholeNumberField,
    YesNoField,
)
from roundtable.web.design_system.forms import Form
from roundtable.web.design_system.presenters import Choice

if TYPE_CHECKING:
    from roundtable.casework.conferences.models import ConferenceChild

Pairs = Sequence[tuple[str, str]]
DIGITS = "1234567890"
Choices = Sequence[Choice | tuple[str, str]]


def keyed(choices: Pairs, keys: str) -> list[Choice]:
    """Return the choices, each with its key; those that are more than the keys have none."""
    return [
        Choice(value, text, key=key.strip())
        for (value, text), key in zip(choices, keys.ljust(len(choices)), strict=False)
    ]


def who_speaks(people: Sequence[InTheRoom]) -> list[Choice]:
    """
    Return who can have said it. The first ten who came have a digit, in the order they came.

    So nobody's key changes when another comes or goes.
    """
    came = sorted(
        (one for one in people if one.arrived_at),
        key=lambda one: (one.arrived_at, one.participant_id),
    )
    keys = {one.participant_id: key for one, key in zip(came, DIGITS, strict=False)}
    return [
        Choice(str(one.participant_id), one.name, key=keys.get(one.participant_id, ""))
        for one in people
    ]


def whom_it_is_about(children: "Sequence[ConferenceChild]") -> list[Choice]:
    """Return the children, the first ten each with a digit."""
    pairs = [(str(one.child_id), one.child.name) for one in children]
    return [
        Choice(one.value, one.text, key=one.key and f"Shift {one.key}")
        for one in keyed(pairs, DIGITS)
    ]


class SayForm(Form):
    author = SelectField(label="Who says it?", choices=(), required_message="Select who says it")
    text = TextareaField(
        label="What is said?", rows=2, required_message="Enter what is said", max_length=4000
    )
    children = CheckboxesField(
        label="About", choices=(), required_message="Select which child it is about"
    )
    domain = SelectField(label="Where does it belong?", choices=(), required=False)
    kind = SelectField(label="What is it?", choices=keyed(words.KINDS, "FSAOV"), required=False)
    provenance = SelectField(
        label="How do they know?", choices=keyed(words.PROVENANCES, "HTN"), required=False
    )
    source = TextField(label="Who told them?", required=False)
    audience = SelectField(
        label="Who may read it?",
        choices=keyed(words.AUDIENCES, "EPC"),
        initial="EVERYONE",
        required_message="Select who may read it",
    )

    def __init__(
        self, *args: Any, people: Choices, children: Choices, domains: Pairs, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.offer("domain", keyed(domains, "WRIG"))
        self.offer("author", people)
        self.offer("children", children)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("provenance") in ("second", "third"):
            self.need("source", "Enter who told them")
        return cleaned


class ViewsForm(Form):
    text = TextareaField(
        label="What do they say?", hint="In their own words.", required=False, rows=5
    )
    how_given = TextField(
        label="How did they say it?",
        hint="For example: in the meeting, in a letter, through their advocate.",
        required=False,
    )
    not_obtained_reason = TextareaField(
        label="If there are no views, why not?", required=False, rows=2
    )
    meant_for = CheckboxesField(
        label="Who of the family may read it?",
        hint="Ask the child, also when the words change. Whom the child has chosen so far is ticked."
        " If nobody is chosen, none of the family reads it.",
        choices=(),
        required=False,
    )

    def __init__(self, *args: Any, family: Pairs, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if family:
            self.offer("meant_for", family)
        else:
            del self.fields["meant_for"]


class OpinionForm(Form):
    threshold = RadiosField(
        label="Is the threshold for a child protection plan met?",
        choices=words.THRESHOLDS,
        required_message="Select whether the threshold is met",
    )
    categories = CheckboxesField(
        label="If it is, in which categories?", choices=words.CATEGORIES, required=False
    )
    reasons = TextareaField(label="Why?", required=False, rows=3)


class OpinionsForm(OpinionForm):
    """The same opinion on several children; each is ticked by hand."""

    field_order = ("children",)
    children = CheckboxesField(
        label="Which children is it about?",
        choices=(),
        required_message="Select which children it is about",
    )

    def __init__(self, *args: Any, children: Sequence[Choice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("children", children)


class DecisionForm(Form):
    childs_needs = TextareaField(
        label="What does the child need?",
        hint="To be safe, well and developing as they should. What they have of it, and lack.",
        required=False,
        rows=3,
    )
    parents_capacity = TextareaField(
        label="How far can the parents meet those needs?",
        hint="With the help they have, and without it.",
        required=False,
        rows=3,
    )
    family_circumstances = TextareaField(
        label="What in the family and around it helps, or makes it harder?",
        hint="Now and in the past: relatives, home, money, health, neighbours.",
        required=False,
        rows=3,
    )
    likelihood_of_harm = TextareaField(
        label="How likely is harm, and what may happen if nothing changes?",
        required=False,
        rows=3,
    )
    outcome = RadiosField(label="The chair decides", choices=(), required=False)
    legal_planning = YesNoField(label="Is legal planning to be considered as well?", required=False)
    categories = CheckboxesField(
        label="Categories", choices=words.CATEGORIES, required=False, hint="One or more."
    )
    reasons = TextareaField(
        label="Reasons",
        hint="In words that the family can read. They go into the letter.",
        required=False,
        rows=4,
    )
    recommended_support = TextareaField(
        label="If there is no plan, or it ends: what support is recommended?",
        hint="If none, say so.",
        required=False,
        rows=2,
    )
    against_majority = TextareaField(
        label="If most professionals, or the social worker, think otherwise: why this decision?",
        hint="It goes into the record. Opinions are never counted into a decision.",
        required=False,
        rows=2,
    )
    who_tells_the_child = TextField(label="Who tells the child, and when?", required=False)

    def __init__(self, *args: Any, outcomes: Pairs, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("outcome", outcomes)


class OutlineForm(Form):
    key_worker = SelectField(label="Key worker", choices=(), required=False)
    core_group = CheckboxesField(
        label="Core group",
        choices=(),
        required=False,
        hint="The social worker, others, and family.",
    )
    core_group_on = DateField(label="Next core group", called="The day", required=False)
    review_on = DateField(label="Next review conference", called="The day", required=False)
    protection = TextareaField(
        label="How is the child kept safe?",
        hint="Who does what, from today on.",
        required=False,
        rows=3,
    )
    contingency = TextareaField(
        label="What happens if the plan does not work?", required=False, rows=3
    )
    support_to_family = TextareaField(label="Help for the family", required=False, rows=2)
    monitoring = TextareaField(label="Who keeps an eye on how it goes?", required=False, rows=2)
    what_would_end_it = TextareaField(label="What would end the plan?", required=False, rows=2)
    visit_every_working_days = WholeNumberField(
        label="Visits at least every how many working days?", required=False, least=1, most=60
    )
    unannounced_visits = YesNoField(label="Are some visits without notice?", required=False)

    def __init__(self, *args: Any, workers: Pairs, members: Pairs, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("key_worker", workers)
        self.offer("core_group", members)


class OutcomeForm(Form):
    what_must_change = TextareaField(
        label="What must change for the child?",
        required_message="Enter what must change for the child",
        rows=2,
    )
    term = RadiosField(
        label="Short or long term?",
        choices=TERMS,
        initial="short",
        required_message="Select short or long term",
    )
    how_we_will_know = TextareaField(
        label="How will we know?", required_message="Enter how we will know", rows=2
    )
    by = DateField(label="By when?", called="The day", required=False)


class ProgressForm(Form):
    progress = RadiosField(
        label="How far has this come?",
        choices=PROGRESSES,
        required_message="Select how far this has come",
    )
    words = TextareaField(
        label="What shows it?",
        hint="What is different for the child.",
        required_message="Enter what shows it",
        rows=3,
    )


class ActionForm(Form):
    what = TextareaField(
        label="What will be done?", required_message="Enter what will be done", rows=2
    )
    owner = SelectField(
        label="Who does it?", choices=(), required=False, hint="Can be added before the decision."
    )
    due_on = DateField(label="By when?", called="The day", required=False)
    is_for_safety = YesNoField(label="Does it keep the child safe day to day?", required=False)
    support_offered = TextField(label="What help is there to do it?", required=False)

    def __init__(self, *args: Any, owners: Pairs, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("owner", owners)


class ClosedPartForm(Form):
    out = CheckboxesField(
        label="Who leaves for this part?", choices=(), required_message="Select who leaves"
    )
    reason = TextareaField(
        label="Why?",
        hint="Kept for those who run the meeting. It is in no copy that the family gets.",
        required_message="Enter why they leave",
        rows=3,
    )

    def __init__(self, *args: Any, people: Pairs, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("out", people)


class EndForm(Form):
    how = RadiosField(
        label="How does the meeting end?",
        choices=[
            ("stand_down", "It is stood down: it does not go on today"),
            ("adjourn", "It is adjourned: it goes on another day"),
            ("close_inquorate", "It is closed because too few agencies came"),
        ],
        required_message="Select how the meeting ends",
    )
    reason = TextareaField(label="Why?", required_message="Enter why", rows=3)
    interim_plan = TextareaField(
        label="What keeps the children safe until it meets again?",
        required_message="Enter what keeps the children safe",
        rows=4,
    )
    next_on = DateField(label="When does it meet again?", called="The next day", future=True)
