"""
The town in which every address is asked for by everybody.

The Hartleys are the family everyone in the cast is somebody to. The Brands are another family of
the same authority, with records of every kind, so that their ids can be mixed into the Hartleys'
addresses. The Thackrays live next door, in the other authority.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from roundtable.casework.cases.actions import household
from roundtable.casework.cases.actions.membership import open_case
from roundtable.casework.cases.models import Case
from roundtable.casework.conferences.actions.exclude import decide_exclusion, request_exclusion
from roundtable.casework.conferences.models import ExclusionDecision, Ground
from roundtable.casework.convening.actions.agency_request import ask_for_conference
from roundtable.casework.convening.actions.booking_form import start_booking_form
from roundtable.casework.convening.actions.transfer_in import MovedChild, record_transfer
from roundtable.casework.fortnight.models import FortnightPlan, PlannedConference, PlanState
from roundtable.casework.invitations.actions.needs import record_need
from roundtable.casework.invitations.models import NeedKind
from roundtable.casework.plans.models import UnreadChild
from roundtable.casework.preparing.models import Advocate
from roundtable.casework.reports.actions import answer_cannot_share
from roundtable.casework.reports.actions.copies import print_paper_copies
from roundtable.casework.reports.models import Report
from roundtable.casework.room.actions.saying import record_item
from roundtable.casework.room.actions.sitting import begin_closed_part, resume
from roundtable.casework.statements.models import Domain, Kind, Provenance
from roundtable.foundation.accounts.models import User
from roundtable.foundation.core import clock
from roundtable.foundation.core.context import set_context
from roundtable.foundation.documents.models import Document
from roundtable.foundation.messaging.models import OutboxMessage
from roundtable.ops.demo import convening, enquiry, following, preparing, sitting, with_the_family
from roundtable.ops.demo.cast import CAST, Cast, build_cast
from roundtable.ops.demo.family import Adult, Child, Family
from roundtable.ops.demo.hartley import HARTLEY, Hartley, build_hartley
from roundtable.ops.demo.hartley_words import HARTLEY_WORDS
from roundtable.ops.demo.leaflet import put_leaflet_with_letter
from roundtable.ops.demo.sitting import Sitting, Verdict, at_plan
from roundtable.ops.demo.stage import Stage
from roundtable.ops.demo.story import Story, open_the_case
from roundtable.ops.demo.taking_home import give_what_was_agreed
from roundtable.ops.demo.wrong_envelope import find_a_wrong_envelope
from roundtable.rules.decision_guards import Outcome
from roundtable.rules.disclosure import Audience
from tests.support import owner

NOW = clock.at(date(2026, 11, 24), 10)  # as in every test
ANONYMOUS = "anonymous"
EVERYBODY = (*CAST, ANONYMOUS)

# Words that are somewhere in the data and that most people must never be shown.
SAID_IN_CLOSED_PART = "Her new telephone ends in four two seven."
OF_NEXT_DOOR = "Thackray"

BRANDS = Family(
    reference="B-3111",
    surname="Brand",
    theme=HARTLEY_WORDS,
    worker="other_social_worker",
    chair="other_chair",
    address=("3 Plover Court\nHarrowmere", "ZZ3 3PC"),
    table=("other_police_officer", "other_health_visitor", "head_of_year"),
    children=(Child(forename="Dora", years=6, words="I like it when it is quiet."),),
    adults=(
        Adult(forename="Ellen", years=31, comes=True),
        Adult(forename="Frank", kinship="father", years=35, comes=True, at_home=False),
    ),
)


@dataclass
class World:
    """Everybody and their families; `stage` says how far the Hartleys' conference is."""

    cast: Cast
    hartley: Hartley
    brands: Story
    next_door: Case
    stage: str = "invited"

    def open_context(self) -> None:
        set_context([self.cast.authority.pk, self.cast.other_authority.pk])

    def user(self, name: str) -> User:
        return self.cast.user(name)


@contextmanager
def world_in_database() -> Iterator[World]:
    """Build the town for several tests, and empty the tables after the last of them."""
    with transaction.atomic():
        world = _build()
    yield world
    owner.restore_migrated_rows()


def _build() -> World:
    """The Hartleys' reports are in, and their conference is today; the Brands have their letters."""
    cast = build_cast()
    stage = Stage(cast)
    set_context([cast.authority.pk, cast.other_authority.pk])
    hartley = build_hartley(cast, upto="reports", on=cast.today, stage=stage)
    _ask_the_chair_how_to_share(hartley.story)
    _leave_a_child_unread(cast)
    brands = _tell_of_the_brands(stage)
    for story in (hartley.story, brands):
        story.by_worker(start_booking_form, case_id=story.case.pk)
        _plan_a_fortnight(story)
        _ask_for_it_otherwise(story)
        _leave_a_letter_with_the_worker(story)
    for story, reader in ((hartley.story, "head_teacher"), (brands, "head_of_year")):
        story.do(
            "administrator",
            print_paper_copies,
            conference_id=story.conference.pk,
            participant_ids=[story.seat(reader).pk],
        )
    return World(cast, hartley, brands, _tell_of_next_door(stage))


def _plan_a_fortnight(story: Story) -> None:
    """A plan for many conferences in which this family is one: each family has a plan of its own."""
    held = story.conferences[-1]
    held.refresh_from_db()
    plan = FortnightPlan.objects.create(
        authority_id=held.authority_id,
        state=PlanState.PROPOSED,
        first_on=story.stage.cast.today,
        last_on=story.stage.cast.today,
        asked_at=NOW,
    )
    PlannedConference.objects.create(
        authority_id=held.authority_id,
        plan=plan,
        case=story.case,
        conference=held,
        children=", ".join(child.child.name for child in held.children.all()),
        starts_at=held.starts_at,
        ends_at=held.ends_at,
        chair=held.chair,
        minute_taker=held.minute_taker,
        room=held.room,
        why=["The family has 14 days of notice."],
    )


def _ask_the_chair_how_to_share(story: Story) -> None:
    story.do(
        "police_officer",
        answer_cannot_share,
        report_id=Report.objects.get(
            conference=story.conference, participant=story.seat("police_officer")
        ).pk,
        cannot_share=True,
        difficulty="One line would tell him that she has asked for help.",
    )


def _ask_for_it_otherwise(story: Story) -> None:
    """An agency asks for a conference, and another authority tells of a child who moved here."""
    asks = next(key for key in story.family.table if key in _AGENCIES)
    story.do(
        asks,
        ask_for_conference,
        case_id=story.case.pk,
        children="The children at our school",
        reason="They are frightened to go home.",
    )
    child = next(one.key for one in story.family.children)
    story.by_worker(
        record_transfer,
        case_id=story.case.pk,
        children=[MovedChild(story.people[child].pk)],
        from_authority="Lowmoor",
        contact="Pat Reed",
        notified_on=clock.day_of(story.at),
    )


def _leave_a_letter_with_the_worker(story: Story) -> None:
    """A letter for the first child, which nobody has gone through with them yet."""
    like = Document.objects.filter(kind="invitation", case_id=story.case.pk).latest("pk")
    Document.objects.create(
        authority_id=story.case.authority_id,
        kind="change",
        template=like.template,
        title="Your meeting has changed",
        content=like.content,
        subject_type="conference",
        subject_id=story.conferences[-1].pk,
        case_id=story.case.pk,
        reader_person_id=story.people[story.family.children[0].key].pk,
        made_at=NOW,
        released_at=NOW,
    )


_AGENCIES = ("head_teacher", "head_of_year")


def _leave_a_child_unread(cast: Cast) -> None:
    UnreadChild.objects.create(
        authority=cast.authority,
        position=3,
        line=81,
        reason="Nothing says which child this is.",
        may_have_open_plan=True,
        read_from="0" * 64,
    )


def hold_and_send_letters(world: World) -> None:
    """Hold the Hartleys' conference, with a closed part, and send everybody their letters."""
    with transaction.atomic():
        world.open_context()
        story = world.hartley.story
        sitting.open_meeting(story, absent=("health_visitor",))
        sitting.go_through_agenda(story)
        _speak_without_the_family(story)
        same = {"categories": ("NEG", "EMO"), "review_in_months": 3}
        sitting.decide(
            story,
            {
                "Ava": Verdict(outcome=Outcome.CONTINUE, **same),
                "Ben": Verdict(outcome=Outcome.CONTINUE, **same),
                "Baby": at_plan(categories=("NEG",)),
            },
        )
        give_what_was_agreed(story)
        following.send_letters(story)
        following.write_record(story, story.day)
        # The minutes in which a letter can be called back are over.
        OutboxMessage.objects.filter(leaves_at__gt=NOW).update(leaves_at=NOW)
    world.stage = "decided"


_SENT_OUT = ("Rosa", "Jean", "Ava", "advocate", "interpreter", "head_teacher", "midwife")


def _speak_without_the_family(story: Story) -> None:
    """Part of the meeting is closed: some are sent out, and what is said stays inside."""
    conference_id = story.conferences[-1].pk
    story.do(
        story.family.chair,
        begin_closed_part,
        conference_id=conference_id,
        out=[story.seat(key).pk for key in _SENT_OUT],
        reason="What is said here would tell where she can be found.",
    )
    story.do(
        story.minute_taker,
        record_item,
        conference_id=conference_id,
        text=SAID_IN_CLOSED_PART,
        author_id=story.seat("police_officer").pk,
        kind=Kind.FACT.value,
        provenance=Provenance.FIRST.value,
        domain=Domain.WORRIED.value,
        audience=Audience.CLOSED.value,
        children=[story.people["Ava"]],
    )
    story.do(story.family.chair, resume, conference_id=conference_id)


def _tell_of_the_brands(stage: Stage) -> Story:
    """Another family of the same authority, up to its first core group, with one of everything."""
    story = Story(stage, BRANDS)
    on = stage.working_day(-20)
    discussed_on = stage.working_day(-13, after=on)
    open_the_case(story, stage.working_day(-2, after=discussed_on))
    enquiry.enquire(story, discussed_on)
    asked_on = stage.working_day(4, after=discussed_on)
    convening.request(story, asked_on)
    convening.arrange(story, on, booked_on=stage.working_day(1, after=asked_on))
    convening.list_everyone(story)
    father = story.seat("Frank")
    asked = story.by_worker(
        request_exclusion,
        participant_id=father.pk,
        ground=Ground.CONFLICT,
        evidence="They shout when they meet.",
    )
    story.do(
        BRANDS.chair,
        decide_exclusion,
        exclusion_id=asked.pk,
        decision=ExclusionDecision.REFUSED,
        reasons="They have met twice without a word too many.",
        views_by="",
    )
    put_leaflet_with_letter(story, "Ellen")
    convening.invite(story, stage.working_day(2, after=asked_on), is_checked=True)
    find_a_wrong_envelope(story)
    story.do(
        convening.DESK,
        record_need,
        participant_id=father.pk,
        kind=NeedKind.TRANSPORT,
        detail="From the station.",
    )
    preparing.write_reports(story, stage.working_day(-6, after=on), at_most=1)
    preparing.share_reports(story, stage.working_day(-4, after=on))
    preparing.ask_for_views(story, stage.working_day(-2, after=on))
    with_the_family.prepare_the_family(
        story, stage.working_day(-2, after=on), "Ellen", advocate=Advocate.NONE_TO_BE_HAD
    )
    with_the_family.ask_for_more_time(
        story, stage.working_day(-1, after=on), "Ellen", words="It came today."
    )
    sitting.hold(story, Sitting({"Dora": at_plan()}), items=1)
    give_what_was_agreed(story)
    following.send_letters(story)
    following.visit(story, stage.working_day(5, after=on), keys=("Dora",))
    following.meet_as_core_group(story, stage.working_day(8, after=on))
    return story


def _tell_of_next_door(stage: Stage) -> Case:
    at = clock.at(stage.working_day(-1), 9)
    case = stage.act(
        "stranger",
        at,
        open_case,
        reference="T-7001",
        family_name=OF_NEXT_DOOR,
        opened_on=date(2026, 11, 2),
    )
    stage.act(
        "stranger",
        at,
        household.add_child,
        case_id=case.pk,
        forename="Wilf",
        surname=OF_NEXT_DOOR,
        birth_on=date(2020, 5, 4),
        expected_on=None,
        sex="M",
    )
    return case


__all__ = [
    "ANONYMOUS",
    "EVERYBODY",
    "HARTLEY",
    "World",
    "hold_and_send_letters",
    "world_in_database",
]
