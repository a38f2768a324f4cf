from django.urls import path

from roundtable.web.staff.preparing import child, contact, time_to_read, views

_ONE = "conferences/<uuid:public_id>/"

urlpatterns = [
    path(f"{_ONE}contact/", contact.FamilyContact.as_view(), name="family-contact"),
    path(
        f"{_ONE}contact/<uuid:contact_id>/shown/", contact.NotesShown.as_view(), name="notes-shown"
    ),
    path(f"{_ONE}children/", child.ChildrensParts.as_view(), name="childrens-parts"),
    path(f"{_ONE}children/<uuid:child_id>/", child.SettlePart.as_view(), name="settle-part"),
    path(f"{_ONE}children/<uuid:child_id>/words/", child.Words.as_view(), name="childs-words"),
    path(
        f"{_ONE}children/<uuid:child_id>/letters/<uuid:letter_id>/",
        child.GoThroughLetter.as_view(),
        name="go-through-letter",
    ),
    path(f"{_ONE}readiness/", views.ReadinessView.as_view(), name="readiness"),
    path(f"{_ONE}time/", time_to_read.TimeToRead.as_view(), name="time-to-read"),
    path(f"{_ONE}time/ask/", time_to_read.AskForTime.as_view(), name="ask-for-time"),
    path(
        f"{_ONE}time/<uuid:request_id>/", time_to_read.DecideOnTime.as_view(), name="decide-on-time"
    ),
]
