"""A file that is enclosed: how it was searched, and the copy of it that goes, in the browser."""

import hashlib
from io import BytesIO

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from docx import Document as WordDocument

from roundtable.casework.conferences.models import Conference, Participant
from roundtable.casework.conferences.tests.family import Family
from roundtable.casework.invitations.models import Enclosure
from roundtable.casework.invitations.tests.invited import seat_of, send, with_list
from roundtable.foundation.documents.files.tests import making
from roundtable.foundation.documents.models import Document
from roundtable.web.staff.tests.visiting import filled, links, visitor, words_of


@pytest.fixture
def conference(cast: Family) -> Conference:
    return with_list(cast, "mother", "excluded_father")


@pytest.fixture
def seat(cast: Family, conference: Conference) -> Participant:
    return seat_of(conference, cast.mother)


@pytest.fixture
def desk(cast: Family) -> Client:
    return visitor(cast.actor("administrator"))


def page_of(seat: Participant) -> str:
    return reverse("staff:enclose", args=[seat.conference.public_id, seat.public_id])


def enclosed(desk: Client, seat: Participant, data: bytes) -> Enclosure:
    file = SimpleUploadedFile("Mrs Hartley.docx", data)
    answers = filled(kind="leaflet", title="How to prepare", file=file)
    answer = desk.post(page_of(seat), answers)
    assert answer.status_code == 302
    return Enclosure.objects.get(participant=seat)


def written_by_ann() -> bytes:
    document = WordDocument()
    document.core_properties.author = "Ann Author"
    run = document.add_paragraph("How to prepare.").add_run(" Come early.")
    document.add_comment(run, text="Is this so?", author="Ann Author")
    return making.saved(document)


def test_the_desk_is_told_what_its_reader_will_see(desk: Client, seat: Participant) -> None:
    enclosed(desk, seat, written_by_ann())
    words = words_of(desk.get(page_of(seat)))
    assert "Its reader sees the comments in it." in words
    assert "What goes is a copy." in words


def test_the_desk_is_told_what_could_not_be_searched(
    cast: Family, desk: Client, conference: Conference, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    seat = seat_of(conference, cast.excluded_father)
    enclosed(desk, seat, making.as_bytes(making.scan("all is well.")))
    words = words_of(desk.get(page_of(seat)))
    assert "Not searched: page 1." in words
    assert "A second person has to read it" in words
    assert "I have read it" not in words
    second = visitor(cast.actor("second_administrator"))
    offered = links(second.get(page_of(seat)))
    to_read = next(where for words, where in offered.items() if words.startswith("I have read it"))
    words = words_of(second.get(to_read))
    assert "Nothing in it may tell Neil Doyle an address" in words
    assert "Kept from them: where Rosa Hartley lives." in words


def test_what_goes_says_nothing_of_who_made_it_and_what_came_is_kept(
    cast: Family,
    conference: Conference,
    desk: Client,
    seat: Participant,
    clock: time_machine.Traveller,
) -> None:
    came = written_by_ann()
    one = enclosed(desk, seat, came)
    assert bytes(one.file.data) == came
    assert one.file.sha256 == hashlib.sha256(came).hexdigest()
    at_the_desk = desk.get(
        reverse("staff:enclosure", args=[conference.public_id, seat.public_id, one.public_id])
    )
    send(cast, conference)
    clock.shift(600)
    letter = Document.objects.get(reader_person_id=cast.mother.pk)
    at_home = visitor(cast.actor("mother")).get(
        reverse("family:enclosure", args=[letter.public_id, one.public_id])
    )
    for answer in (at_the_desk, at_home):
        assert hashlib.sha256(answer.content).hexdigest() == one.file.leaves_sha256
        document = WordDocument(BytesIO(answer.content))
        assert document.paragraphs[0].text == "How to prepare. Come early."
        assert [comment.author for comment in document.comments] == ["Author"]
        assert "Ann" not in document.core_properties.author
