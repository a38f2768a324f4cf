"""The page on which what one of the family says to a sentence of a report is written down with them."""

from typing import Any

from django.contrib import messages

from roundtable.casework.reports.answering import ToAnswer, statement_to_answer
from roundtable.casework.statements.actions import write_down_reply
from roundtable.rules.replies import TOLD_FIRST
from roundtable.web.design_system.answer_form import AnswerForm
from roundtable.web.design_system.form_page import FormPage


class WriteDownReply(FormPage):
    """Each audience has its own template, and says where it leads back to."""

    form_class = AnswerForm
    title = "Write down what they say to this"
    button = "Keep their answer"
    keeps_draft = True
    found: ToAnswer

    def load(self) -> None:
        self.found = statement_to_answer(**self.kwargs, actor=self.actor)

    def form_options(self) -> dict[str, Any]:
        return {"people": [(str(one.public_id), one.name) for one in self.found.people]}

    def back(self) -> str:
        raise NotImplementedError

    def context(self) -> dict[str, Any]:
        return {
            "back": self.back(),
            "text": self.found.statement.text,
            "told_first": TOLD_FIRST,
        }

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
