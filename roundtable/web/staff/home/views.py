"""The first page of everybody who works for the authority, by what they are here for."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from roundtable.casework.cases.page_queries import list_cases
from roundtable.casework.conferences.queries import list_conferences
from roundtable.casework.invitations.incident_queries import incidents_to_see_to
from roundtable.casework.plans import first_pages
from roundtable.casework.plans import identities as unnamed
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.clocks import holidays
from roundtable.foundation.core import clock
from roundtable.foundation.core.calendars import calendar_of
from roundtable.rules.access import Role
from roundtable.rules.conference_states import ARRANGED
from roundtable.web.design_system.form_page import FormPage
from roundtable.web.design_system.forms import Form
from roundtable.web.design_system.presenters import Pagination, Row
from roundtable.web.design_system.wording import count, long_day
from roundtable.web.staff import words
from roundtable.web.staff.cases.presenters import CaseListShown
from roundtable.web.staff.conferences.views import ConveningDesk
from roundtable.web.staff.dates import Days
from roundtable.web.staff.home import presenters
from roundtable.web.staff.home.forms import BankHolidayForm, FoundOutForm, TakeAwayDayForm
from roundtable.web.staff.incidents.presenters import SeeToShown
from roundtable.web.staff.paging import page_of

MOVED_SHOWN = 20
MOVED_ON_A_PAGE = 25


def home(request: HttpRequest) -> HttpResponse:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return _PAGES[actor.role](request, actor)


def _children(request: HttpRequest, actor: Actor) -> HttpResponse:
    days = Days.of(actor.authority_id)
    found = first_pages.my_children(actor, today=days.today, page=page_of(request))
    shown = presenters.MyChildrenShown.of(found, days)
    see_to = SeeToShown.of(incidents_to_see_to(actor, today=days.today), days)
    return render(request, "staff/home/children.jinja", {"mine": shown, "see_to": see_to})


def _conferences(request: HttpRequest, actor: Actor) -> HttpResponse:
    is_chair = actor.role is Role.CHAIR
    found = first_pages.my_conferences(actor)
    shown = presenters.MyConferencesShown.of(found, is_chair=is_chair)
    context = {"mine": shown, "is_chair": is_chair}
    return render(request, "staff/home/conferences.jinja", context)


def _desk(request: HttpRequest, actor: Actor) -> HttpResponse:
    return ConveningDesk().get(request)


def _overview(request: HttpRequest, actor: Actor) -> HttpResponse:
    days = Days.of(actor.authority_id)
    shown = presenters.OverviewShown.of(first_pages.oversight(actor, today=days.today), days)
    see_to = SeeToShown.of(incidents_to_see_to(actor, today=days.today), days)
    return render(request, "staff/home/overview.jinja", {"overview": shown, "see_to": see_to})


def _look_up(request: HttpRequest, actor: Actor) -> HttpResponse:
    return HttpResponseRedirect(reverse("staff:look-up"))


def _cases(request: HttpRequest, actor: Actor) -> HttpResponse:
    context = {
        "days": presenters.by_day(first_pages.conferences_to_come(actor)),
        "cases": CaseListShown.of(list_cases(actor, page=page_of(request)), today=clock.today()),
    }
    return render(request, "staff/home/solicitor.jinja", context)


def _identities(request: HttpRequest, actor: Actor) -> HttpResponse:
    found = unnamed.identities_to_complete(actor)
    context = {
        "identities": presenters.IdentityList.of(found, today=clock.today()),
        "unread": presenters.UnreadShown.of(unnamed.unread_children(actor)),
    }
    return render(request, "staff/home/identities.jinja", context)


def _settings(request: HttpRequest, actor: Actor) -> HttpResponse:
    return HttpResponseRedirect(reverse("staff:calendar"))


_PAGES: dict[Role, Callable[[HttpRequest, Actor], HttpResponse]] = {
    Role.SOCIAL_WORKER: _children,
    Role.MANAGER: _children,
    Role.CHAIR: _conferences,
    Role.MINUTE_TAKER: _conferences,
    Role.ADMINISTRATOR: _desk,
    Role.HEAD_OF_SERVICE: _overview,
    Role.OUT_OF_HOURS: _look_up,
    Role.SOLICITOR: _cases,
    Role.DATA_OFFICER: _identities,
    Role.SYSTEM_ADMINISTRATOR: _settings,
}


def identities(request: HttpRequest) -> HttpResponse:
    return _identities(request, request.actor)  # type: ignore[attr-defined]


class SettleUnread(FormPage):
    """A person says what became of a child whom a return did not identify."""

    form_class = FoundOutForm
    template_name = "staff/home/settle.jinja"
    title = "A child who could not be read"
    button = "Save"

    def load(self) -> None:
        self.unread = unnamed.get_unread(public_id=self.kwargs["public_id"], actor=self.actor)

    def context(self) -> dict[str, Any]:
        return {
            "reason": self.unread.reason,
            "line": self.unread.line,
            "identifier": self.unread.la_child_id,
            "back": reverse("staff:identities"),
        }

    def act(self, answers: dict[str, Any]) -> Any:
        return unnamed.settle_unread_child(
            unread_id=self.unread.pk, **answers, actor=self.actor, now=self.now
        )

    def next_page(self, result: Any) -> str:
        messages.success(self.request, "Saved. Look-ups no longer wait for this child.")
        return reverse("staff:identities")


def what_moves(moved: Sequence[holidays.Moved]) -> list[Row]:
    """Return what a change of the calendar does to running dates: how many, and the first few."""
    rows = []
    for one in moved[:MOVED_SHOWN]:
        before, after = one.clock.due_on, one.due.due_on
        text = f"from {long_day(before)} to {long_day(after)}"
        if before == after:
            before, after = one.clock.last_working_day, one.due.last_working_day
            text = f"the last working day for it: {long_day(after)} instead of {long_day(before)}"
        rows.append(Row(words.work(one.clock.rule), text))
    return rows


def what_is_arranged(actor: Actor, day: date) -> list[Row]:
    """Return the conferences that are arranged on a day on which nobody will work, if any are."""
    found = list_conferences(
        actor, states=ARRANGED, since=clock.at(day, 0), until=clock.at(day + timedelta(days=1), 0)
    )
    arranged = [presenters.arranged(one) for one in found]
    if not arranged:
        return []
    stay = "They stay on that day until somebody moves them"
    return [Row("Conferences arranged on that day", f"{stay}: {'; '.join(arranged)}.")]


def moved_by(day: date) -> str:
    """Return the address of the list of what a change of this day moved."""
    return f"{reverse('staff:moved-dates')}?day={day.isoformat()}"


def moved_dates(request: HttpRequest) -> HttpResponse:
    """Which clocks a change of one day moved, from which date to which. It names no family."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    authority, _ = holidays.bank_holidays(actor)
    try:
        day = date.fromisoformat(request.GET.get("day", ""))
    except ValueError:
        day = actor.today
    pages = Paginator(holidays.dates_moved(authority, day=day), MOVED_ON_A_PAGE)
    shown = pages.get_page(page_of(request))
    address = moved_by(day)
    return render(
        request,
        "staff/home/moved.jinja",
        {
            "day": long_day(day),
            "number": pages.count,
            "rows": [presenters.moved_row(one) for one in shown],
            "pages": Pagination.of(
                shown.number, pages.num_pages, link=lambda number: f"{address}&page={number}"
            ),
        },
    )


class Calendar(FormPage):
    """Bank holidays that were proclaimed late, and what an added one does to running dates."""

    form_class = BankHolidayForm
    template_name = "staff/home/calendar.jinja"
    check_template_name = "staff/home/check_holiday.jinja"
    title = "Bank holidays"
    button = "Continue"
    check_answers = True
    check_title = "Check what will move"
    check_button = "Add the bank holiday"

    def load(self) -> None:
        self.authority, self.added = holidays.bank_holidays(self.actor)

    def form_options(self) -> dict[str, Any]:
        return {"calendar": calendar_of(self.authority)}

    def context(self) -> dict[str, Any]:
        return {
            "added": [(long_day(one.day), one.name, moved_by(one.day)) for one in self.added],
            "take_away": reverse("staff:take-away-day") if self.added else "",
        }

    def answers(self, form: Form) -> list[Row]:
        day, name = form.cleaned_data["day"], form.cleaned_data["name"]
        moved = holidays.dates_that_move(self.authority, day=day, name=name)
        rows = [Row("Day", long_day(day)), Row("Called", name)]
        effect = count(len(moved), "running date moves", "running dates move")
        rows.append(Row("What it does", f"From now on nobody counts this day. {effect}."))
        return [*rows, *what_is_arranged(self.actor, day), *what_moves(moved)]

    def act(self, answers: dict[str, Any]) -> Any:
        return holidays.add_bank_holiday(**answers, actor=self.actor, now=self.now)

    def next_page(self, result: Any) -> str:
        holiday, moved = result
        effect = count(len(moved), "running date was", "running dates were")
        messages.success(self.request, f"The bank holiday was added; {effect} moved.")
        return moved_by(holiday.day) if moved else reverse("staff:calendar")


class TakeAwayDay(FormPage):
    """A day that was added by mistake is worked after all: running dates move back."""

    form_class = TakeAwayDayForm
    template_name = "staff/form.jinja"
    check_template_name = "staff/home/check_holiday.jinja"
    title = "Take a day away that was added by mistake"
    button = "Continue"
    check_answers = True
    check_title = "Check what will move back"
    check_button = "Take the day away"

    def load(self) -> None:
        self.authority, self.added = holidays.bank_holidays(self.actor)

    def form_options(self) -> dict[str, Any]:
        days = [(one.day.isoformat(), f"{long_day(one.day)}, {one.name}") for one in self.added]
        return {"days": days}

    def context(self) -> dict[str, Any]:
        return {"back": reverse("staff:calendar")}

    def answers(self, form: Form) -> list[Row]:
        day = form.cleaned_data["day"]
        moved = holidays.dates_that_move_back(self.authority, day=day)
        late = sum(one.due.due_on < clock.today() for one in moved)
        effect = count(len(moved), "running date moves back", "running dates move back")
        passed = f" {count(late, 'of them has', 'of them have')} passed by then." if late else ""
        return [
            Row("Day", long_day(day)),
            Row("What it does", f"From now on this day counts again. {effect}.{passed}"),
            *what_moves(moved),
        ]

    def act(self, answers: dict[str, Any]) -> Any:
        self.taken_away = answers["day"]
        return holidays.take_away_bank_holiday(**answers, actor=self.actor, now=self.now)

    def next_page(self, result: Any) -> str:
        effect = count(len(result), "running date was", "running dates were")
        messages.success(self.request, f"The day counts again; {effect} moved back.")
        return moved_by(self.taken_away) if result else reverse("staff:calendar")
