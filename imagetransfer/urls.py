"""The table of contents of the web site."""

from importlib.util import find_spec

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("jobs/", include("imagetransfer.jobs.urls")),
]
for _prefix, _app in (("", "home"), ("online/", "online"), ("custom/", "custom"), ("gallery/", "gallery")):
    if find_spec(f"imagetransfer.{_app}") and find_spec(f"imagetransfer.{_app}.urls"):
        urlpatterns.append(path(_prefix, include(f"imagetransfer.{_app}.urls")))

handler400 = "imagetransfer.errors.bad_request"
