from django.urls import path

from roundtable.web.staff.requests import booking, views

urlpatterns = [
    path(
        "cases/<uuid:public_id>/request/",
        booking.RequestConference.as_view(),
        name="request-conference",
    ),
    path(
        "booking-forms/<uuid:public_id>/check/",
        booking.CheckBooking.as_view(),
        name="check-booking",
    ),
    path(
        "booking-forms/<uuid:public_id>/<slug:page>/",
        booking.AnswerBookingPage.as_view(),
        name="answer-booking",
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
