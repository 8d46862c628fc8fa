"""The first page's address, and those that make the site installable."""

from django.urls import path

from imagetransfer.home import installing, views

urlpatterns = [
    path("", views.home, name="home"),
    path("manifest.webmanifest", installing.manifest, name="manifest"),
    path("service-worker.js", installing.service_worker, name="service_worker"),
    path("offline/", installing.offline, name="offline"),
]
