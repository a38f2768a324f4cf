"""The meeting on the family's telephone, while it is on."""

from roundtable.casework.plans.family_queries import own_meeting
from roundtable.web.design_system.meeting_now import MeetingNowPage


class Now(MeetingNowPage):
    find = staticmethod(own_meeting)
    audience = "family"
    template_name = "family/meetings/now.jinja"
