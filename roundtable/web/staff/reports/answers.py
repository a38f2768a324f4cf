"""What the family said to a sentence of a report, written down with them."""

from typing import Any

from django.contrib import messages
from django.urls import reverse

from roundtable.casework.reports.answering import ToAnswer, statement_to_answer
from roundtable.casework.statements.actions import write_down_reply
from roundtable.rules.replies import TOLD_FIRST
from roundtable.web.design_system.fields import (
    CheckboxesField,
    RadiosField,
    TextareaField,
    TextField,
)
from roundtable.web.design_system.form_page import FormPage
from roundtable.web.design_system.forms import Form
from roundtable.web.staff.conferences.header import HeaderShown

Pairs = list[tuple[str, str]]


class AnswerForm(Form):
    person = RadiosField(label="Whose answer is it?", required_message="Select whose answer it is")
    answer = RadiosField(
        label="What did they say to it?",
        choices=[
            ("right", "That's right"),
            ("not_right", "That's not right"),
            ("more", "They want to say more"),
        ],
        required_message="Select what they said to it",
    )
    text = TextareaField(
        label="In their words", hint="As they said it.", required=False, rows=4, max_length=2000
    )
    how_given = TextField(
        label="How did they tell you?",
        hint="For example: at home, by telephone, with the interpreter.",
        required_message="Enter how they told you",
        max_length=120,
        called="How they told you",
    )
    told = CheckboxesField(
        label="Before their first answer",
        choices=[("yes", "I told them this first, or somebody told them before")],
        required_message="Tell them first who reads an answer and that it may be used, and tick this",
    )

    def __init__(self, *args: Any, people: Pairs, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("person", people)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("answer") == "more":
            self.need("text", "Enter what they want to say")
        return cleaned


class WriteDownAnswer(FormPage):
    form_class = AnswerForm
    template_name = "staff/reports/answer.jinja"
    title = "Write down what they say to this"
    button = "Keep their answer"
    keeps_draft = True
    found: ToAnswer

    def load(self) -> None:
        self.found = statement_to_answer(**self.kwargs, actor=self.actor)

    def form_options(self) -> dict[str, Any]:
        return {"people": [(str(one.public_id), one.name) for one in self.found.people]}

    def context(self) -> dict[str, Any]:
        return {
            "header": HeaderShown.of(self.found.one.frame),
            "back": self.back(),
            "back_text": "Report",
            "agreement": None,
            "text": self.found.statement.text,
            "told_first": TOLD_FIRST,
        }

    def back(self) -> str:
        return reverse("staff:report", args=[self.kwargs["public_id"]])

    def act(self, answers: dict[str, Any]) -> Any:
        chosen = answers.pop("person")
        person = next(one for one in self.found.people if str(one.public_id) == chosen)
        return write_down_reply(
            statement_id=self.found.statement.statement_id or 0,
            person=person,
            is_told=bool(answers.pop("told")),
            **answers,
            actor=self.actor,
            now=self.now,
        )

    def next_page(self, result: Any) -> str:
        messages.success(self.request, "Kept. It stands beside the sentence, with your name.")
        return self.back()
