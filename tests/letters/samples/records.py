"""The record of their conference, and the plan as it stands."""

from dataclasses import replace
from datetime import date, time

from roundtable.casework.plans.letters.plan import Agreement, PlanDocument, Service
from roundtable.casework.room.letters.record import (
    Adult,
    ChildRecord,
    ConferenceRecord,
    CopySent,
    Correction,
    Happening,
    OpinionGiven,
    OutcomeProgress,
    PersonAsked,
    ReportHeard,
    Said,
    View,
    Weighed,
)
from roundtable.foundation.documents.rendition import (
    KEPT_PRIVATE,
)
from roundtable.rules.categories import Category
from tests.letters.samples.decisions import AVA_PLAN
from tests.letters.samples.family import (
    KEZIA,
    LETTERHEAD,
    ROSA,
)

RECORD = ConferenceRecord(
    letterhead=LETTERHEAD,
    recipient=KEZIA,
    reference="P9W4-77HC",
    copy_number=5,
    dated=date(2026, 12, 18),
    held_on=date(2026, 12, 3),
    started_at=time(10, 4),
    ended_at=time(12, 10),
    place="Willow Room, Park Centre, and by video",
    chair="Dele Lowe",
    minute_taker="Priya Nair",
    version=2,
    approved_on=date(2026, 12, 17),
    children=(
        ChildRecord(
            name="Ava Hartley",
            conference_kind="a review conference",
            born=date(2019, 5, 2),
            address=KEPT_PRIVATE,
            working_well=(
                Said(
                    text="Ava reads with her grandad every Sunday.",
                    by="Tom Ely, teacher",
                    kind="I saw it",
                    how_known="first hand",
                ),
            ),
            worried_about=(
                Said(
                    text="Two health checks were missed in October.",
                    by="Kezia Ncube, health visitor",
                    kind="Fact",
                    how_known="first hand",
                    replies=("Rosa Hartley: one of them. I rang to say Ben was ill.",),
                ),
                Said(
                    text="A neighbour heard shouting on 14 November.",
                    by="Jo Grant, police officer",
                    kind="Alleged",
                    how_known="second hand, from a neighbour",
                ),
            ),
            impact=(
                Said(
                    text="“I wake when it's loud.”",
                    by="Ava, through her advocate",
                    kind="View",
                ),
            ),
            also_said=(
                Said(text="Ava starts at her new school in January.", by="Tom Ely, teacher"),
            ),
            views=(
                View(
                    whose="Ava",
                    text="“I want it quiet. I want to see grandad more.”",
                    how_given="Spoken by her advocate, Nell Ward",
                ),
                View(whose="Rosa Hartley (mother)", text="Things are better than in June."),
            ),
            progress=(
                OutcomeProgress(
                    what="Ava and Ben are not at home when grown-ups fight.",
                    how_far="On the way",
                    words="Two fights since June; before, there were nine.",
                ),
            ),
            weighed=Weighed(
                childs_needs="Ava needs sleep, and her health checks.",
                parents_capacity="Her mother keeps her safe when she has help in the evening.",
                family_circumstances="Three of them live in two rooms; grandad lives near.",
                likelihood_of_harm="Likely, if the fights go on.",
            ),
            opinions=(
                OpinionGiven(
                    by="Sam Iqbal, social worker",
                    threshold="Yes",
                    categories=(Category.EMO, Category.NEG),
                    reasons="Fights go on, and checks are missed.",
                ),
                OpinionGiven(
                    by="Tom Ely, teacher (in writing)",
                    threshold="Yes",
                    categories=(Category.EMO,),
                ),
                OpinionGiven(by="Jo Grant, police officer", threshold="No opinion on this child"),
            ),
            decision="The plan continues",
            reasons="Ava is still scared at night, and there were two more fights.",
            categories=(Category.EMO, Category.NEG),
            dissent=("Tom Ely: not under neglect.",),
            plan=AVA_PLAN,
        ),
    ),
    adults=(
        Adult(name="Rosa Hartley", relationship="Mother; parental responsibility"),
        Adult(
            name="Mark Doyle",
            relationship="Father of Ben; not with the family",
            address="3 Hill St",
        ),
    ),
    people=(
        PersonAsked(name="Rosa Hartley", job="Mother", attendance="In the room, 10:04 to 12:10"),
        PersonAsked(
            name="Mark Doyle",
            job="Father of Ben",
            attendance="Asked not to come, because his being there would stop others from "
            "speaking. Gave his views by letter, which was read out.",
        ),
        PersonAsked(
            name="Jo Grant",
            job="Police officer",
            deputy_for="A. Moss",
            attendance="By video, 10:04 to 11:20",
        ),
        PersonAsked(
            name="Tom Ely", job="Teacher", attendance="Sent apologies; report was read out"
        ),
    ),
    reports=(
        ReportHeard(
            author="Sam Iqbal, social worker",
            received="25 November 2026, in time",
            shared_with_family="With Rosa Hartley on 26 November",
        ),
        ReportHeard(
            author="Tom Ely, teacher",
            received="2 December 2026, late",
            shared_with_family="In the room, 15 minutes to read",
        ),
    ),
    is_quorate=True,
    reason="The first review of Ava's plan was due by 4 December 2026.",
    happenings=(
        Happening(at=time(10, 50), what="Break of ten minutes, asked for by Rosa Hartley."),
    ),
    also_said=(
        Said(
            text="The housing office will answer by Christmas.",
            by="Lena Fox, housing officer",
            kind="Fact",
        ),
    ),
    summary="Much has been done since June, and the home is calmer. It is not calm enough yet.",
    next_meeting="Review conference on Thursday 27 May 2027 at 10am, Willow Room.",
    confidential=(
        Said(
            text="The police are looking into a new matter.",
            by="Jo Grant, police officer",
            kind="Fact",
            how_known="first hand",
        ),
    ),
    corrections=(
        Correction(
            asked_by="Rosa Hartley",
            asked="She missed one check, not two.",
            outcome="Put beside the statement as her reply.",
        ),
    ),
    copies=(
        CopySent(to="Rosa Hartley", what="Copy 2, without the confidential part", channel="Post"),
        CopySent(to="Kezia Ncube", what="Copy 5, whole", channel="Her page"),
    ),
    corrections_by=date(2027, 1, 7),
)

PLAN = PlanDocument(
    letterhead=LETTERHEAD,
    recipient=ROSA,
    reference="W6Z1-03LB",
    copy_number=None,
    dated=date(2026, 12, 15),
    child="Ava Hartley",
    born=date(2019, 5, 2),
    categories=(Category.EMO, Category.NEG),
    started_on=date(2026, 6, 11),
    version=3,
    is_outline=False,
    agreed_by="the core group on 14 December 2026",
    why="Grown-ups fight at home. Ava hears it and is scared at night.",
    child_words="“I want it quiet.”",
    plan=replace(
        AVA_PLAN,
        aims=(
            replace(
                AVA_PLAN.aims[0],
                actions=(
                    replace(AVA_PLAN.aims[0].actions[0], progress="Went four times out of four."),
                    AVA_PLAN.aims[0].actions[1],
                ),
            ),
            AVA_PLAN.aims[1],
        ),
        monitoring="The school nurse sees Ava once a month.",
    ),
    services=(Service(what="A place at the Safe Homes group", state="Started in September"),),
    no_contact="Mark Doyle must not come to the house.",
    family_network="Grandad has Ava every Sunday.",
    agreement=(Agreement(name="Rosa Hartley", agrees="Yes", comment="It is a lot to do."),),
)
