from collections.abc import Iterable
from typing import Any

from roundtable.web.design_system.fields import SelectField, TextField
from roundtable.web.design_system.forms import Form


class WordForm(Form):
    word = TextField(
        label="Which word do families and others stumble over?",
        hint="One word, a few, or letters that stand for a name. Letters in capitals are looked"
        " for in capitals.",
        required_message="Enter the word",
        max_length=60,
        called="The word",
        look={"width": "20"},
    )
    instead = TextField(
        label="What can be said instead?",
        hint="Whoever writes the word is told this.",
        required_message="Enter what can be said instead",
        max_length=120,
        called="What can be said instead",
    )
    meaning = TextField(
        label="What does it mean?",
        hint="Whoever reads the word can tap it and is told this. If you leave it empty, they are"
        " told what can be said instead.",
        required=False,
        max_length=200,
        called="What it means",
    )


class TakeAwayForm(Form):
    word = SelectField(
        label="Which word shall not be looked for any longer?",
        required_message="Select the word that shall not be looked for",
    )

    def __init__(self, *args: Any, words: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("word", [(one, one) for one in words])
