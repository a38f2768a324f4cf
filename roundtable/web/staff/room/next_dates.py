"""The next core group and review, offered together with why, and taken in one step."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.urls import reverse

from roundtable.casework.plans.actions.next_dates import take_next_dates
from roundtable.casework.plans.next_dates import next_dates
from roundtable.casework.plans.room_queries import get_room
from roundtable.foundation.core.clock import LONDON
from roundtable.rules.next_dates import GroupDay
from roundtable.web.design_system.fields import RadiosField
from roundtable.web.design_system.form_page import FormPage
from roundtable.web.design_system.forms import Form
from roundtable.web.design_system.presenters import Choice
from roundtable.web.design_system.wording import listed, long_day, time_of_day
from roundtable.web.staff.conferences import slots


class NextDatesForm(Form):
    core_group = RadiosField(
        label="First or next core group",
        choices=(),
        required_message="Select a day for the core group",
    )
    review = RadiosField(
        label="Next review conference", choices=(), required_message="Select a time for the review"
    )

    def __init__(
        self, *args: Any, core_groups: list[Choice], reviews: list[Choice], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.offer("core_group", core_groups)
        self.offer("review", reviews)


class TakeNextDates(FormPage):
    form_class = NextDatesForm
    template_name = "staff/room/next_dates.jinja"
    title = "Next dates"
    button = "Take these dates"

    def load(self) -> None:
        self.conference = get_room(public_id=self.kwargs["public_id"], actor=self.actor)
        self.found = next_dates(self.conference, now=self.now)

    def form_options(self) -> dict[str, Any]:
        return {
            "core_groups": [_day(one) for one in self.found.core_groups],
            "reviews": slots.choices(self.found.reviews),
        }

    def context(self) -> dict[str, Any]:
        found = self.found
        return {
            "back": reverse("staff:room", args=[self.conference.public_id]),
            "names": listed([one.child.name for one in found.children]),
            "core_group_limit": long_day(found.core_group_limit) if found.core_group_limit else "",
            "review_limit": long_day(found.review_limit) if found.review_limit else "",
            "can_offer": bool(found.core_groups and found.reviews),
            "plans": [
                (
                    one.child.name,
                    reverse("staff:room-plan", args=[self.conference.public_id, one.public_id]),
                )
                for one in found.children
            ],
        }

    def act(self, answers: dict[str, Any]) -> Any:
        return take_next_dates(
            conference_id=self.conference.pk,
            core_group_on=datetime.fromisoformat(answers["core_group"]).date(),
            review_starts_at=datetime.fromisoformat(answers["review"]).replace(tzinfo=LONDON),
            actor=self.actor,
            now=self.now,
        )

    def next_page(self, result: Any) -> str:
        names = listed([one.child.name for one in result])
        messages.success(
            self.request,
            f"The dates are in the plan for {names}. Chair and room are kept for the review.",
        )
        return reverse("staff:room", args=[self.conference.public_id])


def _day(one: GroupDay) -> Choice:
    return Choice(
        one.day.isoformat(),
        f"{long_day(one.day)}, for example at {time_of_day(one.starts)}",
        hint=" ".join(one.why),
    )
