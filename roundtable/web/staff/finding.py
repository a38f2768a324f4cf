"""Looking for professionals by name on a form, without losing what was typed there."""

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse

from roundtable.casework.cases.page_queries import professionals_like
from roundtable.web.design_system.fields import TextField
from roundtable.web.design_system.form_page import FormPage
from roundtable.web.design_system.forms import Form
from roundtable.web.design_system.presenters import Choice

if TYPE_CHECKING:
    from roundtable.casework.people.models import Professional


class FindForm(Form):
    """Begins a form that offers professionals: what their name, or their agency's, begins with."""

    find = TextField(
        label="Find somebody else",
        hint="The beginning of their name, or of their school, team or agency",
        required=False,
        max_length=80,
        look={"width": "20", "spellcheck": False},
    )


class FindsProfessionals(FormPage):
    """
    A page with a `FindForm`: its button `_find` shows the page again with those who were found.

    `chooses` is the field whose answers are professionals, by public id.
    """

    template_name = "staff/find.jinja"
    chooses = "professional"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "_find" in request.POST:
            return self.page(self._as_typed(request))
        return super().post(request, *args, **kwargs)

    def _as_typed(self, request: HttpRequest) -> Form:
        """Return the form as it was typed, unchecked: nobody has said that it is finished."""
        options = self.form_options()
        fields = self.form_class(**options).fields
        typed = {
            name: field.widget.value_from_datadict(request.POST, request.FILES, name)
            for name, field in fields.items()
        }
        return self.form_class(initial=typed, **options)

    def found(self, offered: Iterable["Professional"] = ()) -> list["Professional"]:
        """Return those to choose from: who is offered anyway, who was chosen, who was found."""
        chosen = self.request.POST.getlist(self.chooses)
        matches = professionals_like(self.request.POST.get("find", ""), also=chosen)
        return list({one.pk: one for one in [*offered, *matches]}.values())


def as_choices(professionals: Collection["Professional"]) -> list[Choice]:
    """Return professionals as answers, each with what they are and for whom."""
    return [
        Choice(str(one.public_id), one.name, hint=f"{one.job_title}, {one.agency.name}")
        for one in professionals
    ]
