"""The words of the access table: who (role), what (permission), and what must be true (facts)."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a person is here for. Titles (coordinator, IRO, LCPP) are labels of the authority."""

    CHAIR = "CHAIR"
    ADMINISTRATOR = "ADMINISTRATOR"
    MINUTE_TAKER = "MINUTE_TAKER"
    SOCIAL_WORKER = "SOCIAL_WORKER"
    MANAGER = "MANAGER"
    HEAD_OF_SERVICE = "HEAD_OF_SERVICE"
    PARTNER = "PARTNER"
    AGENCY_LEAD = "AGENCY_LEAD"
    SOLICITOR = "SOLICITOR"
    INTERPRETER = "INTERPRETER"
    OUT_OF_HOURS = "OUT_OF_HOURS"
    FAMILY = "FAMILY"
    CHILD = "CHILD"
    ADVOCATE = "ADVOCATE"
    DATA_OFFICER = "DATA_OFFICER"
    SYSTEM_ADMINISTRATOR = "SYSTEM_ADMINISTRATOR"


class Permission(StrEnum):
    """What can be asked for. The same names stand in acts, queries, views and the reference."""

    # People and cases
    OPEN_CASE = "OPEN_CASE"
    VIEW_CASE = "VIEW_CASE"
    VIEW_CHILD = "VIEW_CHILD"
    EDIT_PEOPLE = "EDIT_PEOPLE"
    COMPLETE_IDENTITY = "COMPLETE_IDENTITY"
    RESTRICT_CASE = "RESTRICT_CASE"
    RECORD_DEATH = "RECORD_DEATH"
    # Enquiry and request
    RECORD_STRATEGY_DISCUSSION = "RECORD_STRATEGY_DISCUSSION"
    RECORD_ENQUIRY = "RECORD_ENQUIRY"
    DECIDE_ENQUIRY = "DECIDE_ENQUIRY"
    ADVISE_ON_CONVENING = "ADVISE_ON_CONVENING"
    REQUEST_CONFERENCE = "REQUEST_CONFERENCE"
    VIEW_STAFF_RISK = "VIEW_STAFF_RISK"
    AUTHORISE_REQUEST = "AUTHORISE_REQUEST"
    ASK_FOR_CONFERENCE = "ASK_FOR_CONFERENCE"
    ANSWER_AGENCY_REQUEST = "ANSWER_AGENCY_REQUEST"
    RECORD_TRANSFER = "RECORD_TRANSFER"
    ANSWER_TRANSFER = "ANSWER_TRANSFER"
    # Arranging and inviting
    ARRANGE_CONFERENCE = "ARRANGE_CONFERENCE"
    ALLOCATE_CHAIR = "ALLOCATE_CHAIR"
    AGREE_LATENESS = "AGREE_LATENESS"
    POSTPONE_CONFERENCE = "POSTPONE_CONFERENCE"
    CANCEL_CONFERENCE = "CANCEL_CONFERENCE"
    VIEW_CONFERENCE = "VIEW_CONFERENCE"
    VIEW_INVITATION = "VIEW_INVITATION"
    SEND_INVITATIONS = "SEND_INVITATIONS"
    ANSWER_INVITATION = "ANSWER_INVITATION"
    NAME_DEPUTY = "NAME_DEPUTY"
    REQUEST_EXCLUSION = "REQUEST_EXCLUSION"
    DECIDE_EXCLUSION = "DECIDE_EXCLUSION"
    RECORD_FAMILY_CONTACT = "RECORD_FAMILY_CONTACT"
    VIEW_READINESS = "VIEW_READINESS"
    SETTLE_CHILDS_PART = "SETTLE_CHILDS_PART"
    ASK_FOR_TIME = "ASK_FOR_TIME"
    DECIDE_ON_TIME = "DECIDE_ON_TIME"
    # Reports and views
    WRITE_REPORT = "WRITE_REPORT"
    SIGN_OFF_REPORT = "SIGN_OFF_REPORT"
    REASSIGN_REPORT = "REASSIGN_REPORT"
    RETURN_REPORT = "RETURN_REPORT"
    WITHDRAW_REPORT = "WITHDRAW_REPORT"
    VIEW_REPORT_VERSIONS = "VIEW_REPORT_VERSIONS"
    CHECK_DISCLOSURE = "CHECK_DISCLOSURE"
    VIEW_REPORT = "VIEW_REPORT"
    SHARE_REPORT = "SHARE_REPORT"
    BUNDLE_REPORTS = "BUNDLE_REPORTS"
    REPLY_TO_STATEMENT = "REPLY_TO_STATEMENT"
    GIVE_VIEWS = "GIVE_VIEWS"
    RECORD_VIEWS = "RECORD_VIEWS"
    # The room
    OPEN_CONFERENCE = "OPEN_CONFERENCE"
    RECORD_ATTENDANCE = "RECORD_ATTENDANCE"
    RECORD_ITEM = "RECORD_ITEM"
    ASK_FOR_BREAK = "ASK_FOR_BREAK"
    RECORD_OPINION = "RECORD_OPINION"
    DECIDE = "DECIDE"
    VIEW_DECISION = "VIEW_DECISION"
    TELL_WHAT_WAS_AGREED = "TELL_WHAT_WAS_AGREED"
    # Letters and record
    VIEW_LETTER = "VIEW_LETTER"
    SEND_LETTERS = "SEND_LETTERS"
    DRAFT_RECORD = "DRAFT_RECORD"
    APPROVE_RECORD = "APPROVE_RECORD"
    VIEW_RECORD = "VIEW_RECORD"
    REQUEST_CORRECTION = "REQUEST_CORRECTION"
    # Plans
    VIEW_PLAN = "VIEW_PLAN"
    EDIT_PLAN = "EDIT_PLAN"
    UPDATE_ACTION = "UPDATE_ACTION"
    RECORD_CORE_GROUP = "RECORD_CORE_GROUP"
    RECORD_VISIT = "RECORD_VISIT"
    END_PLAN_OUTSIDE_CONFERENCE = "END_PLAN_OUTSIDE_CONFERENCE"
    # Information for families
    EDIT_INFORMATION = "EDIT_INFORMATION"
    APPROVE_INFORMATION = "APPROVE_INFORMATION"
    # The authority
    VIEW_REGISTER = "VIEW_REGISTER"
    LOOK_UP_PLAN_STATUS = "LOOK_UP_PLAN_STATUS"
    VIEW_INDICATORS = "VIEW_INDICATORS"
    IMPORT_CENSUS = "IMPORT_CENSUS"
    EXPORT_CENSUS = "EXPORT_CENSUS"
    VIEW_SENT_MESSAGES = "VIEW_SENT_MESSAGES"
    KEEP_INCIDENTS = "KEEP_INCIDENTS"
    VIEW_ACCESS_HISTORY = "VIEW_ACCESS_HISTORY"
    VIEW_AUDIT = "VIEW_AUDIT"
    MANAGE_SETTINGS = "MANAGE_SETTINGS"
    CHANGE_STATUTORY_LIMIT = "CHANGE_STATUTORY_LIMIT"
    MANAGE_CALENDAR = "MANAGE_CALENDAR"
    MANAGE_WORDS = "MANAGE_WORDS"
    MANAGE_USERS = "MANAGE_USERS"


@dataclass(frozen=True, slots=True)
class Facts:
    """
    What is true of this person and this record. Everything unknown is False.

    `denied` and `conflicted` speak of the person in the role they are acting in: a mother who is
    also a teacher is conflicted as a teacher, never as a mother.
    """

    same_authority: bool = False
    """The record belongs to the authority that the person is appointed in."""
    allocated: bool = False
    """Works on it by name: this conference's chair, minute taker, administrator, interpreter or
    solicitor, or the worker or manager of this case."""
    on_duty: bool = False
    """On today's duty rota."""
    restricted: bool = False
    """The record is restricted: a role alone does not open it."""
    denied: bool = False
    """On the record's deny list."""
    conflicted: bool = False
    """Has a declared or found conflict of interest with the family."""
    invited: bool = False
    """On the list of this conference or core group, and told so."""
    excluded_whole: bool = False
    """The chair has excluded them from the whole conference."""
    excluded_part: bool = False
    """The chair has excluded them from part of it."""
    involvement_open: bool = False
    """Their involvement with this family has begun and has not ended."""
    deputising: bool = False
    """Stands in, today, for a colleague who is on the list."""
    own_agency: bool = False
    """The record is their own agency's."""
    author: bool = False
    """Wrote it, or asked for it."""
    released: bool = False
    """This very document (or, for views, the letter that asks for them) was released to them."""
    about_self: bool = False
    """It is addressed to them, owned by them or about them."""
    holds_pr: bool = False
    """Holds parental responsibility for the child it is about."""
    open_window: bool = False
    """The time in which their role works on this record has begun and is not over: for a minute
    taker until the record is approved, for an administrator while it is being arranged."""


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition on facts that can also say itself in words, for the printed table."""

    text: str
    holds: Callable[[Facts], bool]

    def __call__(self, facts: Facts) -> bool:
        return self.holds(facts)
