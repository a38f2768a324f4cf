"""What was sent, and the letters themselves."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from roundtable.casework.cases.sent_messages import get_letter, get_message, sent_messages
from roundtable.casework.invitations.actions.recall import recall_message, send_again
from roundtable.foundation.documents.actions import pdf_of
from roundtable.web.design_system.form_page import FormPage
from roundtable.web.design_system.wording import moment
from roundtable.web.staff.messages.presenters import MessagesShown
from roundtable.web.staff.paging import page_of


def sent(request: HttpRequest) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    shown = MessagesShown.of(sent_messages(actor, page=page_of(request)))
    return render(request, "staff/messages/messages.jinja", {"sent": shown})


def letter(request: HttpRequest, public_id: Any) -> HttpResponse:
    """Return the PDF. Its file name says nothing: it stays in folders and on printers."""
    document = get_letter(public_id=public_id, actor=request.actor)  # type: ignore[attr-defined]
    response = HttpResponse(pdf_of(document), content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="letter.pdf"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


class OfMessage(FormPage):
    """One thing to do about one message, confirmed on a page of its own."""

    template_name = "staff/form.jinja"
    done = ""

    def load(self) -> None:
        self.sent = get_message(public_id=self.kwargs["public_id"], actor=self.actor)

    def context(self) -> dict[str, Any]:
        return {
            "back": reverse("staff:messages"),
            "caption": f"{self.sent.message.subject_line}, to {self.sent.recipient}",
            "explain": self.explain(),
        }

    def explain(self) -> list[str]:
        """Return what to know before it is done."""
        return []

    def next_page(self, result: Any) -> str:
        messages.success(self.request, self.done)
        return reverse("staff:messages")


class CallBack(OfMessage):
    title = "Call it back"
    button = "Call it back"
    done = "Called back. It does not leave."

    def explain(self) -> list[str]:
        leaves_at = self.sent.message.leaves_at
        until = [f"It leaves at {moment(leaves_at)}."] if leaves_at is not None else []
        return [*until, "Once it is called back its reader does not see it on their page either."]

    def act(self, answers: dict[str, Any]) -> Any:
        return recall_message(message_id=self.sent.message.pk, actor=self.actor, now=self.now)


class SendAgain(OfMessage):
    title = "Let it go"
    button = "It is put right. Let it go"
    done = "It is on its way. It is looked at once more before it leaves."

    def explain(self) -> list[str]:
        return [*self.sent.message.held_because, "Put that right first: it is looked at again."]

    def act(self, answers: dict[str, Any]) -> Any:
        return send_again(message_id=self.sent.message.pk, actor=self.actor, now=self.now)
