"""Changing what families are told, section by section."""

import pytest
from django.urls import reverse

from roundtable.casework.cases.tests.town import Town
from roundtable.foundation.accounts.models import Actor
from roundtable.rules.access import Role
from roundtable.web.staff.tests.visiting import filled, links, opened, problems, visitor, words_of


@pytest.fixture
def desk(town: Town) -> Actor:
    return town.actor(Role.ADMINISTRATOR, "Priya Nair")


def address(name: str, *more: object) -> str:
    return reverse(f"staff:{name}", args=["prepare", *more])


def test_a_section_is_changed_in_the_draft_and_approved_by_the_head(
    town: Town, desk: Actor
) -> None:
    client = visitor(desk)
    first = address("change-information", 1)
    carried = opened(client, first)
    assert "Your social worker visits you" in words_of(client.get(first))
    page = client.post(
        first,
        carried
        | filled(heading="Soon", paragraphs="One thing.\n\nAnother  thing.", points="a\n\nb"),
        follow=True,
    )
    text = words_of(page)
    assert "This is the draft of the next version, last changed by Priya Nair" in text
    assert "One thing. Another thing. a b" in text
    assert "Put the draft in force" not in text
    head = visitor(town.actor(Role.HEAD_OF_SERVICE, "Ros Bell"))
    approve = links(head.get(address("information-text")))["Put the draft in force"]
    assert problems(head.post(approve, filled())) == ["Enter what has changed"]
    page = head.post(approve, filled(what_changed="Shorter"), follow=True)
    assert "Version 2 is in force." in words_of(page)
    old = words_of(client.get(address("information-version", 1)))
    assert "Version 1, 1 November 2026" in old
    assert "One thing." not in old


def test_a_section_can_be_added_and_taken_out_and_the_title_changed(desk: Actor) -> None:
    client = visitor(desk)
    titled = address("change-information-title")
    client.post(titled, opened(client, titled) | filled(title="Ready"))
    added = address("change-information", 5)
    empty = opened(client, added)
    assert problems(client.post(added, empty | filled(paragraphs="Words."))) == ["Enter a heading."]
    client.post(added, empty | filled(heading="More", paragraphs="Words."))
    assert "More" in words_of(client.get(address("information-text")))
    client.post(added, opened(client, added) | filled(heading="", paragraphs="", points=""))
    page = words_of(client.get(address("information-text")))
    assert "Words." not in page
    assert "Ready" in page
    assert client.get(address("change-information", 9)).status_code == 404
    assert client.get(address("information-version", 9)).status_code == 404
