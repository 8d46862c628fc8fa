"""Addresses of what belongs to added styles."""

from django.urls import path

from imagetransfer.styles import own_views, views

app_name = "styles"
urlpatterns = [
    path("own/<slug:slug>/", own_views.own, name="own"),
    path("own/<slug:slug>/picture.jpg", own_views.picture, name="own_picture"),
    path("own/<slug:slug>/refine/", own_views.refine, name="own_refine"),
    path("own/<slug:slug>/delete/", own_views.delete, name="own_delete"),
    path("<str:name>", views.picture, name="picture"),
]
