"""Leaflets and guidance: what is in force, changing a draft, approving it."""

import re
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views import View

from roundtable.casework.information.actions import approve_information, draft_information
from roundtable.casework.information.queries import get_text, list_information
from roundtable.casework.information.shown import InformationShown, Kind, TextSection
from roundtable.foundation.access.gate import may
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.core.errors import RecordNotFound
from roundtable.rules.access import Facts, Permission
from roundtable.rules.readability import readability
from roundtable.web.design_system.form_page import FormPage
from roundtable.web.design_system.wording import day
from roundtable.web.staff.information.forms import ApproveForm, SectionForm, TitleForm

_FOR = {
    Kind.LEAFLET: "Families: on their pages, and with the invitation",
    Kind.YOUNG: "Children: on their pages, read with a worker",
    Kind.GUIDANCE: "Those who write a report: read first",
    Kind.SECTIONS: "Those who write a report: beside each section",
}


def dated(text: InformationShown) -> str:
    return f"Version {text.number}, {day(text.dated)}"


class Texts(View):
    def get(self, request: HttpRequest) -> HttpResponse:
        actor: Actor = request.actor  # type: ignore[attr-defined]
        rows = [
            {
                "title": one.current.title,
                "href": reverse("staff:information-text", args=[one.current.code]),
                "kind": _FOR[one.current.kind],
                "version": dated(one.current),
                "draft": f"Draft of {one.drafted_by}" if one.draft else "",
            }
            for one in list_information(actor)
        ]
        return render(request, "staff/information/texts.jinja", {"texts": rows})


class OneText(View):
    """What is in force, the draft beside it, and every earlier version."""

    def get(self, request: HttpRequest, code: str) -> HttpResponse:
        actor: Actor = request.actor  # type: ignore[attr-defined]
        page = get_text(code=code, actor=actor)
        approves = may(actor, Permission.APPROVE_INFORMATION, Facts(same_authority=True))
        shown = {
            "text": page.latest,
            "is_draft": page.draft is not None,
            "dated": dated(page.current),
            "kind": _FOR[page.current.kind],
            "drafted_by": page.drafted_by,
            "grade": round(readability(page.latest.blocks).grade),
            "change_title": reverse("staff:change-information-title", args=[code]),
            "sections": [
                (one, reverse("staff:change-information", args=[code, number]))
                for number, one in enumerate(page.latest.sections, start=1)
            ],
            "add": reverse("staff:change-information", args=[code, len(page.latest.sections) + 1]),
            "approve": reverse("staff:approve-information", args=[code])
            if page.draft is not None and approves
            else "",
            "versions": [
                (
                    dated(one),
                    reverse("staff:information-version", args=[code, one.number]),
                    one.what_changed or "As it came",
                    one.approved_by,
                )
                for one in page.versions
            ],
        }
        return render(request, "staff/information/text.jinja", shown)


class OneVersion(View):
    def get(self, request: HttpRequest, code: str, number: int) -> HttpResponse:
        actor: Actor = request.actor  # type: ignore[attr-defined]
        for one in get_text(code=code, actor=actor).versions:
            if one.number == number:
                shown = {"text": one, "dated": dated(one), "code": code}
                return render(request, "staff/information/version.jinja", shown)
        raise RecordNotFound("version")


class OfText(FormPage):
    template_name = "staff/form.jinja"
    permission = Permission.EDIT_INFORMATION

    def load(self) -> None:
        self.code = self.kwargs["code"]
        self.text = get_text(code=self.code, actor=self.actor, permission=self.permission)

    def context(self) -> dict[str, Any]:
        return {"back": self.back(), "caption": self.text.latest.title}

    def back(self) -> str:
        return reverse("staff:information-text", args=[self.code])

    def edits(self) -> str:
        return f"information {self.code}"

    def next_page(self, result: Any) -> str:
        messages.success(self.request, "Saved in the draft. What is in force stays as it is.")
        return self.back()

    def keep(self, title: str, sections: list[TextSection]) -> Any:
        return draft_information(
            code=self.code, title=title, sections=sections, actor=self.actor, now=self.now
        )


class ChangeTitle(OfText):
    form_class = TitleForm
    title = "Change what it is called"
    button = "Save in the draft"

    def initial(self) -> dict[str, Any]:
        return {"title": self.text.latest.title}

    def act(self, answers: dict[str, Any]) -> Any:
        return self.keep(answers["title"], list(self.text.latest.sections))


class ChangeSection(OfText):
    form_class = SectionForm
    title = "Change a section"
    button = "Save in the draft"

    def load(self) -> None:
        super().load()
        self.position = self.kwargs["number"] - 1
        self.sections = list(self.text.latest.sections)
        if not 0 <= self.position <= len(self.sections):
            raise RecordNotFound("section")
        there = self.sections[self.position : self.position + 1]
        self.about = there[0].about if there else ""

    def initial(self) -> dict[str, Any]:
        if self.position == len(self.sections):
            return {}
        section = self.sections[self.position]
        return {
            "heading": section.heading,
            "paragraphs": "\n\n".join(section.paragraphs),
            "points": "\n".join(section.points),
        }

    def act(self, answers: dict[str, Any]) -> Any:
        section = TextSection(
            heading=answers["heading"].strip(),
            paragraphs=_parts(r"\n\s*\n", answers["paragraphs"]),
            points=_parts(r"\n", answers["points"]),
            about=self.about,
        )
        self.sections[self.position : self.position + 1] = [section]
        return self.keep(self.text.latest.title, self.sections)


def _parts(between: str, text: str) -> tuple[str, ...]:
    return tuple(" ".join(one.split()) for one in re.split(between, text) if one.strip())


class Approve(OfText):
    form_class = ApproveForm
    permission = Permission.APPROVE_INFORMATION
    title = "Put the draft in force"
    button = "Approve this version"

    def context(self) -> dict[str, Any]:
        explain = (
            "From now on families see this version, and new letters enclose it. Letters sent so far"
            " keep the version they went out with.",
        )
        return super().context() | {"explain": explain}

    def edits(self) -> str:
        return ""

    def act(self, answers: dict[str, Any]) -> Any:
        return approve_information(code=self.code, **answers, actor=self.actor, now=self.now)

    def next_page(self, result: Any) -> str:
        messages.success(self.request, f"Version {result.number} is in force.")
        return self.back()
