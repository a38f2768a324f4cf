"""Writing down that a professional disagrees with a decision: noted, or formally."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from roundtable.casework.decisions.actions import record_dissent
from roundtable.casework.plans.room_queries import decision_page
from roundtable.foundation.core.errors import RecordNotFound
from roundtable.web.design_system.fields import RadiosField, SelectField, TextareaField
from roundtable.web.design_system.forms import Form
from roundtable.web.design_system.presenters import Choice
from roundtable.web.design_system.wording import moment
from roundtable.web.staff.room.views import OfChild

if TYPE_CHECKING:
    from roundtable.casework.conferences.models import Conference
    from roundtable.casework.decisions.models import Decision


class DisagreeForm(Form):
    who = SelectField(label="Who disagrees?", choices=(), required_message="Select who disagrees")
    is_formal = RadiosField(
        label="How do they want it taken?",
        choices=[
            Choice("noted", "Noted in the record"),
            Choice(
                "formal",
                "As a formal dissent",
                hint="Managers of their agency and of children's services look at it.",
            ),
        ],
        coerce=lambda value: value == "formal",
        required_message="Select how it is to be taken",
    )
    reasons = TextareaField(
        label="Why do they disagree?",
        hint="In their words: what the decision leaves out, and what they would have decided.",
        required_message="Enter why they disagree",
        rows=4,
        max_length=3000,
    )

    def __init__(self, *args: Any, people: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("who", people)


class Disagree(OfChild):
    """What somebody says against a decision that was made; the decision stands meanwhile."""

    form_class = DisagreeForm
    template_name = "staff/room/disagree.jinja"
    title = "Somebody disagrees"
    button = "Record it"
    done = "Recorded. The decision stands while it is looked at."
    keeps_draft = True

    def load(self) -> None:
        super().load()
        page = decision_page(self.conference, self.child, actor=self.actor, now=self.now)
        if page.decision is None:
            raise RecordNotFound("decision")
        self.decision = page.decision
        self.givers = page.opinions.givers

    def form_options(self) -> dict[str, Any]:
        return {"people": [(str(one.public_id), one.name) for one in self.givers]}

    def context(self) -> dict[str, Any]:
        return super().context() | {
            "decided": str(self.decision.get_outcome_display()),
            "formal_until": formal_until(self.conference, self.decision),
        }

    def act(self, answers: dict[str, Any]) -> Any:
        who = answers.pop("who")
        return record_dissent(
            decision_id=self.decision.pk,
            participant_id=next(one.pk for one in self.givers if str(one.public_id) == who),
            **answers,
            actor=self.actor,
            now=self.now,
        )


def formal_until(conference: "Conference", decision: "Decision") -> str:
    """Return until when a formal dissent is lodged, in words."""
    hours = int(str(conference.authority.effective_settings["dissent_hours"]))
    return moment(decision.decided_at + timedelta(hours=hours))
