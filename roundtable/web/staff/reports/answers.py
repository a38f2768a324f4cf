"""What the family said to a sentence of a report, written down with them."""

from typing import Any

from django.urls import reverse

from roundtable.web.design_system.write_down import WriteDownReply
from roundtable.web.staff.conferences.header import HeaderShown
from roundtable.web.staff.whereabouts import AsksStaff


class WriteDownAnswer(AsksStaff, WriteDownReply):
    template_name = "staff/reports/answer.jinja"

    def load(self) -> None:
        super().load()
        self.conference = self.found.one.frame.conference

    def context(self) -> dict[str, Any]:
        return super().context() | {
            "header": HeaderShown.of(self.found.one.frame),
            "back_text": "Report",
            "agreement": None,
        }

    def back(self) -> str:
        return reverse("staff:report", args=[self.kwargs["public_id"]])
