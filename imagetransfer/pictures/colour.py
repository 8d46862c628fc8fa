"""Bring any of Pillow's colour modes to plain 8-bit sRGB."""

from io import BytesIO

from PIL import Image, ImageCms

_WHITE = (255, 255, 255)


def to_srgb(picture: Image.Image) -> Image.Image:
    """Return the picture as RGB without profile or metadata; transparent parts become white.

    The picture itself is changed: at 50 megapixels every copy would cost 200 MB.
    """
    profile = picture.info.get("icc_profile")
    picture = _eight_bits(picture)
    alpha = picture.convert("RGBA").getchannel("A") if picture.has_transparency_data else None
    colours = _through_profile(picture, profile) if profile else _plainly(picture)
    if alpha is not None:
        colours = Image.composite(colours, Image.new("RGB", picture.size, _WHITE), alpha)
    colours.info.clear()
    colours.getexif().clear()
    return colours


def _eight_bits(picture: Image.Image) -> Image.Image:
    """Scale 16-bit greyscale down; Pillow's own conversion from mode I would clip at 255 instead."""
    if picture.mode.startswith("I"):
        return picture.convert("I").point(lambda value: value / 256).convert("L")
    return picture


def _plainly(picture: Image.Image) -> Image.Image:
    return picture if picture.mode == "RGB" else picture.convert("RGB")


def _through_profile(picture: Image.Image, profile: bytes) -> Image.Image:
    """Convert by the picture's own colour profile, or plainly when the profile is broken or of another kind."""
    colours = picture if picture.mode in ("CMYK", "L") else _plainly(picture)
    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        if colours.mode == "RGB":
            ImageCms.profileToProfile(colours, source, ImageCms.createProfile("sRGB"), inPlace=True)
            return colours
        converted = ImageCms.profileToProfile(colours, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError):
        return _plainly(picture)
    return converted or _plainly(picture)
