"""The table of contents of the web site."""

from django.urls import include, path

urlpatterns = [
    path("", include("imagetransfer.home.urls")),
    path("online/", include("imagetransfer.online.urls")),
    path("custom/", include("imagetransfer.custom.urls")),
    path("gallery/", include("imagetransfer.gallery.urls")),
    path("jobs/", include("imagetransfer.jobs.urls")),
]

handler400 = "imagetransfer.errors.bad_request"
