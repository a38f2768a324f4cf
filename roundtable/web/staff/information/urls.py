from django.urls import path

from roundtable.web.staff.information import views

_ONE = "information/<slug:code>/"

urlpatterns = [
    path("information/", views.Texts.as_view(), name="information"),
    path(_ONE, views.OneText.as_view(), name="information-text"),
    path(f"{_ONE}version/<int:number>/", views.OneVersion.as_view(), name="information-version"),
    path(f"{_ONE}title/", views.ChangeTitle.as_view(), name="change-information-title"),
    path(f"{_ONE}section/<int:number>/", views.ChangeSection.as_view(), name="change-information"),
    path(f"{_ONE}approve/", views.Approve.as_view(), name="approve-information"),
]
