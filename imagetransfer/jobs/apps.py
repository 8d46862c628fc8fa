"""The jobs app."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """Listens for new workers, so that each warms its network before its first job."""

    name = "imagetransfer.jobs"

    def ready(self) -> None:
        """Connect the listener; django-q2 sends the signal in the worker, after the fork."""
        from django_q.signals import post_spawn

        from imagetransfer.jobs.tasks import worker_warm

        post_spawn.connect(worker_warm, dispatch_uid="worker_warm")
