"""A letter put through the wrong door in the demonstration, and what was done about it."""

from roundtable.casework.invitations.actions.incidents import note_step, open_incident
from roundtable.ops.demo import convening
from roundtable.ops.demo.story import Story
from roundtable.rules.incidents import Step


def find_a_wrong_envelope(story: Story) -> None:
    """A neighbour brings back a letter, unopened; the risk is looked at the same day."""
    incident = story.do(
        convening.DESK,
        open_incident,
        case_id=story.case.pk,
        what_happened="An envelope was put through the door below. It came back unopened.",
        found_at=story.at,
    )
    story.do(
        convening.DESK,
        note_step,
        incident_id=incident.pk,
        step=Step.RISK,
        words="No risk: it was not opened, and the envelope names nobody of the family.",
        done_at=story.at,
    )
