"""The plan read aloud: words for everybody in the room, and nothing to press."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from roundtable.casework.plans.aloud import Change, PlanAloud, plan_aloud
from roundtable.web.design_system.child_tabs import child_tabs
from roundtable.web.design_system.presenters import NavItem
from roundtable.web.design_system.wording import long_day
from roundtable.web.staff.room.beside import BesideTheRoom
from roundtable.web.staff.room.presenters import words_instead
from roundtable.web.staff.room.views import child_asked_for

NO_PLAN = "There is no plan here yet that everybody may see."


class ReadPlan(BesideTheRoom):
    """The plan of one child, large, as far as everybody who is here may read it."""

    template_name = "staff/room/aloud.jinja"

    def context(self) -> dict[str, Any]:
        child = child_asked_for(self.request.GET.get("child", ""))
        plan = plan_aloud(self.conference, child=child)
        address = reverse("staff:room-read-plan", args=[self.conference.public_id])
        return {"plan": AloudShown.of(plan, address=address)}


@dataclass(frozen=True, slots=True)
class ChangeShown:
    """One thing that must change, in sentences that can be said."""

    what: str
    lines: tuple[str, ...]
    tasks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AloudShown:
    """A plan in the order in which it is read out; with `words`, there is none to read."""

    words: str
    child: str = ""
    children: tuple[NavItem, ...] = ()
    safe: str = ""
    soon: tuple[ChangeShown, ...] = ()
    later: tuple[ChangeShown, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, plan: PlanAloud, *, address: str) -> "AloudShown":
        tabs = child_tabs(plan.children, plan.child, address=address, with_everyone=False)
        if plan.child is None or plan.outline is None:
            return cls(words=words_instead(plan) or NO_PLAN, children=tabs)
        outline = plan.outline
        visits = outline.visit_every_working_days
        facts = {
            "Key worker": plan.key_worker,
            "Core group": ", ".join(plan.core_group),
            "Visits": _visits(visits, unannounced=outline.unannounced_visits) if visits else "",
            "Help for the family": outline.support_to_family,
            "Who keeps an eye on how it goes": outline.monitoring,
            "If the plan does not work": outline.contingency,
            "What would end the plan": outline.what_would_end_it,
            "Next core group": _on(outline.core_group_on),
            "Next review conference": _on(outline.review_on),
        }
        return cls(
            words="",
            child=plan.child.child.name,
            children=tabs,
            safe=outline.protection,
            soon=tuple(_change(one) for one in plan.changes if not one.is_long_term),
            later=tuple(_change(one) for one in plan.changes if one.is_long_term),
            facts=tuple((what, text or "Not agreed yet") for what, text in facts.items()),
        )


def _visits(days: int, *, unannounced: bool) -> str:
    often = f"At least every {days} working days."
    return f"{often} Some visits are without notice." if unannounced else often


def _on(when: date | None) -> str:
    return long_day(when) if when is not None else ""


def _change(one: Change) -> ChangeShown:
    lines = [f"We will know because: {one.how_we_will_know}"] if one.how_we_will_know else []
    if one.by is not None:
        lines.append(f"By {long_day(one.by)}.")
    if one.progress:
        lines.insert(0, f"So far: {one.progress.lower()}. {one.progress_words}".strip())
    tasks = []
    for task in one.tasks:
        who, by = task.who or "Nobody yet", f", by {long_day(task.by)}" if task.by else ""
        help_ = f" Help with it: {task.help}" if task.help else ""
        tasks.append(f"{who}: {task.what}{by}.{help_}".replace("..", "."))
    return ChangeShown(one.what, tuple(lines), tuple(tasks))
