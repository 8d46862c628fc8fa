"""The gallery for owners: share, and delete again."""

import secrets
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from imagetransfer.api.authentication import token_in
from imagetransfer.api.base import ApiView
from imagetransfer.api.description import IDEMPOTENCY, json_or_form, problems
from imagetransfer.api.fields import Body, FormPicture, JsonPicture, Switch, checked
from imagetransfer.api.gallery_pictures import PictureRepresentation, owned_by, picture_found, sharer_name
from imagetransfer.api.idempotency import idempotent
from imagetransfer.api.job_owners import SECRET, job_owned
from imagetransfer.api.problems import Problem
from imagetransfer.api.uploads import PICTURE_PROBLEMS, picture_of
from imagetransfer.gallery.forms import WordingForm
from imagetransfer.gallery.models import AUTHOR_LENGTH, TAG_LENGTH, TITLE_LENGTH, Picture
from imagetransfer.gallery.services import Sharer, Wording, picture_delete, picture_share, picture_upload
from imagetransfer.gallery.visitors import picture_key
from imagetransfer.gallery.words import MOST_TAGS
from imagetransfer.jobs.models import Job


class ShareFields(Body):
    """What form and JSON have in common."""

    at_least_one = (("picture", "upload", "job"),)

    job = serializers.UUIDField(required=False, help_text="a finished job of one's own, whose result is shared")
    upload = serializers.UUIDField(required=False, help_text="the id of an upload: a picture made elsewhere")
    title = serializers.CharField(max_length=TITLE_LENGTH, help_text="what the picture is called")
    author = serializers.CharField(required=False, max_length=AUTHOR_LENGTH, help_text="whose it is; may be empty")
    tags = serializers.ListField(
        child=serializers.RegexField(r"^[^,;#\n]+$", max_length=TAG_LENGTH),
        max_length=MOST_TAGS,
        default=list,
        help_text="words by which it is found",
    )
    licence = serializers.ChoiceField(
        Picture.Licence.choices,
        default=WordingForm.base_fields["licence"].initial,
        help_text="what others may do with it",
    )
    sensitive = Switch(default=False, help_text="blur it until somebody asks to see it")
    with_photo = Switch(default=False, help_text="show the job's photo beside the result")


class SharedRepresentation(PictureRepresentation):
    """A picture that was just shared."""

    key = serializers.SerializerMethodField(help_text="opens and deletes the picture; keep it, it is told this once")

    def get_key(self, picture: Picture) -> str:
        """Return the owner's key."""
        return picture_key(picture)


class GalleryShare(ApiView):
    """Share the result of a finished job of one's own, or a picture made elsewhere."""

    scope = "gallery"
    makes_work = True

    class ShareForm(ShareFields):
        """One picture, and what to write about it: a file, an upload, or a finished job's result."""

        picture = FormPicture(required=False, help_text="a picture made elsewhere")

    class ShareJson(ShareFields):
        """One picture, and what to write about it: in base64, an upload, or a finished job's result."""

        picture = JsonPicture(required=False, help_text="a picture made elsewhere, in base64")

    @extend_schema(
        tags=["gallery"],
        parameters=[IDEMPOTENCY, SECRET],
        request=json_or_form(ShareJson, ShareForm),
        responses={
            201: SharedRepresentation,
            **problems(
                *PICTURE_PROBLEMS, "not_found", "not_owner", "upload_gone", "job_not_done", "shared_already",
                "key_in_use", "key_reused", "gallery_closed", "gallery_limit",
            ),
        },
    )  # fmt: skip
    @idempotent
    def post(self, request: Request) -> Response:
        """Share it; it appears when a worker has prepared it, or when a moderator has seen it."""
        fields = self.fields(self.ShareForm, self.ShareJson)
        wording = _wording(fields)
        token = token_in(request)
        sharer = Sharer(client=self.client, browser=sharer_name(token.client) if token else secrets.token_hex(16))
        if fields.keys() & {"picture", "upload"}:
            upload = picture_of(fields, "picture", "upload")
            picture = picture_upload(upload=upload, wording=wording, sharer=sharer)
        else:
            job = _job_to_share(request, fields["job"])
            picture = picture_share(job=job, wording=wording, sharer=sharer, with_photo=fields["with_photo"])
            if picture.browser != sharer.browser:  # somebody was faster, and the key is theirs
                raise _shared_already()
        address = request.build_absolute_uri(reverse("api:gallery_picture", args=[picture.pk]))
        shown = SharedRepresentation(picture, context={"request": request}).data
        return Response(shown, status=201, headers={"Location": address})


class GalleryDelete(ApiView):
    """Delete what one shared, with the token that shared it or with its key."""

    scope = "gallery"

    @extend_schema(
        tags=["gallery"],
        parameters=[OpenApiParameter("key", str, description="the owner's key, as sharing told it")],
        responses={204: OpenApiResponse(description="It is gone, with its files."), **problems("not_found")},
    )
    def delete(self, request: Request, pk: UUID) -> Response:
        """Delete it."""
        picture_delete(owned_by(request, picture_found(Picture.objects.all(), pk)))
        return Response(status=204)


def _job_to_share(request: Request, pk: UUID) -> Job:
    job = job_owned(request, pk)
    if job.state != Job.State.DONE:
        raise Problem("job_not_done", _("This job has no result to share; please wait until it is done."))
    if Picture.objects.filter(job=job).exists():
        raise _shared_already()
    return job


def _shared_already() -> Problem:
    return Problem("shared_already", _("This job's result is in the gallery already."))


def _wording(fields: dict[str, Any]) -> Wording:
    """Let the site's form judge the words, so that both agree."""
    form = WordingForm({**fields, "tags": ", ".join(fields["tags"])})
    checked(form)
    return form.wording()
