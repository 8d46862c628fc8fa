"""The page that blocks a mailbox, and the mails of an installation without a mail server."""

from django.urls import path

from imagetransfer.outbox import views

app_name = "outbox"
urlpatterns = [
    path("stop/<str:token>/", views.stop, name="stop"),
    path("", views.index, name="index"),
    path("<str:name>/", views.mail, name="mail"),
    path("<str:name>/page", views.page, name="page"),
    path("<str:name>/attachment", views.attachment, name="attachment"),
]
