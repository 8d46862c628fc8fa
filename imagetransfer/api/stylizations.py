"""A photo in a trained style, which takes seconds."""

from uuid import UUID

from drf_spectacular.utils import OpenApiExample, OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from imagetransfer.api.base import ApiView
from imagetransfer.api.description import IDEMPOTENCY, WAIT, problems
from imagetransfer.api.fields import Body, FormPicture, JsonPicture, StyleChoice
from imagetransfer.api.idempotency import idempotent
from imagetransfer.api.jobs import job_response
from imagetransfer.api.problems import Problem
from imagetransfer.api.representations import JobRepresentation
from imagetransfer.api.uploads import PICTURE_PROBLEMS, picture_of
from imagetransfer.api.waiting import job_awaited, seconds_to_wait
from imagetransfer.jobs.models import Job
from imagetransfer.online.services import photo_paint


class StylizationFields(Body):
    """What form and JSON have in common; as in the picker, a new picture goes before an earlier one."""

    at_least_one = (("picture", "upload", "job"),)

    style = StyleChoice()  # type: ignore[assignment]
    strength = serializers.IntegerField(
        min_value=0, max_value=100, default=100, help_text="in per cent, of a photographic style; paintings ignore it"
    )
    upload = serializers.UUIDField(required=False, help_text="the id of an upload")
    job = serializers.UUIDField(required=False, help_text="the id of a job, whose photo is painted again")


class StylizationCreate(ApiView):
    """Paint a photo in a trained style."""

    makes_work = True

    class StylizationForm(StylizationFields):
        """A style, and one photo: a file, an upload, or the photo of an earlier job."""

        picture = FormPicture(required=False)

    class StylizationJson(StylizationFields):
        """A style, and one photo: in base64, an upload, or the photo of an earlier job."""

        picture = JsonPicture(required=False, help_text="in base64")

    @extend_schema(
        tags=["stylizations"],
        parameters=[IDEMPOTENCY, WAIT],
        request={"multipart/form-data": StylizationForm, "application/json": StylizationJson},
        responses={
            201: OpenApiResponse(JobRepresentation, description="The job is finished: done, or failed."),
            202: OpenApiResponse(JobRepresentation, description="The job waits or runs; ask its address again."),
            **problems(*PICTURE_PROBLEMS, "upload_gone", "photo_gone", "key_in_use", "key_reused", "queue_full"),
        },
        examples=[
            OpenApiExample(
                "an upload",
                value={"style": "great-wave", "upload": "0b5d4e3c-6f5c-4c8e-9a53-2f6d0c1b7a90"},
                request_only=True,
            )
        ],
    )
    @idempotent
    def post(self, request: Request) -> Response:
        """Queue the job, and wait for it if asked to."""
        fields = self.fields(self.StylizationForm, self.StylizationJson)
        is_new = fields.keys() & {"picture", "upload"}
        picture = picture_of(fields, "picture", "upload") if is_new else None
        photo = None if is_new else _photo_of(fields["job"])
        job = photo_paint(
            style=fields["style"], strength=fields["strength"], picture=picture, photo=photo, client=self.client
        )
        return job_response(request, job_awaited(job, seconds_to_wait(request)))


def _photo_of(pk: UUID) -> Job:
    job = Job.objects.filter(pk=pk).first()
    if job is None:
        raise Problem("photo_gone", "That job is not here, or not any more; please send the photo again.")
    return job
