"""A letter for a child goes to a named worker, and is the child's when it was gone through."""

from datetime import date
from typing import Any

import pytest

from roundtable.casework.conferences.models import Conference, ConferenceChild, ParticipantRole
from roundtable.casework.conferences.tests.family import Family, add, arranged
from roundtable.casework.conferences.tests.looking import audited, codes, titles
from roundtable.casework.preparing.actions.childs_letter import (
    CannotGoThroughLetter,
    go_through_letter,
)
from roundtable.casework.preparing.actions.childs_part import settle_childs_part
from roundtable.casework.preparing.models import GoneThrough
from roundtable.casework.preparing.queries import (
    conferences_gone_through_with,
    get_letter_for_a_child,
    gone_through_with,
    who_goes_through_letters,
)
from roundtable.foundation.core import clock
from roundtable.foundation.core.errors import NotAuthorised, RecordNotFound
from roundtable.foundation.documents.models import Document

MONDAY = date(2026, 11, 23)


@pytest.fixture
def held(cast: Family) -> ConferenceChild:
    conference = arranged(cast, "ava", "ben")
    add(cast, conference, "ava", role=ParticipantRole.CHILD)
    return conference.children.get(child=cast.people["ava"])


@pytest.fixture
def letter(cast: Family, held: ConferenceChild) -> Document:
    return letter_to(cast, "ava", held.conference)


def letter_to(cast: Family, who: str, conference: Conference, **kept: Any) -> Document:
    return Document.objects.create(
        **{
            "authority_id": conference.authority_id,
            "kind": "invitation",
            "template": "invitation",
            "title": "Invitation",
            "content": {},
            "subject_type": "participant",
            "subject_id": 1,
            "case_id": conference.case_id,
            "reader_person_id": cast.people[who].pk,
            "made_at": clock.now(),
            "released_at": clock.now(),
            **kept,
        }
    )


def go_through(
    cast: Family, held: ConferenceChild, letter: Document, *, by: str = "social_worker", **said: Any
) -> GoneThrough:
    return go_through_letter(
        conference_child_id=held.pk,
        document_id=letter.pk,
        **{"on": MONDAY, "kept_where": "At school", **said},
        actor=cast.actor(by),
        now=clock.now(),
    )


def test_it_is_theirs_when_the_named_worker_has_gone_through_it(
    cast: Family, held: ConferenceChild, letter: Document
) -> None:
    child = held.child_id
    assert gone_through_with(child) == conferences_gone_through_with(child) == frozenset()
    assert get_letter_for_a_child(public_id=letter.public_id, held=held) == letter
    gone = go_through(cast, held, letter)
    assert gone.worker == cast.professionals["social_worker"]
    assert gone_through_with(child) == {letter.pk}
    assert conferences_gone_through_with(child) == {held.conference_id}
    assert titles()[-1] == f"{gone.worker.name} went through a letter with {held.child.name}"
    assert audited("child.letter_gone_through")[-1].details["document"] == letter.pk
    with pytest.raises(RecordNotFound):
        get_letter_for_a_child(public_id=letter.public_id, held=held)


def test_whoever_is_named_brings_it(cast: Family, held: ConferenceChild, letter: Document) -> None:
    settle_childs_part(
        conference_child_id=held.pk,
        is_invited=True,
        reason="She wants to.",
        means=["self"],
        with_worker=cast.professionals["head_teacher"],
        actor=cast.actor("social_worker"),
        now=clock.now(),
    )
    assert who_goes_through_letters(held) == cast.professionals["head_teacher"]
    assert go_through(cast, held, letter).worker == cast.professionals["head_teacher"]


@pytest.mark.parametrize(
    "said, code",
    [({"on": date(2026, 11, 25)}, "IN_THE_FUTURE"), ({"kept_where": " "}, "NO_PLACE")],
)
def test_what_has_to_be_said(
    cast: Family, held: ConferenceChild, letter: Document, said: dict[str, Any], code: str
) -> None:
    with pytest.raises(CannotGoThroughLetter) as refused:
        go_through(cast, held, letter, **said)
    assert codes(refused.value) == {code}


def test_another_childs_letter_and_one_that_is_not_out_do_not_wait(
    cast: Family, held: ConferenceChild
) -> None:
    for other in (
        letter_to(cast, "ben", held.conference),
        letter_to(cast, "ava", held.conference, released_at=None),
    ):
        with pytest.raises(CannotGoThroughLetter) as refused:
            go_through(cast, held, other)
        assert codes(refused.value) == {"NOT_WAITING"}


def test_nobody_goes_through_it_who_is_not_named(
    cast: Family, held: ConferenceChild, letter: Document
) -> None:
    held.conference.participants.filter(role=ParticipantRole.SOCIAL_WORKER).delete()
    with pytest.raises(CannotGoThroughLetter) as refused:
        go_through(cast, held, letter)
    assert codes(refused.value) == {"NO_WORKER"}


@pytest.mark.parametrize("who", ["administrator", "mother", "head_teacher"])
def test_others_do_not_say_so(
    cast: Family, held: ConferenceChild, letter: Document, who: str
) -> None:
    with pytest.raises(NotAuthorised):
        go_through(cast, held, letter, by=who)
