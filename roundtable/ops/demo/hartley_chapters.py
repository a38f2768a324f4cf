"""The Hartleys' story, chapter by chapter."""

from collections.abc import Callable
from datetime import date, time
from typing import Any

from roundtable.casework.cases.actions import household
from roundtable.casework.cases.actions.household import Related
from roundtable.casework.cases.actions.membership import allocate
from roundtable.casework.cases.models import Capacity
from roundtable.casework.conferences.actions.exclude import decide_exclusion, request_exclusion
from roundtable.casework.conferences.actions.participants import (
    WithdrawnBecause,
    keep_from,
)
from roundtable.casework.conferences.models import (
    ExclusionDecision,
    Ground,
    Kind,
    ParticipantRole,
)
from roundtable.casework.invitations.actions.needs import (
    arrange_need,
    follow_need,
    record_need,
)
from roundtable.casework.invitations.actions.supporters import decide_supporter
from roundtable.casework.invitations.models import NeedKind
from roundtable.casework.plans.actions.list_of_people import take_off_the_list
from roundtable.casework.preparing.models import Advocate
from roundtable.casework.reports.actions import say_read
from roundtable.casework.reports.models import Report
from roundtable.casework.statements.actions import reply_to_statement, write_down_reply
from roundtable.casework.statements.actions.words import keep_word
from roundtable.casework.statements.models import Given
from roundtable.foundation.core import clock
from roundtable.ops.demo import convening, enquiry, following, preparing, sitting, with_the_family
from roundtable.ops.demo.leaflet import put_leaflet_with_letter
from roundtable.ops.demo.sitting import Sitting, Verdict, at_plan
from roundtable.ops.demo.story import Story, add_child_to_case, open_the_case
from roundtable.ops.demo.taking_home import give_what_was_agreed
from roundtable.ops.demo.wrong_envelope import find_a_wrong_envelope
from roundtable.rules.decision_guards import Outcome


def put_on_a_plan(story: Story, on: date) -> None:
    """The first conference, for Ava and Ben; its plan is carried out since."""
    stage = story.stage
    discussed_on = stage.working_day(-13, after=on)
    open_the_case(story, stage.working_day(-2, after=discussed_on), without=("Baby",))
    story.by_worker(
        allocate,
        case=story.case,
        professional=stage.cast.professional("solicitor"),
        capacity=Capacity.SOLICITOR,
        starts_on=story.day,
    )
    enquiry.enquire(story, discussed_on, ("Ava", "Ben"))
    requested_on = stage.working_day(4, after=discussed_on)
    convening.request(story, requested_on, {"Ava": Kind.INITIAL, "Ben": Kind.INITIAL})
    convening.arrange(story, on, booked_on=stage.working_day(1, after=requested_on))
    convening.list_everyone(story)
    _keep_craig_out(story)
    _keep_from_the_fathers(story)
    convening.invite(story, stage.working_day(2, after=requested_on))
    with_the_family.go_through_letters(story, stage.working_day(3, after=requested_on))
    preparing.write_reports(story, stage.working_day(-3, after=on), at_most=1)
    preparing.share_reports(story, stage.working_day(-2, after=on))
    preparing.ask_for_views(story, stage.working_day(-2, after=on))
    sitting.hold(
        story,
        Sitting({"Ava": at_plan()}, absent=("Jean", "Neil", "interpreter")),
        items=2,
    )
    give_what_was_agreed(story)
    following.send_letters(story)
    drafted = stage.working_day(8, after=on)
    following.write_record(
        story,
        drafted,
        approved_on=stage.working_day(3, after=drafted),
        handed_out_on=stage.working_day(5, after=drafted),
    )
    following.meet_as_core_group(story, stage.working_day(8, after=on), next_in_days=35)
    following.finish_actions(story, stage.working_day(19, after=on))
    for number, days in enumerate((9, 18, 27, 36)):
        following.visit(
            story,
            stage.working_day(days, after=on),
            keys=("Ava", "Ben"),
            was_announced=number % 2 == 0,
        )


def carry_on(story: Story, on: date) -> None:
    """Not long before the review: the core group has met again, and the children were seen."""
    stage = story.stage
    following.meet_as_core_group(story, stage.working_day(-15, after=on), next_in_days=40)
    following.visit(
        story, stage.working_day(-7, after=on), keys=("Ava", "Ben"), was_announced=False
    )


def _keep_craig_out(story: Story) -> None:
    """The social worker asks, and the chair decides: Craig will be heard in a letter."""
    seat = story.seat("Craig")
    asked = story.by_worker(
        request_exclusion,
        participant_id=seat.pk,
        ground=Ground.WELFARE,
        evidence="He has hit Rosa in front of the children and waited for her outside the school.",
    )
    story.do(
        story.family.chair,
        decide_exclusion,
        exclusion_id=asked.pk,
        decision=ExclusionDecision.WHOLE,
        reasons="Others could not say what they have to say, and the way home would not be safe.",
        views_by="You can write to me, or ring me the week before. I will read out what you say.",
    )


def _keep_from_the_fathers(story: Story) -> None:
    """A midwife tells that there is a baby; somebody from a refuge, that she may leave."""
    for who, whom, reason in (
        ("refuge_worker", "excluded_father", "He must not learn that Rosa has help with leaving."),
        ("midwife", "excluded_father", "He must not learn of the baby."),
        ("midwife", "half_siblings_father", "The baby is not his to know of."),
    ):
        story.do(
            convening.DESK,
            keep_from,
            participant_id=story.seat(who).pk,
            person_id=story.stage.cast.person(whom).pk,
            reason=reason,
        )


def _let_neil_come_apart(story: Story, on: date) -> None:
    seat = story.seat("Neil")
    asked = story.by_worker(
        request_exclusion,
        participant_id=seat.pk,
        ground=Ground.CONFLICT,
        evidence="Neil and Rosa cannot be in one room without shouting; both have said so.",
    )
    story.do(
        story.family.chair,
        decide_exclusion,
        exclusion_id=asked.pk,
        decision=ExclusionDecision.SEPARATE,
        reasons="Each of you can say more in a session of your own.",
        views_by="You have a session of your own, with the chair, an hour before.",
        comes_at=clock.at(on, 9),
    )


def _invited(story: Story, on: date) -> None:
    """The baby becomes known, a conference is asked for, arranged, and everybody invited."""
    stage = story.stage
    discussed_on = stage.working_day(-14, after=on)
    story.go_to(discussed_on, time(13))
    baby = add_child_to_case(story, story.family.child("Baby"))
    for key, kinship, responsible in (("Rosa", "mother", True), ("Jean", "grandparent", False)):
        story.by_worker(
            household.relate_in_case,
            case_id=story.case.pk,
            adult_id=story.people[key].pk,
            to=Related(baby.pk, kinship, responsible, lives_with_child=responsible),
        )
    enquiry.enquire(story, discussed_on, ("Baby",))
    requested_on = stage.working_day(4, after=discussed_on)
    kinds = {"Ava": Kind.REVIEW, "Ben": Kind.REVIEW, "Baby": Kind.PRE_BIRTH}
    convening.request(
        story,
        requested_on,
        kinds,
        reason="To review the plan for Ava and Ben, and to decide whether the baby needs one.",
    )
    convening.arrange(story, on, booked_on=requested_on, at=time(10))
    convening.list_everyone(story)
    convening.add_to_list(story, "solicitor", ParticipantRole.SOLICITOR, "Advises the chair")
    ava = story.seat("Ava")
    convening.add_to_list(
        story, "advocate", ParticipantRole.ADVOCATE, "Speaks for Ava", speaks_for_id=ava.pk
    )
    convening.list_professional(story, "withdrawn_partner")
    _keep_craig_out(story)
    _let_neil_come_apart(story, on)
    _keep_from_the_fathers(story)
    invited_on = stage.working_day(1, after=requested_on)
    put_leaflet_with_letter(story, "Rosa")
    convening.invite(story, invited_on)
    with_the_family.go_through_letters(story, stage.working_day(1, after=invited_on))
    find_a_wrong_envelope(story)
    _take_ed_off_the_list(story)
    _ask_for_needs(story, stage.working_day(1, after=invited_on))
    convening.answer(
        story, stage.working_day(2, after=invited_on), silent=("Neil", "health_visitor")
    )


def _take_ed_off_the_list(story: Story) -> None:
    seat = story.seat("withdrawn_partner")
    story.do(
        convening.DESK,
        take_off_the_list,
        participant_id=seat.pk,
        because=WithdrawnBecause.NOT_INVOLVED,
    )


def _ask_for_needs(story: Story, on: date) -> None:
    story.go_to(on, time(10))
    jean, rosa = story.seat("Jean"), story.seat("Rosa")
    need = story.do(
        "grandmother",
        record_need,
        participant_id=jean.pk,
        kind=NeedKind.INTERPRETER,
        language="British Sign Language",
    )
    story.do(convening.DESK, arrange_need, need_id=need.pk, arrangement="Adwoa Addo is booked.")
    story.do(convening.DESK, follow_need, need_id=need.pk, step="confirm")
    along = story.do(
        "mother",
        record_need,
        participant_id=rosa.pk,
        kind=NeedKind.SUPPORTER,
        detail="My friend Jo Ellis",
    )
    story.do(
        "chair",
        decide_supporter,
        need_id=along.pk,
        name="Jo Ellis",
        is_accepted=True,
        confidentiality_acknowledged=True,
    )
    story.do(
        "mother",
        record_need,
        participant_id=rosa.pk,
        kind=NeedKind.SEPARATE_ARRIVAL,
        detail="I do not want to meet Neil at the door.",
    )


def _reports(story: Story, on: date) -> None:
    """Four of the six reports come in; the mother has what there is, and has answered."""
    stage = story.stage
    preparing.write_reports(
        story, stage.working_day(-6, after=on), only=("social_worker", "police_officer")
    )
    preparing.write_reports(
        story,
        stage.working_day(-4, after=on),
        only=("health_visitor", "refuge_worker"),
        late_reason="Two colleagues were ill.",
    )
    preparing.write_reports(
        story, stage.working_day(-3, after=on), only=("head_teacher",), drafts=("head_teacher",)
    )
    preparing.share_reports(
        story,
        stage.working_day(-3, after=on),
        with_whom=("Rosa",),
        reaction="She read all of it, and cried once.",
    )
    preparing.share_reports(
        story, stage.working_day(-3, after=on), with_whom=("Neil",), only=("social_worker",)
    )
    preparing.ask_for_views(story, stage.working_day(-3, after=on))
    with_the_family.let_the_chair_speak_with(story, stage.working_day(-2, after=on), "Rosa")
    _let_rosa_answer(story, stage.working_day(-2, after=on))
    with_the_family.prepare_the_family(
        story, stage.working_day(-2, after=on), "Rosa", advocate=Advocate.WANTED
    )
    with_the_family.settle_how_children_take_part(story, stage.working_day(-2, after=on))
    with_the_family.ask_for_more_time(
        story,
        stage.working_day(-1, after=on),
        "Rosa",
        words="The health visitor's is long, and I want to read it with my advocate.",
    )
    preparing.print_papers(story, stage.working_day(-1, after=on), "police_officer", "Rosa")


def _let_rosa_answer(story: Story, on: date) -> None:
    story.go_to(on, time(19, 30))
    reports = Report.objects.filter(
        conference=story.conferences[-1], sharings__person=story.people["Rosa"]
    )
    for report in reports.order_by("pk")[:3]:
        story.do("mother", say_read, report_id=report.pk)
    given = Given.objects.filter(
        person=story.people["Rosa"], statement__conference=story.conferences[-1]
    )
    answers = (
        ("right", ""),
        ("not_right", "It was one check, and I rang."),
        ("more", "He found us through a friend. I have told the police who."),
    )
    *by_herself, with_her_worker = zip(given.order_by("pk"), answers, strict=False)
    for row, (answer, text) in by_herself:
        story.do(
            "mother",
            reply_to_statement,
            statement_id=row.statement_id,
            answer=answer,
            text=text,
            is_told=True,
        )
    row, (answer, text) = with_her_worker
    story.by_worker(
        write_down_reply,
        statement_id=row.statement_id,
        person=story.people["Rosa"],
        answer=answer,
        text=text,
        how_given="by telephone",
    )
    story.do(
        "administrator",
        keep_word,
        word="Early Help Hub",
        instead="the team that helps families early",
        meaning="A team of the council that helps families before things get worse.",
    )


def _in_session(story: Story, on: date) -> None:
    sitting.open_meeting(story, absent=("health_visitor",))
    sitting.go_through_agenda(story)


def _decided(story: Story, on: date) -> None:
    same: dict[str, Any] = {"categories": ("NEG", "EMO"), "review_in_months": 3}
    sitting.decide(
        story,
        {
            "Ava": Verdict(outcome=Outcome.CONTINUE, **same),
            "Ben": Verdict(outcome=Outcome.CONTINUE, **same),
            "Baby": at_plan(categories=("NEG",), doubters=("head_teacher",)),
        },
    )
    give_what_was_agreed(story)


def _letters(story: Story, on: date) -> None:
    following.send_letters(story)


def _core_group(story: Story, on: date) -> None:
    stage = story.stage
    following.visit(story, stage.working_day(7, after=on), keys=("Ava", "Ben"))
    following.meet_as_core_group(
        story, stage.working_day(9, after=on), absent=("health_visitor",), next_in_days=28
    )
    following.finish_actions(story, stage.working_day(10, after=on))
    following.write_record(
        story, stage.working_day(8, after=on), approved_on=stage.working_day(11, after=on)
    )


def _reviewed(story: Story, on: date) -> None:
    """Eleven weeks on: the plan ends for Ava, and goes on for Ben and for the baby."""
    stage = story.stage
    day = stage.working_day(57, after=on)
    following.review(
        story,
        day,
        Sitting(
            {
                "Ava": Verdict(outcome=Outcome.END, support="The school nurse, once a week."),
                "Ben": Verdict(
                    outcome=Outcome.CHANGE_CATEGORY, categories=("EMO",), review_in_months=5
                ),
                "Baby": Verdict(outcome=Outcome.CONTINUE, categories=("NEG",), review_in_months=5),
            },
            absent=("Jean", "Neil", "interpreter"),
        ),
    )


CHAPTERS: dict[str, Callable[[Story, date], None]] = {
    "invited": _invited,
    "reports": _reports,
    "in_session": _in_session,
    "decided": _decided,
    "letters": _letters,
    "core_group": _core_group,
    "reviewed": _reviewed,
}
