"""Pictures that are sent once and used by several jobs."""

from typing import Any, cast
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from imagetransfer.api.base import ApiView
from imagetransfer.api.description import IDEMPOTENCY, json_or_form, problems
from imagetransfer.api.fields import Body, FormPicture, JsonPicture
from imagetransfer.api.idempotency import idempotent
from imagetransfer.api.models import Upload
from imagetransfer.api.problems import Problem
from imagetransfer.api.selectors import upload_with
from imagetransfer.api.services import upload_create, upload_delete, upload_read
from imagetransfer.pictures.decoding import AcceptedPicture

PICTURE_PROBLEMS = ("malformed", "invalid", "picture_damaged", "too_large", "picture_too_large", "media_type_unknown",
                    "picture_unknown", "busy", "disk_full")  # fmt: skip


class UploadRepresentation(serializers.Serializer[Upload]):
    """An upload, ready to be used."""

    id = serializers.UUIDField(help_text="for the field `upload` of jobs")
    width = serializers.IntegerField()
    height = serializers.IntegerField()
    created = serializers.DateTimeField()


class UploadCreate(ApiView):
    """Upload a picture (JPEG, PNG, WebP or HEIC) to use it in several jobs within a day."""

    makes_work = True

    class UploadForm(Body):
        """A picture as a file."""

        picture = FormPicture(help_text="to be used in later requests, by its id")

    class UploadJson(Body):
        """A picture in base64."""

        picture = JsonPicture(help_text="to be used in later requests, by its id; in base64")

    @extend_schema(
        tags=["uploads"],
        parameters=[IDEMPOTENCY],
        request=json_or_form(UploadJson, UploadForm),
        responses={201: UploadRepresentation, **problems(*PICTURE_PROBLEMS, "key_in_use", "key_reused")},
    )
    @idempotent
    def post(self, request: Request) -> Response:
        """Let the picture in and keep it."""
        upload = upload_create(picture=self.fields(self.UploadForm, self.UploadJson)["picture"])
        address = request.build_absolute_uri(reverse("api:upload", args=[upload.pk]))
        return Response(UploadRepresentation(upload).data, status=201, headers={"Location": address})


class UploadDetail(ApiView):
    """Show an upload; whoever has its id has the upload."""

    @extend_schema(tags=["uploads"], responses={200: UploadRepresentation, **problems("upload_gone")})
    def get(self, request: Request, pk: UUID) -> Response:
        """Return its size and age."""
        return Response(UploadRepresentation(upload_found(pk)).data)


class UploadDelete(ApiView):
    """Delete an upload before its day is over."""

    @extend_schema(
        tags=["uploads"],
        responses={204: OpenApiResponse(description="It is gone."), **problems("upload_gone")},
    )
    def delete(self, request: Request, pk: UUID) -> Response:
        """Throw it away."""
        upload_delete(upload_found(pk))
        return Response(status=204)


def picture_of(fields: dict[str, Any], picture: str, upload: str) -> AcceptedPicture:
    """Return the picture that a body brings, or else that of the upload that it names."""
    if picture in fields:
        return cast(AcceptedPicture, fields[picture])
    return upload_read(upload_found(fields[upload]))


def upload_found(pk: UUID) -> Upload:
    """Return the upload of that id, or end the request."""
    upload = upload_with(pk)
    if upload is None:
        hours = settings.API_UPLOAD_HOURS
        raise Problem(
            "upload_gone",
            _("This upload is not here; uploads are kept for %(hours)s hours, please send it again.")
            % {"hours": hours},
        )
    return upload
