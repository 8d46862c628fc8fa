"""Jobs and styles as the API shows them."""

from typing import Any

from django.urls import reverse
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from algorithms.styles.catalogue import Style
from algorithms.styles.unlisted import OWN
from imagetransfer.api.job_owners import is_owner
from imagetransfer.jobs.durations import job_seconds_left
from imagetransfer.jobs.models import Job
from imagetransfer.jobs.online_durations import online_seconds_left
from imagetransfer.jobs.owners import job_secret
from imagetransfer.jobs.selectors import job_expires, job_has_own_style, jobs_ahead
from imagetransfer.styles.addresses import sample_address, swatch_address


class StyleRepresentation(serializers.Serializer[Any]):
    """A trained style."""

    slug = serializers.CharField(help_text="its name in requests")
    title = serializers.CharField()
    artist = serializers.CharField()
    year = serializers.CharField()
    kind = serializers.ChoiceField(["painting", "photographic"])
    source = serializers.URLField(help_text="a page about the work it was learnt from")  # type: ignore[assignment]
    swatch = serializers.SerializerMethodField(help_text="a small sample in the style beside a piece of the work, WebP")
    sample = serializers.SerializerMethodField(help_text="a photo in the style, WebP")

    def get_swatch(self, style: Style) -> str:
        """Return an address."""
        return str(self.context["request"].build_absolute_uri(swatch_address(style)))

    def get_sample(self, style: Style) -> str:
        """Return an address."""
        return str(self.context["request"].build_absolute_uri(sample_address(style)))


class JobLinks(serializers.Serializer[Any]):
    """Addresses around a job; null while there is no such thing."""

    self = serializers.URLField()
    page = serializers.URLField(help_text="the job's page on the site, for people to look at and download")
    cancel = serializers.URLField(allow_null=True)
    preview = serializers.URLField(allow_null=True, help_text="the small result, a JPEG")
    result_jpg = serializers.URLField(allow_null=True)
    result_png = serializers.URLField(allow_null=True)


class JobRepresentation(serializers.Serializer[Job]):
    """A job, from the upload to the finished picture."""

    tells_slugs = False

    id = serializers.UUIDField()
    kind = serializers.ChoiceField(Job.Kind.choices)
    algorithm = serializers.ChoiceField(Job.Algorithm.choices)
    parameters = serializers.SerializerMethodField(
        help_text="what was asked for; an own style's slug is told to the job's owner only"
    )
    state = serializers.ChoiceField(Job.State.choices)
    progress = serializers.FloatField(min_value=0, max_value=1, help_text="of the present step")
    step = serializers.IntegerField(help_text="of a custom job; it has `parameters.options.steps`")
    ahead = serializers.SerializerMethodField(help_text="jobs that come before this one while it waits")
    seconds_left = serializers.SerializerMethodField(
        help_text="about, of a picture that is not finished, its waiting included; null otherwise"
    )
    message = serializers.CharField(help_text="one sentence that says why the job failed; empty otherwise")
    width = serializers.IntegerField(help_text="of photo and result, in pixels")
    height = serializers.IntegerField()
    created = serializers.DateTimeField()
    started = serializers.DateTimeField(allow_null=True)
    finished = serializers.DateTimeField(allow_null=True)
    expires = serializers.SerializerMethodField(help_text="when its pictures are deleted, unless they are shared")
    links = serializers.SerializerMethodField()

    @extend_schema_field(serializers.DictField)
    def get_parameters(self, job: Job) -> dict[str, Any]:
        """Return them."""
        parameters: dict[str, Any] = job.parameters
        if not job_has_own_style(job) or self.tells_slugs or is_owner(self.context["request"], job):
            return parameters
        styles = {"own" if slug.startswith(OWN) else slug: weight for slug, weight in parameters["styles"].items()}
        return parameters | {"styles": styles}

    def get_seconds_left(self, job: Job) -> float | None:
        """Return a guess."""
        is_online = job.kind == Job.Kind.ONLINE and job.is_open
        return online_seconds_left([job]) if is_online else job_seconds_left(job)

    @extend_schema_field(serializers.DateTimeField)
    def get_expires(self, job: Job) -> Any:
        """Return the moment."""
        return serializers.DateTimeField().to_representation(job_expires(job))

    def get_ahead(self, job: Job) -> int:
        """Return the number of jobs."""
        return jobs_ahead(job)

    @extend_schema_field(JobLinks)
    def get_links(self, job: Job) -> dict[str, str | None]:
        """Return the addresses of what is there."""
        there = {
            "cancel": job.is_open,
            "preview": job.preview,
            "result_jpg": job.result,
            "result_png": job.result_png,
        }
        return {
            "self": self._address("job", job),
            "page": str(self.context["request"].build_absolute_uri(job.get_absolute_url())),
            **{name: self._address(f"job_{name}", job) if is_there else None for name, is_there in there.items()},
        }

    def _address(self, name: str, job: Job) -> str:
        return str(self.context["request"].build_absolute_uri(reverse(f"api:{name}", args=[job.pk])))


class CreatedJobRepresentation(JobRepresentation):
    """A job that was just made, for its owner."""

    tells_slugs = True

    secret = serializers.SerializerMethodField(
        help_text="lets one cancel, delete and share the job, in the header `Job-Secret`; told this once. "
        "The job's page with `?secret=SECRET` behind its address is the private link for people"
    )

    def get_secret(self, job: Job) -> str:
        """Return the secret."""
        return job_secret(job)


class JobDetailRepresentation(JobRepresentation):
    """A job with the course of its losses."""

    losses = serializers.ListField(
        child=serializers.DictField(child=serializers.FloatField()),
        help_text="of a custom job, at some of its steps: `step`, `total`, and the parts of the total",
    )
