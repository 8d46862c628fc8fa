"""Added styles without a training."""

from pathlib import Path

from PIL import Image

from algorithms.styles.catalogue import Style, added_folder, style
from algorithms.styles.catalogue_file import catalogue_enter
from tests.algorithms.makers import style_file


def added_style(slug: str = "blue-dog") -> Style:
    """Enter a style that nothing was learnt for, with pictures."""
    folder = folder_of_added()
    style_file(folder / f"{slug}.npz")
    catalogue_enter(folder / "styles.toml", folder / f"{slug}.npz", {slug: 0}, {"artist": "Ada"})
    for name in (style(slug).swatch, style(slug).sample):
        Image.new("RGB", (256, 256), "blue").save(folder / name)
    return style(slug)


def folder_of_added() -> Path:
    folder = added_folder()
    assert folder is not None
    return folder
