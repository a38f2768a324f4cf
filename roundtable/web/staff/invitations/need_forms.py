"""What the pages about needs ask: what somebody needs, and what has come of it."""

from collections.abc import Sequence
from typing import Any

from roundtable.casework.invitations.choices import FOLLOWED, NEEDS
from roundtable.web.design_system.fields import (
    RadiosField,
    SelectField,
    TextareaField,
    TextField,
    YesNoField,
)
from roundtable.web.design_system.forms import Form
from roundtable.web.staff.conferences.agreement import AgreementForm

Pairs = Sequence[tuple[str, str]]


class NeedForm(Form):
    participant = RadiosField(label="Who needs it?", required_message="Select who needs it")
    kind = RadiosField(
        label="What do they need?", choices=NEEDS, required_message="Select what they need"
    )
    detail = TextareaField(
        label="Say more",
        hint="For example: from where they need a lift, whom they bring, from whom they come apart.",
        required=False,
        rows=3,
    )
    language = TextField(
        label="Which language?",
        hint="British Sign Language is one too.",
        required=False,
        max_length=60,
    )
    dialect = TextField(label="Which dialect, if it matters?", required=False, max_length=60)

    def __init__(self, *args: Any, people: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("participant", people)


class ArrangeNeedForm(AgreementForm):
    is_arranged = RadiosField(
        label="What has come of it?",
        choices=[("yes", "It is arranged"), ("no", "It cannot be had")],
        required_message="Select what has come of it",
    )
    arrangement = TextareaField(
        label="What is arranged?", hint="Who comes, or what is booked.", required=False, rows=3
    )
    language = TextField(
        label="Which language?",
        hint="British Sign Language is one too.",
        required=False,
        max_length=60,
    )
    dialect = TextField(label="Which dialect, if it matters?", required=False, max_length=60)
    relative = SelectField(
        label="Does a member of the family interpret?",
        hint="A child never interprets, nor anybody said to have harmed a child.",
        empty="No, an interpreter by profession",
        required=False,
    )
    is_alleged_abuser = YesNoField(label="Are they said to have harmed a child?", required=False)
    not_available_reason = TextareaField(
        label="Why not?",
        hint="For example: an advocate was looked for, and none is free.",
        required=False,
        rows=3,
    )

    def __init__(
        self, *args: Any, interprets: bool, is_told: bool, relatives: Pairs, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.offer("relative", relatives)
        if is_told:
            self.fields[
                "arrangement"
            ].help_text = (
                "They read this on their page. Write it to them: who comes, when and where."
            )
        if not interprets:
            for name in ("language", "dialect", "relative", "is_alleged_abuser"):
                del self.fields[name]
        elif not relatives:
            del self.fields["relative"], self.fields["is_alleged_abuser"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("relative") and cleaned.get("is_alleged_abuser") in (None, ""):
            self.add_error(
                "is_alleged_abuser", "Select yes if they are said to have harmed a child"
            )
        cleaned["is_alleged_abuser"] = bool(cleaned.get("is_alleged_abuser"))
        is_arranged = cleaned.pop("is_arranged", None)
        if is_arranged == "yes":
            self.need("arrangement", "Enter what is arranged")
            cleaned["not_available_reason"] = ""
        if is_arranged == "no":
            self.need("not_available_reason", "Enter why it cannot be had")
            cleaned["arrangement"] = ""
        return cleaned


class FollowNeedForm(Form):
    step = RadiosField(
        label="How has it gone on?",
        choices=FOLLOWED,
        required_message="Select how it has gone on",
    )
    words = TextareaField(
        label="Say more",
        hint="If it fell through, say why, and arrange it anew.",
        required=False,
        rows=3,
    )


class DecideSupporterForm(Form):
    who = TextField(
        label="Who would come?", required_message="Enter who would come", max_length=120
    )
    is_accepted = YesNoField(
        label="May they come?",
        hint="There is no right to bring somebody, but the family should be able to. A solicitor may"
        " advise, and does not speak for them.",
        required_message="Select yes if they may come",
    )
    confidentiality_acknowledged = YesNoField(
        label="Have they agreed to keep what they hear to themselves?", required=False
    )
    is_alleged_abuser = YesNoField(
        label="Are they, or is one of the children, what the meeting is about?",
        hint="Somebody said to have harmed a child, or a child of the conference.",
        required=False,
    )
    reason = TextareaField(
        label="What is your reason?", hint="The person is told.", required=False, rows=3
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("is_accepted") is False:
            self.need("reason", "Enter your reason: the person is told")
        for name in ("confidentiality_acknowledged", "is_alleged_abuser"):
            cleaned[name] = bool(cleaned.get(name))
        return cleaned
