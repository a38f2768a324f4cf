"""Their plan, and the letters about what was decided."""

from dataclasses import replace
from datetime import date, time

from roundtable.casework.conferences.letters.parts import (
    Aim,
    Appeal,
    Meeting,
    Member,
    PlannedAction,
    PlanOutline,
)
from roundtable.casework.decisions.letters.decision import ChildDecision, DecisionLetter, NotDecided
from roundtable.casework.plans.letters.agreed import Agreed, AgreedForChild
from roundtable.rules.categories import Category
from roundtable.rules.decision_guards import Outcome
from tests.letters.samples.family import (
    ADVICE,
    CHAIR,
    COMPLAINTS,
    KEZIA,
    LETTERHEAD,
    ROSA,
    SOCIAL_WORKER,
)

AVA_PLAN = PlanOutline(
    aims=(
        Aim(
            what_must_change="Ava and Ben are not at home when grown-ups fight.",
            how_we_will_know="Ava says she sleeps. No calls to the police for three months.",
            by=date(2027, 2, 26),
            actions=(
                PlannedAction(
                    what="Keep going to the Safe Homes group.",
                    who="Rosa Hartley",
                    when="Every Tuesday",
                    support="Sam will pay the bus fare.",
                ),
                PlannedAction(
                    what="Change the locks.",
                    who="Lena Fox, housing officer",
                    by=date(2026, 12, 11),
                ),
            ),
        ),
        Aim(
            what_must_change="Ava is in school each day and on time.",
            how_we_will_know="She misses no more than two days a term.",
            is_long_term=True,
            actions=(
                PlannedAction(
                    what="Meet Ava at the gate each morning.",
                    who="Tom Ely, Ava's teacher",
                    by=date(2027, 3, 26),
                    when="Each school day",
                ),
            ),
        ),
    ),
    protection="Mark stays away. If he comes, Rosa rings 999 and takes the children to grandad.",
    contingency="If there is another fight at home, we will meet our lawyers within two days.",
    key_worker=SOCIAL_WORKER,
    core_group=(
        Member(name="Rosa Hartley", job="Ava's mum"),
        Member(name="Sam Iqbal", job="social worker"),
        Member(name="Kezia Ncube", job="health visitor"),
        Member(name="Tom Ely", job="teacher"),
    ),
    next_core_group=Meeting(on=date(2026, 12, 14), at=time(13, 30), place="St Anne's School"),
    review=Meeting(on=date(2027, 5, 27), at=time(10), place="Willow Room"),
    visits="Sam will visit at least every ten working days. Some visits will be without notice.",
    support="A place at the Safe Homes group, and help with the bus fare.",
    what_would_end_it="Six months with no fights at home, and Ava in school.",
)

DECISION = DecisionLetter(
    letterhead=LETTERHEAD,
    recipient=ROSA,
    reference="K2M8-41XT",
    copy_number=None,
    dated=date(2026, 12, 4),
    for_family=True,
    reader_came=True,
    held_on=date(2026, 12, 3),
    children=(
        ChildDecision(
            name="Ava",
            outcome=Outcome.CONTINUE,
            reasons="There have been two more fights at home since June. Ava hears them and is "
            "scared at night. You have worked hard at the group, and that has begun to help.",
            categories=(Category.EMO, Category.NEG),
            likelihood_of_harm="We think it is likely that Ava will be harmed if fights go on.",
            plan=AVA_PLAN,
            family_view="You said that things are better now, and that you want less people.",
            child_view="“I want it quiet.”",
            who_tells_the_child="Sam will tell Ava on Friday, at school, with Tom.",
        ),
        ChildDecision(
            name="Ben",
            outcome=Outcome.END,
            reasons="Ben is growing well. He now lives with his grandad, where he is safe.",
            recommended_support="A place at nursery for 15 hours a week.",
            contact=SOCIAL_WORKER,
        ),
    ),
    chair=CHAIR,
    record_by=date(2027, 1, 4),
    corrections_working_days=10,
    complaints=COMPLAINTS,
    advice=ADVICE,
    signed_by=CHAIR,
)

DECISION_FOR_PROFESSIONAL = replace(
    DECISION,
    recipient=KEZIA,
    copy_number=5,
    for_family=False,
    reader_came=False,
    children=(
        replace(
            DECISION.children[0],
            family_view=None,
            dissent=("The school did not agree that the threshold was met for neglect.",),
        ),
        DECISION.children[1],
    ),
)

APPEAL = Appeal(
    to="the Head of Service",
    how=("01632 960 191", "appeals@marlsea.example"),
    last_day=date(2026, 12, 31),
    grounds=(
        "the meeting did not follow the rules",
        "you did not get the chance to say what you think",
    ),
)

UNFINISHED = replace(
    DECISION,
    children=(),
    reader_came=False,
    not_decided=NotDecided(
        reason="Two of the people we needed could not come.",
        interim_plan="Ava and Ben stay with their grandad. Sam will visit twice a week.",
        next_meeting=Meeting(on=date(2026, 12, 15), at=time(14), place="Willow Room"),
        contact=SOCIAL_WORKER,
    ),
)

AGREED = Agreed(
    letterhead=LETTERHEAD,
    recipient=ROSA,
    reference="K2M8-41XT",
    copy_number=None,
    dated=date(2026, 12, 3),
    for_family=True,
    held_on=date(2026, 12, 3),
    ended_at=time(11, 52),
    children=(
        AgreedForChild(
            name="Ava",
            decision="Ava still needs a child protection plan. The plan goes on.",
            categories=(Category.EMO, Category.NEG),
            plan=AVA_PLAN,
            who_tells_the_child="Sam will tell Ava on Friday, at school, with Tom.",
        ),
        AgreedForChild(
            name="Ben",
            decision="The child protection plan for Ben ends. There is other help, if you agree to"
            " it.",
            support="A place at nursery for 15 hours a week.",
            contact=SOCIAL_WORKER,
        ),
    ),
    chair=CHAIR,
    letter_by=date(2026, 12, 4),
)

AGREED_TO_MEET_AGAIN = replace(AGREED, children=(), not_decided=UNFINISHED.not_decided)
