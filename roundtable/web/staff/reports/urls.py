from django.urls import path

from roundtable.web.staff.reports import handing_in, papers, views

_ONE = "reports/<uuid:public_id>/"

urlpatterns = [
    path("conferences/<uuid:public_id>/reports/", views.Reports.as_view(), name="reports"),
    path(
        "conferences/<uuid:public_id>/reports/mine/", papers.OwnPapers.as_view(), name="own-papers"
    ),
    path(_ONE, views.ReportView.as_view(), name="report"),
    path(
        f"{_ONE}statements/<uuid:statement_id>/",
        views.ReviseStatement.as_view(),
        name="revise-statement",
    ),
    path(f"{_ONE}submit/", handing_in.Submit.as_view(), name="submit-report"),
    path(f"{_ONE}restriction/", handing_in.Restriction.as_view(), name="report-restriction"),
    path(f"{_ONE}so-far/", handing_in.ProvisionalView.as_view(), name="provisional-view"),
    path(f"{_ONE}sharing/", handing_in.Share.as_view(), name="share-report"),
    path(f"{_ONE}sharing/decide/", handing_in.DecideSharing.as_view(), name="decide-sharing"),
]
