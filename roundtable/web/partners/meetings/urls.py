from django.urls import path

from roundtable.web.partners.meetings import now, views

urlpatterns = [
    path("meetings/<uuid:public_id>/", views.Meeting.as_view(), name="meeting"),
    path("meetings/<uuid:public_id>/now/", now.Now.as_view(), name="now"),
    path("meetings/<uuid:public_id>/calendar/", views.calendar_entry, name="calendar-entry"),
    path(
        "meetings/<uuid:public_id>/opinions/",
        views.GiveOpinions.as_view(),
        name="opinions",
    ),
    path(
        "meetings/<uuid:public_id>/opinion/<uuid:child_id>/",
        views.GiveOpinion.as_view(),
        name="opinion",
    ),
    path(
        "meetings/<uuid:public_id>/disagree/<uuid:child_id>/",
        views.Disagree.as_view(),
        name="disagree",
    ),
    path("meetings/<uuid:public_id>/papers/", views.papers, name="papers"),
    path("invitations/<uuid:public_id>/answer/", views.AnswerInvitation.as_view(), name="answer"),
    path("invitations/<uuid:public_id>/colleague/", views.SendColleague.as_view(), name="deputy"),
    path("letters/<uuid:public_id>/", views.letter, name="letter"),
]
