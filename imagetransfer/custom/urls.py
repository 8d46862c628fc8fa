"""The custom section's address."""

from django.urls import path

from imagetransfer.custom import views

app_name = "custom"

urlpatterns = [path("", views.create, name="create")]
