"""What each professional thinks of each child, beside what the family says; and disagreeing."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from roundtable.casework.conferences.models import Conference, ConferenceChild, Participant
from roundtable.casework.conferences.readers import reader_for
from roundtable.casework.conferences.tests.family import Family
from roundtable.casework.decisions.actions import (
    CannotDissent,
    CannotRecordOpinion,
    record_dissent,
    record_opinion,
)
from roundtable.casework.decisions.models import Decision, Dissent, Opinion, Threshold
from roundtable.casework.decisions.queries import opinion_table
from roundtable.casework.plans.models import Plan
from roundtable.casework.plans.room_queries import decision_page
from roundtable.casework.plans.tests import table
from roundtable.foundation.core.errors import NotAuthorised


@pytest.fixture
def meeting(cast: Family) -> Conference:
    return table.sitting(cast, table.invited(cast, "ava", "ben"))


def seat(cast: Family, conference: Conference, name: str) -> Participant:
    who = {"person": cast.people[name]} if name in cast.people else None
    return conference.participants.get(**(who or {"professional": cast.professionals[name]}))


def think(
    cast: Family, child: ConferenceChild, name: str, *, by: str = "", **changes: Any
) -> Opinion:
    return record_opinion(
        conference_child_id=child.pk,
        participant_id=seat(cast, child.conference, name).pk,
        actor=cast.actor(by or name),
        now=table.NOW,
        **{"threshold": Threshold.MET, "categories": ["NEG"], **changes},
    )


def test_each_says_of_each_child_whether_the_threshold_is_met_and_under_what(cast, meeting) -> None:
    ava, ben = (table.child_of(cast, meeting, name) for name in ("ava", "ben"))
    think(cast, ava, "head_teacher", categories=["EMO", "NEG"], reasons="Alone at night.")
    think(cast, ben, "head_teacher", threshold=Threshold.NO_OPINION)
    of_ava, of_ben = Opinion.objects.order_by("conference_child_id")
    assert (of_ava.threshold, of_ava.categories) == ("met", ["NEG", "EMO"])
    assert (of_ben.threshold, of_ben.categories) == ("no_opinion", [])
    think(cast, ava, "head_teacher", threshold=Threshold.NOT_MET)
    assert Opinion.objects.count() == 2
    of_ava.refresh_from_db()
    assert (of_ava.threshold, of_ava.categories) == ("not_met", [])


def test_who_has_not_said_is_named_for_each_child(cast, meeting) -> None:
    ava = table.child_of(cast, meeting, "ava")
    think(cast, ava, "head_teacher")
    page = decision_page(meeting, ava, actor=cast.actor("chair"), now=table.NOW)
    (missing,) = [reason for reason in page.reasons if reason.code == "OPINIONS_MISSING"]
    assert missing.child_id == ava.child_id
    for name in ("Sam Iqbal", "PC Grant", "Kezia Ncube"):
        assert name in missing.text
    # She has said; the solicitor and the chair are not asked.
    for name in ("Mia Stone", "Hal Finch", "Dele Lowe"):
        assert name not in missing.text


def test_met_names_the_harm(cast, meeting) -> None:
    with pytest.raises(CannotRecordOpinion, match="at least one category"):
        think(cast, table.child_of(cast, meeting, "ava"), "head_teacher", categories=[])


@pytest.mark.parametrize("by", ["police_officer", "social_worker", "manager"])
def test_nobody_thinks_for_another(cast, meeting, by) -> None:
    with pytest.raises(NotAuthorised):
        think(cast, table.child_of(cast, meeting, "ava"), "head_teacher", by=by)
    think(cast, table.child_of(cast, meeting, "ava"), "head_teacher", by="minute_taker")


def test_views_of_the_family_stand_beside_the_opinions_and_are_none(cast, meeting) -> None:
    ava = table.child_of(cast, meeting, "ava")
    table.hear(cast, ava)
    with pytest.raises(CannotRecordOpinion, match="Rosa Hartley does not give an opinion"):
        think(cast, ava, "mother", by="chair")
    page = decision_page(meeting, ava, actor=cast.actor("chair"), now=table.NOW)
    said = {one.person.name: one for one in page.voices}
    assert set(said) == {"Ava Hartley", "Rosa Hartley"}
    assert said["Rosa Hartley"].statement.text == "I want help, not a plan."
    assert said["Ava Hartley"].views.not_obtained_reason == "Too young to say"
    assert {one.name for one in page.opinions.givers} == {
        "Sam Iqbal",
        "Kezia Ncube",
        "Mia Stone",
        "PC Grant",
    }


def test_however_many_say_no_the_chair_decides(cast, meeting) -> None:
    for child in meeting.children.all():
        table.hear(cast, child)
        for name in ("social_worker", "head_teacher", "police_officer", "health_visitor"):
            think(cast, child, name, by="chair", threshold=Threshold.NOT_MET)
        table.write_plan(cast, child)
        table.propose(cast, child, "plan", against_majority="They have not seen the home.")
    table.conclude_conference(conference_id=meeting.pk, actor=cast.actor("chair"), now=table.NOW)
    assert Plan.objects.count() == 2
    decided = Decision.objects.values_list("against_majority", flat=True)
    assert set(decided) == {"They have not seen the home."}
    meeting.refresh_from_db()
    kept = opinion_table(meeting, reader=reader_for(cast.actor("chair"), meeting))
    assert {cell.threshold for cell in kept.cells.values()} == {"not_met"}


def test_after_the_decision_nobody_changes_what_they_thought(cast) -> None:
    conference, _ = table.decided(cast, "ava")
    with pytest.raises(CannotRecordOpinion, match="while the conference is on"):
        think(cast, conference.children.get(), "head_teacher", threshold=Threshold.NOT_MET)


# Disagreeing


def disagree(
    cast: Family, decision: Decision, name: str, *, by: str = "", **changes: Any
) -> Dissent:
    return record_dissent(
        decision_id=decision.pk,
        participant_id=seat(cast, decision.conference, name).pk,
        actor=cast.actor(by or name),
        now=table.NOW,
        **{"is_formal": True, "reasons": "The threshold is not met.", **changes},
    )


def test_who_disagrees_is_on_record_and_the_decision_stands(cast) -> None:
    _, (decision,) = table.decided(cast, "ava")
    dissent = disagree(cast, decision, "police_officer")
    assert (dissent.is_formal, dissent.reasons) == (True, "The threshold is not met.")
    decision.refresh_from_db()
    assert decision.superseded_at is None
    assert Plan.objects.get().is_open
    assert cast.case.timeline.filter(kind="dissent").count() == 1


def test_a_decision_is_not_replaced_while_somebody_disagrees(cast) -> None:
    _, (decision,) = table.decided(cast, "ava")
    with CaptureQueriesContext(connection) as asked:
        disagree(cast, decision, "police_officer")
    locks = [one["sql"] for one in asked if "FOR UPDATE" in one["sql"]]
    assert any('FROM "decisions_decision"' in sql for sql in locks)
    written = next(i for i, one in enumerate(asked) if "INSERT" in one["sql"])
    assert any("FOR UPDATE" in one["sql"] for one in list(asked)[:written])


def test_nobody_disagrees_for_another_or_without_a_reason(cast) -> None:
    _, (decision,) = table.decided(cast, "ava")
    with pytest.raises(NotAuthorised):
        disagree(cast, decision, "police_officer", by="head_teacher")
    with pytest.raises(CannotDissent, match="why this decision"):
        disagree(cast, decision, "police_officer", reasons=" ")
    with pytest.raises(CannotDissent, match="Rosa Hartley does not give an opinion"):
        disagree(cast, decision, "mother", by="chair")
    Decision.objects.filter(pk=decision.pk).update(superseded_at=table.NOW)
    with pytest.raises(CannotDissent, match="replaced by a later one"):
        disagree(cast, decision, "police_officer")
    assert not Dissent.objects.exists()
