from django.urls import path

from roundtable.web.partners.plans import views

urlpatterns = [
    path("plans/<uuid:public_id>/", views.plan, name="plan"),
    path(
        "plans/<uuid:public_id>/actions/<uuid:action_id>/",
        views.UpdateAction.as_view(),
        name="update-action",
    ),
]
