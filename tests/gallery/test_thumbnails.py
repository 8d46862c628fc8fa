from io import BytesIO

import pytest
from PIL import Image

from imagetransfer.gallery.thumbnails import thumbnail_sizes, thumbnails_of


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        ((4000, 3000), [(320, 320, 240), (640, 640, 480), (1280, 1280, 960)]),
        ((600, 800), [(320, 240, 320), (640, 480, 640)]),
        ((100, 50), [(320, 100, 50)]),  # never enlarged, but always one
        ((5000, 2), [(320, 320, 1), (640, 640, 1), (1280, 1280, 1)]),
    ],
)
def test_there_is_a_thumbnail_for_every_side_up_to_the_pictures(
    size: tuple[int, int], expected: list[tuple[int, int, int]]
) -> None:
    assert thumbnail_sizes(*size) == expected


def test_the_files_are_what_their_names_say() -> None:
    made = thumbnails_of(Image.linear_gradient("L").resize((700, 400)).convert("RGB"))

    seen = {}
    for name, content in made.items():
        with Image.open(BytesIO(content)) as picture:
            seen[name] = (picture.format, picture.size)
    assert seen == {
        "320.webp": ("WEBP", (320, 183)),
        "320.jpg": ("JPEG", (320, 183)),
        "640.webp": ("WEBP", (640, 366)),
        "640.jpg": ("JPEG", (640, 366)),
    }
