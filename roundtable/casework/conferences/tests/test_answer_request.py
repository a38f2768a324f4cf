"""What becomes of a request: authorised, returned with its gaps, sent again."""

import pytest

from roundtable.casework.conferences.actions.answer_request import (
    CannotAuthoriseRequest,
    CannotResubmitRequest,
    CannotReturnRequest,
    authorise_request,
    resubmit_request,
    return_request,
)
from roundtable.casework.conferences.tests.family import Family, arranged, authorised, request
from roundtable.casework.conferences.tests.looking import audited, queued, titles
from roundtable.foundation.core import clock
from roundtable.foundation.core.errors import NotAuthorised
from roundtable.rules.conference_states import State


def test_the_manager_authorises(cast: Family) -> None:
    conference = authorised(cast)
    assert conference.authorised_by == cast.manager
    assert conference.state == State.REQUESTED
    assert audited("conference.request_authorised")[-1].subject_id == conference.pk
    assert "Request for a conference authorised" in titles()


def test_nobody_authorises_their_own_request(cast: Family) -> None:
    conference = request(cast, actor=cast.actor("manager"))
    with pytest.raises(NotAuthorised):
        authorise_request(conference_id=conference.pk, actor=cast.actor("manager"), now=clock.now())


@pytest.mark.parametrize("who", ["social_worker", "chair", "administrator", "stranger"])
def test_nobody_but_the_manager_authorises(cast: Family, who: str) -> None:
    conference = request(cast)
    with pytest.raises(NotAuthorised):
        authorise_request(conference_id=conference.pk, actor=cast.actor(who), now=clock.now())


def test_it_is_authorised_once_and_while_it_is_a_request(cast: Family) -> None:
    manager = cast.actor("manager")
    conference = authorised(cast, "ava")
    with pytest.raises(CannotAuthoriseRequest, match="already"):
        authorise_request(conference_id=conference.pk, actor=manager, now=clock.now())
    later = arranged(cast, "ben")
    with pytest.raises(CannotAuthoriseRequest, match="no longer"):
        authorise_request(conference_id=later.pk, actor=manager, now=clock.now())


def test_a_request_with_gaps_goes_back_to_who_asked(cast: Family) -> None:
    conference = request(cast)
    return_request(
        conference_id=conference.pk,
        gaps=["Who has parental responsibility for Ben?", " "],
        actor=cast.actor("administrator"),
        now=clock.now(),
    )
    conference.refresh_from_db()
    assert conference.state == State.RETURNED
    assert conference.gaps == ["Who has parental responsibility for Ben?"]
    (message,) = queued("request_returned")
    assert message.professional_id == cast.social_worker.pk
    assert "Hartley" not in message.subject_line
    assert audited("conference.request_returned")[-1].details == {"gaps": 1}


def test_it_is_not_returned_without_saying_what_is_missing(cast: Family) -> None:
    conference = request(cast)
    with pytest.raises(CannotReturnRequest, match="what is missing"):
        return_request(
            conference_id=conference.pk,
            gaps=[],
            actor=cast.actor("administrator"),
            now=clock.now(),
        )


def test_only_a_request_can_be_returned(cast: Family) -> None:
    conference = arranged(cast)
    with pytest.raises(CannotReturnRequest):
        return_request(
            conference_id=conference.pk,
            gaps=["Something"],
            actor=cast.actor("administrator"),
            now=clock.now(),
        )


@pytest.mark.parametrize("who", ["social_worker", "police_officer", "mother", "stranger"])
def test_only_the_desk_returns(cast: Family, who: str) -> None:
    conference = request(cast)
    with pytest.raises(NotAuthorised):
        return_request(
            conference_id=conference.pk, gaps=["x"], actor=cast.actor(who), now=clock.now()
        )


def test_a_returned_request_is_sent_again_with_its_gaps_filled(cast: Family) -> None:
    conference = request(cast)
    return_request(
        conference_id=conference.pk,
        gaps=["Why now?"],
        actor=cast.actor("administrator"),
        now=clock.now(),
    )
    again = resubmit_request(
        conference_id=conference.pk,
        reason="Because of last Tuesday.",
        actor=cast.actor("social_worker"),
        now=clock.now(),
    )
    assert again.state == State.REQUESTED
    assert again.gaps == []
    assert again.reason == "Because of last Tuesday."
    assert again.interim_safety_plan == "Grandmother stays with them.", "not given: it stays"
    assert audited("conference.request_resubmitted")


def test_what_was_not_returned_is_not_sent_again(cast: Family) -> None:
    conference = request(cast)
    with pytest.raises(CannotResubmitRequest):
        resubmit_request(
            conference_id=conference.pk, actor=cast.actor("social_worker"), now=clock.now()
        )
    with pytest.raises(NotAuthorised):
        resubmit_request(
            conference_id=conference.pk, actor=cast.actor("other_social_worker"), now=clock.now()
        )
