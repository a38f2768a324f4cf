"""Arranging a conference, and moving it: a day, a time, a place and people."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from roundtable.casework.conferences.limits import earliest_limits, limit_clocks
from roundtable.casework.conferences.slots import Slot, best_first, look_for_times
from roundtable.casework.convening.queries import family_travel
from roundtable.casework.invitations.actions.dates import (
    arrange_conference,
    reschedule_conference,
)
from roundtable.casework.invitations.queries import room_needs
from roundtable.foundation.core import clock
from roundtable.rules.access import Permission
from roundtable.rules.permissions import Role
from roundtable.rules.reasons import Reason
from roundtable.web.design_system.forms import Form
from roundtable.web.design_system.presenters import Choice, Row
from roundtable.web.staff.conferences import slots as shown
from roundtable.web.staff.conferences.forms import (
    OTHER,
    ArrangeForm,
    BookForm,
    RescheduleForm,
    pairs,
)
from roundtable.web.staff.conferences.pages import OfConference
from roundtable.web.staff.conferences.slots import OnOffer
from roundtable.web.staff.dates import Days
from roundtable.web.staff.words import work

if TYPE_CHECKING:
    from roundtable.casework.conferences.models import Conference

_LOOKED_AT = 60


class Book(OfConference):
    """Choose a time that is free, or say another; what clashes is said beside the field."""

    permission = Permission.ARRANGE_CONFERENCE
    template_name = "staff/conferences/arrange.jinja"
    beside = {
        "NO_DATE": "on",
        "IN_THE_PAST": "on",
        "NOT_A_WORKING_DAY": "on",
        "ENDS_BEFORE_START": "ends",
        "CHAIR_NOT_INDEPENDENT": "chair",
        "MINUTE_TAKER_INVOLVED": "minute_taker",
        "NO_PLACE": "room",
        "ROOM_TAKEN": "room",
        "ACCESS_NOT_MET": "room",
        "NO_HOME_REASON": "home_venue_reason",
    }

    def load(self) -> None:
        super().load()
        conference = self.conference
        said = shown.needs_of(self.request.GET)
        self.needs = room_needs(conference) if said is None else said
        self.days = Days.of(conference.authority_id)
        self.clocks = limit_clocks([conference])
        times = look_for_times(
            [conference],
            today=self.days.today,
            calendar=self.days.calendar,
            clocks=self.clocks,
            needs={conference.pk: self.needs},
            most=_LOOKED_AT,
        )
        self.bookable = OnOffer.of(times.diary, conference.authority_id)
        found = times.slots[conference.pk]
        if not self.may_choose_chair:
            found = tuple(one for one in found if one.chair_id == conference.chair_id)
        self.slots = best_first(found)[: shown.AT_MOST]

    @property
    def may_choose_chair(self) -> bool:
        return Permission.ALLOCATE_CHAIR in self.frame.allowed

    def form_options(self) -> dict[str, Any]:
        chairs = [
            one
            for one in self.bookable.chairs
            if self.may_choose_chair or one.id == self.conference.chair_id
        ]
        return {
            "slots": shown.choices(self.slots),
            "chairs": pairs(chairs),
            "minute_takers": pairs(self.bookable.minute_takers),
            "rooms": [(str(one.public_id), _room(one)) for one in self.bookable.rooms],
        }

    def initial(self) -> dict[str, Any]:
        """Return the time chosen on the desk, if it is still free."""
        return {"slot": self.request.GET.get("slot", "")}

    def context(self) -> dict[str, Any]:
        limits = earliest_limits([self.conference], clocks=self.clocks)
        limit = limits.get(self.conference.pk)
        return super().context() | {
            "limit": self.days.due(limit) if limit else None,
            "limit_text": work(limit.rule) if limit else "",
            "needs": [
                (Choice(f"{name}", text), asdict(self.needs)[name])
                for name, text in shown.ROOM_NEEDS
            ],
            "travel": family_travel(self.conference.booking_form_id),
            "is_past_limit": any(not one.is_within_limit for one in self.slots),
        }

    def field_of(self, reason: Reason, form: Form) -> str | None:
        """What clashes with an offered time belongs to the time; else to its own field."""
        field = super().field_of(reason, form)
        if reason.code == "NO_PLACE" and form.cleaned_data.get("slot") != OTHER:
            return "link"
        if reason.code == "PERSON_TAKEN":
            field = "chair" if self._is_of_chair(reason, form) else "minute_taker"
        if field is None or field not in form.fields:
            return None
        return field if form.cleaned_data.get("slot", OTHER) == OTHER else "slot"

    def agreed_before(self, reasons: Iterable[Reason]) -> Mapping[Role, tuple[int, str]]:
        """Who agreed that it is late, as the request says, need not say so again."""
        return lateness_agreed(self.conference, reasons)

    def _is_of_chair(self, reason: Reason, form: Form) -> bool:
        """The reason names who is booked already."""
        chosen = form.cleaned_data.get("chair") or ""
        return any(
            str(one.public_id) == chosen and reason.text.startswith(one.name)
            for one in self.bookable.chairs
        )

    def booking(self, answers: dict[str, Any]) -> dict[str, Any]:
        """Return what was chosen, as the acts ask for it."""
        slot = shown.by_key(self.slots, answers["slot"])
        if slot is not None:
            return {
                "starts_at": slot.starts_at,
                "ends_at": slot.ends_at,
                "chair_id": slot.chair_id,
                "minute_taker_id": slot.minute_taker_id,
                "room_id": slot.room_id,
                **self.link_beside(slot, answers["link"]),
            }
        on, starts, ends = answers["on"], answers["starts"], answers["ends"]
        room, writer = answers["room"], answers["minute_taker"]
        return {
            "starts_at": clock.at(on, starts.hour, starts.minute),
            "ends_at": clock.at(on, ends.hour, ends.minute),
            "chair_id": self.bookable.chair(answers["chair"]).id,
            "minute_taker_id": self.bookable.minute_taker(writer).id if writer else None,
            "room_id": self.bookable.room(room).pk if room else None,
            "link": answers["link"],
        }

    def link_beside(self, slot: Slot, link: str) -> dict[str, Any]:
        return {"link": link}

    def answers(self, form: Form) -> list[Row]:
        """Return the time that was offered, or all that was typed in its place; never both."""
        offered = str(form.fields["slot"].label)
        always = {offered, str(form.fields["link"].label)}
        typed = {str(form.fields[name].label) for name in BookForm.base_fields} - always
        left_out = {offered} if form.cleaned_data.get("slot") == OTHER else typed
        return [row for row in super().answers(form) if row.key not in left_out]


class Arrange(Book):
    form_class = ArrangeForm
    title = "Arrange the conference"
    button = "Arrange the conference"
    done = "Arranged. Say who is asked to come, then send the invitations."

    def act(self, answers: dict[str, Any]) -> Any:
        home: dict[str, Any] = {}
        interpreters: tuple[int, ...] = ()
        slot = shown.by_key(self.slots, answers["slot"])
        if slot is not None:
            interpreters = slot.interpreter_ids
        else:
            home = {
                "in_the_home": bool(answers["in_the_home"]),
                "home_venue_reason": answers["home_venue_reason"],
            }
        return arrange_conference(
            conference_id=self.conference.pk,
            **self.booking(answers),
            **home,
            needs=self.needs,
            interpreter_ids=interpreters,
            overrides=answers["overrides"],
            actor=self.actor,
            now=self.now,
        )


class Reschedule(Book):
    form_class = RescheduleForm
    title = "Move the conference"
    button = "Continue"
    check_answers = True
    check_title = "Check the new date"
    check_button = "Move it and tell everyone invited"
    done = "Moved. Everyone invited is told of the change, and has to be invited again."

    def edits(self) -> str:
        return f"date of {self.conference.pk}"

    def on_file(self) -> dict[str, Any]:
        """Whoever moves it has seen from where: nobody is told twice that it has moved."""
        return {"from": (self.conference.starts_at, self.conference.room_id)}

    def link_beside(self, slot: Slot, link: str) -> dict[str, Any]:
        """A link that is not typed anew stays; a time without a room gives the room up."""
        return {"link": link or None, "is_without_room": slot.room_id is None}

    def act(self, answers: dict[str, Any]) -> Any:
        return reschedule_conference(
            conference_id=self.conference.pk,
            **self.booking(answers),
            reason=answers["reason"],
            needs=self.needs,
            overrides=answers["overrides"],
            actor=self.actor,
            now=self.now,
        )


def lateness_agreed(
    conference: "Conference", reasons: Iterable[Reason]
) -> Mapping[Role, tuple[int, str]]:
    """Return who agreed on the request that it is late, where that stands in the way now."""
    form = conference.booking_form
    if form is None or not form.late_reason:
        return {}
    if not any(one.code == "PAST_LIMIT" for one in reasons):
        return {}
    agreed = {Role.MANAGER: form.late_manager_id, Role.CHAIR: form.late_chair_id}
    return {role: (by, form.late_reason) for role, by in agreed.items() if by is not None}


def _room(room: Any) -> str:
    seats = f"{room.name}, {room.capacity} seats"
    return f"{seats}, no steps" if room.is_step_free else seats
