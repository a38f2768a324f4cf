from django.urls import path

from roundtable.web.family.letters import views

urlpatterns = [
    path("letters/<uuid:public_id>/", views.LetterView.as_view(), name="letter"),
    path("letters/<uuid:public_id>/agreed/", views.AgreedView.as_view(), name="agreed"),
    path("letters/<uuid:public_id>/enclosed/", views.EnclosedView.as_view(), name="enclosed"),
    path(
        "letters/<uuid:public_id>/with-it/<uuid:enclosure_id>/",
        views.EnclosureView.as_view(),
        name="enclosure",
    ),
]
