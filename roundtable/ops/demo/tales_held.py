"""Families whose conference has been held: what came of it, and how far its papers are."""

from roundtable.casework.conferences.models import Kind
from roundtable.casework.decisions.actions import record_dissent
from roundtable.casework.decisions.models import Decision
from roundtable.casework.room.actions.attendance import record_departure
from roundtable.casework.room.actions.ending import adjourn, close_inquorate, stand_down
from roundtable.ops.demo import convening, following, leading_up, sitting
from roundtable.ops.demo.sitting import Verdict, at_plan
from roundtable.ops.demo.story import Story
from roundtable.ops.demo.tale import Tale, boy, family, father, girl, mother, relative
from roundtable.ops.demo.themes_child import ILLNESS, INJURY
from roundtable.ops.demo.themes_home import DRINK, NEGLECT, VIOLENCE
from roundtable.rules.decision_guards import Outcome


def _awaiting_letters(story: Story) -> None:
    """Held on the last working day: the letters are due today."""
    leading_up.decide(story, story.stage.working_day(-1), items=2)


def _letters_sent(story: Story) -> None:
    on = story.stage.working_day(-3)
    leading_up.decide(story, on, items=3, letters_on=story.stage.working_day(-2))


def _record_draft(story: Story) -> None:
    """One professional did not agree, and said so formally."""
    on = story.stage.working_day(-8)
    leading_up.decide(
        story, on, {"all": at_plan(doubters=(story.family.table[-1],))}, letters_on=on, items=2
    )
    decision = Decision.objects.filter(conference=story.conferences[-1]).order_by("pk")[0]
    seat = story.seat(story.family.table[-1])
    story.do(
        story.minute_taker,
        record_dissent,
        decision_id=decision.pk,
        participant_id=seat.pk,
        is_formal=True,
        reasons="The attendance is good and the home is warm. Help could go on without a plan.",
    )
    following.write_record(story, story.stage.working_day(-2))


def _record_approved(story: Story) -> None:
    on = story.stage.working_day(-9)
    leading_up.decide(story, on, letters_on=on)
    following.write_record(
        story, story.stage.working_day(-4), approved_on=story.stage.working_day(-1)
    )


def _record_handed_out(story: Story) -> None:
    stage = story.stage
    on = stage.working_day(-18)
    leading_up.decide(story, on, letters_on=stage.working_day(1, after=on))
    following.meet_as_core_group(story, stage.working_day(8, after=on))
    following.visit(story, stage.working_day(9, after=on))
    following.write_record(
        story,
        stage.working_day(-9),
        approved_on=stage.working_day(-6),
        handed_out_on=stage.working_day(-5),
    )


def _child_in_need(story: Story) -> None:
    on = story.stage.working_day(-12)
    verdict = Verdict(
        outcome=Outcome.CHILD_IN_NEED,
        reasons="{child} has had a hard year, and is safe now. {mother} takes the help there is.",
        support="A family worker twice a week, and the school nurse.",
    )
    leading_up.decide(story, on, {"all": verdict}, letters_on=on)


def _adjourned(story: Story) -> None:
    """A medical opinion was missing. The conference that goes on with it is arranged."""
    stage = story.stage
    on = stage.working_day(-4)
    leading_up.prepare(story, on)
    sitting.open_meeting(story)
    sitting.go_through_agenda(story, items=1)
    next_on = stage.working_day(4)
    story.do(
        story.family.chair,
        adjourn,
        conference_id=story.conferences[-1].pk,
        reason="The paediatrician's second opinion comes on Thursday, and everything turns on it.",
        interim_plan="The children stay with their aunt. No contact without somebody there.",
        next_on=next_on,
    )
    following.send_letters(story)
    asked_on = stage.working_day(-2)
    convening.request(
        story,
        asked_on,
        {child.key: Kind.RECONVENED for child in story.family.children},
        earlier_id=story.conferences[-1].pk,
        reason="To go on where the last meeting stopped.",
    )
    words = "The opinion cannot come sooner, and the children are safe until then."
    convening.arrange(
        story,
        next_on,
        booked_on=asked_on,
        overrides=[
            story.agreed(who, "PAST_LIMIT", words, child=story.people[child.key])
            for who in (story.family.manager, story.family.chair)
            for child in story.family.children
        ],
    )


def _stood_down(story: Story) -> None:
    """The reports came on the evening before: the mother asked for time to read them."""
    stage = story.stage
    on = stage.working_day(-2)
    leading_up.prepare(story, on, is_shared=False)
    sitting.open_meeting(story)
    story.do(
        story.family.chair,
        stand_down,
        conference_id=story.conferences[-1].pk,
        reason="The reports reached the family on the evening before, and could not be read.",
        interim_plan="The safety plan of the enquiry goes on; the social worker calls every day.",
        next_on=stage.working_day(6),
    )
    following.send_letters(story)


def _inquorate(story: Story) -> None:
    """One agency left after ten minutes, another never came."""
    stage = story.stage
    on = stage.working_day(-5)
    leading_up.prepare(story, on)
    sitting.open_meeting(story, unexcused=(story.family.table[0],))
    story.do(
        story.minute_taker,
        record_departure,
        participant_id=story.seat(story.family.table[-1]).pk,
    )
    story.do(
        story.family.chair,
        close_inquorate,
        conference_id=story.conferences[-1].pk,
        reason="Only social care was left in the room.",
        interim_plan="The grandfather keeps the weekends. The social worker visits twice a week.",
        next_on=stage.working_day(4),
    )
    following.send_letters(story)
    following.write_record(story, stage.working_day(-1))


TALES = (
    Tale(
        "decided_awaiting_letters",
        family(
            "H-2201",
            "Ibbotson",
            NEGLECT,
            (girl("Lottie", 6),),
            (mother("Kerry"),),
            ("health_visitor", "head_teacher"),
        ),
        _awaiting_letters,
    ),
    Tale(
        "letters_sent",
        family(
            "H-2202",
            "Nwosu",
            DRINK,
            (boy("Emeka", 8),),
            (mother("Grace"), relative("Samuel", "grandparent")),
            ("recovery_worker", "head_teacher"),
            worker="social_worker",
            chair="chair",
        ),
        _letters_sent,
    ),
    Tale(
        "record_draft",
        family(
            "H-2203",
            "Pargeter",
            NEGLECT,
            (boy("Freddie", 5),),
            (mother("Joanne"),),
            ("housing_officer", "head_teacher"),
            worker="third_social_worker",
            chair="chair",
        ),
        _record_draft,
    ),
    Tale(
        "record_approved",
        family(
            "H-2204",
            "Zielinski",
            VIOLENCE,
            (girl("Ola", 10),),
            (mother("Beata"), father("Marcin", comes=False)),
            ("other_police_officer", "head_of_year"),
            chair="third_chair",
        ),
        _record_approved,
    ),
    Tale(
        "record_handed_out",
        family(
            "H-2205",
            "Haldane",
            ILLNESS,
            (boy("Fraser", 9),),
            (mother("Isla"),),
            ("mental_health_nurse", "head_teacher"),
            worker="fourth_social_worker",
            chair="chair",
        ),
        _record_handed_out,
    ),
    Tale(
        "adjourned_and_reconvened",
        family(
            "H-2206",
            "Corrigan",
            INJURY,
            (boy("Declan", 2),),
            (mother("Aoife"), father("Sean", at_home=True)),
            ("paediatrician", "health_visitor"),
            worker="third_social_worker",
        ),
        _adjourned,
    ),
    Tale(
        "stood_down",
        family(
            "H-2207",
            "Beaumont",
            NEGLECT,
            (girl("Cleo", 7),),
            (mother("Vivienne"),),
            ("health_visitor", "head_teacher"),
            chair="third_chair",
        ),
        _stood_down,
    ),
    Tale(
        "inquorate",
        family(
            "H-2208",
            "Thackeray",
            DRINK,
            (boy("Miles", 11),),
            (mother("Lorna"), relative("Ted", "grandparent")),
            ("recovery_worker", "school_nurse"),
            worker="fourth_social_worker",
        ),
        _inquorate,
    ),
    Tale(
        "child_in_need",
        family(
            "H-2209",
            "Yardley",
            ILLNESS,
            (girl("Maisie", 12),),
            (mother("Ros"),),
            ("mental_health_nurse", "head_of_year"),
            chair="third_chair",
        ),
        _child_in_need,
    ),
)
