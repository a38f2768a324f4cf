"""The list of people: who is on it, who is added and why, who leaves it, who must not know whom."""

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views import View

from roundtable.casework.conferences.actions.participants import (
    WithdrawnBecause,
    keep_from,
)
from roundtable.casework.conferences.actions.sessions import assign_to_session
from roundtable.casework.conferences.choices import BY_OFFICE, SEPARATE_PART, STANDS_BY
from roundtable.casework.conferences.facts import NOT_OVER
from roundtable.casework.conferences.page_queries import (
    add_to_list,
    conference_frame,
    get_participant,
    relatives_on_list,
)
from roundtable.casework.conferences.queries import participants_of
from roundtable.casework.conferences.readers import SEPARATE, TOGETHER, reader_for
from roundtable.casework.conferences.suggestions import Suggestion, suggest_participants
from roundtable.casework.invitations.actions.listing import put_on_list
from roundtable.casework.plans.actions.list_of_people import take_off_the_list
from roundtable.foundation.access.doors import facts_on
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.core import clock
from roundtable.foundation.core.errors import RecordNotFound
from roundtable.rules.access import Permission
from roundtable.web.design_system.fields import Choice
from roundtable.web.design_system.wording import moment
from roundtable.web.staff.conferences.header import HeaderShown
from roundtable.web.staff.conferences.pages import OfConference
from roundtable.web.staff.finding import FindsProfessionals, as_choices
from roundtable.web.staff.invitations import forms
from roundtable.web.staff.invitations.presenters import ListShown

if TYPE_CHECKING:
    from roundtable.casework.conferences.models import Participant

# The desk and the chair keep the list; so do those who asked for the conference.
KEEPS_THE_LIST = frozenset({Permission.ARRANGE_CONFERENCE, Permission.REQUEST_CONFERENCE})


class Participants(View):
    def get(self, request: HttpRequest, public_id: Any) -> HttpResponse:
        actor: Actor = request.actor  # type: ignore[attr-defined]
        frame = conference_frame(public_id=public_id, actor=actor)
        facts = facts_on(frame.conference)
        reader = reader_for(actor, frame.conference, facts=facts)
        participants = participants_of(frame.conference, with_withdrawn=True)
        is_over = frame.conference.state not in NOT_OVER
        may_change = bool(KEEPS_THE_LIST & frame.allowed) and not is_over
        shown = ListShown.of(frame, participants, reader=reader, may_change=may_change)
        found = {"header": HeaderShown.of(frame), "list": shown}
        return render(request, "staff/invitations/participants.jinja", found)


class OfList(OfConference):
    """A form about the list of people, for those who keep it."""

    template_name = "staff/invitations/form.jinja"
    back_text = "Who is asked to come"

    def load(self) -> None:
        super().load()
        if not KEEPS_THE_LIST & self.frame.allowed:
            raise RecordNotFound("conference")

    def back(self) -> str:
        return self.address("staff:participants")


class Add(OfList):
    """Add somebody: a relative of the case, or a professional."""

    template_name = "staff/invitations/add.jinja"
    button = "Add to the list"
    done = "Added to the list"
    beside = {"NO_REASON": "reason", "ON_THE_LIST": "person"}

    def load(self) -> None:
        super().load()
        self.people = add_to_list(self.conference, today=clock.day_of(self.now))

    def form_options(self) -> dict[str, Any]:
        helped = [one for one in self.people.listed if one.person_id is not None]
        return {
            "children": [(str(one.public_id), one.child.name) for one in self.frame.children],
            "helped": [(str(one.public_id), one.name) for one in helped],
        }

    def context(self) -> dict[str, Any]:
        typed = self.request.POST
        return super().context() | {
            "helper_open": typed.get("role") in STANDS_BY or bool(typed.get("speaks_for")),
            "nobody_found": False,
        }

    def act(self, answers: dict[str, Any]) -> Any:
        chosen = set(answers.pop("may_know"))
        helped = answers.pop("speaks_for")
        known = [one.child_id for one in self.frame.children if str(one.public_id) in chosen]
        return put_on_list(
            conference_id=self.conference.pk,
            **self.who(answers),
            session=SEPARATE if answers["part"] == "separate" else TOGETHER,
            may_know=known or None,
            speaks_for_id=self.people.listed_one(helped).pk if helped else None,
            **answers,
            actor=self.actor,
            now=self.now,
        )

    def who(self, answers: dict[str, Any]) -> dict[str, Any]:
        """Take the person chosen out of `answers`, and return them as the act asks for them."""
        raise NotImplementedError


class AddSuggested(OfList):
    """Add those whom the case, the family or the last conference suggests, without typing."""

    form_class = forms.AddSuggestedForm
    template_name = "staff/invitations/suggested.jinja"
    title = "Add who is suggested"
    button = "Add to the list"
    done = "Added to the list"

    def load(self) -> None:
        super().load()
        found = suggest_participants(self.conference, today=clock.day_of(self.now))
        self.found = {_key(one): one for one in found}

    def form_options(self) -> dict[str, Any]:
        return {
            "people": [
                Choice(key, one.name, hint=". ".join(filter(None, (one.job, one.because))))
                for key, one in self.found.items()
            ]
        }

    def context(self) -> dict[str, Any]:
        return super().context() | {"nobody": not self.found}

    def act(self, answers: dict[str, Any]) -> Any:
        for key in answers["people"]:
            one = self.found[key]
            put_on_list(
                conference_id=self.conference.pk,
                role=one.role,
                reason=one.reason,
                person_id=one.person_id,
                professional_id=one.professional_id,
                speaks_for_id=one.speaks_for_id,
                has_direct_contact=one.has_direct_contact,
                actor=self.actor,
                now=self.now,
            )


def _key(one: Suggestion) -> str:
    return f"{'family' if one.person_id else 'work'}-{one.person_id or one.professional_id}"


class AddRelative(Add):
    form_class = forms.AddRelativeForm
    title = "Add somebody of the family"

    def form_options(self) -> dict[str, Any]:
        people = [(str(one.public_id), one.name) for one in self.people.relatives]
        return super().form_options() | {"people": people}

    def who(self, answers: dict[str, Any]) -> dict[str, Any]:
        return {"person_id": self.people.relative(answers.pop("person")).pk}


class AddProfessional(FindsProfessionals, Add):
    form_class = forms.AddProfessionalForm
    template_name = "staff/invitations/add.jinja"
    title = "Add a professional"
    beside = {"NO_REASON": "reason", "ON_THE_LIST": "professional"}

    def load(self) -> None:
        super().load()
        listed = {one.professional_id for one in self.people.listed}
        self.choices = [one for one in self.found(self.people.involved) if one.pk not in listed]

    def form_options(self) -> dict[str, Any]:
        return super().form_options() | {"people": as_choices(self.choices)}

    def context(self) -> dict[str, Any]:
        looked = bool(self.request.POST.get("find"))
        return super().context() | {"nobody_found": looked and not self.choices}

    def who(self, answers: dict[str, Any]) -> dict[str, Any]:
        answers.pop("find")
        chosen = answers.pop("professional")
        professional = next(one for one in self.choices if str(one.public_id) == chosen)
        return {"professional_id": professional.pk}


class OfParticipant(OfList):
    """A form about one person on the list."""

    def load(self) -> None:
        super().load()
        self.participant = get_participant(
            public_id=self.kwargs["participant_id"], conference=self.conference
        )

    def context(self) -> dict[str, Any]:
        role = self.participant.get_role_display().lower()
        return super().context() | {"about": f"{self.participant.name}, {role}"}


class Withdraw(OfParticipant):
    form_class = forms.WithdrawForm
    title = "Take somebody off the list"
    button = "Continue"
    check_answers = True
    check_title = "Check before they leave the list"
    check_button = "Take them off the list"
    done = "Taken off the list. Who was invited is told that they need not come."

    def act(self, answers: dict[str, Any]) -> Any:
        return take_off_the_list(
            participant_id=self.participant.pk,
            because=WithdrawnBecause(answers["because"]),
            words=answers["words"],
            actor=self.actor,
            now=self.now,
        )


class AssignSession(OfParticipant):
    """To which session of a split conference somebody at work comes."""

    form_class = forms.SessionForm
    title = "Which session they come to"
    button = "Save"
    done = "Saved. If the session changed, invite them again: until then they cannot open it."

    def load(self) -> None:
        super().load()
        if self.participant.person_id is not None or self.participant.role in BY_OFFICE:
            raise RecordNotFound("participant")
        people = relatives_on_list(participants_of(self.conference))
        self.apart = [one for one in people if one.part == SEPARATE_PART]

    def form_options(self) -> dict[str, Any]:
        return {"apart": [(str(one.public_id), _session_of(one)) for one in self.apart]}

    def edits(self) -> str:
        return f"session of {self.participant.pk}"

    def initial(self) -> dict[str, Any]:
        mine = (self.participant.session, self.participant.comes_at)
        with_whom = (one for one in self.apart if (one.session, one.comes_at) == mine)
        found = next(with_whom, None)
        return {"session": str(found.public_id) if found is not None else forms.EVERYONES_SESSION}

    def act(self, answers: dict[str, Any]) -> Any:
        chosen = [one.pk for one in self.apart if str(one.public_id) == answers["session"]]
        return assign_to_session(
            participant_id=self.participant.pk,
            with_id=chosen[0] if chosen else None,
            actor=self.actor,
            now=self.now,
        )


def _session_of(one: "Participant") -> str:
    at = f", {moment(one.comes_at)}" if one.comes_at is not None else ""
    return f"The session of {one.name}{at}"


class KeepFrom(OfParticipant):
    form_class = forms.KeepFromForm
    title = "Keep somebody's part from one person"
    button = "Keep it from them"
    done = "Kept from them: on no list they see, and in no letter to them."

    def load(self) -> None:
        super().load()
        people = relatives_on_list(participants_of(self.conference))
        self.people = [one for one in people if one.pk != self.participant.pk]

    def form_options(self) -> dict[str, Any]:
        return {"people": [(str(one.public_id), one.name) for one in self.people]}

    def act(self, answers: dict[str, Any]) -> Any:
        person = next(one for one in self.people if str(one.public_id) == answers["person"])
        return keep_from(
            participant_id=self.participant.pk,
            person_id=person.person_id or 0,
            reason=answers["reason"],
            actor=self.actor,
            now=self.now,
        )
