from django.urls import path

from roundtable.web.staff.plans import views

urlpatterns = [
    path("plans/<uuid:public_id>/", views.PlanView.as_view(), name="plan"),
    path(
        "plans/<uuid:public_id>/versions/<int:number>/",
        views.PlanVersionView.as_view(),
        name="plan-version",
    ),
    path("plans/<uuid:public_id>/visit/", views.RecordVisit.as_view(), name="record-visit"),
    path("plans/<uuid:public_id>/outcome/", views.AddOutcome.as_view(), name="add-outcome"),
    path(
        "plans/<uuid:public_id>/outcomes/<uuid:outcome_id>/action/",
        views.AddAction.as_view(),
        name="add-action",
    ),
    path(
        "plans/<uuid:public_id>/actions/<uuid:action_id>/",
        views.UpdateAction.as_view(),
        name="update-action",
    ),
    path("plans/<uuid:public_id>/end/", views.EndPlan.as_view(), name="end-plan"),
    path("core-groups/<uuid:public_id>/", views.HoldCoreGroup.as_view(), name="core-group"),
    path(
        "core-groups/<uuid:public_id>/cancel/",
        views.CancelCoreGroup.as_view(),
        name="cancel-core-group",
    ),
]
