from django.urls import path

from roundtable.web.partners.reports import (
    answers,
    carrying_over,
    looking_over,
    reassigning,
    views,
    word,
)

urlpatterns = [
    path("reports/<uuid:public_id>/", views.report, name="report"),
    path("reports/<uuid:public_id>/write/<slug:section>/", views.Write.as_view(), name="write"),
    path(
        "reports/<uuid:public_id>/statements/<uuid:statement_id>/",
        views.Revise.as_view(),
        name="revise",
    ),
    path("reports/<uuid:public_id>/guidance/", views.ReadGuidance.as_view(), name="read-guidance"),
    path(
        "reports/<uuid:public_id>/statements/<uuid:statement_id>/answer/",
        answers.WriteDownAnswer.as_view(),
        name="write-down-reply",
    ),
    path(
        "reports/<uuid:public_id>/last/",
        carrying_over.BeginFromLast.as_view(),
        name="begin-from-last",
    ),
    path("reports/<uuid:public_id>/look-over/", carrying_over.LookOver.as_view(), name="look-over"),
    path("reports/<uuid:public_id>/view/", views.SayView.as_view(), name="view"),
    path("reports/<uuid:public_id>/hand-in/", views.HandIn.as_view(), name="submit"),
    path(
        "reports/<uuid:public_id>/cannot-share/",
        views.SayWhatCannotBeShared.as_view(),
        name="cannot-share",
    ),
    path("reports/<uuid:public_id>/share/", views.Share.as_view(), name="share"),
    path("reports/<uuid:public_id>/form.docx", word.download, name="report-form"),
    path("reports/<uuid:public_id>/copy.pdf", word.printed, name="report-pdf"),
    path("reports/<uuid:public_id>/copy.docx", word.copy, name="report-copy"),
    path("reports/<uuid:public_id>/word/", word.TakeInWord.as_view(), name="word"),
    path("reports/<uuid:public_id>/colleague/", reassigning.Reassign.as_view(), name="reassign"),
    path("reports/<uuid:public_id>/sign-off/", looking_over.SignOff.as_view(), name="sign-off"),
    path("reports/<uuid:public_id>/send-back/", looking_over.SendBack.as_view(), name="send-back"),
    path(
        "reports/<uuid:public_id>/again/", looking_over.BeginAgain.as_view(), name="begin-version"
    ),
    path(
        "reports/<uuid:public_id>/versions/<int:number>/",
        looking_over.version,
        name="report-version",
    ),
]
