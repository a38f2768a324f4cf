"""Time to read, what was written down when they met, and leaflets, on the family's own pages."""

import uuid
from datetime import timedelta

import time_machine
from django.test import Client

from roundtable.casework.conferences.models import Conference, ParticipantRole
from roundtable.casework.conferences.tests.family import Family, add, letters_have_left
from roundtable.casework.invitations.actions.send import send_invitations
from roundtable.casework.invitations.models import Enclosure
from roundtable.casework.invitations.tests.invited import look_at_invitations
from roundtable.casework.preparing.actions.childs_letter import go_through_letter
from roundtable.casework.preparing.actions.meeting_family import Contact, record_contact
from roundtable.casework.preparing.actions.time_to_read import decide_on_time
from roundtable.casework.preparing.models import ContactKind, TimeRequest
from roundtable.foundation.accounts.models import User
from roundtable.foundation.core import clock
from roundtable.foundation.documents.models import Document
from roundtable.foundation.messaging.models import OutboxMessage
from roundtable.web.family.tests.test_family_pages import conference, text_of

__all__ = ["conference"]


def home_of(cast: Family, name: str) -> Client:
    client = Client()
    client.force_login(User.objects.get(pk=cast.actor(name).user_id))
    return client


def test_she_has_not_had_time_to_read_and_is_told_what_the_chair_decides(
    cast: Family, conference: Conference
) -> None:
    mother = home_of(cast, "mother")
    meeting = f"/family/meetings/{conference.public_id}/"
    asked = {"wanted": "delay", "words": "It came today.", "_once": str(uuid.uuid4())}
    page = mother.post(f"{meeting}time/", asked, follow=True)
    assert "The chair has this and will decide." in text_of(page)
    assert "I have not had time to read this" not in text_of(page)
    again = mother.post(f"{meeting}time/", asked | {"_once": str(uuid.uuid4())})
    assert again.status_code == 422
    assert "The chair has this request already." in text_of(again)
    decide_on_time(
        request_id=TimeRequest.objects.get().pk,
        decision="delay",
        reasons="You should read it first.",
        actor=cast.actor("chair"),
        now=clock.now(),
    )
    page = text_of(mother.get(meeting))
    assert "The meeting begins later. You should read it first." in page
    assert "I have not had time to read this" in page


def test_the_notes_of_a_talk_are_hers_alone(cast: Family, conference: Conference) -> None:
    record_contact(
        conference_id=conference.pk,
        person=cast.people["mother"],
        contact=Contact(
            kind=ContactKind.VISIT,
            on=clock.today(),
            how="At home.",
            notes="You would like a break.",
            notes_agreed=True,
        ),
        actor=cast.actor("social_worker"),
        now=clock.now(),
    )
    meeting = f"/family/meetings/{conference.public_id}/"
    assert "You would like a break." in text_of(home_of(cast, "mother").get(meeting))
    other = text_of(home_of(cast, "half_siblings_father").get(meeting))
    assert "You would like a break." not in other


def test_leaflets_are_there_and_stay_with_the_letter(cast: Family, conference: Conference) -> None:
    mother = home_of(cast, "mother")
    leaflet = text_of(mother.get("/family/information/prepare/"))
    assert "water, tissues, a pen and paper" in leaflet
    assert "Last changed on 1 November 2026 (version 1)." in leaflet
    assert mother.get("/family/information/report/").status_code == 404
    letter = Document.objects.get(kind="invitation", reader_person_id=cast.people["mother"].pk)
    came = mother.get(f"/family/letters/{letter.public_id}/enclosed/")
    assert "Getting ready, and what to bring" in text_of(came)
    assert letter.content["enclosed"][0].startswith("“What a child protection conference is”")
    then = Enclosure.objects.get(document_id=letter.pk, version__text__code="prepare")
    address = f"/family/letters/{letter.public_id}/with-it/{then.public_id}/"
    assert address in came.content.decode()
    assert "water, tissues, a pen and paper" in text_of(mother.get(address))
    assert home_of(cast, "half_siblings_father").get(address).status_code == 404


def test_a_childs_pages_open_when_the_letter_was_gone_through(
    cast: Family, conference: Conference
) -> None:
    seat = add(cast, conference, "ava", role=ParticipantRole.CHILD)
    look_at_invitations(cast, conference)
    send_invitations(
        conference_id=conference.pk, actor=cast.actor("administrator"), now=clock.now()
    )
    letters_have_left(conference)
    letter = Document.objects.get(kind="invitation", reader_person_id=seat.person_id)
    went = OutboxMessage.objects.get(document_id=letter.pk)
    assert (went.channel, went.person_id) == ("hand", seat.person_id)
    assert went.professional_id == cast.professionals["social_worker"].pk
    child = home_of(cast, "child")
    meeting = f"/family/meetings/{conference.public_id}/"
    own_letter = f"/family/letters/{letter.public_id}/"
    assert child.get(meeting).status_code == child.get(own_letter).status_code == 404
    assert "Your invitation" not in text_of(child.get("/family/"))
    go_through_letter(
        conference_child_id=conference.children.get(child=cast.people["ava"]).pk,
        document_id=letter.pk,
        on=clock.today(),
        kept_where="At school",
        actor=cast.actor("social_worker"),
        now=clock.now(),
    )
    assert child.get(own_letter).status_code == 404, "it can still be called back"
    with time_machine.travel(clock.now() + timedelta(minutes=10), tick=False):
        assert child.get(meeting).status_code == child.get(own_letter).status_code == 200
        assert "Your invitation" in text_of(child.get("/family/"))
        page = text_of(child.get(meeting))
        words = text_of(child.get(f"{meeting}your-words/"))
    assert "What you said, and what they did" in page
    assert "Nothing is written down yet of what you think." in words
    assert "Your meeting is about you" in page
    assert "You should have the reports" not in page
    assert "I have not had time to read this" not in page
