"""A photo in a trained style or a mix of them, which takes seconds."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiExample, OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from algorithms.errors import UserError
from algorithms.option_fields import options_of
from algorithms.styles.options import LEAST_SIDE, WEIGHTS, FastOptions
from imagetransfer.api.authentication import token_in
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
from imagetransfer.errors import sentence_of
from imagetransfer.jobs.models import Job
from imagetransfer.limits.counting import counted
from imagetransfer.limits.rates import rate_of
from imagetransfer.online.services import SMALLEST_RESULT, photo_paint
from imagetransfer.styles.models import OwnStyle
from imagetransfer.styles.own_styles import own_style_add, own_style_delete

_STYLE_PICTURE = (
    "any painting as the style, or any photo whose light to take; `parameters.styles` of the job names the own style "
    "that it becomes"
)


class StylizationFields(Body):
    """What form and JSON have in common; as in the picker, a new picture goes before an earlier one."""

    at_least_one = (("style", "styles", "style_picture"), ("picture", "upload", "job"))

    style = StyleChoice(
        required=False, help_text="one style, as GET /api/v1/styles names it, or the slug of an own one"
    )  # type: ignore[assignment]
    size = serializers.IntegerField(
        required=False,
        min_value=SMALLEST_RESULT,
        help_text=f"longer side of the result in pixels, at most; without it the photo's own, or {LEAST_SIDE} for a "
        "painting of a smaller photo",
    )
    keep_size = Switch(default=False, help_text=f"whether a photo of less than {LEAST_SIDE} pixels is painted as small")
    full_size = Switch(
        default=True,
        help_text="whether the full size is made at once; if not, POST /api/v1/jobs/{id}/full-size makes it",
    )
    style_kind = serializers.ChoiceField(
        OwnStyle.Kind.values,
        required=False,
        help_text="of a `style_picture` whose light to take: photographic (default: painting)",
    )
    upload = serializers.UUIDField(required=False, help_text="the id of an upload")
    job = serializers.UUIDField(required=False, help_text="the id of a job of one's own, whose photo is painted again")

    def get_fields(self) -> dict[str, Any]:
        """Add a field for each option of trained styles."""
        return {**super().get_fields(), **{option.name: option_field(option) for option in options_of(FastOptions)}}

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Put the choices together as `options`; a picture as the style has no slug yet."""
        attrs = super().validate(attrs)
        if len(attrs.keys() & {"style", "styles", "style_picture"}) > 1:
            raise serializers.ValidationError(
                {"styles": [_("Please send only one of style, styles and style_picture.")]}
            )
        if "style_picture" in attrs:
            return attrs
        if "style_kind" in attrs:
            sentence = _("This goes with style_picture; please leave it out.")
            raise serializers.ValidationError({"style_kind": [sentence]})
        name = "style" if "style" in attrs else "styles"
        styles = {attrs["style"]: WEIGHTS[1]} if name == "style" else attrs["styles"]
        try:
            attrs["options"] = FastOptions.from_parameters(attrs | {"styles": styles})
        except UserError as error:
            raise serializers.ValidationError({name: [sentence_of(error)]}) from error
        return attrs


class StylizationCreate(ApiView):
    """Paint a photo in a trained style, or in a mix of up to four."""

    makes_work = True

    class StylizationForm(StylizationFields):
        """A style or several, and one photo: a file, an upload, or the photo of an earlier job."""

        styles = FormMix(required=False, help_text="a mix of several, with weights: `great-wave:60,starry-night:40`")
        style_picture = FormPicture(required=False, help_text=_STYLE_PICTURE)
        picture = FormPicture(required=False, help_text="the photo")

    class StylizationJson(StylizationFields):
        """A style or several, and one photo: in base64, an upload, or the photo of an earlier job."""

        styles = JsonMix(required=False, help_text="a mix of several, with weights")
        style_picture = JsonPicture(required=False, help_text=f"{_STYLE_PICTURE}; in base64")
        picture = JsonPicture(required=False, help_text="the photo, in base64")

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
        with self._options(fields) as options:
            job = photo_paint(
                options=options,
                picture=picture,
                photo=photo,
                client=self.client,
                size=fields.get("size"),
                keep_size=fields["keep_size"],
                wants_full=fields["full_size"],
            )
        return job_response(request, job_awaited(job, seconds_to_wait(request)))

    @contextmanager
    def _options(self, fields: dict[str, Any]) -> Iterator[FastOptions]:
        """Give what was chosen; a picture as the style becomes one, which goes if no job comes of it."""
        if "options" in fields:
            yield fields["options"]
            return
        counted(rate_of("styles", has_token=token_in(self.request) is not None), self.client).check()
        kind = fields.get("style_kind", "painting")
        own = own_style_add(picture=fields["style_picture"], kind=kind, client=self.client)
        try:
            yield FastOptions.from_parameters(fields | {"styles": {own.slug: WEIGHTS[1]}})
        except BaseException:
            own_style_delete(own)
            raise


def _photo_of(request: Request, pk: UUID) -> Job:
    """Return the owner's earlier job: painted at strength 0, its photo would come out as it is."""
    job = Job.objects.filter(pk=pk).first()
    if job is None:
        raise Problem("photo_gone", _("That job is not here, or not any more; please send the photo again."))
    check_owner(request, job)
    return job
