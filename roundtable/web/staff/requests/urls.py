from django.urls import path

from roundtable.web.staff.requests import views

urlpatterns = [
    path(
        "cases/<uuid:public_id>/request/",
        views.RequestConference.as_view(),
        name="request-conference",
    ),
    path("requests/<uuid:public_id>/", views.request_of, name="request"),
    path(
        "requests/<uuid:public_id>/authorise/",
        views.AuthoriseRequest.as_view(),
        name="authorise-request",
    ),
    path("requests/<uuid:public_id>/return/", views.ReturnRequest.as_view(), name="return-request"),
    path(
        "requests/<uuid:public_id>/resubmit/",
        views.ResubmitRequest.as_view(),
        name="resubmit-request",
    ),
]
