from django.urls import path

from roundtable.web.staff.invitations import (
    answering,
    enclosing,
    exclusions,
    interpreters,
    needs,
    people,
    sending,
)

_ONE = "conferences/<uuid:public_id>/"
_PERSON = f"{_ONE}participants/<uuid:participant_id>/"
_ENCLOSED = f"{_PERSON}enclosures/<uuid:enclosure_id>/"

urlpatterns = [
    path(f"{_ONE}participants/", people.Participants.as_view(), name="participants"),
    path(f"{_ONE}participants/suggested/", people.AddSuggested.as_view(), name="add-suggested"),
    path(f"{_ONE}participants/relative/", people.AddRelative.as_view(), name="add-relative"),
    path(
        f"{_ONE}participants/professional/",
        people.AddProfessional.as_view(),
        name="add-professional",
    ),
    path(f"{_PERSON}withdraw/", people.Withdraw.as_view(), name="withdraw-participant"),
    path(f"{_PERSON}session/", people.AssignSession.as_view(), name="assign-session"),
    path(f"{_PERSON}keep-from/", people.KeepFrom.as_view(), name="keep-from"),
    path(f"{_ONE}exclusions/", exclusions.Exclusions.as_view(), name="exclusions"),
    path(f"{_ONE}exclusions/ask/", exclusions.RequestExclusion.as_view(), name="request-exclusion"),
    path(
        f"{_ONE}exclusions/<uuid:exclusion_id>/",
        exclusions.DecideExclusion.as_view(),
        name="decide-exclusion",
    ),
    path(
        f"{_ONE}exclusions/<uuid:exclusion_id>/views/",
        exclusions.OtherViews.as_view(),
        name="other-views",
    ),
    path(f"{_ONE}invitations/", sending.Invitations.as_view(), name="invitations"),
    path(f"{_ONE}invitations/check/", sending.CheckInvitations.as_view(), name="check-invitations"),
    path(
        f"{_ONE}invitations/<uuid:participant_id>/preview/",
        sending.InvitationPreview.as_view(),
        name="invitation-preview",
    ),
    path(f"{_PERSON}enclosures/", enclosing.Enclose.as_view(), name="enclose"),
    path(f"{_ENCLOSED}", enclosing.EnclosedFile.as_view(), name="enclosure"),
    path(f"{_ENCLOSED}read/", enclosing.ConfirmReading.as_view(), name="read-enclosure"),
    path(f"{_ENCLOSED}take-out/", enclosing.TakeOut.as_view(), name="take-out-enclosure"),
    path(f"{_ONE}answers/", answering.Answers.as_view(), name="answers"),
    path(
        f"{_ONE}answers/<uuid:invitation_id>/",
        answering.RecordAnswer.as_view(),
        name="record-answer",
    ),
    path(
        f"{_ONE}answers/<uuid:invitation_id>/link/",
        answering.SendLink.as_view(),
        name="send-answer-link",
    ),
    path(
        f"{_ONE}answers/<uuid:invitation_id>/code/",
        answering.TellCode.as_view(),
        name="tell-code",
    ),
    path(
        f"{_ONE}answers/<uuid:invitation_id>/bounce/",
        answering.RecordBounce.as_view(),
        name="record-bounce",
    ),
    path(f"{_ONE}answers/chase/", answering.Chase.as_view(), name="chase"),
    path("interpreters/", interpreters.Interpreters.as_view(), name="interpreters"),
    path("needs/", needs.NeedsDesk.as_view(), name="needs-desk"),
    path(f"{_ONE}needs/<uuid:need_id>/follow/", needs.FollowNeed.as_view(), name="follow-need"),
    path(
        f"{_ONE}needs/<uuid:need_id>/supporter/",
        needs.DecideSupporter.as_view(),
        name="decide-supporter",
    ),
    path(f"{_ONE}needs/", needs.Needs.as_view(), name="needs"),
    path(f"{_ONE}needs/add/", needs.AddNeed.as_view(), name="add-need"),
    path(f"{_ONE}needs/<uuid:need_id>/", needs.ArrangeNeed.as_view(), name="arrange-need"),
]
