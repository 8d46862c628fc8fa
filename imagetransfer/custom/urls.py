"""The custom section's addresses."""

from django.urls import path

from imagetransfer.custom import views

app_name = "custom"

urlpatterns = [
    path("", views.create, name="create"),
    path("<uuid:pk>/", views.configure, name="configure"),
    path("<uuid:pk>/regions/", views.regions, name="regions"),
    path("<uuid:pk>/duration/", views.duration, name="duration"),
    path("<uuid:pk>/again/", views.again, name="again"),
]
