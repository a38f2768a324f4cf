"""The meeting on the page of a professional, while it is on: for a break, and from elsewhere."""

from roundtable.casework.plans.partner_queries import own_meeting
from roundtable.web.design_system.meeting_now import MeetingNowPage


class Now(MeetingNowPage):
    find = staticmethod(own_meeting)
    audience = "partners"
    template_name = "partners/meetings/now.jinja"
