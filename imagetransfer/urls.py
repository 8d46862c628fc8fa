"""The table of contents of the web site."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("", include("imagetransfer.home.urls")),
    path("online/", include("imagetransfer.online.urls")),
    path("custom/", include("imagetransfer.custom.urls")),
    path("styles/", include("imagetransfer.styles.urls")),
    path("gallery/", include("imagetransfer.gallery.urls")),
    path("jobs/", include("imagetransfer.job_pages.urls")),
    path("api/", include("imagetransfer.api.urls")),
    path("admin/", admin.site.urls),
    path("mail/", include("imagetransfer.outbox.urls")),
]

admin.site.site_title = admin.site.site_header = "ImageTransfer"
admin.site.index_title = "Moderation and housekeeping"

handler400 = "imagetransfer.error_pages.bad_request"
handler500 = "imagetransfer.error_pages.server_error"
