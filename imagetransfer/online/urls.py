"""The picker's address."""

from django.urls import path

from imagetransfer.online import views

app_name = "online"

urlpatterns = [path("", views.create, name="create")]
