from django.urls import path

from roundtable.web.staff.room import acts, decide, items, plan, prompts, screen, views

urlpatterns = [
    path("conferences/<uuid:public_id>/room/", views.Room.as_view(), name="room"),
    path("conferences/<uuid:public_id>/room/items/", items.Say.as_view(), name="room-say"),
    path(
        "conferences/<uuid:public_id>/room/items/<uuid:item_id>/",
        items.ChangeItem.as_view(),
        name="room-item",
    ),
    path(
        "conferences/<uuid:public_id>/room/shared/",
        screen.SharedScreen.as_view(),
        name="room-shared",
    ),
    path(
        "conferences/<uuid:public_id>/room/prompts/",
        prompts.PromptSheet.as_view(),
        name="room-prompts",
    ),
    path("conferences/<uuid:public_id>/room/do/", acts.RoomAct.as_view(), name="room-act"),
    path(
        "conferences/<uuid:public_id>/room/closed-part/",
        acts.BeginClosedPart.as_view(),
        name="room-closed-part",
    ),
    path(
        "conferences/<uuid:public_id>/room/children/<uuid:child_id>/views/<uuid:person_id>/",
        views.RecordViews.as_view(),
        name="room-views",
    ),
    path(
        "conferences/<uuid:public_id>/room/children/<uuid:child_id>/decision/",
        decide.ProposeDecision.as_view(),
        name="room-decision",
    ),
    path(
        "conferences/<uuid:public_id>/room/children/<uuid:child_id>/opinions/<uuid:participant_id>/",
        decide.GiveOpinion.as_view(),
        name="room-opinion",
    ),
    path(
        "conferences/<uuid:public_id>/room/children/<uuid:child_id>/plan/",
        plan.WriteOutline.as_view(),
        name="room-plan",
    ),
    path(
        "conferences/<uuid:public_id>/room/children/<uuid:child_id>/plan/outcome/",
        plan.AddOutcome.as_view(),
        name="room-outcome",
    ),
    path(
        "conferences/<uuid:public_id>/room/children/<uuid:child_id>/plan/<uuid:outcome_id>/action/",
        plan.AddAction.as_view(),
        name="room-action",
    ),
    path(
        "conferences/<uuid:public_id>/room/children/<uuid:child_id>/plan/<uuid:outcome_id>/progress/",
        plan.ReviewOutcome.as_view(),
        name="room-progress",
    ),
    path(
        "conferences/<uuid:public_id>/room/conclude/",
        decide.Conclude.as_view(),
        name="room-conclude",
    ),
    path(
        "conferences/<uuid:public_id>/room/end/",
        decide.EndWithoutDecision.as_view(),
        name="room-end",
    ),
]
