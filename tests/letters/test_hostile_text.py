"""Whatever people type is printed as they typed it: never run, never lost, never in the way."""

import io
import json
from dataclasses import replace

import pypdf
import pytest

from roundtable.casework.decisions.models import WEIGHED
from roundtable.casework.room.letters.record import Weighed
from roundtable.foundation.documents.plain_values import content_of
from roundtable.foundation.documents.rendering import render, render_pdf
from roundtable.foundation.documents.rendition import CannotRender
from tests.letters import printed, samples, tagged
from tests.letters.tagged import MM

MARKUP = [
    '#import "/etc/passwd": *',
    '#read("/config/settings/production.py")',
    '#eval("1+1")',
    '#sys.inputs.data #panic("x")',
    "*b* _i_ `c` $x^2$ = heading",
    "- item + item / term: x",
    "<label> @ref [content] {code} \\ ~ // comment /* comment */",
    '"quotes" and \\"more\\"',
    "http://example.org/?a=b&c=d#e",
    "</script><script>alert(1)</script>",
    "%PDF-1.7 endobj (text) Tj /Root 1 0 R",
    "{{ 7*7 }} {% raw %}",
    "O'Neill & Sons; DROP TABLE",
]


def everywhere(words: str):
    """Return a record and letters that have the words in every place a person can write in."""
    child = samples.RECORD.children[0]
    said = replace(child.worried_about[0], text=words, by=words, how_known=words, replies=(words,))
    aim = replace(
        samples.AVA_PLAN.aims[0],
        what_must_change=words,
        how_we_will_know=words,
        actions=(replace(samples.AVA_PLAN.aims[0].actions[0], what=words, who=words, when=words),),
    )
    plan = replace(samples.AVA_PLAN, aims=(aim,), contingency=words, protection=words, visits=words)
    reader = replace(samples.ROSA, name=words, address=(words, words))
    decided = replace(samples.DECISION.children[0], name=words, reasons=words, plan=plan)
    return [
        replace(
            samples.RECORD,
            recipient=reader,
            summary=words,
            children=(
                replace(
                    child,
                    name=words,
                    worried_about=(said,),
                    progress=(replace(child.progress[0], what=words, words=words),),
                    weighed=Weighed(**dict.fromkeys(WEIGHED, words)),
                    plan=plan,
                ),
            ),
            people=(replace(samples.RECORD.people[0], name=words, attendance=words),),
        ),
        replace(samples.DECISION, recipient=reader, children=(decided,)),
        replace(
            samples.INVITATION,
            recipient=reader,
            people=(replace(samples.INVITATION.people[0], name=words, why=words, reach=words),),
            venue=replace(samples.INVITATION.venue, name=words, access=words),
        ),
        replace(samples.PLAN, recipient=reader, child=words, why=words, plan=plan),
    ]


@pytest.mark.parametrize("words", MARKUP)
def test_markup_is_printed_as_it_was_typed(words):
    record, *_ = everywhere(words)
    tree = tagged.read(render(record))
    typed = " ".join(words.split())
    assert tree.text.count(typed) >= 10
    # What was typed makes no structure of its own.
    assert [h.text for h in tree.all("Title")] == ["Record of a child protection conference"]
    assert len(tree.all("LI")) == len(tagged.read(render(everywhere("x")[0])).all("LI"))


@pytest.mark.parametrize(
    "words",
    [
        "A" * 5000,
        "word " * 1000,
        "a\n" * 400,
        "k" * 60 + "@" + "b" * 60 + ".example",
        "قال إنه لن يعود إلى البيت",
        "She said مرحبا and left",
        "Mum 😢 👩‍👩‍👧 👍🏽 → ✓",
        "Łucja Wójcik-Ștefănescu Nguyễn Дмитро রহিমা ਗੁਰਪ੍ਰੀਤ",
        "李小龙 ༀ \ue000 \U0001fae8",
        "\x00\x01\x07\x1b[31m\x7f tail",
        "\u202egnikrow si eh\u202c \u2066x\u2069 \ufeff",
        "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢L̠ͨͧͩ͘G̴̻͈͍͔̹̑͗̎̅͛́Ǫ̵̹̻̝̳͂̌̌͘!͖̬̰̙̗̿̋ͥͥ̂ͣ̐́́͜͞",
        "\ud800 half",
        "\u0301 \u200d \u200f mark",
    ],
    ids=lambda words: ascii(words[:12]),
)
def test_no_text_stops_a_letter_or_runs_over_its_edges(words):
    for letter in everywhere(words):
        # Not every page of so many: reading positions back is slower than printing.
        pages = pypdf.PdfReader(io.BytesIO(render(letter))).pages
        for page in [*pages[:2], *pages[2::40]]:
            assert all(20 * MM < x < 190 * MM for x, _, _ in tagged.positions(page))


def test_a_thousand_letters_without_a_space_are_all_there():
    words = "".join(chr(ord("a") + n % 26) for n in range(1000))
    record = replace(samples.RECORD, people=(replace(samples.RECORD.people[0], name=words),))
    assert words in tagged.read(render(record)).text


@pytest.mark.parametrize(
    "words",
    ["قال إنه لن يعود", "شیخ محمد نے کہا کہ وہ نہیں آئے گا", "ئەو گوتی ناگەڕێتەوە", "זה שקט"],
    ids=["Arabic", "Urdu", "Kurdish", "Hebrew"],
)
def test_right_to_left_words_stay_whole_and_in_order(words):
    tree = tagged.read(render(replace(samples.RECORD, summary=words)))
    # A PDF holds them in the order in which they are drawn, from the left.
    assert words[::-1] in tree.text


def test_invisible_overrides_are_gone_from_what_is_printed():
    tree = tagged.read(render(replace(samples.RECORD, summary="He did \u202eton\u202c hit her")))
    assert "He did ton hit her" in tree.text


def test_what_cannot_be_printed_is_seen_to_be_missing():
    tree = tagged.read(render(replace(samples.RECORD, summary="Ask Li 李 again")))
    assert "Ask Li \ufffd again" in tree.text


def test_text_is_kept_as_typed_until_it_is_printed():
    letter = replace(samples.RECORD, summary="Li 李\r\n\u202e")
    assert content_of(letter)["summary"] == "Li 李\r\n\u202e"


def test_a_document_that_is_far_too_long_is_refused_at_once():
    with pytest.raises(CannotRender, match="too long"):
        render(replace(samples.RECORD, summary="word " * 100_000))


def test_content_that_was_stored_and_read_back_prints_the_same():
    letter = printed.LETTERS["record"]
    stored = json.loads(json.dumps(content_of(letter)))
    again = render_pdf(
        letter.TEMPLATE, stored, title=letter.TITLE, authority_name="Marlsea Council"
    )
    assert again == printed.pdf_of("record")
