"""A second look at a report: signed off, sent back, taken out; its versions; who could see it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views import View

from roundtable.casework.conferences.readers import reader_for
from roundtable.casework.reports.actions import (
    begin_new_version,
    close_disclosure_check,
    return_report,
    sign_off_report,
    withdraw_report,
)
from roundtable.casework.reports.page_queries import (
    disclosure_checks_of,
    one_report,
    one_version,
)
from roundtable.casework.reports.queries import read_version
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.core.errors import RecordNotFound
from roundtable.rules.access import Permission
from roundtable.web.staff.conferences.header import HeaderShown
from roundtable.web.staff.reports import forms
from roundtable.web.staff.reports.presenters import (
    StatementShown,
    check_shown,
    version_shown,
)
from roundtable.web.staff.reports.views import OfReport


class SignOff(OfReport):
    """For the agency: the chair has it from then on, where it waited for that."""

    permission = Permission.SIGN_OFF_REPORT
    template_name = "staff/reports/sign_off.jinja"
    title = "Sign off this report"
    button = "Sign it off"
    done = "Signed off. It is with the chair."
    is_for_author = False

    def act(self, answers: dict[str, Any]) -> Any:
        return sign_off_report(report_id=self.report.pk, actor=self.actor, now=self.now)


class SendBack(OfReport):
    form_class = forms.ReturnForm
    permission = Permission.RETURN_REPORT
    template_name = "staff/reports/send_back.jinja"
    title = "Send this report back to its author"
    button = "Send it back"
    done = "Sent back. Its author has been told, and it is waited for again."
    is_for_author = False

    def act(self, answers: dict[str, Any]) -> Any:
        return return_report(report_id=self.report.pk, **answers, actor=self.actor, now=self.now)

    def back(self) -> str:
        return reverse("staff:reports", args=[self.report.conference.public_id])


class TakeOut(OfReport):
    form_class = forms.WithdrawForm
    permission = Permission.WITHDRAW_REPORT
    template_name = "staff/reports/take_out.jinja"
    title = "Take this report out"
    button = "Take it out"
    done = "Taken out. Nobody but its author reads it from now on. See who could have seen it."
    is_for_author = False

    def act(self, answers: dict[str, Any]) -> Any:
        return withdraw_report(report_id=self.report.pk, **answers, actor=self.actor, now=self.now)

    def next_page(self, result: Any) -> str:
        super().next_page(result)
        return reverse("staff:disclosure-check", args=[self.report.public_id])


class DisclosureCheck(OfReport):
    """Who could have seen a report that should not have been there, and what was done about it."""

    form_class = forms.ConclusionForm
    permission = Permission.CHECK_DISCLOSURE
    template_name = "staff/reports/disclosure_check.jinja"
    title = "Who could have seen it"
    button = "Close this check"
    done = "The check is closed."
    is_for_author = False

    def load(self) -> None:
        super().load()
        self.checks = disclosure_checks_of(self.report)
        if not self.checks:
            raise RecordNotFound("check")

    def context(self) -> dict[str, Any]:
        shown = [check_shown(one) for one in self.checks]
        return super().context() | {"checks": shown, "is_open": self.checks[0].closed_at is None}

    def act(self, answers: dict[str, Any]) -> Any:
        return close_disclosure_check(
            check_id=self.checks[0].pk, **answers, actor=self.actor, now=self.now
        )

    def next_page(self, result: Any) -> str:
        super().next_page(result)
        return self.request.path


class BeginAgain(OfReport):
    permission = Permission.WRITE_REPORT
    template_name = "staff/reports/begin_version.jinja"
    title = "Begin a new version"
    button = "Begin a new version"
    done = "You can write now. The chair has the version before until you hand this one in."

    def act(self, answers: dict[str, Any]) -> Any:
        return begin_new_version(report_id=self.report.pk, actor=self.actor, now=self.now)


class Version(View):
    """A report as it was on the day it came."""

    def get(self, request: HttpRequest, public_id: Any, number: int) -> HttpResponse:
        actor: Actor = request.actor  # type: ignore[attr-defined]
        one = one_report(
            public_id=public_id, actor=actor, permission=Permission.VIEW_REPORT_VERSIONS
        )
        version = one_version(one.report, number=number)
        reader = reader_for(actor, one.report.conference, facts=one.facts)
        page = read_version(reader, version, participants=())
        shown = {
            "header": HeaderShown.of(one.frame),
            "back": reverse("staff:report", args=[public_id]),
            "about": f"{page.author}, {page.agency}",
            "version": version_shown(version, public_id),
            "sections": [
                (
                    section.title,
                    [
                        StatementShown.of(line, report_id=public_id, may_change=False)
                        for line in section.statements
                    ],
                )
                for section in page.sections
                if section.statements
            ],
        }
        return render(request, "staff/reports/version.jinja", shown)
