from django.urls import path

from roundtable.web.staff.enquiries import cancelling, views

urlpatterns = [
    path(
        "cases/<uuid:public_id>/strategy-discussion/",
        views.HoldStrategyDiscussion.as_view(),
        name="strategy",
    ),
    path("enquiries/<uuid:public_id>/", views.enquiry, name="enquiry"),
    path(
        "enquiries/<uuid:public_id>/spoken-to/",
        views.RecordConversation.as_view(),
        name="record-conversation",
    ),
    path("enquiries/<uuid:public_id>/advice/", views.RecordAdvice.as_view(), name="record-advice"),
    path(
        "enquiries/<uuid:public_id>/opened-by-mistake/",
        cancelling.CancelEnquiry.as_view(),
        name="cancel-enquiry",
    ),
    path(
        "enquiries/<uuid:public_id>/outcome/",
        views.ConcludeEnquiry.as_view(),
        name="conclude-enquiry",
    ),
]
