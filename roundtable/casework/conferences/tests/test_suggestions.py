"""Who could be asked to come, and why."""

from datetime import date

from django.db import connection
from django.test.utils import CaptureQueriesContext

from roundtable.casework.conferences.models import Conference, ParticipantRole
from roundtable.casework.conferences.suggestions import Suggestion, suggest_participants
from roundtable.casework.conferences.tests.family import Family, add, arranged, request
from roundtable.casework.people.models import Professional
from roundtable.rules.conference_states import State

TODAY = date(2026, 11, 24)


def suggested(conference: Conference) -> dict[str, Suggestion]:
    return {one.name: one for one in suggest_participants(conference, today=TODAY)}


def test_everybody_with_parental_responsibility_and_then_the_family(cast: Family) -> None:
    found = suggested(request(cast))
    assert list(found)[:4] == ["Rosa Hartley", "Neil Doyle", "Marc Osei", "Jean Hartley"]
    assert found["Neil Doyle"].because == "Has parental responsibility"
    assert found["Neil Doyle"].role is ParticipantRole.PARENT
    assert found["Jean Hartley"].role is ParticipantRole.FAMILY
    assert found["Jean Hartley"].reason == (
        "Grandparent of Ava Hartley; Grandparent of Ben Hartley"
    )


def test_only_family_of_the_children_it_is_about(cast: Family) -> None:
    assert "Neil Doyle" not in suggested(request(cast, "ben"))


def test_children_who_are_old_enough(cast: Family) -> None:
    found = suggested(request(cast))
    assert found["Ava Hartley"].role is ParticipantRole.CHILD
    assert "Ben Hartley" not in found


def test_professionals_of_the_case(cast: Family) -> None:
    assert suggested(request(cast))["Hal Finch"].role is ParticipantRole.SOLICITOR


def test_who_is_on_the_list_is_not_suggested(cast: Family) -> None:
    conference = request(cast)
    add(cast, conference, "mother")
    assert "Rosa Hartley" not in suggested(conference)


def test_who_was_asked_last_time_and_is_still_there(cast: Family) -> None:
    earlier = arranged(cast)
    add(cast, earlier, "police_officer", reason="Knows the house")
    add(cast, earlier, "head_teacher")
    Conference.objects.filter(pk=earlier.pk).update(
        state=State.DISTRIBUTED.value, ending=State.DECIDED.value
    )
    cast.case.allocations.filter(capacity="involved").update(ends_on=date(2026, 11, 23))
    Professional.objects.filter(pk=cast.head_teacher.pk).update(left_on=date(2026, 11, 1))
    found = suggested(request(cast, "ava"))
    assert found["PC Grant"].because == "Was asked last time"
    assert found["PC Grant"].reason == "Knows the house"
    assert "Mia Stone" not in found
    assert "Dele Lowe" not in found, "the chair is chosen where it is arranged"


def test_a_handful_of_queries_however_many_there_are(cast: Family) -> None:
    conference = request(cast)
    conference.authority.effective_settings  # noqa: B018 - loaded with the conference on a page
    with CaptureQueriesContext(connection) as queries:
        suggest_participants(conference, today=TODAY)
    assert len(queries) <= 6
