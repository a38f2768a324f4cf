"""What chair and social worker do with each of the family, and how each child takes part."""

from datetime import date
from typing import Any

import pytest

from roundtable.casework.conferences.models import Conference
from roundtable.casework.conferences.tests.family import Family, add, arranged
from roundtable.casework.conferences.tests.looking import audited, codes, running, titles
from roundtable.casework.preparing.actions.childs_part import (
    CannotSettleChildsPart,
    settle_childs_part,
)
from roundtable.casework.preparing.actions.meeting_family import (
    CannotRecordContact,
    CannotShowNotes,
    Contact,
    record_contact,
    show_notes,
)
from roundtable.casework.preparing.models import Advocate, ChildsPart, ContactKind, FamilyContact
from roundtable.casework.preparing.queries import own_notes
from roundtable.foundation.core import clock
from roundtable.foundation.core.errors import NotAuthorised

MONDAY = date(2026, 11, 23)


@pytest.fixture
def conference(cast: Family) -> Conference:
    conference = arranged(cast, "ava", "ben")
    add(cast, conference, "mother")
    return conference


def record(
    cast: Family,
    conference: Conference,
    kind: ContactKind = ContactKind.VISIT,
    *,
    who: str = "mother",
    by: str = "social_worker",
    on: date = MONDAY,
    **said: Any,
) -> FamilyContact:
    how = {} if said.get("not_possible_reason") else {"how": "At her home."}
    return record_contact(
        conference_id=conference.pk,
        person=cast.people[who],
        contact=Contact(kind=kind, on=on, **(how | said)),
        actor=cast.actor(by),
        now=clock.now(),
    )


def test_the_chairs_contact_stops_their_clock_and_keeps_what_was_promised(
    cast: Family, conference: Conference
) -> None:
    made = record(
        cast, conference, ContactKind.CHAIR_BEFORE, by="chair", promised="To ring on Friday."
    )
    assert (made.by_chair, made.promised) == (True, "To ring on Friday.")
    assert "chair_contact" not in running(conference)
    assert titles()[-1] == "Chair spoke with Rosa Hartley before the conference"
    assert audited("family.contact")[0].details["was_possible"]


def test_a_child_who_is_on_no_list_is_visited_too(cast: Family, conference: Conference) -> None:
    record(cast, conference, who="ben")
    assert titles()[-1].startswith("Ben")


def test_notes_are_taken_with_agreement_and_are_theirs_to_read(
    cast: Family, conference: Conference
) -> None:
    notes = {"notes": "You would like a break.", "notes_agreed": True}
    made = record(cast, conference, **notes)
    assert own_notes(conference, cast.people["mother"]) == [made]
    assert own_notes(conference, cast.people["excluded_father"]) == []
    show_notes(contact_id=made.pk, on=MONDAY, actor=cast.actor("social_worker"), now=clock.now())
    made.refresh_from_db()
    assert made.notes_shown_on == MONDAY
    with pytest.raises(CannotRecordContact) as refused:
        record(cast, conference, **(notes | {"notes_agreed": False}))
    assert codes(refused.value) == {"NOTES_NOT_AGREED"}


def test_notes_hold_nothing_that_is_kept_from_their_reader(
    cast: Family, conference: Conference
) -> None:
    add(cast, conference, "excluded_father")
    with pytest.raises(CannotRecordContact) as refused:
        record(
            cast,
            conference,
            who="excluded_father",
            notes="She lives at 14 Tern Close, MZ4 7QQ.",
            notes_agreed=True,
        )
    assert codes(refused.value) == {"NOTES_LEAK"}


@pytest.mark.parametrize("on", [date(2026, 11, 22), date(2026, 11, 25)])
def test_notes_are_shown_between_the_talk_and_today(
    cast: Family, conference: Conference, on: date
) -> None:
    made = record(cast, conference)
    with pytest.raises(CannotShowNotes) as refused:
        show_notes(contact_id=made.pk, on=on, actor=cast.actor("social_worker"), now=clock.now())
    assert codes(refused.value) == {"NO_NOTES", "IN_THE_FUTURE"}


@pytest.mark.parametrize(
    "kind, changes, code",
    [
        (ContactKind.CHAIR_BEFORE, {}, "NOT_YOURS"),
        (ContactKind.VISIT, {"by": "chair"}, "NOT_YOURS"),
        (ContactKind.VISIT, {"on": date(2026, 11, 25)}, "IN_THE_FUTURE"),
        (ContactKind.CHAIR_ON_DAY, {"by": "chair"}, "NOT_THE_DAY"),
        (ContactKind.VISIT, {"how": " "}, "NO_WORDS"),
        (ContactKind.ADVOCACY, {}, "NO_ADVOCATE_ANSWER"),
        (ContactKind.VISIT, {"advocate": "perhaps"}, "NO_ADVOCATE_ANSWER"),
        (ContactKind.VISIT, {"who": "grandmother"}, "NOT_FAMILY"),
    ],
)
def test_what_cannot_be_recorded(
    cast: Family,
    conference: Conference,
    kind: ContactKind,
    changes: dict[str, Any],
    code: str,
) -> None:
    with pytest.raises(CannotRecordContact) as refused:
        record(cast, conference, kind, **changes)
    assert codes(refused.value) == {code}


def test_an_advocate_who_was_sought_in_vain_is_an_answer(
    cast: Family, conference: Conference
) -> None:
    for by in ("social_worker", "chair"):
        made = record(
            cast,
            conference,
            ContactKind.ADVOCACY,
            by=by,
            advocate=Advocate.NONE_TO_BE_HAD,
        )
        assert made.by_chair is (by == "chair")


def test_after_the_meeting_nothing_is_prepared(cast: Family, conference: Conference) -> None:
    Conference.objects.filter(pk=conference.pk).update(state="DECIDED")
    with pytest.raises(CannotRecordContact) as refused:
        record(cast, conference, ContactKind.SAID)
    assert codes(refused.value) == {"OVER"}
    with pytest.raises(CannotSettleChildsPart) as refused_part:
        settle(cast, conference)
    assert codes(refused_part.value) == {"OVER"}


@pytest.mark.parametrize("name", ["administrator", "other_social_worker", "mother", "stranger"])
def test_others_record_and_settle_nothing(cast: Family, conference: Conference, name: str) -> None:
    made = record(cast, conference)
    with pytest.raises(NotAuthorised):
        record(cast, conference, by=name)
    with pytest.raises(NotAuthorised):
        show_notes(contact_id=made.pk, on=MONDAY, actor=cast.actor(name), now=clock.now())
    with pytest.raises(NotAuthorised):
        settle(cast, conference, by=name)


def settle(
    cast: Family, conference: Conference, by: str = "social_worker", **changes: Any
) -> ChildsPart:
    settled: dict[str, Any] = {
        "is_invited": True,
        "comes_to": ["What the children say"],
        "reason": "She wants to.",
        "means": ["self", "drawing"],
        "with_worker": cast.professionals["social_worker"],
        "kept_where": "At school",
        "hears_reports": "told",
    }
    return settle_childs_part(
        conference_child_id=conference.children.get(child=cast.people["ava"]).pk,
        **(settled | changes),
        actor=cast.actor(by),
        now=clock.now(),
    )


def test_a_child_comes_to_one_part_and_somebody_goes_through_it_with_them(
    cast: Family, conference: Conference
) -> None:
    part = settle(cast, conference)
    assert (part.comes_to, part.kept_where) == (["What the children say"], "At school")
    again = settle(cast, conference, is_invited=False, with_worker=None)
    assert (again.pk, again.comes_to) == (part.pk, [])
    assert titles()[-1] == "Ava Hartley is heard without coming to the meeting"
    assert [one.details["is_invited"] for one in audited("child.part_settled")] == [True, False]


@pytest.mark.parametrize(
    "changes, code",
    [
        ({"reason": " "}, "NO_REASON"),
        ({"means": ["telepathy"]}, "NO_MEANS"),
        ({"with_worker": None}, "NO_WORKER"),
        ({"hears_reports": "not", "no_reports_reason": " "}, "NO_REPORTS_REASON"),
    ],
)
def test_what_has_to_be_said_of_a_childs_part(
    cast: Family, conference: Conference, changes: dict[str, Any], code: str
) -> None:
    with pytest.raises(CannotSettleChildsPart) as refused:
        settle(cast, conference, **changes)
    assert codes(refused.value) == {code}
