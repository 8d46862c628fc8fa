"""Addresses of what belongs to added styles."""

from django.urls import path

from imagetransfer.styles import views

app_name = "styles"
urlpatterns = [path("<str:name>", views.picture, name="picture")]
