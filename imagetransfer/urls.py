"""The table of contents of the web site."""

from django.contrib import admin
from django.urls import include, path
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt
from django.views.i18n import set_language

urlpatterns = [
    path("", include("imagetransfer.home.urls")),
    # Without a token, so that no page needs a cookie for the switch of languages and error pages have it, too; another
    # site's form could choose a language for a visitor, and nothing else.
    path("language/", csrf_exempt(set_language), name="language"),
    path("online/", include("imagetransfer.online.urls")),
    path("live/", include("imagetransfer.live.urls")),
    path("custom/", include("imagetransfer.custom.urls")),
    path("styles/", include("imagetransfer.styles.urls")),
    path("gallery/", include("imagetransfer.gallery.urls")),
    path("jobs/", include("imagetransfer.job_pages.urls")),
    path("api/", include("imagetransfer.api.urls")),
    path("admin/", admin.site.urls),
    path("mail/", include("imagetransfer.outbox.urls")),
]

admin.site.site_title = admin.site.site_header = "ImageTransfer"
admin.site.index_title = _("Moderation and housekeeping")

handler400 = "imagetransfer.error_pages.bad_request"
handler500 = "imagetransfer.error_pages.server_error"
