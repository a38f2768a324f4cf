from django.urls import path

from roundtable.web.staff.home import views

urlpatterns = [
    path("", views.home, name="home"),
    path("calendar/", views.Calendar.as_view(), name="calendar"),
    path("calendar/moved/", views.moved_dates, name="moved-dates"),
    path("calendar/take-away/", views.TakeAwayDay.as_view(), name="take-away-day"),
    path("identities/", views.identities, name="identities"),
    path("identities/unread/<uuid:public_id>/", views.SettleUnread.as_view(), name="settle-unread"),
]
