"""From the strategy discussion to the outcome of the section 47 enquiry, for each child."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import IntegrityError, transaction

from roundtable.casework.cases.actions.enquiries import (
    CannotConcludeEnquiry,
    CannotHoldStrategyDiscussion,
    CannotRecordEnquiry,
    CannotStartEnquiry,
    advise_on_convening,
    conclude_enquiry,
    hold_strategy_discussion,
    record_conversation,
)
from roundtable.casework.cases.actions.household import add_child
from roundtable.casework.cases.models import (
    Harm,
    Section47Enquiry,
    SpokenTo,
    StrategyDiscussion,
    TimelineEntry,
)
from roundtable.casework.cases.tests.town import CONTINUING_RISK, Family, Town
from roundtable.casework.people.models import AgencyKind, Professional
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.audit.models import AuditEvent
from roundtable.foundation.clocks.models import Clock
from roundtable.foundation.core import clock
from roundtable.foundation.core.errors import NotAuthorised
from roundtable.rules.access import Role
from roundtable.rules.enquiry_states import State

FRIDAY = clock.at(date(2026, 11, 20), 14)
TODAY = date(2026, 11, 24)


@pytest.fixture
def worker(town: Town) -> Actor:
    return town.actor(Role.SOCIAL_WORKER, "Sam Iqbal")


@pytest.fixture
def family(town: Town, worker: Actor) -> Family:
    return town.family(worker, unborn=date(2027, 2, 1))


@pytest.fixture
def manager(town: Town, worker: Actor, family: Family) -> Actor:
    return town.allocated(Role.MANAGER, "Jo Park", family.case, worker)


@pytest.fixture
def enquiry(town: Town, worker: Actor, family: Family) -> Section47Enquiry:
    return town.enquiry(family, "Ava", worker)


def by(actor: Actor) -> dict[str, object]:
    return {"actor": actor, "now": clock.now()}


def discuss(family: Family, actor: Actor, *children: str, **changed: object) -> StrategyDiscussion:
    given = {
        "case_id": family.case.pk,
        "held_at": FRIDAY,
        "attendees": [Professional.objects.get(pk=actor.professional_id)],
        "decisions": "A joint enquiry.",
        "children": [family.children[name] for name in children],
    }
    return hold_strategy_discussion(**given | changed, **by(actor))


def running(subject: Section47Enquiry) -> dict[str, Clock]:
    found = Clock.objects.filter(
        subject_type="section47enquiry", subject_id=subject.pk, stopped_on=None
    )
    return {one.rule: one for one in found}


def advised(enquiry: Section47Enquiry, town: Town, worker: Actor) -> None:
    advise_on_convening(
        enquiry_id=enquiry.pk,
        chair=town.professional("Maya Lowe", "Conference chair"),
        on=TODAY,
        advice="Hold a conference.",
        **by(worker),
    )


def conclude(
    enquiry: Section47Enquiry, manager: Actor, outcome: object = CONTINUING_RISK, on: date = TODAY
) -> Section47Enquiry:
    return conclude_enquiry(
        enquiry_id=enquiry.pk,
        outcome=outcome,
        authorised_by=Professional.objects.get(pk=manager.professional_id),
        on=on,
        **by(manager),
    )


# The strategy discussion


def test_a_strategy_discussion_starts_an_enquiry_and_its_clock_for_each_child(
    family: Family, worker: Actor
) -> None:
    discussion = discuss(family, worker, "Ava", "Baby")
    enquiries = Section47Enquiry.objects.filter(discussion=discussion)
    assert {one.child_id for one in enquiries} == {
        family.children["Ava"].pk,
        family.children["Baby"].pk,
    }
    for one in enquiries:
        limit = running(one)["initial_conference"]
        assert limit.started_on == date(2026, 11, 20)
        assert limit.due_on == date(2026, 12, 11)  # 15 working days, no bank holiday among them
    verbs = list(AuditEvent.objects.order_by("pk").values_list("verb", flat=True))
    assert verbs[-3:] == ["enquiry.started", "enquiry.started", "strategy_discussion.held"]


def test_a_further_discussion_joins_the_enquiry_and_moves_no_date(
    family: Family, worker: Actor
) -> None:
    discuss(family, worker, "Ava")
    enquiry = Section47Enquiry.objects.get()
    before = running(enquiry)["initial_conference"].due_on
    further = discuss(family, worker, "Ava", held_at=clock.at(date(2026, 11, 23), 9))
    assert further.is_further
    assert Section47Enquiry.objects.get() == enquiry
    assert running(enquiry)["initial_conference"].due_on == before


def test_until_its_conference_is_held_a_discussion_starts_no_other_enquiry(
    town: Town, family: Family, worker: Actor, manager: Actor
) -> None:
    discuss(family, worker, "Ava")
    enquiry = Section47Enquiry.objects.get()
    advised(enquiry, town, worker)
    conclude(enquiry, manager)
    limit = running(enquiry)["initial_conference"].due_on
    assert discuss(family, worker, "Ava", held_at=clock.at(date(2026, 11, 24), 9)).is_further
    assert Section47Enquiry.objects.get() == enquiry
    assert running(enquiry)["initial_conference"].due_on == limit
    with pytest.raises(IntegrityError, match="one_unfinished_enquiry"), transaction.atomic():
        Section47Enquiry.objects.create(
            authority=town.authority,
            case=family.case,
            child=family.children["Ava"],
            started_on=date(2026, 11, 24),
        )
    Section47Enquiry.objects.update(state=State.COMPLETED.value)
    assert not discuss(family, worker, "Ava", held_at=clock.at(date(2026, 11, 24), 9)).is_further
    assert Section47Enquiry.objects.count() == 2


def test_a_discussion_about_nobody_new_and_somebody_new_starts_one_enquiry(
    family: Family, worker: Actor
) -> None:
    discuss(family, worker, "Ava")
    second = discuss(family, worker, "Ava", "Ben", "Ben")
    assert not second.is_further
    assert Section47Enquiry.objects.filter(discussion=second).get().child_id == (
        family.children["Ben"].pk
    )


def test_a_discussion_lies_in_the_past_and_decides_something(family: Family, worker: Actor) -> None:
    with pytest.raises(CannotHoldStrategyDiscussion, match="has passed"):
        discuss(family, worker, "Ava", held_at=clock.at(date(2026, 11, 25), 9))
    with pytest.raises(CannotHoldStrategyDiscussion, match="decided"):
        discuss(family, worker, "Ava", decisions=" ")
    assert not StrategyDiscussion.objects.exists()


def test_a_discussion_is_about_children_of_the_case(
    town: Town, family: Family, worker: Actor
) -> None:
    others = town.family(worker, name="Osei", children={"Mia": date(2020, 1, 1)})
    for stranger in (others.children["Mia"], family.adults["Rosa"]):
        with pytest.raises(CannotHoldStrategyDiscussion, match="of this case"):
            discuss(family, worker, children=[stranger])


def test_an_enquiry_is_about_a_child_under_18_or_unborn(family: Family, worker: Actor) -> None:
    """S0-01: the age of the child is looked at."""
    grown = add_child(
        case_id=family.case.pk,
        forename="Lou",
        surname="Hartley",
        birth_on=date(2008, 11, 20),  # 18 on the day of the discussion
        **by(worker),
    )
    with pytest.raises(CannotStartEnquiry, match="18 or over"):
        discuss(family, worker, children=[grown])
    discuss(family, worker, "Baby")


def test_a_child_has_one_open_enquiry_in_any_case(
    town: Town, family: Family, worker: Actor
) -> None:
    discuss(family, worker, "Ava")
    others = town.family(worker, name="Osei", children={})
    others.case.members.create(
        authority=town.authority, person=family.children["Ava"], standing="subject"
    )
    with pytest.raises(CannotStartEnquiry, match="not finished in another case"):
        discuss(others, worker, children=[family.children["Ava"]])


@pytest.mark.parametrize("role", [Role.CHAIR, Role.ADMINISTRATOR, Role.HEAD_OF_SERVICE])
def test_others_do_not_start_enquiries(town: Town, family: Family, role: Role) -> None:
    with pytest.raises(NotAuthorised):
        discuss(family, town.actor(role, "Pat Reed"), "Ava")


# Who was spoken to


def speak(enquiry: Section47Enquiry, actor: Actor, **changed: object) -> SpokenTo:
    given = {"enquiry_id": enquiry.pk, "on": date(2026, 11, 23)}
    return record_conversation(**given | changed, **by(actor))


def test_who_was_spoken_to_is_recorded_each_with_their_consent(
    town: Town, enquiry: Section47Enquiry, family: Family, worker: Actor
) -> None:
    """S2-04: parent, child, school, health and anyone else involved."""
    speak(enquiry, worker, person=family.adults["Rosa"], with_consent=True)
    speak(enquiry, worker, person=family.children["Ava"], alone=True, with_consent=None)
    teacher = town.professional("Ed Marsh", "Head teacher", AgencyKind.EDUCATION)
    nurse = town.professional("Kit Ncube", "Health visitor", AgencyKind.HEALTH_VISITING)
    speak(enquiry, worker, professional=teacher)
    speak(enquiry, worker, professional=nurse)
    assert enquiry.spoken_to.count() == 4
    lines = TimelineEntry.objects.filter(kind="spoken_to").values_list("title", flat=True)
    assert "Ed Marsh was spoken to" in lines
    assert AuditEvent.objects.filter(verb="enquiry.conversation").count() == 4


@pytest.mark.parametrize("consent", [False, None])
def test_the_child_is_seen_with_or_without_consent(
    enquiry: Section47Enquiry, family: Family, worker: Actor, consent: bool | None
) -> None:
    """S2-39: consent is noted and stops nothing."""
    speak(enquiry, worker, person=family.children["Ava"], alone=True, with_consent=consent)
    enquiry.refresh_from_db()
    assert enquiry.child_seen_on == date(2026, 11, 23)
    assert enquiry.child_seen_alone is True
    assert enquiry.spoken_to.get().with_consent is consent


def test_the_last_time_the_child_was_seen_counts_and_once_alone_is_alone(
    enquiry: Section47Enquiry, family: Family, worker: Actor
) -> None:
    ava = family.children["Ava"]
    speak(enquiry, worker, person=ava, alone=True, on=date(2026, 11, 23))
    speak(enquiry, worker, person=ava, alone=False, on=date(2026, 11, 21))
    enquiry.refresh_from_db()
    assert (enquiry.child_seen_on, enquiry.child_seen_alone) == (date(2026, 11, 23), True)


def test_a_conversation_is_with_one_person_of_the_case_on_a_day_that_has_come(
    town: Town, family: Family, worker: Actor
) -> None:
    enquiry = town.enquiry(family, "Baby", worker)
    others = town.family(worker, name="Osei", children={"Mia": date(2020, 1, 1)})
    nurse = town.professional("Kit Ncube", "Midwife")
    for message, given in (
        ("one person or one professional", {}),
        ("one person or", {"person": family.adults["Rosa"], "professional": nurse}),
        ("of this case", {"person": others.children["Mia"]}),
        ("cannot lie ahead", {"professional": nurse, "on": date(2026, 11, 25)}),
        ("has not been born", {"person": family.children["Baby"]}),
    ):
        with pytest.raises(CannotRecordEnquiry, match=message):
            speak(enquiry, worker, **given)
    assert not SpokenTo.objects.exists()


# The chair's advice


def test_the_chairs_advice_is_recorded_who_when_and_what(
    town: Town, enquiry: Section47Enquiry, worker: Actor
) -> None:
    """S0-04 and S0-05: a chair advises on convening."""
    advised(enquiry, town, worker)
    enquiry.refresh_from_db()
    assert enquiry.chair_consulted is not None
    assert enquiry.chair_consulted.name == "Maya Lowe"
    assert enquiry.chair_consulted_on == TODAY
    assert enquiry.chair_advice == "Hold a conference."
    assert AuditEvent.objects.filter(verb="enquiry.chair_consulted").count() == 1


def test_a_chair_of_the_case_records_their_own_advice(
    town: Town, enquiry: Section47Enquiry, family: Family, worker: Actor
) -> None:
    """S0-05: the coordinator advises."""
    chair = town.allocated(Role.CHAIR, "Maya Lowe", family.case, worker)
    advise_on_convening(
        enquiry_id=enquiry.pk,
        chair=Professional.objects.get(pk=chair.professional_id),
        on=TODAY,
        advice="Hold one for both children.",
        **by(chair),
    )
    enquiry.refresh_from_db()
    assert enquiry.chair_consulted_id == chair.professional_id


def test_advice_needs_words_and_a_day_that_has_come(
    town: Town, enquiry: Section47Enquiry, worker: Actor
) -> None:
    chair = town.professional("Maya Lowe", "Conference chair")
    asked = {"enquiry_id": enquiry.pk, "chair": chair, **by(worker)}
    with pytest.raises(CannotRecordEnquiry, match="what the chair advised"):
        advise_on_convening(on=TODAY, advice=" ", **asked)
    with pytest.raises(CannotRecordEnquiry, match="lie ahead"):
        advise_on_convening(on=date(2026, 11, 25), advice="Yes", **asked)


def test_a_chair_who_does_not_work_with_the_family_records_no_advice(
    town: Town, enquiry: Section47Enquiry
) -> None:
    chair = town.actor(Role.CHAIR, "Noor Khan")
    with pytest.raises(NotAuthorised):
        advise_on_convening(
            enquiry_id=enquiry.pk,
            chair=Professional.objects.get(pk=chair.professional_id),
            on=TODAY,
            advice="Yes",
            **by(chair),
        )


# The outcome


def test_continuing_risk_leads_to_a_request_and_the_limit_goes_on(
    town: Town, enquiry: Section47Enquiry, worker: Actor, manager: Actor
) -> None:
    advised(enquiry, town, worker)
    done = conclude(enquiry, manager)
    assert done.state == State.SUBSTANTIATED_CONTINUING_RISK
    assert done.conference_not_required is False
    assert set(running(enquiry)) == {"initial_conference", "conference_request"}
    assert running(enquiry)["conference_request"].due_on == date(2026, 11, 25)
    event = AuditEvent.objects.get(verb="enquiry.concluded")
    assert (event.subject_id, event.user_id) == (enquiry.pk, manager.user_id)
    assert "mother" not in str(event.details)


def test_both_conditions_are_recorded_apart(
    town: Town, enquiry: Section47Enquiry, worker: Actor, manager: Actor
) -> None:
    """S0-03: concerns substantiated; the child at continuing risk of significant harm."""
    advised(enquiry, town, worker)
    outcome = replace(CONTINUING_RISK, continuing_risk=False, interim_safety_plan="")
    done = conclude(enquiry, manager, outcome)
    assert (done.concerns_substantiated, done.continuing_risk) == (True, False)
    assert done.state == State.SUBSTANTIATED_NO_CONTINUING_RISK
    assert done.conference_not_required is True
    assert running(enquiry) == {}


def test_concerns_that_are_not_substantiated_end_it_with_a_reason(
    enquiry: Section47Enquiry, manager: Actor
) -> None:
    nothing = replace(
        CONTINUING_RISK, concerns_substantiated=False, continuing_risk=False, findings=""
    )
    with pytest.raises(CannotConcludeEnquiry, match="Say why"):
        conclude(enquiry, manager, nothing)
    done = conclude(enquiry, manager, replace(nothing, findings="The bruise was an accident."))
    assert done.state == State.NOT_SUBSTANTIATED
    assert running(enquiry) == {}


def test_harm_by_witnessing_and_by_failure_to_protect_is_harm(
    town: Town, enquiry: Section47Enquiry, worker: Actor, manager: Actor
) -> None:
    """S2-05 and S2-06: who harmed the child may be somebody else than a parent."""
    advised(enquiry, town, worker)
    outcome = replace(
        CONTINUING_RISK,
        harms=(Harm.WITNESSING, Harm.FAILURE_TO_PROTECT),
        harmed_by="Rosa's former partner",
    )
    done = conclude(enquiry, manager, outcome)
    assert done.harms == ["witnessing", "failure_to_protect"]
    assert done.harmed_by == "Rosa's former partner"


def test_without_the_chairs_advice_there_is_no_conference(
    enquiry: Section47Enquiry, manager: Actor
) -> None:
    """S0-04: the chair is consulted about the decision."""
    with pytest.raises(CannotConcludeEnquiry, match="chair") as refused:
        conclude(enquiry, manager)
    assert [reason.code for reason in refused.value.reasons] == ["CHAIR_NOT_CONSULTED"]
    enquiry.refresh_from_db()
    assert enquiry.state == State.OPEN


def test_without_a_safety_plan_there_is_no_conference(
    town: Town, enquiry: Section47Enquiry, worker: Actor, manager: Actor
) -> None:
    advised(enquiry, town, worker)
    with pytest.raises(CannotConcludeEnquiry, match="safe until the conference"):
        conclude(enquiry, manager, replace(CONTINUING_RISK, interim_safety_plan=" "))


def test_the_day_of_the_outcome_is_one_of_the_enquiry(
    town: Town, enquiry: Section47Enquiry, worker: Actor, manager: Actor
) -> None:
    advised(enquiry, town, worker)
    for day in (date(2026, 11, 19), date(2026, 11, 25)):
        with pytest.raises(CannotConcludeEnquiry, match="Enter a day"):
            conclude(enquiry, manager, on=day)


def test_an_enquiry_is_concluded_once_and_then_closed_to_more(
    town: Town, enquiry: Section47Enquiry, family: Family, worker: Actor, manager: Actor
) -> None:
    advised(enquiry, town, worker)
    conclude(enquiry, manager)
    with pytest.raises(CannotConcludeEnquiry):
        conclude(enquiry, manager)
    with pytest.raises(CannotRecordEnquiry, match="is over"):
        speak(enquiry, worker, person=family.adults["Rosa"])
    with pytest.raises(CannotRecordEnquiry, match="too late"):
        advised(enquiry, town, worker)


def test_while_no_conference_has_been_held_the_outcome_can_change(
    town: Town, enquiry: Section47Enquiry, worker: Actor, manager: Actor
) -> None:
    advised(enquiry, town, worker)
    conclude(enquiry, manager)
    safe_now = replace(
        CONTINUING_RISK,
        continuing_risk=False,
        interim_safety_plan="",
        findings="Grandmother has moved in.",
    )
    with pytest.raises(CannotConcludeEnquiry, match="first outcome"):
        conclude(enquiry, manager, safe_now, on=date(2026, 11, 23))
    done = conclude(enquiry, manager, safe_now)
    assert (done.state, done.conference_not_required) == (
        State.SUBSTANTIATED_NO_CONTINUING_RISK,
        True,
    )
    assert running(enquiry) == {}, "neither the conference nor its request is due any more"
    assert TimelineEntry.objects.filter(
        title="Section 47 enquiry, outcome changed: concerns substantiated, no continuing risk"
    ).exists()
    with pytest.raises(CannotConcludeEnquiry):
        conclude(enquiry, manager, safe_now)


def test_the_manager_of_the_case_decides_not_the_worker(
    town: Town, enquiry: Section47Enquiry, worker: Actor
) -> None:
    advised(enquiry, town, worker)
    for actor in (worker, town.actor(Role.MANAGER, "Di Moss")):
        with pytest.raises(NotAuthorised):
            conclude(enquiry, actor)
