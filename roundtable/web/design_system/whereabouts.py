"""A page whose text others will read asks once about what looks like an address: `AsksWhereabouts`."""

import hashlib

from django.http import HttpResponse

from roundtable.rules.written_places import whereabouts_in
from roundtable.web.design_system.form_page import FormPage
from roundtable.web.design_system.forms import Form

_ANSWERED = "whereabouts_answered"
_MOST_SHOWN = 3


class AsksWhereabouts(FormPage):
    """
    Asks about an address, a postcode or a number in what was typed, before the act is done.

    Whoever sends the page again as it is has answered: it may stay. Nothing is refused for it, what
    was on file already is not asked about again, and nothing that was typed is lost.
    """

    # The fields of text that a family may read.
    minds: tuple[str, ...] = ("text",)
    # Whether the page lets one say who is not to read it.
    restricts = False

    def kept_here(self) -> str:
        """Return whose whereabouts are kept from whom, in a sentence; empty if nothing is asked."""
        raise NotImplementedError

    def check_page(self, form: Form) -> HttpResponse:
        return self._question(form) or super().check_page(form)

    def carry_out(self, form: Form) -> HttpResponse:
        return self._question(form) or super().carry_out(form)

    def _question(self, form: Form) -> HttpResponse | None:
        if form.cleaned_data.get("audience") not in (None, "", "EVERYONE"):
            return None
        found = self._found(form)
        asked = _key(self.request.POST.get("_once", ""), found)
        if not found or self.request.session.get(_ANSWERED) == asked:
            return None
        kept = self.kept_here()
        if not kept:
            return None
        for name, places in found.items():
            form.add_error(name, self._words(places, kept))
        self.request.session[_ANSWERED] = asked
        return self.page(form)

    def _found(self, form: Form) -> dict[str, tuple[str, ...]]:
        typed = {name: whereabouts_in(form.cleaned_data.get(name) or "") for name in self.minds}
        if not any(typed.values()):
            return {}
        before = self.initial()
        known = {name: whereabouts_in(str(before.get(name) or "")) for name in typed}
        new = {
            name: tuple(one for one in places if one not in known[name])
            for name, places in typed.items()
        }
        return {name: places for name, places in new.items() if places}

    def _words(self, places: tuple[str, ...], kept: str) -> str:
        shown = ", ".join(f"“{one}”" for one in places[:_MOST_SHOWN])
        instead = (
            "leave it out, or mark who is not to read it" if self.restricts else "leave it out"
        )
        return (
            f"This looks like an address or a number: {shown}. {kept} If it says that, {instead}."
            " If it may stay, send the page again as it is."
        )


def _key(once: str, found: dict[str, tuple[str, ...]]) -> str:
    """Return what stands for one question; the session holds no word of what was typed."""
    return hashlib.sha256(repr((once, sorted(found.items()))).encode()).hexdigest()
