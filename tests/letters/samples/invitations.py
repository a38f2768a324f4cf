"""Their invitations, and the letter to someone who is kept out."""

from datetime import date, time

from roundtable.casework.conferences.letters.exclusion import ExclusionLetter
from roundtable.casework.conferences.letters.parts import (
    Venue,
)
from roundtable.casework.conferences.models import ExclusionDecision, Kind
from roundtable.casework.invitations.letters.child_invitation import ChildInvitationLetter
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
from roundtable.foundation.documents.rendition import (
    KEPT_PRIVATE,
    Recipient,
)
from tests.letters.samples.family import (
    ADMINISTRATOR,
    ADVICE,
    AVA,
    BABY,
    BEN,
    CHAIR,
    COMPLAINTS,
    KEZIA,
    LETTERHEAD,
    ROSA,
    SOCIAL_WORKER,
)

INVITATION = InvitationLetter(
    letterhead=LETTERHEAD,
    recipient=ROSA,
    reference="7F3K-29QD",
    copy_number=None,
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

CHILD_INVITATION = ChildInvitationLetter(
    letterhead=LETTERHEAD,
    recipient=Recipient(name="Ava Hartley", delivery="By hand"),
    reference="7F3K-29QD",
    copy_number=None,
    dated=date(2026, 11, 19),
    is_older=False,
    on=date(2026, 12, 3),
    starts_at=time(10),
    arrive_at=time(9, 45),
    venue=INVITATION.venue,
    own_part="You are asked to come to one part of the meeting. We will tell you which.",
    chair=CHAIR,
    social_worker=SOCIAL_WORKER,
    people=INVITATION.people,
    views_by=date(2026, 12, 1),
    advice=ADVICE,
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

EXCLUSION = ExclusionLetter(
    letterhead=LETTERHEAD,
    recipient=Recipient(name="Mark Doyle", address=("3 Hill Street", "Marlsea", "MZ2 5TT")),
    reference="B5N0-68GE",
    copy_number=None,
    dated=date(2026, 11, 25),
    children=("Ben",),
    decision=ExclusionDecision.WHOLE,
    reasons="The chair thinks that others could not speak freely if you were there.",
    views_by="You can write to the chair by 1 December. Your letter will be read out.",
    chair=CHAIR,
    social_worker=SOCIAL_WORKER,
    advice=ADVICE,
    complaints=COMPLAINTS,
    signed_by=CHAIR,
)
