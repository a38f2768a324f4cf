from django.test import Client

from roundtable.rules.access import Role
from roundtable.rules.plain_words import TERMS
from roundtable.web.design_system.reading import explained
from roundtable.web.design_system.tests.people import person, signed_in

WITH_MEANING = (
    'She was <details class="rt-term"><summary>dysregulated</summary><span>This means: upset, and'
    " not able to calm down.</span></details> &lt;today&gt;."
)


def test_a_word_of_the_trade_opens_and_says_what_it_means() -> None:
    assert explained("She was dysregulated <today>.", TERMS) == WITH_MEANING
    assert explained("She <b>cried</b>.", TERMS) == "She &lt;b&gt;cried&lt;/b&gt;."


def test_a_line_says_how_a_text_reads(db: None) -> None:
    client = signed_in(Client(), person(Role.PARTNER))
    for text, says in (
        ("She was dysregulated.", "3 words; “dysregulated” → say what you saw"),
        ("", ""),
    ):
        answer = client.post("/how-it-reads/", {"text": text})
        assert (answer.status_code, answer.json()) == (200, {"says": says})


def test_nobody_is_told_who_has_not_signed_in(db: None) -> None:
    assert Client().post("/how-it-reads/", {"text": "Ava."}).status_code == 401
