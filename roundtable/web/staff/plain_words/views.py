"""The words of the trade that an authority looks for, and what it wants to be said instead."""

from typing import Any

from django.contrib import messages
from django.urls import reverse

from roundtable.casework.statements.actions.words import keep_word, take_away_word
from roundtable.casework.statements.words import WordList, word_list
from roundtable.web.design_system.form_page import FormPage
from roundtable.web.staff.plain_words.forms import TakeAwayForm, WordForm


class OfWords(FormPage):
    done = ""
    found: WordList

    def load(self) -> None:
        self.found = word_list(self.actor)

    def next_page(self, result: Any) -> str:
        messages.success(self.request, self.done)
        return reverse("staff:plain-words")


class PlainWords(OfWords):
    """The whole list, and a word more. A word that is there already is said differently then."""

    form_class = WordForm
    template_name = "staff/plain_words/words.jinja"
    title = "Plain words"
    button = "Keep this word"
    done = "Kept. From now on whoever writes it is told what to say instead."

    def context(self) -> dict[str, Any]:
        rows = [
            [one.word, one.instead, one.explained, "Yours" if one.word in self.found.own else ""]
            for one in self.found.terms
        ]
        left = ", ".join(self.found.left_alone)
        return {"words": rows, "left_alone": left, "take_away": reverse("staff:take-away-word")}

    def act(self, answers: dict[str, Any]) -> Any:
        return keep_word(**answers, actor=self.actor, now=self.now)


class TakeAwayWord(OfWords):
    form_class = TakeAwayForm
    template_name = "staff/plain_words/take_away.jinja"
    title = "Stop looking for a word"
    button = "Take it away"
    done = "Taken away. Nobody is told about this word any longer."

    def form_options(self) -> dict[str, Any]:
        return {"words": [one.word for one in self.found.terms]}

    def context(self) -> dict[str, Any]:
        return {"back": reverse("staff:plain-words")}

    def act(self, answers: dict[str, Any]) -> Any:
        return take_away_word(**answers, actor=self.actor, now=self.now)
