from django.urls import path

from roundtable.web.family.meetings import now, views

urlpatterns = [
    path("meetings/<uuid:public_id>/", views.Meeting.as_view(), name="meeting"),
    path("meetings/<uuid:public_id>/now/", now.Now.as_view(), name="now"),
    path("meetings/<uuid:public_id>/people/", views.People.as_view(), name="people"),
    path("meetings/<uuid:public_id>/papers/", views.Papers.as_view(), name="papers"),
    path("meetings/<uuid:public_id>/decisions/", views.Decisions.as_view(), name="decisions"),
    path("meetings/<uuid:public_id>/answer/", views.AnswerInvitation.as_view(), name="answer"),
    path("meetings/<uuid:public_id>/views/", views.SayWhatYouThink.as_view(), name="views"),
    path("meetings/<uuid:public_id>/your-words/", views.YourWords.as_view(), name="your-words"),
    path("meetings/<uuid:public_id>/time/", views.AskForMoreTime.as_view(), name="more-time"),
    path("meetings/<uuid:public_id>/needs/", views.TellWhatYouNeed.as_view(), name="needs"),
    path("meetings/<uuid:public_id>/calendar/", views.PutInCalendar.as_view(), name="calendar"),
]
