"""What people type, and what they are told when it cannot be read."""

from datetime import date, time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roundtable.web.design_system import typed
from roundtable.web.design_system.fields import (
    CheckboxesField,
    Choice,
    DateField,
    EmailField,
    RadiosField,
    SelectField,
    TextareaField,
    TextField,
    TimeField,
    WholeNumberField,
    YesNoField,
)
from roundtable.web.design_system.forms import Form, errors_of
from roundtable.web.design_system.tests.reference import ours
from roundtable.web.design_system.wording import day, long_day

AGENCIES = [("police", "Police"), ("health", "Health")]


def form_of(data: dict[str, Any] | None = None, **fields: Any) -> Form:
    return type("OneForm", (Form,), fields)(data)


def said(data: dict[str, Any], field: Any) -> Any:
    """Return the answer of a form with one field, or what it says is wrong."""
    form = form_of(data, answer=field)
    return form.cleaned_data["answer"] if form.is_valid() else errors_of(form)[0][0]


def boxes(day: str = "", month: str = "", year: str = "") -> dict[str, str]:
    return {"answer-day": day, "answer-month": month, "answer-year": year}


SEEN = {"label": "When was Ava seen?", "called": "The date Ava was seen"}


@pytest.mark.parametrize(
    "typed_in",
    [
        boxes("5", "12", "2026"),
        boxes("05", "12", "26"),
        boxes("5th", "December", "2026"),
        boxes("5", "dec", "2026"),
        boxes("5/12/26"),
        boxes(" 5.12.2026 "),
        boxes("5 December 2026"),
        boxes("Sat 5th Dec 2026"),
        boxes("Saturday, 5 December 2026"),
        boxes("2026-12-05"),
        {"answer": "5/12/2026"},
    ],
)
def test_a_date_is_read_however_it_is_typed(typed_in: dict[str, str]) -> None:
    assert said(typed_in, DateField(**SEEN)) == date(2026, 12, 5)


@pytest.mark.parametrize(
    "typed_in, message, link",
    [
        (boxes(), "Answer this question: When was Ava seen?", "#answer-day"),
        (boxes("5", "12"), "The date Ava was seen must include a year", "#answer-year"),
        (boxes("", "", "2026"), "The date Ava was seen must include a day and a month", "-day"),
        (boxes("5"), "The date Ava was seen must include a month and a year", "#answer-month"),
        (boxes("31", "2", "2026"), "The date Ava was seen must be a real date", "#answer-day"),
        (boxes("5", "13", "2026"), "The date Ava was seen must be a real date", "#answer-month"),
        (boxes("5", "ju", "2026"), "The date Ava was seen must be a real date", "#answer-month"),
        (boxes("x", "12", "2026"), "The date Ava was seen must be a real date", "#answer-day"),
        (boxes("5", "12", "202"), "The date Ava was seen must be a real date", "#answer-year"),
        (boxes("5", "12", "0026"), "must have a year between 1900 and 2100", "#answer-year"),
        (boxes("5/13/26"), "The date Ava was seen must be a real date", "#answer-day"),
        (boxes("٥", "١٢", "٢٠٢٦"), "The date Ava was seen must be a real date", "#answer-day"),
        (boxes("1" * 5000, "\x00", "²"), "The date Ava was seen must be", "#answer-day"),
    ],
)
def test_a_wrong_date_is_explained_where_it_is_wrong(
    typed_in: dict[str, str], message: str, link: str
) -> None:
    form = form_of(typed_in, answer=DateField(**SEEN))
    ((text, href),) = errors_of(form)
    assert message in text
    assert href.endswith(link)
    markup = str(ours().field(form["answer"]))
    for value in filter(str.isprintable, filter(None, typed_in.values())):
        assert f'value="{value}"' in markup


def test_a_date_may_have_to_be_past_or_future() -> None:
    tomorrow = boxes("25", "11", "2026")
    assert said(tomorrow, DateField(**SEEN, past=True)).endswith("must be today or in the past")
    assert said(boxes("23", "11", "2026"), DateField(**SEEN, future=True)).endswith(
        "must be today or in the future"
    )
    today = boxes("24", "11", "2026")
    assert said(today, DateField(**SEEN, past=True, future=True)) == date(2026, 11, 24)
    assert said(boxes("3", "5", "98"), DateField(**SEEN, past=True)) == date(1998, 5, 3)


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_every_date_we_print_can_be_typed_back(value: date) -> None:
    for text in (day(value), long_day(value), value.isoformat(), f"{value:%d/%m/%Y}"):
        parts = typed.split_date(text)
        assert parts is not None
        assert typed.read_date(*parts) == value


@given(st.text(), st.text(), st.text())
def test_no_typing_breaks_a_date(one: str, two: str, three: str) -> None:
    said(boxes(one, two, three), DateField(**SEEN))


@pytest.mark.parametrize(
    "text, meant",
    [
        ("10", time(10)),
        ("10:00", time(10)),
        ("10.30", time(10, 30)),
        ("10am", time(10)),
        ("10 AM", time(10)),
        ("1:30pm", time(13, 30)),
        ("2 p.m.", time(14)),
        ("12pm", time(12)),
        ("12am", time(0)),
        ("14:05", time(14, 5)),
        ("09:15", time(9, 15)),
        ("02:00", time(2)),
        ("midday", time(12)),
    ],
)
def test_a_time_is_read_however_it_is_typed(text: str, meant: time) -> None:
    assert said({"answer": text}, TimeField(label="Start")) == meant


@pytest.mark.parametrize(
    "text, message",
    [
        ("", "Enter start"),
        ("2", "Enter 2am or 2pm"),
        ("2:30", "Enter 2:30am or 2:30pm"),
        ("25:00", "Enter a real time"),
        ("10:75", "Enter a real time"),
        ("13pm", "Enter a real time"),
        ("0am", "Enter a real time"),
        ("soon", "Enter a time like 10am, 1:30pm or 14:00"),
    ],
)
def test_a_wrong_time_is_explained(text: str, message: str) -> None:
    assert message in said({"answer": text}, TimeField(label="Start"))


@given(st.text())
def test_no_typing_breaks_a_time(text: str) -> None:
    said({"answer": text}, TimeField(label="Start"))


def test_text_keeps_its_lines_and_says_when_it_is_too_long() -> None:
    field = TextareaField(label="Note", max_length=9, called="The note")
    assert said({"answer": "1234\r\n5678"}, field) == "1234\n5678"
    assert said({"answer": "1234567890"}, field) == "The note must be 9 characters or less"
    asked = TextField(label="How much? In %?", max_length=2)
    too_long = "Your answer to \u201cHow much? In %?\u201d must be 2 characters or less"
    assert said({"answer": "123"}, asked) == too_long
    assert said({"answer": "a\x00b"}, TextField(label="Note")) == "ab"
    assert said({"answer": "   "}, TextField(label="Note")) == "Enter note"
    assert said({"answer": ""}, TextField(label="Note", required=False)) == ""


def test_an_email_address_says_what_one_looks_like() -> None:
    assert "like name@example.com" in said({"answer": "sam"}, EmailField(label="Email"))


@pytest.mark.parametrize("text", ["1.5", "-1", "²", "٣", "100", "ten"])
def test_a_count_is_a_whole_number_in_its_limits(text: str) -> None:
    field = WholeNumberField(label="Copies", least=1, most=20)
    assert said({"answer": text}, field) == "Enter a whole number between 1 and 20"
    assert said({"answer": "12"}, field) == 12


def test_choices_give_what_the_act_wants() -> None:
    assert said({"answer": "police"}, RadiosField(label="Who?", choices=AGENCIES)) == "police"
    many = CheckboxesField(label="Who?", choices=AGENCIES)
    assert said({"answer": ["health", "police"]}, many) == ["police", "health"]
    assert said({"answer": "no"}, YesNoField(label="Agreed?")) is False
    assert said({}, YesNoField(label="Agreed?", required=False)) is None


@pytest.mark.parametrize(
    "field, message",
    [
        (RadiosField(label="Who?", choices=AGENCIES), "Select one of the answers on the page"),
        (CheckboxesField(label="Who?", choices=AGENCIES), "Select from the answers on the page"),
        (SelectField(label="Who?", choices=AGENCIES), "Select one of the answers on the page"),
    ],
)
def test_an_answer_that_was_not_offered_is_refused(field: Any, message: str) -> None:
    assert said({"answer": ["army"]}, field) == message


def test_no_answer_says_which_question() -> None:
    agency = RadiosField(label="Agency", choices=AGENCIES)
    assert said({}, agency) == "Select agency"
    assert said({}, RadiosField(label="Who came?", choices=AGENCIES)) == (
        "Answer this question: Who came?"
    )
    own = YesNoField(label="Agreed?", required_message="Select yes if they agreed")
    assert said({}, own) == "Select yes if they agreed"


def test_what_was_chosen_stays_chosen() -> None:
    form = form_of(
        {"who": ["health"], "agreed": "yes"},
        who=CheckboxesField(label="Who?", choices=AGENCIES),
        agreed=YesNoField(label="Agreed?"),
        why=TextField(label="Why?"),
    )
    assert not form.is_valid()
    assert 'value="health" checked' in ours().field(form["who"])
    assert 'value="police" checked' not in ours().field(form["who"])
    assert 'value="yes" checked' in ours().field(form["agreed"])


def test_what_is_known_already_is_there_to_begin_with() -> None:
    made = type("Known", (Form,), {"on": DateField(**SEEN), "ok": YesNoField(label="Agreed?")})
    form = made(initial={"on": date(2026, 12, 5), "ok": False})
    assert 'value="12"' in ours().field(form["on"])
    assert 'value="no" checked' in ours().field(form["ok"])


def test_one_answer_can_call_for_another() -> None:
    class Reasons(Form):
        why = RadiosField(label="Why?", choices=[("other", "Other")])
        other = TextField(label="Which?", required=False)

        def clean(self) -> None:
            if self.cleaned_data.get("why") == "other":
                self.need("other", "Enter the reason")

    form = Reasons({"why": "other", "other": " "})
    assert errors_of(form) == [("Enter the reason", "#other")]
    revealed = ours().field(form["why"], conditional={"other": ours().field(form["other"])})
    assert 'id="conditional-why"' in revealed
    assert "&lt;" not in revealed


def test_two_forms_of_one_class_do_not_share_what_they_offer() -> None:
    made = type("Offers", (Form,), {"who": RadiosField(label="Who?")})
    one, two = made(), made()
    one.fields["who"].offer(AGENCIES)
    two.fields["who"].offer([Choice("lowe", "R. Lowe")])
    assert "Police" in ours().field(one["who"])
    assert "Police" not in ours().field(two["who"])


def test_a_persons_words_are_never_markup() -> None:
    words = "</textarea><script>alert(1)</script>"
    form = form_of({"answer": words}, answer=TextareaField(label="Note", max_length=5))
    assert "<script>" not in ours().field(form["answer"])
    assert "<script>" not in ours().table(["A"], [[words]])
    assert "<script>" not in ours().error_summary([(words, "#x")])
