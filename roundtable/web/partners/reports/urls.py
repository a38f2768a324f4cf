from django.urls import path

from roundtable.web.partners.reports import views

urlpatterns = [
    path("reports/<uuid:public_id>/", views.report, name="report"),
    path("reports/<uuid:public_id>/write/<slug:section>/", views.Write.as_view(), name="write"),
    path(
        "reports/<uuid:public_id>/statements/<uuid:statement_id>/",
        views.Revise.as_view(),
        name="revise",
    ),
    path("reports/<uuid:public_id>/view/", views.SayView.as_view(), name="view"),
    path("reports/<uuid:public_id>/hand-in/", views.HandIn.as_view(), name="submit"),
    path(
        "reports/<uuid:public_id>/cannot-share/",
        views.SayWhatCannotBeShared.as_view(),
        name="cannot-share",
    ),
    path("reports/<uuid:public_id>/share/", views.Share.as_view(), name="share"),
]
