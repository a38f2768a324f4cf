"""What is said in the meeting, and the views of children and parents, given there or before."""

from collections.abc import Iterable
from datetime import datetime
from typing import Unpack

from django.db import transaction
from django.db.models import Q, QuerySet

from roundtable.casework.conferences.actions.exclude import views_have_come
from roundtable.casework.conferences.actions.states import lock_conference
from roundtable.casework.conferences.facts import is_actor
from roundtable.casework.conferences.models import Conference, ConferenceChild, Participant
from roundtable.casework.conferences.queries import facts_about_conference, facts_for_views
from roundtable.casework.people.models import Person
from roundtable.casework.room.actions.meeting import check_goes_on, check_under_way
from roundtable.casework.room.course import course_of, session_at
from roundtable.casework.room.models import AgendaItem, LiveItem, Views
from roundtable.casework.statements.actions import (
    add_version,
    is_over,
    lock_statement,
    make_statement,
)
from roundtable.casework.statements.marks import Marks
from roundtable.casework.statements.models import Kind, MadeIn, Provenance, Statement
from roundtable.foundation.access.gate import authorise
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.audit import actions as audit
from roundtable.foundation.core.errors import CannotProceed, NotAuthorised
from roundtable.rules.access import Permission, Role
from roundtable.rules.conference_states import State
from roundtable.rules.disclosure import Audience

_OWN_VIEWS = frozenset({Role.FAMILY, Role.CHILD, Role.ADVOCATE})


class CannotStartAgendaItem(CannotProceed):
    """The meeting is not on, or not quorate without the chair having said why it goes on."""


class CannotRecordItem(CannotProceed):
    """The meeting is not on, or what was said cannot be kept like this."""


class CannotRecordViews(CannotProceed):
    """There is neither a view nor a reason why not, or the conference has ended."""


@transaction.atomic
def start_agenda_item(*, agenda_item_id: int, actor: Actor, now: datetime) -> AgendaItem:
    """
    Go on to a step of the agenda; the one before it ends. A step can be come back to.

    The first step can begin while people are still coming.

    :raises CannotStartAgendaItem: if the meeting is not on, or it would quietly go on inquorate.
    """
    item = AgendaItem.objects.get(pk=agenda_item_id)
    conference = lock_conference(item.conference_id)
    authorise(actor, Permission.RECORD_ITEM, facts_about_conference(actor, conference.pk))
    begun = AgendaItem.objects.filter(conference=conference, started_at__isnull=False)
    check = check_goes_on if begun.exists() else check_under_way
    check(conference, refusal=CannotStartAgendaItem)
    AgendaItem.objects.filter(
        conference=conference, started_at__isnull=False, ended_at=None
    ).exclude(pk=item.pk).update(ended_at=now)
    item.started_at, item.ended_at = item.started_at or now, None
    item.save(update_fields=["started_at", "ended_at"])
    audit.record(
        actor=actor, verb="agenda.started", subject=conference, now=now, position=item.position
    )
    return item


@transaction.atomic
def record_item(
    *,
    conference_id: int,
    text: str,
    author_id: int | None = None,
    agenda_item_id: int | None = None,
    at: datetime | None = None,
    actor: Actor,
    now: datetime,
    **marks: Unpack[Marks],
) -> Statement:
    """
    Keep what somebody says in the meeting, under the step of the agenda that is on.

    `author_id` is the participant who says it. In a closed part it is for those who are in it,
    whatever the marks say. `at` is for catching up after the network was away: when it was really
    said, and so who heard it; a moment before the opening counts as the opening.

    :raises CannotRecordItem: if the meeting is not on, or it is to be kept to a closed part that
        has not begun.
    """
    conference = lock_conference(conference_id)
    authorise(actor, Permission.RECORD_ITEM, facts_about_conference(actor, conference.pk))
    check_under_way(conference, refusal=CannotRecordItem)
    said_at = min(max(at or now, conference.opened_at or now), now)
    course = course_of(conference)
    is_closed = course.closed_part_at(said_at) is not None
    if is_closed:
        marks["audience"] = Audience.CLOSED.value
    elif marks.get("audience") == Audience.CLOSED:
        raise CannotRecordItem("Begin a closed part first.")
    author = _author(author_id, conference)
    statement = make_statement(
        conference=conference,
        author=author,
        text=text,
        made_in=MadeIn.MEETING,
        session=session_at(conference, course, said_at),
        actor=actor,
        now=said_at,
        **marks,
    )
    step = AgendaItem.objects.filter(conference=conference)
    LiveItem.objects.create(
        authority_id=conference.authority_id,
        conference=conference,
        statement=statement,
        agenda_item=step.get(pk=agenda_item_id)
        if agenda_item_id is not None
        else _step_at(conference, said_at),
        in_closed_part=is_closed,
    )
    audit.record(
        actor=actor,
        verb="room.item_recorded",
        subject=conference,
        now=now,
        statement=statement.pk,
    )
    return statement


def _step_at(conference: Conference, at: datetime) -> AgendaItem | None:
    """Return the step of the agenda that was on. One that was come back to counts from its start."""
    begun = AgendaItem.objects.filter(conference=conference, started_at__lte=at)
    return begun.filter(Q(ended_at=None) | Q(ended_at__gt=at)).order_by("-started_at").first()


@transaction.atomic
def revise_item(
    *,
    live_item_id: int,
    based_on: int,
    text: str,
    author_id: int | None = None,
    actor: Actor,
    now: datetime,
    **marks: Unpack[Marks],
) -> Statement:
    """
    Put right what was kept of what somebody said, by a new version; every version is kept.

    `based_on` is the number of the version that was on the screen. What was said in a closed part
    stays in it, whatever the marks say.

    :raises CannotRecordItem: if the meeting is not on any more, somebody else changed it
        meanwhile, or it is to be kept to a closed part it was not said in.
    """
    item = LiveItem.objects.get(pk=live_item_id)
    conference = lock_conference(item.conference_id)
    authorise(actor, Permission.RECORD_ITEM, facts_about_conference(actor, conference.pk))
    check_under_way(conference, refusal=CannotRecordItem)
    statement = lock_statement(item.statement_id)
    if statement.current_number != based_on:
        raise CannotRecordItem("Somebody else changed this meanwhile. Read it again first.")
    if item.in_closed_part:
        marks["audience"] = Audience.CLOSED.value
    elif marks.get("audience") == Audience.CLOSED:
        raise CannotRecordItem("This was not said in a closed part.")
    if not text.strip():
        raise CannotRecordItem("Enter what is said.")
    statement.author = _author(author_id, conference)
    statement.save(update_fields=["author"])
    add_version(statement, text=text, marks=marks, actor=actor, now=now)
    audit.record(
        actor=actor,
        verb="room.item_revised",
        subject=conference,
        now=now,
        statement=statement.pk,
        number=statement.current_number,
    )
    return statement


def _author(author_id: int | None, conference: Conference) -> Participant | None:
    if author_id is None:
        return None
    author = Participant.objects.filter(pk=author_id, conference=conference).first()
    if author is None:
        raise CannotRecordItem("Choose somebody who takes part in this conference.")
    return author


@transaction.atomic
def record_views(
    *,
    conference_child_id: int,
    person: Person,
    text: str = "",
    how_given: str = "",
    not_obtained_reason: str = "",
    meant_for: Iterable[Person] = (),
    kept_from: Iterable[Person] | None = None,
    actor: Actor,
    now: datetime,
) -> Views:
    """
    Keep what a child or a parent thinks, for one child of the conference; or why it is not known.

    Given by themselves, or told to somebody who writes it down. Giving them again makes a new
    version of the same views. Before the meeting nobody of the family hears them; read out, those
    who are there do. A child's are for none of the family but those named in `meant_for`: words that
    are given anew go to nobody who is not named anew. Who must never read them (`kept_from`) stays,
    unless others are named.

    :raises CannotRecordViews: if there is neither a view nor a reason, both, or the conference
        has ended.
    """
    child = ConferenceChild.objects.select_related("child").get(pk=conference_child_id)
    conference = lock_conference(child.conference_id)
    _authorise_views(child, person, actor)
    if is_over(conference):
        raise CannotRecordViews("The conference has ended.")
    if bool(text.strip()) == bool(not_obtained_reason.strip()):
        raise CannotRecordViews("Enter the views, or why they could not be had.")
    views = Views.objects.filter(conference_child=child, person=person).first() or Views(
        authority_id=child.authority_id, conference_child=child, person=person
    )
    views.is_the_childs = person.pk == child.child_id
    views.how_given, views.not_obtained_reason = how_given.strip(), not_obtained_reason.strip()
    marks = Marks(
        kind=Kind.VIEW.value,
        provenance=Provenance.FIRST.value,
        children=[child.child],
        meant_for=list(meant_for),
    )
    if kept_from is not None:
        marks["kept_from"] = list(kept_from)
    views.statement = (
        _words(views, conference_id=conference.pk, text=text, marks=marks, actor=actor, now=now)
        if text.strip()
        else None
    )
    views.save()
    audit.record(
        actor=actor,
        verb="views.recorded",
        subject=conference,
        now=now,
        views=views.pk,
        person=person.pk,
        obtained=bool(text.strip()),
    )
    _tell_exclusions(views, conference, actor=actor, now=now)
    return views


def _tell_exclusions(views: Views, conference: Conference, *, actor: Actor, now: datetime) -> None:
    """Who is kept out has been heard once their words are in for every child of theirs."""
    own = conference.participants.filter(person=views.person, withdrawn_at=None).first()
    if own is None:
        return
    about = set(own.may_know.values_list("child_id", flat=True))
    said = Views.objects.filter(
        conference_child__conference=conference, person=views.person, statement__isnull=False
    ).values_list("conference_child__child_id", flat=True)
    if about and about <= set(said):
        how = views.how_given or "Their own words, kept with the views for the conference"
        views_have_come(own, how=how, actor=actor, now=now)


def _authorise_views(child: ConferenceChild, person: Person, actor: Actor) -> None:
    """
    Let staff write down anybody's views, and one of the family give their own.

    :raises NotAuthorised: if the views are another's, or about a child they must not know of.
    """
    facts = facts_about_conference(actor, child.conference_id)
    if actor.role not in _OWN_VIEWS:
        authorise(actor, Permission.RECORD_VIEWS, facts)
        return
    # Who is kept out still has a voice, once the chair's letter says so.
    authorise(actor, Permission.GIVE_VIEWS, facts_for_views(actor, child.conference_id))
    if person.pk == actor.person_id == child.child_id:
        return
    own = Q(person=person) & (Q(person_id=actor.person_id) | Q(spoken_for_by__in=_seats_of(actor)))
    seats = Participant.objects.filter(
        own, conference_id=child.conference_id, may_know__child_id=child.child_id
    )
    if not seats.filter(withdrawn_at=None).exists():
        raise NotAuthorised("Views are given by the person whose they are.")


def _seats_of(actor: Actor) -> QuerySet[Participant]:
    return Participant.objects.filter(is_actor(actor), withdrawn_at=None)


def _words(
    views: Views, *, conference_id: int, text: str, marks: Marks, actor: Actor, now: datetime
) -> Statement:
    if views.statement is not None:
        return add_version(views.statement, text=text, marks=marks, actor=actor, now=now)
    here = Participant.objects.filter(conference_id=conference_id, withdrawn_at=None)
    own = here.filter(person=views.person).first()
    writer = here.filter(professional_id__any=actor.professional_ids).first()
    return make_statement(
        conference=views.conference_child.conference,
        author=own or writer,
        said_by=None if own is not None else views.person,
        text=text,
        made_in=MadeIn.VIEWS,
        actor=actor,
        now=now,
        **marks,
    )


@transaction.atomic
def read_out_views(*, views_id: int, actor: Actor, now: datetime) -> Views:
    """
    Note that views were read out: from now on those who are here have heard them.

    :raises CannotRecordViews: if there are none, or the meeting is not on.
    """
    views = Views.objects.select_related("conference_child", "statement").get(pk=views_id)
    conference = lock_conference(views.conference_child.conference_id)
    authorise(actor, Permission.RECORD_ITEM, facts_about_conference(actor, conference.pk))
    if State(conference.state) is not State.IN_SESSION:
        raise CannotRecordViews("Views are read out while the conference is in session.")
    if views.statement is None:
        raise CannotRecordViews("There are no views to read out.")
    views.read_out_at = now
    views.save(update_fields=["read_out_at"])
    views.statement.session = session_at(conference, course_of(conference), now)
    views.statement.save(update_fields=["session"])
    audit.record(actor=actor, verb="views.read_out", subject=conference, now=now, views=views.pk)
    return views
