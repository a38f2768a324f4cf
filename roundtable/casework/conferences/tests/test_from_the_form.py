"""What the booking form proposes is before the chair when the conference is arranged."""

from roundtable.casework.conferences.models import Conference, Exclusion
from roundtable.casework.conferences.tests.family import Family, add, arrange, authorised
from roundtable.casework.convening.models import BookingForm, ProposedExclusion
from roundtable.foundation.audit.models import AuditEvent
from roundtable.foundation.core import clock


def proposing(cast: Family) -> Conference:
    form = BookingForm.objects.create(
        authority=cast.authority, case=cast.case, started_at=clock.now(), saved_at=clock.now()
    )
    ProposedExclusion.objects.create(
        authority=cast.authority,
        form=form,
        person=cast.mother,
        ground="D",
        evidence="Ava does not speak when she is there.",
    )
    conference = authorised(cast)
    conference.booking_form = form
    conference.save()
    return conference


def test_a_proposed_exclusion_waits_for_the_chair(cast: Family) -> None:
    conference = arrange(cast, proposing(cast))
    exclusion = Exclusion.objects.get(participant__conference=conference)
    seat = exclusion.participant
    assert (seat.person, seat.role, seat.invited_at) == (cast.mother, "parent", None)
    assert (exclusion.decision, exclusion.ground) == ("", "D")
    assert exclusion.evidence == "Ava does not speak when she is there."
    assert exclusion.asked_by_id == conference.requested_by_id
    assert AuditEvent.objects.filter(verb="exclusion.requested", subject_id=exclusion.pk).exists()


def test_it_is_put_there_once_and_to_the_seat_there_is(cast: Family) -> None:
    conference = proposing(cast)
    seat = add(cast, conference, "mother")
    arrange(cast, conference)
    Conference.objects.filter(pk=conference.pk).update(state="POSTPONED")
    arrange(cast, conference)
    assert Exclusion.objects.get(participant__conference=conference).participant == seat
