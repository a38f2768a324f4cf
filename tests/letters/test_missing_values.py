"""A letter with a hole in it is not printed: the refusal names the hole."""

import io
from dataclasses import fields, is_dataclass, replace
from decimal import Decimal

import pikepdf
import pytest

from roundtable.foundation.documents import rendering
from roundtable.foundation.documents.plain_values import content_of, type_hints
from roundtable.foundation.documents.rendering import TemplateFault, render, render_pdf
from roundtable.foundation.documents.rendition import CannotRender
from tests.letters import printed, samples


def required_texts(letter):
    """Return the names of the letter's own fields that must have text in them."""
    hints = type_hints(type(letter))
    return [field.name for field in fields(letter) if hints[field.name] is str]


def required_parts(letter):
    hints = type_hints(type(letter))
    return [field.name for field in fields(letter) if is_dataclass(hints[field.name])]


EVERY_TEXT = [
    (name, field) for name, letter in printed.LETTERS.items() for field in required_texts(letter)
]
EVERY_PART = [
    (name, field) for name, letter in printed.LETTERS.items() for field in required_parts(letter)
]


@pytest.mark.parametrize(("name", "field"), EVERY_TEXT)
@pytest.mark.parametrize("blank", ["", "  \n\t", "\u200b", None])
def test_a_blank_text_stops_the_letter(name, field, blank):
    with pytest.raises(CannotRender) as refusal:
        render(replace(printed.LETTERS[name], **{field: blank}))
    assert refusal.value.field == field


@pytest.mark.parametrize(("name", "field"), EVERY_PART)
def test_a_missing_part_stops_the_letter(name, field):
    letter = printed.LETTERS[name]
    content = {key: value for key, value in content_of(letter).items() if key != field}
    with pytest.raises(CannotRender) as refusal:
        render_pdf(letter.TEMPLATE, content, title=letter.TITLE, authority_name="Marlsea Council")
    assert refusal.value.field == field


def test_the_refusal_says_where_in_a_list():
    people = (samples.INVITATION.people[0], replace(samples.INVITATION.people[1], why=" "))
    with pytest.raises(CannotRender) as refusal:
        content_of(replace(samples.INVITATION, people=people))
    assert refusal.value.field == "people.2.why"
    assert str(refusal.value) == "This cannot be printed yet: people, 2, why is missing."


def test_nobody_coming_and_no_advice_stop_an_invitation():
    for field in ("people", "advice", "children", "reports"):
        with pytest.raises(CannotRender) as refusal:
            render(replace(samples.INVITATION, **{field: ()}))
        assert refusal.value.field == field


def test_a_colour_that_is_not_one_is_refused():
    with pytest.raises(CannotRender, match="colour"):
        replace(samples.LETTERHEAD, colour="green; #import")


def test_a_pale_colour_is_for_lines_and_never_for_words():
    pale = replace(samples.LETTERHEAD, colour="#ffee88")
    text, lines = colours(render(replace(samples.DECISION, letterhead=pale)))
    assert (1.0, 0.93, 0.53) in lines
    assert (1.0, 0.93, 0.53) not in text
    text, _ = colours(printed.pdf_of("decision"))
    assert (0.0, 0.35, 0.3) in text


def colours(pdf):
    """Return the colours of the words and of the lines on the first page."""
    text, lines, fill = set(), set(), ()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for operands, operator in pikepdf.parse_content_stream(document.pages[0]):
            numbers = tuple(round(float(n), 2) for n in operands if isinstance(n, Decimal | int))
            if str(operator) in {"scn", "rg"}:
                fill = numbers
            elif str(operator) in {"SCN", "RG"}:
                lines.add(numbers)
            elif str(operator) in {"TJ", "Tj"}:
                text.add(fill)
    return text, lines


@pytest.mark.parametrize(
    "template",
    [
        "/etc/passwd",
        "../../secrets/letters/x.typ",
        "casework/decisions/models.typ",
        "casework/decisions/letters/decision.py",
        "foundation/documents/templates/letter.typ",
    ],
)
def test_only_templates_in_letters_folders_can_be_printed(template):
    with pytest.raises(TemplateFault):
        render_pdf(template, {}, title="x", authority_name="x")


def test_a_fault_of_the_template_never_quotes_the_letter(tmp_path, monkeypatch):
    broken = tmp_path / samples.DECISION.TEMPLATE
    broken.parent.mkdir(parents=True)
    broken.write_text("#let d = json(bytes(sys.inputs.data))\n#panic(d.recipient.name)\n")
    monkeypatch.setattr(rendering, "PACKAGE", tmp_path)
    with pytest.raises(TemplateFault) as fault:
        render(samples.DECISION)
    assert "decision.typ" in str(fault.value)
    assert "Hartley" not in str(fault.value)
    assert fault.value.__cause__ is None
    assert fault.value.__suppress_context__


@pytest.mark.parametrize(
    ("language", "declared"), [("en", "en-GB"), ("pl", "pl"), ("ur", "ur"), ("cy-GB", "cy-GB")]
)
def test_the_language_of_the_letter_is_declared(language, declared):
    pdf = render(replace(samples.PLAN, language=language))
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert str(document.Root.Lang) == declared


def test_a_language_that_is_none_is_refused():
    with pytest.raises(CannotRender, match="language"):
        render(replace(samples.PLAN, language="English"))
