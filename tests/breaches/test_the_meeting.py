"""What went wrong at conferences themselves: votes miscounted, an outcome kept back, a late end."""

import pytest
import time_machine
from django.test import Client
from lxml import html

from roundtable.casework.conferences.actions.put_off import CannotCancelConference
from roundtable.casework.conferences.models import Conference, Participant
from roundtable.casework.conferences.tests.family import Family, add, arranged, tell_invited
from roundtable.casework.conferences.tests.test_put_off import cancel, no_risk_any_more
from roundtable.casework.decisions.actions import record_opinion
from roundtable.casework.decisions.models import Opinion, Threshold
from roundtable.casework.plans.actions.conclude import conclude_conference
from roundtable.casework.plans.letters.chapters import chapters_for
from roundtable.casework.plans.tests import table
from roundtable.casework.room.actions import copies_of_record, draft_record
from roundtable.foundation.core import clock as time
from roundtable.foundation.documents.plain_values import content_of
from roundtable.foundation.messaging.models import OutboxMessage
from roundtable.rules.decision_guards import ENDS_PLAN, KEEPS_PLAN, Outcome
from roundtable.rules.tallies import sentences_that_count
from roundtable.web.staff.tests.visiting import visitor, words_of

# 14. Late minutes in which the votes were miscounted


def as_one_against_three(cast: Family) -> Conference:
    """Three professionals say that the threshold is not met, one that it is; the chair decides."""
    conference = table.ready_to_decide(cast, "ava")
    for giver in Participant.objects.filter(conference=conference, gives_opinion=True):
        is_one = giver.professional_id == cast.professionals["social_worker"].pk
        record_opinion(
            conference_child_id=conference.children.get().pk,
            participant_id=giver.pk,
            threshold=Threshold.MET if is_one else Threshold.NOT_MET,
            categories=["NEG"] if is_one else [],
            actor=cast.actor("minute_taker"),
            now=table.NOW,
        )
    return conference


def test_14_opinions_stand_in_the_record_by_name_and_are_never_counted(cast: Family) -> None:
    conference = as_one_against_three(cast)
    table.propose(cast, conference.children.get(), "plan", against_majority="The risk is at night.")
    [decision] = conclude_conference(
        conference_id=conference.pk, actor=cast.actor("chair"), now=table.NOW
    )
    assert decision.outcome == Outcome.PLAN, "the chair decides, whatever the others think"
    record = draft_record(
        conference_id=conference.pk,
        summary="We met.",
        actor=cast.actor("minute_taker"),
        now=table.NOW,
    )
    conference.refresh_from_db()
    copies = copies_of_record(record, chapters_for=chapters_for(conference), now=table.NOW).of
    chairs = next(
        one.rendition
        for one in copies
        if one.participant.professional == cast.professionals["chair"]
    )
    given = {one.by: one.threshold for one in chairs.children[0].opinions}
    assert len(given) == Opinion.objects.count() == 4
    assert given["Sam Iqbal"] == Threshold.MET.label
    assert list(given.values()).count(Threshold.NOT_MET.label) == 3
    for copy in copies:
        assert sentences_that_count(str(content_of(copy.rendition))) == []


@pytest.mark.parametrize(
    ("summary", "is_flagged"),
    [
        ("We met. Three of the four agencies said yes.", True),
        ("We met, and all were heard.", False),
    ],
)
def test_14_the_chair_is_shown_a_sentence_that_counts_before_it_is_approved(
    cast: Family, clock: time_machine.Traveller, summary: str, is_flagged: bool
) -> None:
    conference, _ = table.decided(cast, "ava")
    draft_record(
        conference_id=conference.pk,
        summary=summary,
        actor=cast.actor("minute_taker"),
        now=table.NOW,
    )
    clock.move_to(table.NOW)
    chair = visitor(cast.actor("chair"))
    page = check_page(chair, f"/conferences/{conference.public_id}/record/approve/")
    assert ("This counts opinions" in page) is is_flagged
    assert ("“Three of the four agencies said yes.”" in page) is is_flagged


def check_page(client: Client, address: str) -> str:
    return words_of(client.post(address, {"open_queries": "0", "_step": "check"}))


# 16. Two outcomes named where there were three; cancelled late


def test_16_every_outcome_is_on_the_page_of_the_decision(
    cast: Family, clock: time_machine.Traveller
) -> None:
    conference = table.ready_to_decide(cast, "ava")
    clock.move_to(table.NOW)
    child = conference.children.get()
    address = f"/conferences/{conference.public_id}/room/children/{child.public_id}/decision/"
    page = html.fromstring(visitor(cast.actor("chair")).get(address).content)
    offered = set(page.xpath("//input[@name='outcome']/@value"))
    of_plan = {str(one.value) for one in Outcome if one in KEEPS_PLAN | ENDS_PLAN}
    assert offered == {one.value for one in Outcome} - of_plan


def test_16_a_late_end_needs_a_reason_and_tells_the_parents_first(
    cast: Family, clock: time_machine.Traveller
) -> None:
    conference = arranged(cast)
    for name in ("police_officer", "mother"):
        tell_invited(add(cast, conference, name))
    no_risk_any_more(cast)
    clock.move_to(time.at(conference.on.replace(day=1), 9))  # two days before it
    with pytest.raises(CannotCancelConference):
        cancel(cast, conference, reason="  ")
    assert not OutboxMessage.objects.filter(kind="change_notice").exists()
    cancel(cast, conference)
    first, *others = OutboxMessage.objects.filter(kind="change_notice").order_by("pk")
    assert (first.person_id, first.channel) == (cast.mother.pk, "portal")
    assert all(one.professional_id for one in others)
    assert others
