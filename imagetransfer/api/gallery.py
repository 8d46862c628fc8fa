"""The gallery for everybody: browse, look, like, report."""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from imagetransfer.api.authentication import client_name
from imagetransfer.api.base import ApiView
from imagetransfer.api.description import json_or_form, problems
from imagetransfer.api.fields import Body, StyleChoice
from imagetransfer.api.gallery_pictures import PictureRepresentation, owned_by, picture_found
from imagetransfer.api.pages import PAGE_PARAMETERS, PAGE_QUERY, Pages, page_of
from imagetransfer.gallery.models import TAG_LENGTH, Picture, Report
from imagetransfer.gallery.moderation import picture_report
from imagetransfer.gallery.selectors import ORDERS, likes_picture, pictures_browse, pictures_public
from imagetransfer.gallery.services import picture_like, picture_unlike
from imagetransfer.gallery.words import one_line

_LONGEST_REPORT: int | None = Report._meta.get_field("text").max_length
BODY_PROBLEMS = ("malformed", "invalid", "too_large", "media_type_unknown")


class SearchedText(serializers.CharField):
    """A text that is looked for; characters that no picture's words can hold count as spaces."""

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, allow_blank=True, **options)

    def to_internal_value(self, data: Any) -> str:
        """Return the text as one line."""
        return one_line(super().to_internal_value(data))


class GalleryList(ApiView):
    """Browse what people shared; of the words of `q` every one must occur."""

    class Filter(serializers.Serializer[Any]):
        """What to show, and in which order."""

        q = SearchedText(max_length=100, help_text="words of title, author, tags or style")
        style = StyleChoice(required=False, help_text="as GET /api/v1/styles names it")  # type: ignore[assignment]
        method = serializers.ChoiceField(Picture.Method.choices, required=False, help_text="how it was made")
        tag = SearchedText(max_length=TAG_LENGTH, help_text="one of its tags, whole")
        order = serializers.ChoiceField(list(ORDERS), default=next(iter(ORDERS)), help_text="what comes first")

    query = (*Filter().fields, *PAGE_QUERY)

    @extend_schema(
        tags=["gallery"],
        parameters=[Filter, *PAGE_PARAMETERS],
        responses={200: page_of(PictureRepresentation), **problems("invalid")},
    )
    def get(self, request: Request) -> Response:
        """Return one page."""
        chosen = self.Filter(data=request.query_params.dict())
        chosen.is_valid(raise_exception=True)
        pictures = pictures_browse(**chosen.validated_data).prefetch_related("tags")
        order = ORDERS[chosen.validated_data["order"]]
        return Pages(request, order).response(pictures, PictureRepresentation)


class GalleryPicture(ApiView):
    """Show one picture; one that is not public only to its owner."""

    query = ("key",)

    @extend_schema(
        tags=["gallery"],
        parameters=[OpenApiParameter("key", str, description="the owner's key, as sharing told it")],
        responses={200: PictureRepresentation, **problems("not_found")},
    )
    def get(self, request: Request, pk: UUID) -> Response:
        """Return it."""
        picture = picture_found(Picture.objects.prefetch_related("tags"), pk)
        if not picture.is_public:
            owned_by(request, picture)
        return Response(PictureRepresentation(picture, context={"request": request}).data)


class LikeRepresentation(serializers.Serializer[Any]):
    """The likes after yours."""

    liked = serializers.BooleanField(help_text="whether yours is among them")
    likes = serializers.IntegerField()


class GalleryLike(ApiView):
    """Like a picture; each token and each anonymous address has one like."""

    scope = "gallery"

    @extend_schema(
        tags=["gallery"],
        request=None,
        responses={200: LikeRepresentation, **problems("not_found", "gallery_closed", "gallery_limit")},
    )
    def put(self, request: Request, pk: UUID) -> Response:
        """Like it; a second time changes nothing."""
        picture = picture_found(pictures_public(), pk)
        picture_like(picture, browser=_liker(request), client=self.client)
        return _likes(request, picture)


class GalleryUnlike(ApiView):
    """Take a like back."""

    scope = "gallery"

    @extend_schema(
        tags=["gallery"],
        responses={200: LikeRepresentation, **problems("not_found")},
    )
    def delete(self, request: Request, pk: UUID) -> Response:
        """Take it back; a second time changes nothing."""
        picture = picture_found(pictures_public(), pk)
        picture_unlike(picture, browser=_liker(request))
        return _likes(request, picture)


class GalleryReport(ApiView):
    """Tell the moderators that a picture should not be here; a second report replaces your first."""

    scope = "gallery"

    class Reason(Body):
        """Why."""

        reason = serializers.ChoiceField(Report.Reason.choices, help_text="what is wrong with it")
        text = serializers.CharField(required=False, max_length=_LONGEST_REPORT, help_text="for the moderators")

    @extend_schema(
        tags=["gallery"],
        request=json_or_form(Reason, Reason),
        responses={
            204: OpenApiResponse(description="The moderators will see it."),
            **problems(*BODY_PROBLEMS, "not_found", "gallery_closed", "gallery_limit"),
        },
    )
    def post(self, request: Request, pk: UUID) -> Response:
        """Put it before them."""
        picture_report(picture_found(pictures_public(), pk), **self.fields(self.Reason), client=self.client)
        return Response(status=204)


def _likes(request: Request, picture: Picture) -> Response:
    picture.refresh_from_db(fields=["likes"])
    return Response({"liked": likes_picture(picture, browser=_liker(request)), "likes": picture.likes})


def _liker(request: Request) -> str:
    """Return the name under which the gallery counts a program's like, as short as a browser's."""
    return client_name(request)[:32]
