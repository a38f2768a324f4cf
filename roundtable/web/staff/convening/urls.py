from django.urls import path

from roundtable.web.staff.convening import views

urlpatterns = [
    path("cases/<uuid:public_id>/asked-for/", views.ways, name="case-asked-for"),
    path(
        "cases/<uuid:public_id>/transfer-in/",
        views.RecordTransfer.as_view(),
        name="record-transfer",
    ),
    path(
        "transfers-in/<uuid:public_id>/request/",
        views.RequestTransfer.as_view(),
        name="request-transfer",
    ),
    path(
        "transfers-in/<uuid:public_id>/answer/",
        views.AnswerTransfer.as_view(),
        name="answer-transfer",
    ),
    path(
        "agency-requests/<uuid:public_id>/answer/",
        views.AnswerAgency.as_view(),
        name="answer-agency",
    ),
]
