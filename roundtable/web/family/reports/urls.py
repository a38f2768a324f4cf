from django.urls import path

from roundtable.web.family.reports import views

urlpatterns = [
    path("reports/<uuid:public_id>/", views.ReportView.as_view(), name="report"),
    path("reports/<uuid:public_id>/copy.pdf", views.printed, name="report-pdf"),
    path("reports/<uuid:public_id>/copy.docx", views.in_word, name="report-copy"),
    path("reports/<uuid:public_id>/read/", views.SayRead.as_view(), name="say-read"),
    path(
        "reports/<uuid:public_id>/statements/<uuid:statement_id>/",
        views.ReplyToStatement.as_view(),
        name="reply",
    ),
]
