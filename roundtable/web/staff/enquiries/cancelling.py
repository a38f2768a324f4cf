"""Striking an enquiry that was opened by mistake: the manager and a data officer agree."""

from typing import Any

from roundtable.casework.cases.actions.cancel_enquiry import cancel_enquiry
from roundtable.casework.cases.page_queries import own_post
from roundtable.casework.people.approvals import approvers
from roundtable.foundation.core import clock
from roundtable.rules.access import Permission, Role
from roundtable.rules.reasons import Override
from roundtable.web.staff.enquiries.forms import CancelEnquiryForm
from roundtable.web.staff.enquiries.views import OfEnquiry

_CODE = "AGREEMENT_NEEDED"


class CancelEnquiry(OfEnquiry):
    form_class = CancelEnquiryForm
    permission = Permission.DECIDE_ENQUIRY
    title = "This enquiry was opened by mistake"
    button = "Strike the enquiry"
    done = "The enquiry is struck. It stays on file and is counted nowhere."

    def form_options(self) -> dict[str, Any]:
        today = clock.day_of(self.now)
        able = approvers(self.enquiry.authority_id, [Role.DATA_OFFICER], today=today)
        return {"officers": able[Role.DATA_OFFICER]}

    def act(self, answers: dict[str, Any]) -> Any:
        said = (
            (Role.MANAGER, own_post(self.actor).pk),
            (Role.DATA_OFFICER, answers["data_officer"]),
        )
        return cancel_enquiry(
            enquiry_id=self.enquiry.pk,
            reason=answers["reason"],
            overrides=[
                Override(_CODE, answers["reason"], approver=role, by=by) for role, by in said
            ],
            actor=self.actor,
            now=self.now,
        )
