"""Texts in versions: a draft changes, what is approved does not, and letters keep what they had."""

from datetime import date

import pytest
from django.db import DatabaseError, transaction

from roundtable.casework.cases.tests.town import Town, other_town, town
from roundtable.casework.information.actions import (
    CannotApproveInformation,
    CannotDraftInformation,
    approve_information,
    draft_information,
    leaflets_to_enclose,
)
from roundtable.casework.information.models import InformationVersion
from roundtable.casework.information.queries import get_text, in_force
from roundtable.casework.information.shipped import SHIPPED, SHIPPED_ON
from roundtable.casework.information.shown import InformationShown, Kind, TextSection
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.audit.models import AuditEvent
from roundtable.foundation.core import clock
from roundtable.foundation.core.errors import NotAuthorised, RecordNotFound
from roundtable.rules.access import Role
from roundtable.rules.readability import readability

__all__ = ["other_town", "town"]
NEW = [TextSection("Parking", ("It is free for two hours.",), ("Ask at the desk.",))]


@pytest.fixture
def desk(town: Town) -> Actor:
    return town.actor(Role.ADMINISTRATOR, "Priya Nair")


@pytest.fixture
def head(town: Town) -> Actor:
    return town.actor(Role.HEAD_OF_SERVICE, "Ros Bell")


def draft(actor: Actor, title: str = "Getting ready", sections=NEW):
    return draft_information(
        code="prepare", title=title, sections=sections, actor=actor, now=clock.now()
    )


def approve(actor: Actor, what_changed: str = "Parking"):
    return approve_information(
        code="prepare", what_changed=what_changed, actor=actor, now=clock.now()
    )


def now_in_force(actor: Actor) -> InformationShown:
    return next(one for one in in_force(actor.authority_id) if one.code == "prepare")


def test_every_authority_begins_with_what_shipped(desk: Actor) -> None:
    assert now_in_force(desk) == SHIPPED["prepare"]
    assert (now_in_force(desk).number, now_in_force(desk).dated) == (1, SHIPPED_ON)


def test_a_draft_changes_nothing_until_it_is_approved(desk: Actor, head: Actor) -> None:
    draft(desk)
    assert now_in_force(desk) == SHIPPED["prepare"]
    page = get_text(code="prepare", actor=desk)
    assert page.draft is not None
    assert (page.draft.sections, page.drafted_by) == (tuple(NEW), "Priya Nair")
    version = approve(head)
    shown = now_in_force(desk)
    assert (shown.number, shown.sections, shown.dated) == (2, tuple(NEW), clock.today())
    assert (version.approved_by, version.what_changed) == ("Ros Bell", "Parking")
    assert [one.number for one in get_text(code="prepare", actor=desk).versions] == [2, 1]
    verbs = AuditEvent.objects.filter(verb__startswith="information.").values_list(
        "verb", flat=True
    )
    assert sorted(verbs) == ["information.approved", "information.drafted"]


def test_an_approved_version_is_never_changed(desk: Actor, head: Actor) -> None:
    draft(desk)
    version = approve(head)
    with pytest.raises(DatabaseError), transaction.atomic():
        InformationVersion.objects.filter(pk=version.pk).update(title="Something else")


def test_a_letter_takes_what_is_in_force_when_it_goes(desk: Actor, head: Actor) -> None:
    first = leaflets_to_enclose(desk.authority_id)
    draft(desk)
    approve(head)
    second = leaflets_to_enclose(desk.authority_id)
    assert {one.text.code for one in first} == {
        one.code for one in SHIPPED.values() if one.kind is Kind.LEAFLET
    }
    numbers = [{one.text.code: one.number for one in both} for both in (first, second)]
    assert numbers[1] == numbers[0] | {"prepare": 2}


@pytest.mark.parametrize(
    "title, sections, code",
    [
        (" ", NEW, "NO_TITLE"),
        ("Ready", [TextSection("Empty")], "NOTHING_TO_READ"),
        ("Ready", [*NEW, TextSection("", ("Words.",))], "NO_HEADING"),
    ],
)
def test_a_draft_has_a_title_headings_and_something_to_read(
    desk: Actor, title: str, sections: list[TextSection], code: str
) -> None:
    with pytest.raises(CannotDraftInformation) as refused:
        draft(desk, title, sections)
    assert {one.code for one in refused.value.reasons} == {code}


def test_without_a_draft_or_what_changed_nothing_is_approved(desk: Actor, head: Actor) -> None:
    with pytest.raises(CannotApproveInformation) as refused:
        approve(head, " ")
    assert {one.code for one in refused.value.reasons} == {"NO_DRAFT", "NO_CHANGE"}


def test_who_looks_after_it(town: Town, other_town: Town, desk: Actor, head: Actor) -> None:
    worker = town.actor(Role.SOCIAL_WORKER, "Sam Iqbal")
    with pytest.raises(NotAuthorised):
        draft(worker)
    draft(desk)
    with pytest.raises(NotAuthorised):
        approve(desk)
    with pytest.raises(RecordNotFound):
        get_text(code="prepare", actor=worker)
    with pytest.raises(RecordNotFound):
        get_text(code="nothing", actor=desk)
    approve(head)
    assert in_force(other_town.authority.pk)[3] == SHIPPED["prepare"]


def words(code: str) -> str:
    return " ".join(SHIPPED[code].blocks)


@pytest.mark.parametrize(
    "code, said",
    [
        ("harm", "It can be one or more of these"),
        ("harm", "Hurting a child's body"),
        ("harm", "Hurting how a child feels about themselves"),
        ("harm", "Making a child do, see or be part of something sexual"),
        ("harm", "Not giving a child what they need"),
        ("harm", "A child who lives with violence is harmed by it"),
        ("harm", "Harm can also mean that a child is not kept safe from another person"),
        ("conference", "We do not need your consent to hold this meeting"),
        ("conference", "That is different from help that you can say yes or no to"),
        ("conference", "they do not work with your family"),
        ("conference", "They are there for your children first of all"),
        ("decides", "Then the chair decides, for each child, and says why"),
        ("prepare", "water, tissues, a pen and paper"),
        ("prepare", "Make notes"),
        ("prepare", "a break, a later start or another day"),
        ("help", "You may get legal advice now"),
        ("help", "Many law firms give the first half hour free"),
        ("help", "accredited for children and family law: the Law Society keeps a list"),
        ("help", "Coram Voice: advocates for children. coramvoice.org.uk"),
        ("help", "The National Youth Advocacy Service: advocates for children. www.nyas.net"),
        ("help", "The Family Rights Group has free, plain information for parents: www.frg.org.uk"),
        ("help", "Help for a child in need"),
        ("help", "Child protection: this meeting, and the plan that may come of it"),
        ("help", "Court: what happens if a court is asked about your child"),
        ("help", "Sometimes there is none to be had near you"),
        ("unhappy", "You can complain about how the meeting was run"),
    ],
)
def test_what_families_are_told(code: str, said: str) -> None:
    assert said in words(code)


@pytest.mark.parametrize("code", SHIPPED)
def test_it_reads_easily_and_carries_its_day(code: str) -> None:
    text = SHIPPED[code]
    assert readability(text.blocks).grade < 8
    assert text.dated == SHIPPED_ON >= date(2026, 1, 1)
