from django.urls import path

from roundtable.web.staff.conferences import booking, contact, moving, views

_ONE = "conferences/<uuid:public_id>/"

urlpatterns = [
    path("convening/", views.ConveningDesk.as_view(), name="convening"),
    path(_ONE, views.ConferenceView.as_view(), name="conference"),
    path(f"{_ONE}arrange/", booking.Arrange.as_view(), name="arrange"),
    path(f"{_ONE}reschedule/", booking.Reschedule.as_view(), name="reschedule"),
    path(f"{_ONE}delay/", moving.DelayStart.as_view(), name="delay-start"),
    path(f"{_ONE}postpone/", moving.Postpone.as_view(), name="postpone"),
    path(f"{_ONE}cancel/", moving.Cancel.as_view(), name="cancel-conference"),
    path(f"{_ONE}views/", contact.ViewsView.as_view(), name="views"),
    path(
        f"{_ONE}views/<uuid:child_id>/<uuid:person_id>/",
        contact.RecordViews.as_view(),
        name="record-views",
    ),
]
