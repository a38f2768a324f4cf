"""Pages by link. Every address holds the link; none of them says what it is about."""

from django.urls import path

from roundtable.web.by_link import views

app_name = "by_link"
urlpatterns = [
    path("<str:token>/", views.EnterCode.as_view(), name="code"),
    path("<str:token>/reply/", views.Reply.as_view(), name="reply"),
    path("<str:token>/letter/", views.Letter.as_view(), name="letter"),
    path("<str:token>/thanks/", views.Thanks.as_view(), name="thanks"),
]
