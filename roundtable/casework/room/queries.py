"""Reads of the meeting: who is here, is it quorate, how far it has come, whose views there are."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import CharField, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Concat

from roundtable.casework.conferences.coming import Coming, who_is_coming
from roundtable.casework.conferences.models import (
    Conference,
    ConferenceChild,
    Part,
    Participant,
    ParticipantRole,
)
from roundtable.casework.people.models import AgencyKind
from roundtable.casework.room.course import CLOSED_PART, RESUMED, Course, course_of
from roundtable.casework.room.models import (
    AgendaItem,
    Apology,
    Attendance,
    Mode,
    PromptTick,
    Views,
)
from roundtable.foundation.audit.queries import latest_act_on
from roundtable.foundation.core.kept import Kept, Slot
from roundtable.rules.disclosure import NEVER_TOLD, Reader
from roundtable.rules.quorum import Attendee, QuorumPolicy, reasons_not_quorate
from roundtable.rules.reasons import Reason
from roundtable.rules.spoken_prompts import FAMILY as FAMILY_ASKED

_HEALTH = frozenset(
    {
        AgencyKind.HEALTH_VISITING,
        AgencyKind.MIDWIFERY,
        AgencyKind.GP,
        AgencyKind.SCHOOL_NURSING,
        AgencyKind.PAEDIATRICS,
        AgencyKind.MENTAL_HEALTH,
    }
)


@dataclass(frozen=True, slots=True)
class Quorum:
    """Whether the meeting is quorate now, and if not, why; agencies in the order they came."""

    reasons: tuple[Reason, ...]
    agencies: tuple[str, ...]

    @property
    def is_quorate(self) -> bool:
        return not self.reasons


def news_of(conference: Conference, *, now: datetime) -> str:
    """
    Return in a few letters what there is to see of the meeting; the same, nothing has happened.

    Every act in the meeting is recorded on the conference, and holds its lock. The minute is in it
    too: times go on, and what was done elsewhere (a reply from a telephone) shows within it. Not
    for the family, whom a change would tell that there is something they do not see. One query.
    """
    latest = latest_act_on("conference", conference.pk, authority_id=conference.authority_id)
    return news_when(latest, now=now)


def news_when(latest_act: int, *, now: datetime) -> str:
    """Return the same for a page that has read the latest act on the conference with its rows."""
    return f"{latest_act}-{int(now.timestamp()) // 60}"


def present_professionals(conference: Conference) -> list[Participant]:
    """Return the professionals who are here now, in the order they came; one query."""
    here = Attendance.objects.filter(
        conference=conference, left_at=None, participant__professional__isnull=False
    )
    rows = here.select_related("participant__professional__agency").order_by("arrived_at", "pk")
    return [row.participant for row in rows]


def quorum_of(conference: Conference, present: Sequence[Participant] | None = None) -> Quorum:
    """
    Return whether those who are here now are enough; it changes as people come and go.

    `present` saves the query where the professionals who are here are known.
    """
    if present is None:
        present = present_professionals(conference)
    policy = QuorumPolicy.of(conference.authority.effective_settings)
    reasons = reasons_not_quorate([_attendee(one) for one in present], policy)
    names = [one.professional.agency.name for one in present if one.professional is not None]
    return Quorum(reasons=tuple(reasons), agencies=tuple(dict.fromkeys(names)))


def _attendee(participant: Participant) -> Attendee:
    professional = participant.professional
    assert professional is not None  # noqa: S101 - only professionals are asked for
    kind = AgencyKind(professional.agency.kind)
    return Attendee(
        agency=professional.agency_id,
        role=participant.role,
        is_social_care=kind is AgencyKind.SOCIAL_CARE,
        is_health=kind in _HEALTH,
        has_direct_contact=participant.has_direct_contact,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class InTheRoom:
    """Somebody asked to come, and whether they are here: in what way, since when."""

    participant_id: int
    name: str
    job: str
    agency: str
    role: ParticipantRole
    is_family: bool
    why: str = ""
    is_here: bool = False
    is_out: bool = False
    is_kept_out: bool = False  # from the whole meeting, as the chair decided
    mode: str = ""
    is_remote: bool = False
    in_their_room: str = ""
    arrived_at: datetime | None = None
    left_at: datetime | None = None
    gave_apologies: bool | None = None


def people_in_the_room(
    conference: Conference,
    reader: Reader,
    *,
    participants: Collection[Participant] | None = None,
    course: Course | None = None,
    apologies: Mapping[int, bool] | None = None,
) -> tuple[InTheRoom, ...]:
    """
    Return the people asked to come of whom `reader` may know, with who is here, and who is out.

    `gave_apologies` is None for somebody of whom nothing is recorded. Three queries beside those
    for the participants.
    """
    course = course or course_of(conference)
    if apologies is None:
        apologies = dict(_APOLOGIES.rows(conference_id=conference.pk))
    open_part = next((part for part in course.closed_parts if part.ended_at is None), None)
    out = open_part.out if open_part is not None else frozenset[int]()
    return tuple(
        _in_the_room(one, course, out, apologies)
        for one in who_is_coming(conference, reader, participants)
    )


_APOLOGIES = Kept(
    lambda given: (
        Apology.objects.filter(participant__conference_id=given("conference_id"))
        .order_by("pk")
        .values_list("participant_id", "was_given")
    )
)


def _in_the_room(
    one: Coming, course: Course, out: Collection[int], apologies: Mapping[int, bool]
) -> InTheRoom:
    stays = course.stays.get(one.participant_id, ())
    last = stays[-1] if stays else None
    return InTheRoom(
        participant_id=one.participant_id,
        name=one.name,
        job=one.job,
        agency=one.agency,
        role=one.role,
        is_family=one.is_family,
        why=one.why,
        is_here=last is not None and last.left_at is None,
        is_out=one.participant_id in out,
        is_kept_out=one.part == Part.NONE,
        mode=str(Mode(last.mode).label) if last is not None else "",
        is_remote=last is not None and last.mode == Mode.REMOTE,
        in_their_room=last.in_their_room if last is not None else "",
        arrived_at=stays[0].arrived_at if stays else None,
        left_at=last.left_at if last is not None else None,
        gave_apologies=apologies.get(one.participant_id),
    )


@dataclass(frozen=True, slots=True)
class AgendaStep:
    """A step of the agenda; `minutes` it took, or has taken so far."""

    agenda_item_id: int
    position: int
    title: str
    minutes: int
    is_on: bool
    is_done: bool
    began_at: datetime | None = None
    ended_at: datetime | None = None
    is_asked: bool = False
    """Whether the chair has said that the family was asked about it."""


def agenda_of(conference: Conference, *, now: datetime) -> tuple[AgendaStep, ...]:
    """Return the agenda in order, with the time used; one query."""
    return tuple(
        AgendaStep(
            agenda_item_id=item.pk,
            position=item.position,
            title=item.title,
            minutes=_minutes(item, now),
            is_on=item.started_at is not None and item.ended_at is None,
            is_done=item.ended_at is not None,
            began_at=item.started_at,
            ended_at=item.ended_at,
            is_asked=bool(vars(item)["is_asked"]),
        )
        for item in _AGENDA.rows(conference_id=conference.pk)
    )


def _agenda(given: type[Slot]) -> QuerySet[AgendaItem]:
    asked = PromptTick.objects.filter(
        conference=OuterRef("conference"),
        code=Concat(Value(f"{FAMILY_ASKED}:"), Cast(OuterRef("position"), CharField())),
    )
    rows = AgendaItem.objects.filter(conference_id=given("conference_id"))
    return rows.annotate(is_asked=Subquery(asked.order_by("-pk").values("is_said")[:1])).order_by(
        "position"
    )


_AGENDA = Kept(_agenda)


def _minutes(item: AgendaItem, now: datetime) -> int:
    if item.started_at is None:
        return 0
    return int(((item.ended_at or now) - item.started_at).total_seconds() // 60)


@dataclass(frozen=True, slots=True)
class Happened:
    """A turn in the meeting. `reason` is for those who run it, never for a family's copy."""

    at: datetime
    event: str
    reason: str = ""


def happenings(course: Course, reader: Reader) -> tuple[Happened, ...]:
    """Return the turns the meeting took. For the family there is no closed part, nor its end."""
    if reader.kind not in NEVER_TOLD:
        return tuple(Happened(one.at, one.event, one.reason) for one in course.events)
    shown: list[Happened] = []
    in_closed_part = False
    for one in course.events:
        if one.event == CLOSED_PART:
            in_closed_part = True
        elif in_closed_part and one.event == RESUMED:
            in_closed_part = False
        elif not in_closed_part:
            shown.append(Happened(one.at, one.event))
    return tuple(shown)


@dataclass(frozen=True, slots=True)
class VoicesHeard:
    """
    For one child: whose views there are, and the reasons where there are none.

    The four texts are those the guard of the decision asks for.
    """

    childs_views: str = ""
    no_childs_views_because: str = ""
    parents_views: str = ""
    no_parents_views_because: str = ""
    missing_from: tuple[int, ...] = ()
    """Ids of the parents in the conference of whom nothing is recorded for this child."""


def views_recorded(conference: Conference) -> Mapping[int, VoicesHeard]:
    """
    Return by conference child what is recorded of the child's and the parents' views.

    Four queries. The texts say only that something is there: they are not disclosed to anybody.
    """
    children = list(ConferenceChild.objects.filter(conference=conference))
    rows = list(Views.objects.filter(conference_child__in=children).order_by("pk"))
    parents = Participant.objects.filter(
        conference=conference, role=ParticipantRole.PARENT, withdrawn_at=None
    ).order_by("pk")
    known = {
        one.person_id: {row.child_id for row in one.may_know.all() if row.is_here_for}
        for one in parents.prefetch_related("may_know")
        if one.person_id is not None
    }
    return {
        child.pk: _voices(
            child, [one for one in rows if one.conference_child_id == child.pk], known
        )
        for child in children
    }


def _voices(
    child: ConferenceChild, rows: Collection[Views], parents: Mapping[int, Collection[int]]
) -> VoicesHeard:
    childs = [one for one in rows if one.is_the_childs]
    others = [one for one in rows if not one.is_the_childs]
    answered = {one.person_id for one in others}
    return VoicesHeard(
        childs_views=_given(childs),
        no_childs_views_because=_reasons(childs),
        parents_views=_given(others),
        no_parents_views_because=_reasons(others),
        missing_from=tuple(
            person_id
            for person_id, children in parents.items()
            if child.child_id in children and person_id not in answered
        ),
    )


def _given(rows: Collection[Views]) -> str:
    return "given" if any(one.statement_id is not None for one in rows) else ""


def _reasons(rows: Collection[Views]) -> str:
    return "; ".join(one.not_obtained_reason for one in rows if one.not_obtained_reason)
