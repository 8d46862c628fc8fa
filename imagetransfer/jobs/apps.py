"""The jobs app."""

from django.apps import AppConfig
from django.conf import settings

from algorithms.styles.catalogue import Added


class JobsConfig(AppConfig):
    """Says where added styles are; listens for new workers, so that each warms its network before its first job."""

    name = "imagetransfer.jobs"

    def ready(self) -> None:
        """Point the catalogue there, connect the listener; django-q2 sends the signal in the worker, after the fork."""
        from django_q.signals import post_spawn

        from imagetransfer.jobs.tasks import worker_warm

        Added.folder = settings.STYLES_FOLDER
        post_spawn.connect(worker_warm, dispatch_uid="worker_warm")
