"""The gallery app."""

from django.apps import AppConfig


class GalleryConfig(AppConfig):
    """Does its share of every sweep."""

    name = "imagetransfer.gallery"

    def ready(self) -> None:
        """Connect the listener."""
        from imagetransfer.gallery.preparing import pictures_sweep
        from imagetransfer.jobs.signals import swept

        swept.connect(pictures_sweep, dispatch_uid="pictures_sweep")
