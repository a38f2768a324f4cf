"""Every component on a page in each layout: what the browser tests look at."""

from datetime import date
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.contrib.messages import success
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.template.backends.utils import csrf_input
from django.urls import path

from roundtable.foundation.access.gate import decided
from roundtable.rules.working_days import ENGLAND_AND_WALES
from roundtable.web.design_system.fields import (
    CheckboxesField,
    Choice,
    DateField,
    RadiosField,
    SelectField,
    TextareaField,
    TextField,
    TimeField,
    WholeNumberField,
    YesNoField,
)
from roundtable.web.design_system.forms import Form
from roundtable.web.design_system.presenters import (
    DueDate,
    Event,
    NavItem,
    Pagination,
    Row,
    Task,
)

AGENCIES = [
    Choice("police", "Police"),
    Choice("health", "Health", hint="Midwife, health visitor, school nurse"),
    Choice("none", "None of these", exclusive=True),
]


class GalleryForm(Form):
    name = TextField(label="Name of the room", hint="As people know it", look={"width": "20"})
    reason = TextareaField(label="Why is the meeting moved?", max_length=200)
    chair = SelectField(label="Chair", choices=[("lowe", "R. Lowe"), ("ncube", "K. Ncube")])
    kind = RadiosField(
        label="What kind of meeting is it?",
        choices=[Choice("initial", "Initial"), Choice("other", "Another kind")],
    )
    other = TextField(label="Which kind?", required=False)
    who = CheckboxesField(label="Who should come?", choices=AGENCIES)
    held_on = DateField(
        label="When is it?", hint="For example, 6 1 2027", called="The date of the meeting"
    )
    at = TimeField(label="At what time?")
    copies = WholeNumberField(label="How many copies?", least=1, most=20)
    agreed = YesNoField(label="Has the family agreed?")


DUE = DueDate.of(
    date(2027, 1, 6),
    today=date(2026, 12, 18),
    calendar=ENGLAND_AND_WALES,
    steps=(
        "Counted from the strategy discussion on Friday 11 December 2026 (day 0).",
        "15 working days. Not counted: weekends, 25 and 28 December, 1 January.",
    ),
    source="Working Together, initial conferences",
)
LATE = DueDate.of(date(2026, 12, 8), today=date(2026, 12, 11), calendar=ENGLAND_AND_WALES)
MET = DueDate.of(
    date(2026, 12, 8),
    today=date(2026, 12, 11),
    calendar=ENGLAND_AND_WALES,
    done_on=date(2026, 12, 7),
)
SHOWN: dict[str, Any] = {
    "due": DUE,
    "late": LATE,
    "met": MET,
    "tabs": [
        NavItem("This week", "/gallery/staff/", current=True),
        NavItem("Waiting", "/gallery/staff/?waiting"),
        NavItem("All", "/gallery/staff/?all"),
    ],
    "pages": Pagination.of(5, 12, link=lambda number: f"?page={number}"),
    "rows": [
        Row("Chair", "R. Lowe", actions=(("Change", "#", "the chair"),)),
        Row("Room", "Oak Room, step-free"),
        Row("Interpreter", "Twi", actions=(("Change", "#", "language"), ("Remove", "#", "it"))),
    ],
    "tasks": [
        Task("Answer the invitation", "#", "By Friday", "Completed"),
        Task("Write your report", "#", "Due Thursday, 2 working days before", "Late", "red"),
        Task("Share it with the family", status="Cannot start yet"),
    ],
    "events": [
        Event("Conference requested", date(2026, 12, 14), "S. Iqbal", "Limit 6 January 2027"),
        Event("Strategy discussion", date(2026, 12, 11), "PC Grant"),
    ],
    "head": ["Child", "Age", "Plan since", "Next review"],
    "table": [
        ["Ava Hartley", "7", "3 December 2026", "by 3 March 2027"],
        ["Ben Hartley", "4", "3 December 2026", "by 3 March 2027"],
    ],
}


def page(request: HttpRequest, layout: str) -> HttpResponse:
    decided.set(True)
    form = GalleryForm(request.POST) if request.method == "POST" else GalleryForm()
    if request.method == "GET" and "done" in request.GET:
        success(request, "Conference arranged for Monday 7 December at 1:30pm")
    moj = layout != "family"  # its pages load the one library alone
    layout = f"layouts/{layout}.jinja"
    return from_source(request, SOURCE, **SHOWN, form=form, layout=layout, moj=moj, once="key")


def from_source(request: HttpRequest, source: str, **context: Any) -> HttpResponse:
    """Return a page whose template stands here instead of in a file that would be shipped."""
    template = engines.all()[0].env.from_string(source)
    surroundings = {"request": request, "csrf_input": csrf_input(request)}
    return HttpResponse(template.render(**surroundings, **context))


@login_not_required
def public_page(request: HttpRequest, layout: str) -> HttpResponse:
    return page(request, layout)


SOURCE = """
{% extends layout %}
{% block title %}Gallery{% endblock %}
{% block identity %}
{% if moj %}{{ ui.identity_bar("Ava Hartley", ["7 years", "Northbridge"], [("Sealed", "red"), ("Plan", "")]) }}{% endif %}
{% endblock %}
{% block content %}
{{ ui.error_summary(errors_of(form)) }}
{{ ui.breadcrumbs([("Families", "#"), ("Hartley", "#"), ("Gallery", "")]) }}
{{ ui.back_link("#") }}
<h1 class="govuk-heading-l">Gallery</h1>
{% if moj %}{{ ui.sub_navigation(tabs) }}
<p class="govuk-body">Waiting for you {{ ui.notification_badge(3, "letters to release") }}</p>{% endif %}
<h2 class="govuk-heading-m">Dates</h2>
{{ ui.due(due) }}{{ ui.due(late) }}{{ ui.due(met) }}
<h2 class="govuk-heading-m">Lists</h2>
{{ ui.tabs(tabs) }}
{{ ui.table(head, table, caption="Children with a plan", numeric=(1,)) }}
{{ ui.table(head, [], empty="No child has a plan.") }}
{{ ui.pagination(pages) }}
{{ ui.summary_list(rows) }}{{ ui.summary_list(rows, card="The meeting", card_level=3) }}
{{ ui.task_list(tasks) }}
{% if moj %}{{ ui.timeline(events, level=3) }}{% endif %}
<h2 class="govuk-heading-m">Words</h2>
<p class="govuk-body">{{ ui.tag("Quorate", "green") }} {{ ui.tag("Late", "red") }} {{ ui.tag("New") }}
{{ ui.badge("Interpreter", "blue") if moj }}</p>
{{ ui.inset_text("You do not have to answer.") }}
{{ ui.warning_text("This could be used in court.") }}
{% call ui.details("Who will read this?") %}<p class="govuk-body">The chair and the people there.</p>{% endcall %}
{{ ui.notification_banner("The room has changed", id="room-banner") }}
<h2 class="govuk-heading-m">A form</h2>
<form method="post" novalidate>{{ csrf_input }}{{ ui.once(once) }}
{{ ui.field(form.name) }}{{ ui.field(form.reason) }}{{ ui.field(form.chair) }}
{{ ui.field(form.kind, conditional={"other": ui.field(form.other)}) }}
{{ ui.field(form.who) }}{{ ui.field(form.held_on) }}{{ ui.field(form.at) }}{{ ui.field(form.copies) }}
{{ ui.field(form.agreed) }}
{% call ui.fieldset("Needs") %}{{ ui.input("lift", "A lift from") }}{% endcall %}
{{ ui.hint("Nothing is sent yet.") }}
<div class="govuk-button-group">{{ ui.button("Save and continue", once=true) }}
{{ ui.button("Save for later", kind="secondary") }}{{ ui.button("Cancel the meeting", kind="warning") }}
{{ ui.button("Begin", href="#", kind="start") }}</div>
</form>
<h2 class="govuk-heading-m">The wall</h2>
<div class="rt-wall">{% for domain in ("Working well", "Worried about", "Impact on the child", "Grey areas") %}
<section class="rt-wall__domain"><h3 class="rt-wall__title">{{ domain }}</h3>
<ul class="govuk-list govuk-list--bullet"><li>School: reads with grandad (observed)</li></ul></section>
{% endfor %}</div>
{% endblock %}
"""

urlpatterns = [
    path("gallery/<layout>/", page),
    path("public-gallery/<layout>/", public_page),
]
