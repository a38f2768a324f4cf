"""A leaflet that goes with a letter in the demonstration, made here and looked into like any file."""

from io import BytesIO

import pikepdf

from roundtable.casework.invitations.actions.enclose import enclose
from roundtable.foundation.documents.files.uploads import check_upload
from roundtable.ops.demo.story import Story

_LINES = (
    "How to get ready for your meeting",
    "The meeting is about keeping your children safe and well.",
    "You can bring somebody with you.",
    "You can ask for a break at any time.",
    "Tell us what you think. You can write it, say it, or ask somebody to say it.",
)


def put_leaflet_with_letter(story: Story, key: str) -> None:
    """Put the easy-read leaflet to somebody's next letter."""
    story.do(
        "administrator",
        enclose,
        participant_id=story.seat(key).pk,
        kind="easy_read",
        title="How to get ready, easy to read",
        upload=check_upload(leaflet()),
    )


def leaflet() -> bytes:
    """Return one page of large words."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(595, 842))
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
    )
    page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
    lines = "".join(f"({line}) Tj 0 -48 Td " for line in _LINES)
    page.Contents = pdf.make_stream(f"BT /F1 16 Tf 40 760 Td {lines} ET".encode())
    written = BytesIO()
    pdf.save(written, deterministic_id=True)
    return written.getvalue()
