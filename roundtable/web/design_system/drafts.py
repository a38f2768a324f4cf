"""
Drafts of forms: kept while somebody types, shown again when they come back, gone once it is sent.

`drafts.js` sends what is typed here; without JavaScript nothing is kept before the form is sent.
"""

import base64
import re
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse, QueryDict
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views import View

from roundtable.foundation.access.gate import decided
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.core import clock
from roundtable.foundation.core.drafts import (
    CannotKeepDraft,
    DraftElsewhere,
    DraftSent,
    device_key,
    find_draft,
    forget_draft,
    keep_draft,
    name_of,
)
from roundtable.foundation.core.models import Draft

# What a form carries that is no part of what was typed.
_OURS = {"csrfmiddlewaretoken", "_draft", "_base", "_caret", "_step", "_back"}
_NAME = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class DraftOfPage:
    """What a page with a form needs to know of its draft."""

    name: str
    key: str
    address: str
    revision: int
    saved: str
    """The time at which it was saved; empty if there is none."""
    caret: str
    is_fresh: bool
    """The form holds what was just sent: newer than any draft."""
    typed: QueryDict | None = None

    @classmethod
    def of(cls, request: HttpRequest, actor: Actor, *, is_fresh: bool) -> "DraftOfPage":
        name = name_of(actor.user_id, request.path)
        draft = find_draft(user_id=actor.user_id, name=name)
        return cls(
            name=name,
            key=base64.b64encode(device_key(actor.user_id)).decode(),
            address=request.get_full_path(),
            revision=draft.revision if draft else 0,
            saved=_time(draft.saved_at) if draft else "",
            caret=draft.caret if draft and not is_fresh else "",
            is_fresh=is_fresh,
            typed=_as_sent(draft) if draft else None,
        )


def _as_sent(draft: Draft) -> QueryDict:
    sent = QueryDict(mutable=True)
    for name, value in draft.fields:
        sent.appendlist(name, value)
    return sent


def _time(moment: datetime) -> str:
    """Return the time alone, as a clock on the wall: what was saved is from just now, mostly."""
    local = timezone.localtime(moment)
    at = local.strftime("%H:%M")
    return at if local.date() == clock.today() else f"{at} on {local.day} {local:%B}"


class KeepDraft(View):
    """
    Keeps what is typed. "saved" is answered only once the database holds it.

    Else: "elsewhere", the same form was typed into in another window; "sent"; or "long".
    """

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        actor: Actor = request.actor  # type: ignore[attr-defined]
        decided.set(True)  # it is their own, and nobody else's
        name, base = request.POST.get("_draft", ""), request.POST.get("_base", "")
        if not _NAME.fullmatch(name) or not re.fullmatch(r"[0-9]{1,9}", base):
            return JsonResponse({}, status=400)
        try:
            draft = keep_draft(
                user_id=actor.user_id,
                authority_id=actor.authority_id,
                name=name,
                base=int(base),
                typed=_typed(request),
                caret=request.POST.get("_caret", "")[:120],
                once=request.POST.get("_once", ""),
                now=clock.now(),
            )
        except DraftElsewhere as elsewhere:
            return JsonResponse({"state": "elsewhere"} | _told(elsewhere.draft))
        except DraftSent:
            return JsonResponse({"state": "sent"})
        except CannotKeepDraft:
            return JsonResponse({"state": "long"})
        return JsonResponse({"state": "saved"} | _told(draft))


def _typed(request: HttpRequest) -> list[tuple[str, str]]:
    return [
        (name, value.replace("\r\n", "\n").replace("\x00", ""))
        for name, values in request.POST.lists()
        if name not in _OURS
        for value in values
    ]


def _told(draft: Draft | None) -> dict[str, object]:
    if draft is None:
        return {"revision": 0, "at": ""}
    return {"revision": draft.revision, "at": _time(draft.saved_at)}


class ForgetDraft(View):
    """Throws away what somebody typed and did not send, because they say so."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        actor: Actor = request.actor  # type: ignore[attr-defined]
        decided.set(True)
        forget_draft(user_id=actor.user_id, name=request.POST.get("_draft", "")[:64])
        back = request.POST.get("_back", "")
        is_ours = back.startswith("/") and url_has_allowed_host_and_scheme(back, allowed_hosts=None)
        return HttpResponseRedirect(back if is_ours else "/")
