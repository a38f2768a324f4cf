"""One invented family, as each letter would have it. Fixed values, so that letters are too."""

from dataclasses import replace
from datetime import date, time

from roundtable.casework.conferences.letters.parts import (
    Aim,
    Appeal,
    Child,
    Complaints,
    Meeting,
    Member,
    PlannedAction,
    PlanOutline,
    Venue,
)
from roundtable.casework.conferences.models import Kind
from roundtable.casework.decisions.letters.decision import ChildDecision, DecisionLetter, NotDecided
from roundtable.casework.invitations.letters.invitation import (
    InvitationLetter,
    PersonInvited,
    ReportToExpect,
)
from roundtable.casework.invitations.letters.professional_invitation import (
    AdultInvolved,
    ChildToConsider,
    ProfessionalInvitationLetter,
    ReportDue,
)
from roundtable.casework.plans.letters.plan import Agreement, PlanDocument, Service
from roundtable.casework.room.letters.record import (
    Adult,
    ChildRecord,
    ConferenceRecord,
    CopySent,
    Correction,
    Happening,
    OpinionGiven,
    PersonAsked,
    ReportHeard,
    Said,
    View,
)
from roundtable.foundation.documents.rendition import (
    KEPT_PRIVATE,
    Contact,
    Letterhead,
    Recipient,
    Signpost,
)
from roundtable.rules.categories import Category
from roundtable.rules.decision_guards import Outcome

LETTERHEAD = Letterhead(
    authority_name="Marlsea Council",
    team="Children's social care, conference team",
    address=("Harbour House", "2 Quay Street", "Marlsea", "MZ1 2AB"),
    phone="01632 960 100",
    email="conferences@marlsea.example",
    colour="#00594c",
)
ROSA = Recipient(name="Rosa Hartley", address=("14 Tern Close", "Marlsea", "MZ4 7QQ"))
KEZIA = Recipient(
    name="Kezia Ncube",
    address=("Health visitor", "Marlsea Health Centre", "Mill Lane", "Marlsea", "MZ3 8PD"),
)
CHAIR = Contact(
    name="Dele Lowe", job="Conference chair", phone="01632 960 110", email="d.lowe@marlsea.example"
)
SOCIAL_WORKER = Contact(
    name="Sam Iqbal", job="social worker", phone="01632 960 102", email="s.iqbal@marlsea.example"
)
ADMINISTRATOR = Contact(name="Priya Nair", job="Conference administrator", phone="01632 960 101")
ADVICE = (
    Signpost(
        name="Family Law Helpline",
        helps_with="free advice on the law for parents",
        phone="01632 960 555",
        website="www.familylaw.example",
    ),
    Signpost(
        name="Speak Up Marlsea", helps_with="someone to speak up for you", phone="01632 960 556"
    ),
)
COMPLAINTS = Complaints(
    to="the Complaints Team",
    how=("01632 960 190", "complaints@marlsea.example", "Harbour House, 2 Quay Street, MZ1 2AB"),
)
AVA = Child(
    name="Ava", kind=Kind.REVIEW, about_attending="Ava has been asked to come to the first part."
)
BEN = Child(name="Ben", kind=Kind.REVIEW)
BABY = Child(name="your baby", kind=Kind.PRE_BIRTH, is_unborn=True)

INVITATION = InvitationLetter(
    letterhead=LETTERHEAD,
    recipient=ROSA,
    reference="7F3K-29QD",
    copy_number=3,
    dated=date(2026, 11, 19),
    children=(AVA, BEN, BABY),
    on=date(2026, 12, 3),
    starts_at=time(10),
    arrive_at=time(9, 45),
    ends_at=time(12),
    venue=Venue(
        name="Willow Room",
        address=("Park Centre", "Park Road", "Marlsea"),
        postcode="MZ7 2AB",
        access="There are no steps. There is a hearing loop.",
        getting_there="Bus 14 stops outside. You can park for free.",
        link_note="You can join by video or phone. Ask for the link.",
    ),
    chair=CHAIR,
    social_worker=SOCIAL_WORKER,
    people=(
        PersonInvited(
            name="Dele Lowe",
            job="Conference chair",
            why="Runs the meeting and decides.",
            reach="01632 960 110",
        ),
        PersonInvited(
            name="Sam Iqbal",
            job="Social worker",
            why="Works with Ava and Ben.",
            reach="01632 960 102",
        ),
        PersonInvited(
            name="Kezia Ncube",
            job="Health visitor",
            why="Sees Ben at the clinic.",
            reach="k.ncube@marlsea-health.example",
        ),
        PersonInvited(
            name="Jo Grant",
            job="Police officer",
            why="The police came to the house in June.",
            reach=KEPT_PRIVATE,
        ),
    ),
    reports=(
        ReportToExpect(author="Sam Iqbal", job="social worker", by=date(2026, 11, 26)),
        ReportToExpect(author="St Anne's School", job="Ava's teacher", by=date(2026, 11, 26)),
    ),
    tell_us_by=date(2026, 11, 30),
    views_by=date(2026, 12, 1),
    views_page="family.marlsea.example",
    interpreter="Polish",
    advice=ADVICE,
    recording="If you would like to record the meeting, ask the chair before it starts.",
    complaints=COMPLAINTS,
    enclosed=("a leaflet about these meetings",),
    signed_by=ADMINISTRATOR,
)

PROFESSIONAL_INVITATION = ProfessionalInvitationLetter(
    letterhead=LETTERHEAD,
    recipient=KEZIA,
    reference="7F3K-29QD",
    copy_number=5,
    dated=date(2026, 11, 19),
    children=(
        ChildToConsider(
            name="Ava Hartley", kind=Kind.REVIEW, address="14 Tern Close", born=date(2019, 5, 2)
        ),
        ChildToConsider(
            name="Ben Hartley", kind=Kind.REVIEW, address=KEPT_PRIVATE, born=date(2022, 8, 30)
        ),
        ChildToConsider(
            name="Baby Hartley",
            kind=Kind.PRE_BIRTH,
            address="14 Tern Close",
            due=date(2027, 2, 20),
        ),
    ),
    adults=(
        AdultInvolved(
            name="Rosa Hartley",
            relationship="Mother of all three; parental responsibility; lives with them",
        ),
        AdultInvolved(
            name="Mark Doyle", relationship="Father of Ben and of the baby; parental responsibility"
        ),
    ),
    reason="Ava and Ben have had plans since June. Their mother is expecting a baby in February.",
    on=date(2026, 12, 3),
    starts_at=time(10),
    arrive_at=time(9, 30),
    ends_at=time(12),
    venue=INVITATION.venue,
    chair=CHAIR,
    social_worker=SOCIAL_WORKER,
    answer_by=date(2026, 11, 24),
    answer_page="partners.marlsea.example",
    reports=(
        ReportDue(
            about="Ava and Ben (review)",
            to_chair_by=date(2026, 11, 26),
            to_family_by=date(2026, 11, 26),
        ),
        ReportDue(
            about="Baby Hartley (initial)",
            to_chair_by=date(2026, 12, 1),
            to_family_by=date(2026, 12, 1),
        ),
    ),
    report_page="partners.marlsea.example",
    copies=10,
    people=INVITATION.people,
    signed_by=ADMINISTRATOR,
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
    copy_number=2,
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
    to="the Head of Safeguarding",
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
            views=(
                View(
                    whose="Ava",
                    text="“I want it quiet. I want to see grandad more.”",
                    how_given="Spoken by her advocate, Nell Ward",
                ),
                View(whose="Rosa Hartley (mother)", text="Things are better than in June."),
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
            likelihood_of_harm="Likely, if the fights go on.",
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
    copy_number=1,
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
