"""What goes with one reader's letter: added, read by a second person, taken out."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views import View

from roundtable.casework.conferences.page_queries import conference_frame, get_participant
from roundtable.casework.information.queries import ENCLOSED, in_force
from roundtable.casework.invitations.actions.enclose import confirm_reading, enclose, take_out
from roundtable.casework.invitations.choices import ENCLOSURE_KINDS
from roundtable.casework.invitations.enclosed import get_enclosure, waiting_for
from roundtable.casework.invitations.page_queries import kept_from_who_reads
from roundtable.casework.invitations.ways import has_leaflets
from roundtable.foundation.documents.files.kinds import FileKind
from roundtable.rules.access import Permission
from roundtable.web.design_system.fields import FileField, SelectField, TextField
from roundtable.web.design_system.forms import Form
from roundtable.web.design_system.served import as_download
from roundtable.web.staff.conferences.pages import OfConference
from roundtable.web.staff.invitations.enclosing_presenters import EnclosureShown
from roundtable.web.staff.letters.second_look import to_look_for


class EnclosureForm(Form):
    kind = SelectField(label="What is it?", choices=ENCLOSURE_KINDS)
    title = TextField(
        label="What its reader sees it called",
        hint="For example, “How to prepare, in Urdu”. No name of a person.",
        max_length=80,
        called="What it is called",
    )
    file = FileField(
        label="The file",
        hint="A PDF, a Word document (.docx), or a picture. At most 20 MB.",
    )


class Enclose(OfConference):
    """What goes with one reader's next letter, and a form to add to it."""

    form_class = EnclosureForm
    permission = Permission.SEND_INVITATIONS
    template_name = "staff/invitations/enclose.jinja"
    button = "Look into it and add it"
    done = "Added. It goes with the letter."
    back_text = "Invitations"

    def load(self) -> None:
        super().load()
        self.participant = get_participant(
            public_id=self.kwargs["participant_id"], conference=self.conference
        )
        self.title = f"What goes with the letter to {self.participant.name}"
        self.tab = "What goes with a letter"

    def context(self) -> dict[str, Any]:
        shown = []
        if has_leaflets(self.participant):
            texts = in_force(self.conference.authority_id, kinds=ENCLOSED)
            shown += [EnclosureShown.of_leaflet(one) for one in texts]
        shown += [
            EnclosureShown.of_file(
                one, one.file, self.conference.public_id, by_user=self.actor.user_id
            )
            for one in waiting_for([self.participant]).get(self.participant.pk, [])
            if one.file is not None
        ]
        return super().context() | {"enclosures": shown}

    def act(self, answers: dict[str, Any]) -> Any:
        return enclose(
            participant_id=self.participant.pk,
            kind=answers["kind"],
            title=answers["title"],
            upload=answers["file"],
            actor=self.actor,
            now=self.now,
        )

    def back(self) -> str:
        return self.address("staff:invitations")

    def next_page(self, result: Any) -> str:
        super().next_page(result)
        return self.address("staff:enclose", self.participant.public_id)


class OfEnclosure(OfConference):
    """One thing to do about one enclosure, confirmed on a page of its own."""

    form_class = Form
    permission = Permission.SEND_INVITATIONS
    back_text = "What goes with the letter"

    def load(self) -> None:
        super().load()
        self.enclosure = get_enclosure(
            public_id=self.kwargs["enclosure_id"],
            participant_id=self.kwargs["participant_id"],
            conference=self.conference,
        )

    def back(self) -> str:
        return self.address("staff:enclose", self.enclosure.participant.public_id)


class TakeOut(OfEnclosure):
    title = "Take it out of the letter"
    button = "Take it out"
    done = "Taken out. It does not go."

    def context(self) -> dict[str, Any]:
        return super().context() | {"about": f"{self.enclosure.title} does not go then."}

    def act(self, answers: dict[str, Any]) -> Any:
        return take_out(enclosure_id=self.enclosure.pk, actor=self.actor, now=self.now)


class ConfirmReading(OfEnclosure):
    """A second person says that they have read what could not be searched."""

    template_name = "staff/invitations/read_enclosure.jinja"
    title = "Read it as the second person"
    button = "I have read it, and it gives nothing away"
    done = "Noted. You have read it."

    def context(self) -> dict[str, Any]:
        one = self.enclosure
        ids = [self.conference.public_id, one.participant.public_id, one.public_id]
        about = (
            f"No program here could search this, or not for certain: {', '.join(one.file.unsearched)}."
            f" Open it and read it all. Nothing in it may tell {one.participant.name} an address,"
            " a number, a name or a place that is kept from them."
        )
        kept = kept_from_who_reads(one.participant, self.conference)
        return super().context() | {
            "about": about,
            "file_title": one.title,
            "file_kind": FileKind(one.file.kind).label,
            "file_href": reverse("staff:enclosure", args=ids),
            "look_for": to_look_for(kept, ()),
        }

    def act(self, answers: dict[str, Any]) -> Any:
        return confirm_reading(enclosure_id=self.enclosure.pk, actor=self.actor, now=self.now)


class EnclosedFile(View):
    """The copy that goes, to be saved and opened: never shown inside a page of ours."""

    def get(
        self, request: HttpRequest, public_id: Any, participant_id: Any, enclosure_id: Any
    ) -> HttpResponse:
        frame = conference_frame(
            public_id=public_id,
            actor=request.actor,  # type: ignore[attr-defined]
            permission=Permission.SEND_INVITATIONS,
        )
        found = get_enclosure(
            public_id=enclosure_id, participant_id=participant_id, conference=frame.conference
        )
        return as_download(bytes(found.file.leaves), kind=found.file.kind)
