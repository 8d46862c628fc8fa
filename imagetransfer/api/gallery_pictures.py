"""A shared picture as the API shows it, and whose it is."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request

from imagetransfer.api.authentication import token_in
from imagetransfer.api.problems import Problem
from imagetransfer.gallery.addresses import absolute, file_address, largest, shown_parameters
from imagetransfer.gallery.files import PICTURE
from imagetransfer.gallery.models import Picture
from imagetransfer.gallery.visitors import picture_key


class PictureLinks(serializers.Serializer[Any]):
    """Addresses around a picture."""

    self = serializers.URLField()
    page = serializers.URLField(help_text="its page on the site, for people")
    picture = serializers.URLField(help_text="at full size, a JPEG")
    preview = serializers.URLField(help_text="at most 1280 pixels on its longer side, a JPEG")
    photo = serializers.URLField(allow_null=True, help_text="the photo behind it, where its owner shows that")


class PictureRepresentation(serializers.Serializer[Any]):
    """A shared picture."""

    id = serializers.UUIDField()
    title = serializers.CharField()
    author = serializers.CharField(help_text="empty where nobody is named")
    licence = serializers.ChoiceField(Picture.Licence.choices)
    tags = serializers.SerializerMethodField()
    sensitive = serializers.BooleanField(help_text="whether it should be blurred until somebody asks to see it")
    state = serializers.ChoiceField(Picture.State.choices, help_text="only published ones are in the list")
    method = serializers.ChoiceField(Picture.Method.choices)
    style = serializers.CharField(help_text="a trained style, of a mix the heaviest, or empty")  # type: ignore[assignment]
    parameters = serializers.SerializerMethodField(help_text="what was asked for, where that is one plain value each")
    width = serializers.IntegerField()
    height = serializers.IntegerField()
    likes = serializers.IntegerField()
    created = serializers.DateTimeField()
    links = serializers.SerializerMethodField()

    def get_tags(self, picture: Picture) -> list[str]:
        """Return their names."""
        return [tag.name for tag in picture.tags.all()]

    def get_parameters(self, picture: Picture) -> dict[str, Any]:
        """Return those that the picture's page shows."""
        return shown_parameters(picture)

    @extend_schema_field(PictureLinks)
    def get_links(self, picture: Picture) -> dict[str, str | None]:
        """Return the addresses."""
        has_photo = picture.with_photo and picture.has_thumbnails
        paths = {
            "self": reverse("api:gallery_picture", args=[picture.pk]),
            "page": picture.get_absolute_url(),
            "picture": file_address(picture, PICTURE),
            "preview": largest(picture),
            "photo": largest(picture, "photo-") if has_photo else None,
        }
        request = self.context["request"]
        return {name: path and absolute(request, path) for name, path in paths.items()}


def picture_found(pictures: QuerySet[Picture], pk: UUID) -> Picture:
    """Return one of the pictures, or end the request."""
    picture = pictures.filter(pk=pk).first()
    if picture is None:
        raise _not_found()
    return picture


def owned_by(request: Request, picture: Picture) -> Picture:
    """Return the picture if the token shared it, or the request has its key; otherwise end the request."""
    token = token_in(request)
    is_own = bool(token) and picture.browser == sharer_name(token.client if token else "")
    if is_own or constant_time_compare(request.query_params.get("key", ""), picture_key(picture)):
        return picture
    raise _not_found()


def sharer_name(client: str) -> str:
    """Return a token's name among those who share; it is kept apart from the names of likers and browsers."""
    return client[-32:]


def _not_found() -> Problem:
    return Problem("not_found", _("There is no such picture, not any more, or it is not public; please check the id."))
