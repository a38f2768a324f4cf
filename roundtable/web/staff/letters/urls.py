from django.urls import path

from roundtable.web.staff.letters import agreed, letters, record

_ONE = "conferences/<uuid:public_id>/"

urlpatterns = [
    path(f"{_ONE}agreed/", agreed.WhatWasAgreed.as_view(), name="agreed"),
    path(f"{_ONE}letters/", letters.Letters.as_view(), name="letters"),
    path(
        f"{_ONE}letters/<uuid:participant_id>/preview/",
        letters.LetterPreview.as_view(),
        name="letter-preview",
    ),
    path(f"{_ONE}letters/check/", letters.CheckLetters.as_view(), name="check-letters"),
    path("documents/<uuid:public_id>/", letters.DocumentView.as_view(), name="document"),
    path(f"{_ONE}record/", record.RecordView.as_view(), name="record"),
    path(f"{_ONE}record/begin/", record.BeginRecord.as_view(), name="begin-record"),
    path(f"{_ONE}record/write/", record.WriteRecord.as_view(), name="write-record"),
    path(f"{_ONE}record/approve/", record.ApproveRecord.as_view(), name="approve-record"),
    path(f"{_ONE}record/hand-out/", record.HandOutRecord.as_view(), name="hand-out-record"),
    path(f"{_ONE}record/check/", record.CheckCopies.as_view(), name="check-copies"),
    path(
        f"{_ONE}record/copies/<uuid:participant_id>/",
        record.RecordCopy.as_view(),
        name="record-copy",
    ),
]
