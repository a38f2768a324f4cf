"""What is on record since the last conference, chosen for the report to the review."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from roundtable.casework.plans.actions.report_from_record import fill_in_from_record
from roundtable.casework.plans.review_record import OnRecord, is_filled_in_from_record, on_record
from roundtable.casework.reports.choices import SECTIONS
from roundtable.foundation.core.errors import RecordNotFound
from roundtable.rules.access import Permission
from roundtable.rules.report_states import WRITABLE, State
from roundtable.web.design_system.fields import CheckboxesField
from roundtable.web.design_system.forms import Form
from roundtable.web.design_system.presenters import Choice
from roundtable.web.staff.reports.views import OfReport

_TITLES = dict(SECTIONS)


class FromRecordForm(Form):
    texts = CheckboxesField(
        label="What is on record since the last conference",
        hint="Untick what does not belong in the report. You can change each sentence afterwards.",
        required_message="Choose what to put into the report",
    )

    def __init__(self, *args: Any, lines: list[OnRecord], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer(
            "texts", [Choice(one.text, one.text, hint=_TITLES[one.section]) for one in lines]
        )


class FromRecord(OfReport):
    form_class = FromRecordForm
    permission = Permission.WRITE_REPORT
    title = "Fill in from the record"
    button = "Put into the report"
    done = "It stands in the report now. Say what it means for the child."

    def load(self) -> None:
        super().load()
        self.lines = on_record(self.report)
        is_filled_in = is_filled_in_from_record(self.report)
        if not is_filled_in or State(self.report.state) not in WRITABLE:
            raise RecordNotFound("report")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.lines:
            messages.info(request, "There is nothing on record that your report does not say.")
            return redirect(self.back())
        return super().get(request, *args, **kwargs)

    def form_options(self) -> dict[str, Any]:
        return {"lines": self.lines}

    def initial(self) -> dict[str, Any]:
        return {"texts": [one.text for one in self.lines]}

    def act(self, answers: dict[str, Any]) -> Any:
        return fill_in_from_record(
            report_id=self.report.pk, **answers, actor=self.actor, now=self.now
        )
