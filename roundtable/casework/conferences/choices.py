"""The answers that pages about conferences offer, in words."""

from roundtable.casework.conferences.actions.participants import WithdrawnBecause
from roundtable.casework.conferences.models import (
    ExclusionDecision,
    Ground,
    Part,
    ParticipantRole,
)
from roundtable.rules.conference_guards import PostponedFor

GROUNDS = [(one.value, str(one.label)) for one in Ground]
DECISIONS = [
    (ExclusionDecision.REFUSED.value, "They can be at the whole meeting"),
    (ExclusionDecision.PART.value, "They are not at part of the meeting"),
    (ExclusionDecision.SEPARATE.value, "They come to a session of their own"),
    (ExclusionDecision.WHOLE.value, "They are not at the meeting at all"),
]
# Kept out of the whole meeting is the chair's decision, so nobody is added like that.
PARTS = [
    (Part.WHOLE.value, "The whole meeting"),
    (Part.PART.value, "Part of the meeting"),
    (Part.SEPARATE.value, "A session of their own"),
]
PART_WORDS = {
    Part.WHOLE.value: "whole meeting",
    Part.PART.value: "part of the meeting",
    Part.SEPARATE.value: "a session of their own",
    Part.NONE.value: "not at the meeting",
}
SEPARATE_PART = Part.SEPARATE.value
BY_OFFICE = frozenset({ParticipantRole.CHAIR.value, ParticipantRole.MINUTE_TAKER.value})
ROLE_WORDS = {one.value: str(one.label) for one in ParticipantRole}
FAMILY_ROLES = [
    (one.value, str(one.label))
    for one in (
        ParticipantRole.PARENT,
        ParticipantRole.CHILD,
        ParticipantRole.FAMILY,
        ParticipantRole.SUPPORTER,
        ParticipantRole.ADVOCATE,
        ParticipantRole.INTERPRETER,
    )
]
PROFESSIONAL_ROLES = [
    (one.value, str(one.label))
    for one in (
        ParticipantRole.PROFESSIONAL,
        ParticipantRole.SOLICITOR,
        ParticipantRole.INTERPRETER,
        ParticipantRole.ADVOCATE,
        ParticipantRole.FAMILY_SOLICITOR,
        ParticipantRole.OBSERVER,
    )
]
# They come for somebody, so the page asks for whom.
STANDS_BY = frozenset({"advocate", "supporter", "family_solicitor", "interpreter"})
WITHDRAWN_BECAUSE = [(one.value, str(one.label)) for one in WithdrawnBecause]
POSTPONED_FOR = [
    (PostponedFor.LATE_REPORTS.value, "Reports were late, or not with the family"),
    (PostponedFor.INQUORATE_EXPECTED.value, "Too few agencies can come"),
    (PostponedFor.ILLNESS.value, "Somebody is ill"),
    (PostponedFor.SAFETY.value, "Somebody's safety"),
    (PostponedFor.INTERPRETER_FAILED.value, "There is no interpreter"),
    (PostponedFor.FAMILY_REQUEST.value, "The family asked for it"),
    (PostponedFor.OTHER.value, "Another reason"),
]
