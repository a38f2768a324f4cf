"""
The access table itself.

Read a line as: this role may do this, when these words are true. The words are printed in
`docs/reference/permissions.md`, so they are written for the people they bind.
"""

from collections.abc import Mapping

from roundtable.rules.permissions import Condition, Permission, Role

ALWAYS = Condition("in their own authority", lambda f: True)
ALLOCATED = Condition("allocated to it by name", lambda f: f.allocated)
NOT_OWN_WORK = Condition(
    "allocated to it by name, and not their own work",
    lambda f: f.allocated and not f.author,
)
ON_CALL = Condition("allocated to it by name, or on duty", lambda f: f.allocated or f.on_duty)
IN_WINDOW = Condition(
    "assigned to it, until the chair approves the record",
    lambda f: f.allocated and f.open_window,
)
ARRANGING = Condition(
    "allocated to it by name, or while it is being arranged",
    lambda f: f.allocated or f.open_window,
)

# Professionals of other agencies: on the list, still involved, and not excluded.
ON_LIST = Condition(
    "on the list or deputising, while involved, not excluded",
    lambda f: (f.invited or f.deputising) and f.involvement_open and not f.excluded_whole,
)
ON_LIST_AND_OWN = Condition(
    f"{ON_LIST.text}, and it is theirs or the person's they stand in for",
    lambda f: ON_LIST(f) and (f.about_self or f.deputising),
)
ON_LIST_AND_RELEASED = Condition(
    f"{ON_LIST.text}, once released to them", lambda f: ON_LIST(f) and f.released
)
ON_LIST_AND_READABLE = Condition(
    f"{ON_LIST.text}; their own, one released to them, or as deputy their agency's",
    lambda f: ON_LIST(f) and (f.author or f.released or (f.deputising and f.own_agency)),
)
ON_LIST_AND_AUTHOR = Condition(
    f"{ON_LIST.text}, and they wrote it", lambda f: ON_LIST(f) and f.author
)
INVITED_THEMSELVES = Condition(
    "on the list themselves, while involved, and the invitation is theirs",
    lambda f: ON_LIST(f) and f.invited and f.about_self,
)
ALLOCATED_AND_AUTHOR = Condition(
    f"{ALLOCATED.text}, and they wrote it", lambda f: ALLOCATED(f) and f.author
)
OWN_AGENCYS_NOT_OWN_WORK = Condition(
    "it is their own agency's, and not their own work",
    lambda f: f.own_agency and not f.author,
)
OWN_AGENCYS_BY_NAME = Condition(
    f"{NOT_OWN_WORK.text}, and their own agency's",
    lambda f: NOT_OWN_WORK(f) and f.own_agency,
)
OWN_AGENCY = Condition("it is their own agency's", lambda f: f.own_agency)

# Family: nothing by role, everything by invitation or release.
INVITED = Condition(
    "invited and not excluded from the whole",
    lambda f: f.invited and not f.excluded_whole,
)
OWN_INVITATION = Condition(
    f"{INVITED.text}, and it is theirs", lambda f: INVITED(f) and f.about_self
)
RELEASED = Condition("once released to them", lambda f: f.released)
RELEASED_AND_OWN = Condition(
    "once released to them, for what is theirs to do",
    lambda f: f.released and f.about_self,
)
# Someone kept out of the room still has a voice, once the letter that says so has been released.
HAS_A_VOICE = Condition(
    "invited; or excluded, once the letter that says so is released",
    lambda f: f.invited or ((f.excluded_whole or f.excluded_part) and f.released),
)
ABOUT_SELF = Condition("it is about them", lambda f: f.about_self)
HOLDS_PR = Condition(
    "invited and not excluded from the whole, with parental responsibility for the child",
    lambda f: INVITED(f) and f.holds_pr,
)
SPEAKING_FOR = Condition(
    "invited, while they act for the child or parent",
    lambda f: INVITED(f) and f.involvement_open,
)
SPEAKING_FOR_AND_RELEASED = Condition(
    "once released to them, while they act for the child or parent",
    lambda f: f.released and f.involvement_open,
)
BOOKED = Condition("booked for it, until it is over", lambda f: f.allocated and f.involvement_open)

_P = Permission
_R = Role

_CASE_READERS: Mapping[Role, Condition] = {
    _R.CHAIR: ON_CALL,
    _R.SOCIAL_WORKER: ALLOCATED,
    _R.MANAGER: ALLOCATED,
    _R.HEAD_OF_SERVICE: ALWAYS,
    _R.SOLICITOR: ALLOCATED,
}
_CASE_WORKERS: Mapping[Role, Condition] = {
    _R.SOCIAL_WORKER: ALLOCATED,
    _R.MANAGER: ALLOCATED,
}
_THE_CHAIR: Mapping[Role, Condition] = {_R.CHAIR: ALLOCATED}
_WHO_RUNS_IT: Mapping[Role, Condition] = {
    _R.CHAIR: ALLOCATED,
    _R.MINUTE_TAKER: IN_WINDOW,
}
_FAMILY_PAPERS: Mapping[Role, Condition] = {
    _R.FAMILY: RELEASED,
    _R.CHILD: RELEASED,
    _R.ADVOCATE: SPEAKING_FOR_AND_RELEASED,
}

GRANTS: dict[Permission, dict[Role, Condition]] = {
    # People and cases
    _P.OPEN_CASE: {_R.SOCIAL_WORKER: ALWAYS, _R.MANAGER: ALWAYS},
    _P.VIEW_CASE: {**_CASE_READERS, _R.ADMINISTRATOR: ARRANGING},
    _P.VIEW_CHILD: {
        **_CASE_READERS,
        _R.ADMINISTRATOR: ARRANGING,
        _R.MINUTE_TAKER: IN_WINDOW,
        _R.PARTNER: ON_LIST,
    },
    _P.EDIT_PEOPLE: {**_CASE_WORKERS, _R.ADMINISTRATOR: ARRANGING},
    _P.COMPLETE_IDENTITY: {
        **_CASE_WORKERS,
        _R.ADMINISTRATOR: ALWAYS,
        _R.HEAD_OF_SERVICE: ALWAYS,
        _R.DATA_OFFICER: ALWAYS,
    },
    _P.RESTRICT_CASE: {_R.MANAGER: ALLOCATED, _R.HEAD_OF_SERVICE: ALWAYS},
    # Nobody is waited for when a child has died.
    _P.RECORD_DEATH: {
        **_CASE_WORKERS,
        _R.CHAIR: ON_CALL,
        _R.ADMINISTRATOR: ALWAYS,
        _R.HEAD_OF_SERVICE: ALWAYS,
    },
    # Enquiry and request
    _P.RECORD_STRATEGY_DISCUSSION: dict(_CASE_WORKERS),
    _P.RECORD_ENQUIRY: dict(_CASE_WORKERS),
    _P.DECIDE_ENQUIRY: {_R.MANAGER: ALLOCATED},
    _P.ADVISE_ON_CONVENING: {_R.CHAIR: ON_CALL, _R.HEAD_OF_SERVICE: ALWAYS},
    # A review follows from the plan: the desk asks for it where nobody else has yet.
    _P.REQUEST_CONFERENCE: {**_CASE_WORKERS, _R.ADMINISTRATOR: ARRANGING},
    # Risk to staff, and whom the police look up: for who visits, decides, or prepares the building.
    _P.VIEW_STAFF_RISK: {
        **_CASE_WORKERS,
        _R.CHAIR: ON_CALL,
        _R.HEAD_OF_SERVICE: ALWAYS,
        _R.ADMINISTRATOR: ARRANGING,
    },
    _P.AUTHORISE_REQUEST: {_R.MANAGER: NOT_OWN_WORK},
    # Every agency has the right to ask; who works with the family asks on its pages.
    _P.ASK_FOR_CONFERENCE: {_R.PARTNER: ALLOCATED},
    _P.ANSWER_AGENCY_REQUEST: {_R.MANAGER: ALLOCATED, _R.HEAD_OF_SERVICE: ALWAYS},
    _P.RECORD_TRANSFER: dict(_CASE_WORKERS),
    _P.ANSWER_TRANSFER: {_R.MANAGER: ALLOCATED, _R.HEAD_OF_SERVICE: ALWAYS},
    # Arranging and inviting
    _P.ARRANGE_CONFERENCE: {_R.ADMINISTRATOR: ALWAYS, _R.CHAIR: ALLOCATED},
    _P.ALLOCATE_CHAIR: {_R.ADMINISTRATOR: ALWAYS, _R.HEAD_OF_SERVICE: ALWAYS},
    _P.AGREE_LATENESS: {
        _R.CHAIR: ALLOCATED,
        _R.MANAGER: ALLOCATED,
        _R.HEAD_OF_SERVICE: ALWAYS,
    },
    _P.POSTPONE_CONFERENCE: dict(_THE_CHAIR),
    _P.CANCEL_CONFERENCE: dict(_THE_CHAIR),
    _P.VIEW_CONFERENCE: {
        **_CASE_READERS,
        _R.ADMINISTRATOR: ALWAYS,
        _R.MINUTE_TAKER: IN_WINDOW,
        _R.PARTNER: ON_LIST,
        _R.FAMILY: INVITED,
        _R.CHILD: INVITED,
        _R.ADVOCATE: SPEAKING_FOR,
        _R.INTERPRETER: BOOKED,
    },
    _P.VIEW_INVITATION: {
        _R.CHAIR: ON_CALL,
        _R.ADMINISTRATOR: ALWAYS,
        _R.SOCIAL_WORKER: ALLOCATED,
        _R.MANAGER: ALLOCATED,
        _R.HEAD_OF_SERVICE: ALWAYS,
        _R.PARTNER: ON_LIST_AND_OWN,
        _R.AGENCY_LEAD: OWN_AGENCY,
        _R.FAMILY: OWN_INVITATION,
        _R.CHILD: OWN_INVITATION,
        _R.ADVOCATE: SPEAKING_FOR,
        _R.INTERPRETER: BOOKED,
    },
    _P.SEND_INVITATIONS: {_R.ADMINISTRATOR: ALWAYS},
    _P.ANSWER_INVITATION: {
        _R.ADMINISTRATOR: ALWAYS,
        _R.PARTNER: ON_LIST_AND_OWN,
        _R.AGENCY_LEAD: OWN_AGENCY,
        _R.FAMILY: OWN_INVITATION,
        _R.CHILD: OWN_INVITATION,
        _R.ADVOCATE: SPEAKING_FOR,
    },
    _P.NAME_DEPUTY: {
        _R.ADMINISTRATOR: ALWAYS,
        _R.PARTNER: INVITED_THEMSELVES,
        _R.AGENCY_LEAD: OWN_AGENCY,
    },
    _P.REQUEST_EXCLUSION: {
        **_CASE_WORKERS,
        _R.PARTNER: ON_LIST,
        _R.CHILD: ABOUT_SELF,
        _R.ADVOCATE: SPEAKING_FOR,
    },
    _P.DECIDE_EXCLUSION: dict(_THE_CHAIR),
    _P.RECORD_FAMILY_CONTACT: {_R.CHAIR: ALLOCATED, **_CASE_WORKERS},
    _P.VIEW_READINESS: {
        _R.CHAIR: ALLOCATED,
        **_CASE_WORKERS,
        _R.ADMINISTRATOR: ALWAYS,
        _R.HEAD_OF_SERVICE: ALWAYS,
    },
    _P.SETTLE_CHILDS_PART: {_R.CHAIR: ALLOCATED, **_CASE_WORKERS},
    # The family asks on their page, or tells whoever of us they speak with.
    _P.ASK_FOR_TIME: {
        **_CASE_WORKERS,
        _R.CHAIR: ALLOCATED,
        _R.ADMINISTRATOR: ALWAYS,
        _R.FAMILY: OWN_INVITATION,
        _R.CHILD: OWN_INVITATION,
        _R.ADVOCATE: SPEAKING_FOR,
    },
    _P.DECIDE_ON_TIME: dict(_THE_CHAIR),
    # Reports and views
    _P.WRITE_REPORT: {_R.SOCIAL_WORKER: ALLOCATED, _R.PARTNER: ON_LIST},
    _P.SIGN_OFF_REPORT: {
        _R.MANAGER: OWN_AGENCYS_BY_NAME,
        _R.AGENCY_LEAD: OWN_AGENCYS_NOT_OWN_WORK,
    },
    _P.REASSIGN_REPORT: {_R.AGENCY_LEAD: OWN_AGENCY},
    # The desk sends back what it was told is wrong, without reading it.
    _P.RETURN_REPORT: {_R.CHAIR: ALLOCATED, _R.ADMINISTRATOR: ALWAYS},
    _P.WITHDRAW_REPORT: dict(_THE_CHAIR),
    # An earlier version may say what the newest was put right for.
    _P.VIEW_REPORT_VERSIONS: {
        _R.CHAIR: ALLOCATED,
        _R.SOCIAL_WORKER: ALLOCATED_AND_AUTHOR,
        _R.PARTNER: ON_LIST_AND_AUTHOR,
    },
    _P.CHECK_DISCLOSURE: {_R.CHAIR: ALLOCATED, _R.HEAD_OF_SERVICE: ALWAYS},
    _P.VIEW_REPORT: {
        **_CASE_READERS,
        **_FAMILY_PAPERS,
        _R.MINUTE_TAKER: IN_WINDOW,
        _R.PARTNER: ON_LIST_AND_READABLE,
        _R.AGENCY_LEAD: OWN_AGENCY,
    },
    _P.SHARE_REPORT: {
        **_CASE_WORKERS,
        _R.CHAIR: ALLOCATED,
        _R.PARTNER: ON_LIST_AND_AUTHOR,
    },
    # Puts the papers together for each reader without reading them.
    _P.BUNDLE_REPORTS: {_R.ADMINISTRATOR: ALWAYS},
    _P.REPLY_TO_STATEMENT: dict(_FAMILY_PAPERS),
    _P.GIVE_VIEWS: {
        _R.FAMILY: HAS_A_VOICE,
        _R.CHILD: ABOUT_SELF,
        _R.ADVOCATE: SPEAKING_FOR,
    },
    # What somebody said to a worker, by telephone, or in a letter to the chair.
    _P.RECORD_VIEWS: {
        **_CASE_WORKERS,
        _R.CHAIR: ALLOCATED,
        _R.MINUTE_TAKER: IN_WINDOW,
        _R.PARTNER: ON_LIST,
    },
    # The room
    _P.OPEN_CONFERENCE: dict(_THE_CHAIR),
    _P.RECORD_ATTENDANCE: dict(_WHO_RUNS_IT),
    _P.RECORD_ITEM: dict(_WHO_RUNS_IT),
    # Without a word to the others, from their own page.
    _P.ASK_FOR_BREAK: {
        _R.PARTNER: ON_LIST,
        _R.FAMILY: INVITED,
        _R.CHILD: INVITED,
        _R.ADVOCATE: SPEAKING_FOR,
    },
    _P.RECORD_OPINION: {
        **_WHO_RUNS_IT,
        **_CASE_WORKERS,
        _R.PARTNER: ON_LIST,
    },
    _P.DECIDE: dict(_THE_CHAIR),
    _P.VIEW_DECISION: {
        **_CASE_READERS,
        **_FAMILY_PAPERS,
        _R.ADMINISTRATOR: ALWAYS,
        _R.MINUTE_TAKER: IN_WINDOW,
        _R.PARTNER: ON_LIST,
    },
    # The two who ran the meeting, together, before anybody leaves the room.
    _P.TELL_WHAT_WAS_AGREED: dict(_WHO_RUNS_IT),
    # Letters and record
    _P.VIEW_LETTER: {
        **_CASE_READERS,
        **_FAMILY_PAPERS,
        _R.ADMINISTRATOR: ALWAYS,
        _R.PARTNER: ON_LIST_AND_RELEASED,
    },
    _P.SEND_LETTERS: {_R.ADMINISTRATOR: ALWAYS},
    _P.DRAFT_RECORD: {_R.MINUTE_TAKER: IN_WINDOW},
    _P.APPROVE_RECORD: dict(_THE_CHAIR),
    _P.VIEW_RECORD: {
        **_CASE_READERS,
        **_FAMILY_PAPERS,
        _R.ADMINISTRATOR: ALWAYS,
        _R.MINUTE_TAKER: IN_WINDOW,
        _R.PARTNER: ON_LIST_AND_RELEASED,
    },
    _P.REQUEST_CORRECTION: {
        **_CASE_WORKERS,
        **_FAMILY_PAPERS,
        _R.PARTNER: ON_LIST_AND_RELEASED,
    },
    # Plans
    _P.VIEW_PLAN: {**_CASE_READERS, **_FAMILY_PAPERS, _R.PARTNER: ON_LIST},
    _P.EDIT_PLAN: {**_CASE_WORKERS, _R.CHAIR: ALLOCATED},
    _P.UPDATE_ACTION: {
        **_CASE_WORKERS,
        _R.PARTNER: ON_LIST_AND_OWN,
        _R.AGENCY_LEAD: OWN_AGENCY,
        _R.FAMILY: RELEASED_AND_OWN,
        _R.CHILD: RELEASED_AND_OWN,
    },
    # The core group meets even when the social worker is away: another member takes the notes.
    _P.RECORD_CORE_GROUP: {**_CASE_WORKERS, _R.PARTNER: ON_LIST},
    _P.RECORD_VISIT: dict(_CASE_WORKERS),
    _P.END_PLAN_OUTSIDE_CONFERENCE: {_R.HEAD_OF_SERVICE: ALWAYS},
    # Information for families
    _P.EDIT_INFORMATION: {_R.ADMINISTRATOR: ALWAYS, _R.HEAD_OF_SERVICE: ALWAYS},
    _P.APPROVE_INFORMATION: {_R.HEAD_OF_SERVICE: ALWAYS},
    # The authority
    _P.VIEW_REGISTER: {
        _R.CHAIR: ALWAYS,
        _R.ADMINISTRATOR: ALWAYS,
        _R.MANAGER: ALWAYS,
        _R.HEAD_OF_SERVICE: ALWAYS,
    },
    _P.LOOK_UP_PLAN_STATUS: {
        _R.OUT_OF_HOURS: ALWAYS,
        _R.CHAIR: ALWAYS,
        _R.ADMINISTRATOR: ALWAYS,
        _R.SOCIAL_WORKER: ALWAYS,
        _R.MANAGER: ALWAYS,
        _R.HEAD_OF_SERVICE: ALWAYS,
    },
    _P.VIEW_INDICATORS: {
        _R.CHAIR: ALWAYS,
        _R.MANAGER: ALWAYS,
        _R.HEAD_OF_SERVICE: ALWAYS,
        _R.DATA_OFFICER: ALWAYS,
    },
    _P.IMPORT_CENSUS: {_R.DATA_OFFICER: ALWAYS},
    _P.EXPORT_CENSUS: {_R.DATA_OFFICER: ALWAYS},
    _P.VIEW_SENT_MESSAGES: {_R.ADMINISTRATOR: ALWAYS, _R.HEAD_OF_SERVICE: ALWAYS},
    _P.KEEP_INCIDENTS: {
        _R.ADMINISTRATOR: ALWAYS,
        _R.MANAGER: ALWAYS,
        _R.HEAD_OF_SERVICE: ALWAYS,
    },
    _P.VIEW_ACCESS_HISTORY: {
        _R.HEAD_OF_SERVICE: ALWAYS,
        _R.DATA_OFFICER: ALWAYS,
        _R.FAMILY: HOLDS_PR,
    },
    _P.VIEW_AUDIT: {_R.HEAD_OF_SERVICE: ALWAYS, _R.DATA_OFFICER: ALWAYS},
    _P.MANAGE_SETTINGS: {_R.SYSTEM_ADMINISTRATOR: ALWAYS, _R.HEAD_OF_SERVICE: ALWAYS},
    _P.CHANGE_STATUTORY_LIMIT: {_R.HEAD_OF_SERVICE: ALWAYS},
    _P.MANAGE_CALENDAR: {_R.SYSTEM_ADMINISTRATOR: ALWAYS, _R.ADMINISTRATOR: ALWAYS},
    # Who writes for families sees which words they stumble over.
    _P.MANAGE_WORDS: {
        _R.ADMINISTRATOR: ALWAYS,
        _R.HEAD_OF_SERVICE: ALWAYS,
        _R.SYSTEM_ADMINISTRATOR: ALWAYS,
    },
    _P.MANAGE_USERS: {_R.SYSTEM_ADMINISTRATOR: ALWAYS},
}
