from django.urls import path

from roundtable.web.staff.reports import answers, copies, handing_in, papers, views

_ONE = "reports/<uuid:public_id>/"

urlpatterns = [
    path("conferences/<uuid:public_id>/reports/", views.Reports.as_view(), name="reports"),
    path(
        "conferences/<uuid:public_id>/reports/mine/", papers.OwnPapers.as_view(), name="own-papers"
    ),
    path("conferences/<uuid:public_id>/copies/", copies.Copies.as_view(), name="copies"),
    path("copies/", copies.Overdue.as_view(), name="copies-overdue"),
    path("copies/<uuid:public_id>/", copies.NoteCopy.as_view(), name="note-copy"),
    path("copies/<uuid:public_id>/print/", copies.PrintCopy.as_view(), name="print-copy"),
    path(_ONE, views.ReportView.as_view(), name="report"),
    path(
        f"{_ONE}statements/<uuid:statement_id>/",
        views.ReviseStatement.as_view(),
        name="revise-statement",
    ),
    path(
        f"{_ONE}statements/<uuid:statement_id>/answer/",
        answers.WriteDownAnswer.as_view(),
        name="write-down-reply",
    ),
    path(f"{_ONE}submit/", handing_in.Submit.as_view(), name="submit-report"),
    path(f"{_ONE}restriction/", handing_in.Restriction.as_view(), name="report-restriction"),
    path(f"{_ONE}so-far/", handing_in.ProvisionalView.as_view(), name="provisional-view"),
    path(f"{_ONE}sharing/", handing_in.Share.as_view(), name="share-report"),
    path(f"{_ONE}sharing/decide/", handing_in.DecideSharing.as_view(), name="decide-sharing"),
]
