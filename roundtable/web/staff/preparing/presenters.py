"""What the pages about preparing the family show, as plain values."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse

from roundtable.web.design_system.wording import day, listed, moment
from roundtable.web.staff.words import Tag

if TYPE_CHECKING:
    from roundtable.casework.conferences.models import ConferenceChild
    from roundtable.casework.preparing.models import ChildsPart, FamilyContact, TimeRequest
    from roundtable.casework.preparing.queries import LetterForChild


@dataclass(frozen=True, slots=True)
class TimeRequestShown:
    """One request for time to read, and what became of it."""

    name: str
    wanted: str
    words: str
    asked: str
    tag: Tag
    reasons: str
    href: str = ""

    @classmethod
    def of(cls, request: "TimeRequest", *, href: str = "") -> "TimeRequestShown":
        told_to = f", told to {request.told_to.name}" if request.told_to else ""
        return cls(
            name=request.participant.name,
            wanted=str(request.get_wanted_display()),
            words=request.words,
            asked=f"{moment(request.asked_at)}{told_to}",
            tag=(str(request.get_decision_display()), "")
            if request.decision
            else ("To decide", "red"),
            reasons=f"{request.reasons} ({_who(request)})" if request.decision else "",
            href=href,
        )


def _who(request: "TimeRequest") -> str:
    who = request.decided_by.name if request.decided_by else "the chair"
    return f"{who}, {day(request.decided_at)}" if request.decided_at else who


@dataclass(frozen=True, slots=True)
class ContactShown:
    """One contact with one of the family, and what is still to be done about its notes."""

    name: str
    what: str
    when: str
    came: tuple[str, ...]
    shown_href: str = ""

    @classmethod
    def of(cls, made: "FamilyContact", *, shown_href: str = "") -> "ContactShown":
        by = f", {made.by.name}" if made.by else ""
        lines = [made.how] if made.how else [f"Not possible: {made.not_possible_reason}"]
        if made.advocate:
            lines.append(f"{made.get_advocate_display()}.")
        if made.promised:
            lines.append(f"Promised: {made.promised}")
        if made.notes:
            shown = f"shown to them {day(made.notes_shown_on)}" if made.notes_shown_on else ""
            lines.append(f"Notes: {shown or 'on their page, not shown to them yet'}.")
        return cls(
            name=made.person.name,
            what=str(made.get_kind_display()),
            when=f"{day(made.on)}{by}",
            came=tuple(lines),
            shown_href=shown_href if made.notes and not made.notes_shown_on else "",
        )


@dataclass(frozen=True, slots=True)
class PartShown:
    """How one child takes part, and what the meeting has come to since."""

    name: str
    says: str
    means: str
    worker: str
    href: str
    took_part: str = ""
    hears: str = ""
    words_href: str = ""

    @classmethod
    def of(
        cls,
        held: "ConferenceChild",
        part: "ChildsPart | None",
        *,
        means: dict[str, str],
        hears: dict[str, str],
        href: str,
        words_href: str,
        took_part: str = "",
    ) -> "PartShown":
        if part is None:
            return cls(
                held.child.name, "Not settled yet", "", "", href, took_part, words_href=words_href
            )
        parts = f" to: {listed(part.comes_to)}" if part.comes_to else ""
        kept = f". Kept: {part.kept_where}" if part.kept_where else ""
        says = f"Invited{parts}" if part.is_invited else "Not invited"
        return cls(
            name=held.child.name,
            says=f"{says}. {part.reason}",
            means=listed([means[one].lower() for one in part.means]),
            worker=f"{part.with_worker.name}{kept}" if part.with_worker else "",
            href=href,
            took_part=took_part,
            hears=f"{hears[part.hears_reports]}. {part.no_reports_reason}".strip()
            if part.hears_reports
            else "",
            words_href=words_href,
        )


@dataclass(frozen=True, slots=True)
class LetterShown:
    """A letter for a child: with the worker, or gone through and theirs."""

    name: str
    title: str
    href: str
    stands: str
    go_through: str

    @classmethod
    def of(
        cls, held: "ConferenceChild", letter: "LetterForChild", *, go_through: str
    ) -> "LetterShown":
        gone = letter.gone_through
        return cls(
            name=held.child.name,
            title=letter.document.title,
            href=reverse("staff:document", args=[letter.document.public_id]),
            stands=f"{gone.worker.name} went through it on {day(gone.on)}. Kept: {gone.kept_where}"
            if gone
            else "Not gone through yet. It is not on the child's page before.",
            go_through="" if gone else go_through,
        )
