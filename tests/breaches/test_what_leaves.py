"""
What has really been sent to the wrong person, case by case, and that it is not sent here.

Each case was a fine, a reprimand or a finding against an authority or trust in England. The number
is that of the catalogue the service is built against.
"""

import inspect
import shutil
import uuid
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO

import pytest
import time_machine
from docx import Document as WordDocument

from roundtable.casework.cases.actions.membership import add_member, open_case
from roundtable.casework.cases.models import Standing
from roundtable.casework.conferences.actions.participants import keep_from
from roundtable.casework.conferences.leaks import words_in
from roundtable.casework.conferences.models import (
    Conference,
    Part,
    Participant,
    ParticipantRole,
)
from roundtable.casework.conferences.queries import conferences_visible_to, get_conference
from roundtable.casework.conferences.tests.family import NOW, Family, add
from roundtable.casework.invitations.actions.check import CannotCheckInvitations
from roundtable.casework.invitations.actions.enclose import (
    CannotConfirmReading,
    CannotEnclose,
    confirm_reading,
    enclose,
)
from roundtable.casework.invitations.actions.links import send_answer_link
from roundtable.casework.invitations.actions.recall import (
    CannotRecall,
    recall_message,
    send_again,
)
from roundtable.casework.invitations.actions.send import (
    REPLY_CLOCK,
    CannotSendInvitations,
    send_invitations,
)
from roundtable.casework.invitations.models import Enclosure
from roundtable.casework.invitations.queries import invitations_visible_to
from roundtable.casework.invitations.tests.invited import (
    look_at_invitations,
    seat_of,
    send,
    with_list,
)
from roundtable.casework.people import actions as people
from roundtable.casework.people.models import Address, Agency, Channel, ContactPoint, Person
from roundtable.casework.plans import partner_letters
from roundtable.casework.plans.family_queries import get_letter, letters_to
from roundtable.foundation.audit.models import AuditEvent
from roundtable.foundation.clocks.models import Clock
from roundtable.foundation.core import clock
from roundtable.foundation.core.errors import NotAuthorised, RecordNotFound
from roundtable.foundation.documents.files.findings import Passage
from roundtable.foundation.documents.files.kinds import FileKind
from roundtable.foundation.documents.files.pictures import PROGRAM
from roundtable.foundation.documents.files.tests import making
from roundtable.foundation.documents.files.uploads import Upload, check_upload
from roundtable.foundation.documents.models import Document
from roundtable.foundation.messaging.actions import queue
from roundtable.foundation.messaging.models import OutboxMessage
from roundtable.foundation.messaging.tasks import deliver
from roundtable.rules.invitation_states import State

# Where Rosa lives, which Neil must never learn.
SECRET = "14 Tern Close, Marlsea, MZ4 7QQ"


@pytest.fixture
def conference(cast: Family) -> Conference:
    return with_list(cast, "mother", "excluded_father", "half_siblings_father", "police_officer")


def upload(data: bytes) -> Upload:
    return check_upload(data)


def put_with(
    cast: Family, conference: Conference, who: Person, file: Upload, title: str = "How to prepare"
) -> Enclosure:
    return enclose(
        participant_id=seat_of(conference, who).pk,
        kind="leaflet",
        title=title,
        upload=file,
        actor=cast.actor("administrator"),
        now=NOW,
    )


def words(text: str) -> Upload:
    return Upload(FileKind.PDF, b"%PDF-", (Passage("page 1", text),), (), b"%PDF-")


def another_family(cast: Family) -> Person:
    """The Brands, neighbours of nobody here, whose papers must not be mixed with these."""
    worker = cast.actor("social_worker")
    case = open_case(
        reference="C-2002",
        family_name="Brand",
        opened_on=clock.day_of(NOW),
        actor=worker,
        now=NOW,
    )
    dora = people.add_person(
        forename="Dora", surname="Brand", birth_on=NOW.date().replace(2017), actor=worker, now=NOW
    )
    add_member(case=case, person=dora, standing=Standing.SUBJECT, actor=worker, now=NOW)
    people.record_address(
        person=dora, lines="3 Plover Court\nMarlsea", postcode="MZ9 3PC", actor=worker, now=NOW
    )
    return dora


def leave(message: OutboxMessage) -> OutboxMessage:
    deliver(authority_id=message.authority_id, message_id=message.pk)
    message.refresh_from_db()
    return message


def by_post(cast: Family, who: Person, *, confirmed: bool = True) -> ContactPoint:
    """Let somebody be reached by post alone, at an address that was confirmed today."""
    ContactPoint.objects.filter(person=who).delete()
    point = ContactPoint.objects.create(
        authority=cast.authority, person=who, channel=Channel.POST, is_safe=True,
        marked_on=clock.day_of(NOW),
    )  # fmt: skip
    if confirmed:
        Address.objects.filter(person=who).update(confirmed_on=clock.day_of(NOW))
    return point


def home(cast: Family, who: Person, lines: str, postcode: str) -> Address:
    worker = cast.actor("social_worker")
    return people.record_address(
        person=who, lines=lines, postcode=postcode, confirmed_on=clock.day_of(NOW), actor=worker,
        now=NOW,
    )  # fmt: skip


def message_to(conference: Conference, who: Person) -> OutboxMessage:
    return OutboxMessage.objects.get(
        case_id=conference.case_id, person_id=who.pk, kind="invitation"
    )


# 1. Words of one family in the papers of another


@pytest.mark.parametrize(
    "pasted",
    [
        "As with Dora Brand, neighbours were heard.",
        "BRAND, Dora",
        "The child was born on 24 November 2017.",
        "They moved to 3 Plover Ct, mz93pc.",
    ],
)
def test_1_somebody_of_another_family_is_asked_about(
    cast: Family, conference: Conference, pasted: str
) -> None:
    another_family(cast)
    put_with(cast, conference, cast.mother, words(pasted))
    with pytest.raises(CannotSendInvitations) as refusal:
        send_invitations(
            conference_id=conference.pk, actor=cast.actor("administrator"), now=clock.now()
        )
    reason = next(one for one in refusal.value.reasons if one.code == "SECOND_PERSON_NEEDED")
    assert "not of this family" in reason.text


def test_1_who_checked_does_not_send(cast: Family, conference: Conference) -> None:
    another_family(cast)
    put_with(cast, conference, cast.mother, words("As with Dora Brand."))
    with pytest.raises(CannotCheckInvitations, match="Ask somebody else"):
        look_at_invitations(cast, conference, by="administrator")
    other = cast.actor("second_administrator")
    look_at_invitations(cast, conference)
    with pytest.raises(CannotSendInvitations):
        send_invitations(conference_id=conference.pk, actor=other, now=clock.now())
    assert send(cast, conference)


def test_1_the_family_itself_is_not_asked_about(cast: Family, conference: Conference) -> None:
    put_with(cast, conference, cast.mother, words("Rosa Hartley, Ava Hartley, born 1 May 2015"))
    assert send(cast, conference)


# 2. One paper for a mother and for two fathers


def test_2_each_parent_reads_a_paper_of_their_own(cast: Family, conference: Conference) -> None:
    send(cast, conference)
    letters = {
        name: "\n".join(
            words_in(Document.objects.get(reader_person_id=cast.people[name].pk).content)
        )
        for name in ("mother", "excluded_father", "half_siblings_father")
    }
    assert "Ava" not in letters["half_siblings_father"]
    assert "Neil" not in letters["half_siblings_father"]
    assert "Ben" not in letters["excluded_father"]
    assert "Marc" not in letters["excluded_father"]
    assert "Tern" not in letters["excluded_father"]
    assert "Ava" in letters["mother"]


# 3. A safe address inside something that was attached


def in_a_header() -> bytes:
    document = WordDocument()
    document.sections[0].header.paragraphs[0].text = SECRET
    written = BytesIO()
    document.save(written)
    return written.getvalue()


ATTACHED: dict[str, Callable[[], bytes]] = {
    "Word": lambda: making.word(SECRET),
    "its header": in_a_header,
    "its properties": lambda: making.word(author=SECRET),
    "PDF": lambda: making.as_bytes(making.pdf_with_text(SECRET)),
    "what is written beside a picture": lambda: making.png(Comment=SECRET),
}


@pytest.mark.parametrize("where", ATTACHED)
def test_3_an_attached_file_with_a_safe_address_is_not_taken(
    cast: Family, conference: Conference, where: str
) -> None:
    file = upload(ATTACHED[where]())
    with pytest.raises(CannotEnclose) as refusal:
        put_with(cast, conference, cast.excluded_father, file)
    assert "Tern" not in str(refusal.value)
    assert put_with(cast, conference, cast.mother, file)


def test_3_the_name_of_what_is_attached_is_searched_too(
    cast: Family, conference: Conference
) -> None:
    with pytest.raises(CannotEnclose):
        put_with(cast, conference, cast.excluded_father, words("x"), title="14 Tern Cl")


def test_3_a_scan_that_nothing_could_read_waits_for_a_second_person(
    cast: Family, conference: Conference, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    one = put_with(cast, conference, cast.excluded_father, upload(making.picture_pdf()))
    assert one.file.unsearched == ["page 1"]
    with pytest.raises(CannotSendInvitations, match="could not be searched"):
        send(cast, conference)
    with pytest.raises(CannotConfirmReading):
        confirm_reading(enclosure_id=one.pk, actor=cast.actor("administrator"), now=NOW)
    confirm_reading(enclosure_id=one.pk, actor=cast.actor("second_administrator"), now=NOW)
    assert AuditEvent.objects.filter(verb="enclosure.read").exists()
    assert send(cast, conference)


def test_3_a_scanned_letter_with_a_safe_address_is_not_taken_or_is_read_by_a_second_person(
    cast: Family, conference: Conference
) -> None:
    scan = upload(making.as_bytes(making.scan(SECRET, turned=90)))
    if shutil.which(PROGRAM):
        with pytest.raises(CannotEnclose, match="page 1, as a picture"):
            put_with(cast, conference, cast.excluded_father, scan)
    else:
        put_with(cast, conference, cast.excluded_father, scan)
        with pytest.raises(CannotSendInvitations, match="page 1: it could not be searched"):
            send(cast, conference)


@pytest.mark.parametrize(
    "pasted, asked",
    [
        ("We go for walks along Tern Cl.", "the street of an address that is kept"),
        ("Ring Harbour refuge first.", "Harbour Refuge, from which somebody comes"),
    ],
)
def test_3_a_street_and_a_place_are_asked_about(
    cast: Family, conference: Conference, pasted: str, asked: str
) -> None:
    refuge = add(cast, conference, "refuge_worker")
    Agency.objects.filter(pk=refuge.professional.agency_id).update(name="Harbour Refuge")
    keep_from(
        participant_id=refuge.pk, person_id=cast.excluded_father.pk, reason="Gives it away",
        actor=cast.actor("administrator"), now=NOW,
    )  # fmt: skip
    put_with(cast, conference, cast.excluded_father, words(pasted))
    with pytest.raises(CannotSendInvitations) as refusal:
        send_invitations(
            conference_id=conference.pk, actor=cast.actor("administrator"), now=clock.now()
        )
    reason = next(one for one in refusal.value.reasons if one.code == "SECOND_PERSON_NEEDED")
    assert asked in reason.text


# 4. A new address in the notes, quoted in a letter to the old one


def test_4_what_is_written_freely_is_searched_when_it_leaves(
    cast: Family, conference: Conference
) -> None:
    message = queue(
        reference="note:1",
        kind="change_notice",
        channel="portal",
        subject=conference,
        subject_line="A letter for you",
        body="She now stays at 14 tern cl., and can be seen there.",
        case_id=conference.case_id,
        person_id=cast.excluded_father.pk,
        now=NOW,
    )
    message = leave(message)
    assert message.sent_at is None
    assert message.held_because == ["It says something that is kept from them, in the message."]


def test_4_a_letter_to_an_address_that_has_changed_is_held(
    cast: Family, conference: Conference
) -> None:
    home(cast, cast.half_siblings_father, "1 Old Road\nMarlsea", "MZ1 1AA")
    by_post(cast, cast.half_siblings_father)
    send(cast, conference)
    message = message_to(conference, cast.half_siblings_father)
    assert message.destination == "1 Old Road, Marlsea, MZ1 1AA"
    home(cast, cast.half_siblings_father, "2 New Road\nMarlsea", "MZ2 2BB")
    assert "has changed" in leave(message).held_because[0]
    send_again(message_id=message.pk, actor=cast.actor("administrator"), now=NOW)
    message = leave(message)
    assert message.by_hand_because == "Post it."
    assert message.destination == "2 New Road, Marlsea, MZ2 2BB"


# 5. Through the neighbour's door


def test_5_by_hand_or_post_needs_an_address_somebody_confirmed(
    cast: Family, conference: Conference
) -> None:
    home(cast, cast.half_siblings_father, "1 Old Road\nMarlsea", "MZ1 1AA")
    by_post(cast, cast.half_siblings_father, confirmed=False)
    Address.objects.filter(person=cast.half_siblings_father).update(confirmed_on=None)
    send(cast, conference)
    message = leave(message_to(conference, cast.half_siblings_father))
    assert message.sent_at is None
    assert "confirmed" in message.held_because[0]


# 6. To somebody else at the same address


def test_6_a_letter_goes_to_a_person_and_not_where_somebody_kept_away_lives(
    cast: Family, conference: Conference
) -> None:
    home(cast, cast.half_siblings_father, "1 Old Road\nMarlsea", "MZ1 1AA")
    home(cast, cast.grandmother, "1 OLD RD\nMarlsea", "mz1 1aa")
    by_post(cast, cast.half_siblings_father)
    send(cast, conference)
    message = message_to(conference, cast.half_siblings_father)
    Participant.objects.create(
        authority=cast.authority, conference=conference, person=cast.grandmother, role="family",
        part=Part.NONE,
    )  # fmt: skip
    assert "same address" in leave(message).held_because[0]


# 8. To a mistyped address


@pytest.mark.parametrize("marked", [None, False])
def test_8_nothing_goes_where_it_was_not_marked_as_safe(
    cast: Family, conference: Conference, marked: bool | None
) -> None:
    send(cast, conference)
    message = message_to(conference, cast.half_siblings_father)
    ContactPoint.objects.filter(person=cast.half_siblings_father).update(is_safe=marked)
    message = leave(message)
    assert message.sent_at is None
    assert "not marked as safe" in message.held_because[0]


def test_8_no_act_takes_an_address_that_somebody_types() -> None:
    for act in (send_invitations, queue, send_again):
        names = set(inspect.signature(act).parameters)
        assert not names & {"to", "address", "email", "recipient", "recipients", "destination"}


# 13. The address told, and the minutes shared, after it had become confidential


def test_13_what_became_confidential_since_is_held_when_it_would_leave(
    cast: Family, conference: Conference
) -> None:
    put_with(cast, conference, cast.half_siblings_father, words("The centre is at 9 Quay Row"))
    send(cast, conference)
    message = message_to(conference, cast.half_siblings_father)
    worker = cast.actor("social_worker")
    people.record_address(
        person=cast.mother, lines="9 Quay Row\nMarlsea", postcode="MZ5 5QQ",
        kept_from=[cast.half_siblings_father], reason="He found her.", actor=worker, now=NOW,
    )  # fmt: skip
    message = leave(message)
    assert message.sent_at is None
    assert "How to prepare, page 1" in message.held_because[0]
    assert "Quay" not in " ".join(message.held_because)


def test_13_what_is_kept_from_a_father_is_kept_from_who_speaks_for_him(
    cast: Family, conference: Conference
) -> None:
    seat = seat_of(conference, cast.excluded_father)
    Participant.objects.create(
        authority=cast.authority, conference=conference, professional=cast.advocate,
        role="advocate", speaks_for=seat,
    )  # fmt: skip
    message = queue(
        reference="note:2",
        kind="change_notice",
        channel="email",
        subject=conference,
        subject_line="A change",
        body="Tern Close 14 is now MZ47QQ.",
        case_id=conference.case_id,
        professional_id=cast.advocate.pk,
        now=NOW,
    )
    assert leave(message).sent_at is None


# Calling back, which the cases above had no time for


def test_a_letter_can_be_called_back_for_ten_minutes_and_is_off_their_page(
    cast: Family, conference: Conference
) -> None:
    send(cast, conference)
    message = message_to(conference, cast.mother)
    assert message.leaves_at is not None
    assert (message.leaves_at - message.queued_at).total_seconds() == 600
    recall_message(message_id=message.pk, actor=cast.actor("administrator"), now=NOW)
    assert leave(message).sent_at is None
    assert Document.objects.get(pk=message.document_id).released_at is None
    assert AuditEvent.objects.filter(verb="message.recalled").exists()
    assert seat_of(conference, cast.mother).invited_at is None
    with pytest.raises(CannotRecall):
        recall_message(message_id=message.pk, actor=cast.actor("administrator"), now=NOW)
    assert [one.participant.person_id for one in send(cast, conference)] == [cast.mother.pk]


def test_a_letter_is_on_its_readers_page_when_it_can_be_called_back_no_more(
    cast: Family, conference: Conference, clock: time_machine.Traveller
) -> None:
    send(cast, conference)
    mother = cast.actor("mother")
    assert letters_to(mother) == []
    document = Document.objects.get(reader_person_id=cast.mother.pk)
    with pytest.raises(RecordNotFound):
        get_letter(public_id=document.public_id, actor=mother)
    clock.shift(600)
    assert [one.public_id for one in letters_to(mother)] == [document.public_id]
    OutboxMessage.objects.filter(document_id=document.pk).update(held_at=NOW)
    assert letters_to(mother) == []


@pytest.mark.parametrize("name", ["mother", "police_officer"])
def test_the_meeting_is_on_nobodys_page_while_their_letter_can_be_called_back(
    cast: Family, conference: Conference, clock: time_machine.Traveller, name: str
) -> None:
    """What they read meanwhile could not be called back."""
    look_at_invitations(cast, conference)
    send_invitations(conference_id=conference.pk, actor=cast.actor("administrator"), now=NOW)

    def sees() -> bool:
        found = conferences_visible_to(cast.actor(name)).filter(pk=conference.pk)
        return bool(found) and bool(invitations_visible_to(cast.actor(name)))

    assert not sees()
    with pytest.raises(RecordNotFound):
        get_conference(public_id=conference.public_id, actor=cast.actor(name))
    clock.shift(600)
    assert sees()
    # Whoever knows of it already goes on seeing it while they are asked anew.
    asked = Participant.objects.filter(conference=conference, role=ParticipantRole.PARENT)
    before = {one.pk: one.invited_at for one in asked}
    Conference.objects.filter(pk=conference.pk).update(state="SCHEDULED")
    send(cast, conference)
    assert {one.pk: one.invited_at for one in asked.all()} == before
    assert sees()


def test_a_professional_opens_a_letter_when_it_can_be_called_back_no_more(
    cast: Family, conference: Conference, clock: time_machine.Traveller
) -> None:
    send(cast, conference)
    officer = cast.actor("police_officer")
    document = Document.objects.get(reader_professional_id=cast.police_officer.pk)

    def seen() -> list[uuid.UUID]:
        lists = (
            partner_letters.newest_letters(officer, [conference.pk]),
            partner_letters.letters_of(conference, officer),
        )
        (first, second) = ([one.public_id for one in letters] for letters in lists)
        assert first == second
        return first

    assert seen() == []
    with pytest.raises(RecordNotFound):
        partner_letters.get_letter(public_id=document.public_id, actor=officer)
    clock.shift(600)
    assert seen() == [document.public_id]
    assert partner_letters.get_letter(public_id=document.public_id, actor=officer) == document
    for stopped in ({"held_at": NOW}, {"held_at": None, "stopped_at": NOW}):
        OutboxMessage.objects.filter(document_id=document.pk).update(**stopped)
        assert seen() == []


def test_a_link_leaves_no_sooner_than_the_letter_it_opens(
    cast: Family, conference: Conference
) -> None:
    send(cast, conference)
    invitation = seat_of(conference, cast.police_officer).invitations.get()
    link = send_answer_link(
        invitation_id=invitation.pk, link_channel="email", code_channel="hand",
        actor=cast.actor("administrator"), now=NOW,
    ).link  # fmt: skip
    letter = OutboxMessage.objects.get(document_id=invitation.document_id)
    sent = OutboxMessage.objects.get(kind="answer_link")
    assert sent.leaves_at == letter.leaves_at == NOW + timedelta(minutes=10)
    # Called back, it takes the link and the clock for the answer with it.
    recall_message(message_id=letter.pk, actor=cast.actor("administrator"), now=NOW)
    link.refresh_from_db()
    invitation.refresh_from_db()
    assert link.ended_at == NOW
    assert invitation.state == State.DRAFTED
    waits = Clock.objects.get(rule=REPLY_CLOCK, subject_id=invitation.pk)
    assert waits.stopped_on == clock.day_of(NOW)
    send(cast, conference)
    invitation.refresh_from_db()
    assert invitation.state == State.SENT


def test_what_has_left_cannot_be_called_back(cast: Family, conference: Conference) -> None:
    send(cast, conference)
    message = leave(message_to(conference, cast.mother))
    assert message.sent_at is not None
    with pytest.raises(CannotRecall):
        recall_message(message_id=message.pk, actor=cast.actor("administrator"), now=NOW)


@pytest.mark.parametrize("name", ["chair", "social_worker", "police_officer", "mother", "stranger"])
def test_only_who_sends_calls_back(cast: Family, conference: Conference, name: str) -> None:
    send(cast, conference)
    message = message_to(conference, cast.mother)
    with pytest.raises(NotAuthorised):
        recall_message(message_id=message.pk, actor=cast.actor(name), now=NOW)
