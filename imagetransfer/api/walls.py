"""A photo in every style at once, small: on sheets, of which each shows it in eight styles beside each other."""

from typing import Any
from uuid import UUID

from django.http import HttpResponseBase
from django.urls import reverse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse, extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from imagetransfer.api.base import ApiView
from imagetransfer.api.description import IDEMPOTENCY, WAIT, json_or_form, problems
from imagetransfer.api.fields import Body, FormPicture, JsonPicture
from imagetransfer.api.idempotency import idempotent
from imagetransfer.api.problems import Problem
from imagetransfer.api.uploads import PICTURE_PROBLEMS, upload_found
from imagetransfer.api.waiting import job_awaited, seconds_to_wait
from imagetransfer.files import places
from imagetransfer.files.sending import file_response
from imagetransfer.jobs.models import Job
from imagetransfer.jobs.photos import SHEET, size_in_a_style
from imagetransfer.jobs.services import job_delete
from imagetransfer.online.services import wall_create, wall_of_upload


class ThumbnailRepresentation(serializers.Serializer[Any]):
    """The photo in one style: a part of a sheet, as high as the sheet."""

    style = serializers.CharField(help_text="its slug")  # type: ignore[assignment]
    sheet = serializers.URLField(help_text="a WebP picture")
    left = serializers.IntegerField(help_text="where the part begins, in pixels; it is `thumbnail_width` wide")


class WallRepresentation(serializers.Serializer[Job]):
    """A photo in every style; ask again while `complete` is false and `message` is empty."""

    id = serializers.UUIDField()
    complete = serializers.SerializerMethodField()
    message = serializers.CharField(help_text="one sentence that says why it could not be made; empty otherwise")
    created = serializers.DateTimeField()
    thumbnail_width = serializers.SerializerMethodField()
    thumbnail_height = serializers.SerializerMethodField()
    thumbnails = serializers.SerializerMethodField(help_text="what is there by now")

    def get_complete(self, wall: Job) -> bool:
        """Whether every style is there."""
        return len(wall.wall) == len(wall.parameters["wall"])

    def get_thumbnail_width(self, wall: Job) -> int:
        """Return pixels."""
        return size_in_a_style(wall)[0]

    def get_thumbnail_height(self, wall: Job) -> int:
        """Return pixels."""
        return size_in_a_style(wall)[1]

    @extend_schema_field(ThumbnailRepresentation(many=True))
    def get_thumbnails(self, wall: Job) -> list[dict[str, Any]]:
        """Return the styles in their order."""
        width, _ = size_in_a_style(wall)
        sheets = [
            reverse("api:wall_sheet", args=[wall.pk, first // SHEET]) for first in range(0, len(wall.wall), SHEET)
        ]
        addresses = [self.context["request"].build_absolute_uri(sheet) for sheet in sheets]
        return [
            {"style": slug, "sheet": addresses[place // SHEET], "left": place % SHEET * width}
            for place, slug in enumerate(wall.wall)
            if slug
        ]


class WallCreate(ApiView):
    """Show a photo in every style at once, which takes a second or two."""

    makes_work = True

    class WallForm(Body):
        """One photo: a file, or an upload, whose wall is made once."""

        at_least_one = (("picture", "upload"),)

        picture = FormPicture(required=False, help_text="the photo")
        upload = serializers.UUIDField(required=False, help_text="the id of an upload")

    class WallJson(Body):
        """One photo: in base64, or an upload, whose wall is made once."""

        at_least_one = (("picture", "upload"),)

        picture = JsonPicture(required=False, help_text="the photo, in base64")
        upload = serializers.UUIDField(required=False, help_text="the id of an upload")

    @extend_schema(
        tags=["walls"],
        parameters=[IDEMPOTENCY, WAIT],
        request=json_or_form(WallJson, WallForm),
        responses={
            201: OpenApiResponse(WallRepresentation, description="It is finished."),
            202: OpenApiResponse(WallRepresentation, description="It is being made; ask its address again."),
            **problems(*PICTURE_PROBLEMS, "upload_gone", "key_in_use", "key_reused", "queue_full"),
        },
    )
    @idempotent
    def post(self, request: Request) -> Response:
        """Begin it, and wait for it if asked to."""
        fields = self.fields(self.WallForm, self.WallJson)
        if "picture" in fields:
            wall = wall_create(picture=fields["picture"], client=self.client)
        else:
            upload = upload_found(fields["upload"])
            wall = wall_of_upload(file=upload.file, width=upload.width, height=upload.height, client=self.client)
        wall = job_awaited(wall, seconds_to_wait(request))
        address = request.build_absolute_uri(reverse("api:wall", args=[wall.pk]))
        representation = WallRepresentation(wall, context={"request": request}).data
        return Response(representation, status=202 if wall.is_open else 201, headers={"Location": address})


class WallDetail(ApiView):
    """Show in which styles a photo is there by now; whoever has the id has the wall."""

    @extend_schema(tags=["walls"], responses={200: WallRepresentation, **problems("not_found")})
    def get(self, request: Request, pk: UUID) -> Response:
        """Return the wall."""
        return Response(WallRepresentation(_found(pk), context={"request": request}).data)


class WallDelete(ApiView):
    """Delete a wall and its photo before their day is over."""

    @extend_schema(tags=["walls"], responses={204: OpenApiResponse(description="It is gone."), **problems("not_found")})
    def delete(self, request: Request, pk: UUID) -> Response:
        """Throw it away."""
        job_delete(_found(pk))
        return Response(status=204)


class WallSheet(ApiView):
    """Fetch one sheet: a photo in up to eight styles, one beside the other."""

    @extend_schema(
        tags=["walls"],
        responses={
            (200, "image/webp", "application/octet-stream"): OpenApiResponse(OpenApiTypes.BINARY),
            302: OpenApiResponse(
                description="It is at the address in Location, for an hour; go there without a token."
            ),
            **problems("not_found", "picture_not_ready"),
        },
    )
    def get(self, request: Request, pk: UUID, number: int) -> HttpResponseBase:
        """Send it."""
        wall = _found(pk)
        if number * SHEET >= len(wall.wall):
            raise Problem("picture_not_ready", "There is no such sheet yet; the wall says which there are.")
        return file_response(places.photo_sheet(wall.pk, number), "image/webp", cache_control="private, max-age=86400")


def _found(pk: UUID) -> Job:
    wall = Job.objects.filter(pk=pk, kind=Job.Kind.PHOTO).exclude(parameters__wall=[]).first()
    if wall is None:
        raise Problem("not_found", "There is no such wall, or not any more; please check the id.")
    return wall
