"""Bring any of Pillow's colour modes to plain 8-bit sRGB."""

from io import BytesIO

from PIL import Image, ImageCms

_WHITE = (255, 255, 255)


def to_srgb(picture: Image.Image) -> Image.Image:
    """Return the picture as RGB without profile or metadata; transparent parts become white."""
    profile = picture.info.get("icc_profile")
    picture = _eight_bits(picture)
    alpha = picture.convert("RGBA").getchannel("A") if picture.has_transparency_data else None
    colours = _through_profile(picture, profile) if profile else picture.convert("RGB")
    if alpha is not None:
        colours = Image.composite(colours, Image.new("RGB", picture.size, _WHITE), alpha)
    if colours is picture:
        colours = picture.copy()
    colours.info.clear()
    colours.getexif().clear()
    return colours


def _eight_bits(picture: Image.Image) -> Image.Image:
    """Scale 16-bit greyscale down; Pillow's own conversion from mode I would clip at 255 instead."""
    if picture.mode.startswith("I"):
        return picture.convert("I").point(lambda value: value / 256).convert("L")
    return picture


def _through_profile(picture: Image.Image, profile: bytes) -> Image.Image:
    """Convert by the picture's own colour profile, or plainly when the profile is broken or of another kind."""
    plain = picture if picture.mode in ("RGB", "CMYK", "L") else picture.convert("RGB")
    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        converted = ImageCms.profileToProfile(plain, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError):
        return picture.convert("RGB")
    return converted if converted is not None else picture.convert("RGB")
