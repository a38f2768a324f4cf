"""Reads of conferences. Every list starts from `conferences_visible_to`."""

import uuid
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Prefetch, Q, QuerySet

from roundtable.casework.cases.facts import NOT_BARRED, used_by
from roundtable.casework.conferences.facts import (
    conference_facts,
    is_actor,
    participant_facts,
)
from roundtable.casework.conferences.letters.exclusion import KIND as EXCLUSION_LETTER
from roundtable.casework.conferences.models import (
    Conference,
    ConferenceChild,
    Exclusion,
    Participant,
    ParticipantRole,
)
from roundtable.casework.people.models import numbers_of
from roundtable.foundation.access.doors import Door
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.audit import actions as audit
from roundtable.foundation.core.kept import Kept, Slot
from roundtable.foundation.documents.models import Document
from roundtable.rules.access import NAMED_ONE_BY_ONE, Facts, Permission, Role
from roundtable.rules.conference_states import State

_ON_LIST = (Q(fact_invited=True) | Q(fact_deputising=True)) & Q(
    fact_involvement_open=True, fact_excluded_whole=False
)
_INVITED = Q(fact_invited=True, fact_excluded_whole=False)
_ALLOCATED = Q(fact_allocated=True)

# The same conditions as VIEW_CONFERENCE in `rules.grants`; a test holds the two together.
_SEEN_BY: Mapping[Role, Q] = {
    Role.CHAIR: _ALLOCATED | Q(fact_on_duty=True),
    Role.SOCIAL_WORKER: _ALLOCATED,
    Role.MANAGER: _ALLOCATED,
    Role.SOLICITOR: _ALLOCATED,
    Role.HEAD_OF_SERVICE: Q(),
    Role.ADMINISTRATOR: Q(),
    Role.MINUTE_TAKER: _ALLOCATED & Q(fact_open_window=True),
    Role.PARTNER: _ON_LIST,
    Role.FAMILY: _INVITED,
    Role.CHILD: _INVITED,
    Role.ADVOCATE: _INVITED & Q(fact_involvement_open=True),
    Role.INTERPRETER: _ALLOCATED & Q(fact_involvement_open=True),
}

# The order in which people are listed, on pages and in letters.
_ORDER = {role: position for position, role in enumerate(ParticipantRole)}


def conferences_visible_to(actor: Actor) -> QuerySet[Conference]:
    """Return the conferences whose page `actor` may open, and no trace of any other."""
    if actor.role not in _SEEN_BY:
        return Conference.objects.none()
    unrestricted = Q(fact_restricted=False) | _ALLOCATED
    conditions = (
        _SEEN_BY[actor.role],
        Q() if actor.role in NAMED_ONE_BY_ONE else unrestricted,
        NOT_BARRED,
    )
    facts = used_by(conference_facts(actor), *conditions)
    rows = Conference.objects.alias(**facts).filter(*conditions)
    if actor.role in NAMED_ONE_BY_ONE:
        # Said once more, as a list that is read first: among all conferences theirs are few.
        seats = Participant.objects.filter(is_actor(actor), withdrawn_at=None)
        rows = rows.filter(pk__any=ArraySubquery(seats.values("conference_id")))
    return rows


def facts_about_conference(actor: Actor, conference_id: int) -> Facts:
    """Return the facts for the access table."""
    return _CONFERENCES.facts(actor, conference_id)


def facts_about_participant(actor: Actor, participant_id: int) -> Facts:
    """Return the facts for the access table, about one participant and their invitation."""
    return _PARTICIPANTS.facts(actor, participant_id)


def facts_for_views(actor: Actor, conference_id: int) -> Facts:
    """
    Return the facts for giving views: who is kept out has a voice, once the letter says so.

    Two queries.
    """
    mine = Participant.objects.filter(
        is_actor(actor), conference_id=conference_id, person__isnull=False, withdrawn_at=None
    )
    letters = Document.objects.filter(
        kind=EXCLUSION_LETTER,
        subject_type=Participant._meta.model_name,
        subject_id__in=mine.values("pk"),
        reader_person_id=actor.person_id,
        released_at__isnull=False,
    )
    return replace(facts_about_conference(actor, conference_id), released=letters.exists())


def get_conference(
    *, public_id: uuid.UUID, actor: Actor, permission: Permission = Permission.VIEW_CONFERENCE
) -> Conference:
    """
    Return the conference, if `actor` holds `permission` on it. Pages have no other door.

    Case, room, chair and minute taker come with it. One query.

    :raises RecordNotFound: if it does not exist or is not theirs to see.
    """
    conference = _CONFERENCES.open(actor, public_id, permission)
    audit.note_read("conference", conference.pk)
    return conference


def _with_frame(conferences: QuerySet[Conference]) -> QuerySet[Conference]:
    return conferences.select_related("authority", "case", "room", "chair", "minute_taker")


_CONFERENCES = Door("conference", lambda: _with_frame(Conference.objects.all()), conference_facts)
_PARTICIPANTS = Door("participant", Participant.objects.all, participant_facts)


def list_conferences(
    actor: Actor,
    *,
    states: Collection[State] | None = None,
    chair_ids: Collection[int] | None = None,
    case_id: int | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
) -> QuerySet[Conference]:
    """
    Return what `actor` may see that matches all that is given, soonest first.

    With each come its case, room, chair, children (`children.all()`, in order) and participants
    (`participants.all()`): four queries, however many rows are taken.
    """
    found = conferences_visible_to(actor).order_by("starts_at", "pk")
    if states is not None:
        found = found.filter(state__in=sorted(state.value for state in states))
    if chair_ids is not None:
        found = found.filter(chair_id__in=chair_ids)
    if case_id is not None:
        found = found.filter(case_id=case_id)
    if since is not None:
        found = found.filter(starts_at__gte=since)
    if until is not None:
        found = found.filter(starts_at__lt=until)
    children = ConferenceChild.objects.select_related("child").order_by("position", "pk")
    participants = Participant.objects.filter(withdrawn_at=None).select_related(
        "person", "professional__agency"
    )
    return _with_frame(found).prefetch_related(
        Prefetch("children", children), Prefetch("participants", participants)
    )


def children_of(conference: Conference) -> list[ConferenceChild]:
    """Return the children in their order, each with the person and the enquiry."""
    children: list[ConferenceChild] = _CHILDREN.rows(conference_id=conference.pk)
    for one in children:
        one.conference = conference
    return children


_CHILDREN = Kept(
    lambda given: (
        ConferenceChild.objects.filter(conference_id=given("conference_id"))
        .select_related("child", "enquiry")
        .order_by("position", "pk")
    )
)


def participants_of(conference: Conference, *, with_withdrawn: bool = False) -> list[Participant]:
    """
    Return the participants in the order of the list, each with all that makes them a reader.

    Four queries. Whom a reader may know of is for `coming.who_is_coming`.
    """
    listed: list[Participant] = _LISTED.rows(with_withdrawn, conference_id=conference.pk)
    for one in listed:
        one.conference = conference
    return in_their_order(listed)


def in_their_order(participants: Iterable[Participant]) -> list[Participant]:
    """Return them as a list names people: who runs the meeting, professionals, the family."""
    return sorted(participants, key=_list_order)


def _listed(given: type[Slot], with_withdrawn: bool) -> QuerySet[Participant]:
    rows = Participant.objects.filter(conference_id=given("conference_id"))
    rows = with_what_makes_a_reader(rows).prefetch_related("exclusions")
    return rows if with_withdrawn else rows.filter(withdrawn_at=None)


_LISTED = Kept(_listed)


def with_what_makes_a_reader(rows: QuerySet[Participant]) -> QuerySet[Participant]:
    """Return the same participants with what `readers.reader_of_participant` looks at."""
    return (
        rows.select_related(
            "person", "professional__agency", "speaks_for__person", "deputises_for", "own_room"
        )
        .defer(*numbers_of("person", "speaks_for__person"))
        .prefetch_related("may_know", "kept_from")
    )


def _list_order(participant: Participant) -> tuple[int, int]:
    return _ORDER[ParticipantRole(participant.role)], participant.pk


def exclusions_to_decide(actor: Actor) -> QuerySet[Exclusion]:
    """Return the requests to exclude that wait for this chair, oldest first."""
    return (
        Exclusion.objects.filter(
            decision="",
            participant__conference__in=conferences_visible_to(actor).filter(
                chair_id__any=actor.professional_ids
            ),
        )
        .select_related("participant__conference__case", "participant__person", "asked_by")
        .order_by("asked_at", "pk")
    )
