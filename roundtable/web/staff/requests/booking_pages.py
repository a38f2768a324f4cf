"""The pages of the booking form, in their order, and how far somebody has come with them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.datastructures import MultiValueDict

from roundtable.casework.plans.booking_page import Booking
from roundtable.web.staff.requests import booking_family_forms as family
from roundtable.web.staff.requests import booking_forms as forms
from roundtable.web.staff.requests.booking_forms import BookingPageForm


@dataclass(frozen=True, slots=True)
class Page:
    """One question page: its form, and whether it is asked of this family."""

    key: str
    title: str
    form_class: type[BookingPageForm]
    is_asked: Callable[[Booking], bool] = lambda booking: True
    # Without these a request has no basis; whatever else is missing is asked for later.
    is_needed: bool = False

    def typed(self, booking: Booking) -> Mapping[str, Sequence[str]] | None:
        """Return what was typed here, None if nobody has been here."""
        found: Mapping[str, Sequence[str]] | None = booking.form.typed.get(self.key)
        return found

    def answered(self, booking: Booking) -> BookingPageForm | None:
        """Return the form as it was filled in, to be checked; None if nobody has been here."""
        typed = self.typed(booking)
        if typed is None:
            return None
        return self.form_class(as_data(typed), booking=booking)


PAGES = (
    Page(
        "children",
        "The children of the household",
        forms.ChildrenForm,
        is_asked=forms.asks_about_children,
        is_needed=True,
    ),
    Page("reason", "Why a conference", forms.ReasonForm, is_needed=True),
    Page("safety", "Safe until the conference", forms.SafetyForm, is_needed=True),
    Page(
        "late",
        "The limit",
        family.LateForm,
        is_asked=lambda booking: booking.limit is not None,
    ),
    Page("people", "The people of the family", forms.PeopleForm),
    Page("invite", "Professionals to invite", forms.InviteForm),
    Page(
        "exclusions",
        "Somebody who should not be there",
        forms.ExclusionsForm,
        is_asked=lambda booking: bool(booking.adults),
    ),
    Page(
        "child",
        "The children's own part",
        family.ChildPartForm,
        is_asked=lambda booking: bool(family.born(booking.subjects)),
    ),
    Page(
        "needs",
        "What the family needs",
        family.NeedsForm,
        is_asked=lambda booking: bool(booking.may_have_needs),
    ),
    Page("days", "The family's days", family.DaysForm),
    Page("staff", "Staff and police checks", family.StaffForm),
)
_BY_KEY = {page.key: page for page in PAGES}


def pages_for(booking: Booking) -> list[Page]:
    """Return the pages that are asked of this family."""
    return [page for page in PAGES if page.is_asked(booking)]


def page_called(key: str) -> Page | None:
    return _BY_KEY.get(key)


def next_unanswered(booking: Booking, after: str = "") -> Page | None:
    """Return the page to go on with: the first one after `after` where nobody has been."""
    pages = pages_for(booking)
    place = next((index + 1 for index, page in enumerate(pages) if page.key == after), 0)
    rest = [*pages[place:], *pages[:place]]
    return next((page for page in rest if page.typed(booking) is None), None)


def as_data(typed: Mapping[str, Sequence[str]]) -> MultiValueDict[str, Any]:
    """Return what was typed as a browser sends it."""
    return MultiValueDict({name: list(values) for name, values in typed.items()})
