"""What the family said to a sentence of a report, written down with them."""

from typing import TYPE_CHECKING

from django.urls import reverse

from roundtable.casework.plans.partner_reports import find_report
from roundtable.web.design_system.write_down import WriteDownReply
from roundtable.web.partners.whereabouts import AsksPartner

if TYPE_CHECKING:
    from roundtable.casework.conferences.models import Conference


class WriteDownAnswer(AsksPartner, WriteDownReply):
    layout = "layouts/partners.jinja"
    template_name = "partners/reports/answer.jinja"
    restricts = False

    def load(self) -> None:
        # A report whose author they must not know of is not there for them.
        find_report(public_id=self.kwargs["public_id"], actor=self.actor)
        super().load()

    def minded(self) -> "Conference":
        return self.found.one.report.conference

    def back(self) -> str:
        return reverse("partners:report", args=[self.kwargs["public_id"]])
