"""Reports: the list of a conference, one report to read, and one's own to write."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views import View

from roundtable.casework.conferences.page_queries import conference_frame
from roundtable.casework.conferences.readers import reader_for
from roundtable.casework.reports.actions import (
    read_guidance,
    revise_in_report,
    write_statement_in_report,
)
from roundtable.casework.reports.choices import section_choices
from roundtable.casework.reports.earlier import answered_then, report_to_begin_from
from roundtable.casework.reports.guidance import READ_BEFORE, guidance_of, guidance_to_read
from roundtable.casework.reports.page_queries import (
    OneReport,
    content_of_page,
    one_report,
    own_statement,
    report_clocks,
    report_lines,
    taken_out,
)
from roundtable.casework.reports.queries import read_report, read_to_sign_off, versions_of
from roundtable.casework.reports.reading import has_a_seat, reading_of
from roundtable.casework.reports.shown import ReportPage
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.core.errors import RecordNotFound
from roundtable.rules.access import Permission
from roundtable.rules.disclosure import Reader
from roundtable.rules.report_states import State, shortcomings
from roundtable.rules.statement_marks import THIRD
from roundtable.web.design_system.form_page import FormPage
from roundtable.web.design_system.forms import Form
from roundtable.web.staff.conferences.header import HeaderShown
from roundtable.web.staff.conferences.pages import BesideFields
from roundtable.web.staff.conferences.presenters import given_in_words
from roundtable.web.staff.dates import Days
from roundtable.web.staff.reports import forms
from roundtable.web.staff.reports.presenters import ReportPageShown, line_shown, reading_in_words
from roundtable.web.staff.whereabouts import AsksStaff


class Reports(View):
    """How far every report is, and what is with the family."""

    def get(self, request: HttpRequest, public_id: Any) -> HttpResponse:
        actor: Actor = request.actor  # type: ignore[attr-defined]
        frame = conference_frame(public_id=public_id, actor=actor)
        lines = report_lines(frame.conference)
        clocks = report_clocks([one.report_id for one in lines])
        days = Days.of(frame.conference.authority_id)
        gone = taken_out(frame.conference)
        reading = reading_of([frame.conference.pk])[frame.conference.pk]
        may_read = has_a_seat(frame.conference, actor) and reading.pages > 0
        found = {
            "prints": Permission.BUNDLE_REPORTS in frame.allowed,
            "to_read": reading_in_words(reading) if may_read else "",
            "taken_out": [
                (f"{one.participant.name}, {one.agency.name}", one.public_id) for one in gone
            ]
            if Permission.CHECK_DISCLOSURE in frame.allowed
            else [],
            "header": HeaderShown.of(frame),
            "reports": [
                line_shown(
                    one,
                    running=clocks.get(one.report_id),
                    days=days,
                    given=given_in_words(one),
                    allowed=frame.allowed,
                )
                for one in lines
            ],
        }
        return render(request, "staff/reports/reports.jinja", found)


class OfReport(BesideFields, FormPage):
    """A form about one report, which leads back to it. Mostly its author's alone."""

    permission = Permission.VIEW_REPORT
    template_name = "staff/reports/form.jinja"
    check_template_name = "staff/conferences/check.jinja"
    is_for_author = True
    done = "Saved"
    one: OneReport

    def load(self) -> None:
        self.one = one_report(
            public_id=self.kwargs["public_id"], actor=self.actor, permission=self.permission
        )
        if self.is_for_author and not self.one.is_author:
            raise RecordNotFound("report")
        self.report = self.one.report
        self.conference = self.report.conference

    def context(self) -> dict[str, Any]:
        return {
            "header": HeaderShown.of(self.one.frame),
            "back": self.back(),
            "back_text": "Report",
            "about": f"{self.report.participant.name}, {self.report.agency.name}",
            "agreement": getattr(self, "agreement", None),
        }

    def back(self) -> str:
        return reverse("staff:report", args=[self.report.public_id])

    def next_page(self, result: Any) -> str:
        messages.success(self.request, self.done)
        return self.back()

    def children(self) -> list[tuple[str, str]]:
        return [(str(one.public_id), one.child.name) for one in self.one.frame.children]

    def chosen(self, *public_ids: str) -> list[Any]:
        """Return the children that were chosen."""
        return [
            one.child for one in self.one.frame.children if str(one.public_id) in set(public_ids)
        ]


class ReportView(AsksStaff, OfReport):
    """A report to read; for its author, also the page where it is written."""

    restricts = True

    form_class = forms.StatementForm
    template_name = "staff/reports/report.jinja"
    title = "Report"
    button = "Add this statement"
    is_for_author = False

    def load(self) -> None:
        super().load()
        self.keeps_draft = self.one.is_author

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.one.is_author:
            raise RecordNotFound("report")
        return super().post(request, *args, **kwargs)

    def form_options(self) -> dict[str, Any]:
        return {"children": self.children(), "sections": section_choices(self.report.form)}

    def initial(self) -> dict[str, Any]:
        everyone = [public_id for public_id, _ in self.children()]
        return {"section": self.request.GET.get("section", ""), "children": everyone}

    def context(self) -> dict[str, Any]:
        conference = self.report.conference
        reader = reader_for(self.actor, conference, facts=self.one.facts)
        page = _read(self.one, reader)
        running = (
            report_clocks([self.report.pk]).get(self.report.pk)
            if self.report.submitted_at is None
            else None
        )
        content = content_of_page(self.report, page)
        is_author = self.one.is_author
        is_carried = is_author and any(section.carried_over for section in page.sections)
        is_empty = not any(section.statements for section in page.sections)
        came = self.report.handed_in_at is not None
        shown = ReportPageShown.of(
            self.one,
            page,
            due=Days.of(conference.authority_id).due(running) if running else None,
            # Who began from their last report had read it before.
            guidance=READ_BEFORE
            if is_carried
            else guidance_of(self.report, user_id=self.actor.user_id),
            lacking=shortcomings(content) if is_author else (),
            versions=versions_of(self.report)
            if came and self.one.may(Permission.VIEW_REPORT_VERSIONS)
            else (),
            last=report_to_begin_from(self.report) if is_author and is_empty else None,
            answered_then=answered_then(reader, self.report) if is_carried else {},
        )
        return super().context() | {"report": shown, "public_id": self.report.public_id}

    def back(self) -> str:
        return reverse("staff:reports", args=[self.report.conference.public_id])

    def act(self, answers: dict[str, Any]) -> Any:
        self.section = answers["section"]
        children = self.chosen(*answers.pop("children"))
        said_by = self.chosen(answers.pop("said_by") or "")
        return write_statement_in_report(
            report_id=self.report.pk,
            children=children,
            said_by=said_by[0] if said_by else None,
            **answers,
            actor=self.actor,
            now=self.now,
        )

    def next_page(self, result: Any) -> str:
        address = reverse("staff:report", args=[self.report.public_id])
        return f"{address}?section={self.section}#{self.section}"


def _read(one: OneReport, reader: Reader) -> ReportPage:
    """Who signs a report off reads it before anybody has it."""
    waits = one.report.state == State.WITH_AGENCY
    if waits and one.may(Permission.SIGN_OFF_REPORT):
        return read_to_sign_off(reader, one.report, participants=())
    return read_report(reader, one.report, participants=())


class ReadGuidance(OfReport):
    """Guidance is read before writing; the version that was read stays with the report."""

    form_class = Form
    template_name = "staff/reports/read_guidance.jinja"
    title = "Before you write"
    button = "I have read this"
    done = "Thank you. What belongs in each section stands in it as you write."

    def context(self) -> dict[str, Any]:
        return super().context() | {"texts": guidance_to_read(self.report)}

    def act(self, answers: dict[str, Any]) -> Any:
        return read_guidance(report_id=self.report.pk, actor=self.actor, now=self.now)


class ReviseStatement(AsksStaff, OfReport):
    restricts = True
    form_class = forms.ReviseForm
    template_name = "staff/reports/statement.jinja"
    keeps_draft = True
    permission = Permission.WRITE_REPORT
    title = "Change a statement"
    button = "Save"
    done = "Saved. What it said before is kept too."

    def load(self) -> None:
        super().load()
        self.now_ = own_statement(self.report, public_id=self.kwargs["statement_id"])

    def form_options(self) -> dict[str, Any]:
        return {"children": self.children()}

    def edits(self) -> str:
        return f"statement {self.now_.statement.pk}"

    def initial(self) -> dict[str, Any]:
        version = self.now_.version
        marks = ("text", "kind", "source", "happened_on", "domain", "audience")
        known = {name: getattr(version, name) for name in (*marks, "withheld_reason")}
        known["says_so"] = version.source
        known["from_others"] = ["yes"] if version.provenance == THIRD else []
        about = [
            str(one.public_id)
            for one in self.one.frame.children
            if one.child_id in self.now_.child_ids
        ]
        return known | {"children": about}

    def act(self, answers: dict[str, Any]) -> Any:
        version = self.now_.version
        is_third = (answers["provenance"] == THIRD, version.provenance == THIRD)
        if (answers["kind"], answers["source"]) == (version.kind, version.source) and len(
            set(is_third)
        ) == 1:
            del answers["provenance"]  # it may be marked in the room in ways not asked here
        return revise_in_report(
            report_id=self.report.pk,
            statement_id=self.now_.statement.pk,
            based_on=self.now_.version.number,
            children=self.chosen(*answers.pop("children")),
            **answers,
            actor=self.actor,
            now=self.now,
        )
