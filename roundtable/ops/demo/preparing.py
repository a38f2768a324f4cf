"""Before the day: reports written and shared, and what the family thinks."""

from collections.abc import Mapping, Sequence
from datetime import date, time
from typing import Any

from roundtable.casework.conferences.models import ConferenceChild, ParticipantChild
from roundtable.casework.preparing.actions.childs_part import settle_childs_part
from roundtable.casework.preparing.actions.meeting_family import Contact, record_contact
from roundtable.casework.preparing.actions.time_to_read import ask_for_time
from roundtable.casework.preparing.models import Advocate, ContactKind, Means, Wanted
from roundtable.casework.reports.actions import (
    answer_cannot_share,
    share_report,
    submit_report,
    write_statement_in_report,
)
from roundtable.casework.reports.actions.copies import note_copy, print_paper_copies
from roundtable.casework.reports.models import Report
from roundtable.casework.room.actions.saying import record_views
from roundtable.ops.demo.convening import actor_of, name_of
from roundtable.ops.demo.story import Story
from roundtable.ops.demo.words import Said


def write_reports(
    story: Story,
    on: date,
    *,
    without: Sequence[str] = (),
    drafts: Sequence[str] = (),
    only: Sequence[str] = (),
    at_most: int = 9,
    late_reason: str = "",
) -> None:
    """Have each author write their statements and hand them in; `drafts` stay unfinished."""
    story.go_to(on, time(16, 30))
    for report in _reports(story):
        key = name_of(story, report.participant)
        if key in without or (only and key not in only):
            continue
        author = actor_of(story, report.participant)
        for said in _statements(story, key)[:at_most]:
            story.do(
                author or key,
                write_statement_in_report,
                report_id=report.pk,
                section=said.section,
                text=story.tell(said.text),
                **marks_of(story, said, report.participant.pk),
            )
        story.do(author or key, answer_cannot_share, report_id=report.pk, cannot_share=False)
        if key not in drafts:
            story.do(author or key, submit_report, report_id=report.pk, late_reason=late_reason)


def _reports(story: Story) -> list[Report]:
    found = Report.objects.filter(conference=story.conferences[-1], submitted_at=None)
    return list(found.select_related("participant").order_by("pk"))


def _statements(story: Story, key: str) -> tuple[Said, ...]:
    """What this professional writes: of their own, else what their kind of agency would say."""
    theme, cast = story.family.theme, story.stage.cast
    reports = theme.review_reports if _is_review(story) and theme.review_reports else theme.reports
    if key == story.family.worker:
        return reports["worker"]
    kind = str(cast.professional(key).agency.kind)
    found = (table.get(one) for table in (reports, theme.reports) for one in (key, kind))
    return next(filter(None, found), theme.reports["any"])


def _is_review(story: Story) -> bool:
    return not story.conference.includes_initial


def marks_of(story: Story, said: Said, participant_id: int) -> dict[str, Any]:
    """Return the marks of a statement, about the children its author knows."""
    known = set(
        ParticipantChild.objects.filter(participant=participant_id, is_here_for=True).values_list(
            "child_id", flat=True
        )
    )
    about = [story.people[key] for key in said.about if key in story.people] or [
        person for person in story.people.values() if person.pk in known
    ]
    marks: dict[str, Any] = {
        "kind": said.kind.value,
        "provenance": said.provenance.value,
        "source": story.tell(said.source) if said.source else "",
        "domain": said.domain.value,
        "children": about,
    }
    if said.audience:
        marks["audience"] = said.audience
    if said.kept_from:
        marks["kept_from"] = [story.people[key] for key in said.kept_from]
    return marks


def share_reports(
    story: Story,
    on: date,
    *,
    with_whom: Sequence[str] = (),
    only: Sequence[str] = (),
    reaction: str = "",
) -> None:
    """Have the social worker go through the reports with the parents, and write that down."""
    story.go_to(on, time(17, 30))
    whom = with_whom or (story.mother.forename,)
    reports = Report.objects.filter(conference=story.conferences[-1], submitted_at__isnull=False)
    for report in reports.select_related("participant").order_by("pk"):
        if only and name_of(story, report.participant) not in only:
            continue
        for key in whom:
            story.by_worker(
                share_report,
                report_id=report.pk,
                person=story.people[key],
                shared_on=on,
                way="together",
                method="at home",
                reaction=reaction,
            )


def let_the_chair_speak_with(story: Story, on: date, *whom: str) -> None:
    """Have the chair speak with somebody of the family before the day, and write that down."""
    story.go_to(on, time(14))
    for key in whom:
        story.do(
            story.family.chair,
            record_contact,
            conference_id=story.conferences[-1].pk,
            person=story.people[key],
            contact=Contact(
                kind=ContactKind.CHAIR_BEFORE,
                on=on,
                how="By telephone: how the meeting goes, who will be there, what can be decided.",
                promised="To meet again fifteen minutes before the start.",
            ),
        )


def prepare_the_family(story: Story, on: date, key: str, *, advocate: Advocate) -> None:
    """Have the social worker visit somebody, with notes, and offer them an advocate."""
    story.go_to(on, time(11))
    explained = "At home: what the meeting is, who comes, and what they can ask for."
    for contact in (
        Contact(
            kind=ContactKind.VISIT,
            on=on,
            how=explained,
            notes="You said you would like a break halfway, and to speak after the school.",
            notes_agreed=True,
        ),
        Contact(kind=ContactKind.SAID, on=on, how="Read the invitation together, and the date."),
        Contact(kind=ContactKind.ADVOCACY, on=on, how="Asked, and explained.", advocate=advocate),
    ):
        story.by_worker(
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
        )


def print_papers(story: Story, on: date, *whom: str) -> None:
    """Have the desk print somebody's papers, and hand out the copies that are counted back."""
    story.go_to(on, time(16, 30))
    copies = story.do(
        "administrator",
        print_paper_copies,
        conference_id=story.conference.pk,
        participant_ids=[story.seat(key).pk for key in whom],
    )
    for copy in copies:
        story.do("administrator", note_copy, copy_id=copy.pk, event="hand_out", on=on)


def ask_for_more_time(
    story: Story, on: date, key: str, *, words: str, wanted: Wanted = Wanted.RECESS
) -> None:
    """Have the social worker write down that somebody has not had time to read."""
    story.go_to(on, time(15))
    story.by_worker(
        ask_for_time, participant_id=story.seat(key).pk, wanted=wanted.value, words=words
    )


def ask_for_views(story: Story, on: date) -> None:
    """Write down what each child and the mother think, or why a child's views are not known."""
    story.go_to(on, time(16))
    theme = story.family.theme
    held = ConferenceChild.objects.filter(conference=story.conferences[-1]).order_by("position")
    by_child = {row.child_id: row.pk for row in held}
    for child in story.family.children:
        conference_child = (
            by_child.get(story.people[child.key].pk) if child.key in story.people else None
        )
        if conference_child is None:
            continue
        person = story.people[child.key]
        words: dict[str, Any] = {"not_obtained_reason": _too_young(child.is_unborn)}
        if child.can_say:
            text = child.words or story.random.choice(theme.child_says)
            words = {"text": text, "how_given": "Told the social worker, on their own"}
        story.by_worker(record_views, conference_child_id=conference_child, person=person, **words)
        story.by_worker(
            record_views,
            conference_child_id=conference_child,
            person=story.people[story.mother.forename],
            text=story.tell(story.mother.words or theme.mother_says, child.key),
            how_given="Told the social worker",
        )
    _let_other_parents_speak(story, by_child)


def _let_other_parents_speak(story: Story, by_child: Mapping[int, int]) -> None:
    """Keep what each other parent who is on the list thinks, of one child they know of."""
    for adult in story.family.adults[1:]:
        known = ParticipantChild.objects.filter(
            participant__conference=story.conferences[-1],
            participant__person=story.people[adult.forename],
            is_here_for=True,
        )
        first = known.order_by("pk").first() if adult.is_parent else None
        if first is not None:
            story.by_worker(
                record_views,
                conference_child_id=by_child[first.child_id],
                person=story.people[adult.forename],
                text=story.tell(adult.words or story.family.theme.other_says),
                how_given="By telephone, to the social worker",
            )


def _too_young(is_unborn: bool) -> str:
    return "Not born yet." if is_unborn else "Too young to say. Seen playing, and with the mother."
