"""What a reader may know of the others: the father of one child finds no trace of the rest."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from roundtable.casework.conferences.actions.participants import keep_from
from roundtable.casework.conferences.coming import Coming, names_known_to, who_is_coming
from roundtable.casework.conferences.leaks import count_leaks, words_kept_from
from roundtable.casework.conferences.models import (
    Conference,
    Part,
    Participant,
    ParticipantRole,
)
from roundtable.casework.conferences.queries import participants_of
from roundtable.casework.conferences.readers import (
    CLOSED_PARTS,
    OPEN_SESSIONS,
    addresses_on_lists,
    begins_for,
    confidential_addresses,
    reader_for,
    reader_of_participant,
    readers_present,
)
from roundtable.casework.conferences.tests.family import (
    STARTS_AT,
    Family,
    Further,
    add,
    arranged,
    tell_invited,
)
from roundtable.casework.people.models import Confidentiality, Person
from roundtable.foundation.core import clock
from roundtable.foundation.documents.rendition import KEPT_PRIVATE
from roundtable.rules.disclosure import (
    Audience,
    Item,
    ItemKind,
    Outcome,
    ReaderKind,
    disclose,
    disclose_to_all,
)


def _invite(cast: Family) -> None:
    conference = arranged(cast)
    mother = add(cast, conference, "mother")
    rows = [mother]
    rows.append(add(cast, conference, "half_siblings_father"))
    rows.append(add(cast, conference, "excluded_father"))
    rows.append(add(cast, conference, "ava"))
    rows.append(add(cast, conference, "police_officer", reason="Was called to the house"))
    rows.append(
        add(cast, conference, "midwife", here_for=[cast.unborn.pk], reason="Sees Rosa's baby")
    )
    rows.append(add(cast, conference, "refuge_worker", reason="Supports Rosa"))
    rows.append(add(cast, conference, "advocate", speaks_for_id=mother.pk))
    tell_invited(*rows)
    # What is at stake here is what else stands in the way of knowing of each other.
    Person.objects.update(may_know_who_comes=True)
    keep_from(
        participant_id=conference.participants.get(professional=cast.refuge_worker).pk,
        person_id=cast.excluded_father.pk,
        reason="He would find her",
        actor=cast.actor("social_worker"),
        now=clock.now(),
    )
    cast.conferences["invited"] = conference


@pytest.fixture(scope="module")
def further() -> Further:
    return _invite


@pytest.fixture
def conference(cast: Family) -> Conference:
    return cast.conferences["invited"]


def listed(cast: Family, conference: Conference, who: str) -> dict[str, Coming]:
    reader = reader_for(cast.actor(who), conference)
    return {one.name: one for one in who_is_coming(conference, reader)}


def row(conference: Conference, who: object) -> Participant:
    return next(one for one in participants_of(conference) if who in (one.person, one.professional))


@pytest.mark.parametrize(
    ("who", "kind", "children"),
    [
        ("chair", ReaderKind.CHAIR, {"ava", "ben", "unborn"}),
        ("social_worker", ReaderKind.STAFF_IN_CASE, {"ava", "ben", "unborn"}),
        ("head_of_service", ReaderKind.STAFF_IN_CASE, {"ava", "ben", "unborn"}),
        ("administrator", ReaderKind.ADMINISTRATOR, {"ava", "ben", "unborn"}),
        ("minute_taker", ReaderKind.MINUTE_TAKER, {"ava", "ben", "unborn"}),
        ("solicitor", ReaderKind.SOLICITOR, {"ava", "ben", "unborn"}),
        ("police_officer", ReaderKind.PROFESSIONAL, {"ava", "ben", "unborn"}),
        ("mother", ReaderKind.FAMILY, {"ava", "ben", "unborn"}),
        ("half_siblings_father", ReaderKind.FAMILY, {"ben"}),
        ("child", ReaderKind.CHILD, {"ava"}),
        ("advocate", ReaderKind.ADVOCATE, {"ava", "ben", "unborn"}),
        ("grandmother", ReaderKind.FAMILY, set()),
        ("other_chair", ReaderKind.OUTSIDER, set()),
        ("other_social_worker", ReaderKind.OUTSIDER, set()),
        ("head_teacher", ReaderKind.OUTSIDER, set()),
        ("agency_lead", ReaderKind.OUTSIDER, set()),
        ("out_of_hours", ReaderKind.OUTSIDER, set()),
        ("data_officer", ReaderKind.OUTSIDER, set()),
        ("stranger", ReaderKind.OUTSIDER, set()),
    ],
)
def test_each_of_the_cast_reads_as_what_they_are_here(
    cast: Family, conference: Conference, who: str, kind: ReaderKind, children: set[str]
) -> None:
    reader = reader_for(cast.actor(who), conference)
    assert reader.kind is kind
    assert reader.may_know_children == {cast.people[name].pk for name in children}


def test_an_advocate_carries_the_voice_of_one_person(cast: Family, conference: Conference) -> None:
    assert reader_for(cast.actor("advocate"), conference).represents == cast.mother.pk


def test_an_agency_lead_reads_where_their_agency_is_on_the_list(
    cast: Family, conference: Conference
) -> None:
    add(cast, conference, "health_visitor")
    reader = reader_for(cast.actor("agency_lead"), conference)
    assert reader.kind is ReaderKind.PROFESSIONAL
    assert reader.agency_id == cast.health_visitor.agency_id


def test_what_is_released_and_where_they_were_comes_from_above(
    cast: Family, conference: Conference
) -> None:
    reader = reader_for(
        cast.actor("mother"),
        conference,
        released=frozenset({"report:1"}),
        sessions=frozenset({CLOSED_PARTS}),
    )
    assert reader.released_items == {"report:1"}
    assert reader.sessions == {CLOSED_PARTS}


def test_sessions_that_are_open_to_each(cast: Family, conference: Conference) -> None:
    assert reader_for(cast.actor("police_officer"), conference).sessions == OPEN_SESSIONS
    assert reader_for(cast.actor("mother"), conference).sessions == {1}
    Participant.objects.filter(person=cast.mother).update(part=Part.SEPARATE, session=2)
    assert reader_for(cast.actor("mother"), conference).sessions == {2}
    Participant.objects.filter(person=cast.mother).update(part=Part.NONE)
    assert reader_for(cast.actor("mother"), conference).sessions == frozenset()


def test_no_closed_part_is_open_to_anybody_by_being_at_the_meeting() -> None:
    assert CLOSED_PARTS not in OPEN_SESSIONS


def test_the_mother_reads_everybody_and_why(cast: Family, conference: Conference) -> None:
    seen = listed(cast, conference, "mother")
    assert set(seen) == {
        "Dele Lowe",
        "Tom Reed",
        "Sam Iqbal",
        "Ruth Okoro",
        "PC Grant",
        "Ola Berg",
        "Jo Hale",
        "Sam Bell",
        "Rosa Hartley",
        "Neil Doyle",
        "Marc Osei",
        "Ava Hartley",
    }
    assert seen["Ola Berg"].why == "Sees Rosa's baby"
    assert (seen["PC Grant"].job, seen["PC Grant"].agency) == ("Police officer", "Marlsea Police")


def test_the_father_of_one_child_finds_no_trace_of_the_others(
    cast: Family, conference: Conference
) -> None:
    seen = listed(cast, conference, "half_siblings_father")
    assert not {"Neil Doyle", "Ava Hartley", "Ola Berg"} & set(seen)
    assert {"Rosa Hartley", "PC Grant", "Dele Lowe"} <= set(seen)
    assert "baby" not in str(seen)
    # A reason given for all three could name any of them.
    assert seen["PC Grant"].why == "Works with the family"


def test_whom_he_must_not_know_of_is_on_no_list_of_his_nor_of_who_speaks_for_him(
    cast: Family, conference: Conference
) -> None:
    father = row(conference, cast.excluded_father)
    Participant.objects.filter(professional=cast.advocate).update(speaks_for=father)
    for who in ("excluded_father", "advocate"):
        assert "Jo Hale" not in listed(cast, conference, who)
        assert "Safe Haven" not in str(listed(cast, conference, who))
    assert "Jo Hale" in listed(cast, conference, "mother")
    assert "Jo Hale" in listed(cast, conference, "police_officer")


def test_people_of_another_session_are_not_there(cast: Family, conference: Conference) -> None:
    Participant.objects.filter(person=cast.excluded_father).update(
        part=Part.SEPARATE, session=2, comes_at=STARTS_AT + timedelta(hours=1)
    )
    assert "Neil Doyle" not in listed(cast, conference, "mother")
    assert "Rosa Hartley" not in listed(cast, conference, "excluded_father")
    assert "Neil Doyle" in listed(cast, conference, "police_officer")
    # Nor is who comes to speak for one of them.
    speaks_for_mother = cast.professionals["advocate"].name
    assert speaks_for_mother in listed(cast, conference, "mother")
    assert speaks_for_mother not in listed(cast, conference, "excluded_father")
    assert speaks_for_mother in listed(cast, conference, "police_officer")


def test_nobody_is_told_when_the_others_meet(cast: Family, conference: Conference) -> None:
    father = row(conference, cast.excluded_father)
    assert begins_for(father, STARTS_AT) == STARTS_AT
    father.part, father.session = Part.SEPARATE, 2
    assert begins_for(father, STARTS_AT) is None
    father.comes_at = STARTS_AT + timedelta(hours=1)
    assert begins_for(father, STARTS_AT) == father.comes_at


def test_who_is_kept_out_does_not_come_as_far_as_the_family_knows(
    cast: Family, conference: Conference
) -> None:
    Participant.objects.filter(person=cast.excluded_father).update(part=Part.NONE)
    assert "Neil Doyle" not in listed(cast, conference, "mother")
    assert listed(cast, conference, "chair")["Neil Doyle"].part is Part.NONE


def test_what_belongs_to_a_person_is_on_no_list(cast: Family, conference: Conference) -> None:
    for who in ("mother", "police_officer"):
        lines = listed(cast, conference, who).values()
        assert {one.reach for one in lines if one.is_family} == {KEPT_PRIVATE}
    assert listed(cast, conference, "mother")["PC Grant"].reach == "01632 960 111"


def test_an_outsider_reads_an_empty_list(cast: Family, conference: Conference) -> None:
    assert listed(cast, conference, "stranger") == {}


def test_names_of_those_who_left_are_known_to_who_knew_them(
    cast: Family, conference: Conference
) -> None:
    officer, father = row(conference, cast.police_officer), row(conference, cast.excluded_father)
    Participant.objects.filter(pk__in=[officer.pk, father.pk]).update(withdrawn_at=clock.now())
    marc = reader_for(cast.actor("half_siblings_father"), conference)
    assert officer.pk in names_known_to(marc, conference)
    assert father.pk not in names_known_to(marc, conference)


def test_who_was_withdrawn_reads_nothing(cast: Family, conference: Conference) -> None:
    officer = row(conference, cast.police_officer)
    officer.withdrawn_at = clock.now()
    assert reader_of_participant(officer).kind is ReaderKind.OUTSIDER


def test_a_screen_shows_what_all_who_look_at_it_may_read(
    cast: Family, conference: Conference
) -> None:
    about_ava = Item(
        kind=ItemKind.STATEMENT,
        audience=Audience.EVERYONE,
        children=frozenset({cast.ava.pk}),
        session=1,
    )
    mother, marc = (row(conference, who) for who in (cast.mother, cast.half_siblings_father))
    alone = readers_present(conference, [mother.pk])
    together = readers_present(conference, [mother.pk, marc.pk])
    assert disclose_to_all(alone, about_ava) is Outcome.READ
    assert disclose_to_all(together, about_ava) is Outcome.ABSENT
    unknown = readers_present(conference, [mother.pk, 0])
    assert disclose_to_all(unknown, about_ava) is Outcome.ABSENT


def test_where_they_really_were_can_be_said(cast: Family, conference: Conference) -> None:
    officer = row(conference, cast.police_officer)
    closed = Item(
        kind=ItemKind.STATEMENT,
        audience=Audience.CLOSED,
        children=frozenset({cast.ava.pk}),
        session=CLOSED_PARTS,
    )
    (outside,) = readers_present(conference, [officer.pk])
    (inside,) = readers_present(
        conference, [officer.pk], sessions={officer.pk: frozenset({1, CLOSED_PARTS})}
    )
    assert disclose(outside, closed) is Outcome.WITHHELD
    assert disclose(inside, closed) is Outcome.READ


def test_reading_asks_the_database_no_more_for_more_people(
    cast: Family, conference: Conference
) -> None:
    marc = reader_for(cast.actor("half_siblings_father"), conference)

    def counted() -> int:
        with CaptureQueriesContext(connection) as queries:
            who_is_coming(conference, marc)
        return len(queries)

    before = counted()
    for name in ("head_teacher", "health_visitor", "grandmother"):
        add(cast, conference, name)
    assert counted() == before == 4


def test_supporters_read_as_who_stands_by_somebody(cast: Family, conference: Conference) -> None:
    friend = add(
        cast,
        conference,
        "grandmother",
        role=ParticipantRole.SUPPORTER,
        speaks_for_id=row(conference, cast.mother).pk,
        confidentiality_acknowledged=True,
    )
    reader = reader_of_participant(friend)
    assert (reader.kind, reader.represents) == (ReaderKind.ADVOCATE, cast.mother.pk)


# Addresses


def test_an_address_that_is_kept_from_anybody_is_on_no_list(cast: Family) -> None:
    assert addresses_on_lists([cast.mother.pk]) == {cast.mother.pk: KEPT_PRIVATE}
    assert confidential_addresses(cast.excluded_father.pk)
    assert not confidential_addresses(cast.half_siblings_father.pk)
    Confidentiality.objects.update(ended_on=clock.today())
    assert addresses_on_lists([cast.mother.pk]) == {
        cast.mother.pk: "14 Tern Close, Marlsea, MZ4 7QQ"
    }
    assert not confidential_addresses(cast.excluded_father.pk)


@pytest.mark.parametrize(
    ("text", "leaks"),
    [
        ("She has moved to 14, Tern close.", 1),
        ("Post goes to mz4 7qq now", 1),
        ("14 Tern Close\nMarlsea MZ47QQ", 2),
        ("Number 14 is a nice house in Marlsea", 0),
    ],
)
def test_a_confidential_address_is_found_however_it_is_written(
    cast: Family, text: str, leaks: int
) -> None:
    kept = words_kept_from([cast.excluded_father.pk])[cast.excluded_father.pk]
    assert count_leaks({"letter": {"text": [text]}}, kept) == leaks


def test_nothing_is_kept_from_who_may_know_it(cast: Family) -> None:
    assert words_kept_from([cast.mother.pk]) == {}
    assert count_leaks({"text": "MZ4 7QQ"}, ()) == 0
