"""A photo in a trained style or a mix of them, which takes seconds."""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import OpenApiExample, OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from algorithms.errors import UserError
from algorithms.option_fields import options_of
from algorithms.styles.options import LEAST_SIDE, WEIGHTS, FastOptions
from imagetransfer.api.base import ApiView
from imagetransfer.api.description import IDEMPOTENCY, WAIT, json_or_form, problems
from imagetransfer.api.fields import Body, FormMix, FormPicture, JsonMix, JsonPicture, StyleChoice, Switch
from imagetransfer.api.idempotency import idempotent
from imagetransfer.api.job_owners import SECRET, check_owner
from imagetransfer.api.jobs import job_response
from imagetransfer.api.options import option_field
from imagetransfer.api.problems import Problem
from imagetransfer.api.representations import CreatedJobRepresentation
from imagetransfer.api.uploads import PICTURE_PROBLEMS, picture_of
from imagetransfer.api.waiting import job_awaited, seconds_to_wait
from imagetransfer.jobs.models import Job
from imagetransfer.online.services import SMALLEST_RESULT, photo_paint


class StylizationFields(Body):
    """What form and JSON have in common; as in the picker, a new picture goes before an earlier one."""

    at_least_one = (("style", "styles"), ("picture", "upload", "job"))

    style = StyleChoice(required=False, help_text="one style, as GET /api/v1/styles names it")  # type: ignore[assignment]
    size = serializers.IntegerField(
        required=False,
        min_value=SMALLEST_RESULT,
        help_text=f"longer side of the result in pixels, at most; without it the photo's own, or {LEAST_SIDE} for a "
        "painting of a smaller photo",
    )
    keep_size = Switch(default=False, help_text=f"whether a photo of less than {LEAST_SIDE} pixels is painted as small")
    upload = serializers.UUIDField(required=False, help_text="the id of an upload")
    job = serializers.UUIDField(required=False, help_text="the id of a job of one's own, whose photo is painted again")

    def get_fields(self) -> dict[str, Any]:
        """Add a field for each option of trained styles."""
        return {**super().get_fields(), **{option.name: option_field(option) for option in options_of(FastOptions)}}

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Put the choices together as `options`."""
        attrs = super().validate(attrs)
        if {"style", "styles"} <= attrs.keys():
            raise serializers.ValidationError({"styles": ["Please send style or styles, not both."]})
        name = "style" if "style" in attrs else "styles"
        styles = {attrs["style"]: WEIGHTS[1]} if name == "style" else attrs["styles"]
        try:
            attrs["options"] = FastOptions.from_parameters(attrs | {"styles": styles})
        except UserError as error:
            raise serializers.ValidationError({name: [str(error)]}) from error
        return attrs


class StylizationCreate(ApiView):
    """Paint a photo in a trained style, or in a mix of up to four."""

    makes_work = True

    class StylizationForm(StylizationFields):
        """A style or several, and one photo: a file, an upload, or the photo of an earlier job."""

        styles = FormMix(required=False, help_text="a mix of several, with weights: `great-wave:60,starry-night:40`")
        picture = FormPicture(required=False)

    class StylizationJson(StylizationFields):
        """A style or several, and one photo: in base64, an upload, or the photo of an earlier job."""

        styles = JsonMix(required=False, help_text="a mix of several, with weights")
        picture = JsonPicture(required=False, help_text="in base64")

    @extend_schema(
        tags=["stylizations"],
        parameters=[IDEMPOTENCY, WAIT, SECRET],
        request=json_or_form(StylizationJson, StylizationForm),
        responses={
            201: OpenApiResponse(CreatedJobRepresentation, description="The job is finished: done, or failed."),
            202: OpenApiResponse(CreatedJobRepresentation, description="The job waits or runs; ask its address again."),
            **problems(
                *PICTURE_PROBLEMS, "upload_gone", "photo_gone", "not_owner", "key_in_use", "key_reused", "queue_full"
            ),
        },
        examples=[
            OpenApiExample(
                "an upload",
                value={"style": "great-wave", "upload": "0b5d4e3c-6f5c-4c8e-9a53-2f6d0c1b7a90"},
                request_only=True,
            ),
            OpenApiExample(
                "a mix",
                value={
                    "styles": {"great-wave": 60, "starry-night": 40},
                    "strength": 80,
                    "keep_colours": True,
                    "stroke": 150,
                    "upload": "0b5d4e3c-6f5c-4c8e-9a53-2f6d0c1b7a90",
                },
                request_only=True,
            ),
        ],
    )
    @idempotent
    def post(self, request: Request) -> Response:
        """Queue the job, and wait for it if asked to."""
        fields = self.fields(self.StylizationForm, self.StylizationJson)
        is_new = fields.keys() & {"picture", "upload"}
        picture = picture_of(fields, "picture", "upload") if is_new else None
        photo = None if is_new else _photo_of(request, fields["job"])
        job = photo_paint(
            options=fields["options"],
            picture=picture,
            photo=photo,
            client=self.client,
            size=fields.get("size"),
            keep_size=fields["keep_size"],
        )
        return job_response(request, job_awaited(job, seconds_to_wait(request)))


def _photo_of(request: Request, pk: UUID) -> Job:
    """Return the owner's earlier job: painted at strength 0, its photo would come out as it is."""
    job = Job.objects.filter(pk=pk).first()
    if job is None:
        raise Problem("photo_gone", "That job is not here, or not any more; please send the photo again.")
    check_owner(request, job)
    return job
