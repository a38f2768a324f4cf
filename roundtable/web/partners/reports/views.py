"""Writing a report sentence by sentence, handing it in, sharing it; reading the others'."""

import uuid
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import cached_property

from roundtable.casework.plans.partner_reports import (
    ReportRead,
    Writing,
    find_report,
    own_report,
    report_in_hand,
    revising,
    sharing_page,
    writing,
)
from roundtable.casework.reports.actions import (
    answer_cannot_share,
    read_guidance,
    record_provisional_view,
    revise_in_report,
    share_report,
    submit_report,
    write_statement_in_report,
)
from roundtable.casework.reports.guidance import Guidance, guidance_of, guidance_to_read
from roundtable.casework.statements.words import terms_for
from roundtable.foundation.core.errors import RecordNotFound
from roundtable.rules.categories import Category
from roundtable.rules.statement_marks import THIRD, provenance_of
from roundtable.web.design_system.form_page import FormPage
from roundtable.web.design_system.forms import Form
from roundtable.web.design_system.presenters import Choice
from roundtable.web.partners.dates import Days
from roundtable.web.partners.reports import forms, presenters
from roundtable.web.partners.reports.guidance import SECTIONS
from roundtable.web.partners.whereabouts import AsksPartner

if TYPE_CHECKING:
    from roundtable.casework.conferences.models import Conference


def report(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    found = find_report(public_id=public_id, actor=request.actor)  # type: ignore[attr-defined]
    if isinstance(found, ReportRead):
        read = presenters.ReportShown.of(found)
        return render(request, "partners/reports/read.jinja", {"report": read})
    authority_id = found.report.authority_id
    shown = presenters.ReportInHandShown.of(found, Days.of(authority_id), terms_for([authority_id]))
    return render(request, "partners/reports/report.jinja", {"report": shown})


_KEPT = ("text", "kind", "happened_on", "domain", "audience")
_HOW_KNOWN = ("kind", *forms.SOURCE.values(), "from_others")


class OfReport(FormPage):
    """A question about one's own report, which leads back to it."""

    layout = "layouts/partners.jinja"
    template_name = "partners/reports/form.jinja"
    done = "Saved"

    def address(self) -> str:
        return reverse("partners:report", args=[self.kwargs["public_id"]])

    def context(self) -> dict[str, Any]:
        return {"back": self.address()}

    def next_page(self, result: Any) -> str:
        messages.success(self.request, self.done)
        return self.address()


class ReadGuidance(OfReport):
    """Guidance is read before writing; the version that was read stays with the report."""

    form_class = Form
    template_name = "partners/reports/read_guidance.jinja"
    title = "Before you write"
    button = "I have read this"
    done = "Thank you. What belongs in each section stands beside it as you write."

    def load(self) -> None:
        self.report = own_report(public_id=self.kwargs["public_id"], actor=self.actor)

    def context(self) -> dict[str, Any]:
        return super().context() | {"texts": guidance_to_read(self.report)}

    def act(self, answers: dict[str, Any]) -> Any:
        return read_guidance(report_id=self.report.pk, actor=self.actor, now=self.now)


class OfStatement(AsksPartner, OfReport):
    """A form with one statement of one's own report."""

    form_class = forms.StatementForm
    template_name = "partners/reports/statement.jinja"
    keeps_draft = True
    found: Writing
    section: str

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Guidance is read first; what was typed is taken in all the same."""
        if not self.guidance.is_read:
            return redirect("partners:read-guidance", self.kwargs["public_id"])
        return super().get(request, *args, **kwargs)

    def minded(self) -> "Conference":
        return self.found.report.conference

    @cached_property
    def guidance(self) -> Guidance:
        return guidance_of(self.found.report, user_id=self.actor.user_id)

    def form_options(self) -> dict[str, Any]:
        return {
            "children": _people(self.found.children),
            "born": _people(one for one in self.found.children if not one.is_unborn),
            "family": _people(self.found.family),
            "is_wishes": self.section == "wishes",
            "asks_whose": self.section == "wishes",
            "has_domain": bool(SECTIONS[self.section].domain),
        }

    def context(self) -> dict[str, Any]:
        beside = self.guidance.beside.get(self.section, ())
        return super().context() | {"section": SECTIONS[self.section].title, "guidance": beside}

    def marks(self, answers: dict[str, Any]) -> dict[str, Any]:
        """Return the marks as the acts are given them, people in place of their ids."""
        people = {str(one.public_id): one for one in (*self.found.children, *self.found.family)}
        for name in ("children", "kept_from", "meant_for"):
            if name in answers:
                answers[name] = [people[one] for one in answers[name]]
        for name in ("kind", "domain"):
            if name in answers:
                answers[name] = answers[name] or ""
        if SECTIONS[self.section].domain:
            answers["domain"] = SECTIONS[self.section].domain
        told = {key: answers.pop(name) for key, name in forms.SOURCE.items()}
        source, from_others = told.get(answers["kind"], ""), bool(answers.pop("from_others"))
        why = {key: answers.pop(name) for key, name in forms.WHY.items()}
        return answers | {
            "source": source,
            "provenance": provenance_of(answers["kind"], source=source, from_others=from_others),
            "withheld_reason": why.get(answers["audience"], ""),
        }


class Write(OfStatement):
    """One more statement in a section; afterwards the page is ready for the next."""

    button = "Save this statement"

    def load(self) -> None:
        self.section = self.kwargs["section"]
        self.found = writing(public_id=self.kwargs["public_id"], actor=self.actor)
        if self.section not in {one.code for one in self.found.page.sections}:
            raise RecordNotFound("section")
        self.title = SECTIONS[self.section].title

    def initial(self) -> dict[str, Any]:
        only = self.found.children if len(self.found.children) == 1 else ()
        return {"audience": "EVERYONE", "children": [str(one.public_id) for one in only]}

    def context(self) -> dict[str, Any]:
        written = next(
            (one.statements for one in self.found.page.sections if one.code == self.section), ()
        )
        report = self.found.report
        terms = terms_for([report.authority_id])
        report_id = str(report.public_id)
        supported = presenters.supported_by(self.found.page)
        lines = [presenters.line(one, report_id, terms, supported) for one in written]
        return super().context() | {"written": lines}

    def act(self, answers: dict[str, Any]) -> Any:
        said_by = answers.pop("said_by", None)
        child = next((c for c in self.found.children if str(c.public_id) == said_by), None)
        return write_statement_in_report(
            report_id=self.found.report.pk,
            section=self.section,
            said_by=child,
            **self.marks(answers),
            actor=self.actor,
            now=self.now,
        )

    def next_page(self, result: Any) -> str:
        return self.request.path  # where it stands above the box, and the next one can be written


class Revise(OfStatement):
    """A statement put right: a new version, the old one is kept."""

    title = "Change this statement"
    button = "Save the change"

    def load(self) -> None:
        self.one = revising(**self.kwargs, actor=self.actor)
        self.found, self.section = self.one.writing, self.one.section

    def form_options(self) -> dict[str, Any]:
        # Whose words they are does not change; who may read them can.
        return super().form_options() | {"asks_whose": False}

    def edits(self) -> str:
        return f"statement {self.one.statement_id}"

    def initial(self) -> dict[str, Any]:
        one, version = self.one, self.one.version
        people = {
            person.pk: str(person.public_id)
            for person in (*self.found.children, *self.found.family)
        }
        named = {
            "children": one.child_ids,
            "kept_from": one.kept_from,
            "meant_for": one.meant_for,
        }
        return {
            **{name: getattr(version, name) for name in _KEPT},
            **{name: version.source for name in forms.SOURCE.values()},
            "from_others": ["yes"] if version.provenance == THIRD else [],
            **{name: version.withheld_reason for name in forms.WHY.values()},
            **{name: [people[pk] for pk in ids if pk in people] for name, ids in named.items()},
        }

    def act(self, answers: dict[str, Any]) -> Any:
        before = self.initial()
        is_known_as_before = all((answers[one] or "") == (before[one] or "") for one in _HOW_KNOWN)
        marks = self.marks(answers)
        if is_known_as_before:  # it may be marked in the room in ways that are not asked here
            for name in ("kind", "provenance", "source"):
                del marks[name]
        return revise_in_report(
            report_id=self.found.report.pk,
            statement_id=self.one.statement_id,
            based_on=self.one.version.number,
            **marks,
            actor=self.actor,
            now=self.now,
        )


class SayView(OfReport):
    """What the author thinks of the threshold so far."""

    form_class = forms.ViewForm
    template_name = "partners/reports/view.jinja"
    title = "What you think so far"
    button = "Save what I think so far"

    def load(self) -> None:
        self.report = own_report(public_id=self.kwargs["public_id"], actor=self.actor)

    def edits(self) -> str:
        return f"provisional view {self.report.pk}"

    def initial(self) -> dict[str, Any]:
        said = {True: "yes", False: "no", None: None}
        return {
            "threshold": said[self.report.provisional_threshold],
            "categories": self.report.provisional_categories,
        }

    def act(self, answers: dict[str, Any]) -> Any:
        return record_provisional_view(
            report_id=self.report.pk,
            threshold={"yes": True, "no": False}.get(answers["threshold"]),
            categories=[Category(one) for one in answers["categories"]],
            actor=self.actor,
            now=self.now,
        )


class HandIn(OfReport):
    """Handing it in, as complete as it is: what is missing is said, and does not stop it."""

    form_class = forms.HandInForm
    template_name = "partners/reports/hand_in.jinja"
    title = "Hand in your report"
    button = "Hand it in"
    done = "Your report is handed in."

    def load(self) -> None:
        self.found = report_in_hand(public_id=self.kwargs["public_id"], actor=self.actor)
        days = Days.of(self.found.report.conference.authority_id)
        self.shown = presenters.ReportInHandShown.of(self.found, days)

    def form_options(self) -> dict[str, Any]:
        return {
            "is_late": self.shown.due is not None and self.shown.due.late,
            "has_said": self.found.report.cannot_share_something is not None,
        }

    def context(self) -> dict[str, Any]:
        return super().context() | {"report": self.shown}

    def act(self, answers: dict[str, Any]) -> Any:
        by: dict[str, Any] = {
            "report_id": self.found.report.pk,
            "actor": self.actor,
            "now": self.now,
        }
        if "cannot_share" in answers:
            answer_cannot_share(
                cannot_share=answers.pop("cannot_share"),
                difficulty=answers.pop("difficulty"),
                **by,
            )
        return submit_report(**answers, **by)


class SayWhatCannotBeShared(OfReport):
    form_class = forms.CannotShareForm
    template_name = "partners/reports/cannot_share.jinja"
    keeps_draft = True
    title = "Tell us what cannot be shared"
    button = "Save"
    done = "Saved. If something cannot be shared, the chair has been told."

    def load(self) -> None:
        self.report = own_report(public_id=self.kwargs["public_id"], actor=self.actor)

    def context(self) -> dict[str, Any]:
        decision = self.report.chair_sharing_decision
        return {"back": self.back(), "decision": decision}

    def back(self) -> str:
        return reverse("partners:meeting", args=[self.report.conference.public_id])

    def edits(self) -> str:
        return f"what cannot be shared {self.report.pk}"

    def initial(self) -> dict[str, Any]:
        one = self.report
        return {"cannot_share": one.cannot_share_something, "difficulty": one.sharing_difficulty}

    def act(self, answers: dict[str, Any]) -> Any:
        return answer_cannot_share(
            report_id=self.report.pk, **answers, actor=self.actor, now=self.now
        )

    def next_page(self, result: Any) -> str:
        messages.success(self.request, self.done)
        return self.back()


class Share(OfReport):
    """With each of the family: when, how, and what they said; or why not."""

    form_class = forms.ShareForm
    template_name = "partners/reports/share.jinja"
    keeps_draft = True
    title = "Share it with the family"
    button = "Save"
    done = "Saved. Go on with the next person, or go back."

    def load(self) -> None:
        self.found = sharing_page(public_id=self.kwargs["public_id"], actor=self.actor)

    def context(self) -> dict[str, Any]:
        meeting = reverse("partners:meeting", args=[self.found.report.conference.public_id])
        return {"back": meeting, "shared": presenters.shared_with(self.found)}

    def form_options(self) -> dict[str, Any]:
        family = [(one.person, one.what) for one in self.found.family]
        return {
            "family": [Choice(str(who.public_id), who.name, hint=what) for who, what in family],
            "meets_on": self.found.report.conference.on,
        }

    def act(self, answers: dict[str, Any]) -> Any:
        chosen, was_shared = answers.pop("person"), answers.pop("was_shared")
        people = {str(one.person.public_id): one.person for one in self.found.family}
        late_reason, way = answers.pop("late_reason"), answers.pop("way") or ""
        with_interpreter = bool(answers.pop("with_interpreter"))
        if was_shared:
            answers |= {
                "not_shared_reason": late_reason,
                "way": way,
                "with_interpreter": with_interpreter,
            }
        else:
            answers |= {"shared_on": None, "method": "", "reaction": ""}
        return share_report(
            report_id=self.found.report.pk,
            person=people[chosen],
            **answers,
            actor=self.actor,
            now=self.now,
        )

    def next_page(self, result: Any) -> str:
        messages.success(self.request, self.done)
        return self.request.path


def _people(people: Any) -> list[Choice]:
    return [Choice(str(one.public_id), one.name) for one in people]
