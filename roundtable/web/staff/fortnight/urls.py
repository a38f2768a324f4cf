from django.urls import path

from roundtable.web.staff.fortnight import views

_ALL = "convening/fortnight/"
_PLAN = f"{_ALL}<uuid:plan_id>/"
_LINE = f"{_PLAN}<uuid:line_id>/"

urlpatterns = [
    path(_ALL, views.AskForPlan.as_view(), name="fortnights"),
    path(_PLAN, views.PlanView.as_view(), name="fortnight"),
    path(f"{_PLAN}accept/", views.AcceptWhatKeepsLimits.as_view(), name="accept-fortnight"),
    path(_LINE, views.AcceptLine.as_view(), name="planned-conference"),
    path(f"{_LINE}change/", views.AdjustLine.as_view(), name="adjust-planned"),
    path(f"{_LINE}aside/", views.SetAside.as_view(), name="set-aside"),
]
