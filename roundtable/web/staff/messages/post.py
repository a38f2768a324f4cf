"""What the conference service posts, brings or tells itself, and what came back."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from roundtable.casework.invitations.actions.posting import Posted, mark_posted, settle_message
from roundtable.casework.invitations.actions.telling import CannotTell, show_secret
from roundtable.casework.invitations.post import Post, ToPost, post_to_do
from roundtable.foundation.core import clock
from roundtable.web.design_system.fields import CheckboxesField
from roundtable.web.design_system.form_page import FormPage
from roundtable.web.design_system.forms import Form
from roundtable.web.design_system.wording import count, moment
from roundtable.web.staff.messages.presenters import CHANNELS
from roundtable.web.staff.messages.views import OfMessage

Link = tuple[str, str]


class PostForm(Form):
    posted = CheckboxesField(
        label="Which have you posted, brought or told?",
        required_message="Select what you have posted, brought or told",
    )

    def __init__(self, *args: Any, waiting: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("posted", waiting)


@dataclass(frozen=True, slots=True)
class PostRow:
    """One message in somebody's hands."""

    value: str
    recipient: str
    how: str
    what_to_do: str
    where: str
    since: str
    body: str
    links: Sequence[Link]
    enclosed: Sequence[str]

    @classmethod
    def of(cls, one: ToPost) -> "PostRow":
        message, document = one.sent.message, one.sent.document
        letter = (
            [("The letter (PDF)", reverse("staff:letter", args=[document.public_id]))]
            if document is not None
            else []
        )
        secret = (
            [("Show what to tell them", reverse("staff:tell", args=[message.public_id]))]
            if message.is_secret
            else []
        )
        return cls(
            value=str(message.public_id),
            recipient=one.sent.recipient,
            how=CHANNELS.get(message.channel, message.channel),
            what_to_do=message.by_hand_because,
            where=message.destination,
            since=moment(message.by_hand_at or message.queued_at),
            body="" if message.is_secret else message.body,
            links=[*letter, *secret],
            enclosed=[f"“{title}”" for title in one.enclosed],
        )


@dataclass(frozen=True, slots=True)
class BackRow:
    recipient: str
    subject: str
    how: str
    why: str
    settle: str


@dataclass(frozen=True, slots=True)
class PostShown:
    rows: Sequence[PostRow]
    more: str
    came_back: Sequence[BackRow]
    delayed: str

    @classmethod
    def of(cls, post: Post) -> "PostShown":
        return cls(
            rows=[PostRow.of(one) for one in post.to_post],
            more=f"{count(post.more, 'message')} more after these." if post.more else "",
            came_back=[
                BackRow(
                    recipient=one.recipient,
                    subject=one.message.subject_line,
                    how=CHANNELS.get(one.message.channel, one.message.channel),
                    why=one.message.failed_because,
                    settle=reverse("staff:settle-message", args=[one.message.public_id]),
                )
                for one in post.came_back
            ],
            delayed=_delayed(post),
        )


def _delayed(post: Post) -> str:
    if not post.delayed:
        return ""
    waits = "message waits" if post.delayed == 1 else "messages wait"
    why = ". ".join(post.delayed_because)
    return f"{post.delayed} {waits} to leave. {why}. Each is tried again by itself; none is lost."


class ToPostPage(FormPage):
    form_class = PostForm
    template_name = "staff/messages/post.jinja"
    title = "Post"
    button = "They have gone"

    def load(self) -> None:
        self.post_to_do = post_to_do(self.actor)

    def form_options(self) -> dict[str, Any]:
        waiting = [
            (str(one.sent.message.public_id), one.sent.recipient) for one in self.post_to_do.to_post
        ]
        return {"waiting": waiting}

    def context(self) -> dict[str, Any]:
        return {"post": PostShown.of(self.post_to_do)}

    def act(self, answers: dict[str, Any]) -> Posted:
        chosen = set(answers["posted"])
        numbers = [
            one.sent.message.pk
            for one in self.post_to_do.to_post
            if str(one.sent.message.public_id) in chosen
        ]
        return mark_posted(message_ids=numbers, actor=self.actor, now=self.now)

    def next_page(self, result: Posted) -> str:
        if result.sent:
            messages.success(self.request, f"{count(len(result.sent), 'message')} noted as gone.")
        if result.held:
            messages.error(
                self.request,
                f"{count(len(result.held), 'message')} held back: do not let them go. Sent messages"
                " says why.",
            )
        return reverse("staff:post")


class SettleMessage(OfMessage):
    title = "They were reached another way"
    button = "They were reached"
    done = "Noted. It is off the list."

    def context(self) -> dict[str, Any]:
        return super().context() | {"back": reverse("staff:post")}

    def explain(self) -> list[str]:
        return [
            f"{self.sent.message.failed_because}. Reach them another way that is safe for them"
            " first: send it again, or ask their social worker to tell them."
        ]

    def act(self, answers: dict[str, Any]) -> Any:
        return settle_message(message_id=self.sent.message.pk, actor=self.actor, now=self.now)

    def next_page(self, result: Any) -> str:
        super().next_page(result)
        return reverse("staff:post")


def tell(request: HttpRequest, public_id: Any) -> HttpResponse:
    """Show a link or a code to whoever is about to tell it. That it was opened is kept."""
    back = {"back": reverse("staff:post")}
    try:
        found = show_secret(
            public_id=public_id,
            actor=request.actor,  # type: ignore[attr-defined]
            now=clock.now(),
        )
    except CannotTell as refusal:
        why = {"why_not": [one.text for one in refusal.reasons]}
        return render(request, "staff/messages/tell.jinja", back | why, status=422)
    shown = {
        "recipient": found.recipient,
        "what_to_do": found.message.by_hand_because,
        "where": found.message.destination,
        "body": found.message.body,
    }
    return render(request, "staff/messages/tell.jinja", back | shown)
