"""A small site for the tests: the real addresses, and a page for each thing that can happen."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import include, path
from django.views.decorators.http import require_POST

from roundtable.foundation.access.gate import decided
from roundtable.foundation.accounts.models import User
from roundtable.foundation.audit.actions import note_read
from roundtable.foundation.core.errors import CannotProceed, NotAuthorised, RecordNotFound
from roundtable.rules.reasons import Reason
from roundtable.web.design_system.fields import DateField, RadiosField, TextareaField
from roundtable.web.design_system.form_page import FormPage
from roundtable.web.design_system.forms import Form
from roundtable.web.design_system.tests import gallery

PLAIN = """{% extends "layouts/" ~ shell(request).audience ~ ".jinja" %}
{% block title %}Plain{% endblock %}{% block content %}<h1>Plain</h1>{% endblock %}"""
RAISED = {
    "absent": RecordNotFound("conference"),
    "forbidden": NotAuthorised("VIEW_CONFERENCE"),
    "missing": Http404(),
    "denied": PermissionDenied(),
    "suspicious": SuspiciousOperation(),
    "broken": RuntimeError("never shown"),
}


def write(name: str) -> None:
    User.objects.create_user(f"{name}@example.org", name)


def plain(request: HttpRequest) -> HttpResponse:
    decided.set(True)
    return gallery.from_source(request, PLAIN)


def read(request: HttpRequest) -> HttpResponse:
    decided.set(True)
    note_read("conference", 7)
    note_read("person", 3)
    return HttpResponse("read")


def undecided(request: HttpRequest) -> HttpResponse:
    return HttpResponse("shown without asking")


def write_then(request: HttpRequest, what: str) -> HttpResponse:
    """Write a row and then raise, to see what stays."""
    write(what)
    raise RAISED[what]


def write_then_answer(request: HttpRequest, status: int) -> HttpResponse:
    write(f"answered-{status}")
    return HttpResponse("answered", status=status)


def streamed(request: HttpRequest) -> StreamingHttpResponse:
    decided.set(True)
    return StreamingHttpResponse(f"{user.name}\n" for user in User.objects.order_by("pk"))


@require_POST
def only_post(request: HttpRequest) -> HttpResponse:
    return HttpResponse("posted")


@login_not_required
def public(request: HttpRequest) -> HttpResponse:
    return HttpResponse("public")


def of_audience(audience: str) -> Any:
    """Return a view that lives, as far as anyone can tell, under that audience's folder."""

    def view(request: HttpRequest) -> HttpResponse:
        decided.set(True)
        return HttpResponse(audience)

    view.__module__ = f"roundtable.web.{audience}.home.views"
    return view


class NoteForm(Form):
    note = TextareaField(label="Note", required_message="Enter a note")
    seen_on = DateField(
        label="When was the child seen?", called="The date the child was seen", past=True
    )
    kind = RadiosField(label="Kind", choices=[("visit", "A visit"), ("call", "A call")])


class WriteNote(FormPage):
    """Writes a user in the note's name; the note `refuse` is refused, for two reasons."""

    form_class = NoteForm
    title = "Write a note"

    def load(self) -> None:
        decided.set(True)

    def act(self, answers: dict[str, Any]) -> Any:
        write(answers["note"])
        if answers["note"] == "refuse":
            reasons = [("late", "The visit is in the past"), ("no", "The case is closed")]
            raise CannotProceed([Reason(code, text, hard=True) for code, text in reasons])
        return answers["note"]

    def next_page(self, result: Any) -> str:
        return f"/done/?{result}"


class CheckThenWriteNote(WriteNote):
    check_answers = True


class DraftNote(WriteNote):
    """Keeps what is typed until it is sent."""

    keeps_draft = True

    def next_page(self, result: Any) -> str:
        return "/done/"  # no address holds what was typed


class EditNote(WriteNote):
    """Changes the name of the user who stands for a note that is on file."""

    def load(self) -> None:
        decided.set(True)
        self.kept = User.objects.get(email="kept@example.org")

    def edits(self) -> str:
        return f"note {self.kept.pk}"

    def initial(self) -> dict[str, Any]:
        return {"note": self.kept.name, "kind": "visit"}

    def act(self, answers: dict[str, Any]) -> Any:
        User.objects.filter(pk=self.kept.pk).update(name=answers["note"])
        return "edited"


class CheckThenEditNote(EditNote):
    check_answers = True


class DraftEdit(EditNote):
    keeps_draft = True


urlpatterns = [
    path("", include("roundtable.config.urls")),
    path("test/plain/", plain),
    path("test/read/", read),
    path("test/undecided/", undecided),
    path("test/raise/<what>/", write_then),
    path("test/answer/<int:status>/", write_then_answer),
    path("test/streamed/", streamed),
    path("test/only-post/", only_post),
    path("test/public/", public),
    path("test/note/", WriteNote.as_view()),
    path("test/checked-note/", CheckThenWriteNote.as_view()),
    path("test/draft/", DraftNote.as_view()),
    path("test/draft-edit/", DraftEdit.as_view()),
    path("test/edit/", EditNote.as_view()),
    path("test/checked-edit/", CheckThenEditNote.as_view()),
    path("family/test/raise/<what>/", write_then),
    *[path(f"test/{name}/", of_audience(name)) for name in ("staff", "partners", "family")],
    path("", of_audience("staff")),
    *gallery.urlpatterns,
]
_ERRORS = "roundtable.web.design_system.errors"
handler400 = f"{_ERRORS}.bad_request"
handler403 = f"{_ERRORS}.permission_denied"
handler404 = f"{_ERRORS}.page_not_found"
handler500 = f"{_ERRORS}.server_error"
