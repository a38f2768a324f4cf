"""The page on which chair and minute taker look together at what everybody takes home."""

from django.urls import reverse

from roundtable.casework.plans.tests import table
from roundtable.foundation.documents.models import Document
from roundtable.web.staff.tests.visiting import filled, visitor


def test_both_say_it_and_it_is_released(cast, clock):
    conference, _ = table.decided(cast, "ava")
    clock.move_to(table.NOW)
    page = reverse("staff:agreed", args=[conference.public_id])
    for name, said in (("minute_taker", "Noted"), ("chair", "Released")):
        client = visitor(cast.actor(name))
        shown = client.get(page).content.decode()
        assert "Everybody in the room should have it by 11:40am" in shown
        assert "Ava Hartley will have a child protection plan." in shown
        digest = shown.split('name="seen" value="')[1].split('"')[0]
        answer = client.post(page, filled(seen=digest), follow=True).content.decode()
        assert said in answer
    assert "Who has it" in answer
    for document in Document.objects.filter(kind="agreed"):
        address = reverse("staff:document", args=[document.public_id])
        assert address in answer
        assert visitor(cast.actor("minute_taker")).get(address).status_code == 200
    letters = reverse("staff:letters", args=[conference.public_id])
    assert (
        "What those in the room took home"
        in visitor(cast.actor("administrator")).get(letters).content.decode()
    )


def test_what_changed_meanwhile_is_shown_anew_and_nothing_goes(cast, clock):
    conference, _ = table.decided(cast, "ava")
    clock.move_to(table.NOW)
    page = reverse("staff:agreed", args=[conference.public_id])
    answer = visitor(cast.actor("chair")).post(page, filled(seen="0" * 64)).content.decode()
    assert "Something has changed since you opened this page" in answer
    assert "0" * 64 not in answer
    assert not Document.objects.filter(kind="agreed").exists()


def test_before_the_meeting_is_over_there_is_nothing(cast):
    conference = table.ready_to_decide(cast, "ava")
    page = reverse("staff:agreed", args=[conference.public_id])
    assert visitor(cast.actor("chair")).get(page).status_code == 404
