"""The jobs app."""

from functools import partial

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """Listens for new workers, so that each warms its network before its first job; shows staff its mails."""

    name = "imagetransfer.jobs"

    def ready(self) -> None:
        """Connect the listener; django-q2 sends the signal in the worker, after the fork."""
        from django_q.signals import post_spawn

        from imagetransfer.jobs.mails import SUBJECTS, sample_mail
        from imagetransfer.jobs.tasks import worker_warm
        from imagetransfer.outbox.mails import SAMPLES

        post_spawn.connect(worker_warm, dispatch_uid="worker_warm")
        SAMPLES.update({kind: partial(sample_mail, kind) for kind in SUBJECTS})
