from django.urls import path

from roundtable.web.staff.reports import (
    answers,
    carrying_over,
    copies,
    from_record,
    handing_in,
    looking_over,
    papers,
    views,
    word,
)

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
    path(f"{_ONE}guidance/", views.ReadGuidance.as_view(), name="read-guidance"),
    path(f"{_ONE}last/", carrying_over.BeginFromLast.as_view(), name="begin-from-last"),
    path(f"{_ONE}record/", from_record.FromRecord.as_view(), name="report-from-record"),
    path(f"{_ONE}look-over/", carrying_over.LookOver.as_view(), name="look-over"),
    path(f"{_ONE}copy.pdf", word.Printed.as_view(), name="report-pdf"),
    path(f"{_ONE}copy.docx", word.Copy.as_view(), name="report-copy"),
    path(f"{_ONE}form.docx", word.WordForm.as_view(), name="report-form"),
    path(f"{_ONE}word/", word.TakeInWord.as_view(), name="word"),
    path(f"{_ONE}submit/", handing_in.Submit.as_view(), name="submit-report"),
    path(f"{_ONE}restriction/", handing_in.Restriction.as_view(), name="report-restriction"),
    path(f"{_ONE}so-far/", handing_in.ProvisionalView.as_view(), name="provisional-view"),
    path(f"{_ONE}sharing/", handing_in.Share.as_view(), name="share-report"),
    path(f"{_ONE}sign-off/", looking_over.SignOff.as_view(), name="sign-off-report"),
    path(f"{_ONE}return/", looking_over.SendBack.as_view(), name="return-report"),
    path(f"{_ONE}take-out/", looking_over.TakeOut.as_view(), name="withdraw-report"),
    path(f"{_ONE}seen-by/", looking_over.DisclosureCheck.as_view(), name="disclosure-check"),
    path(f"{_ONE}again/", looking_over.BeginAgain.as_view(), name="begin-version"),
    path(f"{_ONE}versions/<int:number>/", looking_over.Version.as_view(), name="report-version"),
    path(f"{_ONE}sharing/decide/", handing_in.DecideSharing.as_view(), name="decide-sharing"),
]
