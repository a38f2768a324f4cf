"""How each child took part, from what really happened."""

from roundtable.casework.conferences.models import ParticipantRole
from roundtable.casework.conferences.tests.family import add
from roundtable.casework.preparing.models import ChildsPart
from roundtable.casework.room.actions import record_arrival
from roundtable.casework.room.participation import codes_of
from roundtable.casework.room.tests.meeting import Meeting
from roundtable.foundation.core import clock
from roundtable.rules.participation import Code


def codes(meeting: Meeting) -> dict[str, Code]:
    children = list(meeting.conference.children.select_related("child"))
    found = codes_of(meeting.conference, children)
    return {one.child.forename: found[one.pk] for one in children}


def test_who_stays_away_is_heard_by_what_they_sent(meeting: Meeting) -> None:
    assert codes(meeting)["Ava"] is Code.PN7
    meeting.views("ava", "ava", text="I want it quiet.", how_given="A letter")
    assert codes(meeting)["Ava"] is Code.PN6
    held = meeting.conference.children.get(child=meeting.person("ava"))
    ChildsPart.objects.create(
        authority_id=held.authority_id,
        conference_child=held,
        is_invited=False,
        reason="She does not want to come.",
        means=["advocate"],
        settled_at=clock.now(),
    )
    assert codes(meeting)["Ava"] is Code.PN5


def test_who_comes_takes_part_by_speaking(meeting: Meeting) -> None:
    seat = add(meeting.table.cast, meeting.conference, "ava", role=ParticipantRole.CHILD)
    record_arrival(participant_id=seat.pk, actor=meeting.actor("minute_taker"), now=clock.now())
    assert codes(meeting)["Ava"] is Code.PN4
    meeting.say("mother", "It is loud at night.", "ava", author_id=seat.pk)
    assert codes(meeting)["Ava"] is Code.PN1


def test_a_child_who_is_not_born_has_a_code_of_their_own(meeting: Meeting) -> None:
    unborn = [one for one in meeting.conference.children.all() if one.child.is_unborn]
    assert codes_of(meeting.conference, unborn) == {one.pk: Code.PN0 for one in unborn}
