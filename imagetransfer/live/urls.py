"""The addresses of live painting."""

from django.urls import path

from imagetransfer.live import views

app_name = "live"

urlpatterns = [
    path("", views.page, name="page"),
    path("painter.js", views.worker, name="worker"),
    path("styles/<slug:slug>", views.style_params, name="style"),
]
