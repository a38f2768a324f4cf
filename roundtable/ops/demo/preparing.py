"""Before the day: reports written and shared, and what the family thinks."""

from collections.abc import Mapping, Sequence
from datetime import date, time
from typing import Any

from roundtable.casework.conferences.models import ConferenceChild, ParticipantChild
from roundtable.casework.reports.actions import (
    answer_cannot_share,
    read_guidance,
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
        story.do(author or key, read_guidance, report_id=report.pk)
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
