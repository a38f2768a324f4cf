"""
Pages that follow what happens, without anybody pressing a button.

`follow.js` asks for the page again every second and a half, and says what it has seen. Where nothing
has happened since, the answer is empty and costs next to nothing: nothing was read, and nothing was
done in the session. Else it is the page, and what has changed of its regions is put in place.
Without JavaScript the page is as it was when it was opened, and can be loaded again.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse

from roundtable.foundation.audit import actions as audit
from roundtable.foundation.core import clock
from roundtable.web.design_system.sign_in import sessions

SEEN_NEWS = "X-Seen-News"


def asks_for_news(request: HttpRequest) -> bool:
    """Return whether the page asked by itself, and not whoever looks at it."""
    return SEEN_NEWS in request.headers


class Followed:
    """
    A view whose page follows what happens. It comes before the view's other parents.

    `news` names what there is to see, in a few letters: when it stays the same, so does the page.
    """

    keeps_awake = False
    """Whether following is being there: whoever watches a meeting does not touch the page."""

    def news(self) -> str:
        """Return what there is to see by now, in a few letters that say nothing to anybody."""
        raise NotImplementedError

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if asks_for_news(request):
            if self.keeps_awake:
                sessions.touch(request.session, now=clock.now())
            if request.headers[SEEN_NEWS] == self.news():
                audit.start_reading()  # nothing is shown, so nothing was read
                return HttpResponse(status=204)
        return self.answer(request, *args, **kwargs)

    def answer(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Return the page, as the view's other parents make it unless it says so itself."""
        response: HttpResponse = super().get(request, *args, **kwargs)  # type: ignore[misc]
        return response
