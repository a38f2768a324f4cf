"""Closing a case to all but those who work on it by name, letting somebody in, opening it again."""

from typing import Any

from roundtable.casework.cases.actions import restriction as acts
from roundtable.casework.cases.page_queries import get_professional
from roundtable.casework.cases.queries import may_be_let_in
from roundtable.foundation.core.errors import RecordNotFound
from roundtable.rules.access import Permission
from roundtable.web.design_system.forms import Form
from roundtable.web.staff.cases import forms
from roundtable.web.staff.cases.views import OfCase


class RestrictCase(OfCase):
    """Everybody whose role alone opened the case is shut out, the conference service too."""

    form_class = forms.RestrictForm
    permission = Permission.RESTRICT_CASE
    title = "Restrict this case"
    button = "Restrict the case"
    done = (
        "Only those who work on the case by name know of it now. Let in who arranges conferences."
    )

    def load(self) -> None:
        super().load()
        if self.case.is_restricted:
            raise RecordNotFound("case")

    def context(self) -> dict[str, Any]:
        explain = (
            "From now on the case, its children, conferences, plans and letters exist only for"
            " those who work on it by name. You stay one of them. Family and agencies on the list of a"
            " conference keep what is theirs.",
            "The conference service is shut out too. Next, let in by name who is to arrange its"
            " conferences; where an address is kept from somebody, two people.",
        )
        return super().context() | {"explain": explain}

    def act(self, answers: dict[str, Any]) -> Any:
        return acts.restrict_case(case_id=self.case.pk, **answers, actor=self.actor, now=self.now)


class OfRestrictedCase(OfCase):
    permission = Permission.RESTRICT_CASE

    def load(self) -> None:
        super().load()
        if not self.case.is_restricted:
            raise RecordNotFound("case")


class LetIn(OfRestrictedCase):
    """An administrator or a head of service works on the case, by name."""

    form_class = forms.LetInForm
    title = "Let somebody in by name"
    button = "Let them in"
    done = "The case is open to them now."

    def load(self) -> None:
        super().load()
        self.offered = list(may_be_let_in(self.case))

    def form_options(self) -> dict[str, Any]:
        return {"professionals": self.offered}

    def context(self) -> dict[str, Any]:
        explain: tuple[str, ...] = (
            "Administrators arrange the conferences, invite to them and send the letters. A head"
            " of service can end a plan outside a conference.",
            "Anybody else who is to work with the family is added on the case's page.",
        )
        if not self.offered:
            explain = ("Every administrator and head of service works on this case already.",)
        return super().context() | {"explain": explain}

    def act(self, answers: dict[str, Any]) -> Any:
        return acts.let_in(
            case_id=self.case.pk,
            professional=get_professional(answers["professional"]),
            actor=self.actor,
            now=self.now,
        )


class LiftRestriction(OfRestrictedCase):
    form_class = Form
    title = "Lift the restriction"
    button = "Open the case again"
    done = "The case is open again to those whose role opens it."

    def context(self) -> dict[str, Any]:
        explain = (
            f"It was restricted because: {self.case.restriction_reason}",
            "The case opens again to everybody whose role opens it. The work of administrators and"
            " heads of service who were let in by name ends today.",
        )
        return super().context() | {"explain": explain}

    def act(self, answers: dict[str, Any]) -> Any:
        return acts.lift_restriction(case_id=self.case.pk, actor=self.actor, now=self.now)
