"""
Going on in spite of a soft reason: who agrees to it, and why.

A refusal that people can set aside shows, below the form, who must agree. What they say counts
only for the reasons that were on the page when they said it. A hard reason cannot be set aside.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from roundtable.rules.permissions import Role
from roundtable.rules.reasons import Override, Reason
from roundtable.web.design_system.fields import CheckboxesField, HiddenField, TextareaField
from roundtable.web.design_system.forms import Form

APPROVERS = {
    Role.CHAIR: "The chair",
    Role.MANAGER: "The team manager",
    Role.HEAD_OF_SERVICE: "The head of service",
    Role.SOCIAL_WORKER: "The social worker",
}
_SEEN, _BY = "agreed_on", "agreed_by"
_CODE = 60


@dataclass(frozen=True, slots=True)
class Agreement:
    """What stands in the way, and who can agree to go on all the same."""

    seen: str
    reasons: tuple[str, ...]
    approvers: tuple[str, ...]


class AgreementForm(Form):
    """A form whose act can be refused for reasons that the people named in them can set aside."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields[_SEEN] = HiddenField(label="", required=False, max_length=None)
        self.fields[_BY] = CheckboxesField(
            label="Who has agreed?",
            hint="Each person who has to agree gives a reason. It is kept with their role.",
            choices=list(APPROVERS.items()),
            coerce=Role,
            required=False,
        )
        for role, who in APPROVERS.items():
            self.fields[words_field(role)] = TextareaField(
                label=f"What is the reason? ({who.lower()})",
                required=False,
                rows=2,
                max_length=500,
            )

    @property
    def asked(self) -> list[Any]:
        """The fields of the page itself."""
        return [bound for bound in self if not bound.name.startswith("agreed_")]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        seen = _read(cleaned.pop(_SEEN, ""))
        agreed = cleaned.pop(_BY, [])
        words = {role: cleaned.get(words_field(role), "") for role in agreed}
        for role, said in words.items():
            if not said:
                self.add_error(words_field(role), f"Enter the reason of {APPROVERS[role].lower()}")
        for role in APPROVERS:
            cleaned.pop(words_field(role), None)
        cleaned["overrides"] = tuple(
            Override(code=code, words=said, approver=role, child_id=child_id)
            for code, child_id, roles, _ in seen
            for role, said in words.items()
            if role in roles and said
        )
        return cleaned

    def agreements(self) -> list[tuple[str, str]]:
        """Return who agreed and what they said, for the page to check the answers."""
        said = {one.approver: one.words for one in self.cleaned_data.get("overrides", ())}
        return [(f"{APPROVERS[role]} agrees", words) for role, words in said.items()]

    def agreement(self, reasons: Iterable[Reason] = ()) -> Agreement | None:
        """Return what can still be set aside: what was just refused, or what was on the page."""
        soft = [one for one in reasons if not one.hard]
        lines: list[_Line] = [
            (one.code, one.child_id, sorted(one.approvers), one.text) for one in soft
        ] or _read(self.data.get(_SEEN, ""))
        if not lines:
            return None
        asked = {role for _, _, roles, _ in lines for role in roles}
        return Agreement(
            seen=json.dumps(lines),
            reasons=tuple(text for _, _, _, text in lines),
            approvers=tuple(role.value for role in APPROVERS if role in asked),
        )


_Line = tuple[str, int | None, list[Role], str]


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
