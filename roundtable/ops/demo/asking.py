"""How else a conference is asked for: by an agency, after a move here, and all that a form says."""

from datetime import date, time

from roundtable.casework.cases.actions.membership import allocate
from roundtable.casework.cases.models import Capacity
from roundtable.casework.convening.actions.agency_request import answer_agency, ask_for_conference
from roundtable.casework.convening.actions.transfer_in import (
    MovedChild,
    record_transfer,
    request_transfer,
)
from roundtable.casework.convening.details import (
    ChildOnForm,
    Details,
    ExclusionOnForm,
    NeedOnForm,
)
from roundtable.casework.convening.models import AgencyAnswer, AgencyRequest
from roundtable.casework.plans.actions.request_review import answer_transfer
from roundtable.ops.demo.story import Story
from roundtable.rules.avoided_times import AvoidedTime, Because
from roundtable.rules.categories import Category


def an_agency_asks(story: Story, who: str, on: date, *, reason: str) -> AgencyRequest:
    """Have somebody of another agency, who works with the family, ask for a conference."""
    story.go_to(on, time(9, 30))
    story.by_worker(
        allocate,
        case=story.case,
        professional=story.stage.cast.professional(who),
        capacity=Capacity.INVOLVED,
        starts_on=on,
    )
    return story.do(
        who,
        ask_for_conference,
        case_id=story.case.pk,
        children=", ".join(child.key for child in story.family.children),
        reason=reason,
        backed_as="named",
        backed_by="Dr Lena Moss",
    )


def the_manager_agrees(story: Story, asked: AgencyRequest, on: date) -> None:
    story.go_to(on, time(16, 30))
    story.do(
        story.family.manager,
        answer_agency,
        request_id=asked.pk,
        answer=AgencyAnswer.AGREED,
        reason="We share the worry. A strategy discussion is held, and you are asked to it.",
    )


def move_here(story: Story, told_on: date, *, requested_on: date, accepted_on: date) -> None:
    """Be told of children on a plan elsewhere, asked in writing to take over, and accept."""
    story.go_to(told_on, time(10, 15))
    transfer = story.by_worker(
        record_transfer,
        case_id=story.case.pk,
        children=[
            MovedChild(story.people[child.key].pk, [Category.NEG])
            for child in story.family.children
        ],
        from_authority="Stonelea",
        notified_on=told_on,
        contact="Nora Quill, conference service of Stonelea",
        move_reason="Nearer to the grandparents, for good.",
    )
    story.go_to(requested_on, time(11))
    story.by_worker(
        request_transfer,
        transfer_id=transfer.pk,
        on=requested_on,
        papers=["plan", "reports", "assessment", "chronology"],
        risk_after_move="The same people care for the children; the school is new.",
    )
    story.go_to(accepted_on, time(11))
    story.do(story.family.manager, answer_transfer, transfer_id=transfer.pk, event="accept")


def what_the_form_says(story: Story) -> Details:
    """Return a booking form with something on each of its pages."""
    family, people = story.family, story.people
    at_home, other = family.adults[0], family.adults[-1]
    return Details(
        children=[
            ChildOnForm(people[child.key].pk, "subject", attends="no", attends_note="By a letter")
            for child in family.children
        ],
        needs=[
            NeedOnForm(people[at_home.forename].pk, "interpreter", "Albanian"),
            NeedOnForm(people[at_home.forename].pk, "child_care", "The youngest is at home"),
        ],
        avoided=[
            AvoidedTime(
                Because.WORK, weekdays=frozenset({1, 2}), starts=time(8), ends=time(12, 30)
            ),
            AvoidedTime(
                Because.SCHOOL_RUN, weekdays=frozenset({1, 2, 3, 4, 5}), starts=time(14, 45)
            ),
        ],
        wanted_ids=[story.stage.cast.professional(key).pk for key in family.table],
        exclusions=[
            ExclusionOnForm(
                people[other.forename].pk,
                "D",
                f"{at_home.forename} says she cannot speak while he is in the room.",
            )
        ],
        others_to_invite="The lady next door, who often looks after the children.",
        risk_to_staff="A large dog. Ring before you come.",
        police_names=[f"{other.forename} {family.surname}"],
        travel="By bus, two changes. The last one back goes at 5:20pm.",
    )
