"""Before the day, with the family: who speaks with whom, and how the children take part."""

from collections.abc import Sequence
from datetime import date, time

from roundtable.casework.conferences.models import ConferenceChild
from roundtable.casework.preparing.actions.childs_letter import go_through_letter
from roundtable.casework.preparing.actions.childs_part import settle_childs_part
from roundtable.casework.preparing.actions.meeting_family import Contact, record_contact
from roundtable.casework.preparing.actions.time_to_read import ask_for_time
from roundtable.casework.preparing.models import Advocate, ContactKind, HearsReports, Means, Wanted
from roundtable.casework.preparing.queries import letters_for_a_child
from roundtable.ops.demo.family import Child
from roundtable.ops.demo.story import Story

_READS_AT = 10


def let_the_chair_speak_with(story: Story, on: date, *whom: str) -> None:
    """Have the chair speak with somebody of the family before the day, and write that down."""
    story.go_to(on, time(14))
    spoke = Contact(
        kind=ContactKind.CHAIR_BEFORE,
        on=on,
        how="By telephone: how the meeting goes, who will be there, what can be decided.",
        promised="To meet again fifteen minutes before the start.",
    )
    for key in whom:
        _record(story, story.family.chair, key, spoke)


def prepare_the_family(story: Story, on: date, key: str, *, advocate: Advocate) -> None:
    """Have the social worker visit somebody, with notes, and offer them an advocate."""
    story.go_to(on, time(11))
    explained = "At home: what the meeting is, who comes, and what they can ask for."
    visit = Contact(
        kind=ContactKind.VISIT,
        on=on,
        how=explained,
        notes="You said you would like a break halfway, and to speak after the school.",
        notes_agreed=True,
    )
    said = Contact(kind=ContactKind.SAID, on=on, how="Read the invitation together, and the date.")
    _record(story, story.family.worker, key, visit, said, _offer_of(on, advocate))


def visit_children(story: Story, on: date) -> None:
    """Have the social worker see each child alone, and offer them an advocate."""
    story.go_to(on, time(15, 45))
    for child in story.family.born():
        how = "At school, alone: what the meeting is for, and who hears what they say."
        visit = Contact(kind=ContactKind.VISIT, on=on, how=how)
        _record(story, story.family.worker, child.key, visit, _offer_of(on, Advocate.NOT_WANTED))


def prepare_everybody(story: Story, on: date, *, whom_the_chair_met: Sequence[str] = ()) -> None:
    """
    Have the social worker see every parent and every child, and settle how the children take part;
    the chair speaks with `whom_the_chair_met`, and offers them an advocate too.
    """
    for adult in story.family.adults:
        if adult.is_parent and adult.comes:
            prepare_the_family(story, on, adult.forename, advocate=Advocate.NOT_WANTED)
    visit_children(story, on)
    settle_how_children_take_part(story, on)
    let_the_chair_speak_with(story, on, *whom_the_chair_met)
    for key in whom_the_chair_met:
        _record(story, story.family.chair, key, _offer_of(on, Advocate.NOT_WANTED))


def _offer_of(on: date, advocate: Advocate) -> Contact:
    return Contact(kind=ContactKind.ADVOCACY, on=on, how="Asked, and explained.", advocate=advocate)


def _record(story: Story, who: str, key: str, *contacts: Contact) -> None:
    for contact in contacts:
        story.do(
            who,
            record_contact,
            conference_id=story.conferences[-1].pk,
            person=story.people[key],
            contact=contact,
        )


def settle_how_children_take_part(story: Story, on: date) -> None:
    """Have the social worker settle it: who can say it themselves is invited to what they say."""
    story.go_to(on, time(12))
    for held in ConferenceChild.objects.filter(conference=story.conferences[-1]):
        child = next(
            (one for one in story.family.children if story.people.get(one.key) == held.child), None
        )
        if child is None or child.is_unborn:
            continue
        story.by_worker(
            settle_childs_part,
            conference_child_id=held.pk,
            is_invited=child.can_say,
            comes_to=["What the children say"] if child.can_say else [],
            reason="Wants to say it herself, and will cope."
            if child.can_say
            else "Too young to understand the meeting.",
            means=[Means.SELF, Means.DRAWING] if child.can_say else [Means.WATCHED],
            with_worker=story.stage.cast.professional(story.family.worker),
            kept_where="At school, with the head teacher" if child.can_say else "",
            hears_reports=_what_they_hear(child),
            no_reports_reason="" if child.can_say else "Too young to understand them.",
        )


def go_through_letters(story: Story, on: date) -> None:
    """Have the social worker go through what was sent to the children, and say where it is kept."""
    story.go_to(on, time(15, 30))
    for held in ConferenceChild.objects.filter(conference=story.conferences[-1]):
        for letter in letters_for_a_child(held):
            if letter.gone_through is None:
                story.by_worker(
                    go_through_letter,
                    conference_child_id=held.pk,
                    document_id=letter.document.pk,
                    on=on,
                    kept_where="At school, with the head teacher",
                )


def _what_they_hear(child: Child) -> HearsReports:
    if not child.can_say:
        return HearsReports.NOT
    return HearsReports.READ if child.years >= _READS_AT else HearsReports.TOLD


def ask_for_more_time(
    story: Story, on: date, key: str, *, words: str, wanted: Wanted = Wanted.RECESS
) -> None:
    """Have the social worker write down that somebody has not had time to read."""
    story.go_to(on, time(15))
    story.by_worker(
        ask_for_time, participant_id=story.seat(key).pk, wanted=wanted.value, words=words
    )
