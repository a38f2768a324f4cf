"""Staff pages, one line for each feature."""

from django.urls import include, path

app_name = "staff"
urlpatterns = [
    path("", include("roundtable.web.staff.home.urls")),
    path("", include("roundtable.web.staff.cases.urls")),
    path("", include("roundtable.web.staff.convening.urls")),
    path("", include("roundtable.web.staff.enquiries.urls")),
    path("", include("roundtable.web.staff.requests.urls")),
    path("", include("roundtable.web.staff.conferences.urls")),
    path("", include("roundtable.web.staff.fortnight.urls")),
    path("", include("roundtable.web.staff.preparing.urls")),
    path("", include("roundtable.web.staff.invitations.urls")),
    path("", include("roundtable.web.staff.reports.urls")),
    path("", include("roundtable.web.staff.letters.urls")),
    path("", include("roundtable.web.staff.room.urls")),
    path("", include("roundtable.web.staff.plans.urls")),
    path("", include("roundtable.web.staff.register.urls")),
    path("", include("roundtable.web.staff.messages.urls")),
    path("", include("roundtable.web.staff.incidents.urls")),
    path("", include("roundtable.web.staff.information.urls")),
    path("", include("roundtable.web.staff.plain_words.urls")),
]
