"""
Going on in spite of a soft reason: who agrees to it, and why.

A refusal that people can set aside shows, below the form, who must agree: for each role somebody
who holds it, and their words. What they say counts only for the reasons that were on the page when
they said it. A hard reason cannot be set aside.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import QueryDict

from roundtable.casework.people.approvals import approvers
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.core import clock
from roundtable.rules.permissions import Role
from roundtable.rules.reasons import Override, Reason
from roundtable.web.design_system.fields import (
    CheckboxesField,
    HiddenField,
    SelectField,
    TextareaField,
)
from roundtable.web.design_system.forms import Form

APPROVERS = {
    Role.CHAIR: "The chair",
    Role.MANAGER: "The team manager",
    Role.HEAD_OF_SERVICE: "The head of service",
    Role.SOCIAL_WORKER: "The social worker",
}
_SEEN, _BY = "agreed_on", "agreed_by"
_CODE = 60


People = Mapping[Role, Sequence[tuple[str, str]]]
"""Whom to choose from for each role: number and name."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """What stands in the way, and who can agree to go on all the same."""

    seen: str
    reasons: tuple[str, ...]
    approvers: tuple[str, ...]


def who_can_agree(actor: Actor, now: datetime) -> People:
    """Return whom to choose from for each role; whoever asks comes first, as themselves."""
    able = approvers(actor.authority_id, APPROVERS, today=clock.day_of(now))
    ours = actor.professional_ids
    return {
        role: [
            (str(one.pk), f"{one.name} (you)" if one.pk in ours else one.name)
            for one in sorted(people, key=lambda one: one.pk not in ours)
        ]
        for role, people in able.items()
    }


def who_field(role: Role, people: Iterable[tuple[str, str]] = ()) -> SelectField:
    """Return the field in which one of those who hold the role is chosen."""
    return SelectField(
        label=f"Who has agreed? ({APPROVERS[role].lower()})",
        choices=people,
        coerce=int,
        required=False,
    )


class AgreementForm(Form):
    """A form whose act can be refused for reasons that the people named in them can set aside."""

    def __init__(
        self, *args: Any, who_can_agree: Callable[[], People] = dict, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._who_can_agree = who_can_agree
        self.fields[_SEEN] = HiddenField(label="", required=False, max_length=None)
        self.fields[_BY] = CheckboxesField(
            label="Who has agreed?",
            hint="Their name and reason are kept, and that you say so if it was not you.",
            choices=list(APPROVERS.items()),
            coerce=Role,
            required=False,
        )
        for role, who in APPROVERS.items():
            self.fields[person_field(role)] = who_field(role)
            self.fields[words_field(role)] = TextareaField(
                label=f"What is the reason? ({who.lower()})",
                required=False,
                rows=2,
                max_length=500,
            )
        if self.data.get(_SEEN):
            self._offer_people()

    def _offer_people(self) -> None:
        """Look up who holds each role: only where there is something to agree to."""
        for role, people in self._who_can_agree().items():
            field: Any = self.fields[person_field(role)]
            field.offer(people)

    @property
    def asked(self) -> list[Any]:
        """The fields of the page itself."""
        return [bound for bound in self if not bound.name.startswith("agreed_")]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        seen = _read(cleaned.pop(_SEEN, ""))
        agreed = cleaned.pop(_BY, [])
        said = {role: self._said(cleaned, role, needed=role in agreed) for role in APPROVERS}
        cleaned["overrides"] = tuple(
            Override(code=code, words=words, approver=role, child_id=child_id, by=by)
            for code, child_id, roles, _ in seen
            for role, (by, words) in said.items()
            if role in agreed and role in roles and by and words
        )
        return cleaned

    def _said(self, cleaned: dict[str, Any], role: Role, *, needed: bool) -> tuple[int | None, str]:
        if needed:
            check_chosen(self, role)
        why = words_field(role)
        by, words = cleaned.pop(person_field(role), None), cleaned.pop(why, "")
        if needed and not words:
            self.add_error(why, f"Enter the reason of {APPROVERS[role].lower()}")
        return by, words

    def agreements(self) -> list[tuple[str, str]]:
        """Return who agreed and what they said, for the page to check the answers."""
        said = {one.approver: one for one in self.cleaned_data.get("overrides", ())}
        fields: Mapping[str, Any] = self.fields
        return [
            (
                f"{APPROVERS[role]} agrees",
                f"{fields[person_field(role)].display(one.by)}: {one.words}",
            )
            for role, one in said.items()
        ]

    def carry_over(self, said: Mapping[Role, tuple[int, str]]) -> None:
        """Fill in who has agreed elsewhere already; whoever sends it can change that."""
        if self.data.get(_SEEN) or not said:
            return
        data = QueryDict(mutable=True)
        data.update(self.data)
        data.setlist(_BY, [role.value for role in said])
        for role, (by, words) in said.items():
            data[person_field(role)], data[words_field(role)] = str(by), words
        self.data = data

    def agreement(self, reasons: Iterable[Reason] = ()) -> Agreement | None:
        """Return what can still be set aside: what was just refused, or what was on the page."""
        soft = [one for one in reasons if not one.hard]
        lines: list[_Line] = [
            (one.code, one.child_id, sorted(one.approvers), one.text) for one in soft
        ] or _read(self.data.get(_SEEN, ""))
        if not lines:
            return None
        if not self.data.get(_SEEN):
            self._offer_people()
        asked = {role for _, _, roles, _ in lines for role in roles}
        return Agreement(
            seen=json.dumps(lines),
            reasons=tuple(text for _, _, _, text in lines),
            approvers=tuple(role.value for role in APPROVERS if role in asked),
        )


_Line = tuple[str, int | None, list[Role], str]


def person_field(role: Role) -> str:
    return f"agreed_who_{role.value.lower()}"


def check_chosen(form: Form, role: Role) -> None:
    """Put an error beside the field, unless somebody is chosen in it."""
    name = person_field(role)
    if not form.cleaned_data.get(name) and name not in form.errors:
        form.add_error(name, f"Choose who has agreed ({APPROVERS[role].lower()})")


def words_field(role: Role) -> str:
    return f"agreed_{role.value.lower()}"


def _read(text: str) -> list[_Line]:
    """Return the reasons that were on the page. Whatever else is sent, the act asks again."""
    try:
        lines = [
            (
                str(code)[:_CODE],
                int(child) if child is not None else None,
                [Role(role) for role in roles],
                str(words),
            )
            for code, child, roles, words in json.loads(text or "[]")
        ]
    except (ValueError, TypeError):
        return []
    return lines
