"""A review that is a week away: its reports are begun, signed off, sent back and taken out."""

from roundtable.casework.plans.actions.report_from_record import fill_in_from_record
from roundtable.casework.plans.review_record import on_record
from roundtable.casework.reports.actions import (
    carry_over_report,
    confirm_carried_over,
    read_guidance,
    return_report,
    sign_off_report,
    withdraw_report,
)
from roundtable.casework.reports.models import Report
from roundtable.ops.demo import following, leading_up, preparing
from roundtable.ops.demo.story import Story
from roundtable.ops.demo.tale import Tale, boy, family, girl, mother
from roundtable.ops.demo.themes_home import NEGLECT
from roundtable.rules.report_states import ReturnedFor


def _review_reports(story: Story) -> None:
    stage = story.stage
    first = stage.working_day(-50)
    leading_up.decide(story, first, letters_on=stage.working_day(1, after=first), at_most=2)
    following.visit(story, stage.working_day(-40))
    following.meet_as_core_group(story, stage.working_day(8, after=first))
    following.visit(story, stage.working_day(-12), was_announced=False)
    following.finish_actions(story, stage.working_day(-11))
    on = stage.working_day(6)
    following.call_review(story, on, is_written_for=False)
    by = ("health_visitor", "housing_officer", "nursery_manager")
    preparing.write_reports(story, stage.working_day(-3), only=by, at_most=2)
    _begin_from_last(story)
    _fill_in_from_record(story)
    chair = story.family.chair
    story.do("agency_lead", sign_off_report, report_id=_report(story, "health_visitor").pk)
    story.do(
        chair,
        return_report,
        report_id=_report(story, "housing_officer").pk,
        returned_for=ReturnedFor.JARGON,
        reason="Say in everyday words what a category 1 hazard is, and what it is like to live in it.",
    )
    story.do(
        chair,
        withdraw_report,
        report_id=_report(story, "nursery_manager").pk,
        reason="It is about another boy of the same name at the nursery.",
    )


def _begin_from_last(story: Story) -> None:
    """The head teacher begins from her last report, and has looked at the first line of it."""
    report = _report(story, "head_teacher")
    story.do("head_teacher", read_guidance, report_id=report.pk)
    story.do("head_teacher", carry_over_report, report_id=report.pk)
    first = report.items.order_by("pk").values_list("statement_id", flat=True)[:1]
    story.do("head_teacher", confirm_carried_over, report_id=report.pk, statement_ids=list(first))


def _fill_in_from_record(story: Story) -> None:
    report = _report(story, story.family.worker)
    texts = [one.text for one in on_record(report)]
    story.by_worker(read_guidance, report_id=report.pk)
    story.by_worker(fill_in_from_record, report_id=report.pk, texts=texts)


def _report(story: Story, key: str) -> Report:
    professional = story.stage.cast.professional(key)
    found: Report = Report.objects.get(
        conference=story.conferences[-1], participant__professional=professional
    )
    return found


TALES = (
    Tale(
        "review_reports_coming_in",
        family(
            "H-2216",
            "Pascoe",
            NEGLECT,
            (girl("Elowen", 8, known_to=("head_teacher",)), boy("Jory", 3)),
            (mother("Tamsin"),),
            ("health_visitor", "head_teacher", "nursery_manager", "housing_officer"),
            worker="social_worker",
            chair="chair",
        ),
        _review_reports,
    ),
)
