"""What is done with a report besides writing it: handing it in, sharing it, deciding how."""

from typing import Any

from django.urls import reverse

from roundtable.casework.conferences.readers import reader_for
from roundtable.casework.reports.actions import (
    answer_cannot_share,
    decide_sharing_method,
    record_provisional_view,
    share_report,
    submit_report,
)
from roundtable.casework.reports.page_queries import (
    content_of_page,
    family_to_share_with,
    report_clocks,
)
from roundtable.casework.reports.queries import read_report, sharings_of
from roundtable.foundation.clocks.queries import running_clocks
from roundtable.foundation.core.errors import RecordNotFound
from roundtable.rules.access import Permission
from roundtable.rules.report_states import shortcomings
from roundtable.web.staff.dates import Days
from roundtable.web.staff.reports import forms
from roundtable.web.staff.reports.presenters import sharing_row
from roundtable.web.staff.reports.views import OfReport


class Submit(OfReport):
    """Hand it in as it is. What it lacks is said, and stops nothing."""

    form_class = forms.SubmitForm
    permission = Permission.WRITE_REPORT
    template_name = "staff/reports/submit.jinja"
    title = "Hand in your report"
    button = "Hand it in to the chair"
    done = "Handed in. The chair and the others on the list can read it now."

    def context(self) -> dict[str, Any]:
        conference = self.report.conference
        reader = reader_for(self.actor, conference, facts=self.one.facts)
        page = read_report(reader, self.report, participants=())
        running = report_clocks([self.report.pk]).get(self.report.pk)
        days = Days.of(conference.authority_id)
        return super().context() | {
            "lacking": shortcomings(content_of_page(self.report, page)),
            "due": days.due(running) if running else None,
        }

    def form_options(self) -> dict[str, Any]:
        return {"has_said": self.report.cannot_share_something is not None}

    def act(self, answers: dict[str, Any]) -> Any:
        by: dict[str, Any] = {"report_id": self.report.pk, "actor": self.actor, "now": self.now}
        if "cannot_share" in answers:
            answer_cannot_share(
                cannot_share=answers.pop("cannot_share"),
                difficulty=answers.pop("difficulty"),
                **by,
            )
        return submit_report(**answers, **by)


class Restriction(OfReport):
    form_class = forms.RestrictionForm
    permission = Permission.WRITE_REPORT
    template_name = "staff/reports/restriction.jinja"
    title = "Can all of it be shared?"
    button = "Save"

    def edits(self) -> str:
        return f"what cannot be shared {self.report.pk}"

    def initial(self) -> dict[str, Any]:
        return {
            "cannot_share": self.report.cannot_share_something,
            "difficulty": self.report.sharing_difficulty,
        }

    def act(self, answers: dict[str, Any]) -> Any:
        return answer_cannot_share(
            report_id=self.report.pk, **answers, actor=self.actor, now=self.now
        )


class ProvisionalView(OfReport):
    form_class = forms.ProvisionalForm
    permission = Permission.WRITE_REPORT
    template_name = "staff/reports/provisional.jinja"
    title = "What you think so far"
    button = "Save"

    def edits(self) -> str:
        return f"provisional view {self.report.pk}"

    def initial(self) -> dict[str, Any]:
        known = {True: "yes", False: "no"}
        return {
            "threshold": known.get(self.report.provisional_threshold),  # type: ignore[arg-type]
            "categories": self.report.provisional_categories,
        }

    def act(self, answers: dict[str, Any]) -> Any:
        threshold = answers["threshold"]
        return record_provisional_view(
            report_id=self.report.pk,
            threshold=threshold if isinstance(threshold, bool) else None,
            categories=answers["categories"],
            actor=self.actor,
            now=self.now,
        )


class DecideSharing(OfReport):
    """The chair says how a report that is difficult to share is shared all the same."""

    form_class = forms.SharingDecisionForm
    template_name = "staff/reports/decide.jinja"
    title = "Decide how this report is shared"
    button = "Decide and tell its author"
    done = "Decided. The author is told."
    is_for_author = False

    def load(self) -> None:
        super().load()
        if not self.one.may(Permission.DECIDE) or not self.report.sharing_difficulty:
            raise RecordNotFound("report")

    def edits(self) -> str:
        return f"sharing {self.report.pk}"

    def initial(self) -> dict[str, Any]:
        return {"decision": self.report.chair_sharing_decision}

    def context(self) -> dict[str, Any]:
        return super().context() | {"difficulty": self.report.sharing_difficulty}

    def act(self, answers: dict[str, Any]) -> Any:
        return decide_sharing_method(
            report_id=self.report.pk, **answers, actor=self.actor, now=self.now
        )


class Share(OfReport):
    """Record with whom of the family the report was shared, or why it was not."""

    form_class = forms.ShareForm
    permission = Permission.SHARE_REPORT
    template_name = "staff/reports/share.jinja"
    title = "Share with the family"
    button = "Record it"
    done = "Recorded"
    is_for_author = False

    def load(self) -> None:
        super().load()
        self.people = family_to_share_with(self.report, self.one.frame.children)

    def form_options(self) -> dict[str, Any]:
        return {
            "people": [(str(one.public_id), one.name) for one in self.people],
            "meets_on": self.report.conference.on,
        }

    def context(self) -> dict[str, Any]:
        conference = self.report.conference
        is_worker = self.report.participant.role == "social_worker"
        rule = "parent_report" if is_worker else "agency_report_to_family"
        limit = running_clocks(
            subject_type="conferencechild",
            subject_ids=[one.pk for one in self.one.frame.children],
            rules=[rule],
        ).first()
        shared = sharings_of([self.report]).get(self.report.pk, [])
        return super().context() | {
            "due": Days.of(conference.authority_id).due(limit) if limit else None,
            "rows": [sharing_row(one) for one in shared],
            "decision": self.report.chair_sharing_decision,
        }

    def act(self, answers: dict[str, Any]) -> Any:
        chosen = answers.pop("person")
        person = next(one for one in self.people if str(one.public_id) == chosen)
        return share_report(
            report_id=self.report.pk, person=person, **answers, actor=self.actor, now=self.now
        )

    def next_page(self, result: Any) -> str:
        super().next_page(result)
        return reverse("staff:share-report", args=[self.report.public_id])
