"""How a text reads, while it is typed and wherever it is shown: plain words, and what terms mean."""

from collections.abc import Iterable

from django.http import HttpRequest, JsonResponse
from django.views import View
from markupsafe import Markup, escape

from roundtable.casework.statements.words import terms_of
from roundtable.rules.plain_words import Term, find, in_words, read

# More than this nobody writes in one box; it is not looked at while they type.
LONGEST = 10_000


class HowItReads(View):
    """Says in a line how a text reads. It is looked at, and not kept."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> JsonResponse:
        terms = terms_of(request.actor)  # type: ignore[attr-defined]
        text = request.POST.get("text", "")[:LONGEST]
        return JsonResponse({"says": in_words(read(text, terms))})


def explained(text: str, terms: Iterable[Term]) -> Markup:
    """
    Return a text in which each word of the trade opens with a tap and says what it means.

    It stands in a `div`, not in a `p`, and needs no JavaScript.
    """
    parts: list[Markup] = []
    place = 0
    for one in find(text, terms):
        parts += [escape(text[place : one.start]), _term(text[one.start : one.end], one.term)]
        place = one.end
    return Markup("").join([*parts, escape(text[place:])])


def _term(word: str, term: Term) -> Markup:
    return Markup(
        '<details class="rt-term"><summary>{}</summary><span>This means: {}.</span></details>'
    ).format(word, term.explained)
