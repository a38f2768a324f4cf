"""What the pages about the list of people ask: who comes, who is kept out, who leaves it."""

from collections.abc import Sequence
from typing import Any

from roundtable.casework.conferences.choices import (
    DECISIONS,
    FAMILY_ROLES,
    GROUNDS,
    PARTS,
    PROFESSIONAL_ROLES,
    STANDS_BY,
    WITHDRAWN_BECAUSE,
)
from roundtable.casework.invitations.actions.answer import Answer
from roundtable.casework.invitations.choices import COMING_HOW, FROM_AFAR
from roundtable.web.design_system.fields import (
    CheckboxesField,
    Choice,
    DateField,
    RadiosField,
    SelectField,
    TextareaField,
    TextField,
    TimeField,
    YesNoField,
)
from roundtable.web.design_system.forms import Form
from roundtable.web.staff.conferences.agreement import AgreementForm
from roundtable.web.staff.finding import FindForm

Pairs = Sequence[tuple[str, str]]
DEPUTY = "deputy"


class AddForm(AgreementForm):
    """Somebody for the list: what they are there, why, for which part, for whom."""

    role = SelectField(label="What are they there?", required_message="Select what they are there")
    reason = TextField(
        label="Why are they asked to come?",
        hint="In plain words: the family reads it. It may name a child.",
        required_message="Enter why they are asked to come",
        max_length=250,
        look={"width": "full"},
    )
    part = RadiosField(
        label="For which part?",
        choices=PARTS,
        initial="whole",
        required_message="Select for which part they come",
    )
    may_know = CheckboxesField(label="Which children may they know about?", required=False)
    speaks_for = SelectField(
        label="Whom do they help, speak or interpret for?",
        hint="For an advocate, supporter, solicitor of the family or interpreter.",
        empty="Nobody",
        required=False,
    )
    confidentiality_acknowledged = YesNoField(
        label="Have they agreed to keep what they hear to themselves?",
        hint="For a supporter or the family's solicitor.",
        required=False,
    )
    is_alleged_abuser = YesNoField(
        label="Are they said to have harmed a child?",
        hint="For somebody who comes to support or to interpret.",
        required=False,
    )

    roles: Pairs = ()
    who_may_know = ""

    def __init__(self, *args: Any, children: Pairs, helped: Pairs, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("role", self.roles)
        self.offer("may_know", children)
        self.fields["may_know"].help_text = self.who_may_know
        self.offer("speaks_for", helped)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("role") in STANDS_BY:
            self.need("speaks_for", "Select whom they help, speak or interpret for")
        for name in ("confidentiality_acknowledged", "is_alleged_abuser"):
            cleaned[name] = bool(cleaned.get(name))
        return cleaned


class AddRelativeForm(AddForm):
    person = RadiosField(label="Who?", required_message="Select who is asked to come")

    roles = FAMILY_ROLES
    who_may_know = "Leave empty for the children they are related to."
    field_order = ["person"]

    def __init__(self, *args: Any, people: Pairs, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("person", people)


class AddProfessionalForm(FindForm, AddForm):
    professional = RadiosField(label="Who?", required_message="Select who is asked to come")
    has_direct_contact = YesNoField(
        label="Are they in direct contact with a child or the family?",
        hint="Quorum counts agencies that are.",
        required_message="Select yes if they are in direct contact",
    )

    roles = PROFESSIONAL_ROLES
    who_may_know = "Leave empty for all of them."
    field_order = ["find", "professional"]

    def __init__(self, *args: Any, people: Sequence[Choice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("professional", people)


class AddSuggestedForm(Form):
    people = CheckboxesField(
        label="Who is asked to come?",
        hint="The family reads why each of them comes. It can be said in other words when they are"
        " added one by one.",
        required_message="Select who is asked to come",
    )

    def __init__(self, *args: Any, people: Sequence[Choice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("people", people)


class WithdrawForm(Form):
    because = RadiosField(
        label="Why do they leave the list?",
        hint="Nobody is kept out like this: that is the chair's decision.",
        choices=WITHDRAWN_BECAUSE,
        required_message="Select why they leave the list",
    )
    words = TextField(
        label="Say more, if that helps",
        required=False,
        max_length=250,
        look={"width": "full"},
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("because") == "other":
            self.need("words", "Enter why they leave the list")
        return cleaned


class KeepFromForm(Form):
    person = RadiosField(
        label="Who must not know that they take part?",
        required_message="Select who must not know",
    )
    reason = TextareaField(
        label="Why not?",
        hint="For example: a refuge worker gives away where the mother lives.",
        required_message="Enter why they must not know",
        rows=3,
    )

    def __init__(self, *args: Any, people: Pairs, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("person", people)


class RequestExclusionForm(Form):
    participant = RadiosField(label="Who?", required_message="Select who should be kept out")
    ground = RadiosField(
        label="On which ground?", choices=GROUNDS, required_message="Select the ground"
    )
    evidence = TextareaField(
        label="What does it rest on?",
        hint="What happened, when, and how you know. The chair reads it.",
        required_message="Enter what it rests on",
    )
    late_reason = TextareaField(
        label="If you ask late, why?",
        hint="The chair should know some working days before the conference.",
        required=False,
        rows=2,
    )

    def __init__(self, *args: Any, people: Pairs, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("participant", people)


class DecideExclusionForm(AgreementForm):
    decision = RadiosField(
        label="What do you decide?",
        hint="As little and as short as will do. It holds for this conference only.",
        choices=DECISIONS,
        required_message="Select what you decide",
    )
    comes_at = TimeField(label="When does their own session begin?", required=False)
    own_room = SelectField(
        label="In which room?",
        hint="The two must not meet: another room, or the same one at another time.",
        empty="The room of the meeting",
        required=False,
    )
    reasons = TextareaField(
        label="What are your reasons?",
        hint="They stand in the letter to the person, so write to them.",
        required_message="Enter your reasons",
    )
    views_by = TextField(
        label="How will their views be heard all the same?",
        hint="For example: by letter, through their advocate, or you meet them before the day.",
        required=False,
        max_length=250,
        look={"width": "full"},
    )

    def __init__(self, *args: Any, rooms: Pairs, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("own_room", rooms)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        decision = cleaned.get("decision")
        if decision == "separate":
            self.need("comes_at", "Enter when their own session begins")
        if decision and decision != "refused":
            self.need("views_by", "Enter how their views will be heard all the same")
        return cleaned


class OtherViewsForm(Form):
    how = TextareaField(
        label="How did their views come?",
        hint="For example: a letter to the chair, or through their advocate.",
        required_message="Enter how their views came",
        rows=3,
    )
    came_on = DateField(label="When?", required_message="Enter when they came")


class AnswerForm(Form):
    answer = RadiosField(label="What do they answer?", required_message="Select their answer")
    how = RadiosField(
        label="How do they take part?", choices=COMING_HOW, required=False, initial="room"
    )
    in_their_room = TextField(
        label="If they join by video or telephone, who will be in the room with them?",
        hint="If nobody will, say so.",
        required=False,
        max_length=250,
    )
    part = TextField(label="If they come to one part only, which?", required=False, max_length=250)
    deputy = SelectField(label="Which colleague comes?", required=False)
    note = TextField(
        label="How did they answer, and to whom?",
        hint="For example: on the telephone, to me. An answer in writing has no need of this page.",
        required_message="Enter how they answered, and to whom",
        max_length=500,
        look={"width": "full"},
    )

    def __init__(self, *args: Any, colleagues: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [
            Choice(Answer.ACCEPT.value, "They come"),
            Choice(Answer.DECLINE.value, "They do not come"),
        ]
        if colleagues:
            choices.append(Choice(DEPUTY, "A colleague comes instead"))
        self.offer("answer", choices)
        self.offer("deputy", colleagues)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("answer") == Answer.ACCEPT and cleaned.get("how") in FROM_AFAR:
            self.need("in_their_room", "Enter who will be in the room with them, or that nobody is")
        if cleaned.get("answer") == DEPUTY:
            self.need("deputy", "Select which colleague comes")
        return cleaned


class BounceForm(Form):
    because = TextField(
        label="What came back?",
        hint="For example: no such mailbox, or gone away.",
        required_message="Enter what came back",
        max_length=200,
        look={"width": "full"},
    )


EVERYONES_SESSION = "everyone"


class SessionForm(Form):
    session = RadiosField(
        label="To which session do they come?",
        hint="They are told the time and the place of that session alone, and are on no list of the"
        " other. If you change it, they have to be invited again, and cannot open the conference or"
        " its reports until then.",
        required_message="Select to which session they come",
    )

    def __init__(self, *args: Any, apart: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("session", [(EVERYONES_SESSION, "With everyone"), *apart])


class ChaseForm(Form):
    people = CheckboxesField(
        label="Who is asked once more?",
        hint="Only those who have not answered, and nobody twice in a day.",
        required_message="Select who is asked once more",
    )

    def __init__(self, *args: Any, people: Pairs, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("people", people)


class SendLinkForm(Form):
    link_channel = RadiosField(
        label="How does the link go?",
        required_message="Select how the link goes",
    )
    code_channel = RadiosField(
        label="How does the code go?",
        hint="Another way than the link, so that one alone opens nothing.",
        required_message="Select how the code goes",
    )

    def __init__(self, *args: Any, links: Pairs, codes: Pairs, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("link_channel", links)
        self.offer("code_channel", codes)
