"""Asking for a conference, arranging it, and inviting everyone."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, time, timedelta
from typing import Any

from roundtable.casework.cases.actions.safe_contact import confirm_safe_contact
from roundtable.casework.conferences.actions.answer_request import authorise_request
from roundtable.casework.conferences.actions.participants import add_participant
from roundtable.casework.conferences.actions.request import RequestedChild
from roundtable.casework.conferences.models import (
    Conference,
    Kind,
    Participant,
    ParticipantRole,
)
from roundtable.casework.convening.actions.booking_form import start_booking_form
from roundtable.casework.convening.details import Details
from roundtable.casework.invitations.actions.answer import Answer, answer_invitation
from roundtable.casework.invitations.actions.check import check_invitations
from roundtable.casework.invitations.actions.dates import arrange_conference
from roundtable.casework.invitations.actions.send import send_invitations
from roundtable.casework.invitations.models import Invitation
from roundtable.casework.plans.actions.request_review import request_conference
from roundtable.casework.reports.actions import request_reports
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.core import clock
from roundtable.ops.demo.family import Adult
from roundtable.ops.demo.story import Story
from roundtable.rules.access import Role
from roundtable.rules.reasons import Override

_ANSWER_THEMSELVES = frozenset({Role.PARTNER, Role.FAMILY, Role.CHILD, Role.ADVOCATE})
DESK, SECOND_PERSON = "administrator", "other_administrator"


def request(
    story: Story,
    on: date,
    kinds: Mapping[str, Kind] | None = None,
    *,
    is_authorised: bool = True,
    form: Callable[[Story], Details] | None = None,
    **details: Any,
) -> Conference:
    """
    Ask for a conference: an initial one for every child, unless `kinds` says otherwise.

    `form` says all that is on the booking form, where there is one.
    """
    story.go_to(on, time(15))
    family = story.family
    kinds = kinds or {
        child.key: Kind.PRE_BIRTH if child.is_unborn else Kind.INITIAL for child in family.children
    }
    reviews = all(kind == Kind.REVIEW for kind in kinds.values())
    asked: dict[str, Any] = {
        "reason": "To review the plan with everybody who is part of it."
        if reviews
        else story.tell(family.theme.reason),
        "expected_categories": family.theme.categories,
        **details,
    }
    if form is not None:
        begun = story.by_worker(start_booking_form, case_id=story.case.pk)
        asked |= {"form_id": begun.pk, "details": form(story)}
    conference = story.by_worker(
        request_conference,
        case_id=story.case.pk,
        children=[RequestedChild(story.people[key].pk, kind) for key, kind in kinds.items()],
        **asked,
    )
    story.conferences.append(conference)
    if is_authorised and not reviews:
        story.do(family.manager, authorise_request, conference_id=conference.pk)
    return conference


def arrange(
    story: Story,
    on: date,
    *,
    booked_on: date,
    at: time | None = None,
    overrides: Sequence[Override] = (),
) -> Conference:
    """Arrange it for a day, in the first free room, with a free minute taker."""
    story.go_to(booked_on, time(16))
    family, cast = story.family, story.stage.cast
    slot = story.stage.book(family.chair, on, room=family.room, at=at)
    story.minute_taker = slot.minute_taker
    return story.do(
        DESK,
        arrange_conference,
        conference_id=story.conferences[-1].pk,
        starts_at=slot.starts_at,
        ends_at=slot.ends_at,
        chair_id=cast.professional(family.chair).pk,
        minute_taker_id=cast.professional(slot.minute_taker).pk,
        room_id=slot.room.pk,
        overrides=overrides,
    )


def add_to_list(
    story: Story, who: str, role: ParticipantRole, reason: str, **details: Any
) -> Participant:
    """Put somebody on the list: a professional of the cast, or somebody of the family."""
    cast = story.stage.cast
    is_professional = who in cast.professionals
    return story.do(
        DESK,
        add_participant,
        conference_id=story.conferences[-1].pk,
        role=role,
        reason=reason,
        professional_id=cast.professional(who).pk if is_professional else None,
        person_id=None if is_professional else story.people[who].pk,
        **details,
    )


def list_everyone(story: Story) -> None:
    """Put the family, the agencies, and who interprets for somebody on the list."""
    in_conference = set(story.conference.children.values_list("child_id", flat=True))
    for adult in story.family.adults:
        if adult.comes and _is_somebody_to(story, adult, in_conference):
            _list_adult(story, adult)
    for child in story.family.children:
        if child.comes and story.people[child.key].pk in in_conference:
            add_to_list(story, child.key, ParticipantRole.CHILD, "The meeting is about them")
    for key in story.family.table:
        known = {story.people[one].pk for one in _known_to(story, key)}
        if not known or known & in_conference:
            list_professional(story, key)


def _is_somebody_to(story: Story, adult: Adult, in_conference: set[int]) -> bool:
    related = {
        story.people[child.key].pk
        for child in story.children(adult.of)
        if child.key in story.people
    }
    return bool(related & in_conference)


def _list_adult(story: Story, adult: Adult) -> None:
    role = ParticipantRole.PARENT if adult.is_parent else ParticipantRole.FAMILY
    of = " and ".join(adult.of) or "the children"
    seat = add_to_list(
        story, adult.forename, role, f"{adult.kinship.replace('_', ' ').capitalize()} of {of}"
    )
    if adult.interpreter:
        add_to_list(
            story,
            adult.interpreter,
            ParticipantRole.INTERPRETER,
            f"Interprets for {adult.forename}",
            speaks_for_id=seat.pk,
        )


def _known_to(story: Story, key: str) -> list[str]:
    """Return the children for whom alone this professional comes; none if for all of them."""
    return [
        child.key
        for child in story.family.children
        if key in child.known_to and child.key in story.people
    ]


def list_professional(story: Story, key: str, **details: Any) -> Participant:
    """Put an agency's professional on the list, for the children they know."""
    known = _known_to(story, key)
    whom = ", ".join(known) or "the children"
    given: dict[str, Any] = {
        "has_direct_contact": True,
        "here_for": [story.people[one].pk for one in known] or None,
    }
    return add_to_list(
        story,
        key,
        ParticipantRole.PROFESSIONAL,
        f"Knows {whom}",
        **{**given, **details},
    )


def invite(story: Story, on: date, *, is_checked: bool = False) -> list[Invitation]:
    """Have a second person look where somebody is kept apart, then send; ask for reports."""
    story.go_to(on, time(11, 30))
    conference_id = story.conferences[-1].pk
    go_through_contact(story)
    if is_checked or story.family.kept_from:
        story.do(
            SECOND_PERSON,
            check_invitations,
            conference_id=conference_id,
            looked_at=everybody(conference_id),
        )
    sent = story.do(DESK, send_invitations, conference_id=conference_id)
    story.do(DESK, request_reports, conference_id=conference_id)
    return sent


def everybody(conference_id: int) -> set[int]:
    """Return all who are on the list: each of their papers was opened."""
    seats = Participant.objects.filter(conference_id=conference_id)
    return set(seats.values_list("pk", flat=True))


def go_through_contact(story: Story) -> None:
    """Have the worker go through how to reach each of the family, where that was not done lately."""
    lately = clock.day_of(story.at) - timedelta(days=14)
    at_home = {story.people[one.forename].pk for one in story.family.adults if one.at_home}
    listed = (
        story.conferences[-1]
        .participants.filter(
            role__in=(ParticipantRole.PARENT, ParticipantRole.FAMILY), withdrawn_at=None
        )
        .select_related("person")
    )
    for person in [one.person for one in listed.order_by("pk") if one.person is not None]:
        if person.contact_confirmed_on is None or person.contact_confirmed_on < lately:
            story.by_worker(
                confirm_safe_contact,
                case_id=story.case.pk,
                person_id=person.pk,
                wants_calendar=person.wants_calendar,
                may_know_who_comes=not story.family.kept_from or person.pk in at_home,
                may_know_of_sessions=False,
            )


def actor_of(story: Story, participant: Participant) -> Actor | None:
    """Return who signs in as this participant, if anybody does."""
    cast = story.stage.cast
    for key, actor in cast.actors.items():
        if participant.professional_id and participant.professional_id in actor.professional_ids:
            return cast.actor(key)
        if participant.person_id and participant.person_id == actor.person_id:
            return cast.actor(key)
    return None


def answer(
    story: Story, on: date, *, declining: Sequence[str] = (), silent: Sequence[str] = ()
) -> None:
    """
    Have everybody answer, who can, themselves; the desk writes down what others say on the phone.

    `declining` and `silent` are keys of professionals or first names of the family.
    """
    story.go_to(on, time(12))
    for invitation in _waiting(story):
        key = name_of(story, invitation.participant)
        if key in silent:
            continue
        actor = actor_of(story, invitation.participant)
        no = key in declining
        story.do(
            actor if actor is not None and actor.role in _ANSWER_THEMSELVES else DESK,
            answer_invitation,
            invitation_id=invitation.pk,
            answer=Answer.DECLINE if no else Answer.ACCEPT,
            note=_why(no, by_desk=actor is None or actor.role not in _ANSWER_THEMSELVES),
        )


def _why(no: bool, *, by_desk: bool) -> str:
    words = "I am in court that day and will send my report." if no else ""
    return f"By telephone. {words}".strip() if by_desk else words


def _waiting(story: Story) -> list[Invitation]:
    found = Invitation.objects.filter(
        conference=story.conferences[-1], answered_at=None, participant__withdrawn_at=None
    )
    return list(found.select_related("participant").order_by("pk"))


def name_of(story: Story, participant: Participant) -> str:
    """Return the key of a participant: in the cast, or the first name in the family."""
    if participant.professional_id is not None:
        keys = story.stage.cast.professionals.items()
        return next(key for key, one in keys if one.pk == participant.professional_id)
    return next(key for key, one in story.people.items() if one.pk == participant.person_id)
