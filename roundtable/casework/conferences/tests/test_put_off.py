"""A conference that is postponed or cancelled."""

from datetime import date
from typing import Any

import pytest

from roundtable.casework.conferences.actions.preparation import stop_preparation
from roundtable.casework.conferences.actions.put_off import (
    CannotCancelConference,
    CannotPostponeConference,
    cancel_conference,
    postpone_conference,
)
from roundtable.casework.conferences.actions.request import RequestedChild
from roundtable.casework.conferences.models import Booking, Conference, Kind
from roundtable.casework.conferences.tests.family import (
    Family,
    add,
    agrees,
    arrange,
    arranged,
    request,
    tell_invited,
)
from roundtable.casework.conferences.tests.looking import (
    audited,
    codes,
    queued,
    running,
    titles,
)
from roundtable.foundation.core import clock
from roundtable.foundation.core.errors import NotAuthorised
from roundtable.rules.access import Role
from roundtable.rules.conference_guards import PostponedFor
from roundtable.rules.conference_states import State
from roundtable.rules.enquiry_states import State as EnquiryState
from roundtable.rules.reasons import Override


def postpone(cast: Family, conference: Conference, **changes: Any) -> Conference:
    put_off: dict[str, Any] = {
        "conference_id": conference.pk,
        "why": PostponedFor.LATE_REPORTS,
        "interim_safety": "Grandmother stays with them.",
        "actor": cast.actor("chair"),
        "now": clock.now(),
    }
    return postpone_conference(**{**put_off, **changes})


def test_it_waits_for_a_new_day(cast: Family) -> None:
    conference = postpone(cast, arranged(cast))
    assert conference.state == State.POSTPONED
    assert (conference.starts_at, conference.on, conference.room) == (None, None, None)
    assert conference.chair == cast.chair, "it stays theirs"
    assert conference.interim_plan == "Grandmother stays with them."
    assert not Booking.objects.filter(conference=conference, released_at=None).exists()
    assert "Conference of Thursday 3 December 2026 at 10am postponed" in titles()
    assert audited("conference.postponed")[-1].details["why"] == "late_reports"


def test_a_limit_of_law_that_comes_sooner_still_stands(cast: Family) -> None:
    conference = postpone(cast, arranged(cast))
    # Ten working days would be 17 December; fifteen from the discussion end on the 8th.
    assert conference.next_on == date(2026, 12, 8)
    with pytest.raises(CannotPostponeConference) as refused:
        postpone(cast, arrange(cast, conference), new_on=date(2026, 12, 9))
    assert codes(refused.value) == {"NEW_DATE_TOO_LATE"}
    agreed = [agrees(cast, one, "NEW_DATE_TOO_LATE") for one in ("chair", "manager")]
    later = postpone(cast, conference, new_on=date(2026, 12, 9), overrides=agreed, words="No room.")
    assert later.next_on == date(2026, 12, 9)


def test_nothing_is_due_before_it_any_more_but_it_is_due_itself(cast: Family) -> None:
    conference = postpone(cast, arranged(cast))
    assert set(running(conference)) == {"postponed_conference"}
    assert running(conference.children.get(child=cast.ava)) == {}
    assert running(cast.enquiries["ava"]), "the limit of law runs on"


def test_when_it_meets_after_all_nothing_waits_for_it(cast: Family) -> None:
    conference = arrange(cast, postpone(cast, arranged(cast)))
    assert "postponed_conference" in running(conference)
    stop_preparation(
        conference,
        on=date(2026, 12, 3),
        how="the conference opened",
        actor=cast.actor("chair"),
        now=clock.now(),
    )
    assert running(conference) == {}


def test_everyone_invited_hears_that_it_is_not_on_that_day(cast: Family) -> None:
    conference = arranged(cast)
    tell_invited(add(cast, conference, "mother"), add(cast, conference, "health_visitor"))
    postpone(cast, conference)
    mother, health_visitor = queued("change_notice")
    assert mother.person_id == cast.mother.pk
    assert "3 December 2026" in mother.body
    assert "conference" not in mother.body
    assert health_visitor.professional_id == cast.health_visitor.pk


@pytest.mark.parametrize(
    ("missing", "code"),
    [
        ({"interim_safety": " "}, "NO_INTERIM_PLAN"),
        ({"why": None}, "NO_REASON"),
        ({"why": PostponedFor.OTHER}, "NO_REASON"),
    ],
)
def test_a_reason_and_what_keeps_the_children_safe_can_never_be_left_out(
    cast: Family, missing: dict[str, Any], code: str
) -> None:
    conference = arranged(cast)
    all_agree = [Override(code, "Fine.", role) for role in Role]
    with pytest.raises(CannotPostponeConference) as refused:
        postpone(cast, conference, **missing, overrides=all_agree)
    assert codes(refused.value) == {code}


@pytest.mark.parametrize("who", ["administrator", "manager", "other_chair", "stranger"])
def test_its_chair_postpones(cast: Family, who: str) -> None:
    conference = arranged(cast)
    with pytest.raises(NotAuthorised):
        postpone(cast, conference, actor=cast.actor(who))


@pytest.mark.parametrize("state", [State.REQUESTED, State.IN_SESSION, State.DECIDED])
def test_only_what_is_arranged_is_postponed(cast: Family, state: State) -> None:
    conference = arranged(cast)
    Conference.objects.filter(pk=conference.pk).update(state=state.value)
    with pytest.raises(CannotPostponeConference):
        postpone(cast, conference)


# Given up


def both_agree(cast: Family) -> list[Override]:
    return [agrees(cast, one, "AGREEMENT_NEEDED") for one in ("chair", "manager")]


def cancel(cast: Family, conference: Conference, **changes: Any) -> Conference:
    given_up: dict[str, Any] = {
        "conference_id": conference.pk,
        "reason": "The enquiry has another outcome now.",
        "children_on_a_plan": frozenset(),
        "overrides": both_agree(cast),
        "actor": cast.actor("chair"),
        "now": clock.now(),
    }
    return cancel_conference(**{**given_up, **changes})


def no_risk_any_more(cast: Family) -> None:
    for enquiry in cast.enquiries.values():
        enquiry.state = EnquiryState.SUBSTANTIATED_NO_CONTINUING_RISK.value
        enquiry.save()


def test_it_is_given_up_and_nothing_is_due_any_more(cast: Family) -> None:
    conference = arranged(cast)
    tell_invited(add(cast, conference, "mother"))
    no_risk_any_more(cast)
    cancel(cast, conference)
    conference.refresh_from_db()
    assert conference.state == State.CANCELLED
    assert running(conference) == {}
    assert not Booking.objects.filter(conference=conference, released_at=None).exists()
    assert "will not take place" in queued("change_notice")[0].body
    assert "Conference of Thursday 3 December 2026 at 10am cancelled" in titles()
    assert len(audited("conference.cancelled")[-1].details["overrides"]) == 2


def test_chair_and_manager_both_agree(cast: Family) -> None:
    conference = arranged(cast)
    no_risk_any_more(cast)
    for not_enough in ([], both_agree(cast)[:1], both_agree(cast)[1:]):
        with pytest.raises(CannotCancelConference) as refused:
            cancel(cast, conference, overrides=not_enough)
        assert codes(refused.value) == {"AGREEMENT_NEEDED"}


def test_not_while_the_enquiry_still_says_continuing_risk(cast: Family) -> None:
    conference = arranged(cast, "ava")
    with pytest.raises(CannotCancelConference, match="Ava Hartley") as refused:
        cancel(cast, conference)
    assert codes(refused.value) == {"ENQUIRY_STILL_SAYS_RISK"}


def test_not_while_a_plan_needs_its_review(cast: Family) -> None:
    on_a_plan = frozenset({cast.ava.pk})
    review = request(
        cast,
        children=[RequestedChild(cast.ava.pk, Kind.REVIEW)],
        children_on_a_plan=on_a_plan,
    )
    conference = arrange(cast, review)
    with pytest.raises(CannotCancelConference) as refused:
        cancel(cast, conference, children_on_a_plan=on_a_plan)
    assert codes(refused.value) == {"PLAN_STILL_OPEN"}
    assert cancel(cast, conference).state == State.CANCELLED, "the plan ended otherwise"


def test_it_is_said_why_it_is_given_up(cast: Family) -> None:
    conference = arranged(cast)
    no_risk_any_more(cast)
    with pytest.raises(CannotCancelConference) as refused:
        cancel(cast, conference, reason="")
    assert codes(refused.value) == {"NO_REASON"}


def test_nobody_is_told_a_date_that_there_never_was(cast: Family) -> None:
    conference = postpone(cast, arranged(cast))
    tell_invited(add(cast, conference, "mother"))
    no_risk_any_more(cast)
    cancel(cast, conference)
    last = queued("change_notice")[-1]
    assert last.body == "Your appointment will not take place."


@pytest.mark.parametrize("who", ["administrator", "manager", "other_chair", "mother", "stranger"])
def test_its_chair_gives_it_up(cast: Family, who: str) -> None:
    conference = arranged(cast)
    with pytest.raises(NotAuthorised):
        cancel(cast, conference, actor=cast.actor(who))


@pytest.mark.parametrize("state", [State.IN_SESSION, State.DECIDED, State.CANCELLED])
def test_what_has_opened_is_never_cancelled(cast: Family, state: State) -> None:
    conference = arranged(cast)
    Conference.objects.filter(pk=conference.pk).update(state=state.value)
    with pytest.raises(CannotCancelConference):
        cancel(cast, conference)
