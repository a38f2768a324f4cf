from django.urls import path

from roundtable.web.staff.messages import post, views

urlpatterns = [
    path("sent-messages/", views.sent, name="messages"),
    path("sent-messages/<uuid:public_id>/call-back/", views.CallBack.as_view(), name="call-back"),
    path("sent-messages/<uuid:public_id>/let-go/", views.SendAgain.as_view(), name="send-again"),
    path("post/", post.ToPostPage.as_view(), name="post"),
    path("post/<uuid:public_id>/tell/", post.tell, name="tell"),
    path("post/<uuid:public_id>/reached/", post.SettleMessage.as_view(), name="settle-message"),
    path("letters/<uuid:public_id>/", views.letter, name="letter"),
]
