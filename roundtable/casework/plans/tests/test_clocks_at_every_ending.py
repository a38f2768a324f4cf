"""After every way in which something can end, the clocks that should run are running, and no other."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
import time_machine

from roundtable.casework.cases.actions.enquiries import EnquiryOutcome, conclude_enquiry
from roundtable.casework.conferences.actions.contact import record_family_contact
from roundtable.casework.conferences.actions.move import reschedule_conference
from roundtable.casework.conferences.actions.participants import WithdrawnBecause
from roundtable.casework.conferences.actions.request import RequestedChild
from roundtable.casework.conferences.models import Booking, Conference, Kind, Participant
from roundtable.casework.conferences.tests.family import (
    ENDS_AT,
    STARTS_AT,
    Family,
    add,
    agrees,
    arrange,
    arranged,
    authorised,
    letters_have_left,
    request,
)
from roundtable.casework.invitations.actions.answer import Answer, answer_invitation
from roundtable.casework.invitations.models import Invitation
from roundtable.casework.invitations.tests.invited import look_at_invitations
from roundtable.casework.plans.actions.conclude import conclude_conference
from roundtable.casework.plans.actions.ending import Ending, end_plan_outside_conference
from roundtable.casework.plans.actions.invite import invite_everyone
from roundtable.casework.plans.actions.list_of_people import take_off_the_list
from roundtable.casework.plans.actions.put_off import cancel_conference, postpone_conference
from roundtable.casework.plans.models import EndReason, Plan
from roundtable.casework.plans.request_page import asked_for
from roundtable.casework.plans.tests import table
from roundtable.casework.plans.tests.on_a_plan import put_on_plan
from roundtable.casework.reports.actions import (
    read_guidance,
    share_report,
    submit_report,
    write_statement_in_report,
)
from roundtable.casework.reports.models import Report
from roundtable.casework.room.actions import ending, go_on_inquorate
from roundtable.foundation.clocks.models import Clock
from roundtable.foundation.clocks.queries import running_clocks
from roundtable.foundation.core import clock
from roundtable.foundation.messaging.models import OutboxMessage
from roundtable.rules.conference_guards import PostponedFor
from roundtable.rules.reasons import Override
from roundtable.rules.timescales import WINDOWS

LEADS_TO_THE_DAY = {
    "agency_report",
    "agency_report_to_family",
    "parent_report",
    "chair_contact",
    "exclusion_request",
    "supporter_notice",
    "report_bundle",
}
WHILE_WAITING = LEADS_TO_THE_DAY | {"invitation_reply", "initial_conference"}
OF_A_PLAN = {"first_core_group", "first_review", "next_visit"} | {
    f"plan_open_{months}_months" for months in (9, 12, 15, 18, 21, 24)
}


Travel = Callable[[date], None]


def ten_on(day: date) -> datetime:
    return clock.at(day, 10)


@pytest.fixture
def travel(clock: time_machine.Traveller) -> Travel:
    return lambda day: clock.move_to(ten_on(day))


def running(cast: Family, *children: str) -> set[str]:
    """Return the rules of the clocks that run for the children named, or for a meeting."""
    others = set(cast.people) - set(children or ("ava",))
    found = Clock.objects.filter(case_id=cast.case.pk, stopped_on=None)
    return set(
        found.exclude(child_id__in=[cast.people[one].pk for one in others]).values_list(
            "rule", flat=True
        )
    )


def invited(cast: Family, *names: str, **changes: Any) -> Conference:
    """Ask everybody to come, and for their reports."""
    conference = arrange(cast, authorised(cast, *names, **changes))
    add(cast, conference, "mother")
    for name in table.PROFESSIONALS:
        add(cast, conference, name, has_direct_contact=True)
    return sent(cast, conference)


def sent(cast: Family, conference: Conference) -> Conference:
    look_at_invitations(cast, conference)
    invite_everyone(conference_id=conference.pk, actor=cast.actor("administrator"), now=clock.now())
    letters_have_left(conference)
    conference.refresh_from_db()
    return conference


def no_risk_any_more(cast: Family, name: str = "ava") -> None:
    conclude_enquiry(
        enquiry_id=cast.enquiries[name].pk,
        outcome=EnquiryOutcome(
            concerns_substantiated=True, continuing_risk=False, findings="Grandmother has moved in."
        ),
        authorised_by=cast.professionals["manager"],
        on=clock.today(),
        actor=cast.actor("manager"),
        now=clock.now(),
    )


def cancel(cast: Family, conference: Conference, *more: Override) -> None:
    cancel_conference(
        conference_id=conference.pk,
        reason="It is not needed.",
        overrides=[*(agrees(cast, one, "AGREEMENT_NEEDED") for one in ("chair", "manager")), *more],
        actor=cast.actor("chair"),
        now=clock.now(),
    )


# Before it opens


def test_before_the_day_everything_that_leads_to_it_runs(cast: Family) -> None:
    invited(cast, "ava")
    assert running(cast) == WHILE_WAITING


def all_the_same(cast: Family) -> Override:
    return agrees(cast, "head_of_service", "ENQUIRY_STILL_SAYS_RISK")


def cancelled_though_the_limit_counts(cast: Family) -> None:
    cancel(cast, invited(cast, "ava"), all_the_same(cast))


def cancelled_because_the_risk_is_over(cast: Family) -> None:
    conference = invited(cast, "ava")
    no_risk_any_more(cast)
    cancel(cast, conference)


def postponed(cast: Family) -> None:
    postpone_conference(
        conference_id=invited(cast, "ava").pk,
        why=PostponedFor.ILLNESS,
        interim_safety="Grandmother stays.",
        actor=cast.actor("chair"),
        now=clock.now(),
    )


def postponed_and_given_up(cast: Family) -> None:
    postponed(cast)
    no_risk_any_more(cast)
    cancel(cast, Conference.objects.get())


def request_given_up(cast: Family) -> None:
    conference = request(cast, "ava")
    Conference.objects.filter(pk=conference.pk).update(chair=cast.professionals["chair"])
    no_risk_any_more(cast)
    cancel(cast, conference)


# After it has opened


def opened(cast: Family) -> Conference:
    return table.sitting(cast, invited(cast, "ava"))


def ended(how: Callable[..., Conference]) -> Callable[[Family], Conference]:
    def end(cast: Family) -> Conference:
        conference = opened(cast)
        if how is ending.close_inquorate:
            for seat in Participant.objects.filter(
                professional__in=[cast.professionals[name] for name in table.PROFESSIONALS]
            ):
                seat.attendances.update(left_at=STARTS_AT + timedelta(minutes=20))
        return how(
            conference_id=conference.pk,
            reason="Two reports came this morning.",
            interim_plan="Grandmother stays with them.",
            next_on=date(2026, 12, 8),
            actor=cast.actor("chair"),
            now=table.NOW,
        )

    return end


adjourned = ended(ending.adjourn)


def decided(cast: Family, **changes: Any) -> Conference:
    return conclude(cast, opened(cast), **changes)


def conclude(cast: Family, conference: Conference, outcome: str = "plan") -> Conference:
    for child in conference.children.all():
        table.hear(cast, child)
        table.write_plan(cast, child)
        table.propose(cast, child, outcome, recommended_support="None.")
    conclude_conference(conference_id=conference.pk, actor=cast.actor("chair"), now=table.NOW)
    return conference


def decided_against_a_plan(cast: Family) -> None:
    decided(cast, outcome="child_in_need")


# What follows


def plan_ended(cast: Family, reason: EndReason = EndReason.LEFT_UK) -> None:
    decided(cast)
    end_plan(cast, reason)


def end_plan(cast: Family, reason: EndReason) -> None:
    end_plan_outside_conference(
        plan_id=Plan.objects.get().pk,
        ending=Ending(
            reason=reason, on=date(2026, 12, 7), note="As told.", agencies_consulted=True
        ),
        actor=cast.actor("head_of_service"),
        now=clock.at(date(2026, 12, 8), 9),
    )


def died_on_a_plan(cast: Family) -> None:
    plan_ended(cast, EndReason.DIED)


# A report that never came is still owed when the meeting is over.
AFTER_A_MEETING = {"record", "agency_report", "decision_letter"}
AFTERWARDS = [
    (cancelled_though_the_limit_counts, {"initial_conference"}),
    (cancelled_because_the_risk_is_over, set()),
    (postponed, {"initial_conference", "postponed_conference"}),
    (postponed_and_given_up, set()),
    (request_given_up, set()),
    (opened, {"initial_conference", "agency_report"}),
    (
        ended(ending.stand_down),
        AFTER_A_MEETING | {"initial_conference", "reconvened_conference"},
    ),
    (adjourned, AFTER_A_MEETING | {"initial_conference", "reconvened_conference"}),
    (
        ended(ending.close_inquorate),
        AFTER_A_MEETING | {"initial_conference", "reconvened_conference"},
    ),
    (decided, AFTER_A_MEETING | OF_A_PLAN),
    (decided_against_a_plan, AFTER_A_MEETING),
    (plan_ended, AFTER_A_MEETING),
    (died_on_a_plan, AFTER_A_MEETING),
]


@pytest.mark.parametrize(
    ("end", "left"),
    AFTERWARDS,
    ids=[
        "cancelled, the limit counts", "cancelled, no risk", "postponed", "postponed, cancelled",
        "request cancelled", "opened", "stood down", "adjourned", "inquorate", "decided",
        "decided, no plan", "plan ended", "died on a plan",
    ],
)  # fmt: skip
def test_only_what_should_run_is_running(
    cast: Family, end: Callable[[Family], object], left: set[str]
) -> None:
    end(cast)
    assert running(cast) == left


def test_a_report_is_owed_by_its_writer_alone_and_no_answer_once_it_has_opened(
    cast: Family,
) -> None:
    opened(cast)
    of = Clock.objects.filter(rule="agency_report", stopped_on=None)
    assert set(of.values_list("subject_type", flat=True)) == {"report"}
    stopped = Clock.objects.filter(rule="invitation_reply").values_list("stopped_by", flat=True)
    assert set(stopped) == {"the conference opened"}


# The outcome of the enquiry


def test_a_changed_outcome_stops_the_limit_and_a_new_request_is_possible_without_it(
    cast: Family,
) -> None:
    conference = invited(cast, "ava")
    assert asked_for(cast.enquiries["ava"]) == conference
    cancel(cast, conference, all_the_same(cast))
    assert asked_for(cast.enquiries["ava"]) is None, "another one can be asked for"
    again = request(cast, "ava")
    assert asked_for(cast.enquiries["ava"]) == again
    no_risk_any_more(cast)
    assert "initial_conference" not in running(cast)


# Meeting again


def gone_on_with(cast: Family, first: Conference) -> Conference:
    """Arrange the meeting that goes on with one that decided nothing."""
    again = [RequestedChild(cast.ava.pk, Kind.RECONVENED)]
    conference = request(cast, children=again, earlier_id=first.pk)
    Conference.objects.filter(pk=conference.pk).update(authorised_by=cast.professionals["manager"])
    on = clock.at(date(2026, 12, 8), 10)
    return arrange(cast, conference, starts_at=on, ends_at=on + timedelta(hours=2))


def test_what_it_goes_on_with_waits_until_it_is_agreed_that_nothing_needs_it(
    cast: Family, travel: Travel
) -> None:
    first = adjourned(cast)
    travel(date(2026, 12, 4))
    cancel(cast, gone_on_with(cast, first), all_the_same(cast))
    assert {"reconvened_conference", "initial_conference"} <= running(cast)
    second = gone_on_with(cast, first)
    no_risk_any_more(cast)
    cancel(cast, second)
    assert running(cast) == AFTER_A_MEETING


def test_a_report_for_the_meeting_before_is_asked_for_anew(cast: Family, travel: Travel) -> None:
    first = adjourned(cast)
    travel(date(2026, 12, 4))
    second = gone_on_with(cast, first)
    for name in table.PROFESSIONALS:
        add(cast, second, name)
    sent(cast, second)
    owed = Clock.objects.filter(rule="agency_report", subject_type="report", stopped_on=None)
    reports = Report.objects.filter(pk__in=owed.values("subject_id"))
    assert {one.conference_id for one in reports} == {second.pk}


def test_an_adjourned_review_need_not_meet_again_when_another_review_decides(
    cast: Family, travel: Travel
) -> None:
    put_on_plan(cast.ava, cast.case, by=cast.actor("social_worker"), since=date(2026, 10, 1))
    no_risk_any_more(cast)
    review = [RequestedChild(cast.ava.pk, Kind.REVIEW)]
    on_a_plan = {"children": review, "children_on_a_plan": frozenset({cast.ava.pk})}
    first = table.sitting(cast, invited(cast, **on_a_plan))
    ending.adjourn(
        conference_id=first.pk,
        reason="The father is ill.",
        interim_plan="The plan goes on.",
        next_on=date(2026, 12, 15),
        actor=cast.actor("chair"),
        now=table.NOW,
    )
    assert "reconvened_conference" in running(cast)
    on = clock.at(date(2026, 12, 8), 10)
    travel(date(2026, 12, 4))
    second = arrange(
        cast, request(cast, **on_a_plan), starts_at=on, ends_at=on + timedelta(hours=2)
    )
    assert second.earlier is None
    for name in ("mother", "health_visitor"):
        add(cast, second, name)
    Conference.objects.filter(pk=second.pk).update(state="IN_SESSION", opened_at=on)
    second.refresh_from_db()
    child = second.children.get()
    go_on_inquorate(
        conference_id=second.pk, reason="Delay would harm.", actor=cast.actor("chair"), now=on
    )
    table.hear(cast, child)
    table.write_plan(cast, child)
    table.propose(cast, child, "continue")
    conclude_conference(
        conference_id=second.pk,
        actor=cast.actor("chair"),
        now=on + timedelta(hours=1),
    )
    assert "reconvened_conference" not in running(cast)
    assert "next_review" in running(cast)


# A death


def test_a_death_gives_up_what_was_to_be_held_for_the_child_alone(cast: Family) -> None:
    put_on_plan(cast.ava, cast.case, by=cast.actor("social_worker"), since=date(2026, 9, 3))
    review = [RequestedChild(cast.ava.pk, Kind.REVIEW)]
    conference = invited(cast, children=review, children_on_a_plan=frozenset({cast.ava.pk}))
    OutboxMessage.objects.update(sent_at=clock.now())
    end_plan(cast, EndReason.DIED)
    assert running(cast) == set()
    conference.refresh_from_db()
    cast.ava.refresh_from_db()
    assert (conference.state, cast.ava.died_on) == ("CANCELLED", date(2026, 12, 7))
    assert not Booking.objects.filter(conference=conference, released_at=None).exists()
    told = OutboxMessage.objects.filter(sent_at=None, stopped_at=None)
    assert told.exists()
    assert not told.exclude(person_id=None).exists(), "the family hears nothing from a machine"


def test_a_conference_about_brothers_and_sisters_goes_on_for_them(cast: Family) -> None:
    put_on_plan(cast.ava, cast.case, by=cast.actor("social_worker"), since=date(2026, 9, 3))
    mixed = [
        RequestedChild(cast.ava.pk, Kind.REVIEW),
        RequestedChild(cast.ben.pk, Kind.INITIAL),
    ]
    conference = invited(cast, children=mixed, children_on_a_plan=frozenset({cast.ava.pk}))
    end_plan(cast, EndReason.DIED)
    conference.refresh_from_db()
    assert conference.state == "INVITED"
    assert running(cast, "ben") == WHILE_WAITING | {"last_core_group"}
    about_ava = Clock.objects.filter(child_id=cast.ava.pk)
    assert not about_ava.filter(stopped_on=None).exists()
    assert "the child died" in about_ava.values_list("stopped_by", flat=True)


# Leaving the list


def leave(cast: Family, conference: Conference, name: str) -> None:
    who = {**cast.people, **cast.professionals}[name]
    of = {"person": who} if name in cast.people else {"professional": who}
    take_off_the_list(
        participant_id=Participant.objects.get(conference=conference, **of).pk,
        because=WithdrawnBecause.BY_MISTAKE,
        actor=cast.actor("administrator"),
        now=clock.now(),
    )


def hand_in(cast: Family, conference: Conference, name: str) -> Report:
    report = Report.objects.get(
        conference=conference, participant__professional=cast.professionals[name]
    )
    by: dict[str, Any] = {"actor": cast.actor(name), "now": clock.now()}
    read_guidance(report_id=report.pk, **by)
    write_statement_in_report(
        report_id=report.pk,
        section="involvement",
        text="Ava comes to school.",
        children=[cast.ava],
        **by,
    )
    submit_report(report_id=report.pk, **by)
    return report


def test_who_leaves_the_list_owes_neither_an_answer_nor_a_report(cast: Family) -> None:
    conference = invited(cast, "ava")
    leave(cast, conference, "police_officer")
    theirs = Clock.objects.filter(owner_id=cast.police_officer.pk)
    assert set(theirs.values_list("rule", "stopped_by")) == {
        ("invitation_reply", "no longer needed"),
        ("agency_report", "no longer needed"),
    }
    assert running(cast) == WHILE_WAITING, "the others are waited for"


def test_when_the_last_report_that_is_missing_leaves_all_are_in(cast: Family) -> None:
    conference = invited(cast, "ava")
    for name in ("social_worker", "health_visitor", "head_teacher"):
        hand_in(cast, conference, name)
    assert "agency_report" in running(cast)
    leave(cast, conference, "police_officer")
    assert "agency_report" not in running(cast)


def test_before_anybody_was_asked_a_departure_stops_nothing(cast: Family) -> None:
    conference = arranged(cast, "ava")
    add(cast, conference, "police_officer")
    before = running(cast)
    leave(cast, conference, "police_officer")
    assert running(cast) == before > {"agency_report", "parent_report"}


def test_nothing_waits_for_a_parent_who_is_not_on_the_list_any_more(cast: Family) -> None:
    conference = invited(cast, "ava")
    leave(cast, conference, "mother")
    assert WHILE_WAITING - running(cast) == {
        "agency_report_to_family",
        "parent_report",
        "chair_contact",
    }


# Moving it


def test_what_was_done_is_not_asked_for_again_when_it_moves(cast: Family) -> None:
    conference = invited(cast, "ava")
    mother = Participant.objects.get(conference=conference, person=cast.mother)
    record_family_contact(
        participant_id=mother.pk,
        on=clock.today(),
        how="By telephone.",
        actor=cast.actor("chair"),
        now=clock.now(),
    )
    for name in ("social_worker", *table.PROFESSIONALS):
        report = hand_in(cast, conference, name)
        share_report(
            report_id=report.pk,
            person=cast.mother,
            shared_on=clock.today(),
            overrides=[agrees(cast, "chair", "RESTRICTION_UNKNOWN")],
            actor=cast.actor(name),
            now=clock.now(),
        )
    for invitation in Invitation.objects.filter(participant__professional__isnull=False):
        answer_invitation(
            invitation_id=invitation.pk,
            answer=Answer.ACCEPT,
            actor=cast.actor("administrator"),
            now=clock.now(),
        )
    left = {"initial_conference", "exclusion_request", "supporter_notice", "report_bundle"}
    assert running(cast) == left
    reschedule_conference(
        conference_id=conference.pk,
        starts_at=STARTS_AT + timedelta(days=1),
        ends_at=ENDS_AT + timedelta(days=1),
        reason="The mother has a medical appointment.",
        actor=cast.actor("administrator"),
        now=clock.now(),
    )
    assert running(cast) == left | {"family_invitation", "professional_invitation"}


# Windows


def test_a_window_is_over_by_itself(cast: Family, travel: Travel) -> None:
    invited(cast, "ava")
    shown = {one.rule for one in running_clocks(case_ids=[cast.case.pk])}
    assert {"exclusion_request", "supporter_notice"} <= shown
    travel(date(2026, 12, 2))
    later = running_clocks(case_ids=[cast.case.pk])
    assert not WINDOWS & {one.rule for one in later}
    assert "agency_report" in {one.rule for one in later}, "what is owed stays, late"
    every = running_clocks(case_ids=[cast.case.pk], with_closed_windows=True)
    assert "exclusion_request" in {one.rule for one in every}
