"""The plan, written in the room."""

from typing import Any

from django.urls import reverse

from roundtable.casework.plans.actions import outline as acts
from roundtable.casework.plans.page_queries import get_outcome_of
from roundtable.casework.plans.room_queries import outline_page
from roundtable.casework.room.queries import news_of
from roundtable.foundation.core.errors import RecordNotFound
from roundtable.web.design_system.following import Followed
from roundtable.web.staff.room import forms
from roundtable.web.staff.room.presenters import OutlineShown
from roundtable.web.staff.room.views import OfChild

PLAIN = (
    "core_group_on",
    "review_on",
    "protection",
    "contingency",
    "support_to_family",
    "monitoring",
    "what_would_end_it",
    "visit_every_working_days",
)


class OfOutline(OfChild):
    """A form about the outline plan of one child."""

    back_to = "room-plan"

    def load(self) -> None:
        super().load()
        # Before all the rest: what comes in between is news to this page.
        self.news_before = news_of(self.conference, now=self.now)
        self.page_ = outline_page(self.conference, self.child)

    def owners(self) -> list[tuple[str, str]]:
        return [(str(one.public_id), one.name) for one in self.page_.owners]


class WriteOutline(Followed, OfOutline):
    """Everything of the plan on one page: outcomes and actions, people, dates, contingency."""

    form_class = forms.OutlineForm
    template_name = "staff/room/outline.jinja"
    title = "Plan"
    button = "Save the plan so far"
    done = "Plan saved"
    keeps_draft = True
    keeps_awake = True

    def news(self) -> str:
        return news_of(self.conference, now=self.now)

    def form_options(self) -> dict[str, Any]:
        workers = [(str(one.public_id), one.name) for one in self.page_.social_workers]
        return {"workers": workers, "members": self.owners()}

    def edits(self) -> str:
        return f"outline {self.page_.outline.pk}"

    def initial(self) -> dict[str, Any]:
        outline = self.page_.outline
        members = {(one.professional_id, one.person_id) for one in outline.core_group.all()}
        return {name: getattr(outline, name) for name in PLAIN} | {
            "key_worker": str(outline.key_worker.public_id) if outline.key_worker else "",
            "unannounced_visits": outline.unannounced_visits,
            "core_group": [
                str(one.public_id)
                for one in self.page_.owners
                if (one.professional_id, one.person_id) in members
            ],
        }

    def context(self) -> dict[str, Any]:
        here = [self.conference.public_id, self.child.public_id]
        return super().context() | {
            "outline": OutlineShown.of(self.page_, conference_id=self.conference.public_id),
            "back": reverse("staff:room-decision", args=here),
            "news": self.news_before,
            "read_aloud": reverse("staff:room-read-plan", args=here[:1])
            + f"?child={self.child.public_id}",
            "add_outcome": reverse("staff:room-outcome", args=here),
            "conference_id": str(self.conference.public_id),
            "child_id": str(self.child.public_id),
        }

    def act(self, answers: dict[str, Any]) -> Any:
        chosen = set(answers["core_group"])
        workers = {str(one.public_id): one for one in self.page_.social_workers}
        return acts.write_in_room(
            outline_id=self.page_.outline.pk,
            conference_child_id=self.child.pk,
            changes={name: answers[name] for name in PLAIN}
            | {
                "key_worker": workers.get(answers["key_worker"] or ""),
                "unannounced_visits": bool(answers["unannounced_visits"]),
            },
            core_group=[one for one in self.page_.owners if str(one.public_id) in chosen],
            actor=self.actor,
            now=self.now,
        )


class AddOutcome(OfOutline):
    form_class = forms.OutcomeForm
    title = "Add an outcome"
    button = "Add this outcome"
    done = "Outcome added"

    def act(self, answers: dict[str, Any]) -> Any:
        return acts.add_outcome(
            outline_id=self.page_.outline.pk,
            conference_child_id=self.child.pk,
            **answers,
            actor=self.actor,
            now=self.now,
        )


class ReviewOutcome(OfOutline):
    """How far an outcome of the plan has come, at its review."""

    form_class = forms.ProgressForm
    title = "How far it has come"
    button = "Save how far it has come"
    done = "Saved"

    def load(self) -> None:
        super().load()
        self.outcome = get_outcome_of(self.page_.outline, public_id=self.kwargs["outcome_id"])
        if not self.page_.is_of_a_plan:
            raise RecordNotFound("plan")

    def edits(self) -> str:
        return f"progress {self.outcome.pk}"

    def context(self) -> dict[str, Any]:
        about = f"{self.child.child.name}: {self.outcome.what_must_change}"
        return super().context() | {"child": about}

    def initial(self) -> dict[str, Any]:
        said = self.page_.reviewed.get(self.outcome.pk)
        return {"progress": said.progress, "words": said.words} if said else {}

    def act(self, answers: dict[str, Any]) -> Any:
        return acts.review_outcome(
            outcome_id=self.outcome.pk,
            conference_child_id=self.child.pk,
            **answers,
            actor=self.actor,
            now=self.now,
        )


class AddAction(OfOutline):
    form_class = forms.ActionForm
    title = "Add an action"
    button = "Add this action"
    done = "Action added"

    def load(self) -> None:
        super().load()
        self.outcome = get_outcome_of(self.page_.outline, public_id=self.kwargs["outcome_id"])

    def form_options(self) -> dict[str, Any]:
        return {"owners": self.owners()}

    def act(self, answers: dict[str, Any]) -> Any:
        wanted = answers.pop("owner") or ""
        owner = next((one for one in self.page_.owners if str(one.public_id) == wanted), None)
        return acts.add_action(
            outcome_id=self.outcome.pk,
            conference_child_id=self.child.pk,
            professional=owner.professional if owner else None,
            person=owner.person if owner else None,
            is_for_safety=bool(answers.pop("is_for_safety")),
            **answers,
            actor=self.actor,
            now=self.now,
        )
