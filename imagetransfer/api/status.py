"""What an installation accepts, and whether it is well."""

from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from algorithms.styles.catalogue import WORKING_SIDE
from imagetransfer.api.base import ApiView
from imagetransfer.api.description import problems
from imagetransfer.api.problems import Problem
from imagetransfer.disk_full import RETRY_AFTER
from imagetransfer.jobs.models import Job
from imagetransfer.jobs.selectors import jobs_waiting
from imagetransfer.limits.rates import rate_of
from imagetransfer.operations.checks import disk
from imagetransfer.pictures.decoder.formats import SMALLEST_SIDE


class Limits(ApiView):
    """Show what this installation accepts."""

    class LimitsRepresentation(serializers.Serializer[Any]):
        """The limits of uploads, waiting and asking."""

        upload_max_bytes = serializers.IntegerField()
        upload_max_pixels = serializers.IntegerField()
        upload_min_side = serializers.IntegerField(help_text="pixels of the shorter side")
        upload_hours = serializers.IntegerField(help_text="how long an upload is kept")
        preview_side = serializers.IntegerField(help_text="pixels of a preview's longer side")
        queue_limit = serializers.IntegerField(help_text="jobs that may wait in a lane")
        client_queue_limit = serializers.IntegerField(help_text="custom jobs of one client that may wait or run")
        retention_days = serializers.IntegerField(help_text="how long a job's pictures are kept")
        wait_seconds = serializers.IntegerField(help_text="the longest wait of `Prefer: wait=N`")
        requests_per_minute = serializers.IntegerField()
        jobs_per_hour = serializers.IntegerField(help_text="uploads and jobs, for you: more with a token")

    @extend_schema(tags=["service"], responses={200: LimitsRepresentation, **problems()})
    def get(self, request: Request) -> Response:
        """Return the settings."""
        return Response(
            {
                "upload_max_bytes": settings.UPLOAD_MAX_BYTES,
                "upload_max_pixels": settings.UPLOAD_MAX_PIXELS,
                "upload_min_side": SMALLEST_SIDE,
                "upload_hours": settings.API_UPLOAD_HOURS,
                "preview_side": WORKING_SIDE,
                "queue_limit": settings.QUEUE_LIMIT,
                "client_queue_limit": settings.CLIENT_QUEUE_LIMIT,
                "retention_days": settings.RETENTION_DAYS,
                "wait_seconds": settings.API_WAIT_SECONDS,
                "requests_per_minute": settings.API_REQUESTS_PER_MINUTE,
                "jobs_per_hour": rate_of("jobs", has_token=request.auth is not None).most,
            }
        )


class Health(ApiView):
    """Show whether the service works, for whoever watches over it."""

    authentication_classes = ()
    permission_classes = ()

    def limits(self, request: Request) -> tuple[str, ...]:
        """Count nothing: whoever watches must get an answer, and a client that may not ask is no news."""
        return ()

    class HealthRepresentation(serializers.Serializer[Any]):
        """How the service is."""

        status = serializers.ChoiceField(["ok"])
        waiting = serializers.DictField(child=serializers.IntegerField(), help_text="jobs that wait in each lane")

    @extend_schema(tags=["service"], responses={200: HealthRepresentation, **problems("unhealthy")})
    def get(self, request: Request) -> Response:
        """Ask the database and look at the disk; `/readyz` tells more."""
        try:
            waiting = {lane: jobs_waiting(lane) for lane in Job.Lane.values}
        except DatabaseError as error:
            connection.close()
            raise Problem("unhealthy", "The database does not answer; please try again later.") from error
        room = disk()
        if not room.is_well:
            raise Problem("unhealthy", room.sentence, headers={"Retry-After": str(RETRY_AFTER)})
        return Response({"status": "ok", "waiting": waiting})
