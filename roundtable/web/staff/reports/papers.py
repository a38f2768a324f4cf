"""The papers for a meeting, as one file for its reader."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views import View

from roundtable.casework.reports.bundle import print_own
from roundtable.casework.reports.reading import own_papers
from roundtable.foundation.core import clock
from roundtable.web.staff.letters.printed import as_pdf

NOTHING_YET = "There is nothing in your papers yet."


class OwnPapers(View):
    def get(self, request: HttpRequest, public_id: Any) -> HttpResponse:
        papers = own_papers(public_id=public_id, actor=request.actor)  # type: ignore[attr-defined]
        if papers is None:
            messages.info(request, NOTHING_YET)
            return redirect("staff:reports", public_id)
        return as_pdf(print_own(papers, today=clock.today()))
