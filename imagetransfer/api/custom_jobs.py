"""Jobs with a style picture of their own, by a slow algorithm: minutes, not seconds."""

from typing import Any, ClassVar

from django.core.files.uploadedfile import SimpleUploadedFile
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from imagetransfer.api.base import ApiView
from imagetransfer.api.custom_bodies import (
    BrushworkForm,
    BrushworkJson,
    CustomJobFields,
    PaintingForm,
    PaintingJson,
    RelightingForm,
    RelightingJson,
)
from imagetransfer.api.description import IDEMPOTENCY, WAIT, json_or_form, problems
from imagetransfer.api.fields import Body, checked
from imagetransfer.api.idempotency import idempotent
from imagetransfer.api.jobs import job_response
from imagetransfer.api.problems import Problem
from imagetransfer.api.representations import CreatedJobRepresentation
from imagetransfer.api.uploads import PICTURE_PROBLEMS, picture_of
from imagetransfer.api.waiting import job_awaited, seconds_to_wait
from imagetransfer.custom.forms import SettingsForm
from imagetransfer.errors import sentence_of
from imagetransfer.jobs.custom_algorithms import ALGORITHMS
from imagetransfer.jobs.drafts import draft_create, draft_masks, job_start
from imagetransfer.jobs.mails import webhook_secret
from imagetransfer.jobs.models import Job
from imagetransfer.jobs.services import job_delete

_MASKS = ("content_mask", "style_mask")


class CustomJobRepresentation(CreatedJobRepresentation):
    """A custom job that was just made."""

    webhook_secret = serializers.CharField(help_text="signs the calls of the webhook; told this once")


def described(form: type[Body], json: type[Body]) -> Any:
    """Describe an operation that makes a custom job."""
    return extend_schema(
        tags=["jobs"],
        parameters=[IDEMPOTENCY, WAIT],
        request=json_or_form(json, form),
        responses={
            201: OpenApiResponse(CustomJobRepresentation, description="The job is finished: done, or failed."),
            202: OpenApiResponse(CustomJobRepresentation, description="The job waits or runs; ask its address again."),
            **problems(
                *PICTURE_PROBLEMS, "upload_gone", "key_in_use", "key_reused", "queue_full", "too_many_jobs",
                "mail_refused", "mail_limit", "webhook_refused",
            ),
        },
    )  # fmt: skip


class CustomJobCreate(ApiView):
    """The common part of the operations, one for each algorithm: `bodies` are its form and its JSON object."""

    makes_work = True
    bodies: ClassVar[tuple[type[CustomJobFields], type[CustomJobFields]]]

    def create(self, request: Request) -> Response:
        """Store the pictures, let the site's form judge the rest, and queue the job; or leave nothing behind."""
        given = self.fields(*self.bodies)
        job = draft_create(
            algorithm=self.bodies[0].algorithm,
            content=picture_of(given, "content", "content_upload"),
            style=picture_of(given, "style", "style_upload"),
            client=self.client,
            shows_regions=False,  # it starts at once
        )
        try:
            self._start(job, given)
        except Exception:
            job_delete(job)
            raise
        response = job_response(request, job_awaited(job, seconds_to_wait(request)))
        response.data["webhook_secret"] = webhook_secret(job)
        return response

    def _start(self, job: Job, given: dict[str, Any]) -> None:
        """Queue the draft; the lists, which the form lacks, are judged together with its options."""
        given = self._with_preset(given)
        masks = {name: SimpleUploadedFile(f"{name}.png", given[name].data) for name in _MASKS if name in given}
        form = SettingsForm(given, masks, job=job)
        checked(form)
        parameters = form.parameters()
        parameters["options"] |= {name: value for name, value in given.items() if isinstance(value, list)}
        try:
            form.algorithm.read_options(parameters["options"])
        except ValueError as error:
            raise Problem("invalid", sentence_of(error)) from error
        if masks.keys() == set(_MASKS):  # one alone is refused above, unless the regions are found anyway
            draft_masks(job=job, content_mask=given["content_mask"], style_mask=given["style_mask"])
        addresses = {name: given[name] for name in ("email", "webhook") if name in given}
        job_start(job=job, parameters=parameters, client=self.client, language=given["language"], **addresses)

    def _with_preset(self, given: dict[str, Any]) -> dict[str, Any]:
        """Give the options that were left out the preset's values instead of our defaults."""
        values = ALGORITHMS[self.bodies[0].algorithm].defaults(given["preset"])
        left_out = {name: value for name, value in values.items() if name not in self.request.data and name in given}
        return given | {name: list(value) if isinstance(value, tuple) else value for name, value in left_out.items()}


class PaintingCreate(CustomJobCreate):
    """Paint a photo after a picture of your own, slowly."""

    bodies = PaintingForm, PaintingJson

    @described(*bodies)  # type: ignore[untyped-decorator]
    @idempotent
    def post(self, request: Request) -> Response:
        """Queue the painting, and wait for it if asked to."""
        return self.create(request)


class BrushworkCreate(CustomJobCreate):
    """Paint a photo with the strokes of a picture of your own, slowly."""

    bodies = BrushworkForm, BrushworkJson

    @described(*bodies)  # type: ignore[untyped-decorator]
    @idempotent
    def post(self, request: Request) -> Response:
        """Queue the brushwork, and wait for it if asked to."""
        return self.create(request)


class RelightingCreate(CustomJobCreate):
    """Give a photo the light and colours of another one, slowly."""

    bodies = RelightingForm, RelightingJson

    @described(*bodies)  # type: ignore[untyped-decorator]
    @idempotent
    def post(self, request: Request) -> Response:
        """Queue the relighting, and wait for it if asked to."""
        return self.create(request)


# By the names of their addresses.
OPERATIONS: dict[str, type[CustomJobCreate]] = {
    "paintings": PaintingCreate,
    "brushworks": BrushworkCreate,
    "relightings": RelightingCreate,
}
