"""Pictures of one's own as styles: sent once, used by any number of stylizations, in no list."""

from django.urls import reverse
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from imagetransfer.api.authentication import token_in
from imagetransfer.api.base import ApiView
from imagetransfer.api.description import IDEMPOTENCY, json_or_form, problems
from imagetransfer.api.fields import Body, FormPicture, JsonPicture
from imagetransfer.api.idempotency import idempotent
from imagetransfer.api.problems import Problem
from imagetransfer.api.uploads import PICTURE_PROBLEMS
from imagetransfer.styles.addresses import swatch_address
from imagetransfer.styles.models import OwnStyle
from imagetransfer.styles.own_selectors import entry_of, refinement_of, secret_opens, style_secret
from imagetransfer.styles.own_styles import own_style_add, own_style_delete, own_style_refine

HEADER = "Style-Secret"
SECRET = OpenApiParameter(
    HEADER,
    str,
    OpenApiParameter.HEADER,
    description="the `secret` of the style, which the answer to its creation told; not needed with the token that "
    "made the style",
)
_SLUG = OpenApiParameter("slug", {"type": "string"}, OpenApiParameter.PATH, description="the style's name")


class OwnStyleRepresentation(serializers.Serializer[OwnStyle]):
    """A picture of one's own as a style."""

    slug = serializers.CharField(help_text="its name in requests; whoever knows it can paint with the style")
    title = serializers.CharField()
    kind = serializers.ChoiceField(OwnStyle.Kind.choices)
    created = serializers.DateTimeField()
    refinement = serializers.SerializerMethodField(help_text="how far a refinement is: none, waiting, running or done")
    picture = serializers.SerializerMethodField(help_text="the address of the picture, a JPEG")
    page = serializers.SerializerMethodField(help_text="the style's page on the site")

    def get_refinement(self, own: OwnStyle) -> str:
        """Return it."""
        return refinement_of(own)

    def get_picture(self, own: OwnStyle) -> str:
        """Return an address."""
        return str(self.context["request"].build_absolute_uri(swatch_address(entry_of(own))))

    def get_page(self, own: OwnStyle) -> str:
        """Return an address."""
        return str(self.context["request"].build_absolute_uri(own.get_absolute_url()))


class CreatedOwnStyleRepresentation(OwnStyleRepresentation):
    """A style that was just made."""

    secret = serializers.SerializerMethodField(
        help_text=f"lets one refine and delete the style, in the header `{HEADER}`; told this once"
    )

    def get_secret(self, own: OwnStyle) -> str:
        """Return the secret."""
        return style_secret(own)


class OwnStyleFields(Body):
    """What form and JSON have in common."""

    title = serializers.CharField(required=False, max_length=60, help_text="what the style is called")
    kind = serializers.ChoiceField(
        OwnStyle.Kind.values,
        required=False,
        help_text="of a photo whose light to take: photographic (default: painting)",
    )


class OwnStyleCreate(ApiView):
    """Make a picture (JPEG, PNG, WebP or HEIC) a style; it is kept while somebody paints with it."""

    def limits(self, request: Request) -> tuple[str, ...]:
        """Count it as an upload and as a style."""
        return ("requests", "jobs", "styles")

    class OwnStyleForm(OwnStyleFields):
        """A picture as a file."""

        picture = FormPicture(help_text="what the style is learnt from")

    class OwnStyleJson(OwnStyleFields):
        """A picture in base64."""

        picture = JsonPicture(help_text="what the style is learnt from, in base64")

    @extend_schema(
        tags=["own styles"],
        parameters=[IDEMPOTENCY],
        request=json_or_form(OwnStyleJson, OwnStyleForm),
        responses={201: CreatedOwnStyleRepresentation, **problems(*PICTURE_PROBLEMS, "key_in_use", "key_reused")},
    )
    @idempotent
    def post(self, request: Request) -> Response:
        """Let the picture in and keep it."""
        fields = self.fields(self.OwnStyleForm, self.OwnStyleJson)
        kept = {name: fields[name] for name in ("picture", "kind", "title") if name in fields}
        own = own_style_add(**kept, client=self.client)
        address = request.build_absolute_uri(reverse("api:own_style", args=[own.slug]))
        body = CreatedOwnStyleRepresentation(own, context={"request": request}).data
        return Response(body, status=201, headers={"Location": address})


class OwnStyleDetail(ApiView):
    """Show a style; whoever has its slug has the style."""

    @extend_schema(
        tags=["own styles"], parameters=[_SLUG], responses={200: OwnStyleRepresentation, **problems("not_found")}
    )
    def get(self, request: Request, slug: str) -> Response:
        """Return it."""
        return Response(OwnStyleRepresentation(_found(slug), context={"request": request}).data)


class OwnStyleDelete(ApiView):
    """Delete a style; what was painted with it stays."""

    @extend_schema(
        tags=["own styles"],
        parameters=[_SLUG, SECRET],
        responses={204: OpenApiResponse(description="It is gone."), **problems("not_found", "not_owner")},
    )
    def delete(self, request: Request, slug: str) -> Response:
        """Throw it away."""
        own_style_delete(_owned(request, slug))
        return Response(status=204)


class OwnStyleRefine(ApiView):
    """Learn a painting better, in about a minute; ask its address how far that is, then paint again."""

    makes_work = True

    @extend_schema(
        tags=["own styles"],
        parameters=[_SLUG, SECRET],
        request=None,
        responses={202: OwnStyleRepresentation, **problems("not_found", "not_owner", "invalid", "queue_full")},
    )
    def post(self, request: Request, slug: str) -> Response:
        """Queue the training, unless one is under way."""
        own = _owned(request, slug)
        own_style_refine(own, client=self.client)
        return Response(OwnStyleRepresentation(own, context={"request": request}).data, status=202)


def _found(slug: str) -> OwnStyle:
    own = OwnStyle.objects.select_related("job").filter(slug=slug).first()
    if own is None:
        raise Problem("not_found", _("There is no such style, or not any more; please check the slug."))
    return own


def _owned(request: Request, slug: str) -> OwnStyle:
    """Return the style to its owner, or end the request."""
    own, token = _found(slug), token_in(request)
    made_with_it = token is not None and own.client == token.client
    if not (made_with_it or secret_opens(own, request.headers.get(HEADER, ""))):
        raise Problem(
            "not_owner",
            _("Only the style's owner may do this; send its secret in the header %(header)s, or its token.")
            % {"header": HEADER},
        )
    return own
