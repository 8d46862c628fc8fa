"""What people chose to show."""

from django.db import models

from imagetransfer.jobs.models import Job

TITLE_LENGTH = 80


class Picture(models.Model):
    """A finished job's painting, shared by its owner; the photo behind it and the job's link stay private."""

    # A person who deletes a job expects its painting gone everywhere, so nothing protects the job.
    job = models.OneToOneField(Job, on_delete=models.CASCADE, related_name="picture")
    title = models.CharField(max_length=TITLE_LENGTH)
    created = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        ordering = ("-created", "-pk")

    def __str__(self) -> str:
        return self.title
