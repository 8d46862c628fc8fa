"""Jobs with a style picture of their own, by a slow algorithm: minutes, not seconds."""

from typing import Any, ClassVar

from django.conf import settings
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from imagetransfer.api.base import ApiView
from imagetransfer.api.description import IDEMPOTENCY, WAIT, problems
from imagetransfer.api.fields import Body, FormPicture, JsonPicture, NumberChoice, checked
from imagetransfer.api.idempotency import idempotent
from imagetransfer.api.jobs import job_response
from imagetransfer.api.options import serializer_fields
from imagetransfer.api.problems import Problem
from imagetransfer.api.representations import JobRepresentation
from imagetransfer.api.uploads import PICTURE_PROBLEMS, picture_of
from imagetransfer.api.waiting import job_awaited, seconds_to_wait
from imagetransfer.custom.forms import SettingsForm
from imagetransfer.jobs.drafts import draft_create, job_start
from imagetransfer.jobs.mails import webhook_secret
from imagetransfer.jobs.models import Job
from imagetransfer.jobs.services import job_delete
from imagetransfer.jobs.slow_algorithms import ALGORITHMS, DEFAULT_SIZE, SIZES, SlowAlgorithm

_Bodies = tuple[type[Body], type[Body]]
_LONGEST_ADDRESS = Job._meta.get_field("webhook").max_length


class CustomJobFields(Body):
    """What all algorithms ask for; their options stand beside."""

    at_least_one = (("content", "content_upload"), ("style", "style_upload"))

    content_upload = serializers.UUIDField(required=False, help_text="instead of content, the id of an upload")
    style_upload = serializers.UUIDField(required=False, help_text="instead of style, the id of an upload")
    size = NumberChoice(SIZES, default=DEFAULT_SIZE, help_text="pixels of the longer side")
    email = serializers.EmailField(required=False, help_text="where the result is sent")
    language = serializers.ChoiceField(
        [code for code, _ in settings.MAIL_LANGUAGES], default="en", help_text="of the mails"
    )
    webhook = serializers.URLField(
        required=False,
        max_length=_LONGEST_ADDRESS,
        help_text="an http(s) address that is posted the job when it is done or failed",
    )


class CustomJobRepresentation(JobRepresentation):
    """A job that was just made."""

    webhook_secret = serializers.CharField(help_text="signs the calls of the webhook; told this once")


def bodies(name: str, algorithm: SlowAlgorithm) -> _Bodies:
    """Return the two kinds of body that a job of the algorithm is made with: a form, and a JSON object."""

    def body(kind: str, picture: type[serializers.Field[Any, Any, Any, Any]]) -> type[Body]:
        members = {
            "__doc__": f"{algorithm.summary} Left out, an option has its default.",
            "content": picture(required=False, help_text="the photo to change"),
            "style": picture(required=False, help_text="the picture to take the style from"),
            **serializer_fields(algorithm),
        }
        return type(f"{name}{kind}", (CustomJobFields,), members)

    return body("Form", FormPicture), body("Json", JsonPicture)


def described(form: type[Body], json: type[Body]) -> Any:
    """Describe an operation that makes a custom job."""
    return extend_schema(
        tags=["jobs"],
        parameters=[IDEMPOTENCY, WAIT],
        request={"multipart/form-data": form, "application/json": json},
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
    """What the operations of all algorithms do; `algorithm` is its name in the registry."""

    makes_work = True
    algorithm: ClassVar[str]
    bodies: ClassVar[_Bodies]

    def create(self, request: Request) -> Response:
        """Store the pictures, let the site's form judge the rest, and queue the job; or leave nothing behind."""
        given = self.fields(*self.bodies)
        job = draft_create(
            algorithm=self.algorithm,
            content=picture_of(given, "content", "content_upload"),
            style=picture_of(given, "style", "style_upload"),
            client=self.client,
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
        form = SettingsForm(given, job=job)
        checked(form)
        parameters = form.parameters()
        # The form has no lists; they are judged together with the rest.
        lists = {name: value for name, value in given.items() if isinstance(value, list)}
        parameters["options"] |= lists
        try:
            form.algorithm.read_options(parameters["options"])
        except ValueError as error:
            raise Problem("invalid", str(error)) from error
        addresses = {name: given[name] for name in ("email", "webhook") if name in given}
        job_start(job=job, parameters=parameters, client=self.client, language=given["language"], **addresses)


PAINTING = bodies("Painting", ALGORITHMS["gatys"])


class PaintingCreate(CustomJobCreate):
    """Paint a photo after a picture of your own, with every option of slow painting."""

    algorithm = "gatys"
    bodies = PAINTING

    @described(*PAINTING)  # type: ignore[untyped-decorator]
    @idempotent
    def post(self, request: Request) -> Response:
        """Queue the job."""
        return self.create(request)
