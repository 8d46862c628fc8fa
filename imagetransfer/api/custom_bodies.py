"""The bodies of custom jobs: a form and a JSON object for each slow algorithm."""

from typing import Any, ClassVar

from rest_framework import serializers

from imagetransfer.api.fields import Body, FormPicture, JsonPicture
from imagetransfer.api.options import Picture, serializer_fields
from imagetransfer.jobs.models import Job

_LONGEST_ADDRESS = Job._meta.get_field("webhook").max_length


class CustomJobFields(Body):
    """The body of a custom job; `algorithm` is a name in the registry, `picture` the way in which pictures are sent."""

    algorithm: ClassVar[str]
    picture: ClassVar[Picture] = FormPicture
    at_least_one = (("content", "content_upload"), ("style", "style_upload"))

    content_upload = serializers.UUIDField(required=False, help_text="instead of content, the id of an upload")
    style_upload = serializers.UUIDField(required=False, help_text="instead of style, the id of an upload")
    webhook = serializers.URLField(
        required=False,
        max_length=_LONGEST_ADDRESS,
        help_text="an http(s) address that is posted the job when it is done or failed",
    )

    def get_fields(self) -> dict[str, Any]:
        """Add the pictures, and the fields that the algorithm needs."""
        return {
            **super().get_fields(),
            "content": self.picture(required=False, help_text="the photo to change"),
            "style": self.picture(required=False, help_text="the picture to take the style from"),
            **serializer_fields(self.algorithm, self.picture),
        }


class PaintingForm(CustomJobFields):
    """The pictures of a painting, and its options. Left out, an option has its default."""

    algorithm = "gatys"


class PaintingJson(PaintingForm):
    """The pictures of a painting, in base64, and its options. Left out, an option has its default."""

    picture = JsonPicture


class BrushworkForm(CustomJobFields):
    """The pictures of a brushwork, and its options. Left out, an option has its default."""

    algorithm = "neighbours"


class BrushworkJson(BrushworkForm):
    """The pictures of a brushwork, in base64, and its options. Left out, an option has its default."""

    picture = JsonPicture


class RelightingForm(CustomJobFields):
    """A photo and the photo whose light it gets, and options. Left out, an option has its default."""

    algorithm = "photographic"


class RelightingJson(RelightingForm):
    """A photo and the photo whose light it gets, in base64, and options. Left out, an option has its default."""

    picture = JsonPicture
